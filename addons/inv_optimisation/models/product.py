from odoo import api, fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    inv_point_ids = fields.One2many(
        "inv.stocking.point", "product_id", string="Stocking Points"
    )
    inv_point_count = fields.Integer(compute="_compute_inv_point_count")

    def _compute_inv_point_count(self):
        counts = dict(
            self.env["inv.stocking.point"]._read_group(
                [("product_id", "in", self.ids)], ["product_id"], ["__count"]
            )
        )
        for product in self:
            product.inv_point_count = counts.get(product, 0)

    def action_open_inv_points(self):
        """Show the stocking points of these products."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_stocking_point_action"
        )
        action["domain"] = [("product_id", "in", self.ids)]
        action["context"] = {}
        return action


class ProductTemplate(models.Model):
    _inherit = "product.template"

    inv_point_ids = fields.One2many(
        "inv.stocking.point", compute="_compute_inv_points", string="Stocking Points"
    )
    inv_point_count = fields.Integer(compute="_compute_inv_points")

    @api.depends("product_variant_ids.inv_point_ids")
    def _compute_inv_points(self):
        for template in self:
            template.inv_point_ids = template.product_variant_ids.inv_point_ids
            template.inv_point_count = len(template.inv_point_ids)

    def action_open_inv_points(self):
        """Show the stocking points of these products."""
        return self.product_variant_ids.action_open_inv_points()
