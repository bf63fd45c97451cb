from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MailCase

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestNotify(RecallCase, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.silent = cls.env["res.partner"].create({"name": "Silent"})
        cls.lot = cls.new_lot("VD-5482")
        cls.receive(cls.lot, 100)
        cls.ship(cls.lot, 30)
        cls.ship(cls.lot, 10)
        cls.ship(cls.lot, 5, cls.silent)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()

    def notice(self, partner=None, case=None):
        partner = partner or self.customer
        notices = (case or self.case).notice_ids
        return notices.filtered(lambda notice: notice.partner_id == partner)

    def mails(self, case=None):
        notices = (case or self.case).notice_ids
        return self.env["mail.mail"].search(
            [("model", "=", "inv.recall.notice"), ("res_id", "in", notices.ids)]
        )

    def test_a_notice_for_each_customer(self):
        self.assertEqual(len(self.case.notice_ids), 2)
        notice = self.notice()
        self.assertEqual((notice.qty_text, notice.delivery_count), ("40 Units", 2))
        self.assertEqual(notice.email, "customer@example.com")
        ids = self.case.notice_ids.ids
        self.case.action_trace()
        self.assertEqual(self.case.notice_ids.ids, ids)

    def test_the_contact_for_recalls_gets_it(self):
        quality = self.env["res.partner"].create(
            {
                "name": "Quality",
                "parent_id": self.customer.id,
                "email": "quality@example.com",
                "inv_recall_contact": True,
            }
        )
        case = self.new_case(self.lot)
        case.action_start()
        self.assertEqual(self.notice(case=case).contact_id, quality)
        self.assertEqual(self.notice(case=case).email, "quality@example.com")

    def test_mail_names_lot_quantity_and_page(self):
        with self.mock_mail_gateway():
            written = self.case.notice_ids._send()
        self.assertEqual(written, self.notice())
        self.assertEqual(self.notice().state, "sent")
        self.assertEqual(self.notice(self.silent).state, "to_notify")
        mail = self.mails()
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertFalse(mail.email_to)
        for text in ("VD-5482", "30 Units", f"/my/recalls/{self.notice().id}?access"):
            self.assertIn(text, " ".join(mail.body_html.split()))
        self.assertAlmostEqual(self.case.contacted_rate, 50.0)

    def test_mail_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("de_DE")
        template = self.env.ref("inv_recall.mail_template_notice")
        template.with_context(lang="de_DE").subject = "Wichtig: Rückruf"
        self.customer.lang = "de_DE"
        with self.mock_mail_gateway():
            self.case.notice_ids._send()
        self.assertEqual(self.mails().subject, "Wichtig: Rückruf")

    def test_mock_recall_writes_to_the_test_address_only(self):
        mock = self.new_case(self.lot, kind="mock")
        mock.action_start()
        with self.assertRaisesRegex(UserError, "test address"):
            mock.notice_ids._send()
        self.assertFalse(self.mails(mock))
        self.company.inv_recall_test_email = "test@company.example"
        with self.mock_mail_gateway():
            mock.notice_ids._send()
        mails = self.mails(mock)
        self.assertEqual(len(mails), 2)
        self.assertEqual(set(mails.mapped("email_to")), {"test@company.example"})
        self.assertFalse(mails.recipient_ids)
        with self.assertRaisesRegex(UserError, "writes to nobody"):
            mock.notice_ids.action_print_letters()

    def test_letters_for_who_has_no_address(self):
        layout = self.env.ref("web.external_layout_standard")
        self.env.company.external_report_layout_id = layout
        action = self.notice(self.silent).action_print_letters()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(self.notice(self.silent).channel, "letter")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "inv_recall.report_letter", self.notice(self.silent).ids
        )
        html = b" ".join(html.split())
        for text in (b"VD-5482", b"5 Units", b"/my/recalls/"):
            self.assertIn(text, html)

    def test_goods_after_the_notice_are_flagged(self):
        with self.mock_mail_gateway():
            self.case.notice_ids._send()
        self.ship(self.lot, 1)
        self.case.action_trace()
        self.assertTrue(self.notice().new_goods)
        self.assertEqual(self.notice().state, "sent")
        wizard = self.env["inv.recall.notify.wizard"].create(
            {"recall_id": self.case.id}
        )
        self.assertIn(self.notice(), wizard.notice_ids)
        self.assertEqual((wizard.mail_count, wizard.letter_count), (1, 1))
        self.assertIn("VD-5482", wizard.preview)
        with self.mock_mail_gateway():
            wizard.action_send()
        self.assertFalse(self.notice().new_goods)

    def test_reminders_come_once_and_end_with_a_call(self):
        with self.mock_mail_gateway():
            self.case.notice_ids._send()
            self.case._remind()
            self.assertEqual(self.notice().reminder_count, 0, "Too early.")
            for count in (1, 2, 3):
                self.age(3)
                self.case._remind()
                self.case._remind()
                self.assertEqual(self.notice().reminder_count, count)
            self.age(3)
            self.case._remind()
            self.case._remind()
        self.assertEqual(self.notice().reminder_count, 3)
        self.assertEqual(len(self.case.activity_ids), 1)
        self.assertIn("Customer", self.case.activity_ids.note)

    def age(self, days):
        for name in ("date_sent", "date_reminded"):
            for notice in self.case.notice_ids.filtered(name):
                notice[name] -= timedelta(days=days)

    def test_night_reminds(self):
        with self.mock_mail_gateway():
            self.case.notice_ids._send()
            self.age(3)
            with self.enter_registry_test_mode():
                cron = self.env.ref("inv_recall.ir_cron_recall_remind")
                cron.method_direct_trigger()
        self.assertEqual(self.notice().reminder_count, 1)

    def test_a_mail_that_fails_is_seen(self):
        with self.mock_mail_gateway():
            self.case.notice_ids._send()
        self.mails().state = "exception"
        self.case._note_failed_mails()
        self.assertEqual(self.notice().state, "failed")

    def test_answer_is_checked_and_counted(self):
        notice = self.notice()
        answer = {self.seal.id: {"qty_destroyed": 25, "qty_stock": 16}}
        with self.assertRaisesRegex(UserError, "adds up to 41"):
            notice._answer(answer, name="A. Buyer")
        with self.assertRaisesRegex(UserError, "below zero"):
            notice._answer({self.seal.id: {"qty_used": -1}}, name="A. Buyer")
        with self.assertRaisesRegex(UserError, "your name"):
            notice._answer({}, name=" ")
        answer[self.seal.id]["qty_stock"] = 15
        notice._answer(answer, name="A. Buyer", channel="phone")
        self.assertEqual(notice.state, "answered")
        self.assertEqual(self.case.answered_rate, 50.0)
        self.assertEqual(self.case.recovered_rate, 55.5, "25 of 45, cut.")
        notice._answer({self.seal.id: {"qty_used": 40}}, name="A. Buyer")
        self.assertEqual(notice.answer_ids.qty_used, 40, "The last answer counts.")
        self.assertEqual(len(notice.answer_ids), 1)

    def test_answer_by_phone(self):
        action = self.notice().action_enter_answer()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(wizard.line_ids.qty_got, 40)
        wizard.line_ids.qty_stock = 12
        wizard.action_answer()
        self.assertEqual(self.notice().answer_ids.qty_stock, 12)
        self.assertEqual(self.notice().answer_channel, "phone")

    def test_nobody_changes_what_happened(self):
        coordinator = self.new_user("c", "inv_recall.group_recall_coordinator")
        notice = self.notice().with_user(coordinator)
        with self.assertRaises(AccessError):
            notice.state = "answered"
        notice.contact_id = self.silent

    def test_number_of_queries_does_not_grow(self):
        counts = []
        for size in (2, 20, 40):
            lot = self.new_lot(f"Q{size}")
            self.receive(lot, 100)
            partners = self.env["res.partner"].create(
                [{"name": f"P{number}"} for number in range(size)]
            )
            for partner in partners:
                self.ship(lot, 1, partner)
            case = self.new_case(lot)
            case.action_trace()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            case._refresh_notices()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestClaim(RecallCase, MailCase):
    def setUp(self):
        super().setUp()
        lot = self.new_lot("VD-5482")
        self.receive(lot, 100)
        self.case = self.new_case(lot)
        self.case.action_start()

    def test_claim_at_cost_with_other_costs(self):
        self.case.action_claim()
        self.case.action_claim()
        claim = self.case.claim_ids
        self.assertEqual(claim.vendor_id, self.vendor)
        self.assertEqual(claim.amount_goods, 1000)
        claim.line_ids = [(0, 0, {"name": "Freight", "qty": 2, "price": 50})]
        self.assertEqual((claim.amount_extra, claim.amount_total), (100, 1100))
        self.assertEqual(self.case.cost, 100)
        with self.assertRaisesRegex(UserError, "no e-mail"):
            claim.action_send()
        self.vendor.email = "vendor@example.com"
        with self.mock_mail_gateway():
            claim.action_send()
        mail = self.env["mail.mail"].search(
            [("model", "=", "inv.recall.claim"), ("res_id", "=", claim.id)]
        )
        self.assertIn("VD-5482", mail.body_html)
        self.assertIn("Freight", mail.body_html)
        claim.action_accept()
        self.assertEqual(claim.state, "accepted")
        cards = {card["key"]: card for card in self.case.get_board()["cards"]}
        self.assertIn("1,100.00", cards["claim"]["figure"])

    def test_mock_recall_claims_nothing(self):
        mock = self.new_case(self.case.lot_ids, kind="mock")
        mock.action_start()
        with self.assertRaises(UserError):
            mock.action_claim()
