from odoo import fields, models


class InvReleaseWizardLine(models.TransientModel):
    """A component that the order lacks."""

    _name = "inv.release.wizard.line"
    _description = "Missing Component"

    wizard_id = fields.Many2one("inv.release.wizard", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", string="Component", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    needed_qty = fields.Float(string="Needs", digits="Product Unit", readonly=True)
    covered_qty = fields.Float(string="Gets", digits="Product Unit", readonly=True)
    missing_qty = fields.Float(string="Missing", digits="Product Unit", readonly=True)
    supply = fields.Char(string="What Will Fix It", readonly=True)
