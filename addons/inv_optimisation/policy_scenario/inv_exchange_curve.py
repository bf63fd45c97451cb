from dataclasses import dataclass, replace

import numpy as np

from odoo import models

from ..kernel.inventory.evaluation import expected_average_stock
from ..kernel.inventory.exchange_curve import CURVE_TARGETS, exchange_curve
from ..kernel.inventory.policy import lot_size, policy_demand
from ..kernel.inventory.portfolio import common_factor, policy_portfolio
from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.rule_evaluation import evaluate_rules

#: More items make the curve slower and no truer.
SAMPLE_POINTS = 3000
#: Stock values that differ by less are the same.
SAME_SHARE = 1e-4
#: Of the safety factor at the points of the curve: finer is slower and no truer.
CURVE_PRECISION = 0.05
#: Fill rates that can be chosen: a quarter of a point apart.
STEPS = np.round(np.arange(0.80, 0.9951, 0.0025), 4)


@dataclass(frozen=True)
class CurveFacts:
    """Items of a segment with what their levels cost and give, arrays of (n,)."""

    points: object
    inputs: object
    lots: np.ndarray
    plan: object
    portfolio: object
    policy_id: np.ndarray
    value_weight: np.ndarray
    stock_now: np.ndarray
    fill_now: np.ndarray
    scale: float

    def total(self, values):
        """Return the sum of a column for all items of the segment."""
        return float(values.sum() * self.scale)

    def mean(self, values, rows=slice(None)):
        """Return the mean of a column weighted by the value of demand."""
        weight = self.value_weight[rows]
        return float(np.average(values[rows], weights=weight))


class InvExchangeCurve(models.AbstractModel):
    """What service costs in one segment: stock value against fill rate.

    A segment is the items of policies with a group target, all of them or one. The
    curve gives every item the same safety factor, as a group target does, so that
    every point of it can be applied as targets of these policies.
    """

    _name = "inv.exchange.curve"
    _description = "Exchange Curve"

    def _get_policies(self, company):
        policies = self.env["inv.stocking.policy"]._get_policies(company)
        return policies.filtered(lambda policy: policy.service_type == "group_fill")

    def _get_facts(self, company, policies):
        """Return the facts of the segment, None without items that have demand."""
        domain = [
            ("company_id", "=", company.id),
            ("policy_id", "in", policies.ids),
            ("derivation", "!=", False),
            ("forecast_per_day", ">", 0),
            ("service_type", "=", "group_fill"),
        ]
        found = self.env["inv.stocking.point"].search(domain, order="id")
        step = -(-len(found) // SAMPLE_POINTS) or 1
        points = found[::step]
        records = self.env["inv.policy.scenario"]._read_derivations(points)
        rows = [
            row for row, item in enumerate(records) if item["inputs"]["forecast_total"]
        ]
        if not rows:
            return None
        scale = len(found) / len(points)
        points = points.browse([points.ids[row] for row in rows])
        inputs = self._as_fill(stored_inputs([records[row] for row in rows]))
        return self._prepare_facts(points, inputs, scale)

    def _as_fill(self, inputs):
        """Return the inputs with a target of their own, to measure fill rates by."""
        count = len(inputs.unit)
        return replace(
            inputs,
            service_type=np.full(count, "fill_rate"),
            service_target=np.full(count, 0.95),
        )

    def _prepare_facts(self, points, inputs, scale):
        plan = recommend(inputs)
        lots = lot_size(inputs).quantity
        rule = evaluate_rules(
            inputs,
            plan,
            [bool(point.orderpoint_id) for point in points],
            points.mapped("min_current_qty"),
            points.mapped("max_current_qty"),
        )
        cost = np.where(inputs.unit_cost > 0, inputs.unit_cost, 0.0)
        weight = self.env["inv.planning.calibrator"]._get_weight(
            "value", cost, inputs.rate_per_day
        )
        return CurveFacts(
            points=points,
            inputs=inputs,
            lots=lots,
            plan=plan,
            portfolio=policy_portfolio(
                policy_demand(inputs), lots, weight=weight, unit=inputs.unit
            ),
            policy_id=np.array([point.policy_id.id for point in points]),
            value_weight=inputs.rate_per_day * weight,
            stock_now=rule.average_stock_current * cost,
            fill_now=rule.service_current,
            scale=scale,
        )

    def _get_curve(self, facts):
        """Return fill rates and stock values of the computed points, rising.

        Below some service the lots alone are the stock; the curve begins there.
        """
        curve = exchange_curve(
            facts.portfolio,
            facts.inputs.unit_cost,
            facts.lots,
            targets=CURVE_TARGETS,
            precision=CURVE_PRECISION,
        )
        values = [
            facts.total(self._get_stock(facts, level)) for level in curve.reorder_point
        ]
        value = np.maximum.accumulate(values)
        first = int(np.flatnonzero(value <= value[0] * (1 + SAME_SHARE))[-1])
        return np.maximum.accumulate(curve.fill_rate)[first:], value[first:]

    def _get_stock(self, facts, level):
        """Return the average stock value of every item at reorder points."""
        stock = expected_average_stock(facts.plan, level, facts.lots)
        return stock * facts.inputs.unit_cost

    def _solve(self, facts, target):
        """Return (stock value, fill rate) of every item at a group target."""
        group = common_factor(facts.portfolio, float(target))
        return self._get_stock(facts, group.reorder_point), group.fill_rate

    def _get_targets(self, facts, policies, fill):
        """Return {policy: its fill rate at a point of the curve}."""
        targets = {}
        for policy in policies:
            rows = np.flatnonzero(facts.policy_id == policy.id)
            if len(rows):
                share = facts.mean(fill, rows)
                targets[policy] = float(np.clip(round(share, 4), 0.0001, 0.9999))
        return targets

    def _get_promise(self, facts):
        """Return the fill rate that the policies of the segment promise together."""
        targets = np.array([point.policy_id.service_target for point in facts.points])
        return facts.mean(targets)
