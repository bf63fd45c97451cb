import json

from odoo.tests import tagged

from .common import GTIN, ScanCase


@tagged("post_install", "-at_install")
class TestHooks(ScanCase):
    """What other addons change: held lots, hidden places, offers, steps, tasks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.seal, cls.bin_a, 18, cls.lot_1)
        cls.put(cls.seal, cls.bin_b, 97, cls.lot_2)
        cls.station = cls.registry["inv.scan.station"]

    def hold(self, *records):
        calls = []

        def get_holds(_self, lots, products):
            calls.append((lots, products))
            reason = {"reason": "Recall RC-1", "allowed": "You may move it."}
            return dict.fromkeys(records, reason)

        self.patch(self.station, "_get_holds", get_holds)
        return calls

    def hide(self, *places):
        hidden = self.env["stock.location"].union(*places)
        self.patch(
            self.station,
            "_get_hidden_locations",
            lambda self, user: hidden.with_env(self.env),
        )

    def test_held_lot_says_why(self):
        calls = self.hold(self.lot_2)
        (answer,) = self.submit(self.event(1, "VD-2"))
        card = answer["data"]["card"]
        self.assertEqual(card["hold"]["reason"], "Recall RC-1")
        self.assertEqual(answer["feedback"], "wrong")
        self.assertEqual(card["totals"][1], {"label": "held", "value": 97})
        held = [line["lot"] for line in card["lines"] if line["hold"]]
        self.assertEqual(held, ["VD-2"])
        self.assertEqual(len(calls), 1)
        self.assertEqual(calls[0][0], self.lot_1 + self.lot_2)

    def test_lot_beside_a_held_one_is_not_held(self):
        self.hold(self.lot_2)
        card = self.look("VD-1")
        self.assertFalse(card["hold"])
        self.assertEqual(card["totals"][1], {"label": "held", "value": 97})

    def test_held_item_is_held_as_a_whole(self):
        self.hold(self.seal)
        card = self.look(GTIN)
        self.assertEqual(card["hold"]["allowed"], "You may move it.")
        self.assertEqual(card["totals"][1]["value"], 115)

    def test_held_lot_is_marked_in_its_place(self):
        self.hold(self.lot_2)
        (line,) = self.look("Q-01-2-A")["lines"]
        self.assertEqual(line["hold"]["reason"], "Recall RC-1")

    def test_hidden_place_shows_no_quantity(self):
        self.hide(self.bin_b)
        card = self.look("Q-01-2-A")
        self.assertTrue(card["is_hidden"])
        self.assertEqual(card["lines"], [])

    def test_no_figure_reveals_a_hidden_quantity(self):
        self.hide(self.bin_b)
        shelf = self.new_place("Inside", location_id=self.bin_b.id)
        self.put(self.seal, shelf, 3, self.lot_2)
        package = self.env["stock.package"].create({"name": "PACK-9"})
        self.put(self.seal, self.bin_b, 5, self.lot_2, package)
        for code in (GTIN, "VD-2", "Q-01-2-A", "Inside", "PACK-9", "Q-01-1-A"):
            card = self.look(code)
            text = json.dumps(card)
            for number in ("97", "105", "115", "123", "3.0", "5.0"):
                self.assertNotIn(number, text.replace(str(self.seal.id), ""), code)
            self.assertTrue(card["hidden"])
        self.assertEqual(self.look(GTIN)["totals"][0]["value"], 18)

    def test_parent_of_a_hidden_place_leaves_it_out(self):
        self.hide(self.bin_b)
        lines = self.look(self.stock.complete_name)["lines"]
        self.assertEqual([line["quantity"] for line in lines], [18])

    def test_hint_about_hidden_places_does_not_tell_where(self):
        self.hide(self.bin_c)
        ring = self.new_product("Ring", default_code="RING")
        self.put(ring, self.bin_a, 1)
        self.assertTrue(self.look("RING")["hidden"])

    def test_device_is_told_to_forget_figures(self):
        station = self.as_user("inv.scan.station")
        self.assertFalse(station.get_home()["hides_stock"])
        self.hide(self.bin_b)
        self.assertTrue(station.get_home()["hides_stock"])

    def test_offer_after_a_scan(self):
        def get_offer(_self, scan):
            if scan["kind"] != "location":
                return []
            payload = {"location_id": scan["location_id"]}
            label = "Spot count here?"
            return [{"label": label, "task": "count", "state": "", "payload": payload}]

        self.patch(self.station, "_get_offer", get_offer)
        (offer,) = self.look("Q-01-1-A")["offers"]
        self.assertEqual(offer["payload"], {"location_id": self.bin_a.id})
        self.assertEqual(self.look(GTIN)["offers"], [])

    def test_step_of_another_addon(self):
        parser = self.registry["inv.scan.parser"]
        plain = parser._get_steps

        def decode_house_code(_self, reading):
            found = reading["code"].startswith("HOUSE:")
            if found:
                reading["code"] = reading["code"].removeprefix("HOUSE:")
            return found

        parser._decode_house_code = decode_house_code
        self.addCleanup(delattr, parser, "_decode_house_code")
        self.patch(
            parser, "_get_steps", lambda self: ["_decode_house_code", *plain(self)]
        )
        (answer,) = self.parse("HOUSE:SEA-1")
        self.assertEqual(answer["product_id"], self.seal.id)

    def test_home_lists_tasks_that_the_user_may_use(self):
        home = self.as_user("inv.scan.station").get_home()
        codes = [task["code"] for task in home["tasks"]]
        self.assertEqual(codes, sorted(set(codes), key=codes.index))
        self.assertIn("lookup", codes)
        task = self.registry["inv.scan.task.lookup"]
        self.patch(task, "_is_available", lambda self: False)
        home = self.as_user("inv.scan.station").get_home()
        self.assertNotIn("lookup", [task["code"] for task in home["tasks"]])

    def test_home_shows_counts_and_cards_of_tasks(self):
        data = {"count": 3, "card": {"next": "A"}}
        task = self.registry["inv.scan.task.lookup"]
        self.patch(task, "_get_home_data", lambda self: data)
        home = self.as_user("inv.scan.station").get_home()
        found = next(task for task in home["tasks"] if task["code"] == "lookup")
        self.assertEqual((found["count"], found["card"]), (3, {"next": "A"}))
