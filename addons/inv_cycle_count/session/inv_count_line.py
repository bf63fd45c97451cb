from odoo import api, fields, models

from .selections import LINE_STATES

# Fields that would tell a counter what is expected.
SUPERVISOR = "inv_cycle_count.group_count_supervisor"


class InvCountLine(models.Model):
    """One record to count: product, lot, package and owner in a location.

    The expected quantity is the book at the moment of the last scan; it is set when
    the counter submits, by replaying the movements since (``inv.count.replay``). The
    variance, not the counted quantity, is posted, so that later movements stay.
    """

    _name = "inv.count.line"
    _description = "Count Line"
    _order = "session_id, location_id, product_id, id"
    _rec_name = "product_id"

    session_id = fields.Many2one(
        "inv.count.session", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="session_id.company_id", store=True)
    warehouse_id = fields.Many2one(related="session_id.warehouse_id", store=True)
    kind = fields.Selection(related="session_id.kind", store=True)
    location_id = fields.Many2one("stock.location", required=True, index=True)
    zone_id = fields.Many2one("stock.location", index="btree_not_null")
    product_id = fields.Many2one("product.product", required=True, index=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot", index="btree_not_null")
    package_id = fields.Many2one("stock.package")
    owner_id = fields.Many2one("res.partner")
    item_class = fields.Char(
        string="Class", help="ABC class when the line was made; C without one."
    )
    state = fields.Selection(LINE_STATES, required=True, default="todo", index=True)
    round = fields.Integer(default=1)
    is_extra = fields.Boolean(string="Extra", help="Found, not on the list.")

    # What was counted
    counted_qty = fields.Float(string="Counted", digits="Product Unit")
    first_counted_qty = fields.Float(
        string="First Count", digits="Product Unit", help="Counted in round 1."
    )
    damaged_qty = fields.Float(
        string="Damaged", digits="Product Unit", help="Of the counted quantity."
    )
    is_counted = fields.Boolean(help="A count was submitted, which may be zero.")
    counted_datetime = fields.Datetime(
        string="Counted On", help="Moment of the last scan."
    )
    first_scan_datetime = fields.Datetime(help="Moment of the first scan of the round.")
    counter_id = fields.Many2one(
        "res.users", index="btree_not_null", help="Who counted last."
    )
    first_counter_id = fields.Many2one(
        "res.users", index="btree_not_null", help="Who counted first."
    )
    entry_ids = fields.One2many("inv.count.entry", "line_id", string="Scans")
    note = fields.Char()
    photo_ids = fields.Many2many(
        "ir.attachment", "inv_count_line_photo_rel", string="Photos"
    )

    # What the book said; never sent to a counter
    expected_qty = fields.Float(
        string="Expected", digits="Product Unit", groups=SUPERVISOR
    )
    first_expected_qty = fields.Float(
        digits="Product Unit",
        groups=SUPERVISOR,
        help="The book at the first count; accuracy is measured with it.",
    )
    unit_cost = fields.Float(
        digits="Product Price",
        groups=SUPERVISOR,
        help="Cost of one unit when submitted [company currency].",
    )
    variance_qty = fields.Float(
        string="Variance", digits="Product Unit", groups=SUPERVISOR
    )
    variance_value = fields.Monetary(groups=SUPERVISOR, currency_field="currency_id")
    absolute_value = fields.Monetary(
        groups=SUPERVISOR, currency_field="currency_id", index="btree_not_null"
    )
    variance_rate = fields.Float(
        string="Variance (%)",
        groups=SUPERVISOR,
        help="Variance over the expected quantity; 1 when nothing was expected.",
    )
    is_hit = fields.Boolean(
        groups=SUPERVISOR,
        help="The first count agreed with the book within the tolerance.",
    )
    breach = fields.Char(
        string="Over Tolerance",
        groups=SUPERVISOR,
        help="Limits that the variance is over: qty, percent, amount, lot.",
    )
    move_count = fields.Integer(
        string="Moves During Count",
        groups=SUPERVISOR,
        help="Movements of this record between the first and the last scan.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    # What became of it
    cause_id = fields.Many2one(
        "inv.count.cause", index="btree_not_null", groups=SUPERVISOR
    )
    decision_datetime = fields.Datetime(string="Decided On", groups=SUPERVISOR)
    approver_id = fields.Many2one("res.users", groups=SUPERVISOR)
    second_approver_id = fields.Many2one("res.users", groups=SUPERVISOR)
    decision_note = fields.Char(groups=SUPERVISOR)
    offset_line_id = fields.Many2one(
        "inv.count.line",
        string="Offset With",
        groups=SUPERVISOR,
        index="btree_not_null",
        help="The other side of a swap; both were corrected by an internal move.",
    )
    posted_datetime = fields.Datetime(string="Posted On", index="btree_not_null")
    message = fields.Char(
        groups=SUPERVISOR, help="Why it is not posted, or what was done with it."
    )
    move_ids = fields.One2many("stock.move", "count_line_id", groups=SUPERVISOR)
    is_native = fields.Boolean(help="Counted in Odoo's own Physical Inventory.")

    _one_per_record = models.UniqueIndex(
        "(session_id, location_id, product_id, COALESCE(lot_id, 0), "
        "COALESCE(package_id, 0), COALESCE(owner_id, 0))"
    )
    _to_post = models.Index("(session_id) WHERE state IN ('approved', 'waiting')")
    _to_review = models.Index("(company_id) WHERE state = 'review'")

    @api.depends("product_id", "lot_id", "location_id")
    def _compute_display_name(self):
        for line in self:
            parts = [line.product_id.display_name, line.lot_id.name]
            name = " · ".join(part for part in parts if part)
            line.display_name = self.env._(
                "%(item)s in %(place)s", item=name, place=line.location_id.name
            )

    def _get_key(self):
        """Return what this line counts, as a tuple of ids (False = none)."""
        self.ensure_one()
        return (
            self.location_id.id,
            self.product_id.id,
            self.lot_id.id,
            self.package_id.id,
            self.owner_id.id,
        )
