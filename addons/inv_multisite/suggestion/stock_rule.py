from odoo import models

SUGGESTION = "inv_transfer_suggestion_id"


class StockRule(models.Model):
    """Moves remember the suggestion that asked for them."""

    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        return [*super()._get_custom_move_fields(), SUGGESTION]
