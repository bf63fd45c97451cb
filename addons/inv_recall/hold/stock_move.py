from odoo import api, fields, models
from odoo.exceptions import AccessError

#: Context value of a split under way; a request cannot send it, it is no JSON.
SPLIT = object()


class StockMove(models.Model):
    """Moves leave held lots alone, unless the case decided otherwise."""

    _inherit = "stock.move"

    inv_recall_id = fields.Many2one(
        "inv.recall",
        string="Decided by Recall",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The case sends its held lots this way, such as back to the vendor.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_recall_mark(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_recall_mark(vals)
        return super().write(vals)

    @api.model
    def _check_recall_mark(self, *vals_list):
        """Only who coordinates recalls may let held lots go; a split keeps the mark."""
        if not any(vals.get("inv_recall_id") for vals in vals_list):
            return
        if not self._may_mark_for_recall():
            raise AccessError(
                self.env._("A recall decides where its held lots go, not the transfer.")
            )

    @api.model
    def _may_mark_for_recall(self):
        return (
            self.env.su
            or self.env.context.get("inv_recall_split") is SPLIT
            or self.env.user.has_group("inv_recall.group_recall_coordinator")
        )

    def _prepare_move_split_vals(self, qty):
        vals = super()._prepare_move_split_vals(qty)
        if self.inv_recall_id and self._may_mark_for_recall():
            vals["inv_recall_id"] = self.inv_recall_id.id
        return vals

    def _action_done(self, cancel_backorder=False):
        moves = self
        if any(move.inv_recall_id for move in self):
            moves = self.with_context(inv_recall_split=SPLIT)
        return super(StockMove, moves)._action_done(cancel_backorder=cancel_backorder)

    # ------------------------------------------------------------------
    # Reservation
    # ------------------------------------------------------------------

    def _lets_held_pass(self):
        """Return whether this move may take held lots."""
        if self.location_id._lets_held_go_to(self.location_dest_id):
            return True
        return bool(self.inv_recall_id) and self.location_dest_id.usage != "customer"

    def _with_held_rule(self):
        """Return the move with the context that reservation reads."""
        allowed = self._lets_held_pass()
        if bool(self.env.context.get("inv_held_allowed")) == allowed:
            return self
        return self.with_context(inv_held_allowed=allowed)

    def _update_reserved_quantity_vals(self, need, location_id, *args, **options):
        move = self._with_held_rule()
        return super(StockMove, move)._update_reserved_quantity_vals(
            need, location_id, *args, **options
        )

    def _set_quantity_done_prepare_vals(self, qty):
        move = self._with_held_rule()
        return super(StockMove, move)._set_quantity_done_prepare_vals(qty)

    def _get_available_quantity(self, location_id, *args, **options):
        move = self
        if not self._lets_held_pass():
            move = self.with_context(inv_without_held=True)
        return super(StockMove, move)._get_available_quantity(
            location_id, *args, **options
        )
