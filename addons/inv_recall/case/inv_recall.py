from odoo import api, fields, models

from .selections import KINDS, NOT_OPEN_STATES, SEVERITIES, STATES, TRIGGERS


class InvRecall(models.Model):
    """A recall case: what is wrong with which lots, and what was done about it.

    Rooms extend it by concern: ``trace/`` finds the lots and balances them, ``hold/``
    stops them, ``notify/`` tells who has them, ``recover/`` gets them back and
    ``close/`` proves it.
    """

    _name = "inv.recall"
    _description = "Recall Case"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_opened desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Reference", required=True, readonly=True, copy=False, default="/"
    )
    title = fields.Char(required=True, help="What is wrong, in one line.")
    kind = fields.Selection(KINDS, required=True, default="real", tracking=True)
    state = fields.Selection(
        STATES, required=True, default="trigger", copy=False, index=True, tracking=True
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Owner",
        required=True,
        tracking=True,
        default=lambda self: self.env.user,
    )
    witness = fields.Char(help="Who watches a mock recall, such as an auditor.")
    severity = fields.Selection(SEVERITIES, tracking=True)
    reason = fields.Text(help="What was found, how, and what it may do.")
    date_opened = fields.Datetime(
        required=True, readonly=True, copy=False, default=fields.Datetime.now
    )
    deadline = fields.Datetime(
        tracking=True, help="When every affected piece must be accounted for."
    )
    date_closed = fields.Datetime(readonly=True, copy=False)

    trigger_kind = fields.Selection(TRIGGERS, required=True, default="lot")
    product_id = fields.Many2one(
        "product.product", check_company=True, index="btree_not_null"
    )
    lot_ids = fields.Many2many(
        "stock.lot", string="Lots or Serial Numbers", check_company=False
    )
    serial_from = fields.Char(string="First Serial Number")
    serial_to = fields.Char(string="Last Serial Number")
    vendor_lot = fields.Char(help="Number that the vendor printed on the goods.")
    picking_id = fields.Many2one(
        "stock.picking", string="Receipt", check_company=True, index="btree_not_null"
    )
    vendor_id = fields.Many2one("res.partner", index="btree_not_null")
    date_from = fields.Date()
    date_to = fields.Date()

    include_siblings = fields.Boolean(
        string="Co-Produced",
        tracking=True,
        help="Lots made with the same lots of components, and what was made of them.",
    )
    include_vendor_lot = fields.Boolean(
        string="Same Vendor Lot",
        tracking=True,
        help="Other lots received under the same number of the vendor.",
    )
    include_same_day = fields.Boolean(
        string="Same Day",
        tracking=True,
        help="Lots of the same product received or made on the same day.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for values in vals_list:
            if values.get("name", "/") == "/":
                mock = values.get("kind") == "mock"
                values["name"] = self._next_reference(values.get("company_id"), mock)
        return super().create(vals_list)

    def _next_reference(self, company_id, mock):
        """Return the next free reference of a company (of the user by default)."""
        code = "inv.recall.mock" if mock else "inv.recall"
        sequence = self.env["ir.sequence"].with_company(company_id)
        return sequence.next_by_code(code) or "/"

    def _is_open(self):
        """Return whether the case still follows its lots."""
        self.ensure_one()
        return self.state not in NOT_OPEN_STATES
