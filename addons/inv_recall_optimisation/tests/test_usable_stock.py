import numpy as np

from odoo.tests import tagged

from odoo.addons.inv_optimisation.tests.common import InvCase


@tagged("post_install", "-at_install")
class TestUsableStock(InvCase):
    """Plans leave held stock out; what is on hand stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product("Seal", tracking="lot")
        cls.bad, cls.good = cls.env["stock.lot"].create(
            [
                {
                    "name": name,
                    "product_id": cls.product.id,
                    "company_id": cls.company.id,
                }
                for name in ("VD-5482", "VD-5510")
            ]
        )
        cls.stock = cls.warehouse.lot_stock_id
        for lot, quantity in ((cls.bad, 100), (cls.good, 40)):
            cls.env["stock.quant"]._update_available_quantity(
                cls.product, cls.stock, quantity, lot_id=lot
            )
        cls.item_point = cls.env["inv.stocking.point"].create(
            {
                "product_id": cls.product.id,
                "warehouse_id": cls.warehouse.id,
                "company_id": cls.company.id,
            }
        )
        cls.case = cls.env["inv.recall"].create(
            {
                "title": "Seals",
                "company_id": cls.company.id,
                "state": "contain",
                "lot_ids": cls.bad.ids,
            }
        )

    def hold(self):
        # Superuser: rights are not what is tested here.
        self.case.sudo()._hold_lots(self.bad, "Face may crack.")

    def get_provider(self, name):
        if name not in self.env:
            self.skipTest(f"{name} is not installed")
        return self.env[name]

    def check(self, read):
        """Check that ``read`` returns all stock, then what is not held."""
        self.assertEqual(read(), 140)
        self.hold()
        self.assertEqual(read(), 40)

    def test_reorder_proposals(self):
        provider = self.env["inv.provider.stock"]

        def read():
            query = provider._get_quant_sql(self.item_point)
            return provider._read_columns(query, ["on_hand"])[0].sum()

        self.check(read)

    def test_stock_position(self):
        def read(name="free_qty"):
            self.env.flush_all()
            self.env.invalidate_all()
            domain = [("product_id", "=", self.product.id)]
            return self.env["inv.stock.position"].search(domain)[name]

        self.item_point.write(
            {"forecast_per_day": 2.0, "reorder_point_qty": 60.0, "status": "healthy"}
        )
        self.assertEqual(read("cover_days"), 70)
        self.check(read)
        self.assertEqual((read("on_hand_qty"), read("blocked_qty")), (140, 100))
        self.assertEqual((read("position_qty"), read("cover_days")), (40, 20))
        self.assertEqual(read("status"), "below_reorder_point")

    def test_transfers_between_sites(self):
        provider = self.get_provider("inv.provider.network")
        self.check(lambda: provider._get_free(self.item_point).sum())

    def test_lots_that_transfers_name(self):
        provider = self.get_provider("inv.provider.network")
        self.hold()
        lots = [row[2] for row in provider._get_lots(self.item_point.ids)]
        self.assertEqual(lots, ["VD-5510"])

    def test_readiness_of_orders(self):
        provider = self.get_provider("inv.provider.production")
        products = np.array(self.product.ids)

        def read():
            rows = provider._get_free_stock(products, self.warehouse)
            return rows["quantity"].sum()

        self.check(read)

    def test_promises(self):
        provider = self.get_provider("inv.provider.promise")
        ids = np.array(self.product.ids)

        def read():
            found = provider._get_stock_on_hand(ids, self.warehouse)
            return found[self.product.id]

        self.check(read)

    def test_what_is_on_hand_stays(self):
        self.hold()
        self.assertEqual(self.product.qty_available, 140)
        rows = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        self.assertEqual(sum(rows.mapped("quantity")), 140)
