import numpy as np

from odoo import api, fields, models

from .readiness_picture import READY_KEY, SHORT_KEY

CHART_DAYS = 21


class InvReadinessBoard(models.AbstractModel):
    """The page of missing parts: by component, with who waits and what fixes it."""

    _inherit = "inv.readiness.board"

    @api.model
    @api.readonly
    def get_missing_parts(self, filters=None):
        """Return the missing components; see the page for the contract."""
        filters = self._clean_filters(filters)
        picture = self.env["inv.readiness.engine"]._compute_picture(self.env.company)
        rows = self._get_rows(picture, filters)
        rows = rows[~picture.is_going[rows]]
        pools = self._get_missing_pools(picture, rows)
        worst = [self._get_first_need(picture, pool, rows) for pool, *_rest in pools]
        supplies = self.env["inv.readiness.wording"]._get_supplies(picture, worst)
        substitutes = self.env["inv.component.substitute"]._get_for_needs(
            picture, worst
        )
        facts = self._get_part_facts(picture, pools)
        parts = [
            self._prepare_part(
                picture, part, need, supplies[need], substitutes.get(need), facts
            )
            for part, need in zip(pools, worst, strict=True)
        ]
        return {
            **self._prepare_head(picture, filters),
            "tiles": self._prepare_tiles(picture, rows, parts),
            "start": fields.Date.to_string(picture.today),
            "days": CHART_DAYS,
            "parts": parts,
        }

    def _get_pool_needs(self, picture, pool, rows):
        """Return the lines of shown orders on a pool, first order first."""
        needs = np.flatnonzero(picture.needs["pool"] == pool)
        order_rows = picture.needs["row"][needs].astype(np.int64)
        is_shown = np.isin(order_rows, rows)
        needs, order_rows = needs[is_shown], order_rows[is_shown]
        return needs[np.argsort(picture.place[order_rows], kind="stable")]

    def _get_first_need(self, picture, pool, rows):
        needs = self._get_pool_needs(picture, pool, rows)
        return int(needs[picture.result.missing_now[needs] > 0][0])

    def _get_part_facts(self, picture, pools):
        """Return {pool: (stocking point, on hand)}; a fixed number of queries."""
        keys = [tuple(map(int, picture.pools[pool])) for pool, *_rest in pools]
        products = [product for product, _warehouse in keys]
        # Superuser: the class of an item is shown to whoever plans production.
        points = self.env["inv.stocking.point"].sudo().search(
            [("product_id", "in", products), ("company_id", "=", picture.company.id)]
        )  # fmt: skip
        by_key = {
            (point.product_id.id, point.warehouse_id.id): point for point in points
        }
        stock = self.env["stock.quant"]._read_group(
            [("product_id", "in", products), ("location_id.usage", "=", "internal")],
            ["product_id", "location_id"],
            ["quantity:sum"],
        )
        on_hand = {}
        for product, location, quantity in stock:
            key = (product.id, location.warehouse_id.id)
            on_hand[key] = on_hand.get(key, 0.0) + quantity
        return {
            pool: (by_key.get(key, points.browse()), on_hand.get(key, 0.0))
            for (pool, *_rest), key in zip(pools, keys, strict=True)
        }

    def _prepare_part(self, picture, part, need, supply, substitute, facts):
        pool, missing, waiting, value = part
        point, on_hand = facts[pool]
        product = picture.get_product(need)
        warehouse = self.env["stock.warehouse"].browse(int(picture.pools[pool][1]))
        start = min(picture.table["start"][waiting])
        state = self._get_supply_state(picture, pool, supply)
        actions = self._get_supply_actions(SHORT_KEY, supply, substitute)
        if self._get_uncovered(picture, pool) > 0 and "buy" not in actions:
            # A substitute is there now; what nothing brings comes before what is late.
            actions.insert(1 if substitute else 0, "buy")
        return {
            "product_id": product.id,
            "warehouse_id": warehouse.id,
            "warehouse": warehouse.name,
            "name": product.name,
            "code": product.default_code or "",
            "class": point.abc_xyz or "",
            "short": missing,
            "on_hand": on_hand,
            "uom": product.uom_id.name,
            "first_need": fields.Date.to_string(picture.get_day(start)),
            "order_count": len(waiting),
            "value": value,
            "supply": supply,
            "state": state,
            "late_days": supply["late_days"] if supply else 0,
            "primary": actions[0],
            "order_id": picture.get_order(picture.needs["row"][need]).id,
            "chart": self._prepare_chart(picture, pool),
        }

    def _get_supply_state(self, picture, pool, supply):
        """Return what the supply of a part does for the orders that lack it."""
        if not supply:
            return "none"
        own = (picture.needs["pool"] == pool) & (picture.result.missing_now > 0)
        if np.isnan(picture.result.need_ready_day[own]).any() and supply["is_firm"]:
            return "partial"
        if not supply["is_firm"]:
            return "unconfirmed"
        return "late" if supply["late_days"] else "on_time"

    def _get_uncovered(self, picture, pool):
        """Return what nothing at all brings of a part."""
        return float(picture.result.uncovered[picture.needs["pool"] == pool].sum())

    def _prepare_chart(self, picture, pool):
        """Return running totals of need and supply for the days of the chart."""
        need, supply = np.zeros(CHART_DAYS), np.zeros(CHART_DAYS)
        own = picture.needs["pool"] == pool
        start = picture.table["start"][picture.needs["row"][own].astype(np.int64)]
        self._add_at(need, start, picture.needs["quantity"][own])
        supply[0] += picture.needs["reserved"][own].sum()
        supply[0] += picture.stock["quantity"][picture.stock["pool"] == pool].sum()
        coming = picture.supplies["pool"] == pool
        self._add_at(
            supply,
            picture.supplies["day"][coming],
            picture.supplies["quantity"][coming],
        )
        made = picture.outputs["pool"] == pool
        makers = picture.outputs["row"][made].astype(np.int64)
        finish = picture.result.finish_day[makers]
        self._add_at(supply, finish, picture.outputs["quantity"][made])
        return {"need": np.cumsum(need).tolist(), "supply": np.cumsum(supply).tolist()}

    def _add_at(self, totals, days, quantities):
        """Add quantities at their day, overdue ones today; later ones not at all."""
        is_known = np.isfinite(days) & (days < len(totals))
        at = np.maximum(np.floor(days[is_known]), 0).astype(np.int64)
        np.add.at(totals, at, quantities[is_known])

    def _prepare_tiles(self, picture, rows, parts):
        keys = [picture.get_key(row) for row in rows.tolist()]
        blocked = rows[[key != READY_KEY for key in keys]] if len(rows) else rows
        lines = np.isin(picture.needs["row"], rows)
        firm = [
            part for part in parts if part["supply"] and part["supply"]["is_firm"]
            and part["supply"]["date"]
        ]  # fmt: skip
        following = min(firm, key=lambda part: part["supply"]["date"], default=None)
        return {
            "short_count": len(parts),
            "needed_count": len(np.unique(picture.needs["pool"][lines])),
            "orders_not_ready": len(blocked),
            "order_count": len(rows),
            "at_risk_count": self._count_at_risk(picture, blocked),
            "blocked_value": float(self._get_values(picture, blocked).sum()),
            "without_supply": [
                part["name"] for part in parts if part["state"] == "none"
            ],
            "next_receipt": following
            and self._prepare_next_receipt(picture, following),
        }

    def _count_at_risk(self, picture, rows):
        """Return how many orders finish after their deadline, or nobody knows when."""
        count = 0
        for row in rows.tolist():
            deadline = picture.get_order(row).date_deadline
            finish = picture.result.finish_day[row]
            if deadline:
                day = picture.get_day(finish)
                count += not day or day > deadline.date()
        return count

    def _prepare_next_receipt(self, picture, part):
        pool = np.flatnonzero(
            (picture.pools == [part["product_id"], part["warehouse_id"]]).all(axis=1)
        )[0]
        rows = np.flatnonzero(~picture.is_going)
        needs = self._get_pool_needs(picture, pool, rows)
        day = (fields.Date.to_date(part["supply"]["date"]) - picture.today).days
        freed = needs[
            (picture.result.missing_now[needs] > 0)
            & (picture.result.need_ready_day[needs] <= max(day, 0))
        ]
        names = [
            picture.get_order(row).name for row in picture.needs["row"][freed].tolist()
        ]
        return {
            "date": part["supply"]["date"],
            "label": part["supply"]["label"],
            "order_names": names,
        }
