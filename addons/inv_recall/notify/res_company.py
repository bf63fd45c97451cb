from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    inv_recall_test_email = fields.Char(
        string="Test Address", help="Mails of mock recalls go here, to nobody else."
    )
    inv_recall_reminder_days = fields.Integer(
        string="Remind After", default=2, help="Days without an answer; 0: never."
    )
    inv_recall_reminder_max = fields.Integer(
        string="Reminders", default=3, help="After these a customer is phoned."
    )
