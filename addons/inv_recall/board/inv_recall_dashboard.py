from odoo import api, fields, models
from odoo.exceptions import UserError

from ..case.selections import ENDED_STATES

#: Order of the cards, what hurts customers first.
CARDS = ("open", "free", "customers", "balance", "mock")


class InvRecall(models.Model):
    """The cards above the list of cases: what all open recalls have left to do."""

    _inherit = "inv.recall"

    @api.model
    @api.readonly
    def get_dashboard(self):
        """Return the cards above the list of cases.

        Returns
        -------
        list of dict
            ``key``, ``title``, ``tone``, ``figure``, ``text``, and ``method`` with
            ``arguments`` where a card opens something. Figures are of open recalls of
            the companies that the user works in.
        """
        cards = self._get_dashboard_cases()._get_dashboard_cards()
        return sorted(cards, key=lambda card: CARDS.index(card["key"]))

    @api.model
    def open_dashboard_card(self, key):
        """Return the action that shows what a card counts.

        Raises
        ------
        UserError
            When there is no such card.
        """
        title, records = self._get_dashboard_cases()._get_dashboard_records(key)
        action = {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": records._name,
        }
        if len(records) == 1:
            return action | {"views": [(False, "form")], "res_id": records.id}
        views = [(False, "list"), (False, "form")]
        return action | {"views": views, "domain": [("id", "in", records.ids)]}

    @api.model
    def _get_dashboard_cases(self):
        return self.search(
            [
                ("kind", "=", "real"),
                ("state", "not in", ENDED_STATES),
                ("company_id", "in", self.env.companies.ids),
            ]
        )

    def _get_dashboard_cards(self):
        """Return the cards of these cases; rooms add theirs."""
        return [
            self._get_open_card(),
            self._get_free_card(),
            self._get_open_balance_card(),
            self._get_mock_card(),
        ]

    def _get_dashboard_records(self, key):
        """Return the title and the records of what a card opens; rooms add theirs."""
        if key == "free":
            return self.env._("Lots to Hold"), self._get_free_lines()
        if key == "balance":
            return self.env._("Lots to Explain"), self._get_open_lines()
        if key == "mock":
            last = self._get_last_mock(self.env.company)
            return self.env._("Last Mock Recall"), last
        raise UserError(self.env._("This card opens nothing."))

    @api.model
    def _card(self, key, title, figure, text, tone, *, opens=False):
        """Return a card; ``opens`` says whether there is something behind it."""
        return {
            "key": key,
            "title": title,
            "figure": figure,
            "text": text,
            "tone": tone,
            "method": "open_dashboard_card" if opens else "",
            "arguments": [key],
        }

    def _get_open_card(self):
        now = fields.Datetime.now()
        late = self.filtered(lambda case: case.deadline and case.deadline < now)
        dates = sorted(case.deadline for case in self - late if case.deadline)
        if late:
            text = self.env._("%(count)s past the deadline", count=len(late))
        elif dates:
            text = self.env._("next deadline %(date)s", date=self._moment(dates[0]))
        else:
            text = self.env._("no deadline is set")
        if not self:
            text = self.env._("nothing is recalled")
        title, figure = self.env._("Open recalls"), self._qty(len(self))
        tone = "warning" if late else "running" if self else "done"
        return self._card("open", title, figure, text, tone)

    def _get_free_card(self):
        free = self._get_free_lines()
        title, figure = self.env._("Lots to hold"), self._qty(len(free))
        if not free:
            text = self.env._("nothing affected can be shipped")
            return self._card("free", title, figure, text, "done")
        qty = self._qty_of(free, "qty_on_hand")
        text = self.env._("%(qty)s can be shipped", qty=qty)
        return self._card("free", title, figure, text, "warning", opens=True)

    def _get_open_balance_card(self):
        lines = self._get_open_lines()
        title = self.env._("Unexplained")
        if not lines:
            text = self.env._("every balance is closed")
            return self._card("balance", title, self.env._("nothing"), text, "done")
        figure = self._qty_of(lines, "qty_open")
        text = self.env._("open balances: %(count)s", count=len(lines))
        return self._card("balance", title, figure, text, "warning", opens=True)

    @api.model
    def _get_mock_card(self):
        """Return how the last mock recall went, and when the next one is due."""
        title = self.env._("Mock recall")
        last = self._get_last_mock(self.env.company)
        if not last:
            text = self.env._("take a lot that was shipped and find every piece")
            figure = self.env._("never run")
            return self._card("mock", title, figure, text, "warning")
        if not last.clock_stopped_at:
            since = self._moment(last.clock_started_at)
            text = self.env._("since %(date)s", date=since)
            figure = self.env._("running")
            return self._card("mock", title, figure, text, "running", opens=True)
        due = last._get_next_test_date()
        is_late = bool(due) and due < fields.Date.context_today(self)
        figure = self.env._(
            "%(time)s, %(rate)s traced",
            time=last._get_time_taken(),
            rate=last._get_history_rate(),
        )
        tone = "warning" if is_late else "done"
        text = last._get_next_test()
        return self._card("mock", title, figure, text, tone, opens=True)
