from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .test_what_if import ItemCase


@tagged("post_install", "-at_install")
class TestForecastOverride(ItemCase):
    """What a planner expects counts for its days, and is judged afterwards."""

    def override(self, start=0, end=6, user=None, **values):
        scope = {} if "categ_id" in values else {"point_id": self.item.id}
        return (
            self.env["inv.forecast.override"]
            .with_user(user or self.planner)
            .with_context(allowed_company_ids=self.company.ids)
            .create(
                {
                    **scope,
                    "date_from": self.today + timedelta(days=start),
                    "date_to": self.today + timedelta(days=end),
                    "kind": "percent",
                    "value": 50,
                    "reason_code": "promotion",
                    "note": "Spring leaflet",
                    **values,
                }
            )
        )

    def inputs(self, point=None):
        return (point or self.item).derivation["inputs"]

    def test_the_overlapping_days_are_scaled(self):
        before = self.inputs()
        days = before["forecast_horizon_days"]
        self.assertGreater(days, 7)
        self.override()
        self.replan()
        after = self.inputs()
        expected = before["forecast_total"] * (1 + 0.5 * 7 / days)
        self.assertAlmostEqual(after["forecast_total"], expected)
        self.assertGreater(after["forecast_variance"], before["forecast_variance"])
        self.assertEqual(after["rate_per_day"], before["rate_per_day"])
        self.assertEqual(self.item.derivation["engine_total"], before["forecast_total"])
        self.assertTrue(self.item.recomputation["is_identical"])

    def test_an_absolute_quantity_replaces_the_forecast(self):
        days = self.inputs()["forecast_horizon_days"]
        rate = self.inputs()["rate_per_day"]
        override = self.override(kind="quantity_week", value=70)
        self.replan()
        expected = rate * (days - 7) + 70
        self.assertAlmostEqual(self.inputs()["forecast_total"], expected)
        override.write({"kind": "quantity_day", "value": 20})
        self.replan()
        self.assertAlmostEqual(self.inputs()["forecast_total"], rate * (days - 7) + 140)

    def test_days_beyond_the_horizon_change_nothing_yet(self):
        before = self.inputs()
        self.override(start=90, end=100)
        self.replan()
        self.assertEqual(self.inputs(), before)

    def test_a_category_moves_all_its_items_and_an_item_has_the_last_word(self):
        category = self.item.categ_id
        self.override(categ_id=category.id, value=-100, end=300)
        other = self.point(self.products[1])
        self.override(kind="quantity_day", value=3, end=300)
        self.replan()
        days = self.inputs()["forecast_horizon_days"]
        self.assertEqual(self.inputs(other)["forecast_total"], 0)
        self.assertAlmostEqual(self.inputs()["forecast_total"], 3 * days)

    def test_a_category_elsewhere_is_left_alone(self):
        before = self.inputs()
        site = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.override(categ_id=self.item.categ_id.id, warehouse_id=site.id)
        self.replan()
        self.assertEqual(self.inputs(), before)

    def test_tree_and_chart_show_it_as_manual(self):
        override = self.override()
        self.replan()
        [reorder, *_rest] = self.item.explanation
        self.assertIn("by the forecast override", reorder["children"][0]["formula"])
        forecast = reorder["children"][0]["children"][0]
        node = forecast["children"][-1]
        self.assertEqual(node["forecast_override_id"], override.id)
        self.assertEqual((node["value"], node["origin"]), ("+50 %", "manual"))
        self.assertIn("Spring leaflet", node["note"])
        weeks = self.item.get_chart_data()["forecast"]
        self.assertTrue(weeks[0]["is_manual"])
        self.assertAlmostEqual(weeks[0]["quantity"], weeks[5]["quantity"] * 1.5)
        self.assertNotIn("is_manual", weeks[5])

    def test_what_planning_expected_is_kept(self):
        override = self.override()
        self.assertAlmostEqual(
            override.forecast_before, self.item.forecast_per_day, places=4
        )
        all_items = self.override(categ_id=self.item.categ_id.id)
        self.assertGreater(all_items.forecast_before, override.forecast_before * 2.5)

    def test_without_a_last_day_it_is_refused_with_a_sentence(self):
        with self.assertRaisesRegex(ValidationError, "needs a last day"):
            self.override(date_to=False)

    def test_values_that_make_no_sense_are_refused(self):
        for values in (
            {"value": -101},
            {"kind": "quantity_day", "value": -1},
            {
                "kind": "quantity_day",
                "value": 4,
                "categ_id": self.item.categ_id.id,
            },
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.override(**values)

    # Judgement ----------------------------------------------------------------

    def past(self, value, kind="quantity_week", **values):
        """An override of the last two weeks; the ledger has 15 and 22 in them."""
        override = self.override(start=-14, end=-1, kind=kind, value=value, **values)
        override.forecast_before = 10.0
        return override

    def test_it_is_judged_at_the_end_of_a_run(self):
        good, bad = self.past(18), self.past(200)
        running = self.override()
        self.plan()
        self.assertEqual(good.demand_actual_qty, 37)
        self.assertEqual((good.override_qty, good.forecast_qty), (36, 140))
        self.assertEqual(good.verdict, "helped")
        self.assertEqual(bad.verdict, "hurt")
        self.assertEqual(good.judged_date, self.today)
        self.assertFalse(running.judged_date)

    def test_a_small_difference_is_none(self):
        override = self.past(1, kind="percent")
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        self.assertEqual(override.verdict, "same")

    def test_a_category_is_judged_on_all_its_items(self):
        override = self.past(0, kind="percent", categ_id=self.item.categ_id.id)
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        self.assertEqual(override.demand_actual_qty, 37 * 3)

    def test_a_judged_override_does_not_change(self):
        override = self.past(18)
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        self.assertTrue(override.judged_date)
        for values in (
            {"value": 1},
            {"verdict": "hurt"},
            {"date_to": self.today + timedelta(days=9)},
        ):
            with self.assertRaisesRegex(UserError, "history"):
                override.write(values)
        with self.assertRaisesRegex(UserError, "history"):
            override.unlink()
        override.note = "Spring leaflet, north only"

    # Rights -------------------------------------------------------------------

    def test_readers_see_and_do_not_write(self):
        override = self.override()
        theirs = override.with_user(self.reader)
        self.assertEqual(theirs.change_text, "+50 %")
        with self.assertRaises(AccessError):
            theirs.note = "Mine"
        with self.assertRaises(AccessError):
            self.override(user=self.reader)

    def test_other_companies_see_nothing(self):
        override = self.override()
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("other", "inv_optimisation.group_inv_manager")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        seen = (
            self.env["inv.forecast.override"]
            .with_user(user)
            .with_context(allowed_company_ids=other.ids)
            .search([("id", "=", override.id)])
        )
        self.assertFalse(seen)
