from odoo import api, fields, models

from odoo.addons.inv_optimisation.order_message.inv_order_message import (
    DATE_KINDS,
    WAITING_STATES,
)

SOURCE = "production"


class InvOrderMessage(models.Model):
    """Messages on manufacturing orders that have not started.

    As for drafts, everything works as superuser: that the planner may decide is
    checked by the decision.
    """

    _inherit = "inv.order.message"

    source = fields.Selection(
        selection_add=[(SOURCE, "Manufacturing Order")],
        ondelete={SOURCE: "cascade"},
    )
    production_id = fields.Many2one(
        "mrp.production", index="btree_not_null", ondelete="cascade"
    )

    _one_per_production = models.UniqueIndex(
        "(production_id) WHERE production_id IS NOT NULL "
        "AND state IN ('open', 'asked')",
        "There is already a message on this manufacturing order.",
    )

    @api.depends("source", "state", "kind")
    def _compute_possible(self):
        result = super()._compute_possible()
        for message in self:
            if message.source == SOURCE and message.kind == "cancel":
                # A cancelled order cannot be revived.
                message.can_undo = message.state == "ignored"
        return result

    def _get_key(self):
        if self.source == SOURCE:
            return self._get_document_key(SOURCE, self.production_id.id)
        return super()._get_key()

    def _get_document_key(self, source, record_id):
        if source == SOURCE:
            return (SOURCE, record_id)
        return super()._get_document_key(source, record_id)

    def action_open_document(self):
        action = super().action_open_document()
        if self.source == SOURCE:
            action.update(res_model="mrp.production", res_id=self.production_id.id)
        return action

    def _lock(self, states):
        result = super()._lock(states)
        # Superuser: who plans need not be a manufacturing user; only the row is locked.
        self.sudo().production_id.lock_for_update(allow_referencing=True)
        return result

    def _check_no_other(self):
        if self.source != SOURCE:
            return super()._check_no_other()
        domain = [
            ("production_id", "=", self.production_id.id),
            ("state", "in", WAITING_STATES),
        ]
        if self.search_count(domain, limit=1):
            self._raise_changed()
        return None

    # ------------------------------------------------------------------------
    # Changing the order
    # ------------------------------------------------------------------------

    def _apply(self):
        if self.source != SOURCE:
            return super()._apply()
        order = self.sudo().production_id
        before = self._get_production_state(order)
        if self.kind == "cancel":
            order.action_cancel()
        elif self.kind in DATE_KINDS:
            due = order.move_finished_ids.filtered(
                lambda move: move.product_id == order.product_id
            )[:1].date
            order.date_start += self._get_moved_moment(due) - due
        else:
            if self.kind == "increase":
                self._cancel_requisition_line()
            self._set_production_quantity(
                order,
                self.uom_id._compute_quantity(self.quantity_new, order.product_uom_id),
            )
        undo = {"before": before, "after": self._get_production_state(order)}
        self.facts = {**(self.facts or {}), "undo": undo}
        return None

    def _revert(self):
        if self.source != SOURCE:
            return super()._revert()
        order, undo = self.sudo().production_id, (self.facts or {}).get("undo") or {}
        if order.state != "confirmed":
            self._raise_changed()
        if self._get_production_state(order) != undo.get("after"):
            self._raise_changed()
        if self.kind in DATE_KINDS:
            order.date_start = undo["before"]["date"]
        else:
            self._set_production_quantity(order, undo["before"]["quantity"])
        return None

    def _get_production_state(self, order):
        return {
            "date": fields.Datetime.to_string(order.date_start),
            "quantity": order.product_qty,
        }

    def _set_production_quantity(self, order, quantity):
        """Change the quantity as core's own wizard does, components included."""
        wizard = self.env["change.production.qty"].sudo()
        wizard.with_context(skip_activity=True).create(
            {"mo_id": order.id, "product_qty": quantity}
        ).change_prod_qty()
