from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError

NOTICE_STATES = [
    ("to_notify", "To Notify"),
    ("sent", "Sent"),
    ("opened", "Opened"),
    ("answered", "Answered"),
    ("failed", "Not Delivered"),
]
CHANNELS = [("mail", "E-Mail"), ("letter", "Letter"), ("phone", "Phone")]


class InvRecallNotice(models.Model):
    """What one customer has to know and what came back: a line per case and customer.

    The customer answers on a page of the portal that a token opens.
    """

    _name = "inv.recall.notice"
    _description = "Recall Notice"
    _inherit = ["portal.mixin", "mail.thread"]
    _order = "recall_id desc, state, id"
    _mail_post_access = "read"
    _rec_name = "partner_id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, string="Sender"
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, readonly=True
    )
    contact_id = fields.Many2one(
        "res.partner", required=True, help="Who gets the notice."
    )
    email = fields.Char(compute="_compute_contact")
    phone = fields.Char(compute="_compute_contact")
    lang = fields.Char(compute="_compute_contact")
    city = fields.Char(related="partner_id.city")
    state = fields.Selection(
        NOTICE_STATES, required=True, default="to_notify", readonly=True, index=True
    )
    channel = fields.Selection(CHANNELS, readonly=True)
    delivery_ids = fields.One2many("inv.recall.delivery", "notice_id", readonly=True)
    delivery_count = fields.Integer("Deliveries", readonly=True)
    date_first = fields.Datetime("First Delivery", readonly=True)
    date_last = fields.Datetime("Last Delivery", readonly=True)
    new_goods = fields.Boolean(
        readonly=True, help="Got more after the notice was sent: write again."
    )
    date_sent = fields.Datetime("Sent On", readonly=True)
    date_opened = fields.Datetime("Opened On", readonly=True)
    date_answered = fields.Datetime("Answered On", readonly=True)
    date_reminded = fields.Datetime("Reminded On", readonly=True)
    reminder_count = fields.Integer("Reminders", readonly=True)
    answer_ids = fields.One2many("inv.recall.answer", "notice_id", readonly=True)
    answer_name = fields.Char("Answered By", readonly=True)
    answer_channel = fields.Char("Answer Came By", readonly=True)
    answer_note = fields.Text("Note of the Customer", readonly=True)
    qty_text = fields.Char("Quantity", compute="_compute_qty_text")
    back_text = fields.Char("Came Back", compute="_compute_qty_text")

    # What a user may change; the rest is evidence that sending and answering write.
    _OWN_FIELDS = frozenset({"contact_id", "access_token"})

    _notice_unique = models.UniqueIndex("(recall_id, company_id, partner_id)")

    def write(self, vals):
        if not self.env.su and not self._OWN_FIELDS.issuperset(vals):
            raise AccessError(
                self.env._("What was sent and answered is not changed by hand.")
            )
        return super().write(vals)

    @api.depends("contact_id.email", "contact_id.phone", "partner_id.email")
    def _compute_contact(self):
        for notice in self:
            contact, partner = notice.contact_id, notice.partner_id
            notice.email = contact.email or partner.email
            notice.phone = contact.phone or partner.phone
            notice.lang = contact.lang or partner.lang or self.env.user.lang

    @api.depends("delivery_ids.qty", "delivery_ids.qty_back")
    def _compute_qty_text(self):
        got, back = defaultdict(list), defaultdict(list)
        case = self.recall_id[:1]
        for notice, uom, qty, qty_back in self._get_unit_sums():
            got[notice].append(f"{case._qty(qty)} {uom.name}")
            if qty_back:
                back[notice].append(f"{case._qty(qty_back)} {uom.name}")
        for notice in self:
            notice.qty_text = ", ".join(got[notice])
            notice.back_text = ", ".join(back[notice])

    def _get_unit_sums(self):
        """Return (notice, unit, shipped, came back) for each unit of each notice."""
        groups = self.env["inv.recall.delivery"]._read_group(
            [("notice_id", "in", self.ids), ("recall_lot_id.included", "=", True)],
            ["notice_id", "product_id"],
            ["qty:sum", "qty_back:sum"],
        )
        sums = defaultdict(lambda: [0.0, 0.0])
        for notice, product, qty, back in groups:
            total = sums[notice, product.uom_id]
            total[0] += qty
            total[1] += back
        return [(notice, uom, *total) for (notice, uom), total in sums.items()]

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for notice in self:
            notice.access_url = f"/my/recalls/{notice.id}"
        return result

    def _get_lines(self):
        """Return what the customer got: a dict per product, lot and delivery."""
        self.ensure_one()
        return [
            {
                "product": delivery.product_id,
                "lot": delivery.recall_lot_id.lot_name or "",
                "vendor_lot": delivery.recall_lot_id.vendor_lot or "",
                "document": delivery.reference or "",
                "date": delivery.date,
                "qty": delivery.qty,
                "back": delivery.qty_back,
                "uom": delivery.uom_id,
            }
            for delivery in self.delivery_ids.filtered("recall_lot_id.included")
        ]

    def _render_table(self):
        """Return what the customer got as a table, for mails and letters."""
        self.ensure_one()
        lines = [line for line in self._get_lines() if line["qty"]]
        return self.env["ir.qweb"]._render(
            "inv_recall.notice_table", {"notice": self, "lines": lines}
        )
