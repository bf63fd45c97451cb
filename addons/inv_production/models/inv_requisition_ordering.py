from odoo import models
from odoo.exceptions import UserError


class InvRequisitionOrdering(models.AbstractModel):
    """Takes manufacturing orders back as long as nothing was produced."""

    _inherit = "inv.requisition.ordering"

    def _withdraw(self, lines):
        # Superuser: core made the orders for somebody who may not write them.
        for order in lines.sudo().production_ids:
            if order.state not in ("draft", "confirmed", "cancel"):
                raise UserError(
                    self.env._(
                        "%(order)s is under way. Cancel it to take the order back.",
                        order=order.name,
                    )
                )
            order.with_context(inv_is_withdrawing=True).action_cancel()
            order.inv_requisition_line_id = False
        return super()._withdraw(lines)
