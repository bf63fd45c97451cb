from odoo import fields, models


class InvCountCause(models.Model):
    """Why a record was wrong: the code that an approver gives a variance."""

    _name = "inv.count.cause"
    _description = "Cause of a Variance"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short code for reports, for example UOM.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    is_unknown = fields.Boolean(
        string="Not Known", help="Shown last in the Pareto: a cause that nobody found."
    )

    _unique_code = models.UniqueIndex("(COALESCE(company_id, 0), code)")
