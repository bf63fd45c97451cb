"""Builders for deployment: a hub in Leeds that feeds Rotterdam and Lyon."""

from .common import MultisiteCase


class DeploymentCase(MultisiteCase):
    """Leeds is a hub with lanes of 2 days and keeps its safety stock only.

    5 a day everywhere, reviewed every 7 days: a branch bridges 45 and asks at 58.6 for
    what brings it to 123.6, see ``new_hub_item``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "inv_review_days": 7.0,
                "inv_deployment_keep_days": 0.0,
                "inv_deployment_excess_days": 10.0,
                "inv_deployment_push_days": 45.0,
                "inv_transfer_keep_days": 18.0,
            }
        )
        cls.leeds.inv_is_hub = True
        cls.to_rotterdam = cls.new_hub_lane(cls.leeds, cls.rotterdam)
        cls.to_lyon = cls.new_hub_lane(cls.leeds, cls.lyon, deployment_priority=1)

    @classmethod
    def new_hub_lane(cls, origin, target, **values):
        """Create a lane with a route, which a hub can feed a branch on."""
        route = cls.new_route(origin, target)
        return cls.new_lane(origin, target, route_id=route.id, **values)

    @classmethod
    def new_hub_item(cls, name="Pump", hub=75.0, branches=None, points=None, **values):
        """Create a product; the hub keeps 15 of its stock, branches get transfers.

        ``branches`` {site: stock}; 10 in Rotterdam and 30 in Lyon without.
        """
        branches = branches or {cls.rotterdam: 10.0, cls.lyon: 30.0}
        points = points or {}
        transfer = {"supply_type": "transfer", "abc_class": "B"}
        return cls.new_item(
            {cls.leeds: hub, **branches},
            name=name,
            points={
                cls.leeds: points.get(cls.leeds, {}),
                **{site: {**transfer, **points.get(site, {})} for site in branches},
            },
            **{"list_price": 50.0, "standard_price": 20.0, **values},
        )

    @classmethod
    def deploy(cls, company=None):
        """Run now, in this transaction; return the run."""
        run = cls.env["inv.deployment.run"].create(
            {"company_id": (company or cls.company).id}
        )
        run._execute()
        return run

    @classmethod
    def get_item(cls, product, hub=None):
        """Return ``product`` in the current plan of the hub."""
        return cls.env["inv.deployment.item"].search(
            [
                ("product_id", "=", product.id),
                ("hub_id", "=", (hub or cls.leeds).id),
                ("plan_id.is_current", "=", True),
            ]
        )

    @classmethod
    def get_line(cls, product, branch, hub=None):
        item = cls.get_item(product, hub)
        return item.line_ids.filtered(lambda line: line.branch_id == branch)
