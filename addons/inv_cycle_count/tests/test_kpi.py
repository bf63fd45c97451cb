from odoo.tests import tagged

from odoo.addons.inv_optimisation.tests.kpi_common import KpiCase

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestKpiCounting(CountCase, KpiCase):
    def count_sample(self, right, wrong):
        session = self.new_session("sample", state="done")
        for number in range(right + wrong):
            item = self.env["product.product"].create(
                {"name": f"Counted {number}", "is_storable": True}
            )
            counted = 10 if number < right else 9
            self.count((self.place_a1, item), counted, session=session, item_class="A")

    def tile(self, code):
        page = self.env["inv.kpi.dashboard"].get_dashboard_data()
        return next(one for one in page["tiles"] if one["code"] == code)

    def test_accuracy_is_that_of_the_random_sample_with_its_doubt(self):
        self.count_sample(29, 1)
        cycle = self.new_session("cycle", state="done")
        other = self.new_item("Other", self.place_b1)
        self.count((self.place_b1, other), 1, session=cycle)
        rows = self.snapshot()
        row = rows.filtered(lambda one: one.abc_class == "A")
        self.assertEqual((row.sample_count, row.sample_right_count), (30, 29))
        self.assertAlmostEqual(self.value("record_accuracy", rows), 29 / 30)
        tile = self.tile("record_accuracy")
        # Wilson (1927): 83.3 to 99.4 %, so at most 13.4 points off 96.7 %.
        self.assertEqual((tile["value"], tile["suffix"]), ("96.7 %", "± 13.4 pt"))
        self.assertEqual(tile["state"], "missed")
        action = self.env["inv.kpi.dashboard"].get_rows_action("record_accuracy")
        lines = self.env["inv.count.line"].search(action["domain"])
        self.assertEqual(len(lines), 30)

    def test_coverage_adds_up_over_programmes(self):
        programme = self.new_programme([{"kind": "cycle"}])
        items = self.fill(4, "A")
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        self.count((self.place_a1, items[0]), item_class="A")
        rows = self.snapshot()
        page = self.env["inv.count.coverage"]._get_coverage(
            programme, programme._get_day_axis()
        )
        row = rows.filtered(lambda one: one.abc_class == "A")
        self.assertGreater(row.count_done, 0)
        self.assertEqual(round(row.count_need), page[0]["counts"])
        self.assertAlmostEqual(
            100 * self.value("count_coverage", rows), page[0]["done_percent"], 1
        )
        self.assertIn("counts · A", self.tile("count_coverage")["note"])

    def test_a_planner_without_a_role_in_counting_keeps_the_day(self):
        self.new_programme([{"kind": "cycle"}])
        self.fill(2, "A")
        snapshot = self.env["inv.kpi.snapshot"].with_user(self.planner)
        self.assertTrue(snapshot._snapshot(self.company.with_user(self.planner)))
