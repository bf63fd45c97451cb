from odoo import fields, models


class InvRecallLink(models.Model):
    """One use of a lot: so much of it went, in an order, into so much of another."""

    _name = "inv.recall.link"
    _description = "Use of a Lot in a Recall"
    _order = "date, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    trace_number = fields.Integer(help="Trace of the case that wrote the line last.")
    company_id = fields.Many2one("res.company", required=True, index=True)
    parent_id = fields.Many2one(
        "inv.recall.lot", "Used", required=True, index=True, ondelete="cascade"
    )
    child_id = fields.Many2one(
        "inv.recall.lot", "Made", required=True, index=True, ondelete="cascade"
    )
    move_id = fields.Many2one("stock.move", required=True, ondelete="cascade")
    reference = fields.Char(help="Order that used the one and made the other.")
    date = fields.Datetime()
    qty_used = fields.Float(digits="Product Unit", help="In the unit of what was used.")
    qty_made = fields.Float(digits="Product Unit", help="In the unit of what was made.")

    _link_unique = models.UniqueIndex("(parent_id, child_id, move_id)")
