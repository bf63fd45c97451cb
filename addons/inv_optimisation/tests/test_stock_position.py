from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestStockPosition(InvCase):
    """Live rows of stock, and the tiles above them."""

    def row(self, product, stage=None, warehouse=None):
        domain = [
            ("product_id", "=", product.id),
            ("warehouse_id", "=", (warehouse or self.warehouse).id),
        ]
        if stage:
            domain.append(("stage", "=", stage))
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["inv.stock.position"].search(domain)

    def point_of(self, product, **values):
        return self.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "status": "healthy",
                "forecast_per_day": 2.0,
                "safety_stock_qty": 5.0,
                "reorder_point_qty": 20.0,
                "order_up_to_qty": 60.0,
                "stock_value_recommended": 300.0,
                **values,
            }
        )

    def open_move(self, product, quantity, source, target):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": self.company.id,
            }
        )
        move._action_confirm(merge=False)
        return move

    def test_row_adds_up_stock_reservations_and_open_moves(self):
        product = self.new_product("Bolt", standard_price=4.0)
        self.point_of(product)
        self.put(product, 50)
        self.open_move(product, 12, self.stock, self.customers)._action_assign()
        self.open_move(product, 30, self.suppliers, self.stock)
        row = self.row(product)
        self.assertEqual(
            (row.on_hand_qty, row.reserved_qty, row.free_qty), (50.0, 12.0, 38.0)
        )
        self.assertEqual((row.incoming_qty, row.outgoing_qty), (30.0, 12.0))
        self.assertEqual(row.position_qty, 68.0)
        self.assertEqual(row.range_qty, 8.0)
        self.assertEqual(row.status, "excess")
        self.assertEqual((row.value, row.excess_value), (200.0, 32.0))
        self.assertEqual((row.cover_days, row.next_month_qty), (25.0, 60.0))
        self.assertEqual(row.stage, "finished")
        self.assertTrue(row.cover_bar)

    def test_status_follows_live_stock_not_the_last_plan(self):
        product = self.new_product("Nut")
        self.point_of(product)
        self.assertEqual(self.row(product).status, "stocked_out")
        self.put(product, 20)
        self.assertEqual(self.row(product).status, "below_reorder_point")
        self.put(product, 20)
        row = self.row(product)
        self.assertEqual((row.status, row.range_qty), ("healthy", 0.0))
        self.put(product, -50)
        self.assertEqual(self.row(product).status, "negative_stock")

    def test_moves_inside_a_site_are_neither_in_nor_out(self):
        product = self.new_product("Washer")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.put(product, 10)
        self.open_move(product, 10, self.stock, shelf)
        row = self.row(product)
        self.assertEqual((row.incoming_qty, row.outgoing_qty), (0.0, 0.0))

    def test_what_left_another_site_is_in_transit(self):
        product = self.new_product("Gear", standard_price=3.0)
        transit = self.company.internal_transit_location_id
        self.put(product, 8, transit)
        move = self.open_move(product, 8, transit, self.stock)
        move._action_assign()
        row = self.row(product)
        self.assertEqual((row.transit_qty, row.transit_value), (8.0, 24.0))
        self.assertEqual(row.incoming_qty, 8.0)

    def test_what_is_not_sold_is_raw_material(self):
        product = self.new_product("Steel", sale_ok=False)
        self.put(product, 3)
        self.assertEqual(self.row(product).stage, "raw")

    def test_stock_of_somebody_else_is_not_ours(self):
        product = self.new_product("Consigned")
        self.env["stock.quant"]._update_available_quantity(
            product, self.stock, 7, owner_id=self.vendor
        )
        self.assertFalse(self.row(product).on_hand_qty)

    def test_tiles_are_the_sum_of_the_rows(self):
        for number in range(3):
            product = self.new_product(f"Tile {number}", standard_price=10.0)
            self.point_of(product)
            self.put(product, 10 * (number + 1))
        self.env.flush_all()
        tiles = self.env["inv.stock.position"].get_tiles()
        self.assertIn("600", tiles["all"]["value"])
        [site] = tiles["sites"]
        self.assertIn("900", site["note"])
        self.assertAlmostEqual(site["model_share"], 1.0)

    def test_drill_down_leads_to_places_and_documents(self):
        product = self.new_product("Drill")
        self.point_of(product)
        self.put(product, 5)
        move = self.open_move(product, 2, self.stock, self.customers)
        row = self.row(product)
        stock = row.action_open_stock()
        self.assertEqual(self.env["stock.quant"].search(stock["domain"]).quantity, 5)
        due = row.action_open_moves()
        self.assertEqual(self.env["stock.move"].search(due["domain"]), move)
        self.assertEqual(row.action_open_point()["res_model"], "inv.stocking.point")

    def test_who_can_and_who_cannot(self):
        product = self.new_product("Seen")
        self.put(product, 5)
        self.env.flush_all()
        rows = self.env["inv.stock.position"]
        viewer = self.new_user("viewer", "inv_optimisation.group_inv_user")
        self.assertTrue(rows.with_user(viewer).search([]))
        clerk = self.new_user("clerk", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            rows.with_user(clerk).search([])
        other = self.env["res.company"].sudo().create({"name": "Other"})
        stranger = self.new_user("stranger", "inv_optimisation.group_inv_user")
        stranger.sudo().write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        found = rows.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(found.search([("product_id", "=", product.id)]))

    def test_rows_need_the_same_queries_for_two_and_twenty(self):
        for number in range(20):
            product = self.new_product(f"Many {number}")
            self.point_of(product)
            self.put(product, 5)
        self.env.flush_all()
        rows = self.env["inv.stock.position"].search([])
        names = ["product_id", "on_hand_qty", "cover_bar", "status", "value"]
        rows.read(names)
        two = self.count_queries(lambda: rows[:2].read(names))
        self.assertEqual(self.count_queries(lambda: rows.read(names)), two)
