from odoo.tests import tagged

from .readiness_common import ReadinessCase


@tagged("post_install", "-at_install")
class TestStockPosition(ReadinessCase):
    def stages(self, product):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["inv.stock.position"].search([("product_id", "=", product.id)])
        return {row.stage: (row.on_hand_qty, row.value) for row in rows}

    def test_component_is_raw_material_until_a_customer_buys_it(self):
        self.put(self.bearing, 10)
        cost = self.bearing.standard_price
        self.assertEqual(self.stages(self.bearing), {"raw": (10.0, 10 * cost)})
        self.deliver(self.bearing, 2)
        self.assertEqual(self.stages(self.bearing), {"finished": (8.0, 8 * cost)})

    def test_what_an_order_took_is_in_work_and_the_total_stays(self):
        self.put(self.bearing, 10)
        self.put(self.housing, 4)
        self.company.inv_release_policy = "off"
        order = self.new_order(self.pump, 3, 0)
        order.action_assign()
        order.move_raw_ids.picked = True
        if order.state == "confirmed":
            order.action_start()
        stages = self.stages(self.bearing)
        self.assertEqual(stages["wip"][0], 6.0)
        self.assertEqual(stages["raw"][0], 4.0)
        total = sum(value for _quantity, value in stages.values())
        self.assertEqual(total, 10 * self.bearing.standard_price)
