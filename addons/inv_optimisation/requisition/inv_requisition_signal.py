from odoo import api, fields, models
from odoo.tools import SQL

from ..models.conflicts import repeat_on_conflict

#: Signals that are worked off in one transaction.
BATCH_SIGNALS = 5000


class InvRequisitionSignal(models.Model):
    """A stocking point that has to be looked at, because something moved.

    Rows are only ever added and removed, never changed: a delivery that adds one
    cannot collide with another. The scheduled action looks at the points, raises what
    they need and removes the rows in the same transaction, so that a kill loses
    nothing and repeats nothing.
    """

    _name = "inv.requisition.signal"
    _description = "Requisition Signal"
    _log_access = False

    point_id = fields.Many2one(
        "inv.stocking.point", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True)

    # ------------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------------

    @api.model
    def _send(self, condition):
        """Add a signal for the points of ``condition`` that raise requisitions.

        Plain SQL on our own table: whoever confirms a delivery need not know what a
        stocking point is. Returns the number of signals.
        """
        points = self.env["inv.stocking.point"]
        points.flush_model(["product_id", "warehouse_id", "policy_id", "company_id"])
        self.env["inv.stocking.policy"].flush_model(["requisition_mode"])
        self.env["res.company"].flush_model(["inv_requisition_mode"])
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inv_requisition_signal (point_id, company_id)
                SELECT point.id, point.company_id
                  FROM inv_stocking_point point
                  JOIN res_company company ON company.id = point.company_id
             LEFT JOIN inv_stocking_policy policy ON policy.id = point.policy_id
                 WHERE %s IN ('approval', 'automatic') AND point.active AND %s
                """,
                points._get_requisition_mode_sql(),
                condition,
            )
        )
        count = self.env.cr.rowcount
        if count:
            # Superuser: the trigger of a scheduled action belongs to the system.
            self.env.ref("inv_optimisation.ir_cron_requisitions").sudo()._trigger()
        return count

    @api.model
    def _send_places(self, places):
        """Signal the points of ``places``: pairs of product id and warehouse id."""
        pairs = sorted({pair for pair in places if all(pair)})
        if not pairs:
            return 0
        return self._send(
            SQL(
                "(point.product_id, point.warehouse_id) IN %s",
                tuple(pairs),
            )
        )

    @api.model
    def _send_company(self, company):
        """Signal the points of ``company`` that have a reordering rule."""
        return self._send(
            SQL(
                "point.company_id = %s AND EXISTS (SELECT FROM "
                "stock_warehouse_orderpoint rule WHERE rule.product_id = "
                "point.product_id AND rule.warehouse_id = point.warehouse_id "
                "AND rule.active)",
                company.id,
            )
        )

    # ------------------------------------------------------------------------
    # Working off
    # ------------------------------------------------------------------------

    @api.model
    def _cron_work(self):
        """Raise what was signalled, order what was approved, close what arrived."""
        ordering = self.env["inv.requisition.ordering"]
        steps = [
            lambda: self._work_off(commit=True),
            lambda: ordering._order_waiting(commit=True),
            self._close_received,
        ]
        self.env["ir.cron"]._commit_progress(remaining=len(steps))
        for step in steps:
            repeat_on_conflict(self.env, step, self._name)
            self.env["ir.cron"]._commit_progress(1)

    def _work_off(self, commit=False):
        """Raise what the signalled points need and remove the signals."""
        while True:
            signals = self.search([], order="id", limit=BATCH_SIGNALS)
            if not signals:
                return
            self.env["inv.requisition.raiser"]._raise(signals.point_id)
            signals.unlink()
            if commit:
                self.env["ir.cron"]._commit_progress()

    def _close_received(self):
        self.env["inv.requisition.line"]._close_received()
        self.env.flush_all()
