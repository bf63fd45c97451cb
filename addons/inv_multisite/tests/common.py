"""Builders for the tests of several sites: three of one company, one of another."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.inv_optimisation.tests.common import InvCase


class MultisiteCase(InvCase):
    """Leeds, Rotterdam and Lyon of one company, Oslo of another, and no lane yet.

    ``manager`` may change lanes, ``planner`` may not; both see both companies.
    ``local_manager`` and ``local_planner`` see the first company only: put their
    records through ``as_user``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leeds = cls.warehouse
        cls.leeds.write({"name": "Leeds", "code": "LEE"})
        cls.rotterdam = cls.new_site("Rotterdam", "ROT")
        cls.lyon = cls.new_site("Lyon", "LYO")
        cls.other_company = cls.env["res.company"].create({"name": "Other Company"})
        cls.companies = cls.company + cls.other_company
        cls.env.user.company_ids += cls.other_company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.companies.ids}
        )
        cls.oslo = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.other_company.id)], limit=1
        )
        cls.oslo.write({"name": "Oslo", "code": "OSL"})
        cls.sites = cls.leeds + cls.rotterdam + cls.lyon
        planner = "inv_optimisation.group_inv_planner"
        manager = "inv_optimisation.group_inv_manager"
        cls.planner = cls.new_network_user("network_planner", planner)
        cls.manager = cls.new_network_user("network_manager", manager)
        cls.local_planner = cls.new_user("local_planner", planner)
        cls.local_manager = cls.new_user("local_manager", manager)

    @classmethod
    def as_user(cls, records, user, companies=None):
        """Return ``records`` as ``user`` sees them with ``companies`` selected."""
        companies = companies or user.company_id | user.company_ids
        return records.with_user(user).with_context(allowed_company_ids=companies.ids)

    @classmethod
    def new_site(cls, name, code, company=None):
        """Create a warehouse of ``company``, of the test company without one."""
        return cls.env["stock.warehouse"].create(
            {"name": name, "code": code, "company_id": (company or cls.company).id}
        )

    @classmethod
    def new_network_user(cls, login, *groups):
        """Create a user who sees both companies."""
        return new_test_user(
            cls.env,
            f"inv_{login}",
            groups=",".join(groups),
            company_id=cls.company.id,
            company_ids=[Command.set(cls.companies.ids)],
        )

    @classmethod
    def new_lane(cls, source, target, **values):
        """Create a lane; ``lead_time_manual_days`` is 2 days without a value."""
        vals = {
            "source_warehouse_id": source.id,
            "target_warehouse_id": target.id,
            "lead_time_manual_days": 2.0,
            **values,
        }
        return cls.env["inv.lane"].create(vals)

    @classmethod
    def new_route(cls, source, target):
        """Let core make the resupply route of two sites; return it."""
        target.resupply_wh_ids = [Command.link(source.id)]
        return target.resupply_route_ids.filtered(
            lambda route: route.supplier_wh_id == source
        )

    @classmethod
    def put_stock(cls, product, quantity, site=None, **values):
        """Lay stock down at a site; ``lot_id`` and other arguments of core's quants."""
        site = site or cls.leeds
        cls.env["stock.quant"]._update_available_quantity(
            product, site.lot_stock_id, quantity, **values
        )

    @classmethod
    def new_point(cls, product, site=None, **values):
        """Write a stocking point as a planning run would, with a known demand.

        ``forecast_per_day``, ``safety_stock_qty``, ``reorder_point_qty`` and others
        may be given; 5 a day, 15, 35 and order up to 100 without.
        """
        site = site or cls.leeds
        vals = {
            "product_id": product.id,
            "warehouse_id": site.id,
            "company_id": site.company_id.id,
            "forecast_per_day": 5.0,
            "lead_time_days": 4.0,
            "safety_stock_qty": 15.0,
            "reorder_point_qty": 35.0,
            "order_up_to_qty": 100.0,
            "status": "healthy",
            "urgency": 7,
            **values,
        }
        return cls.env["inv.stocking.point"].create(vals)

    @classmethod
    def new_item(cls, stock, name="Pump", points=None, **values):
        """Create a product with ``stock`` {site: quantity} and a point at each site.

        ``points`` {site: values} changes the figures of single points.
        """
        product = cls.new_product(name, **values)
        for site, quantity in stock.items():
            if quantity:
                cls.put_stock(product, quantity, site)
            cls.new_point(product, site, **(points or {}).get(site, {}))
        return product

    @classmethod
    def transfer(cls, product, quantity, route, *, validate=()):
        """Procure ``quantity`` over a resupply route; return (out, in) moves.

        ``validate`` names the steps to validate at once: "out", "in".
        """
        target = route.supplied_wh_id
        reference = cls.env["stock.reference"].create({"name": f"T/{product.name}"})
        Rule = cls.env["stock.rule"]
        Rule.run(
            [
                Rule.Procurement(
                    product,
                    quantity,
                    product.uom_id,
                    target.lot_stock_id,
                    reference.name,
                    reference.name,
                    target.company_id,
                    {
                        "route_ids": route,
                        "warehouse_id": target,
                        "date_planned": fields.Datetime.now() + timedelta(days=3),
                        "reference_ids": reference,
                    },
                )
            ]
        )
        moves = reference.picking_ids.move_ids
        outgoing = moves.filtered(
            lambda move: move.location_id.warehouse_id == route.supplier_wh_id
        )
        incoming = moves.filtered(
            lambda move: move.location_dest_id.warehouse_id == target
        )
        if "out" in validate:
            cls.validate(outgoing)
        if "in" in validate:
            cls.validate(incoming)
        return outgoing, incoming

    @classmethod
    def validate(cls, moves):
        """Validate the pickings of ``moves`` in full."""
        moves.picking_id.action_assign()
        for move in moves:
            move.quantity = move.product_uom_qty
            move.picked = True
        moves.picking_id._action_done()
