"""Requests in Odoo's Physical Inventory, and counts that come back from there."""

from odoo.tests import tagged

from .common import CountCase


@tagged("post_install", "-at_install")
class TestBridge(CountCase):
    """Standard fields carry the request; a count there closes our line."""

    def quant(self):
        return self.env["stock.quant"]._gather(self.bolt, self.bin_a)

    def count_natively(self, quantity, user=None):
        quant = self.quant().with_user(user or self.supervisor)
        quant = quant.with_context(inventory_mode=True)
        quant.inventory_quantity = quantity
        return quant.action_apply_inventory()

    def test_planned_session_is_a_request(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        self.assertRecordValues(
            self.quant(),
            [{"inventory_date": session.date_planned, "user_id": self.ann.id}],
        )

    def test_moved_and_assigned_session_moves_the_request(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        session.write({"date_planned": "2099-01-04", "user_id": self.bob.id})
        quant = self.quant()
        self.assertEqual(str(quant.inventory_date), "2099-01-04")
        self.assertEqual(quant.user_id, self.bob)

    def test_cancelled_session_withdraws_the_request(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        session.action_cancel()
        self.assertFalse(self.quant().user_id)

    def test_native_count_closes_the_line_and_feeds_accuracy(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        self.assertIsNone(self.count_natively(15))
        self.assertRecordValues(
            session.line_ids,
            [
                {
                    "state": "posted",
                    "is_native": True,
                    "first_counted_qty": 15,
                    "first_expected_qty": 20,
                    "variance_qty": -5,
                    "is_hit": False,
                    "is_counted": True,
                }
            ],
        )
        self.assertEqual(session.state, "done")
        self.assertFalse(self.post(), "nothing is posted twice")
        self.assertEqual(self.book(self.bolt), 15)

    def test_native_count_of_something_else_leaves_the_line(self):
        nut = self.new_product("Nut")
        session = self.new_session([(self.bin_a, nut)])
        self.count_natively(15)
        self.assertEqual(session.line_ids.state, "todo")

    def test_native_count_ends_a_recount(self):
        session = self.new_session([(self.bin_a, self.bolt)])
        self.count_and_submit(session, 15)
        self.count_natively(14)
        line = session.line_ids
        self.assertEqual((line.state, line.first_counted_qty), ("posted", 15))
        self.assertNotIn("todo", session.place_ids.mapped("state"))

    def test_applying_without_requests_costs_one_query_more(self):
        nuts = [self.new_product(f"Nut {index}") for index in range(10)]
        for nut in nuts:
            self.lay(nut, 5, self.bin_b)
        quants = self.env["stock.quant"].search([("location_id", "=", self.bin_b.id)])

        def count_queries(context):
            for quant in quants.with_context(inventory_mode=True):
                quant.inventory_quantity = 5
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            quants.with_context(**context)._apply_inventory()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count_queries({})
        core = count_queries({"inv_count_posting": True})
        self.assertLessEqual(count_queries({}), core + 1)
