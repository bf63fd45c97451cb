from odoo import api, fields, models
from odoo.exceptions import UserError

#: Minutes in which one's own last decision can be taken back in the queue.
UNDO_MINUTES = 15
SNAPSHOT_FIELDS = ("state", "qty", "edit_reason", "reject_reason", "price_unit")
SNAPSHOT_FIELDS += ("discount", "recommended_qty")
SNAPSHOT_RECORDS = ("requisition_id", "edit_user_id", "supplierinfo_id")
SNAPSHOT_RECORDS += ("order_uom_id",)


class InvRequisitionLine(models.Model):
    _inherit = "inv.requisition.line"

    def _get_snapshot(self):
        """Return what a decision may change on these lines, to put it back."""
        return {
            "lines": [
                {
                    "id": line.id,
                    **{name: line[name] for name in SNAPSHOT_FIELDS},
                    **{name: line[name].id or False for name in SNAPSHOT_RECORDS},
                }
                for line in self
            ],
            "snoozes": [
                {
                    "id": point.id,
                    "date": fields.Date.to_string(point.requisition_snooze_date)
                    or False,
                }
                for point in self.point_id
            ],
        }


class InvRequisition(models.Model):
    """Taking the last decision back."""

    _inherit = "inv.requisition"

    @api.model
    def decide_undo(self):
        """Take back the user's own last decision, orders that it made included."""
        log = self._get_last_decision()
        if not log:
            raise UserError(self.env._("There is nothing to undo."))
        batch = self._get_decided_together(log)
        batch.requisition_id.check_access("write")
        batch.requisition_id.lock_for_update()
        for one in batch:
            one._undo()
        return self._answer(
            self.env._(
                "Undone: %(requisitions)s.",
                requisitions=", ".join(batch.requisition_id.mapped("name")[:3]),
            ),
            undo=False,
        )

    def _get_last_decision(self):
        since = fields.Datetime.subtract(fields.Datetime.now(), minutes=UNDO_MINUTES)
        return self.env["inv.requisition.log"].search(
            [
                ("user_id", "=", self.env.uid),
                ("is_undone", "=", False),
                ("decision", "not in", ("ask", "submit", "automatic")),
                ("create_date", ">=", since),
            ],
            limit=1,
        )

    def _get_decided_together(self, log):
        """Return the logs of the same transaction: approving many is one decision."""
        return self.env["inv.requisition.log"].search(
            [
                ("user_id", "=", self.env.uid),
                ("decision", "=", log.decision),
                ("is_undone", "=", False),
                ("create_date", "=", log.create_date),
            ]
        )


class InvRequisitionLog(models.Model):
    _inherit = "inv.requisition.log"

    def _undo(self):
        """Put back what this decision changed.

        Superuser, because states and the log are written by decisions only; that the
        user may is checked by the caller.
        """
        requisition = self.requisition_id
        if self.decision == "approve":
            lines = requisition.line_ids.filtered(
                lambda line: line.state in ("approved", "ordered")
            )
            self.env["inv.requisition.ordering"]._withdraw(lines)
            lines._set_state("to_approve")
        else:
            self._restore(self.undo_data or {})
        self.sudo().is_undone = True
        requisition._schedule_approvals()

    def _restore(self, data):
        lines = self.env["inv.requisition.line"].sudo()
        lines.browse(data.get("added", [])).exists().unlink()
        left = self.env["inv.requisition"]
        for values in data.get("lines", []):
            line = lines.browse(values["id"]).exists()
            left |= line.requisition_id
            line.write({name: value for name, value in values.items() if name != "id"})
            line.requisition_id.filtered(lambda one: not one.active).active = True
        for snooze in data.get("snoozes", []):
            point = self.env["inv.stocking.point"].browse(snooze["id"]).exists()
            point.requisition_snooze_date = snooze["date"]
        # A sibling that a split or another vendor made has nothing left.
        left.filtered(lambda one: not one.line_ids).sudo().active = False
