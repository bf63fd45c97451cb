from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.selections import SUPPLY_TYPES

STATES = [
    ("draft", "Draft"),
    ("to_approve", "To Approve"),
    ("approved", "Approved"),
    ("ordered", "Ordered"),
    ("received", "Received"),
    ("rejected", "Rejected"),
    ("cancelled", "Cancelled"),
]
#: States in which a line is still a wish: no order exists for it.
OPEN_STATES = ("draft", "to_approve", "approved")
#: States in which quantities, vendors and lines may change.
EDITABLE_STATES = ("draft", "to_approve")
#: The least advanced state of the lines is the state of the requisition.
STATE_ORDER = {state: position for position, (state, _label) in enumerate(STATES)}
ENDED_STATES = ("rejected", "cancelled")


class InvRequisition(models.Model):
    """What stocking points need from one vendor, lane or plant, until it is ordered.

    Lines carry the quantities; the state of the requisition follows from theirs. How
    it is raised: ``inv.requisition.raiser``; decided: ``inv_requisition_decision``;
    ordered: ``inv.requisition.ordering``.
    """

    _name = "inv.requisition"
    _description = "Requisition"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_order_by, id"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True, copy=False, default="/")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(
        default=True, help="Without lines a requisition is put away by itself."
    )
    supply_type = fields.Selection(
        [choice for choice in SUPPLY_TYPES if choice[0] != "none"],
        required=True,
        default="buy",
    )
    vendor_id = fields.Many2one(
        "res.partner", index="btree_not_null", tracking=True, check_company=True
    )
    buyer_id = fields.Many2one("res.users", index="btree_not_null", tracking=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Site",
        check_company=True,
        help="Empty when the requisition gathers several sites.",
    )
    source_warehouse_id = fields.Many2one(
        "stock.warehouse", string="From Site", help="Site that a transfer comes from."
    )
    mode = fields.Selection(
        [("approval", "A person approves"), ("automatic", "Approved under limits")],
        string="Approval",
        required=True,
        default="approval",
        help="Approved under limits: the automatic limits approve it; above them a "
        "person does.",
    )
    requester_id = fields.Many2one(
        "res.users",
        readonly=True,
        default=lambda self: self.env.user,
        help="Who raised it; the scheduled action for automatic requisitions.",
    )
    is_automatic = fields.Boolean(
        readonly=True, help="Raised because stock fell to the reorder point."
    )
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, index=True, tracking=True
    )
    line_ids = fields.One2many("inv.requisition.line", "requisition_id", string="Lines")
    log_ids = fields.One2many(
        "inv.requisition.log", "requisition_id", string="Decisions", readonly=True
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount_total = fields.Monetary(
        string="Total", compute="_compute_amounts", store=True
    )
    amount_company = fields.Monetary(
        string="Value",
        compute="_compute_amounts",
        store=True,
        currency_field="company_currency_id",
        help="Total in the currency of the company, at the rate of its day.",
    )
    line_count = fields.Integer(compute="_compute_amounts", store=True)
    date_need = fields.Date(
        string="Need By",
        compute="_compute_dates",
        store=True,
        help="Day on which the first line falls below its safety stock.",
    )
    date_order_by = fields.Date(
        string="Order By",
        compute="_compute_dates",
        store=True,
        index=True,
        help="Last working day on which an order still arrives by the need date.",
    )
    at_risk_count = fields.Integer(
        string="At Risk", compute="_compute_dates", store=True
    )
    is_approved_automatically = fields.Boolean(readonly=True, copy=False)
    approved_datetime = fields.Datetime(readonly=True, copy=False)
    purchase_order_ids = fields.Many2many(
        "purchase.order", compute="_compute_documents", string="Purchase Orders"
    )
    picking_ids = fields.Many2many(
        "stock.picking", compute="_compute_documents", string="Transfers"
    )
    may_approve = fields.Boolean(compute="_compute_may_approve")
    refusal_message = fields.Char(compute="_compute_may_approve")
    error_message = fields.Char(
        readonly=True, copy=False, help="Why an approved requisition is not ordered."
    )

    _queue = models.Index("(company_id, state, date_order_by)")

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = sequence.next_by_code("inv.requisition") or "/"
        return super().create(vals_list)

    def write(self, vals):
        if "state" in vals:
            raise AccessError(
                self.env._("The state follows from the decisions on the lines.")
            )
        fixed = {"vendor_id", "supply_type", "currency_id", "warehouse_id"}
        if (
            fixed & vals.keys()
            and not self.env.su
            and any(requisition.state != "draft" for requisition in self)
        ):
            raise UserError(
                self.env._(
                    "Only a draft can change vendor, site or currency. Return it first."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        for requisition in self:
            if requisition.line_ids and requisition.state != "draft":
                raise UserError(
                    self.env._(
                        "%(requisition)s is not a draft. Reject or cancel it, so that "
                        "its history stays.",
                        requisition=requisition.name,
                    )
                )

    @api.depends("line_ids.state")
    def _compute_state(self):
        for requisition in self:
            states = set(requisition.line_ids.mapped("state"))
            going_on = states - set(ENDED_STATES)
            requisition.state = min(
                going_on or states or {"draft"}, key=STATE_ORDER.__getitem__
            )

    @api.depends("line_ids.subtotal", "line_ids.state", "currency_id")
    def _compute_amounts(self):
        for requisition in self:
            lines = requisition._get_counting_lines()
            company = requisition.company_id
            total = sum(lines.mapped("subtotal"))
            requisition.amount_total = requisition.currency_id.round(total)
            requisition.amount_company = requisition.currency_id._convert(
                total,
                company.currency_id,
                company,
                requisition.create_date or fields.Date.today(),
            )
            requisition.line_count = len(lines)

    @api.depends(
        "line_ids.date_need",
        "line_ids.date_order_by",
        "line_ids.is_at_risk",
        "line_ids.state",
    )
    def _compute_dates(self):
        for requisition in self:
            lines = requisition._get_counting_lines()
            for name in ("date_need", "date_order_by"):
                dates = [date for date in lines.mapped(name) if date]
                requisition[name] = min(dates, default=False)
            requisition.at_risk_count = sum(lines.mapped("is_at_risk"))

    def _get_counting_lines(self):
        """Return the lines that are not rejected or cancelled, else all of them."""
        going_on = self.line_ids.filtered(lambda line: line.state not in ENDED_STATES)
        return going_on or self.line_ids

    @api.depends("line_ids.purchase_line_ids", "line_ids.move_ids")
    def _compute_documents(self):
        for requisition in self:
            lines = requisition.line_ids
            requisition.purchase_order_ids = lines.purchase_line_ids.order_id
            requisition.picking_ids = lines.move_ids.picking_id

    def _get_title(self):
        """Return what a buyer calls this requisition: vendor, lane or plant."""
        self.ensure_one()
        if self.supply_type == "transfer":
            sites = self.warehouse_id or self.line_ids.warehouse_id[:1]
            return self.env._(
                "Transfer %(origin)s to %(target)s",
                origin=self.source_warehouse_id.name or self.env._("another site"),
                target=sites.name,
            )
        if self.supply_type == "manufacture":
            site = self.warehouse_id or self.line_ids.warehouse_id[:1]
            return self.env._("Manufacture at %(site)s", site=site.name)
        return self.vendor_id.name or self.env._("No vendor")

    def _get_line_state(self):
        """Return the state of a line that joins this requisition."""
        self.ensure_one()
        return self.state if self.state in EDITABLE_STATES else "draft"

    # ------------------------------------------------------------------------
    # Windows
    # ------------------------------------------------------------------------

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "inv.requisition",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_purchase_orders(self):
        return self._get_list_action("purchase.order", self.purchase_order_ids)

    def action_open_pickings(self):
        return self._get_list_action("stock.picking", self.picking_ids)

    def _get_list_action(self, model, records):
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders of the Requisition"),
            "res_model": model,
            "domain": [("id", "in", records.ids)],
            "views": [(False, "list"), (False, "form")],
        }
        if len(records) == 1:
            action.update(res_id=records.id, views=[(False, "form")])
        return action
