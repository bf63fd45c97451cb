from odoo import fields, models


class ResUsersSettings(models.Model):
    """Keeps the settings that a user takes from one device to the next."""

    _inherit = "res.users.settings"

    inv_scan_settings = fields.Json("Scan Station", readonly=True)
