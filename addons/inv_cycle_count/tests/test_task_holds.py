"""Counters are told what a recall holds; counting goes on."""

from odoo.tests import tagged

from .task_common import TaskCase

REASON = {"reason": "Recall RC-1", "allowed": "You may count it."}


@tagged("post_install", "-at_install")
class TestTaskHolds(TaskCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seal = cls.new_product("Seal", tracking="lot", barcode="4006381333948")
        cls.motor = cls.new_product("Motor", tracking="serial", barcode="4006381333955")
        cls.bad, cls.good = cls.new_lots(cls.seal, "VD-2", "VD-1")
        (cls.serial,) = cls.new_lots(cls.motor, "SN-1")
        for lot in (cls.bad, cls.good, cls.serial):
            cls.env["stock.quant"]._update_available_quantity(
                lot.product_id, cls.bin_a, 1, lot_id=lot
            )
        cls.session = cls.new_session([(cls.bin_a, cls.seal), (cls.bin_a, cls.motor)])
        cls.place = cls.place_of(cls.session)

    @classmethod
    def new_lots(cls, product, *names):
        return cls.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in names]
        )

    def hold(self, *records):
        calls = []

        def get_holds(_self, lots, products):
            calls.append(lots)
            asked = {*lots, *products}
            return {one: REASON for one in records if one in asked}

        self.patch(self.registry["inv.scan.station"], "_get_holds", get_holds)
        return calls

    def test_list_marks_the_held_lot(self):
        self.assertFalse(any(item["hold"] for item in self.place_row()["items"]))
        calls = self.hold(self.bad)
        held = [item["lot"] for item in self.place_row()["items"] if item["hold"]]
        self.assertEqual(held, ["VD-2"])
        self.assertEqual(len(calls), 1, "One question for all places.")

    def test_held_product_is_held_in_every_lot(self):
        self.hold(self.seal)
        held = {item["lot"] for item in self.place_row()["items"] if item["hold"]}
        self.assertEqual(held, {"VD-1", "VD-2"})

    def test_what_was_counted_stays_marked(self):
        self.hold(self.bad)
        self.count_item(self.place, self.seal, 5, lot_id=self.bad.id)
        (own,) = self.place_row()["own"]
        self.assertEqual(own["item"]["hold"], REASON)

    def test_scan_says_held_before_the_quantity(self):
        self.hold(self.bad, self.serial)
        for code, expected in (
            ("010400638133394810VD-2", REASON),
            ("010400638133394810VD-1", False),
            ("010400638133395521SN-1", REASON),
        ):
            item = self.send("scan", scan=code, place_id=self.place.id)["data"]["item"]
            self.assertEqual(item["hold"], expected, code)
        self.assertFalse(item["lot_id"], "Serial numbers are one item.")

    def test_held_serial_counts_and_is_told(self):
        self.hold(self.serial)
        answer = self.count_item(self.place, self.motor, 1, lot="SN-1")
        self.assertEqual(answer["state"], "done")
        self.assertEqual(answer["message"], "HELD: SN-1. Recall RC-1")
        other = self.count_item(self.place, self.motor, 1, lot="SN-2")
        self.assertFalse(other["message"])
