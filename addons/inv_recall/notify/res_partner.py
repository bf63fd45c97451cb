from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    inv_recall_contact = fields.Boolean(
        string="Receives Recall Notices",
        help="Recall notices of the company of this contact go here.",
    )
