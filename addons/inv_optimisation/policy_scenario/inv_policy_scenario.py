from dataclasses import dataclass, replace

import numpy as np

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import split_every

from ..kernel.inventory.policy import lot_size, policy_demand
from ..kernel.inventory.portfolio import common_factor, policy_portfolio
from ..kernel.inventory.recommendation import recommend, stored_inputs
from ..kernel.inventory.rule_evaluation import evaluate_rules

#: What a scenario may change about a policy; 0 leaves the last three without a limit.
FIELDS = (
    "service_target",
    "review_days",
    "cover_days",
    "min_cover_days",
    "max_cover_days",
    "max_order_cover_days",
    "ordering_cost",
    "holding_rate",
)
#: Fields whose 0 means "none" in a policy and NaN in the kernel.
OPTIONAL = ("min_cover_days", "max_cover_days", "max_order_cover_days")
#: Fields whose 0 means the setting of the company.
COMPANY_FIELDS = {
    "review_days": "inv_review_days",
    "ordering_cost": "inv_ordering_cost",
    "holding_rate": "inv_holding_rate",
}
POINTS_PER_READ = 5000


@dataclass(frozen=True)
class ScenarioResult:
    """What other policies would lead to, arrays in the order of ``points``."""

    points: object
    minimum: np.ndarray
    maximum: np.ndarray
    stock_value: np.ndarray
    service: np.ndarray
    stock_value_before: np.ndarray
    service_before: np.ndarray
    usage_value: np.ndarray
    is_changed: np.ndarray

    def weighted_service(self, name):
        """Return a service weighted by usage value; plain without any value."""
        weight = self.usage_value
        values = getattr(self, name)
        if not len(values):
            return 0.0
        return float(
            np.average(values, weights=weight) if weight.sum() > 0 else values.mean()
        )


