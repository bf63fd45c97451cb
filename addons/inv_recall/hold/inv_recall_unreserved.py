from odoo import api, fields, models


class InvRecallUnreserved(models.Model):
    """What a hold took away from a document: it needs another lot now."""

    _name = "inv.recall.unreserved"
    _description = "Reservation Taken by a Hold"
    _order = "date desc, id desc"
    _rec_name = "reference"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    lot_id = fields.Many2one(
        "stock.lot", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(related="lot_id.product_id", store=True)
    reference = fields.Char(string="Document", required=True)
    picking_id = fields.Many2one(
        "stock.picking", string="Transfer", index="btree_not_null", ondelete="set null"
    )
    move_id = fields.Many2one("stock.move", index="btree_not_null", ondelete="set null")
    location_id = fields.Many2one("stock.location", string="From")
    package_id = fields.Many2one("stock.package")
    partner_id = fields.Many2one("res.partner")
    qty = fields.Float("Quantity", digits="Product Unit")
    uom_id = fields.Many2one("uom.uom", string="Unit", required=True)
    was_picked = fields.Boolean(
        string="Picked", help="Somebody had it in hand already: bring it back."
    )
    date = fields.Datetime("Taken On", required=True, default=fields.Datetime.now)

    @api.model
    def _prepare_vals(self, case, line):
        """Return the values of what ``case`` takes from a move line."""
        move = line.move_id
        picking = line.picking_id or move.picking_id
        company = line.company_id or case.company_id
        return {
            "recall_id": case.id,
            "company_id": company.id,
            "lot_id": line.lot_id.id,
            "reference": picking.name or move.reference or move.origin or "/",
            "picking_id": picking.id,
            "move_id": move.id,
            "location_id": line.location_id.id,
            "package_id": line.package_id.id,
            "partner_id": (picking.partner_id or move.partner_id).id,
            "qty": line.quantity,
            "uom_id": line.product_uom_id.id,
            "was_picked": line.picked,
        }
