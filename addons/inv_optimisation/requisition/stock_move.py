from odoo import fields, models
from odoo.tools import SQL


class StockMove(models.Model):
    """Tells requisitions when stock falls or a transfer of theirs ends.

    Inside the transaction of a move only a signal is added; see
    ``inv.requisition.signal``.
    """

    _inherit = "stock.move"

    inv_requisition_line_id = fields.Many2one(
        "inv.requisition.line",
        string="Replenishment Requisition",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        if self.inv_requisition_line_id:
            values["inv_requisition_line_id"] = self.inv_requisition_line_id.id
        return values

    def _trigger_scheduler(self):
        """Signal the points that these moves take from; core orders the others."""
        if not self:
            return super()._trigger_scheduler()
        self.env["inv.requisition.signal"]._send_places(
            (move.product_id.id, move.location_id.warehouse_id.id) for move in self
        )
        # What is left for core are rules whose policy orders directly.
        return super(
            StockMove, self.with_context(inv_requisitions_signalled=True)
        )._trigger_scheduler()

    def _action_cancel(self):
        open_moves = self.filtered(lambda move: move.state not in ("done", "cancel"))
        lines = open_moves.inv_requisition_line_id
        places = [
            (move.product_id.id, (move.location_final_id or move.location_dest_id)
             .warehouse_id.id)
            for move in open_moves
        ]  # fmt: skip
        result = super()._action_cancel()
        if not self.env.context.get("inv_is_withdrawing"):
            lines.sudo()._close_cancelled()
            self.env["inv.requisition.signal"]._send_places(places)
        return result

    def _action_done(self, cancel_backorder=False):
        result = super()._action_done(cancel_backorder=cancel_backorder)
        if self._has_requisition():
            # Superuser: the trigger of a scheduled action belongs to the system.
            self.env.ref("inv_optimisation.ir_cron_requisitions").sudo()._trigger()
        return result

    def _has_requisition(self):
        """Return whether one of these moves delivers to a requisition; one query."""
        if not self.ids:
            return False
        return bool(
            self.env.execute_query(
                SQL(
                    """
                    SELECT FROM stock_move m
                     WHERE m.id = ANY(%s)
                       AND (m.inv_requisition_line_id IS NOT NULL OR EXISTS (
                            SELECT FROM inv_requisition_line_purchase_line_rel rel
                             WHERE rel.purchase_line_id = m.purchase_line_id))
                     LIMIT 1
                    """,
                    list(self.ids),
                )
            )
        )
