from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .forecast_common import ForecastCase


@tagged("post_install", "-at_install")
class TestForecastEntry(ForecastCase):
    """Overrides are entered in place, undone, ended, and planned with."""

    def test_entered_and_taken_back(self):
        answer = self.enter()
        self.assertIn("+50 %", answer["text"])
        self.assertIn("next plan", answer["note"])
        self.assertEqual(answer["plan"]["text"], "Plan 3 now")
        override = self.newest()
        self.assertEqual(override.categ_id, self.category)
        self.assertEqual(override.user_id, self.planner)
        [chip] = self.row("Pumps")["chips"]
        self.assertTrue(chip["is_running"])
        undo = answer["undo"]
        self.assertEqual(undo["call"], "take_back_override")
        self.page.take_back_override(undo["id"])
        self.assertFalse(override.exists())
        self.assertFalse(self.row("Pumps")["chips"])

    def test_plan_now_uses_it(self):
        before = self.item.derivation["inputs"]["forecast_total"]
        plan = self.enter(end=300)["plan"]
        text = self.page.plan_now(plan["kind"], plan["id"], plan["site_id"])
        self.assertEqual(text, "3 items are planned.")
        self.env.invalidate_all()
        after = self.item.derivation["inputs"]["forecast_total"]
        self.assertAlmostEqual(after, before * 1.5)

    def test_ended_now_and_given_back(self):
        self.enter(end=20)
        override = self.newest()
        override.date_from = self.today - timedelta(days=3)
        answer = self.page.end_override(override.id)
        self.assertEqual(override.date_to, self.today - timedelta(days=1))
        [part] = self.detail()["overrides"]
        self.assertEqual(part["rows"][0]["verdict"]["code"], "open")
        undo = answer["undo"]
        self.page.restore_override(undo["id"], undo["date_to"])
        self.assertEqual(override.date_to, self.today + timedelta(days=20))

    def test_what_has_not_counted_yet_goes_when_it_ends(self):
        self.enter(start=3, end=9)
        override = self.newest()
        self.page.end_override(override.id)
        self.assertFalse(override.exists())

    def test_a_judged_one_stays(self):
        override = self.env["inv.forecast.override"].create(
            {**self.values(-14, -1), "point_id": self.item.id}
        )
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        with self.assertRaisesRegex(UserError, "history"):
            self.page.take_back_override(override.id)
        with self.assertRaisesRegex(UserError, "over already"):
            self.page.end_override(override.id)
        with self.assertRaisesRegex(UserError, "history"):
            self.page.restore_override(override.id, self.day(9))

    def test_bad_input_says_what_is_missing(self):
        for values, message in (
            ({"date_to": False}, "needs a last day"),
            ({"date_to": "soon"}, "as dates"),
            ({"date_from": ""}, "first day"),
            ({"date_to": self.day(-1), "date_from": self.day(-3)}, "is over"),
            ({"date_from": self.day(9)}, "before the first"),
            ({"value": -120}, "more than 100"),
            ({"value": "20"}, "as a number"),
            ({"value": float("nan")}, "as a number"),
            ({"value": 0}, "changes nothing"),
            ({"kind": "quantity_day", "value": 4}, "units of their own"),
            ({"kind": "month"}, "Choose"),
            ({"reason_code": False}, "Choose"),
            ({"note": "  "}, "Say why"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex((UserError, ValidationError), message),
            ):
                self.enter(**values)
        with self.assertRaisesRegex(UserError, "not there"):
            self.page.create_override("category", 10**6, False, self.values())

    def test_readers_see_and_do_not_enter(self):
        mine = self.page.with_user(self.reader)
        self.enter()
        override = self.newest()
        self.assertFalse(mine.get_rows()["may_plan"])
        detail = mine.get_detail("category", self.category.id)
        self.assertFalse(detail["may_override"])
        self.assertFalse(detail["overrides"][0]["rows"][0]["can_end"])
        with self.assertRaises(AccessError):
            self.enter(page=mine)
        for call in (mine.end_override, mine.take_back_override):
            with self.assertRaises(AccessError):
                call(override.id)
        with self.assertRaises(AccessError):
            mine.plan_now("category", self.category.id)
        nobody = self.new_user("nobody", "base.group_user")
        with self.assertRaises(AccessError):
            self.page.with_user(nobody).get_rows()

    def test_other_companies_see_nothing(self):
        self.enter()
        override = self.newest()
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("other", "inv_optimisation.group_inv_planner")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        page = self.page.with_user(user).with_context(allowed_company_ids=other.ids)
        self.assertFalse(page.get_rows()["rows"])
        with self.assertRaises(UserError):
            page.get_detail("item", self.item.id)
        with self.assertRaises(UserError):
            page.take_back_override(override.id)
        weeks = self.env["inv.demand.week"].with_user(user)
        weeks = weeks.with_context(allowed_company_ids=other.ids)
        domain = [("company_id", "=", self.company.id)]
        self.assertFalse(weeks.search_count(domain))
