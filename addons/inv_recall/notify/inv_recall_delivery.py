from odoo import fields, models


class InvRecallDelivery(models.Model):
    _inherit = "inv.recall.delivery"

    notice_id = fields.Many2one(
        "inv.recall.notice", index="btree_not_null", ondelete="set null"
    )
