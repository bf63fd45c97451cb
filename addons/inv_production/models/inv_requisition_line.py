from odoo import fields, models


class InvRequisitionLine(models.Model):
    """The manufacturing orders of a requisition line."""

    _inherit = "inv.requisition.line"

    production_ids = fields.One2many(
        "mrp.production",
        "inv_requisition_line_id",
        string="Manufacturing Orders",
        readonly=True,
    )

    def _get_productions_going_on(self):
        return self.production_ids.filtered(lambda order: order.state != "cancel")

    def _has_order(self):
        return super()._has_order() or bool(self._get_productions_going_on())

    def _is_received(self):
        orders = self._get_productions_going_on()
        if orders:
            return all(order.state == "done" for order in orders)
        return super()._is_received()
