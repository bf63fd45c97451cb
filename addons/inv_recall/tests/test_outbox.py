from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.inv_recall.notify import inv_recall_outbox
from odoo.addons.mail.tests.common import MailCase

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestOutbox(RecallCase, MailCase, CronMixinCase):
    """Mails to many customers: written in the background, once each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(inv_recall_outbox, "BATCH", 2))
        cls.lot = cls.new_lot("VD-5482")
        cls.receive(cls.lot, 100)
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": f"P{number}", "email": f"p{number}@example.com"}
                for number in range(5)
            ]
        )
        for partner in cls.partners:
            cls.ship(cls.lot, 1, partner)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()
        cls.notices = cls.case.notice_ids
        cls.job = cls.env.ref("inv_recall.ir_cron_recall_send")

    def mails(self, case=None):
        notices = (case or self.case).notice_ids
        return self.env["mail.mail"].search(
            [("model", "=", "inv.recall.notice"), ("res_id", "in", notices.ids)]
        )

    def new_mock(self):
        mock = self.new_case(self.lot, kind="mock")
        mock.action_start()
        return mock

    def run_job(self):
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.job.method_direct_trigger()

    def send(self, user=None, case=None):
        wizard = self.env["inv.recall.notify.wizard"].with_user(user or self.env.user)
        wizard = wizard.create({"recall_id": (case or self.case).id})
        with self.mock_mail_gateway():
            return wizard.action_send()

    def texts(self):
        return self.case.event_ids.filtered(
            lambda event: event.kind == "notify"
        ).mapped("text")

    def test_few_mails_are_written_at_once(self):
        (self.notices[2:]).action_phoned()
        self.assertEqual(self.send()["type"], "ir.actions.act_window_close")
        self.assertEqual(len(self.mails()), 2)
        self.assertFalse(any(self.notices.mapped("queued")))

    def test_many_leave_in_the_background_in_the_name_of_the_sender(self):
        user = self.new_user("c", "inv_recall.group_recall_coordinator")
        with self.capture_triggers("inv_recall.ir_cron_recall_send") as woken:
            action = self.send(user)
        self.assertIn("5 e-mails", action["params"]["message"])
        self.assertEqual(len(woken.records), 1)
        self.assertFalse(self.mails())
        self.assertEqual(set(self.notices.mapped("queued")), {"notice"})
        self.assertEqual(set(self.notices.mapped("state")), {"to_notify"})
        self.run_job()
        self.assertEqual(len(self.mails()), 5)
        self.assertEqual(self.mails().author_id, user.partner_id)
        self.assertEqual(set(self.notices.mapped("state")), {"sent"})
        self.assertFalse(any(self.notices.mapped("queued")))
        self.run_job()
        self.assertEqual(len(self.mails()), 5, "Nothing is sent twice.")
        self.assertEqual(self.case.contacted_rate, 100.0)

    def test_the_page_and_the_dialog_say_so(self):
        self.send()
        page = self.case.get_board()
        card = next(card for card in page["cards"] if card["key"] == "notify")
        self.assertEqual(card["text"], "5 being sent, 0 answered")
        rows = self.case._get_customer_rows()["rows"]
        self.assertEqual({row["label"] for row in rows}, {"being sent"})
        wizard = self.env["inv.recall.notify.wizard"].create(
            {"recall_id": self.case.id}
        )
        self.assertEqual((wizard.queued_count, wizard.mail_count), (5, 0))
        with self.assertRaisesRegex(UserError, "No customer"):
            wizard.action_send()

    def test_what_can_be_refused_is_refused_in_the_click(self):
        mock = self.new_mock()
        with self.assertRaisesRegex(UserError, "test address"):
            self.send(case=mock)
        self.assertFalse(any(mock.notice_ids.mapped("queued")))

    def test_mock_recall_keeps_to_the_test_address(self):
        mock = self.new_mock()
        self.company.inv_recall_test_email = "test@company.example"
        self.send(case=mock)
        self.run_job()
        mails = self.mails(mock)
        self.assertEqual(mails.mapped("email_to"), ["test@company.example"] * 5)
        self.assertFalse(mails.recipient_ids)

    def test_a_case_that_ended_sends_nothing_more(self):
        self.send()
        self.case._close("Done")
        self.run_job()
        self.assertFalse(self.mails())
        self.assertFalse(any(self.notices.mapped("queued")))
        self.assertIn("is not open", self.texts()[-1])

    def test_rights_that_were_lost_stop_the_mails(self):
        user = self.new_user("c", "inv_recall.group_recall_coordinator")
        self.send(user)
        user.group_ids -= self.env.ref("inv_recall.group_recall_coordinator")
        self.run_job()
        self.assertFalse(self.mails())
        self.assertEqual(set(self.notices.mapped("state")), {"to_notify"})
        self.assertTrue(any("were not sent" in text for text in self.texts()))

    def test_an_address_that_is_gone_does_not_wait_for_ever(self):
        self.send()
        self.partners[0].email = False
        self.run_job()
        self.assertEqual(len(self.mails()), 4)
        self.assertFalse(any(self.notices.mapped("queued")))

    def test_reminders_wait_too_and_come_once(self):
        self.send()
        self.run_job()
        for notice in self.notices:
            notice.date_sent = "2020-01-01"
        self.case._remind()
        self.case._remind()
        self.assertEqual(set(self.notices.mapped("queued")), {"reminder"})
        self.run_job()
        self.assertEqual(set(self.notices.mapped("reminder_count")), {1})
        self.assertEqual(len(self.mails()), 10)

    def test_nobody_fills_the_outbox_by_hand(self):
        user = self.new_user("c", "inv_recall.group_recall_coordinator")
        with self.assertRaises(AccessError):
            self.notices.with_user(user).queued = "notice"
        reader = self.new_user("r", "inv_recall.group_recall_user")
        with self.assertRaises(AccessError):
            self.notices.with_user(reader)._send_or_queue()
