from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .forecast_common import ForecastCase


@tagged("post_install", "-at_install")
class TestForecastList(ForecastCase):
    """Categories and items with history, forecast and accuracy."""

    def test_a_category_adds_its_items_in_money(self):
        row = self.row("Pumps")
        # 80, 81 and 82 in four weeks, three times, at a cost of 10.
        self.assertIn("7,290", row["recent"])
        # 3 items × 2 a day × 84 days × 10.
        self.assertIn("5,040", row["next"].replace("5.04k", "5,040"))
        self.assertEqual(row["change"], "\N{MINUS SIGN}31 %")
        # (1000 × 20 % + 3000 × 40 % + 500 × 10 %) ÷ 4500 = 32.2 %
        self.assertEqual(row["error"], "32.2 %")
        # (300 + 900 + 50) ÷ 4500 = 27.8 %
        self.assertEqual(row["naive"], "27.8 %")
        # (100 − 300) ÷ 4500 = −4.4 %
        self.assertEqual(row["bias"], "\N{MINUS SIGN}4.4 %")
        self.assertEqual(row["added"], {"verdict": "worse", "text": "4.4 pt worse"})
        self.assertIn("3 items", row["caption"])
        self.assertEqual(len(row["line"]["points"].split()), 26)

    def test_a_category_without_a_plan_shows_nothing_of_its_own(self):
        empty = self.env["product.category"].create({"name": "Nothing in it"})
        names = [row["id"] for row in self.page_rows()["rows"]]
        self.assertNotIn(empty.id, names)
        detail = self.detail(empty)
        self.assertEqual(detail["item_count"], 0)
        self.assertEqual(detail["figures"][2]["value"], "–")

    def test_a_parent_holds_what_lies_below(self):
        parent = self.env["product.category"].create({"name": "Machines"})
        self.category.parent_id = parent
        self.env["inv.demand.week"]._refresh(self.company, self.today)
        above, below = self.row("Machines"), self.row("Pumps")
        for name in ("recent", "next", "error", "bias", "line"):
            self.assertEqual(above[name], below[name])
        self.assertIn("Machines", below["caption"])

    def test_items_are_in_their_unit(self):
        row = self.row("Item 0", kind="items")
        unit = self.item.uom_id.name
        self.assertEqual(row["recent"], "240")
        self.assertEqual(row["next"], f"168 {unit}")
        self.assertEqual(row["added"], {"verdict": "better", "text": "10.0 pt better"})
        self.assertEqual(self.row("Item 2", kind="items")["added"]["verdict"], "same")

    def order(self, sort, **filters):
        rows = self.page_rows(kind="items", sort=sort, **filters)["rows"]
        return [row["name"] for row in rows]

    def test_sorts(self):
        self.assertEqual(self.order("usage"), ["Item 1", "Item 0", "Item 2"])
        self.assertEqual(self.order("error"), ["Item 1", "Item 0", "Item 2"])
        self.assertEqual(self.order("bias"), ["Item 1", "Item 0", "Item 2"])
        self.assertEqual(self.order("added"), ["Item 1", "Item 2", "Item 0"])
        self.enter(self.points[2])
        self.assertEqual(self.order("overridden"), ["Item 2", "Item 1", "Item 0"])
        for sort in ("usage", "error", "bias", "added", "overridden"):
            self.assertTrue(self.page_rows(sort=sort)["rows"])

    def test_an_item_that_was_not_tested_comes_last_and_counts_nowhere(self):
        self.points[1].forecast_source = "category"
        self.env.flush_all()
        self.assertEqual(self.order("error")[-1], "Item 1")
        row = self.row("Item 1", kind="items")
        self.assertEqual((row["error"], row["added"]["text"]), ("–", "not tested"))
        self.assertEqual(self.row("Pumps")["error"], "16.7 %")

    def test_search_and_pages(self):
        self.assertEqual(self.order("usage", search="item 2"), ["Item 2"])
        self.assertEqual(len(self.order("usage", search="Pumps")), 3)
        self.assertFalse(self.page_rows(search="nowhere")["rows"])
        first = self.page.get_rows({"kind": "items"}, 0, 2)
        second = self.page.get_rows({"kind": "items"}, 2, 2)
        self.assertEqual((first["range"], second["range"]), ("1–2 of 3", "3–3 of 3"))
        self.assertEqual([row["name"] for row in second["rows"]], ["Item 2"])

    def test_a_site_has_its_own_items(self):
        site = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.assertFalse(self.page_rows(site_id=site.id)["rows"])
        self.assertTrue(self.page_rows(site_id=self.warehouse.id)["rows"])
        with self.assertRaisesRegex(UserError, "site is not there"):
            self.page_rows(site_id=10**6)

    def test_filters_that_do_not_exist_are_refused(self):
        for filters in ({"kind": "vendors"}, {"sort": "id; DROP TABLE x"}):
            with self.assertRaises(UserError):
                self.page_rows(**filters)
        for window in ((-1, 10), (0, "x"), (True, 5)):
            with self.assertRaises(UserError):
                self.page.get_rows({}, *window)

    def test_summary_counts_what_is_worse_than_naive(self):
        summary = {row["name"]: row for row in self.page_rows()["summary"]}
        self.assertEqual(summary["error"]["value"], "32.2 %")
        self.assertEqual(summary["worse"]["value"], "1")
        self.assertEqual(summary["overrides"]["value"], "–")
        worse = self.page_rows(kind="items", only_worse=True)["rows"]
        self.assertEqual([row["name"] for row in worse], ["Item 1"])

    def test_summary_counts_overrides_that_helped(self):
        for value in (18, 200):
            override = self.env["inv.forecast.override"].create(
                {
                    **self.values(-14, -1, kind="quantity_week", value=value),
                    "point_id": self.item.id,
                }
            )
            override.forecast_before = 10.0
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        summary = {row["name"]: row for row in self.page_rows()["summary"]}
        self.assertEqual(summary["overrides"]["value"], "1 of 2")

    def test_the_same_queries_for_few_and_many_rows(self):
        def count(limit, kind):
            return self.count_queries(
                lambda: self.page.get_rows({"kind": kind}, 0, limit)
            )

        others = self.env["product.category"]
        for index in range(20):
            category = others.create({"name": f"More {index}"})
            product = self.new_product(f"More {index}", categ_id=category.id)
            self.with_history(product, [4, 5] * 26)
        self.replan()
        for kind in ("items", "categories"):
            count(2, kind)
            self.assertEqual(count(2, kind), count(20, kind))


