from collections import defaultdict

from odoo import api, fields, models

from ..case.rates import get_rate


class InvRecall(models.Model):
    """What came back, what customers destroyed, and what a case costs."""

    _inherit = "inv.recall"

    disposition_ids = fields.One2many("inv.recall.disposition", "recall_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    recovered_rate = fields.Float(
        "Recovered (%)", compute="_compute_recovered_rate", digits=(5, 1)
    )
    cost = fields.Monetary(
        compute="_compute_cost", help="Goods lost, rework, and costs of vendor claims."
    )

    def _compute_recovered_rate(self):
        quantities = self._get_recovered()
        for case in self:
            case.recovered_rate = min(
                (
                    get_rate(back, shipped)
                    for shipped, back in quantities[case].values()
                ),
                default=100.0,
            )

    @api.depends("disposition_ids.cost", "disposition_ids.state")
    def _compute_cost(self):
        for case in self:
            decided = case.disposition_ids.filtered(
                lambda disposition: disposition.state != "cancelled"
            )
            extra = case.claim_ids.mapped("amount_extra")
            case.cost = sum(decided.mapped("cost")) + sum(extra)

    def _get_recovered(self):
        """Return (shipped, recovered) by case and unit.

        Recovered is what came back or what customers say they destroyed.
        """
        result = {case: defaultdict(lambda: [0.0, 0.0]) for case in self}
        deliveries = self.env["inv.recall.delivery"]._read_group(
            [("recall_id", "in", self.ids), ("recall_lot_id.included", "=", True)],
            ["recall_id", "product_id"],
            ["qty:sum", "qty_back:sum"],
        )
        for case, product, qty, back in deliveries:
            unit = result[case][product.uom_id]
            unit[0] += qty
            unit[1] += back
        answers = self.env["inv.recall.answer"]._read_group(
            [("recall_id", "in", self.ids)],
            ["recall_id", "product_id"],
            ["qty_destroyed:sum"],
        )
        for case, product, destroyed in answers:
            result[case][product.uom_id][1] += destroyed
        return result

    def _after_trace(self, before):
        joined = super()._after_trace(before)
        self.disposition_ids._follow()
        return joined

    def action_open_returns(self):
        """Open what customers sent back."""
        action = self.action_open_deliveries()
        action["name"] = self.env._("Came Back: %(case)s", case=self.name)
        action["domain"].append(("qty_back", ">", 0))
        return action

    def action_dispose(self):
        """Open the decisions of the case."""
        return self._open_list("inv_recall.inv_recall_disposition_action")

    def action_decide(self, line_id=False):
        """Open the dialog that decides on stock of a lot."""
        self.ensure_one()
        line = self.env["inv.recall.lot"].browse(line_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Becomes of It"),
            "res_model": "inv.recall.disposition",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_recall_lot_id": line.id,
                "default_qty": line.qty_on_hand,
                "recall_id": self.id,
            },
        }

    # The page ---------------------------------------------------------------

    def _get_cards(self):
        cards = super()._get_cards()
        if self.kind == "mock":
            return cards
        units = self._get_recovered()[self]
        texts = [
            self.env._(
                "%(back)s of %(shipped)s %(unit)s back",
                back=self._qty(back),
                shipped=self._qty(shipped),
                unit=uom.name,
            )
            for uom, (shipped, back) in units.items()
        ]
        cost = self.currency_id.format(self.cost)
        open_decisions = self.disposition_ids.filtered(
            lambda disposition: disposition.state in ("draft", "ordered")
        )
        cards.append(
            {
                "key": "recover",
                "title": self.env._("Recover"),
                "tone": "running" if open_decisions else "idle",
                "figure": ", ".join(texts) or self.env._("nothing was shipped"),
                "text": self.env._(
                    "%(count)s decisions, %(cost)s",
                    count=len(self.disposition_ids),
                    cost=cost,
                ),
                "method": "action_dispose",
            },
        )
        return cards

    def _get_issues(self):
        issues = super()._get_issues()
        if self.kind == "mock" or not self._is_open():
            return issues
        back = self.delivery_ids.filtered(
            lambda delivery: delivery.qty_back and delivery.recall_lot_id.included
        )
        undecided = back.recall_lot_id - self.disposition_ids.recall_lot_id
        if undecided:
            returned = back.filtered(lambda one: one.recall_lot_id in undecided)
            issues.append(
                {
                    "tone": "warning",
                    "title": self.env._(
                        "%(qty)s came back on %(count)s receipts.",
                        qty=self._qty_of(returned, "qty_back"),
                        count=len(returned.picking_id or returned),
                    ),
                    "text": self.env._("Nobody said what becomes of them."),
                    "actions": [
                        {
                            "label": self.env._("Decide…"),
                            "method": "action_decide",
                            "arguments": [undecided[0].id],
                        },
                        {
                            "label": self.env._("Show Them"),
                            "method": "action_open_returns",
                            "arguments": [],
                        },
                    ],
                }
            )
        return issues

    def _get_effectiveness(self):
        lines = super()._get_effectiveness()
        if self.kind == "mock":
            return lines
        units = self._get_recovered()[self]
        detail = ", ".join(
            f"{self._qty(back)} / {self._qty(shipped)} {uom.name}"
            for uom, (shipped, back) in units.items()
        )
        return [
            *lines,
            self._target(
                "recovered",
                self.env._("Recovered"),
                self.recovered_rate,
                100.0,
                detail or self.env._("nothing was shipped"),
            ),
        ]
