import numpy as np

from odoo import models

from ..kernel.inventory.order_need import inventory_position, order_need
from ..kernel.inventory.projection import days_of_cover, first_below, project_stock

#: Days of the projection in which a need date is looked for.
HORIZON_DAYS = 180
MAX_COVER_DAYS = 9999.0


class InvRequisitionNeed(models.AbstractModel):
    """Which stocking points need an order now, how much, and by when.

    Reads stock as it is, not as the last plan saw it; rates, lead times and safety
    stock are those of the last plan; minimum and maximum are those in force.
    """

    _name = "inv.requisition.need"
    _description = "Requisition Need"

    def _get_facts(self, points, company):
        """Return facts of ``points``, arrays in their order."""
        today = company._get_inventory_today()
        supply = self.env["inv.provider.supply"]
        rules = supply._get_orderpoints(points)
        rules = [
            rules.get(
                (point.product_id.id, point.warehouse_id.id),
                self.env["stock.warehouse.orderpoint"],
            )
            for point in points
        ]
        stock = self.env["inv.provider.stock"]._get_stock(
            points, company, today, HORIZON_DAYS
        )
        facts = {
            "points": points,
            "rules": rules,
            "today": today,
            "stock": stock,
            "unit": self.env["inv.planning.engine"]._get_units(points),
            **self._get_columns(points),
        }
        facts["has_rule"] = np.array([bool(rule) and rule.active for rule in rules])
        facts["minimum"] = np.array([rule.product_min_qty for rule in rules])
        facts["maximum"] = np.array([rule.product_max_qty for rule in rules])
        # Core orders below the minimum, the theory at or below the reorder point.
        facts["reorder_point"] = facts["minimum"] - facts["unit"]
        self._add_position(facts)
        self._add_policy(facts, company)
        return facts

    def _get_columns(self, points):
        names = ("forecast_per_day", "lead_time_days", "safety_stock_qty")
        return {
            name: np.array([point[name] or 0.0 for point in points]) for name in names
        }

    def _add_position(self, facts):
        stock = facts["stock"]
        facts["on_order"] = stock["incoming"] + stock["requested"]
        facts["position"] = inventory_position(
            stock["on_hand"],
            facts["on_order"],
            stock["issues"],
            np.maximum(facts["lead_time_days"], 0.0),
        )
        facts["is_below"] = facts["has_rule"] & (
            facts["position"] < facts["minimum"] - facts["unit"] * 1e-6
        )

    def _add_policy(self, facts, company):
        """Add what the policies say about orders; shelf life caps them too."""
        known = {}
        for point in facts["points"]:
            policy = point.policy_id
            if policy not in known:
                known[policy] = policy._prepare_parameters(company) if policy else {}
        rows = [known[point.policy_id] for point in facts["points"]]
        defaults = {
            "ordering_cost": company.inv_ordering_cost,
            "holding_rate": company.inv_holding_rate,
            "max_order_cover_days": np.nan,
            "use_minimum_qty": True,
            "use_multiple_qty": True,
        }
        for name, default in defaults.items():
            facts[name] = np.array([row.get(name, default) for row in rows])
        shelf = [self._get_shelf_days(point.product_id) for point in facts["points"]]
        facts["cover_cap_days"] = np.fmin(facts["max_order_cover_days"], shelf)

    def _get_shelf_days(self, product):
        """Return the shelf life in days, NaN without one (needs product_expiry)."""
        has_expiry = "use_expiration_date" in product._fields
        if has_expiry and product.use_expiration_date and product.expiration_time:
            return float(product.expiration_time)
        return np.nan

    def _get_quantities(self, facts, minimum, multiple):
        """Return the order of every point; 0 where none is needed."""
        point = facts["reorder_point"]
        return order_need(
            facts["position"],
            point,
            np.maximum(facts["maximum"], point),
            minimum=np.where(facts["use_minimum_qty"], minimum, 0.0),
            multiple=np.where(facts["use_multiple_qty"], multiple, 0.0),
            unit=facts["unit"],
            daily_rate=facts["forecast_per_day"],
            maximum_cover_days=facts["cover_cap_days"],
        )

    # ------------------------------------------------------------------------
    # Dates
    # ------------------------------------------------------------------------

    def _add_dates(self, facts, lead_days, company):
        """Add need date, order-by date and arrival, on working days.

        ``lead_days`` of shape (points,): expected days of the chosen supply.
        """
        working = self.env["inv.working.days"]
        calendar = working._get_calendar(company)
        rate, stock = facts["forecast_per_day"], facts["stock"]
        demand = np.maximum(rate[:, None], stock["issues"])
        projected = project_stock(stock["on_hand"], stock["receipts"], demand)
        facts["projected"] = projected
        safety_day = first_below(projected, facts["safety_stock_qty"])
        out_day = first_below(projected, 0.0)
        today = np.datetime64(facts["today"])
        need = self._to_days(today, np.maximum(safety_day, 0), safety_day >= 0)
        arrival = today + np.ceil(lead_days).astype("timedelta64[D]")
        order_by = need - np.ceil(lead_days).astype("timedelta64[D]")
        arrival = working._shift(calendar, arrival, "forward")
        need = working._shift(calendar, need, "backward")
        order_by = working._shift(calendar, order_by, "backward")
        facts["arrival"] = arrival
        facts["need"] = np.where(np.isnat(need), need, np.maximum(need, today))
        facts["order_by"] = np.where(
            np.isnat(order_by), order_by, np.maximum(order_by, today)
        )
        out = self._to_days(today, np.maximum(out_day, 0), out_day >= 0)
        facts["stock_out"] = out
        facts["is_at_risk"] = ~np.isnat(out) & (out < arrival)

    def _to_days(self, today, offsets, is_known):
        days = today + offsets.astype("timedelta64[D]")
        return np.where(is_known, days, np.datetime64("NaT", "D"))

    def _get_cover(self, facts, added=0.0):
        """Return the days that the position lasts with ``added`` units more."""
        stock = np.maximum(facts["position"] + added, 0.0)
        return np.minimum(
            days_of_cover(stock, facts["forecast_per_day"]), MAX_COVER_DAYS
        )
