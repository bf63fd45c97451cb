from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestLotButton(RecallCase):
    """From a lot to its cases, or to a new one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls.new_lot("VD-5482")
        cls.receive(cls.lot, 20)

    def test_lot_without_a_case_starts_one(self):
        action = self.lot.action_open_recalls()
        self.assertFalse(action.get("res_id"))
        self.assertEqual(action["views"], [[False, "form"]])
        form = Form(self.env["inv.recall"].with_context(**action["context"]))
        form.title = "Face may crack"
        form.severity = "2"
        case = form.save()
        self.assertEqual(case.lot_ids, self.lot)
        self.assertEqual(case.company_id, self.company)
        case.action_start()
        self.assertEqual(case.recall_lot_ids.lot_id, self.lot)

    def test_one_case_opens_several_are_listed(self):
        case = self.new_case(self.lot)
        self.lot.invalidate_recordset()
        self.assertEqual(self.lot.inv_recall_count, 1)
        self.assertEqual(self.lot.action_open_recalls()["res_id"], case.id)
        case.action_trace()
        self.lot.invalidate_recordset()
        self.assertEqual(self.lot.inv_recall_count, 1)
        other = self.new_case(self.lot)
        self.lot.invalidate_recordset()
        self.assertEqual(self.lot.inv_recall_count, 2)
        action = self.lot.action_open_recalls()
        self.assertEqual(action["domain"], [("id", "in", [case.id, other.id])])
        self.assertFalse(action.get("res_id"))

    def test_case_that_found_a_lot_counts_for_it(self):
        pump = self.new_lot("P-1", self.new_product("Pump"))
        self.make({self.lot: 2}, {pump: 1})
        case = self.new_case(self.lot)
        self.assertEqual(pump.inv_recall_count, 0)
        case.action_trace()
        pump.invalidate_recordset()
        self.assertEqual(pump.inv_recall_count, 1)

    def test_only_the_recall_group_counts_cases(self):
        user = self.new_user("keeper", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.lot.with_user(user).read(["inv_recall_count"])
        with self.assertRaises(AccessError):
            self.lot.with_user(user).action_open_recalls()
        arch = self.env["stock.lot"].with_user(user).get_view(view_type="form")["arch"]
        self.assertNotIn("action_open_recalls", arch)
        reader = self.new_user("reader", "inv_recall.group_recall_user")
        arch = (
            self.env["stock.lot"].with_user(reader).get_view(view_type="form")["arch"]
        )
        self.assertIn("action_open_recalls", arch)

    def test_same_number_of_queries_for_many_lots(self):
        lots = [self.new_lot(f"M-{number}") for number in range(20)]
        lots = self.env["stock.lot"].browse([lot.id for lot in lots])
        self.new_case(lots)

        def count(some):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("inv_recall_count")
            return self.env.cr.sql_log_count - before

        count(lots)
        self.assertEqual(count(lots[:2]), count(lots))
        self.assertEqual(set(lots.mapped("inv_recall_count")), {1})
