from odoo import fields, models

from .inv_order_message import WAITING_STATES


class PurchaseOrder(models.Model):
    """Orders know which changes are wanted, and when the vendor was asked."""

    _inherit = "purchase.order"

    inv_order_message_count = fields.Integer(
        string="Wanted Changes", compute="_compute_inv_order_message_count"
    )

    def _compute_inv_order_message_count(self):
        messages = self.env["inv.order.message"]
        counts = {}
        if messages.has_access("read"):
            groups = messages._read_group(
                self._get_inv_order_message_domain(), ["purchase_line_id"], ["__count"]
            )
            for line, count in groups:
                counts[line.order_id.id] = counts.get(line.order_id.id, 0) + count
        for order in self:
            order.inv_order_message_count = counts.get(order.id, 0)

    def _get_inv_order_message_domain(self):
        return [
            ("purchase_line_id.order_id", "in", self.ids),
            ("state", "in", WAITING_STATES),
        ]

    def action_open_inv_order_messages(self):
        """Open the changes that are wanted of this order."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_order_message_action"
        )
        action["domain"] = self._get_inv_order_message_domain()
        action["context"] = {}
        return action

    def message_post(self, **kwargs):
        """Note that the vendor was asked, when the mail of a message is sent."""
        result = super().message_post(**kwargs)
        message_id = self.env.context.get("inv_order_message_id")
        if message_id:
            message = self.env["inv.order.message"].browse(message_id).exists()
            if message.purchase_line_id.order_id in self:
                message._set_asked()
        return result
