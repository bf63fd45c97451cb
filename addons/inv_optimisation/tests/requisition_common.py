"""Builders for the tests of requisitions."""

from .common import InvCase


class RequisitionCase(InvCase):
    """A company whose items raise requisitions that a manager approves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_requisition_mode = "approval"
        cls.manager = cls.new_user(
            "manager",
            "inv_optimisation.group_inv_manager",
        )
        cls.raiser = cls.env["inv.requisition.raiser"]
        cls.signal = cls.env["inv.requisition.signal"]
        buy = cls.env["stock.rule"].search(
            [("action", "=", "buy"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.buy_route = buy.route_id

    @classmethod
    def new_item(cls, name="Item", minimum=21, maximum=60, seller=None, **values):
        """Return the stocking point of a new product with rule, price and forecast."""
        product = cls.new_product(name, **values)
        if seller is not False:
            cls.new_seller(product, **(seller or {}))
        return cls.new_point(product, minimum, maximum)

    @classmethod
    def new_point(cls, product, minimum=21, maximum=60, warehouse=None, **values):
        warehouse = warehouse or cls.warehouse
        rule = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": minimum,
                "product_max_qty": maximum,
            }
        )
        return cls.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": warehouse.id,
                "company_id": warehouse.company_id.id,
                "orderpoint_id": rule.id,
                "supply_type": "buy",
                "vendor_id": product.seller_ids[:1].partner_id.id,
                "forecast_per_day": 2.0,
                "lead_time_days": 7.0,
                "safety_stock_qty": 6.0,
                "eoq_qty": 40.0,
                "service_target": 0.95,
                **values,
            }
        )

    @classmethod
    def raise_lines(cls, points):
        return cls.raiser._raise(points)

    @classmethod
    def line(cls, point):
        return cls.env["inv.requisition.line"].search([("point_id", "=", point.id)])

    @classmethod
    def approve(cls, requisition, user=None):
        requisitions = requisition.with_user(user or cls.manager)
        return requisitions.decide_approve(requisitions.ids)

    def new_delivery(self, point, quantity, user):
        """Return a draft delivery of ``quantity`` that ``user`` made."""
        places = {
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        move = {
            **places,
            "product_id": point.product_id.id,
            "product_uom_qty": quantity,
        }
        return (
            self.env["stock.picking"]
            .with_user(user)
            .create(
                {
                    **places,
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "move_ids": [(0, 0, move)],
                }
            )
        )
