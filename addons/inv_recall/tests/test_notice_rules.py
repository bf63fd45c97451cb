from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestNoticeRules(RecallCase, MailCase):
    """What a notice must not do: leak, forget, or change after the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls.new_shipped_lot("VD-5482", 100, 40)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()
        cls.notice = cls.case.notice_ids

    def send(self):
        with self.mock_mail_gateway():
            self.notice._send()
        return self.env["mail.mail"].search(
            [
                ("model", "=", "inv.recall.notice"),
                ("res_id", "=", self.notice.id),
            ],
            order="id desc",
            limit=1,
        )

    def test_preview_shows_no_notice_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("o", "inv_recall.group_recall_coordinator", other)
        self.env.user.company_ids = [Command.link(other.id)]
        case = self.env["inv.recall"].create({"title": "Own", "company_id": other.id})
        wizard = self.env["inv.recall.notify.wizard"].with_user(user)
        wizard = wizard.with_context(allowed_company_ids=other.ids)
        wizard = wizard.create({"recall_id": case.id})
        # A call from outside may name any id.
        wizard.sudo().preview_id = self.notice
        wizard.invalidate_recordset()
        try:
            shown = wizard.preview or ""
        except AccessError:
            shown = ""
        self.assertNotIn("VD-5482", shown)

    def test_template_of_another_model_is_refused(self):
        template = self.env["mail.template"].create(
            {
                "name": "Users",
                "model_id": self.env.ref("base.model_res_users").id,
                "body_html": "<p>Secret</p>",
            }
        )
        with self.assertRaisesRegex(UserError, "no template of recall notices"):
            self.notice._send(template)
        wizard = self.env["inv.recall.notify.wizard"].create(
            {"recall_id": self.case.id}
        )
        wizard.template_id = template
        with self.assertRaisesRegex(UserError, "no template of recall notices"):
            wizard._compute_preview()

    def test_an_old_failure_does_not_spoil_a_new_mail(self):
        self.send().state = "exception"
        self.case._note_failed_mails()
        self.assertEqual(self.notice.state, "failed")
        self.send()
        self.case._note_failed_mails()
        self.assertEqual(self.notice.state, "sent")

    def test_a_mail_that_comes_back_is_seen(self):
        self.send()
        self.notice._message_receive_bounce(self.notice.email, self.customer)
        self.assertEqual(self.notice.state, "failed")
        self.assertIn("was not delivered", self.case.event_ids.sorted("id")[-1].text)

    def test_who_is_told_again_is_reminded_again(self):
        self.send()
        old = self.notice.date_sent - timedelta(days=9)
        self.notice.write({"reminder_count": 3, "date_reminded": old})
        self.send()
        with self.mock_mail_gateway():
            self.case._remind()
            self.assertEqual(self.notice.reminder_count, 0, "Too early.")
            self.notice.date_sent = old
            self.case._remind()
        self.assertEqual(self.notice.reminder_count, 1)

    def test_nothing_is_noted_after_the_end(self):
        self.case._close("Done")
        state = self.notice.state
        for method in ("action_phoned", "action_print_letters", "_send"):
            with self.subTest(method), self.assertRaisesRegex(UserError, "not open"):
                getattr(self.notice, method)()
        self.assertEqual(self.notice.state, state)

    def test_what_came_back_can_be_told_as_sent_back(self):
        self.move(self.lot, 12, self.customers, self.stock, self.customer)
        self.case.action_trace()
        self.notice._answer(
            {self.seal.id: {"qty_return": 12, "qty_stock": 28}}, name="A. Buyer"
        )
        self.assertEqual(self.notice.answer_ids.qty_return, 12)
        self.assertAlmostEqual(self.case.recovered_rate, 30.0, msg="Counted once.")
        with self.assertRaisesRegex(UserError, "adds up to 41"):
            self.notice._answer(
                {self.seal.id: {"qty_return": 12, "qty_stock": 29}}, name="A. Buyer"
            )

    def test_a_notice_of_another_company_stays_there(self):
        other = self.env["res.company"].create({"name": "Sender"})
        self.env.user.company_ids = [Command.link(other.id)]
        user = self.new_user("c", "inv_recall.group_recall_coordinator")
        foreign = self.notice.sudo().copy(
            {
                "recall_id": self.case.id,
                "company_id": other.id,
                "partner_id": self.vendor.id,
                "contact_id": self.vendor.id,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        case = self.case.with_user(user)
        self.assertEqual(case.notice_ids.ids, self.notice.ids)
        with self.assertRaises(AccessError):
            foreign.with_user(user).action_phoned()
