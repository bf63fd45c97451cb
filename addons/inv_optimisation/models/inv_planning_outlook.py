from datetime import timedelta

import numpy as np

from odoo import models

from ..kernel.inventory.projection import (
    days_of_cover,
    excess_quantity,
    first_below,
    project_stock,
)
from ..kernel.inventory.rule_evaluation import evaluate_rules

#: Days that stock is projected; longer than any usual lead time and review.
PROJECTION_DAYS = 180
#: Cover that is shown for stock that nobody asks for.
MAX_COVER_DAYS = 9999.0


class InvPlanningOutlook(models.AbstractModel):
    """What becomes of the stock: projection, dates, excess, exceptions, service.

    Adds arrays to the facts of ``inv.planning.engine``. The codes of
    ``_get_exceptions`` are those of the status field of ``inv.stocking.point``;
    override it to add one.
    """

    _name = "inv.planning.outlook"
    _description = "Planning Outlook"

    def _add_outlook(self, facts, company, today):
        """Add stock, projection, excess, service and exceptions to ``facts``."""
        provider = self.env["inv.provider.stock"]
        stock = provider._get_stock(facts["points"], company, today, PROJECTION_DAYS)
        facts["stock"] = stock
        rate = facts["inputs"].rate_per_day
        facts["position"] = (
            stock["on_hand"]
            + stock["incoming"]
            + stock["requested"]
            - stock["outgoing"]
        )
        # Booked orders are part of the expected demand until they exceed it.
        demand = np.maximum(rate[:, None], stock["issues"])
        facts["projected"] = project_stock(stock["on_hand"], stock["receipts"], demand)
        facts["stock_out_day"] = np.where(
            stock["on_hand"] < 0, 0, first_below(facts["projected"], 0.0)
        )
        facts["cover_days"] = np.minimum(
            days_of_cover(np.maximum(stock["on_hand"], 0.0), rate), MAX_COVER_DAYS
        )
        self._add_order_day(facts)
        self._add_excess(facts, company)
        self._add_service(facts)
        self._add_exceptions(facts)

    def _add_order_day(self, facts):
        """Add the day on which the position reaches the reorder point."""
        rate = facts["inputs"].rate_per_day
        above = facts["position"] - facts["recommendation"].reorder_point
        with np.errstate(divide="ignore", invalid="ignore"):
            days = np.where(above <= 0, 0.0, np.floor(above / rate))
        needs_order = (rate > 0) & (days <= PROJECTION_DAYS)
        facts["order_day"] = np.where(needs_order, days, -1).astype(np.int64)

    def _add_excess(self, facts, company):
        tolerance = company.inv_excess_days * facts["inputs"].rate_per_day
        limit = facts["recommendation"].order_up_to + tolerance
        on_hand = np.maximum(facts["stock"]["on_hand"], 0.0)
        # Only what is here is excess; what is on order can still be cancelled.
        facts["excess"] = np.minimum(excess_quantity(facts["position"], limit), on_hand)

    def _add_service(self, facts):
        """Add expected service and average stock of both parameter sets."""
        evaluation = evaluate_rules(
            facts["inputs"],
            facts["recommendation"],
            facts["has_rule"],
            facts["current_min"],
            facts["current_max"],
        )
        facts["evaluation"] = evaluation

    # ------------------------------------------------------------------------
    # Exceptions
    # ------------------------------------------------------------------------

    def _get_exceptions(self, facts):
        """Return {code: mask}, the most urgent first."""
        rate, stock = facts["inputs"].rate_per_day, facts["stock"]
        recommendation = facts["recommendation"]
        supply_types = np.array([row["supply_type"] for row in facts["supply"]])
        is_planned = (rate > 0) | (recommendation.reorder_point > 0)
        has_stock_out = facts["stock_out_day"] >= 0
        is_late = facts["stock_out_day"] <= facts["lead_time_days"]
        promised = self.env["inv.provider.supply"]._get_column(
            facts["supply"], "promised_days"
        )
        is_unmeasured = np.isin(facts["lead_time_source"], ["none", "promised"])
        return {
            "negative_stock": stock["on_hand"] < 0,
            "stocked_out": is_planned & (stock["on_hand"] <= 0),
            "at_risk": is_planned & has_stock_out & is_late & (stock["on_hand"] > 0),
            "below_reorder_point": is_planned
            & (facts["position"] <= recommendation.reorder_point),
            "no_vendor": supply_types == "none",
            "no_lead_time": (supply_types == "buy")
            & is_unmeasured
            & ~(np.nan_to_num(promised) > 0),
            "excess": facts["excess"] > 0,
        }

    def _add_exceptions(self, facts):
        exceptions = self._get_exceptions(facts)
        count = len(facts["points"])
        status = np.full(count, "healthy", dtype=object)
        codes = [","] * count
        for code, mask in exceptions.items():
            status[mask & (status == "healthy")] = code
            for position in np.flatnonzero(mask).tolist():
                codes[position] += f"{code},"
        facts["status"] = status
        facts["exception_codes"] = [text if text != "," else None for text in codes]
        missing = np.where(
            exceptions["below_reorder_point"],
            np.maximum(facts["recommendation"].order_up_to - facts["position"], 0.0),
            0.0,
        )
        lacking = np.maximum(missing, self._get_shortage(facts))
        facts["value_at_stake"] = (lacking + facts["excess"]) * facts["unit_cost"]

    def _get_shortage(self, facts):
        """Return what cannot be delivered before an order placed today arrives."""
        days = np.arange(facts["projected"].shape[1])
        is_within = days <= facts["lead_time_days"][:, None]
        lowest = np.where(is_within, facts["projected"], 0.0).min(axis=1)
        return np.maximum(-lowest, 0.0)

    def _get_dates(self, offsets, today):
        """Return the dates ``today`` + offset; None where the offset is negative."""
        return [
            today + timedelta(days=offset) if offset >= 0 else None
            for offset in offsets.tolist()
        ]
