from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestDashboard(RecallCase):
    """The cards above the list of cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls.new_shipped_lot("VD-5482", 100, 40)
        cls.count(cls.lot, 56)

    def cards(self):
        cards = self.env["inv.recall"].get_dashboard()
        return {card["key"]: card for card in cards}

    def start(self, **values):
        case = self.new_case(self.lot, **values)
        case.action_start()
        return case

    def open(self, card):
        method = getattr(self.env["inv.recall"], card["method"])
        return method(*card["arguments"])

    def test_nothing_open(self):
        cards = self.cards()
        self.assertEqual(list(cards), ["open", "free", "customers", "balance", "mock"])
        self.assertEqual(cards["open"]["figure"], "0")
        self.assertEqual(cards["open"]["text"], "nothing is recalled")
        self.assertEqual(cards["mock"]["figure"], "never run")
        tones = {cards[key]["tone"] for key in ("open", "free", "balance")}
        self.assertEqual(tones, {"done"})
        self.assertFalse(any(card["method"] for card in cards.values()))

    def test_what_an_open_case_has_left_to_do(self):
        case = self.start()
        cards = self.cards()
        self.assertEqual(cards["open"]["figure"], "1")
        self.assertEqual(cards["free"]["figure"], "1")
        self.assertEqual(cards["free"]["text"], "56 Units can be shipped")
        self.assertEqual(cards["balance"]["figure"], "4 Units")
        self.assertEqual(cards["customers"]["figure"], "0 of 1 answered")
        self.assertEqual(cards["customers"]["text"], "not told yet: 1")
        lines = case.recall_lot_ids
        self.assertEqual(self.open(cards["free"])["res_id"], lines.id)
        self.assertEqual(self.open(cards["customers"])["res_id"], case.notice_ids.id)

    def test_what_is_done_is_counted_no_more(self):
        case = self.start()
        case._hold_lots(self.lot, "Cracked")
        case.notice_ids._answer({}, name="A. Buyer")
        self.env["inv.recall.explanation"].create(
            {"recall_lot_id": case.recall_lot_ids.id, "qty": 4, "note": "Count"}
        )
        cards = self.cards()
        self.assertEqual(cards["free"]["text"], "nothing affected can be shipped")
        self.assertEqual(cards["balance"]["figure"], "nothing")
        self.assertEqual(cards["customers"]["figure"], "1 of 1 answered")
        tones = {cards[key]["tone"] for key in ("free", "customers", "balance")}
        self.assertEqual(tones, {"done"})
        self.assertEqual(cards["open"]["tone"], "running")
        case._release_lots(self.lot, "Tested")
        self.assertEqual(self.cards()["free"]["figure"], "0", "Released is decided.")

    def test_deadline(self):
        case = self.start(deadline=fields.Datetime.now() + timedelta(days=2))
        self.assertIn("next deadline", self.cards()["open"]["text"])
        case.deadline = fields.Datetime.now() - timedelta(hours=1)
        card = self.cards()["open"]
        self.assertEqual((card["tone"], card["text"][:1]), ("warning", "1"))

    def test_only_own_companies_and_only_for_the_recall_group(self):
        self.start()
        other = self.env["res.company"].create({"name": "Other"})
        reader = self.new_user("r", "inv_recall.group_recall_user", other)
        cases = self.env["inv.recall"].with_user(reader)
        cases = cases.with_context(allowed_company_ids=other.ids)
        self.assertEqual(cases.get_dashboard()[0]["figure"], "0")
        worker = self.new_user("w", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.env["inv.recall"].with_user(worker).get_dashboard()

    def test_a_card_that_is_not_there_is_refused(self):
        with self.assertRaisesRegex(UserError, "opens nothing"):
            self.env["inv.recall"].open_dashboard_card("partners")

    def test_number_of_queries_does_not_grow(self):
        # What is read once for all users.
        self.cards()
        counts = []
        for size in (2, 20):
            lots = [self.new_lot(f"Q{size}-{number}") for number in range(size)]
            for lot in lots:
                self.receive(lot, 2)
                self.ship(lot, 1)
            for lot in lots[:10]:
                case = self.new_case(lot)
                case.action_start()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.cards()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestMockTests(RecallCase):
    """When the next mock recall is due, and who is asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_recall_mock_months = 6
        lot = cls.new_lot("VD-5482")
        cls.receive(lot, 10)
        cls.mock = cls.new_case(lot, kind="mock")
        cls.mock.action_start()
        cls.mock._close("Found")

    def remind(self):
        self.env["inv.recall"]._remind_of_mock_tests()
        return self.mock.activity_ids

    def open_days_ago(self, days):
        self.mock.date_opened = fields.Datetime.now() - timedelta(days=days)

    def test_card_says_how_it_went_and_when_the_next_is_due(self):
        card = self.env["inv.recall"].get_dashboard()[-1]
        self.assertEqual(card["figure"], "0:00, 100.0 % traced")
        self.assertEqual(card["tone"], "done")
        self.assertIn("due by", card["text"])
        self.mock.clock_stopped_at = False
        self.assertEqual(
            self.env["inv.recall"].get_dashboard()[-1]["figure"], "running"
        )
        self.mock.clock_stopped_at = fields.Datetime.now()
        self.open_days_ago(200)
        self.assertEqual(self.env["inv.recall"].get_dashboard()[-1]["tone"], "warning")

    def test_owner_is_asked_two_weeks_before_and_once(self):
        self.open_days_ago(100)
        self.assertFalse(self.remind())
        self.open_days_ago(175)
        activity = self.remind()
        self.assertEqual(activity.user_id, self.mock.user_id)
        self.assertEqual(activity.date_deadline, self.mock._get_next_test_date())
        self.assertEqual(self.remind(), activity)
        activity.action_done()
        self.assertFalse(self.remind(), "Who has done it is not asked again.")

    def test_a_newer_test_or_no_rule_asks_nobody(self):
        self.open_days_ago(175)
        self.company.inv_recall_mock_months = 0
        self.assertFalse(self.remind())
        self.company.inv_recall_mock_months = 6
        newer = self.new_case(self.mock.lot_ids, kind="mock")
        newer.action_start()
        self.assertFalse(self.remind())

    def test_every_company_has_its_own(self):
        self.open_days_ago(175)
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids = [Command.link(other.id)]
        newer = self.env["inv.recall"].create(
            {
                "title": "Theirs",
                "kind": "mock",
                "company_id": other.id,
                "clock_started_at": fields.Datetime.now(),
            }
        )
        self.assertTrue(self.remind())
        self.assertFalse(newer.activity_ids)
