from odoo.exceptions import UserError
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestRecordAccuracy(CountCase):
    def setUp(self):
        super().setUp()
        self.model = self.env["inv.count.accuracy"].with_user(self.supervisor)
        self.item = self.new_item("Item", self.place_a1)
        self.sample = self.new_session("sample", state="done")
        self.cycle = self.new_session("cycle", state="done")

    def measure(self, right, wrong, session=None, **values):
        """Write counts; two counts of a session need two items."""
        for number in range(right + wrong):
            item = self.env["product.product"].create(
                {"name": f"Counted {number}", "is_storable": True}
            )
            counted = 10 if number < right else 9
            position = (self.place_a1, item)
            self.count(position, counted, session=session or self.sample, **values)

    def test_accuracy_of_the_sample_with_wilsons_interval(self):
        self.measure(29, 1)
        self.measure(1, 9, self.cycle)
        data = self.model.get_record_accuracy()
        head = data["headline"]
        self.assertEqual((head["right"], head["counted"]), (29, 30))
        self.assertEqual(head["percent"], 96.7)
        # Wilson (1927) by hand: 29 of 30 at 95 %.
        self.assertEqual((head["lower_percent"], head["upper_percent"]), (83.3, 99.4))
        self.assertFalse(head["is_weighted"])
        self.assertEqual(head["verdict"], "unknown")
        self.assertEqual(data["values"]["hit_percent"], 75.0)

    def test_the_sample_is_weighted_by_the_size_of_the_classes(self):
        self.env["stock.quant"].search([("product_id", "=", self.item.id)]).unlink()
        programme = self.new_programme([{"kind": "cycle"}])
        self.fill(10, "A")
        self.fill(90, "C", self.place_b1)
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        self.measure(10, 0, item_class="C")
        self.measure(2, 2, item_class="A")
        head = self.model.get_record_accuracy()["headline"]
        self.assertTrue(head["is_weighted"])
        # 0.1 × 2/4 + 0.9 × 10/10
        self.assertEqual(head["percent"], 95.0)
        self.assertEqual((head["right"], head["counted"]), (12, 14))

    def test_verdicts_above_and_below_the_target(self):
        self.new_programme([], target_accuracy=0.5)
        self.measure(40, 0)
        head = self.model.get_record_accuracy()["headline"]
        self.assertEqual(head["verdict"], "above")
        self.measure(0, 160)
        head = self.model.get_record_accuracy()["headline"]
        self.assertEqual(head["verdict"], "below")

    def test_a_line_is_measured_when_it_was_submitted(self):
        self.measure(2, 0)
        self.measure(1, 0, state="recount")
        self.measure(1, 0, state="cancelled")
        self.measure(1, 0, is_counted=False)
        self.measure(1, 0, state="rejected")
        head = self.model.get_record_accuracy()["headline"]
        self.assertEqual(head["counted"], 3)

    def test_cuts_by_class_zone_and_counter(self):
        self.measure(3, 1, item_class="A", first_counter_id=self.counter.id)
        self.measure(5, 0, item_class="B")
        cuts = self.model.get_record_accuracy()["cuts"]
        classes = {row["name"]: row["percent"] for row in cuts["classes"]["rows"]}
        self.assertEqual(classes, {"A": 75.0, "B": 100.0})
        (counter,) = cuts["counters"]["rows"]
        self.assertEqual((counter["right"], counter["counted"]), (3, 4))
        (zone,) = cuts["zones"]["rows"]
        self.assertEqual((zone["name"], zone["counted"]), ("Aisle A", 9))
        axis = cuts["classes"]["axis"]
        for row in cuts["classes"]["rows"]:
            self.assertGreaterEqual(row["lower_percent"], axis["first"])
            self.assertTrue(0 <= row["lower_percent_left"] <= 100)

    def test_net_and_absolute_values(self):
        self.count((self.place_a1, self.item), 8, 10, session=self.cycle)
        self.count((self.place_b1, self.item), 13, 10, session=self.cycle)
        values = self.model.get_record_accuracy()["values"]
        self.assertEqual((values["net"], values["absolute"]), (10.0, 50.0))
        self.assertEqual(values["book"], 200.0)
        self.assertEqual(
            (values["net_percent"], values["absolute_percent"]), (5.0, 25.0)
        )

    def test_causes_come_by_frequency_and_not_known_last(self):
        pick = self.env.ref("inv_cycle_count.cause_pick")
        unit = self.env.ref("inv_cycle_count.cause_uom")
        unknown = self.env.ref("inv_cycle_count.cause_unknown")
        self.measure(0, 1, self.cycle, cause_id=unit.id)
        self.measure(0, 3, self.cycle, cause_id=pick.id)
        self.measure(0, 4, self.cycle)
        self.measure(0, 2, self.cycle, cause_id=unknown.id)
        causes = self.model.get_record_accuracy()["causes"]
        self.assertEqual(
            [
                (row["id"], row["count"], row["running_percent"])
                for row in causes["rows"]
            ],
            [(pick.id, 3, 30), (unit.id, 1, 40), (False, 6, 100)],
        )
        self.assertIn("up to 3 of 10", causes["advice"])

    def test_the_trend_is_hidden_until_there_are_enough_counts(self):
        self.measure(10, 0)
        self.assertFalse(self.model.get_record_accuracy()["trend"]["is_shown"])
        for item in self.fill(25, "C", self.place_b1):
            session = self.new_session("sample", state="done")
            self.count((self.place_b1, item), days=60, session=session)
        trend = self.model.get_record_accuracy()["trend"]
        self.assertTrue(trend["is_shown"])
        self.assertEqual(sum(row["counted"] for row in trend["months"]), 35)

    def test_the_planner_says_how_many_counts_are_missing(self):
        programme = self.new_programme([{"kind": "cycle"}])
        self.fill(99, "C", self.place_b1)
        self.env["inv.count.planner"]._plan(programme, programme._get_day_axis())
        self.measure(10, 0)
        plan = self.model.get_sample_plan(0.95, 0.05, 0.95, 2)
        # n0 = 1.96² × .95 × .05 / .05² = 72.99; / (1 + 71.99 / 100) = 42.4
        self.assertEqual(plan["records"], 100)
        self.assertEqual((plan["needed"], plan["done"], plan["missing"]), (43, 10, 33))
        self.assertEqual(plan["per_day"], 4)
        self.assertIn("Count 33 more lines to show 95.0 % ± 5", plan["text"])
        answer = self.model.add_sample_to_programme(4, 2)
        self.assertIn("4 random counts a day", answer["message"])
        self.assertEqual(programme.extra_sample_size, 4)
        self.assertEqual(programme._get_sample_size(self.today), 4)
        with self.assertRaises(UserError):
            self.model.get_sample_plan(0.95, 0.0)
        with self.assertRaises(UserError):
            self.model.add_sample_to_programme(0, 2)

    def test_a_site_and_all_counts_can_be_chosen(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Other", "code": "OTH", "company_id": self.company.id}
        )
        self.measure(4, 0)
        session = self.new_session("cycle", warehouse_id=other.id, state="done")
        self.measure(0, 2, session)
        data = self.model.get_record_accuracy({"kind": "all"})
        self.assertEqual(data["headline"]["counted"], 6)
        self.assertEqual(len(data["sites"]), 3)
        data = self.model.get_record_accuracy({"kind": "all", "warehouse_id": other.id})
        self.assertEqual(data["headline"]["counted"], 2)

    def test_nothing_counted_is_no_accuracy(self):
        data = self.model.get_record_accuracy()
        self.assertFalse(data["headline"]["has_data"])
        self.assertEqual(data["headline"]["verdict"], "none")

    def test_queries_do_not_grow_with_counts(self):
        self.measure(2, 0)
        self.model.get_record_accuracy()
        few = self.count_queries(self.model.get_record_accuracy)
        self.measure(15, 3)
        # New items clear the caches of the registry.
        self.model.get_record_accuracy()
        many = self.count_queries(self.model.get_record_accuracy)
        self.assertLessEqual(many, few)
