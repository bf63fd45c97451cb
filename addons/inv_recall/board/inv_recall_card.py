from odoo import models


class InvRecall(models.Model):
    """Cards of containment, and what is open about it."""

    _inherit = "inv.recall"

    def _get_cards(self):
        cards = super()._get_cards()
        if self.kind == "mock":
            return cards
        return [*cards, self._get_contain_card(), self._get_orders_card()]

    def _get_stocked(self):
        """Return the affected lots of the cases that have stock."""
        return self.recall_lot_ids.filtered(
            lambda line: (
                line.included
                and line.lot_id
                and (line.qty_on_hand > 0 or line.qty_transit > 0)
            )
        )

    def _get_free_lines(self):
        """Return the affected lots of the cases that can still be used and shipped."""
        return self._get_stocked().filtered(lambda line: line.hold_state == "to_hold")

    def _get_contain_card(self):
        stocked, free = self._get_stocked(), self._get_free_lines()
        held = stocked - free
        return {
            "key": "contain",
            "title": self.env._("Contain"),
            "tone": "done" if not free else "warning",
            "figure": self.env._(
                "%(held)s of %(all)s lots held", held=len(held), all=len(stocked)
            ),
            "text": self.env._(
                "%(stopped)s stopped, %(free)s still free",
                stopped=self._qty_of(held, "qty_on_hand"),
                free=self._qty_of(free, "qty_on_hand"),
            ),
            "method": "action_hold"
            if free and self._is_open()
            else "action_open_holds",
        }

    def _get_orders_card(self):
        count = self.unreserved_count
        first = self.unreserved_ids[:1]
        return {
            "key": "orders",
            "title": self.env._("Open orders"),
            "tone": "warning" if count else "idle",
            "figure": self.env._("%(count)s touched", count=count),
            "text": self.env._(
                "%(document)s waits for another lot", document=first.reference
            )
            if count
            else self.env._("no reservation was taken away"),
            "method": "action_open_unreserved",
        }

    def _get_issues(self):
        issues = super()._get_issues()
        if self.kind == "mock" or not self._is_open():
            return issues
        free = self._get_free_lines()
        if free:
            issues.append(
                {
                    "tone": "danger",
                    "title": self.env._(
                        "%(qty)s of %(count)s lots can still be used and shipped.",
                        qty=self._qty_of(free, "qty_on_hand"),
                        count=len(free),
                    ),
                    "text": "",
                    "actions": [
                        {
                            "label": self.env._("Hold…"),
                            "method": "action_hold",
                            "arguments": [],
                        }
                    ],
                }
            )
        return issues
