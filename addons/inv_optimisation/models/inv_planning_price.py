import numpy as np

from odoo import models

from ..kernel.inventory.discounts import all_units_discount

DAYS_PER_YEAR = 365.0


class InvPlanningPrice(models.AbstractModel):
    """Order quantities that pay because the vendor's price falls with the quantity."""

    _name = "inv.planning.price"
    _description = "Price Breaks in Planning"

    def _get_quantities(self, facts, inputs):
        """Return the cheapest lot of each point; NaN without price breaks.

        Parameters
        ----------
        inputs : dict of the inputs that demand and order quantity depend on
        """
        breaks = [row["price_breaks"] for row in facts["supply"]]
        quantity = np.full(len(breaks), np.nan)
        counts = np.array([len(offers) for offers in breaks])
        wanted = (counts > 1) & facts["policy"]["use_price_breaks"]
        wanted &= (inputs["rate_per_day"] > 0) & (inputs["holding_rate"] > 0)
        rows = np.flatnonzero(wanted & (inputs["ordering_cost"] > 0))
        if not len(rows):
            return quantity
        offers = np.full((2, len(rows), counts[rows].max()), np.nan)
        for position, row in enumerate(rows.tolist()):
            offers[:, position, : counts[row]] = np.array(breaks[row]).T
        lot = all_units_discount(
            inputs["rate_per_day"][rows] * DAYS_PER_YEAR,
            inputs["ordering_cost"][rows],
            inputs["holding_rate"][rows],
            *offers,
            minimum=inputs["minimum_order_quantity"][rows],
            multiple=inputs["order_multiple"][rows],
            maximum_cover_days=inputs["max_order_cover_days"][rows],
        )
        quantity[rows] = lot.quantity
        return quantity
