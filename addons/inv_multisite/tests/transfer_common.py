"""Builders for transfers: lanes with routes, a rich donor, a poor receiver."""

from .common import MultisiteCase


class TransferCase(MultisiteCase):
    """Rotterdam can help Lyon and Leeds; every lane has a resupply route."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "inv_transfer_keep_days": 10.0,
                "inv_transfer_least_gain": 1.0,
                "inv_transfer_horizon_days": 60.0,
            }
        )
        cls.to_lyon = cls.new_open_lane(cls.rotterdam, cls.lyon)
        cls.to_leeds = cls.new_open_lane(cls.rotterdam, cls.leeds)
        cls.pump = cls.new_help("Pump")

    @classmethod
    def new_open_lane(cls, origin, target, **values):
        """Create a lane that transfers can use."""
        route = cls.new_route(origin, target)
        return cls.new_lane(
            origin, target, route_id=route.id, **{"cost_per_unit": 0.5, **values}
        )

    @classmethod
    def new_help(cls, name, donor=300.0, receiver=5.0, **values):
        """Create a product with plenty in Rotterdam and little in Lyon.

        5 a day everywhere, safety stock 15: Rotterdam keeps 65 of its 300.
        """
        values = {"list_price": 50.0, "standard_price": 20.0, **values}
        return cls.new_item(
            {cls.rotterdam: donor, cls.lyon: receiver}, name=name, **values
        )

    @classmethod
    def run_transfers(cls, company=None):
        """Run now, in this transaction; return the run."""
        run = cls.env["inv.transfer.run"].create(
            {"company_id": (company or cls.company).id}
        )
        run._execute()
        return run

    @classmethod
    def get_open(cls, product=None, lane=None, states=("new",)):
        """Return the suggestions in ``states``."""
        domain = [("state", "in", states)]
        if product:
            domain.append(("product_id", "=", product.id))
        if lane:
            domain.append(("lane_id", "=", lane.id))
        return cls.env["inv.transfer.suggestion"].search(domain)

    @classmethod
    def suggest(cls, product=None):
        """Run and return the one suggestion of ``product``."""
        cls.run_transfers()
        suggestion = cls.get_open(product or cls.pump)
        suggestion.ensure_one()
        return suggestion
