import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.inventory.projection import (
    days_of_cover,
    excess_quantity,
    first_below,
    project_stock,
)
from odoo.addons.inv_optimisation.kernel.inventory.rounding import (
    ceil_to_unit,
    floor_to_unit,
)
from odoo.addons.inv_optimisation.models.inv_planning_outlook import (
    MAX_COVER_DAYS,
    PROJECTION_DAYS,
)

from .network_pairs import NetworkPairs

#: Figures of a stocking point that the position needs: {name of the array: field}.
POINT_FIELDS = {
    "rate": "forecast_per_day",
    "lead_time_days": "lead_time_days",
    "safety_stock": "safety_stock_qty",
    "reorder_point": "reorder_point_qty",
    "order_up_to": "order_up_to_qty",
}
#: Statuses of a site that lacks stock.
SHORT_STATUSES = ("negative_stock", "stocked_out", "at_risk", "below_reorder_point")


class InvNetworkPosition(models.AbstractModel):
    """Stock of products at every site: what is there, free, short, in excess.

    Live stock and moves, with the parameters that the last planning run found. The
    same few queries for 2 and for 200 products. Collaborators: ``inv.network.stock``
    (reading), ``inv.network.help`` (who can help whom), ``inv.network.page``.
    """

    _name = "inv.network.position"
    _description = "Stock of Products at All Sites"

    def _get_positions(self, products, sites=None):
        """Return the position of every product at every site.

        Parameters
        ----------
        products : product.product recordset
        sites : stock.warehouse recordset, optional
            All of the companies of the user without it.

        Returns
        -------
        dict with ``pairs`` (``NetworkPairs``) and arrays of shape (products, sites)
        in units of the product: ``on_hand``, ``reserved``, ``free``, ``in_transit``,
        ``incoming`` (without what is in transit), ``outgoing``, ``position``,
        ``rate`` a day, ``safety_stock``, ``reorder_point``, ``order_up_to``,
        ``short``, ``excess``, ``protection`` (what the site keeps for itself),
        ``surplus`` (free stock above it), ``cover_days``, ``lead_time_days``,
        ``stock_out_day`` (days from today, -1 = not in sight), ``has_point``,
        ``status`` and ``step`` (least quantity)
        """
        if sites is None:
            sites = self.env["stock.warehouse"]._get_network_sites()
        pairs = NetworkPairs(products, sites)
        facts = {"step": np.repeat(self._get_steps(products), len(sites))}
        facts.update(self._get_stock(pairs))
        facts.update(self._get_parameters(pairs))
        self._add_outlook(facts)
        self._add_surplus(facts, pairs)
        self._add_status(facts)
        facts = {
            name: pairs.table(values)
            for name, values in facts.items()
            if np.shape(values) == (len(pairs),)
        }
        return {"pairs": pairs, **facts}

    def _get_steps(self, products):
        """Return the least quantity of each product: a whole piece, or the rounding."""
        piece = self.env.ref("uom.product_uom_unit")
        steps = {
            unit: 1.0 if unit._has_common_reference(piece) else unit.rounding
            for unit in products.uom_id
        }
        return np.array([steps[product.uom_id] for product in products])

    # ------------------------------------------------------------------------
    # Reading
    # ------------------------------------------------------------------------

    def _get_stock(self, pairs):
        provider = self.env["inv.network.stock"]
        company = self.env.company
        today = company._get_inventory_today()
        stock = provider._get_stock(pairs, company, today, PROJECTION_DAYS)
        transit = provider._get_in_transit(pairs)
        arriving = stock["incoming"] + stock["requested"]
        return {
            **stock,
            "free": stock["on_hand"] - stock["reserved"],
            "in_transit": transit,
            "incoming": np.maximum(arriving - transit, 0.0),
            "position": stock["on_hand"] + arriving - stock["outgoing"],
        }

    def _get_parameters(self, pairs):
        """Return the figures of the stocking points, 0 where there is none."""
        points = self.env["inv.stocking.point"].search_fetch(
            [
                ("product_id", "in", pairs.products.ids),
                ("warehouse_id", "in", pairs.sites.ids),
            ],
            ["product_id", "warehouse_id", *POINT_FIELDS.values()],
            order="id",
        )
        index = pairs.index
        rows = [index[point.product_id.id, point.warehouse_id.id] for point in points]
        result = {"has_point": np.zeros(len(pairs), dtype=bool)}
        result["has_point"][rows] = True
        for name, field in POINT_FIELDS.items():
            result[name] = np.zeros(len(pairs))
            result[name][rows] = [point[field] for point in points]
        return result

    # ------------------------------------------------------------------------
    # What follows from it
    # ------------------------------------------------------------------------

    def _add_outlook(self, facts):
        """Add cover, the day of the stock-out, what is short and what is excess."""
        rate = np.maximum(facts["rate"], 0.0)
        # Booked orders are part of the expected demand until they exceed it.
        demand = np.maximum(rate[:, None], facts["issues"])
        facts["projected"] = project_stock(facts["on_hand"], facts["receipts"], demand)
        facts["stock_out_day"] = np.where(
            facts["on_hand"] < 0, 0, first_below(facts["projected"], 0.0)
        )
        cover = days_of_cover(facts["on_hand"], rate)
        facts["cover_days"] = np.minimum(cover, MAX_COVER_DAYS)
        lacking = self.env["inv.planning.outlook"]._get_shortage(facts)
        below = np.maximum(facts["reorder_point"] - facts["position"], 0.0)
        is_planned = (rate > 0) | (facts["reorder_point"] > 0)
        short = np.where(is_planned, np.maximum(below, lacking), 0.0)
        facts["short"] = ceil_to_unit(short, facts["step"])
        above = excess_quantity(facts["position"], facts["order_up_to"])
        # Only what is here is excess; what is on order can still be cancelled.
        excess = np.minimum(above, np.maximum(facts["on_hand"], 0.0))
        excess = np.where(facts["has_point"], excess, 0.0)
        facts["excess"] = floor_to_unit(excess, facts["step"])
        facts["is_planned"] = is_planned

    def _add_surplus(self, facts, pairs):
        """Add what each site keeps for itself, and what is free above it."""
        keep = [site.company_id.inv_transfer_keep_days for site in pairs.sites]
        keep_days = np.tile(keep, len(pairs.products))
        facts["protection"] = facts["safety_stock"] + keep_days * facts["rate"]
        # What is sold is not free, even where nothing is reserved yet.
        promised = np.maximum(facts["reserved"], facts["outgoing"])
        above = facts["on_hand"] - promised - facts["protection"]
        facts["surplus"] = floor_to_unit(np.maximum(above, 0.0), facts["step"])

    def _add_status(self, facts):
        """Add the most urgent status, by the codes of the stocking points."""
        on_hand, planned = facts["on_hand"], facts["is_planned"]
        day = facts["stock_out_day"]
        is_late = (day >= 0) & (day <= facts["lead_time_days"])
        conditions = {
            "negative_stock": on_hand < 0,
            "stocked_out": planned & (on_hand <= 0),
            "at_risk": planned & is_late,
            "below_reorder_point": planned
            & (facts["position"] <= facts["reorder_point"]),
            "excess": facts["excess"] > 0,
        }
        facts["status"] = np.select(
            list(conditions.values()), list(conditions), default="healthy"
        )
