from odoo import api, fields, models

KINDS = [
    ("expedite", "Expedite"),
    ("postpone", "Postpone"),
    ("increase", "Increase"),
    ("decrease", "Decrease"),
    ("cancel", "Cancel"),
]
#: Kinds that move an order; the others change its quantity.
DATE_KINDS = ("expedite", "postpone")
STATES = [
    ("open", "To Decide"),
    ("asked", "Vendor Asked"),
    ("accepted", "Accepted"),
    ("ignored", "Ignored"),
]
#: A message in one of these states still waits for somebody.
WAITING_STATES = ("open", "asked")


class InvOrderMessage(models.Model):
    """What should change about one open order so that it fits the plan again.

    Found by ``inv.order.message.finder`` after every planning run; decided in
    ``inv_order_message_decision``; how documents change is in
    ``inv_order_message_document`` and ``inv_order_message_vendor``. Quantities are
    what is still to come, in the unit of the product.
    """

    _name = "inv.order.message"
    _description = "Order Change"
    _order = "value desc, id"
    _rec_name = "document"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Stocking Point",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    product_id = fields.Many2one(
        related="point_id.product_id", string="Item", store=True, index=True
    )
    warehouse_id = fields.Many2one(
        related="point_id.warehouse_id", string="Site", store=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(KINDS, string="Change", required=True)
    source = fields.Selection(
        [
            ("purchase", "Purchase Order"),
            ("request", "Request for Quotation"),
            ("transfer", "Transfer"),
        ],
        string="Document Type",
        required=True,
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line", index="btree_not_null", ondelete="cascade"
    )
    move_id = fields.Many2one("stock.move", index="btree_not_null", ondelete="cascade")
    document = fields.Char(
        string="Order", required=True, help="Name of the order or transfer."
    )
    vendor_id = fields.Many2one("res.partner", index="btree_not_null")
    quantity_current = fields.Float(
        string="Quantity", digits="Product Unit", help="Still to come, product unit."
    )
    quantity_new = fields.Float(
        string="New Quantity", digits="Product Unit", help="0: nothing is needed."
    )
    date_current = fields.Date(string="Due")
    date_new = fields.Date(string="New Date")
    days = fields.Integer(help="Days from the date now to the new one.")
    value = fields.Monetary(
        help="Cash that stays free, or the value of what is missing, at the price of "
        "the order."
    )
    facts = fields.Json(help="What was known when the message was found.")
    change = fields.Char(
        string="From → To", compute="_compute_sentence", help="Date or quantity."
    )
    reason = fields.Char(
        string="Why", compute="_compute_sentence", help="The sentence after the change."
    )
    sentence = fields.Char(compute="_compute_sentence")
    state = fields.Selection(STATES, default="open", required=True, index=True)
    ignore_until = fields.Date(
        help="From this day on the message is shown again if it still holds."
    )
    decided_user_id = fields.Many2one("res.users", string="Decided By")
    decided_datetime = fields.Datetime(string="Decided On")
    needs_vendor = fields.Boolean(
        compute="_compute_possible",
        help="The order is confirmed, so the vendor has to agree.",
    )
    can_accept = fields.Boolean(compute="_compute_possible")
    can_ask = fields.Boolean(compute="_compute_possible")
    can_agree = fields.Boolean(compute="_compute_possible")
    can_undo = fields.Boolean(compute="_compute_possible")

    _one_per_purchase_line = models.UniqueIndex(
        "(purchase_line_id) WHERE purchase_line_id IS NOT NULL "
        "AND state IN ('open', 'asked')",
        "There is already a message on this order line.",
    )
    _one_per_move = models.UniqueIndex(
        "(move_id) WHERE move_id IS NOT NULL AND state IN ('open', 'asked')",
        "There is already a message on this transfer.",
    )
    _by_value = models.Index("(company_id, state, value DESC, id)")

    @api.depends("kind", "facts", "value", "date_new", "quantity_new", "document")
    @api.depends_context("lang")
    def _compute_sentence(self):
        self.env["inv.order.message.wording"]._set_sentence(self)

    @api.depends("source", "state", "kind")
    def _compute_possible(self):
        for message in self:
            is_open = message.state == "open"
            needs_vendor = message.source == "purchase"
            message.needs_vendor = needs_vendor
            message.can_accept = is_open and not needs_vendor
            message.can_ask = is_open and needs_vendor
            message.can_agree = needs_vendor and message.state in WAITING_STATES
            # A cancelled transfer cannot be revived, an agreement not be withdrawn.
            is_lasting = message.source == "transfer" and message.kind == "cancel"
            message.can_undo = message.state == "ignored" or (
                message.state == "accepted" and not needs_vendor and not is_lasting
            )

    def _get_key(self):
        """Return the document line, as the finder names it: (source, record id)."""
        self.ensure_one()
        record = self.move_id if self.source == "transfer" else self.purchase_line_id
        return self._get_document_key(self.source, record.id)

    def _get_document_key(self, source, record_id):
        """Return the key of a line; a request that is confirmed stays the same line."""
        return ("move" if source == "transfer" else "line", record_id)

    @api.private
    def get_order_quantity(self, name):
        """Return a quantity in the unit of the order, for the mail to the vendor."""
        self.ensure_one()
        unit = self.purchase_line_id.product_uom_id or self.uom_id
        quantity = self.uom_id._compute_quantity(self[name], unit)
        wording = self.env["inv.order.message.wording"]
        return self.env._(
            "%(qty)s %(unit)s",
            qty=wording._quantity(self, quantity),
            unit=unit.name,
        )

    def action_open_document(self):
        """Open the order or transfer."""
        self.ensure_one()
        document = self.purchase_line_id.order_id or self.move_id.picking_id
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }
