from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    inv_quarantine_location_id = fields.Many2one(
        "stock.location",
        string="Quarantine",
        check_company=True,
        domain="[('inv_in_quarantine', '=', True), ('usage', '=', 'internal'),"
        " ('warehouse_id', '=', id)]",
        help="Where held lots of this warehouse are brought.",
    )

    def action_create_quarantine(self):
        """Give each warehouse without a quarantine one beside its stock."""
        missing = self.filtered(lambda site: not site.inv_quarantine_location_id)
        places = self.env["stock.location"].create(
            [
                {
                    "name": self.env._("Quarantine"),
                    "location_id": site.view_location_id.id,
                    "usage": "internal",
                    "company_id": site.company_id.id,
                    "inv_is_quarantine": True,
                }
                for site in missing
            ]
        )
        for site, place in zip(missing, places, strict=True):
            site.inv_quarantine_location_id = place
        return True
