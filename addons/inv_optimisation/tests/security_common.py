from odoo.fields import Command

from .common import InvCase


class SecurityCase(InvCase):
    """A company with one record of every model of this addon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product()
        cls.new_seller(cls.product)
        cls.with_history(cls.product, [10, 20, 15] * 12)
        cls.plan()
        cls.batch = cls.env["inv.parameter.change.batch"]._propose(
            cls.point(cls.product)
        )
        cls.policy = cls.env["inv.stocking.policy"].create(
            {"name": "Own", "company_id": cls.company.id}
        )
        cls.adjustment = cls.env["inv.demand.adjustment"].create(
            {
                "product_id": cls.product.id,
                "warehouse_id": cls.warehouse.id,
                "date": cls.days_ago(3),
                "reason": "Test",
            }
        )
        cls.make_requisition()
        cls.env["inv.checklist.mark"].create(
            {"company_id": cls.company.id, "code": "policies"}
        )
        cls.user = cls.new_user("reader", "inv_optimisation.group_inv_user")
        cls.manager = cls.new_user("manager", "inv_optimisation.group_inv_manager")

    @classmethod
    def make_requisition(cls):
        """Leave one record of every model of requisitions."""
        company, vendor = {"company_id": cls.company.id}, {"vendor_id": cls.vendor.id}
        cls.requisition = cls.env["inv.requisition"].create(
            {
                **company,
                **vendor,
                "currency_id": cls.company.currency_id.id,
                "line_ids": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "warehouse_id": cls.warehouse.id,
                            "qty": 5,
                            "price_unit": 10,
                        }
                    )
                ],
            }
        )
        cls.requisition.action_submit()
        env = cls.env
        env["inv.requisition.limit"].create(
            {**company, "approver_id": cls.planner.id, "amount_max": 1.0}
        )
        env["inv.requisition.delegation"].create(
            {
                **company,
                "user_id": cls.new_user("away", "base.group_user").id,
                "delegate_id": cls.planner.id,
                "date_to": cls.today,
            }
        )
        env["inv.requisition.budget"].create(
            {
                **company,
                "name": "Year",
                "date_from": cls.today,
                "date_to": cls.today,
                "amount": 1.0,
            }
        )
        env["inv.vendor.performance"].create({**company, **vendor})
        cls.make_order_message()
        cls.make_overrides()
        cls.make_decision()
        env["inv.demand.week"].create(
            {
                **company,
                "categ_id": env["product.category"].create({"name": "Test"}).id,
                "warehouse_id": cls.warehouse.id,
                "date": cls.today,
            }
        )
        env["inv.requisition.signal"].create(
            {**company, "point_id": cls.point(cls.product).id}
        )

    @classmethod
    def make_decision(cls):
        cls.env["inv.workbench.decision"].create(
            {
                "point_id": cls.point(cls.product).id,
                "company_id": cls.company.id,
                "kind": "defer",
                "batch": "test",
            }
        )

    @classmethod
    def make_overrides(cls):
        """Leave one manual value and one forecast override."""
        point = {"point_id": cls.point(cls.product).id}
        cls.env["inv.parameter.override"].create(
            {
                **point,
                "parameter": "lead_time_sd_days",
                "value": 1.0,
                "reason": "Test",
                "date_until": cls.today,
            }
        )
        cls.env["inv.forecast.override"].create(
            {
                **point,
                "date_from": cls.today,
                "date_to": cls.today,
                "value": 0.0,
                "reason_code": "other",
                "note": "Test",
            }
        )

    @classmethod
    def make_order_message(cls):
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.vendor.id,
                "company_id": cls.company.id,
                "picking_type_id": cls.warehouse.in_type_id.id,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        cls.env["inv.order.message"].create(
            {
                "company_id": cls.company.id,
                "point_id": cls.point(cls.product).id,
                "kind": "cancel",
                "source": "request",
                "purchase_line_id": order.order_line.id,
                "document": order.name,
            }
        )
