from odoo import api, fields, models
from odoo.exceptions import UserError

#: What makes a line take another lot, or send it elsewhere.
LOT_FIELDS = {"lot_id", "quant_id"}
DONE_FIELDS = {"quantity", "location_id", "location_dest_id", "product_uom_id"}


class StockMoveLine(models.Model):
    """Lines of held lots are refused when chosen by hand and when validated."""

    _inherit = "stock.move.line"

    inv_vendor_lot = fields.Char(
        string="Vendor Lot",
        copy=False,
        help="Number that the vendor printed on the goods; kept with the lot.",
    )

    # ------------------------------------------------------------------
    # CRUD overrides
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # The foreign key of the line has locked its lot: nobody can hold it unseen.
        lines._refuse_held([line for line in lines if line._is_held_now()])
        return lines

    def write(self, vals):
        result = super().write(vals)
        if LOT_FIELDS & vals.keys():
            self._refuse_held([line for line in self if line._is_held_now()])
        elif DONE_FIELDS & vals.keys():
            done = [line for line in self if line.state == "done" and line.lot_id]
            self._refuse_held(done and [line for line in done if line._is_held_now()])
        return result

    def _is_held_now(self):
        # Superuser: the worker may not read cases or lots of other companies.
        return bool(self.lot_id) and self.sudo().lot_id.inv_is_held

    # ------------------------------------------------------------------
    # Validation
    # ------------------------------------------------------------------

    def _action_done(self):
        lines = [line for line in self if line.quantity > 0]
        named = [line for line in lines if line.lot_name and not line.lot_id]
        self._check_holds([line for line in lines if line.lot_id])
        result = super()._action_done()
        # Lines with a new number have found their lot by now.
        self._check_holds([line for line in named if line.lot_id])
        received = [
            line for line in lines if line.lot_id and line._is_received_from_vendor()
        ]
        self._keep_vendor_lots(received)
        self.env["inv.recall.watch"]._hold_received(received)
        return result

    @api.model
    def _check_holds(self, lines):
        """Lock the lots of ``lines`` against holds; refuse the held ones."""
        # Superuser: what is held is held for everybody.
        lots = self.env["stock.lot"].sudo().browse({line.lot_id.id for line in lines})
        held = lots._lock_for_use()
        self._refuse_held([line for line in lines if line.lot_id.id in held])

    @api.model
    def _refuse_held(self, held):
        """Raise when one of these lines of held lots may not do what it does."""
        refused = [line for line in held if not line._lets_held_pass()]
        refused = refused and self._leave_decided(refused)
        if refused:
            raise UserError(self._describe_held(refused))

    def _lets_held_pass(self):
        return self.location_id._lets_held_go_to(self.location_dest_id)

    @api.model
    def _leave_decided(self, lines):
        """Return the lines that no case decided on; goods never go to a customer."""
        marked = [
            line
            for line in lines
            if line.move_id.inv_recall_id and line.location_dest_id.usage != "customer"
        ]
        if not marked:
            return lines
        # Superuser: the worker who moves the goods needs no right to see the case.
        groups = (
            self.env["inv.recall.hold"]
            .sudo()
            ._read_group(
                [
                    ("lot_id", "in", [line.lot_id.id for line in marked]),
                    (
                        "recall_id",
                        "in",
                        [line.move_id.inv_recall_id.id for line in marked],
                    ),
                    ("state", "=", "held"),
                ],
                ["lot_id", "recall_id"],
            )
        )
        decided = {(lot.id, case.id) for lot, case in groups}
        left_out = {
            line.id
            for line in marked
            if (line.lot_id.id, line.move_id.inv_recall_id.id) in decided
        }
        return [line for line in lines if line.id not in left_out]

    # ------------------------------------------------------------------
    # Vendor lots
    # ------------------------------------------------------------------

    def _is_received_from_vendor(self):
        return self.location_id.usage == "supplier"

    @api.model
    def _keep_vendor_lots(self, received):
        """Write the vendor's number of received lines to their lots."""
        for line in received:
            if (
                line.inv_vendor_lot
                and line.lot_id.inv_vendor_lot != line.inv_vendor_lot
            ):
                # One update for all lots: written when the cache is flushed.
                line.lot_id.inv_vendor_lot = line.inv_vendor_lot

    def _prepare_new_lot_vals(self):
        vals = super()._prepare_new_lot_vals()
        if self.inv_vendor_lot:
            vals["inv_vendor_lot"] = self.inv_vendor_lot
        return vals
