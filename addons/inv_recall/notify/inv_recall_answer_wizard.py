from odoo import fields, models

from .inv_recall_answer import QUANTITIES


class InvRecallAnswerWizard(models.TransientModel):
    """The answer of a customer that came by phone, letter or mail."""

    _name = "inv.recall.answer.wizard"
    _description = "Enter the Answer of a Customer"

    notice_id = fields.Many2one("inv.recall.notice", required=True)
    name = fields.Char("Who Answered", required=True)
    channel = fields.Selection(
        [("phone", "Phone"), ("mail", "E-Mail"), ("letter", "Letter")],
        required=True,
        default="phone",
    )
    note = fields.Text()
    line_ids = fields.One2many("inv.recall.answer.wizard.line", "wizard_id")

    def action_answer(self):
        self.notice_id.recall_id.check_access("write")
        for wizard in self:
            quantities = {
                line.product_id.id: {name: line[name] for name in QUANTITIES}
                for line in wizard.line_ids
            }
            wizard.notice_id._answer(
                quantities, name=wizard.name, note=wizard.note, channel=wizard.channel
            )
        return {"type": "ir.actions.act_window_close"}


class InvRecallAnswerWizardLine(models.TransientModel):
    _name = "inv.recall.answer.wizard.line"
    _description = "Product of an Answer"

    wizard_id = fields.Many2one(
        "inv.recall.answer.wizard", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", required=True)
    qty_got = fields.Float(digits="Product Unit")
    qty_stock = fields.Float("Set Aside", digits="Product Unit")
    qty_return = fields.Float("Sent Back", digits="Product Unit")
    qty_destroyed = fields.Float("Destroyed", digits="Product Unit")
    qty_used = fields.Float("Used", digits="Product Unit")
    qty_sold = fields.Float("Sold On", digits="Product Unit")


class InvRecallNotice(models.Model):
    _inherit = "inv.recall.notice"

    def action_enter_answer(self):
        """Open the dialog that takes an answer that came another way."""
        self.ensure_one()
        self.recall_id.check_access("write")
        wizard = self.env["inv.recall.answer.wizard"].create(
            {
                "notice_id": self.id,
                "name": self.contact_id.name,
                "line_ids": [
                    (0, 0, {"product_id": one["product"].id, "qty_got": one["qty"]})
                    for one in self._get_questions()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer of %(customer)s", customer=self.partner_id.name),
            "res_model": "inv.recall.answer.wizard",
            "res_id": wizard.id,
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
        }
