from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_recall_late_days = fields.Integer(
        string="Sold Too Late",
        default=0,
        help="Days before expiry from which a delivery to a customer is too late."
        " 0: only goods that had expired.",
    )
    inv_recall_expiry_user_id = fields.Many2one(
        "res.users",
        string="Told of Expiry",
        help="Gets one activity a day with the lots that newly passed their alert or"
        " expiration date. Empty: nobody.",
    )
    inv_recall_expiry_told_at = fields.Datetime(
        readonly=True, copy=False, help="Until when passed dates were told."
    )

    @api.constrains("inv_recall_late_days")
    def _check_inv_recall_late_days(self):
        if any(company.inv_recall_late_days < 0 for company in self):
            raise ValidationError(self.env._("Days before expiry start at 0."))
