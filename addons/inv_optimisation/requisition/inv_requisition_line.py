from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .inv_requisition import EDITABLE_STATES, OPEN_STATES, STATES

#: What the approver decides on; fixed once it is approved.
DECIDED_FIELDS = {
    "product_id",
    "warehouse_id",
    "qty",
    "supplierinfo_id",
    "price_unit",
    "discount",
    "order_uom_id",
    "requisition_id",
}
#: What limits are measured by: from the price list once approval is asked for.
PRICE_FIELDS = {"supplierinfo_id", "price_unit", "discount", "order_uom_id"}


class InvRequisitionLine(models.Model):
    """One item that one site needs; becomes one line of an order.

    ``qty`` is in the unit of the product; ``order_qty`` is the same in the unit of the
    vendor's price, converted once and shown with whole packs.
    """

    _name = "inv.requisition.line"
    _description = "Requisition Line"
    _order = "requisition_id, is_at_risk desc, date_need, id"
    _check_company_auto = True

    requisition_id = fields.Many2one(
        "inv.requisition",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="requisition_id.company_id", store=True, index=True
    )
    state = fields.Selection(STATES, default="draft", required=True, copy=False)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        domain=[("is_storable", "=", True)],
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", string="Site", required=True, check_company=True
    )
    point_id = fields.Many2one(
        "inv.stocking.point", string="Stocking Point", index="btree_not_null"
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        index="btree_not_null",
        ondelete="set null",
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    abc_xyz = fields.Char(related="point_id.abc_xyz", string="Class")

    qty = fields.Float(string="Quantity", digits="Product Unit", required=True)
    recommended_qty = fields.Float(
        string="Recommended", digits="Product Unit", readonly=True, copy=False
    )
    is_edited = fields.Boolean(compute="_compute_is_edited", store=True)
    edit_user_id = fields.Many2one(
        "res.users", string="Changed By", readonly=True, copy=False
    )
    edit_reason = fields.Char(string="Reason for the Change", copy=False)
    order_uom_id = fields.Many2one(
        "uom.uom", string="Order Unit", help="Unit of the vendor's price."
    )
    order_qty = fields.Float(
        string="Order Quantity",
        compute="_compute_order_qty",
        store=True,
        digits="Product Unit",
    )

    supplierinfo_id = fields.Many2one(
        "product.supplierinfo", string="Price List Line", ondelete="set null"
    )
    currency_id = fields.Many2one(related="requisition_id.currency_id")
    price_unit = fields.Float(
        string="Price", min_display_digits="Product Price", help="Of an order unit."
    )
    discount = fields.Float(string="Discount (%)", digits="Discount")
    subtotal = fields.Monetary(compute="_compute_subtotal", store=True)
    previous_price = fields.Float(
        string="Last Price",
        min_display_digits="Product Price",
        readonly=True,
        help="Price of an order unit in the last confirmed order, this currency.",
    )
    price_change_rate = fields.Float(
        string="Price Change", compute="_compute_price_change_rate"
    )

    date_need = fields.Date(string="Need By", help="Safety stock is reached.")
    date_order_by = fields.Date(string="Order By")
    date_arrival = fields.Date(string="Arrives", help="When ordered today.")
    is_at_risk = fields.Boolean(
        string="At Risk", help="Runs out before an order of today arrives."
    )
    cover_before_days = fields.Float(
        string="Cover Now", readonly=True, help="Days that the position lasts."
    )
    cover_after_days = fields.Float(string="Cover After", readonly=True)
    facts = fields.Json(
        readonly=True, copy=False, help="What was known when the line was raised."
    )
    reason = fields.Char(compute="_compute_reason")

    purchase_line_ids = fields.Many2many(
        "purchase.order.line",
        "inv_requisition_line_purchase_line_rel",
        "requisition_line_id",
        "purchase_line_id",
        string="Purchase Order Lines",
        readonly=True,
        copy=False,
    )
    move_ids = fields.One2many(
        "stock.move", "inv_requisition_line_id", string="Transfers", readonly=True
    )
    error_message = fields.Char(readonly=True, copy=False)
    reject_reason = fields.Char(readonly=True, copy=False)

    _one_open_per_point = models.UniqueIndex(
        "(point_id) WHERE point_id IS NOT NULL "
        "AND state IN ('draft', 'to_approve', 'approved')",
        "There is already an open requisition line for this item at this site.",
    )
    _positive = models.Constraint(
        "CHECK (qty > 0)", "The quantity must be above 0. Reject the line instead."
    )

    # ------------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------------

    @api.depends("qty", "recommended_qty")
    def _compute_is_edited(self):
        for line in self:
            line.is_edited = bool(
                line.recommended_qty
                and line.uom_id.compare(line.qty, line.recommended_qty)
            )

    @api.depends("qty", "order_uom_id", "product_id")
    def _compute_order_qty(self):
        for line in self:
            line.order_qty = line._to_order_unit(line.qty)

    def _to_order_unit(self, quantity):
        """Return a quantity of the product's unit in the order unit, as core does."""
        uom = self.product_id.uom_id
        if not self.order_uom_id or self.order_uom_id == uom:
            return quantity
        return uom._compute_quantity(quantity, self.order_uom_id)

    @api.depends("order_qty", "price_unit", "discount", "currency_id")
    def _compute_subtotal(self):
        for line in self:
            price = line.price_unit * (1 - line.discount / 100)
            amount = line.order_qty * price
            line.subtotal = (
                line.currency_id.round(amount) if line.currency_id else amount
            )

    @api.depends("price_unit", "discount", "previous_price")
    def _compute_price_change_rate(self):
        for line in self:
            price = line.price_unit * (1 - line.discount / 100)
            last = line.previous_price
            line.price_change_rate = price / last - 1 if last else 0.0

    @api.depends("facts", "qty", "edit_reason", "edit_user_id", "is_at_risk")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.env["inv.requisition.reason"]._set_reason(self)

    @api.onchange("product_id", "warehouse_id", "qty")
    def _onchange_product_id(self):
        self.env["inv.requisition.vendor"]._set_default_supply(self)

    # ------------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------------

    @api.constrains("order_uom_id", "product_id")
    def _check_order_uom_id(self):
        for line in self:
            uom = line.order_uom_id
            if uom and not uom._has_common_reference(line.product_id.uom_id):
                raise ValidationError(
                    self.env._(
                        "%(product)s is kept in %(unit)s and cannot be ordered in "
                        "%(other)s.",
                        product=line.product_id.display_name,
                        unit=line.product_id.uom_id.name,
                        other=uom.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_state_values(vals_list)
        lines = super().create(vals_list)
        closed = lines.requisition_id.filtered(
            lambda requisition: requisition.state not in EDITABLE_STATES
        )
        if closed and not self.env.su:
            raise UserError(
                self.env._(
                    "%(requisition)s is decided; raise a new requisition.",
                    requisition=closed[0].name,
                )
            )
        return lines

    def write(self, vals):
        self._check_state_values([vals])
        if DECIDED_FIELDS & vals.keys() and not self.env.su:
            for line in self:
                if line.state not in EDITABLE_STATES:
                    raise UserError(
                        self.env._(
                            "%(product)s is %(state)s and cannot change any more.",
                            product=line.product_id.display_name,
                            state=dict(
                                self._fields["state"]._description_selection(self.env)
                            )[line.state],
                        )
                    )
        if PRICE_FIELDS & vals.keys() and not self.env.su:
            self._check_price_is_free()
        if "qty" in vals and not self.env.su:
            vals = {"edit_user_id": self.env.uid, **vals}
            self.requisition_id._forget_approvals()
        return super().write(vals)

    def _check_price_is_free(self):
        """Refuse prices that nobody agreed to: limits would mean nothing."""
        for line in self:
            if line.state != "draft":
                raise UserError(
                    self.env._(
                        "The price of %(product)s comes from the price list of the "
                        "vendor. Change it there, or choose another vendor.",
                        product=line.product_id.display_name,
                    )
                )

    def _check_state_values(self, vals_list):
        """Refuse states that nobody decided; decisions write them as superuser."""
        is_set = any(vals.get("state", "draft") != "draft" for vals in vals_list)
        if is_set and not self.env.su:
            raise AccessError(
                self.env._("The state of a line changes by a decision only.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        for line in self:
            if line.state not in EDITABLE_STATES:
                raise UserError(
                    self.env._(
                        "%(product)s is decided. Its line stays in the history.",
                        product=line.product_id.display_name,
                    )
                )

    # ------------------------------------------------------------------------
    # States
    # ------------------------------------------------------------------------

    def _set_state(self, state, **values):
        """Move these lines on.

        Superuser, because only the decisions, which check limits and rights, may
        change a state: see ``write``.
        """
        self.sudo().write({"state": state, **values})

    def _get_open(self):
        return self.filtered(lambda line: line.state in OPEN_STATES)

    def _close_cancelled(self):
        """Cancel ordered lines all of whose orders are gone; the need is open again."""
        for line in self.exists():
            if line.state == "ordered" and not line._has_order():
                line._set_state(
                    "cancelled", reject_reason=self.env._("Its order was cancelled.")
                )

    def _has_order(self):
        """Return whether an order of this line goes on; extended with manufacturing."""
        bought = self.purchase_line_ids.filtered(lambda line: line.state != "cancel")
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return bool(bought or moves)

    @api.model
    def _close_received(self):
        """Close ordered lines whose orders arrived in full."""
        lines = self.search([("state", "=", "ordered")])
        lines.filtered(lambda line: line._is_received())._set_state("received")

    def _is_received(self):
        """Return whether all that was ordered arrived."""
        bought = self.purchase_line_ids.filtered(lambda line: line.state != "cancel")
        if bought:
            return all(
                line.product_uom_id.compare(line.qty_received, line.product_qty) >= 0
                for line in bought
            )
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return bool(moves) and all(move.state == "done" for move in moves)
