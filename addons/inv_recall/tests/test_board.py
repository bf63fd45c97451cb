from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestBoard(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product("Pump")
        cls.lot = cls.new_lot("VD-5482", inv_vendor_lot="5482-NL")
        cls.made = cls.new_lot("CP-1", cls.pump)
        cls.receive(cls.lot, 100)
        cls.make({cls.lot: 60}, {cls.made: 30}, "MO/871")
        cls.ship(cls.made, 20)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()

    def test_tree_level_by_level(self):
        (vendor,) = self.case.get_board()["nodes"]
        self.assertEqual((vendor["label"], vendor["kind"]), ("Vendor", "vendor"))
        (lot,) = vendor["nodes"]
        self.assertEqual((lot["label"], lot["total"]), ("VD-5482", "100"))
        self.assertIn("vendor lot 5482-NL", lot["detail"])
        self.assertEqual((lot["on_hand"], lot["shipped"]), ("40", ""))
        self.assertEqual(lot["state"]["key"], "to_hold")
        (order,) = self.case.get_children(lot["line_id"])
        self.assertEqual((order["order"], order["label"]), ("MO/871", "CP-1"))
        self.assertEqual((order["total"], order["used"]), ("30", "60 Units used"))
        (customer,) = self.case.get_children(order["line_id"])
        self.assertEqual((customer["label"], customer["shipped"]), ("Customer", "20"))
        action = getattr(self.case, customer["method"])(*customer["arguments"])
        self.assertEqual(
            self.env["inv.recall.delivery"].search(action["domain"]).qty, 20
        )

    def test_what_went_into_a_made_lot(self):
        case = self.new_case(self.made)
        case.action_start()
        (component,) = case.get_components()
        self.assertEqual(component["label"], "VD-5482")
        self.assertFalse(component["state"])

    def test_many_orders_come_in_pages(self):
        for number in range(25):
            self.make({self.lot: 1}, {self.new_lot(f"X{number:02}", self.pump): 1})
        self.case.action_trace()
        line = self.case.recall_lot_ids.filtered(lambda line: line.role == "seed")
        page = self.case.get_children(line.id)
        self.assertEqual(len(page), 21)
        rest = page[-1]
        self.assertEqual((rest["kind"], rest["offset"]), ("rest", 20))
        self.assertEqual(len(self.case.get_children(line.id, rest["offset"])), 6)

    def test_lines_of_other_cases_stay_there(self):
        other = self.new_case(self.made)
        other.action_start()
        self.assertFalse(self.case.get_children(other.recall_lot_ids[0].id))
        action = self.case.action_open_figure(other.recall_lot_ids.ids, "qty_shipped")
        self.assertFalse(self.env["stock.move.line"].search(action["domain"]))

    def test_balance_adds_up_on_both_levels(self):
        balance = self.case.get_board()["balance"]
        self.assertEqual([bar["total"] for bar in balance["bars"]], ["100", "30"])
        for bar in balance["bars"]:
            self.assertAlmostEqual(
                sum(part["share"] for part in bar["segments"]), 100, places=1
            )
        consumed = next(row for row in balance["rows"] if row["key"] == "qty_consumed")
        self.assertEqual([cell["text"] for cell in consumed["cells"]], ["60", "0"])
        self.assertFalse(balance["warning"])

    def test_units_are_not_added_up(self):
        meter = self.env.ref("uom.product_uom_meter")
        hose = self.new_product("Hose")
        hose.uom_id = meter
        roll = self.new_lot("H1", hose)
        self.make({self.lot: 1}, {roll: 200})
        self.case.action_trace()
        bars = self.case.get_board()["balance"]["bars"]
        self.assertEqual([bar["total"] for bar in bars], ["100", "30", "200"])

    def test_toggle_takes_lots_in(self):
        other = self.new_lot("VD-5479")
        self.receive(other, 900)
        self.case.action_trace()
        toggles = {one["field"]: one for one in self.case.get_board()["toggles"]}
        self.assertEqual(toggles["include_same_day"]["text"], "900")
        self.assertFalse(toggles["include_same_day"]["on"])
        dimmed = [node for node in self.case.get_board()["nodes"] if node["dimmed"]]
        self.assertEqual([node["label"] for node in dimmed], ["VD-5479"])
        self.case.action_set_toggle("include_same_day", True)
        self.assertFalse(
            [node for node in self.case.get_board()["nodes"] if node["dimmed"]]
        )
        with self.assertRaises(ValueError):
            self.case.action_set_toggle("state", "closed")

    def test_cards_say_what_is_open(self):
        cards = {card["key"]: card for card in self.case.get_board()["cards"]}
        self.assertEqual(
            list(cards), ["contain", "notify", "recover", "claim", "orders"]
        )
        self.assertEqual(cards["contain"]["figure"], "0 of 2 lots held")
        self.assertIn("50 Units still free", cards["contain"]["text"])
        self.case._hold_lots(self.lot + self.made, "Cracked")
        cards = {card["key"]: card for card in self.case.get_board()["cards"]}
        self.assertEqual(cards["contain"]["figure"], "2 of 2 lots held")
        self.assertEqual(cards["contain"]["tone"], "done")

    def test_deliveries_without_a_name_are_told(self):
        self.move(self.made, 3, self.stock, self.customers)
        self.case.action_trace()
        titles = [issue["title"] for issue in self.case.get_board()["issues"]]
        self.assertIn("3 Units left without a customer's name.", titles)
        action = self.case.action_open_unknown()
        unknown = self.env["inv.recall.delivery"].search(action["domain"])
        self.assertEqual(unknown.qty, 3)

    def test_what_joins_is_held(self):
        self.case._hold_lots(self.made, "Cracked")
        late = self.new_lot("CP-2", self.pump)
        self.make({self.lot: 5}, {late: 5})
        self.case.action_trace()
        self.assertTrue(late.inv_is_held)
        self.case._release_lots(late, "Tested")
        self.case.action_trace()
        self.assertFalse(late.inv_is_held, "What somebody released stays free.")

    def test_a_case_with_held_lots_is_not_cancelled(self):
        self.case._hold_lots(self.lot, "Cracked")
        with self.assertRaisesRegex(UserError, "Release them first"):
            self.case.action_cancel()
        self.case._release_lots(self.lot, "Tested")
        self.case.action_cancel()
        self.assertEqual(self.case.state, "cancelled")

    def test_a_recall_stays_a_recall(self):
        with self.assertRaisesRegex(UserError, "kind and company stay"):
            self.case.kind = "mock"

    def test_page_of_a_mock_recall(self):
        self.company.inv_recall_test_email = "test@company.example"
        mock = self.new_case(self.lot, kind="mock")
        mock.action_start()
        self.age(mock, minutes=47)
        page = mock.get_board()
        self.assertIn(page["clock"]["seconds"], range(2820, 2830))
        self.assertTrue(page["clock"]["running"])
        self.assertEqual(page["clock"]["limit"], 4 * 3600)
        steps = {step["key"]: step for step in page["steps"]}
        self.assertNotIn("recover", steps)
        self.assertTrue(steps["trigger"]["done"])
        self.assertTrue(steps["scope"]["running"])
        due = [steps[key]["due"] for key in ("trigger", "scope", "contain", "closed")]
        self.assertEqual(due, ["0:05", "0:15", "1:00", "4:00"])
        late = {key for key, step in steps.items() if step["late"]}
        self.assertEqual(late, {"trigger", "scope", "balance"}, "47 minutes.")
        keys = [line["key"] for line in page["effectiveness"]]
        self.assertEqual(
            keys, ["traced", "balanced", "contacts", "contacted", "answered"]
        )
        self.assertEqual(page["customers"]["rows"][0]["qty"], "20 Units")
        self.assertEqual(page["address"], "test@company.example")
        mock.action_stop_clock()
        stopped = mock.clock_stopped_at
        mock.action_stop_clock()
        self.assertEqual(mock.clock_stopped_at, stopped)
        self.assertFalse(mock.get_board()["clock"]["running"])

    def test_mock_recalls_are_compared(self):
        first = self.new_case(self.lot, kind="mock")
        first.action_start()
        self.age(first, minutes=222)
        first._close("Every piece was found.")
        second = self.new_case(self.lot, kind="mock")
        second.action_start()
        history = second.get_board()["history"]
        self.assertEqual([test["time"] for test in history], ["3:42", "0:00"])
        self.assertEqual([test["running"] for test in history], [False, True])

    def age(self, case, minutes):
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE inv_recall
                  SET clock_started_at = clock_started_at - %s * INTERVAL '1 minute'
                WHERE id = %s""",
            [minutes, case.id],
        )
        case.invalidate_recordset()

    def test_number_of_queries_does_not_grow(self):
        counts = []
        for size in (2, 20):
            lot = self.new_lot(f"Q{size}")
            self.receive(lot, 100)
            for number in range(size):
                made = self.new_lot(f"Q{size}-{number}", self.pump)
                self.make({lot: 1}, {made: 1})
                partner = self.env["res.partner"].create({"name": f"P{number}"})
                self.ship(made, 1, partner)
            case = self.new_case(lot)
            case.action_start()
            case.get_board()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            case.get_board()
            case.get_children(case.recall_lot_ids[0].id)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
