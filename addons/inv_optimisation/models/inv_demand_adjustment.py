from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InvDemandAdjustment(models.Model):
    """A planner's correction of the demand of one day, with its reason.

    The ledger keeps what happened; the demand provider applies the correction on
    top of it. ``exclude`` means "not observed": the day neither raises nor lowers
    the forecast.
    """

    _name = "inv.demand.adjustment"
    _description = "Demand Correction"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _rec_name = "product_id"

    active = fields.Boolean(default=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        domain="[('is_storable', '=', True)]",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, index=True, check_company=True
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, index=True, precompute=True
    )
    date = fields.Date(required=True, tracking=True)
    kind = fields.Selection(
        [("exclude", "Leave the week out"), ("replace", "Use another quantity")],
        required=True,
        default="exclude",
        tracking=True,
    )
    quantity = fields.Float(
        tracking=True,
        digits="Product Unit",
        help="Demand of the day in the unit of the product.",
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    reason = fields.Char(required=True, tracking=True)

    _product_day = models.UniqueIndex(
        "(product_id, warehouse_id, date) WHERE active",
        "There is already a correction for this product, warehouse and day.",
    )

    @api.constrains("kind", "quantity")
    def _check_quantity(self):
        for adjustment in self:
            if adjustment.kind == "replace" and adjustment.quantity < 0:
                raise ValidationError(
                    self.env._("The corrected demand must not be negative.")
                )