@tagged("post_install", "-at_install")
class TestForecastDetail(ForecastCase):
    """One row: a year of demand, half a year of forecast, overrides."""

    def test_weeks_of_a_category_are_sums_at_cost(self):
        chart = self.detail()["chart"]
        self.assertEqual(chart["past"], 52)
        self.assertEqual(chart["demand"][:4], [570.0, 750.0, 450.0, 660.0])
        self.assertEqual(chart["demand"][52:], [None] * 26)
        self.assertEqual(chart["forecast"][51], None)
        self.assertAlmostEqual(chart["forecast"][52], 3 * 14 * 10)
        self.assertEqual(chart["before"][52], None)
        every = self.env["inv.forecast.page"].get_detail("category", self.category.id)
        self.assertEqual(every["chart"], chart)

    def test_bands_of_a_sum_have_the_sum_of_the_variances(self):
        for point in self.points:
            point.derivation = {**point.derivation, "engine_variance": None}
        self.env.flush_all()
        chart = self.detail()["chart"]
        [widest, _middle, narrow] = chart["bands"]
        self.assertEqual(widest["name"], "95 %")
        spread = (7 * 3) ** 0.5 * 10
        width = widest["high"][52] - widest["low"][52]
        # 1.96 standard deviations on both sides; demand is a little skewed.
        self.assertAlmostEqual(width / (2 * 1.96 * spread), 1.0, delta=0.03)
        self.assertLess(narrow["high"][52], widest["high"][52])

    def test_an_override_changes_its_stretch_and_shows_what_was_before(self):
        self.enter(start=7, end=20, value=50)
        chart = self.detail()["chart"]
        forecast = chart["forecast"][52:56]
        self.assertEqual([round(value) for value in forecast], [420, 630, 630, 420])
        self.assertEqual(chart["before"][52:56], [None, 420.0, 420.0, None])
        self.assertEqual(chart["is_changed"][52:56], [False, True, True, False])
        self.assertTrue(any("Without override" in one for one in chart["texts"][53]))
        self.assertIn("+", self.detail()["figures"][1]["note"])

    def test_an_item_has_the_last_word_within_its_category(self):
        self.enter(start=0, end=6, value=-100)
        self.enter(self.item, start=0, end=6, kind="quantity_week", value=21)
        self.assertAlmostEqual(self.detail(self.item)["chart"]["forecast"][52], 21)
        self.assertAlmostEqual(self.detail()["chart"]["forecast"][52], 210)

    def test_a_planned_override_does_not_widen_the_band_twice(self):
        self.replan()
        before = self.detail()["chart"]["bands"][0]["high"]
        self.enter(end=30)
        self.replan()
        after = self.detail()["chart"]["bands"][0]["high"]
        self.assertGreater(after[52], before[52])
        # What follows the override is as uncertain as without it.
        self.assertAlmostEqual(after[62], before[62])

    def test_weeks_that_were_left_out_are_marked(self):
        self.env["inv.demand.adjustment"].create(
            {
                "product_id": self.item.product_id.id,
                "warehouse_id": self.warehouse.id,
                "date": self.today - timedelta(days=7),
                "kind": "exclude",
                "reason": "Fair",
            }
        )
        marks = self.detail(self.item)["chart"]["marks"]
        self.assertEqual(marks[51], "left_out")
        self.assertNotIn("left_out", marks[:51])

    def test_a_judged_override_says_whether_it_helped(self):
        values = self.values(-14, -1, value=10)
        override = self.env["inv.forecast.override"].create(
            {**values, "categ_id": self.category.id, "company_id": self.company.id}
        )
        # 37 in two weeks came of each item, 100 were forecast, 110 expected.
        override.forecast_before = 100 / 14
        self.env["inv.forecast.override"]._judge(self.company, self.today)
        [part] = self.detail()["overrides"]
        [row] = part["rows"]
        self.assertEqual((part["state"], row["verdict"]["code"]), ("past", "helped"))
        self.assertIn("+11 %", row["verdict"]["text"])
        self.assertIn("+10 %", row["verdict"]["text"])
        self.assertFalse(row["can_end"])

    def test_what_is_gone_is_refused(self):
        for kind, id_ in (("category", 10**6), ("item", 10**6), ("vendor", 1)):
            with self.assertRaises(UserError):
                self.page.get_detail(kind, id_)
        with self.assertRaises(UserError):
            self.page.get_detail("category", "1; DROP")

    def test_the_same_queries_for_small_and_large_categories(self):
        small = self.env["product.category"].create({"name": "Small"})
        product = self.new_product("Only one", categ_id=small.id)
        self.with_history(product, [4, 5] * 26)
        self.replan()

        def count(category):
            return self.count_queries(lambda: self.detail(category))

        count(small)
        self.assertEqual(count(small), count(self.category))
