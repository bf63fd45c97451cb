import numpy as np

from odoo import models


class InvTransferLot(models.AbstractModel):
    """Which lots may travel: the first to expire first, if they last long enough."""

    _name = "inv.transfer.lot"
    _description = "Lots of Transfers"

    def _add_lots(self, facts, lanes):
        """Add ``lots`` {(row, site): [lot]} and cut ``available`` to what may travel.

        A lot is a dict of ``id``, ``name``, ``quantity`` and ``days_left`` (None =
        does not expire). It may travel when it lasts for the shortest lane of its
        site and the shelf life on arrival.
        """
        tracked = [
            row
            for row, product in enumerate(facts["products"])
            if product.tracking != "none"
        ]
        facts["lots"] = {}
        facts["expiring"] = np.zeros(facts["available"].shape)
        place = {
            int(facts["point_id"][row, site]): (row, site)
            for row in tracked
            for site in np.flatnonzero(facts["available"][row] > 0).tolist()
        }
        if not place:
            return
        for point_id, lot_id, name, quantity, expiry in self.env[
            "inv.provider.network"
        ]._get_lots(list(place)):
            days = self._get_days_left(facts, expiry)
            lot = {
                "id": lot_id,
                "name": name,
                "quantity": float(quantity),
                "days_left": days,
            }
            facts["lots"].setdefault(place[point_id], []).append(lot)
        shortest = self._get_shortest_days(facts, lanes)
        for (row, site), lots in facts["lots"].items():
            usable = sum(
                lot["quantity"]
                for lot in lots
                if self._may_travel(facts, lot, shortest[site])
            )
            before = facts["available"][row, site]
            facts["available"][row, site] = min(before, usable)
            facts["expiring"][row, site] = before - min(before, usable)

    def _get_days_left(self, facts, expiry):
        if expiry is None:
            return None
        return (expiry.date() - facts["today"]).days

    def _get_shortest_days(self, facts, lanes):
        """Return the days of the shortest lane from each site."""
        site = {site.id: j for j, site in enumerate(facts["warehouses"])}
        shortest = np.full(len(site), np.inf)
        for lane in lanes:
            j = site[lane.source_warehouse_id.id]
            shortest[j] = min(shortest[j], lane.lead_time_days)
        return shortest

    def _may_travel(self, facts, lot, lane_days):
        """Return whether a lot lasts for a lane and the shelf life on arrival."""
        if lot["days_left"] is None:
            return True
        return lot["days_left"] >= lane_days + facts["company"].inv_transfer_shelf_days

    def _allocate(self, facts, row, lane, sites, quantity):
        """Return ``(lots, quantity)`` of a move, the first to expire first.

        No more of an expiring lot travels than its new site sells in time. Lots that
        are taken are gone for the next move. A product without lots is not cut.
        """
        origin, target = sites
        lots = facts["lots"].get((row, origin))
        if lots is None:
            return [], quantity
        rate = max(
            facts["rate"][row, target],
            facts["mean"][row, target] / facts["period_days"][row, target],
        )
        taken, total = [], 0.0
        for lot in lots:
            if not self._may_travel(facts, lot, lane.lead_time_days):
                continue
            most = min(lot["quantity"], quantity - total)
            if lot["days_left"] is not None:
                sold = rate * (lot["days_left"] - lane.lead_time_days)
                most = min(most, max(sold - total, 0.0))
            unit = facts["unit"][row]
            most = np.floor(most / unit + 1e-9) * unit
            if most <= 0:
                continue
            lot["quantity"] -= most
            total += most
            taken.append({"id": lot["id"], "name": lot["name"], "quantity": most})
        return taken, total
