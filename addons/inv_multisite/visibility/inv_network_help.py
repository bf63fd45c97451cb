from datetime import timedelta

import numpy as np

from odoo import models


class InvNetworkHelp(models.AbstractModel):
    """Who can help whom with a product, with how much and by when."""

    _name = "inv.network.help"
    _description = "Help between Sites"

    def _get_help(self, positions, row):
        """Return the helpers of each short site for the product in ``row``.

        Parameters
        ----------
        positions : dict
            As ``inv.network.position`` returns it.
        row : int
            Position of the product.

        Returns
        -------
        list of dict with ``target``, ``short_qty``, ``date_stock_out`` and
        ``helpers``: dicts with ``source``, ``lane`` (empty without one),
        ``quantity``, ``surplus_qty``, ``date_arrival``, ``days_before`` (days
        between arrival and stock-out, None without one) and ``obstacle``
        """
        pairs = positions["pairs"]
        product = pairs.products[row : row + 1]
        sites = list(pairs.sites)
        today = self.env.company._get_inventory_today()
        short = positions["short"][row].tolist()
        surplus = positions["surplus"][row].tolist()
        donors = [i for i, spare in enumerate(surplus) if spare > 0 and short[i] <= 0]
        lanes = self._get_lanes(pairs.sites)
        facts = {
            "lane_of": {
                (lane.source_warehouse_id, lane.target_warehouse_id): lane
                for lane in lanes
            },
            "arrival_of": self.env["inv.lane"]._get_arrival(lanes, today),
            "allowed": dict(
                zip(lanes, lanes._get_allowed(product)[0].tolist(), strict=True)
            ),
            "today": today,
        }
        result = []
        for target in np.flatnonzero(positions["short"][row] > 0).tolist():
            day = int(positions["stock_out_day"][row, target])
            stock_out = today + timedelta(days=day) if day >= 0 else None
            helpers = [
                self._get_helper(
                    (sites[donor], sites[target]),
                    (surplus[donor], short[target]),
                    stock_out,
                    facts,
                )
                for donor in donors
            ]
            result.append(
                {
                    "target": sites[target],
                    "short_qty": short[target],
                    "date_stock_out": stock_out,
                    "helpers": sorted(helpers, key=self._get_rank),
                }
            )
        return result

    def _get_lanes(self, sites):
        """Return the lanes between ``sites``, open or not."""
        return self.env["inv.lane"].search(
            [
                ("source_warehouse_id", "in", sites.ids),
                ("target_warehouse_id", "in", sites.ids),
            ]
        )

    def _get_helper(self, pair, quantities, stock_out, facts):
        """Return what one site can do for another one."""
        source, target = pair
        spare, short = quantities
        lane = facts["lane_of"].get(pair, self.env["inv.lane"])
        arrival = facts["arrival_of"].get(lane)
        is_known = arrival and stock_out
        return {
            "source": source,
            "target": target,
            "lane": lane,
            "quantity": min(spare, short),
            "surplus_qty": spare,
            "date_arrival": arrival,
            "days_before": (stock_out - arrival).days if is_known else None,
            "obstacle": self._get_obstacle(lane, facts),
        }

    def _get_obstacle(self, lane, facts):
        """Return why nothing can go now: a code, or nothing."""
        if not lane:
            return "no_lane"
        if not lane._is_open_on(facts["today"]):
            return "closed"
        if not facts["allowed"][lane]:
            return "not_allowed"
        if not lane.has_route:
            return "no_route"
        return ""

    def _get_rank(self, helper):
        """Return the sort key: those who can first, the earliest, the most."""
        is_blocked = helper["obstacle"] not in ("", "no_route")
        arrival = helper["date_arrival"]
        return (is_blocked, not arrival, arrival, -helper["quantity"])
