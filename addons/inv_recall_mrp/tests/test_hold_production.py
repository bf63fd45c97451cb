from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.inv_recall.tests.hold_common import HoldCase


@tagged("post_install", "-at_install")
class TestHoldProduction(HoldCase):
    """Held lots and manufacturing orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product("Pump")
        cls.bom = cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.pump.product_tmpl_id.id,
                "product_qty": 1,
                "company_id": cls.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": cls.seal.id, "product_qty": 2})
                ],
            }
        )
        cls.pump_lot = cls.new_lot("PUMP-1", cls.pump)

    def new_order(self, qty=10):
        order = self.env["mrp.production"].create(
            {
                "product_id": self.pump.id,
                "bom_id": self.bom.id,
                "product_qty": qty,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.manu_type_id.id,
            }
        )
        order.action_confirm()
        order.action_assign()
        return order

    def finish(self, order):
        order.qty_producing = order.product_qty
        order.lot_producing_ids = self.pump_lot
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        return order.button_mark_done()

    def test_components_are_taken_from_the_order_and_listed(self):
        order = self.new_order()
        self.assertEqual(order.move_raw_ids.move_line_ids.lot_id, self.bad)
        self.hold()
        self.assertFalse(order.move_raw_ids.move_line_ids)
        self.assertEqual(order.reservation_state, "confirmed")
        self.assertEqual(self.case.unreserved_ids.reference, order.name)
        self.assertEqual(self.case.unreserved_ids.move_id, order.move_raw_ids)
        order.action_assign()
        self.assertEqual(order.move_raw_ids.move_line_ids.lot_id, self.good)
        self.finish(order)
        self.assertEqual(order.state, "done")

    def test_order_that_started_loses_the_lot_too(self):
        order = self.new_order()
        order.qty_producing = 4
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        self.assertIn(self.bad, order.move_raw_ids.move_line_ids.lot_id)
        self.hold()
        self.assertNotIn(self.bad, order.move_raw_ids.move_line_ids.lot_id)

    def test_held_component_recorded_by_hand_is_refused(self):
        self.hold()
        order = self.new_order()
        move = order.move_raw_ids
        with self.assertRaisesRegex(UserError, "Lot VD-5482 is held"):
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": self.seal.id,
                        "lot_id": self.bad.id,
                        "quantity": 20,
                        "location_id": move.location_id.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
            ]

    def test_mark_done_is_refused_when_the_lot_is_held_after_the_line(self):
        order = self.new_order()
        line = order.move_raw_ids.move_line_ids
        # As when the hold of another process was committed in between.
        self.env["stock.lot"].browse(line.lot_id.id)._write_held(True)
        self.env["inv.recall.hold"].create(
            [self.case._prepare_hold_vals(self.bad, "Cracks.")]
        )
        with self.assertRaisesRegex(UserError, f"held by recall {self.case.name}"):
            self.finish(order)

    def test_finished_goods_that_are_held_may_be_made(self):
        self.hold(self.pump_lot)
        order = self.new_order()
        self.finish(order)
        self.assertEqual(order.state, "done")
        self.assertEqual(self.pump_lot.product_qty, 10)
        self.assertTrue(self.pump_lot.inv_is_held)

    def test_unbuild_of_a_held_lot_is_refused(self):
        order = self.new_order()
        self.finish(order)
        self.hold(self.pump_lot)
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.pump.id,
                "bom_id": self.bom.id,
                "mo_id": order.id,
                "lot_id": self.pump_lot.id,
                "product_qty": 10,
                "company_id": self.company.id,
            }
        )
        with self.assertRaisesRegex(UserError, "Lot PUMP-1 is held"):
            unbuild.action_unbuild()
