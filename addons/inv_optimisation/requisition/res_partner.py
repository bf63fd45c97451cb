from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """Terms of a vendor for a whole order."""

    _inherit = "res.partner"

    inv_minimum_order_value = fields.Float(
        string="Minimum Order",
        company_dependent=True,
        help="Smallest value of an order, in the purchase currency of the vendor.",
    )
    inv_break_order_value = fields.Float(
        string="Discount From",
        company_dependent=True,
        help="Order value from which the discount below is given.",
    )
    inv_break_discount = fields.Float(
        string="Order Discount (%)", company_dependent=True
    )
    inv_load_weight = fields.Float(
        string="Full Load",
        company_dependent=True,
        help="Weight of a full pallet or truck, in the weight unit of the products.",
    )
    inv_landed_cost_rate = fields.Float(
        string="Landed Cost (%)",
        company_dependent=True,
        help="Freight, duty and insurance on top of the price, to compare vendors.",
    )
    inv_order_cost = fields.Float(
        string="Cost of an Order",
        company_dependent=True,
        help="What an order costs, however many lines it has. With it, items that will "
        "be needed soon join an order that is placed anyway; 0: they never do.",
    )

    inv_performance_ids = fields.One2many(
        "inv.vendor.performance", "vendor_id", string="Measured Performance"
    )

    @api.constrains(
        "inv_minimum_order_value",
        "inv_break_order_value",
        "inv_break_discount",
        "inv_load_weight",
        "inv_landed_cost_rate",
        "inv_order_cost",
    )
    def _check_inv_terms(self):
        names = self._check_inv_terms._constrains
        for vendor in self:
            if any(vendor[name] < 0 for name in names):
                raise ValidationError(
                    self.env._(
                        "The terms of %(vendor)s must not be negative.",
                        vendor=vendor.name,
                    )
                )
            if vendor.inv_break_discount >= 100:
                raise ValidationError(
                    self.env._(
                        "A discount of 100 %% or more would make %(vendor)s free.",
                        vendor=vendor.name,
                    )
                )
