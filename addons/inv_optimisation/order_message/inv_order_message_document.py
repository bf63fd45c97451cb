from datetime import datetime

import pytz

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..requisition.inv_requisition import OPEN_STATES
from .inv_order_message import DATE_KINDS

#: What a removed request line is made from again.
LINE_VALUES = ("name", "product_qty", "price_unit", "discount", "date_planned")
LINE_RECORDS = ("order_id", "product_id", "product_uom_id", "orderpoint_id")


class InvOrderMessage(models.Model):
    """How drafts and transfers are changed, and changed back.

    What was written is kept in ``facts["undo"]``: before and after, so that a change
    by somebody else is noticed. Everything here works as superuser: who plans need not
    be a buyer or a warehouse manager; that the planner may is checked by the decision.
    """

    _inherit = "inv.order.message"

    def _apply(self):
        """Change the document as the message says; extended for other sources."""
        self.ensure_one()
        if self.source == "request":
            undo = self._apply_request(self.sudo().purchase_line_id)
        else:
            undo = self._apply_transfer(self.sudo().move_id)
        self.facts = {**(self.facts or {}), "undo": undo}

    def _revert(self):
        """Put the document back; extended for other sources."""
        self.ensure_one()
        undo = (self.facts or {}).get("undo") or {}
        if self.source == "request":
            self._revert_request(self.sudo().purchase_line_id, undo)
        else:
            self._revert_transfer(self.sudo().move_id, undo)

    def _get_moved_moment(self, moment):
        """Return ``moment`` at the same time of day on the new date."""
        zone = pytz.timezone(self.company_id._get_inventory_timezone())
        local = pytz.utc.localize(moment).astimezone(zone)
        moved = zone.localize(datetime.combine(self.date_new, local.time()))
        return moved.astimezone(pytz.utc).replace(tzinfo=None)

    def _raise_changed(self):
        raise UserError(
            self.env._(
                "Somebody changed %(document)s since, so it cannot be put back. Change "
                "the document itself.",
                document=self.document,
            )
        )

    # ------------------------------------------------------------------------
    # Requests for quotation
    # ------------------------------------------------------------------------

    def _apply_request(self, line):
        if self.kind == "cancel":
            return self._remove_line(line)
        before = self._get_line_state(line)
        if self.kind in DATE_KINDS:
            line.date_planned = self._get_moved_moment(line.date_planned)
        else:
            if self.kind == "increase":
                self._cancel_requisition_line()
            uom = self.uom_id
            self._set_quantity(
                line, uom._compute_quantity(self.quantity_new, line.product_uom_id)
            )
        return {"before": before, "after": self._get_line_state(line)}

    def _set_quantity(self, line, quantity):
        """Write a quantity; its price may change with it, its date must not."""
        date = line.date_planned
        line.product_qty = quantity
        line.flush_recordset()
        if line.date_planned != date:
            line.date_planned = date

    def _get_line_state(self, line):
        return {
            "date": fields.Datetime.to_string(line.date_planned),
            "quantity": line.product_qty,
        }

    def _cancel_requisition_line(self):
        """Close the open requisition of the item: the larger order covers it."""
        lines = self.env["inv.requisition.line"].search(
            [("point_id", "=", self.point_id.id), ("state", "in", OPEN_STATES)]
        )
        reason = self.env._("%(document)s was raised instead.", document=self.document)
        for line in lines:
            line._set_state("cancelled", reject_reason=reason)
            line.requisition_id._log("cancel", reason)

    def _remove_line(self, line):
        order = line.order_id
        values = {name: line[name] for name in LINE_VALUES}
        values["date_planned"] = fields.Datetime.to_string(line.date_planned)
        values.update({name: line[name].id for name in LINE_RECORDS})
        values["inv_requisition_line_ids"] = line.inv_requisition_line_ids.ids
        # The line takes its messages with it, except this one.
        self.purchase_line_id = False
        self.flush_recordset()
        line.unlink()
        is_empty = not order.order_line.filtered(lambda one: not one.display_type)
        if is_empty:
            order.button_cancel()
        return {"line": values, "is_order_cancelled": is_empty}

    def _revert_request(self, line, undo):
        if "line" in undo:
            self._restore_line(undo)
            return
        if not line or line.order_id.state not in ("draft", "sent", "to approve"):
            self._raise_changed()
        if self._get_line_state(line) != undo.get("after"):
            self._raise_changed()
        before = undo["before"]
        if self.kind in DATE_KINDS:
            line.date_planned = before["date"]
        else:
            self._set_quantity(line, before["quantity"])

    def _restore_line(self, undo):
        values = dict(undo["line"])
        order = self.env["purchase.order"].sudo().browse(values["order_id"]).exists()
        if order.state == "cancel" and undo["is_order_cancelled"]:
            order.button_draft()
        if not order or order.state not in ("draft", "sent", "to approve"):
            self._raise_changed()
        asked = self.env["inv.requisition.line"].browse(
            values.pop("inv_requisition_line_ids")
        )
        asked = asked.exists()
        values["inv_requisition_line_ids"] = [Command.set(asked.ids)]
        self.purchase_line_id = self.env["purchase.order.line"].sudo().create(values)
        asked.filtered(lambda one: one.state == "cancelled")._set_state(
            "ordered", reject_reason=False
        )

    # ------------------------------------------------------------------------
    # Transfers between sites
    # ------------------------------------------------------------------------

    def _apply_transfer(self, move):
        chain = self._get_open_chain(move)
        if self.kind == "cancel":
            self._lower_transfer(move, move.product_qty)
            return {}
        before = self._get_chain_state(chain)
        if self.kind in DATE_KINDS:
            shift = self._get_moved_moment(move.date) - move.date
            for one in chain:
                one.date += shift
        else:
            self._lower_transfer(move, move.product_qty - self.quantity_new)
        return {"before": before, "after": self._get_chain_state(chain)}

    def _get_open_chain(self, move):
        """Return ``move`` and the open moves that feed it, the first step last."""
        chain = step = move
        while step:
            step = step.move_orig_ids.filtered(
                lambda one: one.state not in ("done", "cancel")
            )
            step -= chain
            chain |= step
        return chain

    def _lower_transfer(self, move, quantity):
        """Take ``quantity`` [product unit] off ``move`` and all that feeds it."""
        chain = self._get_open_chain(move)
        reserved = chain.filtered("move_line_ids")
        ending = move.browse()
        for one in chain:
            left = one.product_qty - quantity
            if one.product_id.uom_id.compare(left, 0.0) <= 0:
                ending |= one
                continue
            one.product_uom_qty = one.product_id.uom_id._compute_quantity(
                left, one.product_uom, rounding_method="HALF-UP"
            )
        ending._action_cancel()
        (reserved - ending)._action_assign()

    def _get_chain_state(self, chain):
        return {
            str(one.id): [fields.Datetime.to_string(one.date), one.product_uom_qty]
            for one in chain
        }

    def _revert_transfer(self, move, undo):
        moves = move.browse([int(id_) for id_ in undo.get("after") or {}]).exists()
        is_open = all(one.state not in ("done", "cancel") for one in moves)
        if not moves or not is_open or self._get_chain_state(moves) != undo["after"]:
            self._raise_changed()
        for one in moves:
            date, quantity = undo["before"][str(one.id)]
            if self.kind in DATE_KINDS:
                one.date = date
            else:
                one.product_uom_qty = quantity
        if self.kind not in DATE_KINDS:
            moves._action_assign()
