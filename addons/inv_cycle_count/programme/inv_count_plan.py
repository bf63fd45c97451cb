from odoo import api, fields, models

from .selections import LEFT_OUT_REASONS


class InvCountPlan(models.Model):
    """When a position (a product in a place, or an empty place) is counted next.

    Written in bulk by ``inv.count.planner``; a supervisor moves rows to another day.
    """

    _name = "inv.count.plan"
    _description = "Planned Count"
    _order = "date_planned, priority desc, id"
    _rec_name = "location_id"

    programme_id = fields.Many2one(
        "inv.count.programme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    warehouse_id = fields.Many2one(related="programme_id.warehouse_id")
    location_id = fields.Many2one(
        "stock.location", required=True, index=True, ondelete="cascade"
    )
    zone_id = fields.Many2one("stock.location", index=True, ondelete="set null")
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: the place should be empty.",
    )
    item_class = fields.Char(string="Class")
    rule_id = fields.Many2one(
        "inv.count.rule", index="btree_not_null", ondelete="set null"
    )
    trigger_rule_id = fields.Many2one(
        "inv.count.rule",
        string="Triggered By",
        index="btree_not_null",
        ondelete="set null",
    )
    trigger_datetime = fields.Datetime(string="Triggered On")
    date_trigger_due = fields.Date(string="Trigger Due")
    phase = fields.Float(digits=(8, 6), help="Its share of the interval, for evenness.")
    interval_days = fields.Float(help="Working days between two counts.")
    date_first = fields.Date(string="Known Since")
    last_count_datetime = fields.Datetime(string="Last Count")
    date_due = fields.Date(string="Due")
    date_earliest = fields.Date(string="Earliest Day")
    date_latest = fields.Date(string="Latest Day")
    date_planned = fields.Date(string="Planned For", index=True)
    priority = fields.Float(help="Gain of a count per minute of work.")
    minutes = fields.Float()
    line_count = fields.Integer(string="Records", help="Lots, packages and owners.")
    is_pinned = fields.Boolean(string="Moved by Hand")
    left_out = fields.Selection(LEFT_OUT_REASONS)
    session_id = fields.Many2one(
        "inv.count.session", index="btree_not_null", ondelete="set null"
    )

    _position = models.UniqueIndex(
        "(programme_id, location_id, COALESCE(product_id, 0))"
    )
    _by_day = models.Index("(programme_id, date_planned)")

    @api.depends("location_id", "product_id")
    def _compute_display_name(self):
        for plan in self:
            place = plan.location_id.name
            if plan.product_id:
                item = plan.product_id.display_name
                plan.display_name = self.env._(
                    "%(item)s in %(place)s", item=item, place=place
                )
            else:
                plan.display_name = self.env._("Is %(place)s empty?", place=place)
