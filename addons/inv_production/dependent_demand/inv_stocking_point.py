from odoo import fields, models


class InvStockingPoint(models.Model):
    """What products take of an item."""

    _inherit = "inv.stocking.point"

    dependent_per_day = fields.Float(
        string="Taken by Products",
        digits="Product Unit",
        readonly=True,
        help="Forecast of the products that use this item times its usage, a day.",
    )
    known_requirement_qty = fields.Float(
        string="Required by Open Orders",
        digits="Product Unit",
        readonly=True,
        help="What open manufacturing orders take within the planning horizon. It is "
        "counted in the stock position and taken off the forecast.",
    )
    forecast_variance_per_day = fields.Float(readonly=True)
    where_used_ids = fields.One2many(
        "inv.dependent.demand", "point_id", string="Used In", readonly=True
    )
    requirement_ids = fields.One2many(
        "inv.dependent.requirement", "point_id", string="By Week", readonly=True
    )
