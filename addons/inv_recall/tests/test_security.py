from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RecallCase

COORDINATOR = "inv_recall.group_recall_coordinator"


@tagged("post_install", "-at_install")
class TestSecurity(RecallCase):
    """The recall groups see, coordinate and release; each its companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        pump = cls.new_lot("CP-1", cls.new_product("Pump"))
        lot = cls.new_lot("VD-5482")
        cls.receive(lot, 100)
        cls.make({lot: 10}, {pump: 10})
        cls.ship(lot, 30)
        cls.count(lot, 59)
        cls.reserve(lot)
        cls.case = cls.new_case(lot)
        cls.case.action_start()
        line = cls.case.recall_lot_ids.filtered(lambda line: line.lot_id == lot)
        env = cls.env
        env["inv.recall.explanation"].create(
            {"recall_lot_id": line.id, "qty": 1, "note": "Count"}
        )
        cls.case._hold_lots(lot, "Cracked")
        cls.case.notice_ids._answer({}, name="A. Buyer")
        cls.case.action_claim()
        env["inv.recall.disposition"].create(
            {"recall_lot_id": line.id, "qty": 1, "reason": "Cracked"}
        )
        cls.case._keep_evidence()

    @classmethod
    def reserve(cls, lot):
        """Reserve some of a lot, for the hold to take away."""
        move = cls.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": 5,
                "location_id": cls.stock.id,
                "location_dest_id": cls.customers.id,
                "company_id": cls.company.id,
            }
        )
        move._action_confirm()
        move._action_assign()

    def models(self):
        names = [
            name
            for name, model in self.env.registry.items()
            if model._original_module == "inv_recall"
            and not model._abstract
            and not model._transient
        ]
        self.assertGreaterEqual(len(names), 14)
        return [self.env[name] for name in names]

    def record(self, model):
        record = model.search([("company_id", "=", self.company.id)], limit=1)
        self.assertTrue(record, model._name)
        return record

    def test_other_companies_see_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("other", "inv_recall.group_recall_releaser", other)
        for model in self.models():
            with self.subTest(model._name):
                record = self.record(model).with_user(user)
                record = record.with_context(allowed_company_ids=other.ids)
                self.assertFalse(record.search([("id", "=", record.id)]))
                with self.assertRaises(AccessError):
                    record.check_access("read")

    def test_stock_users_see_holds_only(self):
        user = self.new_user("stock", "stock.group_stock_user")
        for model in self.models():
            with self.subTest(model._name):
                allowed = model.with_user(user).has_access("read")
                self.assertEqual(allowed, model._name == "inv.recall.hold")

    def test_users_of_the_group_read_and_write_nothing(self):
        user = self.new_user("reader", "inv_recall.group_recall_user")
        for model in self.models():
            with self.subTest(model._name):
                record = self.record(model).with_user(user)
                record.check_access("read")
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.has_access(operation), operation)
        page = self.case.with_user(user).get_board()
        self.assertFalse(page["may_decide"])
        case = self.case.with_user(user)
        for method in ("action_trace", "action_hold", "action_notify", "action_claim"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(case, method)()

    def test_what_a_trace_found_is_written_by_nobody(self):
        user = self.new_user("coordinator", COORDINATOR)
        for name in ("lot", "link", "delivery", "event", "step", "evidence", "hold"):
            model = self.env[f"inv.recall.{name}"]
            with self.subTest(name):
                record = self.record(model).with_user(user)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.has_access(operation), operation)

    def test_coordinator_runs_a_case_from_start_to_notice(self):
        user = self.new_user("coordinator", COORDINATOR)
        lot = self.new_lot("VD-1")
        self.receive(lot, 20)
        self.ship(lot, 3)
        case = self.env["inv.recall"].with_user(user)
        case = case.create({"title": "Case", "severity": "2", "lot_ids": lot.ids})
        case.action_start()
        case._hold_lots(lot, "Cracked")
        case.notice_ids._send()
        case.notice_ids._answer({}, name="A. Buyer")
        case.action_claim()
        self.assertEqual(case.get_board()["state"], "scope")
        for refused in ("_close", "_release_lots"):
            arguments = ["Text"] if refused == "_close" else [lot, "Text"]
            with self.subTest(refused), self.assertRaises(AccessError):
                getattr(case, refused)(*arguments)
        with self.assertRaises(AccessError):
            case.unlink()
