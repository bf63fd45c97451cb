from odoo.exceptions import UserError
from odoo.tests import tagged

from .hold_common import REASON, HoldCase


@tagged("post_install", "-at_install")
class TestHold(HoldCase):
    """What a hold and a release write, and what a hold takes away."""

    def test_hold_is_written_with_who_when_and_why(self):
        hold = self.hold()
        self.assertRecordValues(
            hold,
            [
                {
                    "lot_id": self.bad.id,
                    "recall_id": self.case.id,
                    "company_id": self.company.id,
                    "state": "held",
                    "reason": REASON,
                    "user_id": self.env.uid,
                }
            ],
        )
        self.assertTrue(self.bad.inv_is_held)
        self.assertFalse(self.good.inv_is_held)
        self.assertEqual(self.case.held_lot_ids, self.bad)
        self.assertEqual(self.case.held_count, 1)
        self.assertIn(self.case.name, self.bad.message_ids[0].body)
        (event,) = self.case.event_ids.filtered(lambda event: event.kind == "hold")
        self.assertIn("VD-5482", event.text)
        self.assertEqual(self.bad.inv_hold_text, f"Recall {self.case.name}: {REASON}")

    def test_second_hold_of_a_case_adds_nothing(self):
        self.hold()
        self.assertFalse(self.hold())
        self.assertEqual(len(self.case.hold_ids), 1)

    def test_each_hold_and_release_raises_the_version(self):
        before = self.bad.inv_hold_version
        self.hold()
        self.assertEqual(self.bad.inv_hold_version, before + 1)
        self.case._release_lots(self.bad, "Tested, good.")
        self.assertEqual(self.bad.inv_hold_version, before + 2)

    def test_release_writes_who_when_and_why(self):
        hold = self.hold()
        free = self.case._release_lots(self.bad, "Tested, good.")
        self.assertEqual(free, self.bad)
        self.assertFalse(self.bad.inv_is_held)
        self.assertEqual(hold.state, "released")
        self.assertEqual(hold.release_reason, "Tested, good.")
        self.assertEqual(hold.release_user_id, self.env.user)
        self.assertTrue(hold.release_date)
        self.assertEqual(self.case.held_count, 0)
        self.assertIn("Tested, good.", self.bad.message_ids[0].body)
        self.assertTrue(self.case.event_ids.filtered(lambda e: e.kind == "release"))

    def test_lot_is_free_when_the_last_case_releases_it(self):
        other = self.new_case(self.bad, state="contain")
        self.hold()
        self.hold(case=other)
        self.assertFalse(self.case._release_lots(self.bad, "Tested, good."))
        self.assertTrue(self.bad.inv_is_held)
        self.assertIn("still held", self.bad.message_ids[0].body)
        other._release_lots(self.bad, "Tested, good.")
        self.assertFalse(self.bad.inv_is_held)

    def test_lot_can_be_held_again(self):
        self.hold()
        self.case._release_lots(self.bad, "Tested, good.")
        self.hold()
        self.assertTrue(self.bad.inv_is_held)
        self.assertEqual(len(self.case.hold_ids), 2)

    def test_reason_is_needed(self):
        with self.assertRaisesRegex(UserError, "Write a reason"):
            self.hold(reason=" ")
        self.hold()
        with self.assertRaisesRegex(UserError, "Write a reason"):
            self.case._release_lots(self.bad, False)

    def test_release_of_what_is_not_held_is_refused(self):
        with self.assertRaisesRegex(UserError, "holds none"):
            self.case._release_lots(self.bad, "Tested, good.")

    def test_mock_recall_holds_nothing(self):
        mock = self.new_case(self.bad, kind="mock", state="contain")
        for method in ("action_hold", "action_release", "action_quarantine"):
            with self.assertRaisesRegex(UserError, "mock recall holds nothing"):
                getattr(mock, method)()
        with self.assertRaisesRegex(UserError, "mock recall holds nothing"):
            self.hold(case=mock)
        self.assertFalse(self.bad.inv_is_held)

    def test_closed_case_holds_nothing_more(self):
        self.case.state = "closed"
        with self.assertRaisesRegex(UserError, "has ended"):
            self.hold()

    # ------------------------------------------------------------------
    # Unreserved
    # ------------------------------------------------------------------

    def test_reserved_pieces_are_taken_and_listed(self):
        delivery = self.new_delivery(30)
        self.assertEqual(delivery.move_line_ids.lot_id, self.bad)
        self.hold()
        self.assertFalse(delivery.move_line_ids)
        self.assertEqual(delivery.state, "confirmed")
        self.assertRecordValues(
            self.case.unreserved_ids,
            [
                {
                    "lot_id": self.bad.id,
                    "picking_id": delivery.id,
                    "move_id": delivery.move_ids.id,
                    "reference": delivery.name,
                    "partner_id": self.customer.id,
                    "qty": 30.0,
                    "uom_id": self.seal.uom_id.id,
                    "was_picked": False,
                    "company_id": self.company.id,
                }
            ],
        )
        quant = self.bad.quant_ids.filtered(lambda q: q.location_id == self.stock)
        self.assertEqual(quant.reserved_quantity, 0)
        delivery.action_assign()
        self.assertEqual(delivery.move_line_ids.lot_id, self.good)

    def test_picked_and_packed_pieces_are_taken_too(self):
        delivery = self.new_delivery(30)
        delivery.move_ids.picked = True
        delivery.move_line_ids.result_package_id = self.env["stock.package"].create({})
        self.hold()
        self.assertFalse(delivery.move_line_ids)
        self.assertTrue(self.case.unreserved_ids.was_picked)

    def test_other_warehouses_lose_their_reservations_too(self):
        site = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "S2", "company_id": self.company.id}
        )
        self.move(self.bad, 10, self.vendors, site.lot_stock_id)
        move = self.env["stock.move"].create(
            {
                "product_id": self.seal.id,
                "product_uom_qty": 10,
                "location_id": site.lot_stock_id.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.state, "assigned")
        self.hold()
        self.assertEqual(move.state, "confirmed")
        self.assertEqual(self.case.unreserved_ids.move_id, move)

    def test_other_lots_of_a_document_stay(self):
        delivery = self.new_delivery(120)
        self.hold()
        self.assertEqual(delivery.move_line_ids.lot_id, self.good)
        self.assertEqual(delivery.move_ids.quantity, 20)
        self.assertEqual(self.case.unreserved_ids.qty, 100)

    def test_reservation_for_quarantine_stays(self):
        delivery = self.new_delivery(30, target=self.new_quarantine())
        self.hold()
        self.assertEqual(delivery.move_line_ids.lot_id, self.bad)
        self.assertFalse(self.case.unreserved_ids)

    # ------------------------------------------------------------------
    # Wizards and state of the lots
    # ------------------------------------------------------------------

    def add_scope(self, lot, case=None, **values):
        case = case or self.case
        return self.env["inv.recall.lot"].create(
            {
                "recall_id": case.id,
                "lot_id": lot.id,
                "product_id": lot.product_id.id,
                "company_id": self.company.id,
                "role": "seed",
                **values,
            }
        )

    def test_hold_wizard_lists_included_lots_that_are_not_held(self):
        third = self.new_lot("VD-6000")
        self.add_scope(self.bad)
        self.add_scope(self.good, included=False)
        self.add_scope(third)
        self.hold(third)
        delivery = self.new_delivery(30)
        action = self.case.action_hold()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertRecordValues(
            wizard.line_ids,
            [
                {
                    "lot_id": self.bad.id,
                    "is_chosen": True,
                    "on_hand_qty": 100.0,
                    "reserved_qty": 30.0,
                    "documents": delivery.name,
                }
            ],
        )
        self.assertEqual(wizard.reserved_count, 1)
        wizard.action_confirm()
        self.assertEqual(self.case.held_lot_ids, self.bad + third)

    def test_release_wizard_releases_what_is_chosen(self):
        other = self.new_case(self.bad, state="contain")
        self.hold(self.bad + self.good)
        self.hold(self.bad, case=other)
        action = self.case.action_release()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        by_lot = {line.lot_id: line for line in wizard.line_ids}
        self.assertEqual(by_lot[self.bad].other_cases, other.name)
        self.assertFalse(by_lot[self.good].other_cases)
        with self.assertRaisesRegex(UserError, "Choose at least one"):
            wizard.action_confirm()
        by_lot[self.good].is_chosen = True
        wizard.reason = "Tested, good."
        wizard.action_confirm()
        self.assertEqual(self.case.held_lot_ids, self.bad)

    def test_lots_of_the_case_know_whether_they_are_held(self):
        line = self.add_scope(self.bad)
        left_out = self.add_scope(self.good, included=False)
        self.assertEqual(line.hold_state, "to_hold")
        self.assertFalse(left_out.hold_state)
        self.hold()
        self.assertEqual(line.hold_state, "held")
        other = self.new_case(self.bad, state="contain")
        self.assertEqual(self.add_scope(self.bad, other).hold_state, "held_by_other")
        self.case._release_lots(self.bad, "Tested, good.")
        self.assertEqual(line.hold_state, "released")
        mock = self.new_case(self.bad, kind="mock")
        self.assertFalse(self.add_scope(self.bad, mock).hold_state)

    # ------------------------------------------------------------------
    # Quarantine
    # ------------------------------------------------------------------

    def test_quarantine_is_proposed_for_each_warehouse_and_nothing_moves(self):
        target = self.new_quarantine()
        site = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "S2", "company_id": self.company.id}
        )
        second_target = self.new_quarantine(site)
        self.move(self.bad, 10, self.vendors, site.lot_stock_id)
        self.move(self.bad, 25, self.stock, self.shelf)
        self.hold(self.bad + self.good)
        action = self.case.action_quarantine()
        pickings = self.env["stock.picking"].search(action["domain"])
        self.assertEqual(len(pickings), 2)
        self.assertEqual(set(pickings.mapped("state")), {"assigned"})
        self.assertEqual(self.bad.product_qty, 110)
        self.assertEqual(set(pickings.mapped("origin")), {self.case.name})
        first = pickings.filtered(lambda p: p.location_dest_id == target)
        found = {
            (line.lot_id, line.location_id): line.quantity
            for line in first.move_line_ids
        }
        self.assertEqual(
            found,
            {
                (self.bad, self.stock): 75.0,
                (self.bad, self.shelf): 25.0,
                (self.good, self.stock): 40.0,
            },
        )
        second = pickings - first
        self.assertEqual(second.location_dest_id, second_target)
        with self.assertRaisesRegex(UserError, "No held stock"):
            self.case.action_quarantine()
        first.move_ids.picked = True
        first.button_validate()
        self.assertEqual(first.state, "done")
        inside = self.bad.quant_ids.filtered(lambda q: q.location_id == target)
        self.assertEqual(inside.quantity, 100)

    def test_quarantine_needs_a_place(self):
        self.hold()
        with self.assertRaisesRegex(UserError, self.warehouse.name):
            self.case.action_quarantine()

    def test_places_inside_a_quarantine_are_quarantine(self):
        target = self.new_quarantine()
        cage = self.new_place("Cage", target)
        self.assertTrue(cage.inv_in_quarantine)
        self.assertFalse(self.shelf.inv_in_quarantine)
        self.new_quarantine()
        self.assertEqual(self.warehouse.inv_quarantine_location_id, target)

    # ------------------------------------------------------------------
    # Batches
    # ------------------------------------------------------------------

    def test_holding_many_lots_costs_as_much_as_two(self):
        counts = []
        for size in (1, 2, 20):
            lots = self.bad.union(
                *(self.new_lot(f"BATCH-{size}-{n}") for n in range(size))
            )
            for lot in list(lots)[1:]:
                self.receive(lot, 5)
            case = self.new_case(state="contain")
            held = self.count_queries(lambda c=case, x=lots: self.hold(x, c))
            freed = self.count_queries(
                lambda c=case, x=lots: c._release_lots(x, "Tested, good.")
            )
            counts.append((held, freed))
        self.assertEqual(counts[1], counts[2])
