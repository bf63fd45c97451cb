from datetime import timedelta

from odoo import api, models
from odoo.tools import float_round

#: Longest cover that a bar shows [days].
LONGEST_BAR_DAYS = 120.0
FIGURES = (
    "on_hand",
    "reserved",
    "free",
    "in_transit",
    "incoming",
    "outgoing",
    "position",
    "short",
    "excess",
)
TONES = {
    "negative_stock": "bad",
    "stocked_out": "bad",
    "at_risk": "bad",
    "below_reorder_point": "warn",
    "excess": "info",
    "healthy": "good",
    "none": "plain",
}


class InvNetworkPage(models.AbstractModel):
    """Stock by Site: one item everywhere, as JSON with all words made."""

    _name = "inv.network.page"
    _description = "Stock by Site"
    _inherit = "inv.stocking.point.wording"

    @api.model
    @api.readonly
    def get_items(self, search="", offset=0):
        """Return a page of the list of items."""
        return self.env["inv.network.item"]._get_items(search, offset)

    @api.model
    @api.readonly
    def get_product(self, product_id):
        """Return the sites, the totals and the helpers of one product."""
        product = self.env["product.product"].browse(product_id).exists()
        if not product:
            return False
        positions = self.env["inv.network.position"]._get_positions(product)
        rows = self._get_rows(positions)
        shown = [row for row in rows if row["is_stocked"]]
        return {
            "id": product.id,
            "name": product.display_name,
            "unit": product.uom_id.name,
            "rows": shown,
            "totals": self._get_totals(shown),
            "elsewhere_text": self._get_elsewhere_text(rows),
            **self.env["inv.network.panel"]._get_panel(positions, shown),
        }

    # ------------------------------------------------------------------------
    # Sites
    # ------------------------------------------------------------------------

    def _get_rows(self, positions):
        """Return one row for each site, of the only product."""
        sites = positions["pairs"].sites
        points = self.env["inv.stocking.point"].search(
            [
                ("product_id", "in", positions["pairs"].products.ids),
                ("warehouse_id", "in", sites.ids),
            ]
        )
        point_of = {point.warehouse_id: point for point in points}
        bars = self._get_bars(positions)
        has_companies = len(sites.company_id) > 1
        rows = []
        for column, site in enumerate(sites):
            figures = {name: float(positions[name][0, column]) for name in FIGURES}
            has_point = bool(positions["has_point"][0, column])
            is_stocked = has_point or any(figures.values())
            status = str(positions["status"][0, column]) if has_point else "none"
            rows.append(
                {
                    "id": site.id,
                    "name": site.name,
                    "company": site.company_id.name if has_companies else "",
                    "point_id": point_of[site].id if site in point_of else False,
                    "is_stocked": is_stocked,
                    "status": status,
                    "status_text": self._get_status_text(status),
                    "tone": TONES[status],
                    "figures": figures,
                    "runs_out_text": self._get_runs_out_text(positions, column),
                    "level_text": self._get_level_text(positions, column),
                    **bars[column],
                }
            )
        return rows

    def _get_bars(self, positions):
        """Return the cover bar of each site: all on one scale of days."""
        covers = positions["cover_days"][0].tolist()
        rates = positions["rate"][0].tolist()
        keeps = positions["protection"][0].tolist()
        known = [cover for cover, rate in zip(covers, rates, strict=True) if rate > 0]
        marks = [
            keep / rate for keep, rate in zip(keeps, rates, strict=True) if rate > 0
        ]
        scale = min(max([1.0, *known, *marks]), LONGEST_BAR_DAYS)
        bars = []
        for cover, rate, keep in zip(covers, rates, keeps, strict=True):
            has_cover = rate > 0
            mark = keep / rate if has_cover else 0.0
            bars.append(
                {
                    "has_cover": has_cover,
                    "cover_text": self._get_cover_text(cover, has_cover),
                    "cover_percent": round(min(cover / scale, 1) * 100, 1),
                    "keep_percent": round(min(mark / scale, 1) * 100, 1),
                    "keep_text": self.env._(
                        "keeps %(days)s days for itself", days=self._number(mark, 0)
                    ),
                }
            )
        return bars

    def _get_totals(self, rows):
        """Return the sums of each company, and of the network with what is moving."""
        companies = {}
        for row in rows:
            companies.setdefault(row["company"], []).append(row)
        sums = [
            self._sum_rows(company, group)
            for company, group in companies.items()
            if len(companies) > 1
        ]
        return [*sums, self._sum_rows(self.env._("All sites"), rows)]

    def _sum_rows(self, name, rows):
        figures = {
            figure: sum(row["figures"][figure] for row in rows) for figure in FIGURES
        }
        owned = figures["on_hand"] + figures["in_transit"]
        return {
            "name": name,
            "figures": figures,
            "owned_text": self.env._(
                "%(owned)s with what is in transit", owned=self._quantity(None, owned)
            ),
        }

    # ------------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------------

    def _get_status_text(self, status):
        if status == "none":
            return self.env._("Not planned")
        return self._label_of(self.env["inv.stocking.point"], "status", status)

    def _get_cover_text(self, cover, has_cover):
        if not has_cover:
            return self.env._("no demand")
        digits = 1 if 0 < cover < 1 else 0
        number = self._number(cover, digits)
        if number == self._number(1, 0):
            return self.env._("1 day")
        return self.env._("%(days)s days", days=number)

    def _get_runs_out_text(self, positions, column):
        day = int(positions["stock_out_day"][0, column])
        if day < 0 or not positions["has_point"][0, column]:
            return ""
        if not day:
            return self.env._("out today")
        return self.env._("out %(date)s", date=self._date(self._get_day(day)))

    def _get_day(self, offset):
        return self.env.company._get_inventory_today() + timedelta(days=offset)

    def _get_elsewhere_text(self, rows):
        """Return the sites that have nothing to do with the product."""
        names = [row["name"] for row in rows if not row["is_stocked"]]
        if not names:
            return ""
        return self.env._("Not stocked in %(sites)s.", sites=", ".join(names))

    def _get_level_text(self, positions, column):
        """Return the parameters that a planner compares the stock with."""
        if not positions["has_point"][0, column]:
            return ""
        step = float(positions["step"][0, column])
        safety, point = (
            self._quantity(None, float_round(value, precision_rounding=step))
            for value in (
                float(positions["safety_stock"][0, column]),
                float(positions["reorder_point"][0, column]),
            )
        )
        return self.env._(
            "safety %(safety)s · reorder %(point)s", safety=safety, point=point
        )
