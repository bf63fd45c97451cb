import logging
from datetime import timedelta

import numpy as np

from odoo import api, models

from ..kernel.inventory.evaluation import expected_average_stock
from ..kernel.inventory.policy import lot_size, policy_demand
from ..kernel.inventory.policy_back_test import back_test_rule
from ..kernel.inventory.portfolio import common_factor, policy_portfolio
from ..kernel.inventory.recommendation import recommend
from ..kernel.inventory.reorder_rules import RULES
from ..kernel.inventory.rule_choice import weigh_rules
from ..kernel.inventory.service_control import control_target, record_service
from .inv_planning_rules import WEEKS_PER_YEAR

_logger = logging.getLogger(__name__)

#: More points change neither weights nor factors, so a run stays short.
SAMPLE_POINTS = 1000
#: Rules are weighed anew when the newest weights are this old.
WEIGHT_DAYS = 7
#: Service at which rules are compared when policies ask for different ones.
COMPARED_SERVICE = 0.95
#: Weeks that the realised service looks back, and that it needs to say something.
CONTROL_WEEKS, MINIMUM_CONTROL_WEEKS = 26, 4


class InvPlanningCalibrator(models.AbstractModel):
    """What a run learns from all points together, before it plans its chunks.

    The weights of the reorder rules (``inv.planning.segment``) come from replaying
    the history of a sample of points; the common factor of every group target
    (``inv.planning.group``) from the demand of the points that follow the policy.
    """

    _name = "inv.planning.calibrator"
    _description = "Planning Calibrator"

    def _calibrate(self, run):
        """Store weights and factors for ``run``; do nothing without demand.

        A point that cannot be planned is named by its chunk and must not stop the
        run here: the factors and weights of the last run stay in force.
        """
        points = self._get_sample(run.company_id)
        if not points:
            return
        try:
            self._calibrate_points(run, points)
        except (ValueError, ArithmeticError):
            _logger.warning("Run %s keeps the last calibration", run.id, exc_info=True)

    def _calibrate_points(self, run, points):
        company = run.company_id
        env = self.with_company(company).env
        policies = env["inv.stocking.policy"]._get_policies(company)
        engine = env["inv.planning.engine"]
        facts = engine._measure(points.with_env(env), company, run.date_plan, policies)
        if self._is_due(run):
            self._weigh_rules(run, facts)
        engine._estimate(facts, company, policies)
        groups = policies.filtered(lambda p: p.service_type == "group_fill")
        self._store_groups(run, groups, facts)

    @api.model
    def _get_sample(self, company):
        """Return points with demand, evenly spread when there are many."""
        points = self.env["inv.stocking.point"].search(
            [("company_id", "=", company.id), ("annual_demand_qty", ">", 0)],
            order="id",
        )
        step = -(-len(points) // SAMPLE_POINTS) or 1
        return points[::step]

    # ------------------------------------------------------------------------
    # Rules
    # ------------------------------------------------------------------------

    def _is_due(self, run):
        """Return whether the rules were not weighed for a while."""
        newest = self.env["inv.planning.segment"].search(
            [("company_id", "=", run.company_id.id)], limit=1
        )
        limit = run.date_plan - timedelta(days=WEIGHT_DAYS)
        return not newest or newest.run_id.date_plan <= limit

    def _weigh_rules(self, run, facts):
        """Replay every rule and store how much it counts per demand pattern."""
        tested = np.flatnonzero(facts["forecast"].source == "backtest")
        if not len(tested):
            return
        demand = facts["cleaned_demand"][tested]
        lead, variance, review = (
            column[tested]
            for column in self.env["inv.planning.rules"]._get_intervals(facts)
        )
        cost = self._get_weight("value", facts["unit_cost"], facts["forecast"].rate)[
            tested
        ]
        lots = lot_size(
            self.env["inv.planning.engine"]._prepare_lot_inputs(facts)
        ).quantity[tested]
        replays = {
            rule: back_test_rule(
                rule,
                demand,
                lead,
                variance,
                review,
                lots,
                unit=facts["unit"][tested],
                season_length=WEEKS_PER_YEAR,
            )
            for rule in RULES
        }
        if None in replays.values():
            return
        protection = max(float(np.median(lead + review)), 1.0)
        evidence = weigh_rules(
            replays,
            facts["demand_pattern"][tested],
            COMPARED_SERVICE,
            n_windows=replays[RULES[0]].n_buckets / protection,
            service_weight=cost,
            stock_weight=cost,
        )
        self.env["inv.planning.segment"].create(
            [
                self._prepare_segment(run, found)
                for name, found in evidence.items()
                if name != "all"
            ]
        )

    def _prepare_segment(self, run, found):
        column = {rule: position for position, rule in enumerate(found.rules)}
        relative = np.expm1(found.difference)
        return {
            "run_id": run.id,
            "company_id": run.company_id.id,
            "demand_pattern": found.segment,
            "point_count": found.n_items,
            **{f"{rule}_weight": found.weight[column[rule]] for rule in column},
            "combined_difference": relative[column["combined"]],
            "combined_error": found.standard_error[column["combined"]],
            "history_difference": relative[column["history"]],
            "history_error": found.standard_error[column["history"]],
        }

    def _get_weight(self, kind, cost, rate):
        """Return what a unit of demand of each point counts in a fill rate."""
        if kind == "value":
            has_cost = (cost > 0).any()
            return np.where(cost > 0, cost, 1.0) if has_cost else np.ones(len(cost))
        if kind == "items":
            return 1 / np.where(rate > 0, rate, np.inf)
        return np.ones(len(cost))

    # ------------------------------------------------------------------------
    # Groups
    # ------------------------------------------------------------------------

    def _get_rows(self, policy, facts):
        """Return the positions of the points that follow ``policy``."""
        follows = facts["policy_id"] == policy.id
        return np.flatnonzero(follows & (facts["planning_total"] > 0))

    def _get_history(self, run, policies):
        """Return {policy id: earlier groups with the same target, oldest first}."""
        history = {policy.id: self.env["inv.planning.group"] for policy in policies}
        for group in self.env["inv.planning.group"].search_fetch(
            [
                ("policy_id", "in", policies.ids),
                ("company_id", "=", run.company_id.id),
            ],
            order="id",
        ):
            if group.service_target == group.policy_id.service_target:
                history[group.policy_id.id] += group
        return history

    def _store_groups(self, run, policies, facts):
        """Solve and store the common factor of every policy that has points."""
        history = self._get_history(run, policies)
        solved = []
        factors = np.zeros(len(facts["points"]))
        for policy in policies:
            rows = self._get_rows(policy, facts)
            if len(rows):
                weight = self._get_weight(
                    policy.group_weight, facts["unit_cost"], facts["forecast"].rate
                )[rows]
                control = self._get_control(
                    run, policy, facts, rows, weight, history[policy.id]
                )
                solution = self._solve(facts, rows, weight, control["internal_target"])
                factors[rows] = solution.factor
                solved.append((policy, rows, weight, control, solution))
        if not solved:
            return
        rows = np.concatenate([group[1] for group in solved])
        replay, stock = self._replay(facts, rows, factors[rows], solved)
        values, start = [], 0
        for policy, rows, weight, control, solution in solved:
            part = slice(start, start + len(rows))
            start += len(rows)
            values.append(
                {
                    "run_id": run.id,
                    "company_id": run.company_id.id,
                    "date": run.date_plan,
                    "policy_id": policy.id,
                    "point_count": len(rows),
                    "service_target": policy.service_target,
                    "safety_factor": solution.factor,
                    "fill_rate_replayed": self._get_fill(replay, part, weight),
                    "stock_value": float(stock[part].sum()),
                    **control,
                }
            )
        self.env["inv.planning.group"].create(values)

    def _solve(self, facts, rows, weight, target):
        """Return the levels and the common factor of some points."""
        inputs = self.env["inv.planning.engine"]._prepare_lot_inputs(facts, rows)
        portfolio = policy_portfolio(
            policy_demand(inputs),
            lot_size(inputs).quantity,
            weight=weight,
            unit=facts["unit"][rows],
        )
        return common_factor(portfolio, target)

    def _replay(self, facts, rows, factors, solved):
        """Return the back-test of all groups and the value of their stock."""
        inputs = self.env["inv.planning.engine"]._prepare_lot_inputs(facts, rows)
        lots = lot_size(inputs).quantity
        replay = self.env["inv.planning.rules"]._back_test(facts, rows, lots, factors)
        levels = np.concatenate([group[4].reorder_point for group in solved])
        stock = expected_average_stock(recommend(inputs), levels, lots)
        return replay, stock * facts["unit_cost"][rows]

    @staticmethod
    def _get_fill(replay, part, weight):
        """Return the replayed fill rate of one group."""
        if replay is None:
            return 0.0
        wanted = replay.demand[part] * weight
        filled = replay.filled[0, part] * weight
        return float(filled.sum() / wanted.sum()) if wanted.sum() > 0 else 0.0

    def _get_control(self, run, policy, facts, rows, weight, history):
        """Return what the model is asked for, moved by the realised service."""
        last = history[-1:]
        control = {
            "internal_target": last.internal_target or policy.service_target,
            "date_controlled": last.date_controlled,
            "service_realised": 0.0,
            "has_realised": False,
        }
        if not policy.use_service_control:
            return {**control, "internal_target": policy.service_target}
        weeks = 0
        if history:
            weeks = min((run.date_plan - history[0].date).days // 7, CONTROL_WEEKS)
        if weeks < MINIMUM_CONTROL_WEEKS:
            return control
        realised = self._get_realised(run, facts, rows, weight, weeks)
        if np.isnan(realised):
            return control
        control.update(service_realised=realised, has_realised=True)
        is_due = not last.date_controlled or (
            run.date_plan - last.date_controlled >= timedelta(days=7)
        )
        if is_due:
            [asked] = control_target(
                [policy.service_target], [control["internal_target"]], [realised]
            )
            control.update(internal_target=asked, date_controlled=run.date_plan)
        return control

    def _get_realised(self, run, facts, rows, weight, weeks):
        """Return the share of the demand that left on the day it was due."""
        if "service" not in facts:
            facts["service"] = self.env["inv.provider.service"]._get_weekly_service(
                facts["points"],
                run.company_id,
                run.date_plan - timedelta(days=1),
                CONTROL_WEEKS,
            )
        due, late = (
            (table[rows, -weeks:] * weight[:, None]).sum(axis=0, keepdims=True)
            for table in facts["service"]
        )
        return float(record_service(due, late).fill_rate[0])
