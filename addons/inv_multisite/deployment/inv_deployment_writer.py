import numpy as np

from odoo import models

from .inv_deployment_facts import BRANCH_COLUMNS

#: Columns of the facts and the fields of a line that keep them.
LINE_FIELDS = {
    name: f"{name}_qty" for name in BRANCH_COLUMNS if name not in ("rate", "rank")
}
SHARE_FIELDS = {
    "equal_risk": "equal_risk_qty",
    "proportional": "proportional_qty",
    "by_priority": "priority_qty",
}


class InvDeploymentWriter(models.AbstractModel):
    """Stores what branches ask for and get, one row for each that is not nothing."""

    _name = "inv.deployment.writer"
    _description = "Deployment Writer"

    def _write_chunk(self, plan, products):
        """Add ``products`` to ``plan``; return the items."""
        lanes = self.env["inv.lane"]._get_hub_lanes(plan.hub_id)
        if not lanes:
            return self.env["inv.deployment.item"]
        facts = self.env["inv.deployment.facts"]._get_facts(
            products, plan.hub_id, lanes
        )
        used = facts["is_served"] & ((facts["asked"] > 0) | (facts["push"] > 0))
        rows = np.flatnonzero(used.any(axis=1)).tolist()
        items = self.env["inv.deployment.item"].create(
            [self._prepare_item(plan, facts, row) for row in rows]
        )
        self.env["inv.deployment.line"].create(
            [
                self._prepare_line(item, facts, row, lane)
                for row, item in zip(rows, items, strict=True)
                for lane in np.flatnonzero(used[row]).tolist()
            ]
        )
        return items

    def _prepare_item(self, plan, facts, row):
        product = facts["products"][row]
        unit = float(facts["unit"][row])
        asked, supply = (
            float(facts["asked"][row].sum()),
            float(facts["supply"][row]),
        )
        pushed = float(facts["push"][row].sum())
        missing = max(asked - supply, 0.0)
        factor = float(facts["shares"].factor[row])
        has_factor = bool(np.isfinite(factor))
        return {
            "plan_id": plan.id,
            "product_id": product.id,
            "hub_point_id": int(facts["hub_point_id"][row]),
            "status": "short" if missing > 0 else "surplus" if pushed else "enough",
            "method": plan.method,
            "on_hand_qty": float(facts["on_hand"][row]),
            "supply_qty": supply,
            "asked_qty": asked,
            "asked_value": (missing or pushed) * max(product.standard_price, 0.0),
            "push_qty": pushed,
            "step_qty": unit,
            "factor": factor if has_factor else 0.0,
            "has_factor": has_factor,
        }

    def _prepare_line(self, item, facts, row, lane):
        shares = {
            field: float(getattr(facts["shares"], name)[row, lane])
            for name, field in SHARE_FIELDS.items()
        }
        push = float(facts["push"][row, lane])
        return {
            "item_id": item.id,
            "lane_id": facts["lanes"][lane].id,
            "point_id": int(facts["point_id"][row, lane]),
            "rank": float(facts["rank"][row, lane]),
            **{
                field: float(facts[name][row, lane])
                for name, field in LINE_FIELDS.items()
            },
            **shares,
            "push_qty": push,
            "qty": shares[f"{item.method}_qty"] + push,
        }
