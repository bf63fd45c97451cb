from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

QUANTITIES = ("qty_stock", "qty_return", "qty_destroyed", "qty_used", "qty_sold")


class InvRecallAnswer(models.Model):
    """What a customer says became of a product, in the unit of the product."""

    _name = "inv.recall.answer"
    _description = "Answer to a Recall"
    _order = "notice_id, product_id"

    notice_id = fields.Many2one(
        "inv.recall.notice", required=True, index=True, ondelete="cascade"
    )
    recall_id = fields.Many2one(related="notice_id.recall_id", store=True, index=True)
    company_id = fields.Many2one(related="notice_id.company_id", store=True)
    product_id = fields.Many2one("product.product", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    qty_stock = fields.Float("Set Aside", digits="Product Unit")
    qty_return = fields.Float("Sent Back", digits="Product Unit")
    qty_destroyed = fields.Float("Destroyed", digits="Product Unit")
    qty_used = fields.Float("Used", digits="Product Unit")
    qty_sold = fields.Float("Sold On", digits="Product Unit")

    _answer_unique = models.UniqueIndex("(notice_id, product_id)")


class InvRecallNotice(models.Model):
    _inherit = "inv.recall.notice"

    def _get_questions(self):
        """Return what to ask: product, unit, what was got and what is answered.

        What came back already counts as got: customers tell it as sent back.
        """
        self.ensure_one()
        got = defaultdict(float)
        for line in self._get_lines():
            got[line["product"]] += line["qty"]
        answers = {answer.product_id: answer for answer in self.answer_ids}
        return [
            {"product": product, "qty": qty, "answer": answers.get(product)}
            for product, qty in got.items()
        ]

    def _answer(self, quantities, *, name, note="", channel="portal"):
        """Take the answer of a customer; a later answer replaces it.

        Parameters
        ----------
        quantities
            By id of the product: quantity by name of ``QUANTITIES``.
        name
            Who answers.
        note, channel
            Free text, and how the answer came.

        Raises
        ------
        UserError
            When the case is over, nobody signs, or more is told than was delivered.
        """
        self.ensure_one()
        if not self.recall_id._is_open():
            raise UserError(self.env._("This recall is over. Thank you."))
        if not (name or "").strip():
            raise UserError(self.env._("Please type your name."))
        values = []
        for question in self._get_questions():
            product = question["product"]
            told = quantities.get(product.id, {})
            self._check_told(product, told, question["qty"])
            values.append({"product_id": product.id, "notice_id": self.id, **told})
        # The customer has no account here: the token was the right to answer.
        self.sudo().answer_ids.unlink()
        self.env["inv.recall.answer"].sudo().create(values)
        self.sudo().write(
            {
                "state": "answered",
                "date_answered": fields.Datetime.now(),
                "date_opened": self.date_opened or fields.Datetime.now(),
                "answer_name": name.strip(),
                "answer_note": note,
                "answer_channel": channel,
                "new_goods": False,
            }
        )
        self.recall_id._log(
            "answer",
            self.env._(
                "%(customer)s answered: %(name)s",
                customer=self.partner_id.display_name,
                name=name.strip(),
            ),
        )

    def _get_untold(self, quantities):
        """Return the goods that an answer says nothing about, as text.

        Parameters
        ----------
        quantities
            As for ``_answer``.

        Raises
        ------
        UserError
            When a quantity is wrong: that is said first.
        """
        texts = []
        for question in self._get_questions():
            product, got = question["product"], question["qty"]
            told = quantities.get(product.id, {})
            self._check_told(product, told, got)
            rest = got - sum(told.get(name, 0.0) for name in QUANTITIES)
            if product.uom_id.compare(rest, 0.0) > 0:
                texts.append(
                    self.env._(
                        "%(qty)s %(unit)s of %(product)s",
                        qty=self.recall_id._qty(rest),
                        unit=product.uom_id.name,
                        product=product.display_name,
                    )
                )
        return ", ".join(texts)

    def _check_told(self, product, told, got):
        """Refuse negative quantities and more than was delivered."""
        if any(told.get(name, 0.0) < 0 for name in QUANTITIES):
            raise UserError(self.env._("Quantities cannot be below zero."))
        total = sum(told.get(name, 0.0) for name in QUANTITIES)
        if product.uom_id.compare(total, got) > 0:
            raise UserError(
                self.env._(
                    "You got %(got)s %(unit)s of %(product)s, the answer adds up to"
                    " %(total)s. Please correct it.",
                    got=self.recall_id._qty(got),
                    unit=product.uom_id.name,
                    product=product.display_name,
                    total=self.recall_id._qty(total),
                )
            )
