from odoo import fields, models


class InvChecklistMark(models.Model):
    """What somebody said about a first step: looked at, or not now."""

    _name = "inv.checklist.mark"
    _description = "First Step Mark"
    _rec_name = "code"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    code = fields.Char(string="Step", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        readonly=True,
        ondelete="cascade",
        help="Who does not want to see the step on the workbench; empty: the step is "
        "done for the company.",
    )
    item_count = fields.Integer(
        string="Items",
        readonly=True,
        help="Items that were open then; more of them are shown again.",
    )

    _one_per_step = models.UniqueIndex(
        "(company_id, code, COALESCE(user_id, 0))", "This step is marked already."
    )
