from odoo import fields, models


class InvRequisitionLog(models.Model):
    """Who decided what on a requisition, for whom, and how to take it back.

    Written by the decisions only; nobody has the right to write it directly.
    """

    _name = "inv.requisition.log"
    _description = "Requisition Decision"
    _order = "id desc"

    requisition_id = fields.Many2one(
        "inv.requisition", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="requisition_id.company_id", store=True)
    user_id = fields.Many2one("res.users", string="By", required=True, index=True)
    on_behalf_id = fields.Many2one("res.users", string="For")
    decision = fields.Selection(
        [
            ("submit", "Submitted"),
            ("approve", "Approved"),
            ("automatic", "Approved under limits"),
            ("return", "Returned"),
            ("reject", "Rejected"),
            ("cancel", "Cancelled"),
            ("split", "Split"),
            ("change", "Quantity changed"),
            ("fill_up", "Filled up"),
            ("vendor", "Vendor changed"),
            ("ask", "Approval asked for"),
        ],
        required=True,
    )
    comment = fields.Char()
    amount = fields.Monetary(help="Value of the requisition at that moment.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_counting = fields.Boolean(
        default=True, help="An approval before a change does not count any more."
    )
    is_undone = fields.Boolean()
    undo_data = fields.Json(help="What was before, so that it can be put back.")
