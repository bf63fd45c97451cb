"""The queue of variances: likely causes, what is shown."""

from odoo.tests import tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApproval(ApprovalCase):
    """Approvers have the evidence in sight."""

    def test_largest_value_comes_first_and_totals_cover_all(self):
        nut = self.new_product("Nut", standard_price=1.0)
        self.lay(nut, 5, self.bin_b)
        small = self.variance(9, nut, self.bin_b)
        large = self.variance(15)
        data = self.queue()
        self.assertEqual([row["id"] for row in data["lines"]], [large.id, small.id])
        self.assertEqual(data["totals"]["net_value"], -46)
        self.assertEqual(data["totals"]["absolute_value"], 54)

    def test_queue_costs_the_same_queries_for_more_lines(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.queue()
            return self.env.cr.sql_log_count - before

        self.variance(15)
        count_queries()
        few = count_queries()
        for index in range(8):
            item = self.new_product(f"Item {index}")
            self.lay(item, 10, self.bin_b)
            self.variance(3, item, self.bin_b)
        count_queries()  # new products empty the cache of access rules
        self.assertLessEqual(count_queries(), few)

    def test_opposite_variance_in_another_bin_is_a_likely_cause(self):
        self.lay(self.bolt, 10, self.bin_b)
        short = self.variance(15)
        extra = self.variance(15, location=self.bin_b)
        review = self.env["inv.count.review"].with_user(self.approver)
        proposal = review.get_variance_detail(short.id)["proposal"]
        self.assertEqual(
            (proposal["decision"], proposal["other_line_id"]), ("offset", extra.id)
        )
        self.assertIn("from A-01 to A-02", proposal["text"])
        (cause,) = self.row(short)["causes"]
        self.assertEqual((cause["code"], cause["line_id"]), ("neighbour", extra.id))
        self.assertIn("A-02 has +5", cause["text"])

    def test_lots_swapped_are_a_likely_cause(self):
        valve = self.new_product("Valve", tracking="lot")
        lots = [self.new_lot(valve, name) for name in ("L1", "L2")]
        for lot in lots:
            self.lay(valve, 10, self.bin_a, lot)
        session = self.new_session([(self.bin_a, valve)], recount_by="none")
        place = self.place_of(session)
        self.count(place, {(valve, lots[0]): 4, (valve, lots[1]): 16})
        self.submit(place)
        (cause,) = self.row(session.line_ids[0])["causes"]
        self.assertEqual(cause["code"], "lot")

    def test_open_pick_is_a_likely_cause(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.bin_a.id,
                "location_dest_id": self.customers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.bolt.id,
                            "product_uom_qty": 5,
                            "location_id": self.bin_a.id,
                            "location_dest_id": self.customers.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        line = self.variance(15)
        (cause,) = self.row(line)["causes"]
        self.assertEqual((cause["code"], cause["res_id"]), ("pick", picking.id))

    def test_receipt_that_is_not_posted_is_a_likely_cause(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.bolt.id,
                            "product_uom_qty": 7,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.stock.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        line = self.variance(27)
        self.assertEqual(self.row(line)["causes"][0]["code"], "receipt")

    def test_unit_mixed_up_is_a_likely_cause(self):
        dozen = self.env["uom.uom"].create(
            {
                "name": "Dozen of the test",
                "relative_factor": 12,
                "relative_uom_id": self.bolt.uom_id.id,
            }
        )
        item = self.new_product("Screw")
        item.product_tmpl_id.uom_ids = dozen
        self.lay(item, 24, self.bin_a)
        line = self.variance(2, item)
        self.assertEqual(self.row(line)["causes"][0]["code"], "uom")

    def test_detail_shows_the_replay(self):
        line = self.variance(15)
        line.sudo().write(
            {
                "counted_datetime": self.before(5),
                "first_scan_datetime": self.before(5),
            }
        )
        self.move(self.bolt, 6, self.bin_a, self.customers)
        review = self.env["inv.count.review"].with_user(self.approver)
        detail = review.get_variance_detail(line.id)
        self.assertEqual(
            [(row["kind"], row["quantity"]) for row in detail["timeline"]],
            [("opening", 20), ("scan", 15), ("after", -6)],
        )
        self.assertEqual(len(detail["entries"]), 1)
        self.assertEqual(detail["proposal"]["decision"], "approve")

    def test_timeline_adds_up_from_the_last_count(self):
        first = self.new_session([(self.bin_a, self.bolt)])
        place = self.place_of(first)
        self.count(place, {self.bolt: 20}, when=self.before(90))
        self.submit(place)
        self.post()
        self.move(self.bolt, 8, self.bin_a, self.customers, when=self.before(60))
        line = self.variance(9)
        review = self.env["inv.count.review"].with_user(self.approver)
        timeline = review.get_variance_detail(line.id)["timeline"]
        self.assertEqual(
            [(row["kind"], row["quantity"]) for row in timeline],
            [("opening", 20), ("move", -8), ("scan", 9)],
        )
        self.assertEqual(timeline[0]["text"], "Last count, in tolerance")
        self.assertEqual(line.expected_qty, 12)

    def test_small_variances_are_approved_in_bulk(self):
        nut = self.new_product("Nut", standard_price=1.0)
        self.lay(nut, 5, self.bin_b)
        small = self.variance(9, nut, self.bin_b)
        large = self.variance(14)
        decision = self.env["inv.count.decision"].with_user(self.approver)
        self.assertEqual(self.queue()["totals"]["small_count"], 1)
        self.assertEqual(decision.approve_small()["done"], small.ids)
        self.assertTrue(small.cause_id.is_unknown)
        self.assertEqual(large.state, "review")

    def test_line_taken_back_is_not_a_hit_of_today(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        self.count_and_submit(session, 20)
        self.post()
        posted = self.queue()["tiles"]["posted"]
        self.assertEqual((posted["count"], posted["hits"]), (1, 1))
        session.line_ids.sudo().state = "reversed"
        posted = self.queue()["tiles"]["posted"]
        self.assertEqual((posted["count"], posted["hits"]), (0, 0))
