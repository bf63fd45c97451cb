from odoo import models
from odoo.tools.misc import format_datetime

from .selections import ABC_CLASSES, DEMAND_PATTERNS, XYZ_CLASSES

#: What the columns of the board can be: field, and its values with demand.
AXES = {
    "xyz": ("xyz_class", XYZ_CLASSES),
    "pattern": ("demand_pattern", DEMAND_PATTERNS[:-1]),
}


class InvStockingPolicyBoard(models.AbstractModel):
    """The data of the policy board: a matrix of classes and the rules below it.

    Rows are the value of an item, columns how well its demand can be forecast or its
    pattern.
    """

    _name = "inv.stocking.policy.board"
    _description = "Policy Board"

    def _get_board_data(self, axis="xyz"):
        """Return what the board component shows; see its contract in JavaScript."""
        company = self.env.company
        domain = [("company_id", "=", company.id)]
        axis = axis if axis in AXES else "xyz"
        field, values = AXES[axis]
        groups = self._get_groups(domain, field)
        run = self.env["inv.planning.run"].search(
            [*domain, ("state", "=", "done")], limit=1
        )
        count = sum(group["item_count"] for group in groups.values())
        return {
            "message": None if run else self._get_empty_message(),
            "point_count": count if run else 0,
            "plan_label": self.env._(
                "Plan of %(time)s",
                time=format_datetime(
                    self.env, run.end_datetime, dt_format="d MMM HH:mm"
                ),
            )
            if run
            else "",
            "currency_id": company.currency_id.id,
            "rows": self._get_rows(company, groups),
            "axis": axis,
            "columns": self._get_columns(company)
            if axis == "xyz"
            else self._get_pattern_columns(company),
            "cells": [
                self._prepare_cell(abc, column, groups, domain, field)
                for abc, _label in ABC_CLASSES
                for column, _other in values
            ],
            "rules": self._get_rules(company, domain),
        }

    def _get_empty_message(self):
        return self.env._(
            "Nothing is planned yet. A planning run measures demand and lead times and "
            "puts every item into a class."
        )

    def _get_groups(self, domain, field):
        """Return {(class, column): totals} of the points, one query."""
        rows = self.env["inv.stocking.point"]._read_group(
            [*domain, ("abc_class", "!=", False), (field, "!=", False)],
            ["abc_class", field],
            ["__count", "stock_value:sum", "annual_demand_value:sum"]
            + ["service_current:avg", "service_recommended:avg", "service_target:avg"]
            + ["policy_id:array_agg"],
        )
        names = ("item_count", "stock_value", "demand_value", "expected")
        names += ("expected_after", "target", "policy_ids")
        return {
            (abc, xyz): dict(zip(names, values, strict=True))
            for abc, xyz, *values in rows
        }

    def _get_rows(self, company, groups):
        a_share, b_share = company.inv_abc_a_share, company.inv_abc_b_share
        labels = {
            "A": self.env._("%(share)s %% of usage value", share=round(a_share * 100)),
            "B": self.env._(
                "next %(share)s %%", share=round((b_share - a_share) * 100)
            ),
            "C": self.env._("last %(share)s %%", share=round((1 - b_share) * 100)),
        }
        return [
            {
                "code": code,
                "label": labels[code],
                "item_count": sum(
                    group["item_count"]
                    for key, group in groups.items()
                    if key[0] == code
                ),
            }
            for code, _label in ABC_CLASSES
        ]

    def _get_columns(self, company):
        x_limit = round(company.inv_xyz_x_limit * 100)
        y_limit = round(company.inv_xyz_y_limit * 100)
        texts = {
            "X": (
                self.env._("steady"),
                self.env._("error under %(limit)s %%", limit=x_limit),
            ),
            "Y": (
                self.env._("variable"),
                self.env._("%(low)s to %(high)s %%", low=x_limit, high=y_limit),
            ),
            "Z": (
                self.env._("erratic"),
                self.env._("over %(limit)s %%", limit=y_limit),
            ),
        }
        return [
            {"code": code, "label": texts[code][0], "note": texts[code][1]}
            for code, _label in XYZ_CLASSES
        ]

    def _get_pattern_columns(self, company):
        labels = dict(
            self.env["inv.stocking.point"]
            ._fields["demand_pattern"]
            ._description_selection(self.env)
        )
        notes = {
            "smooth": self.env._("often, alike"),
            "erratic": self.env._("often, unlike"),
            "intermittent": self.env._("seldom, alike"),
            "lumpy": self.env._("seldom, unlike"),
        }
        return [
            {
                "code": code,
                "title": labels[code],
                "label": "",
                "note": notes[code],
            }
            for code, _label in DEMAND_PATTERNS[:-1]
        ]

    def _prepare_cell(self, abc, xyz, groups, domain, field):
        group = groups.get((abc, xyz), {})
        policy_ids = [id_ for id_ in group.get("policy_ids") or [] if id_]
        policies = self.env["inv.stocking.policy"]
        if policy_ids:
            policy = policies.browse(max(set(policy_ids), key=policy_ids.count))
        else:
            policy = policies._get_policies(self.env.company).filtered(
                lambda rule: (rule.abc_class, rule[field]) == (abc, xyz)
            )[:1]
        stock_value = group.get("stock_value") or 0.0
        demand_value = group.get("demand_value") or 0.0
        return {
            "abc": abc,
            "xyz": xyz,
            "name": f"{abc}{xyz}" if field == "xyz_class" else abc,
            "item_count": group.get("item_count", 0),
            "target": group.get("target", policy.service_target),
            "expected": group.get("expected"),
            "expected_after": group.get("expected_after"),
            "stock_value": stock_value,
            "demand_value": demand_value,
            "turns": demand_value / stock_value if stock_value else None,
            "policy_id": policy.id,
            "policy_name": policy.name,
            "domain": [*domain, ("abc_class", "=", abc), (field, "=", xyz)],
        }

    def _get_rules(self, company, domain):
        policies = self.env["inv.stocking.policy"]._get_policies(company)
        counts = dict(
            self.env["inv.stocking.point"]._read_group(
                domain, ["policy_id"], ["__count"]
            )
        )
        return [
            {
                "id": policy.id,
                "sequence": policy.sequence,
                "name": policy.name,
                "condition": self._get_condition(policy),
                "service": self._get_service(policy),
                "item_count": counts.get(policy, 0),
            }
            for policy in policies
        ]

    def _get_condition(self, policy):
        """Return the conditions of a policy in words."""
        parts = []
        if policy.abc_class or policy.xyz_class:
            parts.append(
                self.env._(
                    "Class %(abc)s%(xyz)s",
                    abc=policy.abc_class or "",
                    xyz=policy.xyz_class or "",
                )
            )
        if policy.demand_pattern:
            selection = policy._fields["demand_pattern"]._description_selection(
                self.env
            )
            parts.append(dict(selection)[policy.demand_pattern])
        parts += [
            policy[name].display_name
            for name in ("categ_id", "warehouse_id", "vendor_id", "route_id")
            if policy[name]
        ]
        if policy.product_domain and policy.product_domain != "[]":
            parts.append(self.env._("Product condition"))
        return ", ".join(parts) or self.env._("No condition")

    def _get_service(self, policy):
        """Return the service of a policy in words."""
        types = dict(policy._fields["service_type"]._description_selection(self.env))
        label = types[policy.service_type]
        if policy.service_type == "manual":
            return label
        if policy.service_type == "days_of_cover":
            return self.env._(
                "%(type)s: %(days)s days", type=label, days=policy.cover_days
            )
        return self.env._(
            "%(type)s %(target)s %%",
            type=label,
            target=f"{policy.service_target * 100:.4g}",
        )
