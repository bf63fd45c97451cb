from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .hold_common import HoldCase


@tagged("post_install", "-at_install")
class TestHoldRules(HoldCase):
    """Where a held lot may go, and where it is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hold()

    # ------------------------------------------------------------------
    # Reservation
    # ------------------------------------------------------------------

    def test_reservation_leaves_the_held_lot_out(self):
        delivery = self.new_delivery(60)
        self.assertEqual(delivery.move_line_ids.lot_id, self.good)
        self.assertEqual(delivery.move_ids.quantity, 40)
        self.assertEqual(delivery.move_ids.state, "partially_available")

    def test_quantity_typed_by_hand_takes_no_held_lot(self):
        delivery = self.new_delivery(60, confirm=False)
        delivery.action_confirm()
        delivery.move_ids.quantity = 60
        self.assertNotIn(self.bad, delivery.move_line_ids.lot_id)

    def test_stock_brought_by_a_move_before_is_not_reserved(self):
        output = self.new_place("Output", self.warehouse.view_location_id)
        pick = self.move(self.good, 10, self.stock, output)
        pick_out = self.env["stock.move"].create(
            {
                "product_id": self.seal.id,
                "product_uom_qty": 10,
                "location_id": output.id,
                "location_dest_id": self.customers.id,
                "company_id": self.company.id,
                "move_orig_ids": [Command.link(pick.id)],
            }
        )
        self.hold(self.good)
        pick_out._action_confirm()
        pick_out._action_assign()
        self.assertFalse(pick_out.move_line_ids)

    def test_context_of_a_request_does_not_open_reservation(self):
        delivery = self.new_delivery(60, confirm=False)
        delivery.action_confirm()
        delivery.with_context(inv_held_allowed=True).action_assign()
        self.assertNotIn(self.bad, delivery.move_line_ids.lot_id)

    def test_transfer_to_quarantine_reserves_the_held_lot(self):
        delivery = self.new_delivery(30, target=self.new_quarantine())
        self.assertEqual(delivery.move_line_ids.lot_id, self.bad)

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------

    def test_held_stock_is_on_hand_but_not_free(self):
        product = self.seal.with_context(warehouse_id=self.warehouse.id)
        self.assertEqual(product.qty_available, 140)
        self.assertEqual(product.free_qty, 40)
        self.assertEqual(product.virtual_available, 40)
        self.case._release_lots(self.bad, "Tested, good.")
        self.assertEqual(product.free_qty, 140)
        self.assertEqual(product.virtual_available, 140)

    def test_figures_of_another_lot_do_not_change(self):
        seal = self.seal.with_context(lot_id=self.good.id)
        self.assertEqual(seal.free_qty, 40)
        seal = self.seal.with_context(lot_id=self.bad.id)
        self.assertEqual((seal.qty_available, seal.free_qty), (100, 0))

    def test_reserved_held_stock_is_taken_off_once(self):
        self.new_delivery(30, target=self.new_quarantine())
        # 30 reserved for quarantine, 70 held and not reserved, 40 good.
        self.assertEqual(self.seal.free_qty, 40)

    def test_quant_of_a_held_lot_has_nothing_available(self):
        quants = self.env["stock.quant"].search(
            [("product_id", "=", self.seal.id), ("location_id", "=", self.stock.id)]
        )
        found = {quant.lot_id: quant.available_quantity for quant in quants}
        self.assertEqual(found, {self.bad: 0, self.good: 40})
        ((total,),) = quants._read_group(
            [("id", "in", quants.ids)], [], ["available_quantity:sum"]
        )
        self.assertEqual(total, 40)

    def test_seller_without_access_to_lots_reads_the_free_quantity(self):
        # An internal user has the least access that reads quantities.
        user = self.new_user("seller", "base.group_user,stock.group_stock_user")
        product = self.seal.with_user(user).with_company(self.company)
        self.assertEqual(product.free_qty, 40)

    def test_figures_of_many_products_cost_one_query_more(self):
        products = [self.new_product(f"P{n}") for n in range(20)]
        for n, product in enumerate(products):
            self.receive(self.new_lot(f"Q-{n}", product), 5)

        def read_all(count):
            found = self.env["product.product"].browse(
                [product.id for product in products[:count]]
            )
            return found.mapped("free_qty")

        self.count_queries(lambda: read_all(2))
        two = self.count_queries(lambda: read_all(2))
        self.assertEqual(two, self.count_queries(lambda: read_all(20)))

    # ------------------------------------------------------------------
    # Refused
    # ------------------------------------------------------------------

    def test_delivery_of_a_chosen_held_lot_is_refused_with_another_one(self):
        with self.assertRaisesRegex(
            UserError,
            f"Lot VD-5482 is held by recall {self.case.name}. "
            f"Take lot VD-5510 from {self.stock.complete_name}.",
        ):
            self.ship(self.bad, 5)

    def test_without_another_lot_the_refusal_says_what_may_be_done(self):
        self.ship(self.good, 40)
        with self.assertRaisesRegex(UserError, "quarantine, counted or scrapped"):
            self.ship(self.bad, 5)

    def test_refusal_offers_no_other_held_lot(self):
        self.hold(self.good)
        with self.assertRaisesRegex(UserError, "no other lot is free"):
            self.ship(self.bad, 5)

    def test_places_that_are_refused(self):
        transit = self.env["stock.location"].create(
            {"name": "Between", "usage": "transit", "company_id": self.company.id}
        )
        work = self.env["stock.location"].create(
            {"name": "Work", "usage": "production", "company_id": self.company.id}
        )
        quarantine = self.new_quarantine()
        self.move(self.bad, 10, self.stock, quarantine)
        for origin, target in (
            (self.stock, self.shelf),
            (self.stock, self.customers),
            (self.stock, self.vendors),
            (self.stock, work),
            (self.stock, transit),
            (self.vendors, self.customers),
            (self.vendors, transit),
            (quarantine, self.stock),
            (quarantine, work),
        ):
            with self.assertRaisesRegex(UserError, "is held"):
                self.move(self.bad, 1, origin, target)

    def test_dropship_under_the_number_of_a_held_lot_is_refused(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.vendors.id,
                "location_dest_id": self.customers.id,
                "partner_id": self.customer.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.seal.id,
                            "product_uom_qty": 5,
                            "location_id": self.vendors.id,
                            "location_dest_id": self.customers.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_line_ids.write({"lot_name": "VD-5482", "quantity": 5})
        picking.move_ids.picked = True
        with self.assertRaisesRegex(UserError, "is held"):
            picking.move_ids._action_done()

    def test_reserved_line_changed_to_the_held_lot_is_refused(self):
        delivery = self.new_delivery(5)
        with self.assertRaisesRegex(UserError, "is held"):
            delivery.move_line_ids.lot_id = self.bad

    def test_line_whose_destination_was_changed_is_refused_at_validation(self):
        delivery = self.new_delivery(5, target=self.new_quarantine())
        self.assertEqual(delivery.move_line_ids.lot_id, self.bad)
        delivery.move_line_ids.location_dest_id = self.shelf
        delivery.move_ids.picked = True
        with self.assertRaisesRegex(UserError, "is held"):
            delivery.move_ids._action_done()

    def test_done_delivery_cannot_be_enlarged_or_changed_to_a_held_lot(self):
        move = self.ship(self.good, 5)
        with self.assertRaisesRegex(UserError, "is held"):
            move.move_line_ids.lot_id = self.bad
        self.case._release_lots(self.bad, "Tested, good.")
        move = self.ship(self.bad, 5)
        self.hold()
        with self.assertRaisesRegex(UserError, "is held"):
            move.move_line_ids.quantity = 6

    # ------------------------------------------------------------------
    # Allowed
    # ------------------------------------------------------------------

    def test_places_that_are_allowed(self):
        transit = self.env["stock.location"].create(
            {"name": "Between", "usage": "transit", "company_id": self.company.id}
        )
        work = self.env["stock.location"].create(
            {"name": "Work", "usage": "production", "company_id": self.company.id}
        )
        loss = self.seal.with_company(self.company).property_stock_inventory
        quarantine = self.new_quarantine()
        cage = self.new_place("Cage", quarantine)
        for origin, target in (
            (self.vendors, self.stock),
            (self.customers, self.shelf),
            (work, self.stock),
            (transit, self.stock),
            (loss, self.stock),
            (self.stock, loss),
            (self.stock, quarantine),
            (quarantine, cage),
            (cage, quarantine),
            (quarantine, loss),
        ):
            self.assertEqual(self.move(self.bad, 1, origin, target).state, "done")

    def test_scrap_and_count_of_a_held_lot(self):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.seal.id,
                "lot_id": self.bad.id,
                "scrap_qty": 3,
                "location_id": self.stock.id,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()
        self.assertEqual(scrap.state, "done")
        quant = self.bad.quant_ids.filtered(lambda q: q.location_id == self.stock)
        quant.with_context(inventory_mode=True).inventory_quantity = 90
        quant.action_apply_inventory()
        self.assertEqual(quant.quantity, 90)

    def test_case_sends_its_lot_back_to_the_vendor(self):
        values = {
            "product_id": self.seal.id,
            "product_uom_qty": 10,
            "location_id": self.stock.id,
            "location_dest_id": self.vendors.id,
            "company_id": self.company.id,
            "inv_recall_id": self.case.id,
        }
        move = self.env["stock.move"].create(values)
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.move_line_ids.lot_id, self.bad)
        move.picked = True
        move._action_done()
        self.assertEqual(move.state, "done")

    def test_mark_of_a_case_that_does_not_hold_the_lot_opens_nothing(self):
        other = self.new_case(self.good, state="contain")
        move = self.env["stock.move"].create(
            {
                "product_id": self.seal.id,
                "product_uom_qty": 10,
                "location_id": self.stock.id,
                "location_dest_id": self.vendors.id,
                "company_id": self.company.id,
                "inv_recall_id": other.id,
            }
        )
        with self.assertRaisesRegex(UserError, "is held"):
            self.env["stock.move.line"].create(
                {
                    "move_id": move.id,
                    "product_id": self.seal.id,
                    "lot_id": self.bad.id,
                    "quantity": 10,
                    "location_id": self.stock.id,
                    "location_dest_id": self.vendors.id,
                }
            )

    def test_no_mark_sends_a_held_lot_to_a_customer(self):
        delivery = self.new_delivery(5, confirm=False)
        delivery.move_ids.inv_recall_id = self.case
        delivery.action_confirm()
        delivery.action_assign()
        self.assertNotIn(self.bad, delivery.move_line_ids.lot_id)

    def test_backorder_of_a_marked_move_keeps_the_mark(self):
        picking = self.new_delivery(10, target=self.vendors, confirm=False)
        picking.move_ids.inv_recall_id = self.case
        picking.action_confirm()
        picking.action_assign()
        picking.move_line_ids.quantity = 4
        picking.move_ids.picked = True
        worker = self.new_user("worker", "stock.group_stock_user")
        picking.with_user(worker).with_company(self.company).move_ids._action_done()
        left = self.env["stock.move"].search(
            [("inv_recall_id", "=", self.case.id), ("state", "!=", "done")]
        )
        self.assertEqual(left.product_uom_qty, 6)

    # ------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------

    def test_validation_looks_once_whatever_the_number_of_lines(self):
        lines = self.env["stock.move.line"]
        batches = []
        for size in (2, 20):
            moves = self.env["stock.move"].union(
                *(self.receive(self.new_lot(f"V-{size}-{n}"), 2) for n in range(size))
            )
            batches.append(moves.move_line_ids)

        def look(batch):
            found = list(lines.browse(batch.ids))
            lines._check_holds(found)
            self.env["inv.recall.watch"]._hold_received(found)

        self.count_queries(lambda: look(batches[0]))
        counts = [self.count_queries(lambda b=batch: look(b)) for batch in batches]
        self.assertEqual(counts[0], counts[1])