class InvPolicyScenario(models.AbstractModel):
    """Other values of policies, computed from the stored plan without saving.

    Reads the derivations of the points that follow the policies, changes what the
    scenario says and lets the kernel recommend again. Common factors of group
    targets are solved anew over all points of their policy.
    """

    _name = "inv.policy.scenario"
    _description = "Policy Scenario"

    def _evaluate(self, company, changes):
        """Return the ``ScenarioResult`` of ``changes``: {policy: {field: value}}."""
        self._check_changes(changes)
        policies = self.env["inv.stocking.policy"].union(*changes)
        points = self._get_points(company, policies)
        if not points:
            raise UserError(
                self.env._(
                    "No planned item follows %(policies)s.",
                    policies=", ".join(policies.mapped("name")),
                )
            )
        inputs = stored_inputs(self._read_derivations(points))
        owner = np.array([point.policy_id.id for point in points])
        changed = self._change(inputs, owner, changes, company)
        return self._compare(points, inputs, changed)

    def _get_points(self, company, policies):
        return self.env["inv.stocking.point"].search(
            [
                ("company_id", "=", company.id),
                ("policy_id", "in", policies.ids),
                ("derivation", "!=", False),
            ],
            order="id",
        )

    def _read_derivations(self, points):
        """Return the stored derivations, a few thousand points at a time.

        By SQL, because the ORM copies a record of this size field by field for each
        point. What else a scenario looks at is fetched on the way.
        """
        names = ["policy_id", "min_current_qty", "max_current_qty", "orderpoint_id"]
        names += ["annual_demand_value", "stock_value_current", "service_current"]
        names += ["min_recommended_qty", "max_recommended_qty"]
        records = {}
        for ids in split_every(POINTS_PER_READ, points.ids):
            points.browse(ids).fetch(names)
            query = points._search([("id", "in", ids)])
            columns = [
                points._field_to_sql(query.table, name, query)
                for name in ("id", "derivation")
            ]
            records |= dict(self.env.execute_query(query.select(*columns)))
        return [records[point_id] for point_id in points.ids]

    # ------------------------------------------------------------------------
    # Checking
    # ------------------------------------------------------------------------

    @api.model
    def _check_changes(self, changes):
        """Refuse unknown fields and values that a policy could not have."""
        for policy, values in changes.items():
            unknown = set(values) - set(FIELDS)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Unknown values: %(names)s.", names=", ".join(sorted(unknown))
                    )
                )
            for name, value in values.items():
                self._check_value(policy, name, value)

    def _check_value(self, policy, name, value):
        label = policy._fields[name]._description_string(self.env)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValidationError(
                self.env._("%(field)s must be a number.", field=label)
            )
        if name == "service_target" and not 0 < value < 1:
            raise ValidationError(
                self.env._(
                    "The service target of %(policy)s must be above 0 and below 100 "
                    "%%. A target of 100 %% would need infinite stock.",
                    policy=policy.name,
                )
            )
        if value < 0:
            raise ValidationError(
                self.env._(
                    "%(field)s of %(policy)s must not be negative.",
                    field=label,
                    policy=policy.name,
                )
            )

    # ------------------------------------------------------------------------
    # Changing and solving
    # ------------------------------------------------------------------------

    def _change(self, inputs, owner, changes, company):
        """Return the inputs under the changed policies."""
        columns = {}
        for policy, values in changes.items():
            rows = owner == policy.id
            for name, value in values.items():
                column = columns.setdefault(name, np.array(getattr(inputs, name)))
                column[rows] = self._get_kernel_value(name, value, company)
                if name == "cover_days":
                    # The policy's days come on top of the time until an order comes.
                    column[rows] += (inputs.lead_time_days + inputs.review_days)[rows]
        changed = replace(inputs, **columns)
        factor = np.array(changed.safety_factor)
        for policy, values in changes.items():
            rows = np.flatnonzero(
                (owner == policy.id) & (inputs.service_type == "group_fill")
            )
            if len(rows):
                factor[rows] = self._solve(policy, values, changed, rows, company)
        return replace(changed, safety_factor=factor)

    def _get_kernel_value(self, name, value, company):
        if name in OPTIONAL:
            return value or np.nan
        if name in COMPANY_FIELDS:
            return value or company[COMPANY_FIELDS[name]]
        return value

    def _solve(self, policy, values, inputs, rows, company):
        """Return the common factor that meets the target of a group.

        Without a new target, what the last run asked the model for is kept: service
        control may have moved it.
        """
        group = self.env["inv.planning.group"].search(
            [("policy_id", "=", policy.id), ("company_id", "=", company.id)], limit=1
        )
        target = group.internal_target or policy.service_target
        if values.get("service_target", policy.service_target) != policy.service_target:
            target = values["service_target"]
        part = self._take(inputs, rows)
        demanded = np.flatnonzero(part.forecast_total > 0)
        if not len(demanded):
            return inputs.safety_factor[rows]
        part = self._take(part, demanded)
        portfolio = policy_portfolio(
            policy_demand(part),
            lot_size(part).quantity,
            weight=self.env["inv.planning.calibrator"]._get_weight(
                policy.group_weight, part.unit_cost, part.rate_per_day
            ),
            unit=part.unit,
        )
        return common_factor(portfolio, target).factor

    def _take(self, inputs, rows):
        columns = {name: column[rows] for name, column in vars(inputs).items()}
        return type(inputs)(**columns)

    # ------------------------------------------------------------------------
    # Comparing
    # ------------------------------------------------------------------------

    def _compare(self, points, inputs, changed):
        """Return new levels beside the rule in force.

        Only items that the scenario itself moves count: what the plan recommends
        anyway is no effect of it.
        """
        has_rule = np.array([bool(point.orderpoint_id) for point in points])
        current = [
            np.array(points.mapped(name), dtype=float)
            for name in ("min_current_qty", "max_current_qty")
        ]
        planned = evaluate_rules(inputs, recommend(inputs), has_rule, *current)
        new = evaluate_rules(changed, recommend(changed), has_rule, *current)
        is_moved = (new.minimum != planned.minimum) | (new.maximum != planned.maximum)
        differs = (new.minimum != current[0]) | (new.maximum != current[1])
        return ScenarioResult(
            points=points,
            minimum=new.minimum,
            maximum=new.maximum,
            stock_value=new.average_stock_recommended * changed.unit_cost,
            service=new.service_recommended,
            stock_value_before=planned.average_stock_current * inputs.unit_cost,
            service_before=planned.service_current,
            usage_value=np.array(points.mapped("annual_demand_value"), dtype=float),
            is_changed=is_moved & differs,
        )
