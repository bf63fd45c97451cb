"""Builders for the tests of messages on open orders."""

from datetime import datetime, time, timedelta

from .requisition_common import RequisitionCase


class OrderMessageCase(RequisitionCase):
    """An item sells 2 a day; reorder point 20, maximum 60, safety stock 6."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = False
        cls.message = cls.env["inv.order.message"]
        cls.finder = cls.env["inv.order.message.finder"]
        groups = "inv_optimisation.group_inv_planner", "purchase.group_purchase_user"
        cls.buyer = cls.new_user("buyer", *groups)

    @classmethod
    def moment(cls, days):
        return datetime.combine(cls.today + timedelta(days=days), time(12))

    @classmethod
    def buy(cls, point, quantity, days, confirm=False, **values):
        """Return the line of a new order that is due in ``days`` days."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.vendor.id,
                "company_id": cls.company.id,
                "picking_type_id": point.warehouse_id.in_type_id.id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": point.product_id.id,
                            "product_qty": quantity,
                            "price_unit": 10.0,
                            "date_planned": cls.moment(days),
                            **values,
                        },
                    )
                ],
            }
        )
        line = order.order_line
        line.date_planned = cls.moment(days)
        if confirm:
            order.button_confirm()
        return line

    @classmethod
    def stocked(cls, on_hand, name="Item", **values):
        point = cls.new_item(name, **values)
        if on_hand:
            cls.put(point.product_id, on_hand)
        return point

    @classmethod
    def find(cls):
        return cls.finder._find(cls.company)

    def found(self, point):
        self.find()
        return self.message.search([("point_id", "=", point.id)])

    def day(self, days):
        return self.today + timedelta(days=days)
