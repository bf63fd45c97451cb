import numpy as np

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class InvPolicyPreview(models.AbstractModel):
    """From changed policies to their effect, and to a preview that can be applied."""

    _name = "inv.policy.preview"
    _description = "Preview of Policies"
    _inherit = ["inv.stocking.point.wording"]

    @api.model
    @api.readonly
    def get_effect(self, policy_id, values):
        """Return what ``values`` of one policy would do, in figures and texts."""
        policy = self.env["inv.stocking.policy"].browse(policy_id)
        policy.check_access("read")
        company = self.env.company
        result = self.env["inv.policy.scenario"]._evaluate(company, {policy: values})
        return self._prepare_effect(result, company)

    def _prepare_effect(self, result, company):
        rows = result.is_changed
        change = float((result.stock_value - result.stock_value_before)[rows].sum())
        before, after = (
            result.weighted_service(name) for name in ("service_before", "service")
        )
        return {
            "item_count": int(rows.sum()),
            "count_text": self._number(int(rows.sum()), 0),
            "stock_change": change,
            "stock_text": self._signed_money(change, company),
            "service_text": self.env._(
                "%(before)s → %(after)s",
                before=self._number(before * 100, 1),
                after=self._percent(after),
            ),
            "raised_count": int((rows & (result.minimum > 0)).sum()),
        }

    def _signed_money(self, value, company):
        """Return an amount in whole units with its sign."""
        text = self._whole_money(abs(value), company.currency_id)
        if round(value) == 0:
            return text
        sign = "+" if value > 0 else "\N{MINUS SIGN}"
        return self.env._("%(sign)s %(amount)s", sign=sign, amount=text)

    # ------------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------------

    @api.model
    def open_preview(self, policy_id, values):
        """Create the preview of ``values`` of one policy and return its action."""
        policy = self.env["inv.stocking.policy"].browse(policy_id)
        return self._open_preview({policy: values})

    def _open_preview(self, changes, reason=None):
        """Return the action of a draft batch that also changes the policies."""
        if not self.env.user.has_group("inv_optimisation.group_inv_manager"):
            raise AccessError(
                self.env._("Managers of inventory optimisation change policies.")
            )
        company = self.env.company
        moved = self._get_moved(changes)
        result = self.env["inv.policy.scenario"]._evaluate(company, moved)
        lines = self._prepare_lines(result)
        if not lines:
            raise UserError(
                self.env._("These values move no reordering rule. Nothing to preview.")
            )
        batch = self.env["inv.parameter.change.batch"].create(
            {
                "company_id": company.id,
                "reason": reason or self._get_reason(moved),
                "policy_values": self._prepare_policy_values(moved),
                "line_ids": [Command.create(vals) for vals in lines],
            }
        )
        return batch._get_form_action()

    def _get_moved(self, changes):
        """Return the changes that differ from the policies as they are."""
        moved = {}
        for policy, values in changes.items():
            policy.check_access("write")
            differing = {
                name: value for name, value in values.items() if policy[name] != value
            }
            if differing:
                moved[policy] = differing
        if not moved:
            raise UserError(self.env._("Change a value first: nothing differs yet."))
        return moved

    def _prepare_lines(self, result):
        rows = np.flatnonzero(result.is_changed)
        points = result.points.browse([result.points[row].id for row in rows.tolist()])
        return self.env["inv.parameter.change"]._prepare_tried_vals_list(
            points,
            result.minimum[rows],
            result.maximum[rows],
            result.stock_value[rows],
            result.service[rows],
        )

    def _prepare_policy_values(self, moved):
        return [
            {
                "policy_id": policy.id,
                "field": name,
                "before": policy[name],
                "after": value,
            }
            for policy, values in moved.items()
            for name, value in values.items()
        ]

    def _get_reason(self, moved):
        texts = [
            self.env._(
                "%(policy)s: %(changes)s",
                policy=policy.name,
                changes=", ".join(
                    self._get_change_text(policy, name, policy[name], value)
                    for name, value in values.items()
                ),
            )
            for policy, values in moved.items()
        ]
        return "; ".join(texts)

    def _get_change_text(self, policy, name, before, after):
        is_share = name in ("service_target", "holding_rate")
        write = self._percent if is_share else self._number
        return self.env._(
            "%(field)s %(before)s → %(after)s",
            field=policy._fields[name]._description_string(self.env).lower(),
            before=write(before),
            after=write(after),
        )

    # ------------------------------------------------------------------------
    # Editor
    # ------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_policy(self, policy_id):
        """Return what the editor on the policy board shows of a policy."""
        policy = self.env["inv.stocking.policy"].browse(policy_id)
        policy.check_access("read")
        company = self.env.company
        board = self.env["inv.stocking.policy.board"]
        points = self.env["inv.stocking.point"]
        domain = [("company_id", "=", company.id), ("policy_id", "=", policy.id)]
        [(count, expected)] = points._read_group(
            domain, [], ["__count", "service_current:avg"]
        )
        return {
            "id": policy.id,
            "name": policy.name,
            "count_text": self.env._("%(count)s items", count=self._number(count, 0)),
            "method": self._label(policy, "service_type"),
            "condition": board._get_condition(policy),
            "may_edit": policy.has_access("write"),
            "gap_text": self._get_gap_text(policy, expected),
            "fields": [
                self._prepare_field(policy, name, company)
                for name in self._get_field_names(policy)
            ],
        }

    def _get_gap_text(self, policy, expected):
        """Return how far the rules in force are from the target, when they are."""
        gap = (expected or 0.0) - policy.service_target
        has_target = policy.service_type in ("group_fill", "fill_rate", "cycle_service")
        if not has_target or not expected or gap >= -0.001:
            return ""
        return self.env._(
            "%(gap)s points under target with the rules in force.",
            gap=self._number(-gap * 100, 1),
        )

    def _get_field_names(self, policy):
        """Return what matters for the method of a policy, in the order of the page."""
        if policy.service_type == "manual":
            return []
        first = "service_target"
        if policy.service_type == "days_of_cover":
            first = "cover_days"
        return [first, "review_days", "min_cover_days", "max_cover_days"] + [
            "max_order_cover_days",
            "ordering_cost",
            "holding_rate",
        ]

    def _prepare_field(self, policy, name, company):
        is_share = name in ("service_target", "holding_rate")
        value = policy[name] * (100 if is_share else 1)
        hints = {
            "review_days": company.inv_review_days,
            "ordering_cost": company.inv_ordering_cost,
            "holding_rate": company.inv_holding_rate * 100,
        }
        hint = ""
        if name in hints and not value:
            hint = self.env._("company: %(value)s", value=self._number(hints[name]))
        elif not value:
            hint = self.env._("no limit")
        return {
            "name": name,
            "label": policy._fields[name]._description_string(self.env),
            "text": f"{value:.10g}" if value else "",
            "unit": self._get_field_unit(name, is_share, company),
            "is_share": is_share,
            "hint": hint,
        }

    def _get_field_unit(self, name, is_share, company):
        if is_share:
            return "%"
        if name == "ordering_cost":
            return company.currency_id.symbol
        return self.env._("days")
