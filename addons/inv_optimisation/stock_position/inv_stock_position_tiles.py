from collections import Counter

from odoo import models


class InvStockPositionTiles(models.AbstractModel):
    """The tiles of the stock position: value by stage against the model, by site."""

    _name = "inv.stock.position.tiles"
    _description = "Tiles of the Stock Position"
    _inherit = ["inv.stocking.point.wording"]

    def _get_tiles(self):
        """Return one tile for each site on one common scale, and one for all."""
        company = self.env.company
        groups, counts = self._get_groups(company)
        sites = list(dict.fromkeys(site for site, _stage in groups))
        totals = [self._add_up(groups, site) for site in sites]
        largest = max(
            [max(row["value"] + row["transit"], row["model"]) for row in totals] or [0]
        )
        return {
            "sites": [
                self._prepare_site(site, row, largest, company)
                for site, row in zip(sites, totals, strict=True)
            ],
            "all": self._prepare_all(totals, counts, company),
            "has_work": any(row["stages"].get("wip") for row in totals),
        }

    def _get_groups(self, company):
        """Return {(site, stage): figures} and {status: rows}; one query.

        The rows are computed when they are asked for, so that a second question would
        take as long as the first.
        """
        names = ("value", "transit", "model", "excess")
        rows = self.env["inv.stock.position"]._read_group(
            [("company_id", "=", company.id)],
            ["warehouse_id", "stage", "status"],
            [
                "value:sum",
                "transit_value:sum",
                "model_value:sum",
                "excess_value:sum",
                "__count",
            ],
            order="warehouse_id",
        )
        groups, counts = {}, Counter()
        for site, stage, status, *values, count in rows:
            figures = groups.setdefault((site, stage), dict.fromkeys(names, 0.0))
            for name, value in zip(names, values, strict=True):
                figures[name] += value or 0.0
            counts[status] += count
        return groups, counts

    def _add_up(self, groups, site):
        own = {stage: row for (place, stage), row in groups.items() if place == site}
        total = {
            name: sum(row[name] for row in own.values())
            for name in ("value", "transit", "model", "excess")
        }
        stages = {stage: max(row["value"], 0.0) for stage, row in own.items()}
        return {**total, "stages": stages}

    def _prepare_site(self, site, row, largest, company):
        scale = 1 / largest if largest else 0.0
        gap = row["value"] - row["model"]
        return {
            "id": site.id,
            "name": site.name,
            "value": self._money(row["value"], company),
            "stages": [
                {"stage": stage, "share": row["stages"].get(stage, 0.0) * scale}
                for stage in ("raw", "wip", "finished")
            ],
            "transit_share": max(row["transit"], 0.0) * scale,
            "model_share": row["model"] * scale,
            "note": self.env._(
                "model %(model)s, %(gap)s",
                model=self._money(row["model"], company),
                gap=self._get_gap(gap, company),
            ),
        }

    def _get_gap(self, gap, company):
        if round(gap) == 0:
            return self.env._("in line")
        text = self._money(abs(gap), company)
        if gap > 0:
            return self.env._("%s above", text)
        return self.env._("%s below", text)

    def _prepare_all(self, totals, counts, company):
        short = sum(
            counts[name] for name in ("stocked_out", "at_risk", "below_reorder_point")
        )
        excess = sum(row["excess"] for row in totals)
        return {
            "value": self._money(sum(row["value"] for row in totals), company),
            "text": self.env._(
                "%(excess)s excess at %(excess_count)s item-sites while %(short)s "
                "others run short.",
                excess=self._money(excess, company),
                excess_count=self._number(counts["excess"], 0),
                short=self._number(short, 0),
            ),
            "help": self._get_help(company),
        }

    def _get_help(self, company):
        """Return {text, action} of how sites could help each other; with several."""
        return

    def _money(self, value, company):
        text = self._whole_money(abs(value), company.currency_id)
        return text if value >= 0 else f"\N{MINUS SIGN}{text}"
