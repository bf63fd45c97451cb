from odoo import api, fields, models
from odoo.exceptions import UserError

CLAIM_STATES = [
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("answered", "Answered"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
]


class InvRecallClaim(models.Model):
    """What a vendor is asked to pay: the goods at cost and what the recall costs."""

    _name = "inv.recall.claim"
    _description = "Vendor Claim of a Recall"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "recall_id desc, id"
    _rec_name = "vendor_id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    vendor_id = fields.Many2one("res.partner", required=True, index=True, readonly=True)
    state = fields.Selection(
        CLAIM_STATES, required=True, default="draft", readonly=True, tracking=True
    )
    line_ids = fields.One2many("inv.recall.claim.line", "claim_id")
    amount_goods = fields.Monetary(compute="_compute_amounts", string="Goods at Cost")
    amount_extra = fields.Monetary(compute="_compute_amounts", string="Other Cost")
    amount_total = fields.Monetary(compute="_compute_amounts", string="Claimed")
    amount_accepted = fields.Monetary(string="Accepted Amount", tracking=True)
    note = fields.Text(string="Text", help="Part of the mail to the vendor.")
    answer = fields.Text(string="Answer of the Vendor")
    date_sent = fields.Datetime(readonly=True)
    date_answered = fields.Datetime(readonly=True)

    _claim_unique = models.UniqueIndex("(recall_id, vendor_id)")

    @api.depends("line_ids.amount", "line_ids.recall_lot_id")
    def _compute_amounts(self):
        for claim in self:
            goods = claim.line_ids.filtered("recall_lot_id")
            claim.amount_goods = sum(goods.mapped("amount"))
            claim.amount_extra = sum((claim.line_ids - goods).mapped("amount"))
            claim.amount_total = claim.amount_goods + claim.amount_extra

    def action_send(self):
        """Write to the vendor.

        Raises
        ------
        UserError
            In a mock recall, or when the vendor has no address.
        """
        self.recall_id.check_access("write")
        template = self.env.ref("inv_recall.mail_template_claim")
        for claim in self:
            if claim.recall_id.kind == "mock":
                raise UserError(self.env._("A mock recall writes to nobody."))
            if not claim.vendor_id.email:
                raise UserError(
                    self.env._(
                        "%(vendor)s has no e-mail address. Enter one first.",
                        vendor=claim.vendor_id.display_name,
                    )
                )
            template.send_mail(claim.id)
            claim.write({"state": "sent", "date_sent": fields.Datetime.now()})
            claim.recall_id._log(
                "notify",
                self.env._("Claim sent to %(vendor)s", vendor=claim.vendor_id.name),
            )
        return True

    def _set_answer(self, state):
        self.recall_id.check_access("write")
        self.write({"state": state, "date_answered": fields.Datetime.now()})
        labels = dict(self._fields["state"]._description_selection(self.env))
        for claim in self:
            claim.recall_id._log(
                "answer",
                f"{claim.vendor_id.name}: {labels[state].lower()}",
            )
        return True

    def action_answered(self):
        return self._set_answer("answered")

    def action_accept(self):
        return self._set_answer("accepted")

    def action_refuse(self):
        return self._set_answer("refused")


class InvRecallClaimLine(models.Model):
    _name = "inv.recall.claim.line"
    _description = "Line of a Vendor Claim"
    _order = "claim_id, sequence, id"

    claim_id = fields.Many2one(
        "inv.recall.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    sequence = fields.Integer(default=10)
    recall_lot_id = fields.Many2one("inv.recall.lot", "Lot", ondelete="set null")
    name = fields.Char("Description", required=True)
    qty = fields.Float("Quantity", digits="Product Unit", default=1.0)
    uom_name = fields.Char("Unit")
    price = fields.Monetary("Cost")
    amount = fields.Monetary(compute="_compute_amount", store=True)

    @api.depends("qty", "price")
    def _compute_amount(self):
        for line in self:
            line.amount = line.qty * line.price


class InvRecall(models.Model):
    _inherit = "inv.recall"

    claim_ids = fields.One2many("inv.recall.claim", "recall_id", string="Vendor Claims")

    def action_claim(self):
        """Draft a claim for each vendor of the triggers; open them.

        The goods are those received and those made of them that are not in order any
        more: on hand, scrapped, shipped – at their cost, made goods without what the
        lot of the vendor is worth already.
        """
        self.ensure_one()
        self.check_access("write")
        if self.kind == "mock":
            raise UserError(self.env._("A mock recall claims nothing."))
        known = self.claim_ids.vendor_id
        seeds = self.recall_lot_ids.filtered(
            lambda line: line.role == "seed" and line.vendor_id
        )
        values = [
            {
                "recall_id": self.id,
                "vendor_id": vendor.id,
                "line_ids": [(0, 0, self._prepare_claim_line(line)) for line in lines],
            }
            for vendor, lines in seeds.grouped("vendor_id").items()
            if vendor not in known
        ]
        if not values and not known:
            raise UserError(self.env._("No lot of the trigger came from a vendor."))
        self.env["inv.recall.claim"].create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vendor Claims"),
            "res_model": "inv.recall.claim",
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("recall_id", "=", self.id)],
        }

    def _prepare_claim_line(self, line):
        product = line.product_id.with_company(self.company_id)
        return {
            "recall_lot_id": line.id,
            "name": f"{product.display_name}, {line.lot_name}",
            "qty": line.qty_received - line.qty_returned,
            "uom_name": line.uom_id.name,
            "price": product.standard_price,
        }
