from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestLedgerFlows(InvCase):
    """Every kind of flow counts once, on the right side, in the product's unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product()
        cls.receive(cls.product, 100)

    def sums(self, product=None, warehouse=None):
        rows = self.rows(product or self.product, warehouse)
        names = ("issued_qty", "requested_qty", "returned_qty", "received_qty")
        names += ("transferred_in_qty", "transferred_out_qty")
        names += ("adjusted_qty", "scrapped_qty", "issue_count")
        totals = {name: sum(rows.mapped(name)) for name in names}
        return {name: value for name, value in totals.items() if value}

    def deliver_in_steps(self, quantity):
        """Deliver through core's pickings; validate each step as it appears."""
        delivery = self.warehouse.delivery_steps
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom": self.product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id
                if delivery == "ship_only"
                else self.warehouse.pick_type_id.default_location_dest_id.id,
                "location_final_id": self.customers.id,
                "picking_type_id": self.warehouse.out_type_id.id
                if delivery == "ship_only"
                else self.warehouse.pick_type_id.id,
                "warehouse_id": self.warehouse.id,
                "route_ids": [(6, 0, self.warehouse.delivery_route_id.ids)],
                "company_id": self.company.id,
            }
        )
        move._action_confirm()
        steps = 0
        while move:
            steps += 1
            move.quantity = quantity
            move.picked = True
            move.picking_id._action_done()
            move = move.move_dest_ids
        return steps

    def ship(self, product, asked, moved):
        """Validate a delivery of ``asked`` with ``moved`` picked; return it."""
        places = {
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        move = {
            "product_id": product.id,
            "product_uom_qty": asked,
            "product_uom": product.uom_id.id,
            **places,
        }
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "move_ids": [(0, 0, move)],
                **places,
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = moved
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def test_delivery_counts_once_whatever_the_number_of_steps(self):
        for steps, setting in enumerate(
            ("ship_only", "pick_ship", "pick_pack_ship"), 1
        ):
            with self.subTest(steps=setting):
                self.warehouse.delivery_steps = setting
                self.assertEqual(self.deliver_in_steps(10), steps)
                self.refresh()
                self.assertEqual(
                    sum(self.rows(self.product).mapped("issued_qty")), 10 * steps
                )
        self.assertEqual(
            self.sums(),
            {
                "issued_qty": 30,
                "requested_qty": 30,
                "received_qty": 100,
                "issue_count": 3,
            },
        )

    def test_customer_return_is_no_receipt(self):
        self.deliver(self.product, 10)
        self.move(self.product, 4, self.customers, self.stock)
        self.refresh()
        self.assertEqual(self.sums()["returned_qty"], 4)
        self.assertEqual(self.sums()["received_qty"], 100)

    def test_return_to_vendor_lowers_receipts(self):
        self.move(self.product, 15, self.stock, self.suppliers)
        self.refresh()
        self.assertEqual(self.sums(), {"received_qty": 85})

    def test_short_shipment_keeps_what_was_asked(self):
        self.deliver(self.product, 4, asked=10)
        self.refresh()
        sums = self.sums()
        self.assertEqual((sums["issued_qty"], sums["requested_qty"]), (4, 10))

    def test_cancelled_backorder_is_demand_and_not_issued(self):
        picking = self.ship(self.product, asked=10, moved=6)
        backorder = self.env["stock.picking"].search(
            [("backorder_id", "=", picking.id)]
        )
        backorder.action_cancel()
        self.refresh()
        sums = self.sums()
        self.assertEqual((sums["issued_qty"], sums["requested_qty"]), (6, 10))

    def test_quantity_is_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.deliver(self.product, 2, product_uom=dozen.id)
        self.refresh()
        self.assertEqual(self.sums()["issued_qty"], 24)

    def test_kit_counts_as_its_components(self):
        if "mrp.bom" not in self.env:
            self.skipTest("Kits come with mrp.")
        kit = self.new_product("Kit")
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (0, 0, {"product_id": self.product.id, "product_qty": 3})
                ],
            }
        )
        self.ship(kit, asked=2, moved=6)
        self.refresh()
        self.assertEqual(self.sums()["issued_qty"], 6)
        self.assertFalse(self.rows(kit))

    def test_production_consumes_components_and_receives_the_product(self):
        if "mrp.production" not in self.env:
            self.skipTest("Production comes with mrp.")
        finished = self.new_product("Finished")
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": finished.product_tmpl_id.id,
                "bom_line_ids": [
                    (0, 0, {"product_id": self.product.id, "product_qty": 2})
                ],
            }
        )
        order_form = Form(self.env["mrp.production"])
        order_form.product_id = finished
        order_form.product_qty = 5
        order_form.picking_type_id = self.warehouse.manu_type_id
        order = order_form.save()
        order.action_confirm()
        order.qty_producing = 5
        order._set_qty_producing()
        order.move_raw_ids.picked = True
        order.button_mark_done()
        self.assertEqual(order.state, "done")
        self.refresh()
        self.assertEqual(self.sums()["issued_qty"], 10)
        self.assertEqual(self.sums(finished), {"received_qty": 5})

    def test_transfer_between_warehouses_is_no_demand(self):
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        transit = self.company.internal_transit_location_id
        transit.active = True
        self.move(self.product, 30, self.stock, transit)
        self.move(self.product, 20, transit, other.lot_stock_id)
        self.move(self.product, 5, self.stock, other.lot_stock_id)
        self.refresh()
        self.assertEqual(self.sums(), {"received_qty": 100, "transferred_out_qty": 35})
        self.assertEqual(self.sums(warehouse=other), {"transferred_in_qty": 25})

    def test_move_inside_a_warehouse_is_nothing(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id, "usage": "internal"}
        )
        self.move(self.product, 30, self.stock, shelf)
        self.refresh()
        self.assertEqual(self.sums(), {"received_qty": 100})

    def test_scrap_and_adjustment_are_apart(self):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 3,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 90
        quant.action_apply_inventory()
        self.refresh()
        self.assertEqual(
            self.sums(), {"received_qty": 100, "scrapped_qty": 3, "adjusted_qty": -7}
        )

    def test_drop_shipment_is_no_demand_of_a_warehouse(self):
        self.move(self.product, 9, self.suppliers, self.customers)
        self.refresh()
        self.assertEqual(self.sums(), {"received_qty": 100})

    def test_subcontractor_takes_demand(self):
        if "subcontracting_location_id" not in self.company._fields:
            self.skipTest("Subcontracting comes with mrp_subcontracting.")
        self.move(self.product, 8, self.stock, self.company.subcontracting_location_id)
        self.refresh()
        self.assertEqual(self.sums()["issued_qty"], 8)

    def test_day_is_cut_in_the_time_zone_of_the_company(self):
        self.company.partner_id.tz = "Pacific/Auckland"
        self.deliver(self.product, 5, when=self.days_ago(10, hour=20))
        self.refresh(rebuild=True)
        row = self.rows(self.product).filtered("issued_qty")
        self.assertEqual(row.date, self.days_ago(9).date())

    def test_other_company_has_its_own_ledger(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids += other
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        self.move(
            self.product,
            6,
            self.suppliers,
            warehouse.lot_stock_id,
            company_id=other.id,
        )
        self.refresh()
        self.assertFalse(self.rows(self.product, warehouse))
        self.env["inv.stock.ledger.refresh"]._refresh(other)
        self.assertEqual(self.sums(warehouse=warehouse), {"received_qty": 6})
        self.assertEqual(self.rows(self.product, warehouse).company_id, other)

    def test_ledger_explains_the_stock_of_every_day(self):
        for days, quantity in ((40, 3), (30, 20), (20, 1), (5, 11)):
            self.deliver(self.product, quantity, when=self.days_ago(days))
        self.receive(self.product, 50, when=self.days_ago(12))
        self.refresh(rebuild=True)
        self.env["inv.planning.preparation"]._synchronise_points(self.company)
        point = self.point(self.product)
        history = self.env["inv.provider.stock"]._get_stock_history(
            point, self.company, self.today, 60
        )[0]
        for offset in (0, 15, 25, 35, 45, 50, 58, 59):
            day = self.today - timedelta(days=59 - offset)
            end = fields.Datetime.to_datetime(day) + timedelta(hours=23, minutes=59)
            product = self.product.with_context(
                to_date=end, warehouse_id=self.warehouse.id
            )
            self.assertEqual(history[offset], product.qty_available, day)
