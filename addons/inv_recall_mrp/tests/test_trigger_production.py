from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.inv_recall.tests.common import RecallCase


@tagged("post_install", "-at_install")
class TestTriggerProduction(RecallCase):
    """Cases that begin with real manufacturing orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.new_product("Pump")
        cls.scrap_metal = cls.new_product("Turnings")
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
        cls.bad = cls.new_lot("VD-5482")
        cls.receive(cls.bad, 100)

    def produce(self, name, qty=10, byproduct=None, product=None):
        """Make ``qty`` pumps under a lot number (without one for None)."""
        product = product or self.pump
        order = self.env["mrp.production"].create(
            {
                "product_id": product.id,
                "bom_id": product.bom_ids[:1].id,
                "product_qty": qty,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.manu_type_id.id,
            }
        )
        order.action_confirm()
        order.action_assign()
        order.qty_producing = qty
        if name:
            order.lot_producing_ids = self.new_lot(name, product)
        order._set_qty_producing()
        if byproduct:
            move = order.move_byproduct_ids
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": byproduct.product_id.id,
                        "lot_id": byproduct.id,
                        "quantity": move.product_uom_qty,
                        "location_id": move.location_id.id,
                        "location_dest_id": move.location_dest_id.id,
                    }
                )
            ]
        (order.move_raw_ids | order.move_byproduct_ids).picked = True
        order.button_mark_done()
        self.assertEqual(order.state, "done")
        return order

    def unbuild(self, order, qty):
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.pump.id,
                "bom_id": self.bom.id,
                "mo_id": order.id,
                "lot_id": order.lot_producing_ids.id,
                "product_qty": qty,
                "company_id": self.company.id,
            }
        )
        unbuild.action_unbuild()
        self.assertEqual(unbuild.state, "done")
        return unbuild

    def new_case_of(self, *orders):
        ids = [order.id for order in orders]
        return self.new_case(
            trigger_kind="production", production_ids=[Command.set(ids)]
        )

    def line_of(self, case, lot):
        return case.recall_lot_ids.filtered(lambda line: line.lot_id == lot)

    def test_what_the_orders_made_is_the_trigger(self):
        first, second = self.produce("PUMP-1"), self.produce("PUMP-2", 5)
        self.produce("PUMP-3", 1)
        case = self.new_case_of(first, second)
        case.action_start()
        seeds = case.recall_lot_ids.filtered(lambda line: line.role == "seed")
        self.assertEqual(
            sorted(seeds.mapped("lot_name")),
            ["PUMP-1", "PUMP-2"],
        )
        self.assertEqual(self.line_of(case, self.bad).role, "component")

    def test_links_carry_the_names_of_the_orders(self):
        first, second = self.produce("PUMP-1"), self.produce("PUMP-2", 5)
        case = self.new_case(self.bad)
        case.action_start()
        self.assertEqual(
            {
                (link.reference, link.child_id.lot_name, link.qty_used, link.qty_made)
                for link in case.link_ids
            },
            {
                (first.name, "PUMP-1", 20.0, 10.0),
                (second.name, "PUMP-2", 10.0, 5.0),
            },
        )
        self.assertEqual(self.line_of(case, self.bad).qty_consumed, 30)
        self.assertEqual(self.line_of(case, self.bad).qty_on_hand, 70)

    def test_by_products_are_affected_too(self):
        self.bom.byproduct_ids = [
            Command.create({"product_id": self.scrap_metal.id, "product_qty": 1})
        ]
        turnings = self.new_lot("T-1", self.scrap_metal)
        order = self.produce("PUMP-1", byproduct=turnings)
        case = self.new_case_of(order)
        case.action_start()
        self.assertEqual(self.line_of(case, turnings).role, "seed")
        self.assertEqual(self.line_of(case, order.lot_producing_ids).role, "seed")
        down = self.new_case(self.bad)
        down.action_start()
        self.assertEqual(self.line_of(down, turnings).role, "made")
        self.assertEqual(self.line_of(down, turnings).qty_total, 10)

    def test_unbuild_is_a_loop_that_ends_and_balances(self):
        order = self.produce("PUMP-1")
        self.unbuild(order, 4)
        case = self.new_case(self.bad)
        case.action_start()
        bad = self.line_of(case, self.bad)
        # 20 went in, 8 were taken out again.
        self.assertEqual(bad.qty_consumed, 12)
        self.assertEqual(bad.qty_on_hand, 88)
        self.assertEqual(bad.qty_total, 100)
        self.assertEqual(bad.qty_unexplained, 0)
        pump = self.line_of(case, order.lot_producing_ids)
        self.assertEqual((pump.qty_made, pump.qty_on_hand), (10, 6))
        self.assertEqual(pump.qty_consumed, 4)
        self.assertEqual(pump.qty_unexplained, 0)
        # The loop closes: the order made the pump of the lot, the unbuild the reverse.
        self.assertEqual(
            {(link.parent_id, link.child_id) for link in case.link_ids},
            {(bad, pump), (pump, bad)},
        )

    def test_case_of_an_order_follows_what_its_unbuild_gave_back(self):
        order = self.produce("PUMP-1")
        self.unbuild(order, 4)
        other = self.produce("PUMP-2", 1)
        case = self.new_case_of(order)
        case.action_start()
        self.assertEqual(self.line_of(case, order.lot_producing_ids).role, "seed")
        for lot in (self.bad, other.lot_producing_ids):
            self.assertEqual(self.line_of(case, lot).role, "made")
            self.assertTrue(self.line_of(case, lot).included)

    def test_order_without_a_number_is_named(self):
        plain = self.new_product("Plain pump", tracking="none")
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": plain.product_tmpl_id.id,
                "company_id": self.company.id,
                "bom_line_ids": [
                    Command.create({"product_id": self.seal.id, "product_qty": 1})
                ],
            }
        )
        good, silent = self.produce("PUMP-1"), self.produce(None, 3, product=plain)
        case = self.new_case_of(good, silent)
        with self.assertRaisesRegex(UserError, f"^{silent.name} made nothing with"):
            case.action_start()
        self.assertEqual(case.state, "trigger")
        self.assertFalse(case.recall_lot_ids)

    def test_trigger_needs_an_order(self):
        with self.assertRaisesRegex(UserError, "needs: Manufacturing Orders"):
            self.new_case(trigger_kind="production").action_start()

    def test_open_order_has_made_nothing_yet(self):
        order = self.env["mrp.production"].create(
            {
                "product_id": self.pump.id,
                "bom_id": self.bom.id,
                "product_qty": 1,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.manu_type_id.id,
            }
        )
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "made nothing with a number"):
            self.new_case_of(order).action_start()

    def test_order_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        order = self.produce("PUMP-1")
        with self.assertRaises(UserError):
            self.new_case(
                company_id=other.id,
                trigger_kind="production",
                production_ids=[Command.set(order.ids)],
            )

    def test_button_of_an_order_opens_a_case_with_it(self):
        order = self.produce("PUMP-1")
        user = self.new_user(
            "coordinator", "inv_recall.group_recall_coordinator,mrp.group_mrp_user"
        )
        action = order.with_user(user).action_start_recall()
        context = action["context"]
        recalls = self.env["inv.recall"].with_user(user).with_context(**context)
        form = Form(recalls)
        form.title = "Face may crack"
        form.severity = "1"
        case = form.save()
        self.assertEqual(case.trigger_kind, "production")
        self.assertEqual(case.production_ids, order)
        case.action_start()
        self.assertEqual(case.state, "scope")
        self.assertIn(order.lot_producing_ids, case.recall_lot_ids.lot_id)

    def test_button_is_for_coordinators(self):
        for login, groups, shown in [
            ("maker", "mrp.group_mrp_manager", False),
            ("watcher", "mrp.group_mrp_user,inv_recall.group_recall_user", False),
            ("leader", "mrp.group_mrp_user,inv_recall.group_recall_coordinator", True),
        ]:
            orders = self.env["mrp.production"].with_user(self.new_user(login, groups))
            arch = orders.get_view(view_type="form")["arch"]
            self.assertEqual("action_start_recall" in arch, shown, login)

    def test_subcontracted_lot_is_found(self):
        if "subcontract" not in dict(self.env["mrp.bom"]._fields["type"].selection):
            self.skipTest("Subcontracting is not installed.")
        maker = self.env["res.partner"].create({"name": "Maker", "is_company": True})
        self.bom.write({"type": "subcontract", "subcontractor_ids": maker.ids})
        site = maker.with_company(self.company).property_stock_subcontractor
        self.move(self.bad, 20, self.stock, site)
        receipt = self.env["stock.picking"].create(
            {
                "partner_id": maker.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.vendors.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.pump.id,
                            "product_uom_qty": 10,
                            "location_id": self.vendors.id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        pump_lot = self.new_lot("PUMP-S", self.pump)
        order = receipt.move_ids.move_orig_ids.production_id
        order.lot_producing_ids = pump_lot
        order.qty_producing = 10
        order._set_qty_producing()
        receipt.move_ids.move_line_ids.lot_id = pump_lot
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.assertEqual(receipt.state, "done")
        self.assertEqual(order.state, "done")
        case = self.new_case(self.bad)
        case.action_start()
        self.assertEqual(self.line_of(case, pump_lot).role, "made")
        self.assertEqual(self.line_of(case, pump_lot).qty_on_hand, 10)
        self.assertEqual(self.line_of(case, self.bad).qty_consumed, 20)
        by_order = self.new_case_of(order)
        by_order.action_start()
        self.assertEqual(self.line_of(by_order, pump_lot).role, "seed")
