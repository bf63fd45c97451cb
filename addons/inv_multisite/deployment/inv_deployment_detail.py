import numpy as np

from odoo import api, models

from odoo.addons.inv_optimisation.kernel.network.deployment_shares import (
    share_fairness,
)

from .inv_deployment_page import PLANNER
from .res_company import METHODS

#: What the planner has set in the end, beside the methods.
FINAL = "final"


class InvDeploymentDetail(models.AbstractModel):
    """One product of a plan: its branches and three shares side by side, as JSON."""

    _name = "inv.deployment.detail"
    _description = "Hub Allocation Detail"
    _inherit = ["inv.stocking.point.wording"]

    @api.model
    def get_detail(self, item_id):
        """Return everything that the page shows of one product."""
        item = self.env["inv.deployment.item"].browse(item_id)
        lines = list(item.line_ids)
        fairness = self._get_fairness(lines)
        is_decided = any(line.state == "accepted" for line in lines)
        is_open = item.plan_id.state != "expired" and item.plan_id.is_current
        can_decide = is_open and self.env.user.has_group(PLANNER)
        left = item.supply_qty - sum(line.qty for line in lines)
        return {
            "id": item.id,
            "product_id": item.product_id.id,
            "name": item.product_id.display_name,
            "unit": item.uom_id.name,
            "status": item.status,
            "text": self._get_text(item),
            "left_text": self._get_left_text(item, left),
            "method": item.method,
            "methods": self._prepare_methods(item, fairness),
            "rows": [
                self._prepare_row(line, index, lines, fairness)
                for index, line in enumerate(lines)
            ],
            "final": self._prepare_fairness(fairness, len(METHODS)),
            "can_edit": can_decide,
            "can_share": can_decide and not is_decided,
            "can_accept": can_decide
            and any(line.state != "accepted" and line.qty > 0 for line in lines),
        }

    def _get_fairness(self, lines):
        """Return the fairness of each method and of what is set, one row for each."""

        def column(name):
            return np.array([line[name] for line in lines], dtype=float)

        quantity = [column(f"{code}_qty") + column("push_qty") for code, _ in METHODS]
        quantity.append(column("qty"))
        shape = (len(quantity), len(lines))
        return share_fairness(
            *(
                np.broadcast_to(column(name), shape)
                for name in ("position_qty", "mean_qty", "sigma_qty")
            ),
            asked=np.broadcast_to(column("asked_qty"), shape),
            quantity=np.array(quantity).reshape(shape),
        )

    # ------------------------------------------------------------------------
    # Columns and rows
    # ------------------------------------------------------------------------

    def _prepare_methods(self, item, fairness):
        labels = dict(item._fields["method"]._description_selection(self.env))
        texts = {
            "equal_risk": self.env._("The same risk for every branch."),
            "proportional": self.env._("The same share of what is asked."),
            "priority": self.env._("Important branches first."),
        }
        return [
            {
                "code": code,
                "label": labels[code],
                "text": texts[code],
                "is_chosen": code == item.method,
                "fairness": self._prepare_fairness(fairness, index),
            }
            for index, (code, _label) in enumerate(METHODS)
        ]

    def _prepare_fairness(self, fairness, index):
        return {
            "worst_width": float(fairness.worst_stockout[index]),
            "worst_text": self._percent(float(fairness.worst_stockout[index])),
            "spread_text": self._percent(float(fairness.spread[index])),
            "fill_text": self._percent(float(fairness.least_fill[index])),
            "jain_text": self._number(float(fairness.jain[index]), 2),
        }

    def _prepare_row(self, line, index, lines, fairness):
        widest = max((one.asked_qty + one.push_qty for one in lines), default=0.0)
        point = line.point_id
        return {
            "id": line.id,
            "branch": line.branch_id.name,
            "class": point.abc_xyz or "",
            "priority": line.lane_id.deployment_priority,
            "point_id": point.id,
            "position_text": self._rough(line, line.position_qty),
            "level_text": self._rough(line, line.order_up_to_qty),
            "asked_text": self._quantity(line, line.asked_qty),
            "push_text": self._quantity(line, line.push_qty),
            "shares": {
                code: self._prepare_share(
                    line, line._get_share(code), widest, fairness.stockout[row, index]
                )
                for row, (code, _label) in enumerate(METHODS)
            },
            FINAL: self._prepare_share(
                line, line.qty, widest, fairness.stockout[len(METHODS), index]
            ),
            "qty": line.qty,
            "state": line.state,
            "is_edited": line.is_edited,
            "message": line.message or "",
            "reason": line.reason,
            "suggestion_id": line.suggestion_id.id,
            "shipment": line.suggestion_id.reference_id.name or "",
        }

    def _prepare_share(self, line, quantity, widest, risk):
        known = bool(np.isfinite(risk))
        return {
            "qty_text": self._quantity(line, quantity),
            "width": quantity / widest if widest else 0.0,
            "risk_text": self._percent(float(risk)) if known else "",
        }

    # ------------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------------

    def _get_text(self, item):
        values = {
            "hub": item.hub_id.name,
            "on_hand": self._rough(item, item.on_hand_qty),
            "supply": self._rough(item, item.supply_qty),
            "asked": self._quantity(item, item.asked_qty),
            "push": self._quantity(item, item.push_qty),
            "missing": self._rough(item, item.asked_qty - item.supply_qty),
            "unit": item.uom_id.name,
        }
        if item.status == "short":
            return self.env._(
                "%(hub)s has %(on_hand)s %(unit)s and can give %(supply)s. Branches "
                "ask for %(asked)s: %(missing)s are missing.",
                **values,
            )
        if item.status == "surplus" and not item.asked_qty:
            return self.env._(
                "%(hub)s has %(on_hand)s %(unit)s. No branch asks for any; %(push)s "
                "are surplus that they sell soon.",
                **values,
            )
        if item.status == "surplus":
            return self.env._(
                "%(hub)s has %(on_hand)s %(unit)s. Branches ask for %(asked)s; "
                "%(push)s more are surplus that they sell soon.",
                **values,
            )
        return self.env._(
            "%(hub)s has %(on_hand)s %(unit)s and can give %(supply)s. Branches ask "
            "for %(asked)s: enough for all.",
            **values,
        )

    def _get_left_text(self, item, left):
        return self.env._(
            "%(left)s %(unit)s stay at %(hub)s to give.",
            left=self._rough(item, max(left, 0.0)),
            unit=item.uom_id.name,
            hub=item.hub_id.name,
        )
