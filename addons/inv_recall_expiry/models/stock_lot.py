from odoo import models


class StockLot(models.Model):
    _inherit = "stock.lot"

    # The page and the daily list ask for what has passed; most lots have no date.
    _inv_alert_idx = models.Index("(alert_date) WHERE alert_date IS NOT NULL")
    _inv_expiration_idx = models.Index(
        "(expiration_date) WHERE expiration_date IS NOT NULL"
    )
