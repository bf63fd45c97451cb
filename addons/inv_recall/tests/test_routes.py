from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestPortal(RecallCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create(
            {"name": "Other Customer", "email": "other@example.com"}
        )
        lot = cls.new_lot("VD-5482")
        cls.receive(lot, 100)
        cls.ship(lot, 40)
        cls.ship(lot, 5, cls.other)
        cls.case = cls.new_case(lot)
        cls.case.action_start()
        cls.notice = cls.case.notice_ids.filtered(
            lambda notice: notice.partner_id == cls.customer
        )
        cls.case.notice_ids._portal_ensure_token_batch()
        cls.case.notice_ids._mark_sent("mail")
        cls.url = f"/my/recalls/{cls.notice.id}"

    def open(self, token=None):
        query = f"?access_token={token}" if token else ""
        return self.url_open(self.url + query, allow_redirects=False)

    def answer(self, **form):
        token = self.notice.access_token
        page = self.url_open(f"{self.url}?access_token={token}").text
        csrf = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        return self.url_open(
            f"{self.url}/answer",
            data={
                "access_token": token,
                "csrf_token": csrf,
                "confirmed": "1",
                **form,
            },
        )

    def test_token_opens_the_page_and_nothing_else_does(self):
        page = self.open(self.notice.access_token)
        self.assertEqual(page.status_code, 200)
        shown = " ".join(page.text.split())
        for text in ("VD-5482", "40 Units", "Send the Answer"):
            self.assertIn(text, shown)
        for text in ("Other Customer", "furnace"):
            self.assertNotIn(text, page.text)
        self.assertEqual(self.notice.state, "opened")
        other = self.case.notice_ids - self.notice
        for token in (None, "wrong", other.access_token):
            self.assertEqual(self.open(token).status_code, 303)
        self.assertEqual(other.state, "sent")

    def test_answer_is_kept_and_can_be_corrected(self):
        field = f"qty_stock_{self.seal.id}"
        page = self.answer(name="A. Buyer", **{field: "41"})
        self.assertIn("adds up to 41", page.text)
        self.assertIn('value="41"', page.text, "What was typed stays.")
        self.assertFalse(self.notice.answer_ids)
        page = self.answer(name="A. Buyer", **{field: "many"})
        self.assertIn("many is no number", page.text)
        page = self.answer(name="A. Buyer", note="In hall 3", **{field: "12,5"})
        self.assertIn("Thank you", page.text)
        self.assertEqual(self.notice.answer_ids.qty_stock, 12.5)
        self.assertEqual(self.notice.answer_note, "In hall 3")
        self.answer(name="A. Buyer", **{field: "13"})
        self.assertEqual(self.notice.answer_ids.qty_stock, 13)

    def test_numbers_come_back_as_the_page_shows_them(self):
        lot = self.case.recall_lot_ids.lot_id
        self.receive(lot, 5000)
        self.ship(lot, 3000)
        self.case.action_trace()
        field = f"qty_stock_{self.seal.id}"
        for text, qty in (("1200", 1200), ("1,200", 1200), ("1,200.5", 1200.5)):
            with self.subTest(text):
                page = self.answer(name="A. Buyer", **{field: text})
                self.assertIn("Thank you", page.text)
                self.env.invalidate_all()
                self.assertEqual(self.notice.answer_ids.qty_stock, qty)
        for text in ("nan", "inf", "1e999", "-inf"):
            with self.subTest(text):
                page = self.answer(name="A. Buyer", **{field: text})
                self.assertIn("is no number", page.text)
        self.assertEqual(self.notice.answer_ids.qty_stock, 1200.5)

    def test_who_may_only_look_answers_for_nobody(self):
        user = self.new_user("looks", "inv_recall.group_recall_user")
        self.authenticate(user.login, user.login)
        self.answer(name="Somebody", **{f"qty_stock_{self.seal.id}": "1"})
        self.assertFalse(self.notice.answer_ids)

    def test_less_than_was_got_is_asked_about(self):
        form = {"name": "A. Buyer", f"qty_stock_{self.seal.id}": "12"}
        page = self.answer(confirmed="", **form)
        shown = " ".join(page.text.split())
        self.assertIn("28 Units of Seal", shown)
        self.assertIn("Send It as It Is", shown)
        self.assertFalse(self.notice.answer_ids)
        page = self.answer(confirmed="1", note="  ", **form)
        self.assertIn("Thank you", page.text)
        self.assertEqual(self.notice.answer_ids.qty_stock, 12)
        self.assertFalse(self.notice.answer_note)
        form[f"qty_stock_{self.seal.id}"] = "40"
        self.assertIn("Thank you", self.answer(confirmed="", **form).text)

    def test_a_closed_case_takes_no_answer(self):
        self.case._close("Done")
        page = self.open(self.notice.access_token)
        self.assertIn("This recall is over", page.text)
        self.assertNotIn("Send the Answer", page.text)

    def test_portal_user_sees_the_own_company_only(self):
        new_test_user(
            self.env,
            "buyer",
            groups="base.group_portal",
            password="buyer-password",
            partner_id=self.env["res.partner"]
            .create({"name": "Buyer", "parent_id": self.customer.id})
            .id,
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.authenticate("buyer", "buyer-password")
        page = self.url_open("/my/recalls")
        self.assertIn(self.case.name, page.text)
        self.assertIn("40 Units", page.text)
        self.assertEqual(self.open().status_code, 200)
        other = self.case.notice_ids - self.notice
        page = self.url_open(f"/my/recalls/{other.id}", allow_redirects=False)
        self.assertEqual(page.status_code, 303)
