"""Bulk reads of tags, through the station's protocol."""

from odoo.tests import tagged

from .task_common import TaskCase


@tagged("post_install", "-at_install")
class TestTags(TaskCase):
    """Bulk reads of tags."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product(
            "Pump", tracking="serial", barcode="0614141123452", standard_price=5
        )
        cls.lots = [cls.new_lot(cls.pump, str(number)) for number in range(100, 104)]
        for lot in cls.lots[:3]:
            cls.lay(cls.pump, 1, cls.bin_a, lot)
        cls.lay(cls.pump, 1, cls.bin_b, cls.lots[3])
        cls.session = cls.new_session([(cls.bin_a, cls.pump)], is_blind=False)
        cls.place = cls.place_of(cls.session)

    def epc(self, serial):
        """Return the tag of a serial number of the pump, as a URI."""
        return f"urn:epc:id:sgtin:0614141.012345.{serial}"

    def read_tags(self, *serials, user=None, others=()):
        reads = [{"epc": self.epc(serial), "count": 3} for serial in serials]
        reads += [{"epc": epc} for epc in others]
        return self.send("tags", user, place_id=self.place.id, reads=reads)

    def test_tabs_of_a_read(self):
        data = self.read_tags("100", "101", "103", "999", others=["3014FFFF"])["data"]
        kinds = {row["lot"]: row["kind"] for row in data["rows"]}
        self.assertEqual(
            kinds,
            {
                "100": "matched",
                "101": "matched",
                "103": "elsewhere",
                "999": "unexpected",
            },
        )
        self.assertEqual([row["lot"] for row in data["missing"]], ["102"])
        self.assertEqual(data["unknown"], ["3014FFFF"])
        self.assertEqual(data["expected_count"], 3)

    def test_tag_counts_once_however_often_it_is_read(self):
        self.read_tags("100", "100", "101")
        data = self.read_tags("100", "102")["data"]
        self.assertFalse(data["missing"])
        self.assertEqual(
            {row["lot"]: row["status"] for row in data["rows"]},
            {"100": "duplicate", "102": "counted"},
        )
        self.assertEqual(self.send("submit", place_id=self.place.id)["state"], "done")
        self.assertEqual(self.session.line_ids.mapped("counted_qty"), [1, 1, 1])
        self.assertEqual(set(self.session.line_ids.mapped("state")), {"approved"})

    def test_serial_number_that_was_not_read_is_zero(self):
        self.session.recount_by = "none"
        self.read_tags("100", "101")
        self.send("submit", place_id=self.place.id)
        missing = self.session.line_ids.filtered(lambda line: line.lot_id.name == "102")
        self.assertEqual((missing.counted_qty, missing.state), (0, "review"))

    def test_blind_read_tells_nothing_of_what_was_expected(self):
        self.session.is_blind = True
        data = self.read_tags("100", "999")["data"]
        self.assertEqual({row["kind"] for row in data["rows"]}, {"read"})
        self.assertFalse(data["missing"])
        self.assertNotIn("expected_count", data)
        (item,) = self.place_row()["items"]
        self.assertFalse(item["lot"], "serial numbers are not listed")

    def test_raw_reads_are_kept_for_audits(self):
        self.read_tags("100")
        event = self.env["inv.scan.event"].search(
            [("task", "=", "count")], order="id DESC", limit=1
        )
        self.assertEqual(event.payload["reads"], [{"epc": self.epc("100"), "count": 3}])

    def test_tag_from_elsewhere_is_moved_here_instead_of_adjusted(self):
        worker = self.new_user(
            "floor", "inv_cycle_count.group_counter", "stock.group_stock_user"
        )
        self.session.sudo()._add_counter(worker)
        self.read_tags("100", "101", "102", "103", user=worker)
        answer = self.send(
            "move_here", worker, place_id=self.place.id, lot_id=self.lots[3].id
        )
        self.assertEqual(answer["state"], "done", answer["message"])
        self.assertEqual(self.book(self.pump, self.bin_a, self.lots[3]), 1)
        self.assertEqual(self.book(self.pump, self.bin_b, self.lots[3]), 0)
        self.send("submit", worker, place_id=self.place.id)
        moved = self.session.line_ids.filtered("is_extra")
        self.assertRecordValues(moved, [{"variance_qty": 0, "state": "approved"}])

    def test_counter_without_stock_rights_cannot_move(self):
        self.read_tags("103")
        answer = self.send("move_here", place_id=self.place.id, lot_id=self.lots[3].id)
        self.assertEqual(answer["state"], "refused")
        self.assertIn("supervisor", answer["message"])

    def test_thousand_tags_cost_few_queries(self):
        def count_queries(numbers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.read_tags(*map(str, numbers))
            return self.env.cr.sql_log_count - before

        count_queries(range(500, 505))
        few = count_queries(range(1000, 1010))
        self.assertLess(count_queries(range(2000, 2300)), few + 40)
