import time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import InvCase


class ItemCase(InvCase):
    """Three planned items of one class, one of them with a rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Pumps"})
        cls.products = cls.env["product.product"]
        for index in range(3):
            product = cls.new_product(
                f"Item {index}", standard_price=10, categ_id=cls.category.id
            )
            cls.new_seller(product, delay=7)
            cls.with_history(product, [18 + index, 25, 15, 22] * 13)
            cls.products |= product
        cls.rule = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": cls.products[0].id,
                "location_id": cls.stock.id,
                "product_min_qty": 2,
                "product_max_qty": 4,
            }
        )
        cls.plan()
        cls.item = cls.point(cls.products[0])
        cls.mine = cls.item.with_user(cls.planner)
        cls.reader = cls.new_user("reader", "inv_optimisation.group_inv_user")

    @classmethod
    def replan(cls):
        cls.plan()
        cls.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestWhatIf(ItemCase):
    """A what-if answers without saving, says its limits, and leads to a preview."""

    def current(self):
        return {row["name"]: row["today"] for row in self.item.get_what_if()["sliders"]}

    def test_without_a_change_it_is_what_the_plan_stored(self):
        answer = self.mine.get_what_if({})
        now, then = answer["today"], answer["what_if"]
        self.assertEqual(now, then)
        self.assertFalse(answer["is_changed"])
        self.assertEqual(now["reorder_point"], self.item.reorder_point_qty)
        self.assertEqual(now["order_up_to"], self.item.order_up_to_qty)
        self.assertEqual(now["minimum"], self.item.min_recommended_qty)
        self.assertEqual(now["stock_value"], self.item.stock_value_recommended)
        self.assertEqual(now["service"], self.item.service_recommended)

    def test_every_slider_moves_the_figures_in_its_direction(self):
        today = self.current()
        moves = [
            ("service_target", 0.995, "reorder_point", 1),
            ("lead_time_days", today["lead_time_days"] * 3, "reorder_point", 1),
            ("review_days", today["review_days"] + 14, "reorder_point", 1),
            ("demand_change_rate", 0.5, "reorder_point", 1),
            ("demand_change_rate", -0.5, "stock_value", -1),
            ("order_multiple", 5000.0, "orders", -1),
        ]
        for name, value, figure, direction in moves:
            with self.subTest(name=name, value=value):
                answer = self.item.get_what_if({name: value})
                change = answer["what_if"][figure] - answer["today"][figure]
                self.assertGreater(change * direction, 0)
                self.assertTrue(answer["is_changed"])

    def test_it_saves_nothing_and_answers_in_time(self):
        before = self.item.read()
        self.item.get_what_if({"lead_time_days": 20})
        start = time.monotonic()
        self.item.get_what_if({"lead_time_days": 21})
        self.assertLess(time.monotonic() - start, 0.5)
        self.env.invalidate_all()
        self.assertEqual(self.item.read(), before)

    def test_a_value_out_of_range_is_told_with_the_range(self):
        cases = {
            "service_target": (1.0, "between 50.0 % and 99.9 %"),
            "lead_time_days": (-1, "between 0.0 days and 365.0 days"),
            "review_days": (0, "between 1.0 days"),
            "demand_change_rate": (-1, "between -90.0 %"),
        }
        for name, (value, message) in cases.items():
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(ValidationError, message),
            ):
                self.item.get_what_if({name: value})
        for wrong in ({"lead_time_days": "7"}, {"lead_time_days": None}, {"id": 1}):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self.item.get_what_if(wrong)
        with self.assertRaises(ValidationError):
            self.item.get_what_if({"lead_time_days": float("nan")})

    def test_the_curve_rises_and_both_points_lie_on_the_plot(self):
        curve = self.item.get_what_if({"service_target": 0.99})["curve"]
        line = curve["line"]
        self.assertGreater(len(line), 5)
        self.assertEqual(line, sorted(line, key=lambda place: (place["x"], place["y"])))
        for place in [*line, curve["today"], curve["what_if"]]:
            self.assertTrue(0 <= place["x"] <= 1 and 0 <= place["y"] <= 1)
        self.assertNotEqual(curve["today"], curve["what_if"])

    def test_apply_opens_a_preview_and_writes_no_rule(self):
        action = self.mine.action_apply_what_if({"lead_time_days": 40}, "Plant moves")
        batch = self.env[action["res_model"]].browse(action["res_id"])
        expected = self.item.get_what_if({"lead_time_days": 40})["what_if"]
        self.assertEqual((batch.state, batch.reason), ("draft", "Plant moves"))
        self.assertEqual(batch.line_ids.point_id, self.item)
        self.assertEqual(batch.line_ids.min_after, expected["minimum"])
        self.assertEqual(batch.line_ids.max_after, expected["maximum"])
        self.assertEqual((self.rule.product_min_qty, self.rule.product_max_qty), (2, 4))
        batch.with_user(self.planner).action_apply()
        self.assertEqual(self.rule.product_min_qty, expected["minimum"])

    def test_apply_without_a_reason_says_what_was_asked(self):
        action = self.mine.action_apply_what_if({"review_days": 10})
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.reason, "What if: Review period 10.0 days")

    def test_apply_without_a_change_is_refused(self):
        with self.assertRaisesRegex(UserError, "Move a slider"):
            self.mine.action_apply_what_if(self.current())

    def test_the_segment_changes_in_proportion(self):
        segment = self.item.get_what_if()["segment_count"]
        same = self.env["inv.stocking.point"].search(
            [
                ("company_id", "=", self.company.id),
                ("policy_id", "=", self.item.policy_id.id),
                ("abc_xyz", "=", self.item.abc_xyz),
            ]
        )
        self.assertEqual(segment, len(same))
        double = self.item.lead_time_days * 2
        action = self.mine.action_apply_what_if_segment({"lead_time_days": double})
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.point_id, same)
        for line in batch.line_ids:
            alone = line.point_id.get_what_if(
                {"lead_time_days": line.point_id.lead_time_days * 2}
            )
            self.assertEqual(line.min_after, alone["what_if"]["minimum"])

    def test_keep_is_used_by_planning_until_its_last_day(self):
        self.mine.action_keep_what_if(
            {"lead_time_days": 40, "service_target": 0.9},
            self.today_text(),
            "Plant moves",
        )
        self.env.invalidate_all()
        self.assertEqual(self.item.lead_time_days, 40)
        self.assertAlmostEqual(self.item.service_target, 0.9)
        self.assertEqual(len(self.item.override_ids), 2)
        self.assertEqual(self.item.derivation["inputs"]["service_type"], "fill_rate")

    def test_keep_replaces_the_value_that_was_kept_before(self):
        for days in (40, 30):
            self.mine.action_keep_what_if(
                {"lead_time_days": days}, self.today_text(), "Plant moves"
            )
        self.env.invalidate_all()
        kept = self.item.override_ids.filtered("active")
        self.assertEqual(kept.value, 30)
        self.assertEqual(self.item.lead_time_days, 30)

    def today_text(self):
        return self.today_date().isoformat()

    def today_date(self):
        return self.company._get_inventory_today()

    def test_keep_needs_reason_and_last_day(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.mine.action_keep_what_if(
                {"lead_time_days": 40}, self.today_text(), " "
            )
        with self.assertRaisesRegex(ValidationError, "needs a last day"):
            self.mine.action_keep_what_if({"lead_time_days": 40}, False, "Because")

    def test_readers_ask_but_do_not_decide(self):
        theirs = self.item.with_user(self.reader)
        self.assertTrue(theirs.get_what_if({"lead_time_days": 9})["rows"])
        self.assertTrue(theirs.get_calibration()["verdict"])
        self.assertTrue(theirs.explanation and theirs.card and theirs.recomputation)
        with self.assertRaises(AccessError):
            theirs.action_apply_what_if({"lead_time_days": 40})
        with self.assertRaises(AccessError):
            theirs.action_keep_what_if(
                {"lead_time_days": 40}, self.today_text(), "Because"
            )

    def test_an_unplanned_item_says_so(self):
        product = self.new_product("New")
        self.put(product, 1)
        self.env["inv.planning.preparation"]._prepare(
            self.company, self.today_date(), False
        )
        point = self.point(product)
        self.assertIn("not planned", point.get_what_if()["message"])
        self.assertFalse(point.card)
        with self.assertRaisesRegex(UserError, "not planned"):
            point.action_apply_what_if({"lead_time_days": 4})

    # The rest of the card -----------------------------------------------------

    def test_key_numbers_and_strip_agree_with_the_fields(self):
        card = self.item.card
        numbers = {row["name"]: row for row in card["key_numbers"]}
        self.assertEqual(
            list(numbers),
            ["on_hand", "due", "position", "reorder_point", "order_up_to"],
        )
        self.assertTrue(all(row["caption"] for row in numbers.values()))
        strip = card["strip"]
        self.assertAlmostEqual(sum(zone["share"] for zone in strip["zones"]), 1)
        self.assertEqual(strip["zone"], "safety")
        self.put(self.products[0], self.item.order_up_to_qty * 4)
        self.replan()
        self.assertEqual(self.item.card["strip"]["zone"], "above")

    def test_the_chart_in_value_is_the_chart_at_cost(self):
        units = self.item.get_chart_data()
        value = self.item.get_chart_data("value")
        self.assertEqual(value["unit"], self.company.currency_id.symbol)
        self.assertGreater(units["demand"][-1]["quantity"], 0)
        for name in ("demand", "forecast", "levels", "projected"):
            for before, after in zip(units[name], value[name], strict=True):
                for key, number in before.items():
                    is_number = isinstance(number, float)
                    expected = number * 10 if is_number else number
                    self.assertEqual(after[key], expected, (name, key))

    def test_calibration_compares_the_back_test_with_the_target(self):
        point = self.item
        for low, high, verdict in ((0.9, 0.99, "calibrated"), (0.7, 0.8, "missed")):
            point.write(
                {
                    "service_target": 0.95,
                    "replayed_n_cycles": 20,
                    "replayed_fill_low": low,
                    "replayed_fill_high": high,
                    "replayed_fill_rate": (low + high) / 2,
                }
            )
            answer = point.get_calibration()
            self.assertEqual(answer["verdict"], verdict)
            marks = answer["marks"]
            self.assertLess(marks["low"], marks["test"])
            self.assertLess(marks["test"], marks["high"])
            self.assertIsNone(marks["realised"])
            self.assertIn("No delivery had a deadline", answer["realised_note"])
        point.replayed_n_cycles = 0
        answer = point.get_calibration()
        self.assertEqual(answer["verdict"], "short")
        self.assertIn("too few", answer["sentence"])

    def test_realised_service_is_that_of_deliveries_with_a_deadline(self):
        product = self.products[0]
        self.put(product, 100)
        on_time, late = self.days_ago(10), self.days_ago(14)
        self.deliver(product, 30, on_time, date_deadline=on_time)
        self.deliver(product, 10, on_time, date_deadline=late)
        answer = self.item.get_calibration()
        self.assertEqual(answer["realised_text"], "75.0 %")
        self.assertIn("40", answer["realised_note"])

    def test_methods_have_weight_error_and_bias(self):
        rows = self.item.get_forecast_methods()["rows"]
        self.assertGreater(len(rows), 2)
        weights = [row for row in rows if row["is_used"]]
        self.assertTrue(weights and weights == rows[: len(weights)])
        self.assertTrue(all("%" in row["error"] for row in weights))
        self.assertTrue(all(0 <= row["share"] <= 1 for row in rows))

    def test_sources_are_compared_and_the_chosen_one_comes_first(self):
        second = self.env["res.partner"].create({"name": "Second"})
        self.new_seller(self.products[0], partner_id=second.id, price=30, sequence=9)
        rows = self.item.get_sources()["rows"]
        self.assertEqual([row["vendor"] for row in rows], ["Test Vendor", "Second"])
        self.assertEqual([row["is_chosen"] for row in rows], [True, False])
        self.assertIn("30.00", rows[1]["landed_price"])

    def test_windows_are_filled_for_the_item(self):
        history = self.mine.action_adjust_history()["context"]
        self.assertEqual(history["default_product_id"], self.products[0].id)
        forecast = self.mine.action_override_forecast()["context"]
        self.assertEqual(forecast["default_point_id"], self.item.id)
        moves = self.mine.action_open_moves()
        self.env[moves["res_model"]].search(moves["domain"])
