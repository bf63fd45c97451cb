from odoo import api, fields, models

#: Held goods may come in from these places; they are known where they arrive.
ARRIVAL_USAGES = ("supplier", "customer", "production", "transit")


class StockLocation(models.Model):
    _inherit = "stock.location"

    inv_is_quarantine = fields.Boolean(
        string="Quarantine",
        help="Held lots may be brought here. What lies here still cannot be used.",
    )
    inv_in_quarantine = fields.Boolean(
        string="In Quarantine",
        compute="_compute_inv_in_quarantine",
        store=True,
        recursive=True,
        help="This place or one around it is a quarantine.",
    )

    @api.depends("inv_is_quarantine", "location_id.inv_in_quarantine")
    def _compute_inv_in_quarantine(self):
        for place in self:
            place.inv_in_quarantine = (
                place.inv_is_quarantine or place.location_id.inv_in_quarantine
            )

    def _lets_held_go_to(self, target):
        """Return whether held goods may go from this place to ``target``.

        They may arrive, go into quarantine, be counted and be scrapped. Everything
        else is refused while the hold lasts.
        """
        if "inventory" in (self.usage, target.usage):
            return True
        if target.usage != "internal":
            return False
        return target.inv_in_quarantine or self.usage in ARRIVAL_USAGES
