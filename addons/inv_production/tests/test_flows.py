from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import RedirectWarning
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestFlowsUnderTheGate(ReadinessCase):
    """Core's flows go on while unreleased orders are refused."""

    def produce(self, order):
        order.qty_producing = order.product_qty
        order.set_qty_producing()
        order.move_raw_ids.picked = True
        order.button_mark_done()

    def test_unbuild_takes_a_released_order_apart(self):
        self.put(self.bearing, 4)
        self.put(self.housing, 2)
        order = self.new_order(self.pump, 2)
        order.action_inv_release()
        self.produce(order)
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.pump.id,
                "mo_id": order.id,
                "product_qty": 2,
                "location_id": self.stock.id,
                "location_dest_id": self.stock.id,
            }
        )
        unbuild.action_unbuild()
        self.assertEqual(self.held(self.bearing), (4.0, 0.0))

    def test_receipt_from_a_subcontractor_is_not_gated(self):
        if "subcontractor_ids" not in self.env["mrp.bom"]._fields:
            self.skipTest("subcontracting is not installed")
        vendor = self.env["res.partner"].create({"name": "Subcontractor"})
        valve = self.new_product("Valve")
        self.new_bom(
            valve,
            {self.bearing: 1},
            type="subcontract",
            subcontractor_ids=vendor.ids,
        )
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": vendor.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": valve.id,
                            "product_uom_qty": 3,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        receipt.move_ids.quantity = 3
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")
        self.assertEqual(self.held(valve)[0], 3.0)

    def test_order_made_to_order_waits_for_its_own_sub_order(self):
        routes = self.env.ref("stock.route_warehouse0_mto")
        routes.active = True
        make = self.env["stock.rule"].search(
            [
                ("action", "=", "manufacture"),
                ("warehouse_id", "=", self.warehouse.id),
            ],
            limit=1,
        )
        self.pump.route_ids = routes | make.route_id
        station = self.new_product("Station")
        self.new_bom(station, {self.pump: 1})
        self.put(self.pump, 5)
        order = self.new_order(station, 2, 6)
        child = order.move_raw_ids.move_orig_ids.production_id
        self.assertEqual(child.product_id, self.pump)
        child.date_start = fields.Datetime.now() + timedelta(days=1)
        # Pumps in stock are for others: this line waits for its own order.
        self.put(self.housing, 2)
        self.assertEqual(self.states(order, child), ["short", "short"])
        self.incoming(self.bearing, 4, 3)
        self.assertEqual(self.states(order, child), ["by_date", "by_date"])
        data = self.board.get_board({}, [], 50)
        card = next(
            card
            for column in data["columns"]
            for card in column["cards"]
            if card["id"] == order.id
        )
        self.assertEqual(card["part"]["supply"]["label"], child.name)
        self.put(self.bearing, 4)
        child.action_inv_release()
        self.produce(child)
        self.assertEqual(self.states(order), ["ready"])
        order.action_inv_release()
        self.produce(order)
        self.assertEqual(order.state, "done")

    def test_work_order_needs_the_material_of_its_operation(self):
        bench = self.env["mrp.workcenter"].create(
            {"name": "Bench", "company_id": self.company.id}
        )
        self.bom.ready_to_produce = "asap"
        self.bom.operation_ids = [
            Command.create({"name": name, "workcenter_id": bench.id, "sequence": at})
            for at, name in enumerate(("Assemble", "Close"))
        ]
        first, second = self.bom.operation_ids
        lines = self.bom.bom_line_ids
        lines[0].operation_id, lines[1].operation_id = first, second
        self.put(self.bearing, 2)
        order = self.new_order(self.pump, 1)
        with self.assertRaises(RedirectWarning):
            order.workorder_ids[0].button_start()
        order.action_inv_release()
        self.assertEqual(order.inv_release_state, "first_operation")
        self.assertFalse(order.inv_is_release_short)
        order.workorder_ids[0].button_start()
        with self.assertRaisesRegex(RedirectWarning, "Housing"):
            order.workorder_ids[1].button_start()
        with self.assertRaisesRegex(RedirectWarning, "Housing"):
            order.button_mark_done()
        self.put(self.housing, 1)
        order.action_assign()
        order.workorder_ids[1].button_start()
        self.assertEqual(order.workorder_ids[1].state, "progress")

    def test_released_quantity_that_grows_is_short(self):
        self.put(self.bearing, 4)
        self.put(self.housing, 2)
        order = self.new_order(self.pump, 2)
        order.action_inv_release()
        wizard = self.env["change.production.qty"].create(
            {"mo_id": order.id, "product_qty": 3}
        )
        wizard.change_prod_qty()
        self.assertTrue(order.inv_is_release_short)
        with self.assertRaises(RedirectWarning):
            order.action_start()

    def test_split_by_core_keeps_parts_unreleased(self):
        self.put(self.bearing, 8)
        self.put(self.housing, 4)
        order = self.new_order(self.pump, 4)
        parts = order._split_productions({order: [3, 1]})
        self.assertEqual(parts.mapped("inv_release_state"), ["waiting", "waiting"])
        self.board.decide_release(parts.ids)
        self.assertEqual(parts.mapped("inv_release_state"), ["released", "released"])
