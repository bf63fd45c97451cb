from odoo import fields, models


class InvSharedStockStage(models.Model):
    """A site in the supply tree of a product: its service times and its stock."""

    _name = "inv.shared.stock.stage"
    _description = "Stage of a Shared Safety Stock"
    _order = "shared_id, sequence, id"

    shared_id = fields.Many2one(
        "inv.shared.stock",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="shared_id.company_id", store=True, index=True)
    sequence = fields.Integer(
        readonly=True, help="Position of the site in the derivation."
    )
    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Stocking Point",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    warehouse_id = fields.Many2one(related="point_id.warehouse_id", string="Site")
    uom_id = fields.Many2one(related="point_id.uom_id", string="Unit")
    supplier_point_id = fields.Many2one(
        "inv.stocking.point",
        string="Supplied By",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    days = fields.Float(
        string="Own Days",
        readonly=True,
        help="Lead time and review period when its supplier delivers at once.",
    )
    service_in_days = fields.Float(
        string="Waits",
        readonly=True,
        help="Days until its supplier delivers, as promised.",
    )
    service_out_days = fields.Float(
        string="Promises",
        readonly=True,
        help="Days that it promises to those it supplies; 0 = from stock.",
    )
    net_days = fields.Float(
        string="Covers",
        readonly=True,
        help="Days of demand that its safety stock has to cover.",
    )
    sigma_per_day = fields.Float(
        string="Spread a Day",
        readonly=True,
        help="Standard deviation of the daily demand that passes the site.",
    )
    supplied_per_day = fields.Float(
        string="Supplies a Day",
        readonly=True,
        help="Expected demand of the sites that it supplies [units/day].",
    )
    material_out_days = fields.Float(
        string="Components Keep Waiting",
        readonly=True,
        help="Days that production waits for components, as the network plans them.",
    )
    material_net_days = fields.Float(
        string="Components Cover",
        readonly=True,
        help="Days of production that a stock of components has to cover; 0 = none.",
    )
    planned_qty = fields.Float(
        string="Planned",
        digits="Product Unit",
        readonly=True,
        help="Safety stock of the plan at the time of the computation.",
    )
    safety_stock_qty = fields.Float(
        string="Network Safety Stock",
        readonly=True,
        help="Safety stock that the network needs at this site [units].",
    )

    _one_point = models.UniqueIndex(
        "(point_id)", "A stocking point is a stage of one product only."
    )
