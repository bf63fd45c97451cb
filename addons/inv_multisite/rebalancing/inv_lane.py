from odoo import models


class InvLane(models.Model):
    _inherit = "inv.lane"

    def _get_sites(self):
        """Return the warehouses that these lanes connect, in a fixed order."""
        return (self.source_warehouse_id | self.target_warehouse_id).sorted("id")

    def _get_help_days(self):
        """Return {warehouse: days until the quickest of these lanes arrives there}."""
        days = {}
        for lane in self:
            site = lane.target_warehouse_id
            days[site] = min(days.get(site, lane.lead_time_days), lane.lead_time_days)
        return days
