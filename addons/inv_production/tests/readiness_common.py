"""Builders for the tests of readiness and release."""

from datetime import timedelta

from odoo import Command, fields

from odoo.addons.inv_optimisation.tests.common import InvCase


class ReadinessCase(InvCase):
    """A warehouse that makes pumps of two components, and refuses what is short."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_release_policy = "block"
        # Core reserves on confirmation; the release has to do it here.
        cls.warehouse.manu_type_id.reservation_method = "manual"
        cls.worker = cls.new_user("worker", "mrp.group_mrp_user")
        cls.chief = cls.new_user("chief", "inv_production.group_release_override")
        cls.bearing = cls.new_product("Bearing", standard_price=4.0)
        cls.housing = cls.new_product("Housing", standard_price=9.0)
        cls.pump = cls.new_product("Pump", list_price=100.0)
        cls.bom = cls.new_bom(cls.pump, {cls.bearing: 2, cls.housing: 1})
        cls.board = cls.env["inv.readiness.board"]

    @classmethod
    def new_bom(cls, product, components, **values):
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_qty": 1,
                "bom_line_ids": [
                    Command.create({"product_id": item.id, "product_qty": quantity})
                    for item, quantity in components.items()
                ],
                **values,
            }
        )

    @classmethod
    def new_order(cls, product, quantity, start=1, warehouse=None, **values):
        """Return a confirmed order that starts ``start`` days from now."""
        warehouse = warehouse or cls.warehouse
        order = cls.env["mrp.production"].create(
            {
                "product_id": product.id,
                "product_qty": quantity,
                "picking_type_id": warehouse.manu_type_id.id,
                "date_start": fields.Datetime.now() + timedelta(days=start),
                **values,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def incoming(cls, product, quantity, days, warehouse=None):
        """Return an open receipt in ``days`` days."""
        warehouse = warehouse or cls.warehouse
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.in_type_id.id,
                "location_id": cls.suppliers.id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": cls.suppliers.id,
                            "location_dest_id": warehouse.lot_stock_id.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.scheduled_date = fields.Datetime.now() + timedelta(days=days)
        return picking

    def states(self, *orders, moves=()):
        """Return the readiness of the orders as of now."""
        picture = self.picture(moves)
        rows = [list(picture.orders.ids).index(order.id) for order in orders]
        return [picture.get_state(row) for row in rows]

    def picture(self, moves=()):
        engine = self.env["inv.readiness.engine"]
        return engine._compute_picture(self.company, moves)

    def held(self, product):
        """Return (on hand, reserved) of a product in all internal places."""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id.usage", "=", "internal")]
        )
        return sum(quants.mapped("quantity")), sum(quants.mapped("reserved_quantity"))
