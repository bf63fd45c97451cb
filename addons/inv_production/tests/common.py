"""An item that is made, with its requisition."""

from odoo.addons.inv_optimisation.tests.requisition_common import RequisitionCase


class ProductionCase(RequisitionCase):
    """A pump at its reorder point, made of two components."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.component = cls.new_product("Component")
        product = cls.new_product("Pump")
        rule = cls.env["stock.rule"].search(
            [
                ("action", "=", "manufacture"),
                ("warehouse_id", "=", cls.warehouse.id),
            ],
            limit=1,
        )
        product.route_ids = rule.route_id
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": product.product_tmpl_id.id,
                "product_qty": 1,
                "bom_line_ids": [
                    (0, 0, {"product_id": cls.component.id, "product_qty": 2})
                ],
            }
        )
        cls.pump = cls.new_point(product, supply_type="manufacture", vendor_id=False)
        cls.line_of_pump = cls.raise_lines(cls.pump)
        cls.requisition = cls.line_of_pump.requisition_id
