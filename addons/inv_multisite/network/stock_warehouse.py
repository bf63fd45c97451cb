from odoo import api, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    @api.model
    def _get_network_sites(self):
        """Return the sites of the user's companies, the current company first."""
        companies = self.env.companies.ids
        sites = self.search([("company_id", "in", companies)])
        return sites.sorted(lambda site: companies.index(site.company_id.id))
