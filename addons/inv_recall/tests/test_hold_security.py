from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .hold_common import REASON, HoldCase


@tagged("post_install", "-at_install")
class TestHoldSecurity(HoldCase):
    """Who may hold, release, read and write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.new_user("worker", "stock.group_stock_user")
        cls.boss = cls.new_user("boss", "stock.group_stock_manager")
        cls.reader = cls.new_user("reader", "inv_recall.group_recall_user")
        cls.coordinator = cls.new_user(
            "coordinator", "inv_recall.group_recall_coordinator"
        )
        cls.releaser = cls.new_user("releaser", "inv_recall.group_recall_releaser")
        cls.other_company = cls.env["res.company"].create({"name": "Other"})
        cls.stranger = cls.new_user(
            "stranger", "inv_recall.group_recall_releaser", cls.other_company
        )

    def as_user(self, record, user):
        return record.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )

    def test_coordinator_holds_and_does_not_release(self):
        case = self.as_user(self.case, self.coordinator)
        lots = self.as_user(self.bad, self.coordinator)
        holds = case._hold_lots(lots, REASON)
        self.assertEqual(holds.user_id, self.coordinator)
        self.assertFalse(holds.env.su)
        with self.assertRaisesRegex(AccessError, "role Release"):
            case._release_lots(lots, "Tested, good.")
        with self.assertRaises(AccessError):
            case.action_release()
        case = self.as_user(self.case, self.releaser)
        case._release_lots(self.as_user(self.bad, self.releaser), "Tested, good.")
        self.assertFalse(self.bad.inv_is_held)

    def test_who_only_sees_or_works_does_not_hold(self):
        for user in (self.reader, self.worker, self.boss):
            with self.assertRaises(AccessError):
                self.as_user(self.case, user)._hold_lots(
                    self.as_user(self.bad, user), REASON
                )

    def test_other_company_neither_holds_nor_releases(self):
        with self.assertRaises(AccessError):
            self.as_user(self.case, self.stranger)._hold_lots(
                self.as_user(self.bad, self.stranger), REASON
            )
        self.hold()
        with self.assertRaises(AccessError):
            self.as_user(self.case, self.stranger)._release_lots(
                self.as_user(self.bad, self.stranger), "Tested, good."
            )

    def test_nobody_edits_what_happened(self):
        self.new_delivery(10)
        hold = self.hold()
        for record in (hold, self.case.unreserved_ids):
            for user in (self.worker, self.boss, self.coordinator, self.releaser):
                mine = self.as_user(record, user)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(
                        mine.has_access(operation), (user.login, operation)
                    )

    def test_worker_reads_why_a_lot_is_held_and_not_the_case(self):
        self.hold()
        lot = self.as_user(self.bad, self.worker)
        self.assertIn(self.case.name, lot.inv_hold_text)
        self.assertEqual(lot.inv_hold_ids.case_name, self.case.name)
        self.assertFalse(self.as_user(self.case, self.worker).has_access("read"))
        watch = self.as_user(self.case.watch_ids, self.worker)
        self.assertFalse(watch.has_access("read"))
        unreserved = self.as_user(self.env["inv.recall.unreserved"], self.worker)
        self.assertFalse(unreserved.has_access("read"))

    def test_other_company_reads_nothing(self):
        self.new_delivery(10)
        hold = self.hold()
        for record in (hold, self.case.unreserved_ids, self.case.watch_ids):
            self.assertTrue(record)
            mine = self.as_user(record, self.stranger)
            self.assertFalse(mine.search([("id", "in", record.ids)]))

    def test_nobody_frees_a_lot_by_writing_on_it(self):
        self.hold()
        for user in (self.worker, self.boss, self.releaser):
            lot = self.as_user(self.bad, user)
            for values in ({"inv_is_held": False}, {"inv_hold_version": 0}):
                with self.assertRaises(AccessError):
                    lot.write(values)
        with self.assertRaises(AccessError):
            self.as_user(self.bad, self.worker).create(
                {"name": "N", "product_id": self.seal.id, "inv_is_held": True}
            )
        copy = self.bad.copy({"name": "Copy"})
        self.assertFalse(copy.inv_is_held)

    def test_worker_cannot_mark_a_move_as_decided(self):
        self.hold()
        values = {
            "product_id": self.seal.id,
            "product_uom_qty": 1,
            "location_id": self.stock.id,
            "location_dest_id": self.vendors.id,
            "company_id": self.company.id,
        }
        moves = self.as_user(self.env["stock.move"], self.worker)
        with self.assertRaises(AccessError):
            moves.create({**values, "inv_recall_id": self.case.id})
        move = moves.create(values)
        with self.assertRaises(AccessError):
            move.inv_recall_id = self.case.id
        with self.assertRaises(AccessError):
            move.with_context(inv_recall_split=True).inv_recall_id = self.case.id
        with self.assertRaises(AccessError):
            self.as_user(self.env["stock.picking"], self.worker).create(
                {
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "location_id": self.stock.id,
                    "location_dest_id": self.vendors.id,
                    "move_ids": [
                        Command.create({**values, "inv_recall_id": self.case.id})
                    ],
                }
            )
        self.assertFalse(self.new_delivery(1).move_ids.copy().inv_recall_id)

    def test_wizards_need_the_same_roles(self):
        hold = self.env["inv.recall.hold.wizard"]
        release = self.env["inv.recall.release.wizard"]
        self.assertFalse(self.as_user(hold, self.reader).has_access("create"))
        self.assertTrue(self.as_user(hold, self.coordinator).has_access("create"))
        self.assertFalse(self.as_user(release, self.coordinator).has_access("create"))
        self.assertTrue(self.as_user(release, self.releaser).has_access("create"))
        self.hold()
        action = self.as_user(self.case, self.releaser).action_release()
        wizard = self.as_user(release, self.releaser).browse(action["res_id"])
        wizard.line_ids.is_chosen = True
        wizard.reason = "Tested, good."
        wizard.action_confirm()
        self.assertFalse(self.bad.inv_is_held)

    def test_worker_is_refused_with_the_reason(self):
        self.hold()
        picking = self.new_delivery(1)
        mine = self.as_user(picking.move_line_ids, self.worker)
        with self.assertRaisesRegex(Exception, self.case.name):
            mine.lot_id = self.bad.id

    def test_coordinator_works_without_other_rights(self):
        self.new_quarantine()
        case = self.as_user(self.case, self.coordinator)
        action = case.action_hold()
        wizard = case.env[action["res_model"]].browse(action["res_id"])
        wizard.action_confirm()
        self.assertTrue(self.bad.inv_is_held)
        found = case.env["stock.picking"].search(case.action_quarantine()["domain"])
        self.assertEqual(found.state, "assigned")
        self.assertEqual(case.action_open_holds()["res_model"], "inv.recall.hold")
        case.action_open_unreserved()
        case.action_open_watches()
