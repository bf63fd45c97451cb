from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_recall_hours = fields.Float(
        string="Recall Time", default=4.0, help="Hours in which a trace must be done."
    )
    inv_recall_target_traced = fields.Float("Quantity Traced", default=99.0)
    inv_recall_target_balanced = fields.Float("Balance Closed", default=100.0)
    inv_recall_target_contacts = fields.Float("Contacts Valid", default=98.0)
    inv_recall_target_answered = fields.Float("Answered", default=80.0)
    inv_recall_mock_months = fields.Integer(
        "Mock Recall Every", default=6, help="Months between two mock recalls."
    )
