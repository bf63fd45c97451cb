from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.inv_production.tests.readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestSalePromise(ReadinessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bom.produce_delay = 2
        cls.put(cls.bearing, 24)
        cls.put(cls.housing, 24)

    def quotation(self, **values):
        dozen = self.env.ref("uom.product_uom_dozen")
        return self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Buyer"}).id,
                "warehouse_id": self.warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.pump.id,
                            "product_uom_qty": 1,
                            "product_uom_id": dozen.id,
                        }
                    )
                ],
                **values,
            }
        )

    def test_line_asks_for_its_quantity_in_the_unit_of_the_product(self):
        action = self.quotation().order_line.action_inv_promise()
        promise = self.env["inv.promise"].browse(action["res_id"])
        self.assertRecordValues(
            promise,
            [
                {
                    "product_id": self.pump.id,
                    "quantity": 12.0,
                    "warehouse_id": self.warehouse.id,
                    "is_possible": True,
                }
            ],
        )
        today = self.company._get_inventory_today()
        self.assertEqual(promise.date_promise, today + timedelta(days=2))

    def test_salesperson_without_stock_rights_asks(self):
        seller = self.new_user("seller", "sales_team.group_sale_salesman")
        order = self.quotation(user_id=seller.id)
        action = order.order_line.with_user(seller).action_inv_promise()
        promise = self.env["inv.promise"].with_user(seller).browse(action["res_id"])
        self.assertTrue(promise.is_possible)
        self.assertTrue(promise.step_ids.read(["name", "kind", "date_end"]))

    def test_wanted_date_of_the_quotation_is_compared(self):
        order = self.quotation(commitment_date=fields.Datetime.now())
        action = order.order_line.action_inv_promise()
        self.assertTrue(self.env["inv.promise"].browse(action["res_id"]).is_late)

    def test_button_is_on_the_quotation(self):
        view = self.env["sale.order"].get_view(view_type="form")
        self.assertEqual(view["arch"].count('name="action_inv_promise"'), 2)
