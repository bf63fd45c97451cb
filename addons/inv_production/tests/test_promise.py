from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestPromise(ReadinessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bom.produce_delay = 2
        cls.new_seller(cls.bearing, delay=9)
        cls.new_seller(cls.housing, delay=4)

    def promise(self, product, quantity, **values):
        return self.env["inv.promise"].create(
            {
                "product_id": product.id,
                "quantity": quantity,
                "warehouse_id": self.warehouse.id,
                **values,
            }
        )

    def days(self, product, quantity):
        found = self.promise(product, quantity)
        today = self.company._get_inventory_today()
        return found.date_promise and (found.date_promise - today).days

    def test_stock_is_promised_today(self):
        self.put(self.pump, 5)
        found = self.promise(self.pump, 5)
        self.assertEqual(found.date_promise, self.company._get_inventory_today())
        self.assertEqual(found.summary, "Everything is in stock.")

    def test_longest_path_decides(self):
        found = self.promise(self.pump, 3)
        today = self.company._get_inventory_today()
        self.assertEqual(found.date_promise, today + timedelta(days=11))
        path = found.step_ids.filtered("is_critical")
        self.assertEqual(path.product_id, self.pump | self.bearing)
        self.assertIn("Bearing", found.summary)
        self.assertEqual(found.step_ids.mapped("level"), [0, 1, 1])

    def test_components_on_hand_leave_the_making(self):
        self.put(self.bearing, 6)
        self.put(self.housing, 3)
        self.assertEqual(self.days(self.pump, 3), 2)

    def test_open_orders_and_deliveries_come_first(self):
        self.put(self.bearing, 6)
        self.put(self.housing, 6)
        self.new_order(self.pump, 1)
        self.assertEqual(self.days(self.pump, 3), 11)
        self.assertEqual(self.days(self.pump, 2), 2)

    def test_receipt_is_waited_for(self):
        self.put(self.housing, 9)
        self.incoming(self.bearing, 6, 5)
        found = self.promise(self.pump, 3)
        today = self.company._get_inventory_today()
        self.assertEqual(found.date_promise, today + timedelta(days=7))
        receipt = found.step_ids.filtered(lambda step: step.kind == "receipt")
        self.assertTrue(receipt.document)

    def test_what_nobody_sells_has_no_date(self):
        lonely = self.new_product("Lonely")
        found = self.promise(lonely, 1)
        self.assertFalse(found.is_possible)
        self.assertFalse(found.date_promise)
        self.assertIn("Lonely", found.summary)

    def test_wanted_date_that_cannot_be_kept_is_told(self):
        today = self.company._get_inventory_today()
        self.assertTrue(self.promise(self.pump, 3, date_wanted=today).is_late)
        wanted = today + timedelta(days=11)
        self.assertFalse(self.promise(self.pump, 3, date_wanted=wanted).is_late)

    def test_bad_quantity_is_refused(self):
        with self.assertRaises(UserError):
            self.promise(self.pump, -1)

    def test_button_of_the_product(self):
        action = self.pump.with_user(self.worker).action_inv_promise()
        self.assertEqual(action["res_model"], "inv.promise")
        template = self.pump.product_tmpl_id
        self.assertEqual(template.action_inv_promise()["res_model"], "inv.promise")
        service = self.env["product.product"].create(
            {"name": "Advice", "type": "service"}
        )
        with self.assertRaises(UserError):
            service.action_inv_promise()

    def test_nothing_is_reserved_by_asking(self):
        self.put(self.bearing, 6)
        self.promise(self.pump, 3)
        self.assertEqual(self.held(self.bearing), (6.0, 0.0))
