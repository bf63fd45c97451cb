from odoo.tests import tagged

from odoo.addons.inv_handheld.tests.common import GTIN, ScanCase

REASON = "Face may crack when dry."


@tagged("post_install", "-at_install")
class TestScanHeld(ScanCase):
    """What a warehouse worker reads when a held lot is scanned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.put(cls.seal, cls.bin_a, 18, cls.lot_1)
        cls.put(cls.seal, cls.bin_b, 97, cls.lot_2)
        cls.case = cls.env["inv.recall"].create(
            {
                "title": "Seals",
                "company_id": cls.company.id,
                "state": "contain",
                "lot_ids": cls.lot_2.ids,
            }
        )
        # Superuser: the tests hold as whoever runs them.
        cls.case.sudo()._hold_lots(cls.lot_2, REASON)

    def test_held_lot_says_which_case_why_and_what_is_allowed(self):
        (answer,) = self.submit(self.event(1, "VD-2"))
        card = answer["data"]["card"]
        self.assertEqual(answer["feedback"], "wrong")
        self.assertEqual(card["hold"]["reason"], f"Recall {self.case.name}: {REASON}")
        self.assertIn("quarantine", card["hold"]["allowed"])
        self.assertEqual(card["totals"][1], {"label": "held", "value": 97})

    def test_other_lot_and_item_are_not_held(self):
        for code in ("VD-1", GTIN):
            self.assertFalse(self.look(code)["hold"], code)
        held = [line["lot"] for line in self.look(GTIN)["lines"] if line["hold"]]
        self.assertEqual(held, ["VD-2"])

    def test_place_marks_the_held_line(self):
        (line,) = self.look("Q-01-2-A")["lines"]
        self.assertIn(self.case.name, line["hold"]["reason"])

    def test_released_lot_is_free_again(self):
        self.case.sudo()._release_lots(self.lot_2, "Tested, good.")
        card = self.look("VD-2")
        self.assertFalse(card["hold"])
        self.assertEqual(card["totals"][1]["label"], "free")

    def test_what_takes_a_held_lot_away_is_not_offered(self):
        def get_offer(_self, scan):
            return [
                {"label": task, "task": task, "state": "", "payload": {}}
                for task in ("pick", "count")
            ]

        # Under ours, as an addon that was there before.
        base = next(
            cls
            for cls in self.registry["inv.scan.station"].__mro__
            if cls.__module__.startswith("odoo.addons.inv_handheld.")
            and "_get_offer" in vars(cls)
        )
        self.patch(base, "_get_offer", get_offer)
        self.assertNotIn("pick", [o["task"] for o in self.look("VD-2")["offers"]])
        self.assertIn("pick", [o["task"] for o in self.look("VD-1")["offers"]])

    def test_many_held_lots_cost_no_more_queries(self):
        station = self.as_user("inv.scan.station")

        def new_lots(size):
            lots = self.env["stock.lot"].create(
                [
                    {"name": f"B{size}-{n}", "product_id": self.seal.id}
                    for n in range(size)
                ]
            )
            self.case.sudo()._hold_lots(lots, REASON)
            return lots.with_env(station.env)

        two, twenty = new_lots(2), new_lots(20)
        counts = [
            self.count_queries(lambda x=lots: station._get_holds(x, self.seal))
            for lots in (two, twenty)
        ]
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(len(station._get_holds(twenty, self.seal)), 20)
