from datetime import timedelta

from odoo import api, fields, models

#: The owner of the last mock recall is asked so many days before the next one is due.
NOTICE_DAYS = 14


class InvRecall(models.Model):
    """When a company has to run its next mock recall, and who is asked to."""

    _inherit = "inv.recall"

    @api.model
    def _get_last_mock(self, company):
        """Return the mock recall of a company that was opened last."""
        return self.search(
            [("company_id", "=", company.id), *self._get_mock_domain()],
            order="date_opened desc, id desc",
            limit=1,
        )

    @api.model
    def _get_mock_domain(self):
        """Return the domain of mock recalls that count as tests."""
        return [
            ("kind", "=", "mock"),
            ("clock_started_at", "!=", False),
            ("state", "!=", "cancelled"),
        ]

    def _get_next_test_date(self):
        """Return when the mock recall after this one is due, or False."""
        months = self.company_id.inv_recall_mock_months
        return bool(months) and fields.Date.add(self.date_opened.date(), months=months)

    def _get_next_test(self):
        """Return when the next mock recall of the company is due, as a sentence."""
        due = self._get_next_test_date()
        if not due:
            return ""
        text = self.env["ir.qweb.field.date"].value_to_html(due, {})
        return self.env._("Next test is due by %(date)s.", date=text)

    @api.model
    def _remind_of_mock_tests(self):
        """Ask for the next mock recall of each company, once a test."""
        soon = fields.Date.context_today(self) + timedelta(days=NOTICE_DAYS)
        summary = self.env._("Run the next mock recall")
        tests = self.search(self._get_mock_domain(), order="date_opened, id")
        # The last of each company.
        last = {test.company_id: test for test in tests}.values()
        due = {test: test._get_next_test_date() for test in last}
        asked = self._get_asked(last, summary)
        for test in last:
            if due[test] and due[test] <= soon and test.id not in asked:
                test.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=due[test],
                    summary=summary,
                    user_id=test.user_id.id,
                )

    @api.model
    def _get_asked(self, cases, summary):
        """Return the ids of cases with such an activity, also when it is done."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        asked = activities.search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", [case.id for case in cases]),
                ("summary", "=", summary),
            ],
            ["res_id"],
        )
        return set(asked.mapped("res_id"))
