import numpy as np

from odoo import models

from ..kernel.forecast.combination import combine
from ..kernel.inventory.recommendation import RecommendationInputs, recommend
from .inv_planning_rules import DAYS_PER_WEEK, WEEKS_PER_YEAR

AUTOMATIC = "automatic"


class InvPlanningEngine(models.AbstractModel):
    """One block of stocking points from facts to recommendation, without writing.

    Providers give arrays, the kernel computes, policies choose. ``_plan`` returns a
    dict of arrays in the order of the points; ``inv.planning.outlook`` adds what
    happens to the stock and ``inv.planning.run`` writes the result.
    """

    _name = "inv.planning.engine"
    _description = "Planning Engine"

    def _plan(self, points, company, today, policies):
        """Plan ``points`` as of ``today``; return facts, all arrays of (points,)."""
        facts = self._measure(points, company, today, policies)
        self._estimate(facts, company, policies)
        self.env["inv.planning.override"]._apply_demand(facts)
        facts["inputs"] = self._prepare_inputs(facts)
        facts["recommendation"] = recommend(facts["inputs"])
        self.env["inv.planning.rules"]._add_back_test(facts, today)
        return facts

    def _measure(self, points, company, today, policies):
        """Return what is known of ``points``: facts, forecast, classes, policies."""
        facts = self._gather(points, company, today)
        self._forecast(facts, company)
        self.env["inv.planning.classes"]._add_xyz(facts, company, today)
        self._choose_policies(facts, company, policies)
        self._refit(facts, policies)
        facts["unit_cost"] = self.env["inv.provider.supply"]._get_column(
            facts["supply"], "unit_cost"
        )
        return facts

    def _estimate(self, facts, company, policies):
        """Add the demand that stock is set for, blended from the reorder rules."""
        rules = self.env["inv.planning.rules"]
        rules._add_weights(facts, company, facts["forecast_method"])
        rules._add_blend(facts)
        self._add_safety_factors(facts, company, policies)

    def _add_safety_factors(self, facts, company, policies):
        """Add the common factors; a group without one is served item by item."""
        groups = self.env["inv.planning.group"]._get_newest(company)
        factors = {group.policy_id.id: group.safety_factor for group in groups}
        factor = np.array(
            [factors.get(id_, np.nan) for id_ in facts["policy_id"].tolist()]
        )
        service_type = facts["policy"]["service_type"]
        is_group = service_type == "group_fill"
        # A target of its own takes an item out of the common one.
        is_alone = np.isnan(factor) | facts["has_own_target"]
        facts["service_type"] = np.where(is_group & is_alone, "fill_rate", service_type)
        facts["safety_factor"] = np.where(
            facts["service_type"] == "group_fill", factor, np.nan
        )

    # ------------------------------------------------------------------------
    # Facts
    # ------------------------------------------------------------------------

    def _gather(self, points, company, today):
        """Return the facts of the providers; extend to feed more into planning."""
        supply_provider = self.env["inv.provider.supply"]
        supply = supply_provider._get_supply(points, company, today)
        vendor_ids = np.array([row["seller"].partner_id.id or 0 for row in supply])
        facts = {
            "points": points,
            "supply": supply,
            "vendor_id": vendor_ids,
            "product_id": self._get_ids(points, "product_id"),
            "warehouse_id": self._get_ids(points, "warehouse_id"),
            "abc_class": np.array([point.abc_class or "C" for point in points]),
            "unit": self._get_units(points),
        }
        self.env["inv.planning.lead_time"]._add_lead_times(facts, company, today)
        self.env["inv.planning.history"]._add_history(facts, company, today)
        self.env["inv.planning.override"]._add_overrides(facts, today)
        return facts

    def _get_ids(self, points, name):
        return np.array([point[name].id for point in points], dtype=np.int64)

    def _get_units(self, points):
        """Return the smallest step of stock: 1 for pieces, else the UoM's rounding.

        Odoo rounds every unit to the same decimals; nobody stocks 0.01 pieces.
        """
        pieces = self.env.ref("uom.product_uom_unit")
        units = []
        for point in points:
            uom = point.product_id.uom_id
            is_pieces = uom._has_common_reference(pieces)
            units.append(max(1.0, uom.rounding) if is_pieces else uom.rounding)
        return np.array(units)

    # ------------------------------------------------------------------------
    # Forecast, classes, policies
    # ------------------------------------------------------------------------

    def _forecast(self, facts, company):
        """Add the forecast over lead time and default review period."""
        horizon_days = facts["lead_time_days"] + company.inv_review_days
        facts["horizon"] = np.maximum(horizon_days / DAYS_PER_WEEK, 1.0)
        facts["forecast"] = self._combine(facts)

    def _choose_policies(self, facts, company, policies):
        """Add the matched policy and its parameters, one array for each."""
        matched = policies._match(facts)
        fallback = policies.new({"name": "", "service_type": "manual"})
        parameters = [policy._prepare_parameters(company) for policy in policies]
        parameters.append(fallback._prepare_parameters(company))
        facts["policy_id"] = np.array([*policies.ids, 0])[matched]
        facts["policy"] = {
            name: np.array([values[name] for values in parameters])[matched]
            for name in parameters[0]
        }
        self.env["inv.planning.override"]._apply_policy(facts)

    def _refit(self, facts, policies):
        """Forecast again where the policy fixes the method or cuts large orders."""
        method_by_policy = {policy.id: policy.forecast_method for policy in policies}
        methods = np.array(
            [
                method_by_policy.get(id_, AUTOMATIC)
                for id_ in facts["policy_id"].tolist()
            ]
        )
        methods = self.env["inv.planning.override"]._get_methods(facts, methods)
        facts["forecast_method"] = methods
        multiples = facts["policy"]["large_order_multiple"]
        is_cut = self.env["inv.planning.history"]._cut_large_orders(facts, multiples)
        if (methods != AUTOMATIC).any() or is_cut.any():
            facts["forecast"] = self._combine(facts, methods)

    def _combine(self, facts, methods=None):
        """Return the combined forecast; seasons may come from the category."""
        categories = [point.categ_id.id for point in facts["points"]]
        return combine(
            facts["cleaned_demand"],
            facts["horizon"],
            fixed_method=methods,
            season_length=WEEKS_PER_YEAR,
            category=categories,
        )

    # ------------------------------------------------------------------------
    # Recommendation
    # ------------------------------------------------------------------------

    def _prepare_inputs(self, facts):
        """Return everything that the recommendation depends on."""
        rules = [row["orderpoint"] for row in facts["supply"]]
        current_min = np.array([rule.product_min_qty for rule in rules])
        current_max = np.array([rule.product_max_qty for rule in rules])
        facts["current_min"], facts["current_max"] = current_min, current_max
        facts["has_rule"] = np.array([bool(rule) and rule.active for rule in rules])
        # Core orders below the minimum, the theory at or below the reorder point.
        facts["current_point"] = np.maximum(current_min - facts["unit"], 0.0)
        facts["current_order"] = np.maximum(
            current_max - facts["current_point"], facts["unit"]
        )
        policy = facts["policy"]
        is_manual = policy["service_type"] == "manual"
        return RecommendationInputs(
            **self._prepare_demand_inputs(facts),
            service_type=facts["service_type"],
            service_target=policy["service_target"],
            safety_factor=facts["safety_factor"],
            # The policy's days come on top of the time until an order arrives.
            cover_days=policy["cover_days"]
            + facts["lead_time_days"]
            + policy["review_days"],
            manual_reorder_point=np.where(is_manual, facts["current_point"], np.nan),
            manual_order_quantity=np.where(is_manual, facts["current_order"], np.nan),
            min_cover_days=policy["min_cover_days"],
            max_cover_days=policy["max_cover_days"],
        )

    def _prepare_demand_inputs(self, facts):
        """Return the inputs that demand, supply and order quantity depend on."""
        supply = self.env["inv.provider.supply"]
        policy = facts["policy"]
        minimum = supply._get_column(facts["supply"], "minimum_qty")
        multiple = supply._get_column(facts["supply"], "multiple_qty")
        multiple = np.where(policy["use_multiple_qty"], multiple, 0.0)
        override = self.env["inv.planning.override"]
        horizon_days = facts["horizon"] * DAYS_PER_WEEK
        total, variance = override._get_forecast(facts, horizon_days)
        inputs = {
            "rate_per_day": facts["planning_total"] / horizon_days,
            "forecast_total": total,
            "forecast_variance": variance,
            "forecast_horizon_days": horizon_days,
            "lead_time_days": facts["lead_time_days"],
            "lead_time_variance": facts["lead_time_variance"],
            "review_days": policy["review_days"],
            "ordering_cost": policy["ordering_cost"],
            "unit_cost": facts["unit_cost"],
            "holding_rate": policy["holding_rate"],
            "minimum_order_quantity": np.where(policy["use_minimum_qty"], minimum, 0.0),
            "order_multiple": override._get_multiple(facts, multiple),
            "unit": facts["unit"],
            "max_order_cover_days": policy["max_order_cover_days"],
            "long_run_rate_per_day": facts["long_run_rate"],
        }
        price = self.env["inv.planning.price"]
        return {**inputs, "price_break_quantity": price._get_quantities(facts, inputs)}

    def _prepare_lot_inputs(self, facts, rows=None):
        """Return inputs for the order quantity alone, as of an empty shelf.

        Before the rules are weighed, the forecast stands for the blend.
        """
        if "planning_total" not in facts:
            forecast = facts["forecast"]
            facts = {
                **facts,
                "planning_total": forecast.planning_total,
                "planning_variance": forecast.planning_variance,
            }
        columns = self._prepare_demand_inputs(facts)
        rows = np.arange(len(facts["points"])) if rows is None else rows
        return RecommendationInputs(
            **{name: column[rows] for name, column in columns.items()},
            service_type=np.full(len(rows), "group_fill"),
            service_target=0.5,
            safety_factor=0.0,
        )
