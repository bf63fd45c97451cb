import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.network.rebalancing import rebalance
from odoo.addons.inv_optimisation.kernel.network.shipment_blocks import plan_in_blocks
from odoo.addons.inv_optimisation.kernel.network.shipments import Lanes, NetworkStock

#: Rounds in which lots and least loads may take back what was planned.
MOST_ROUNDS = 6
NO_LIMIT = np.inf
#: Blocked moves that a run keeps visible.
MOST_BLOCKED = 40


class InvTransferPlanner(models.AbstractModel):
    """Chooses the transfers of a network: first by product, then by vehicle.

    ``_find_candidates`` asks which products would move if vehicles cost nothing and
    every lane were open; ``_plan`` decides for these together, with vehicles, least
    loads, closed lanes, rejections and lots.
    """

    _name = "inv.transfer.planner"
    _description = "Transfer Planner"

    def _find_candidates(self, products, lanes, company):
        """Return {product id: [[lane id, quantity]]} of what would pay to move."""
        facts = self._get_facts(products, lanes, company)
        n_items, n_sites = facts["position"].shape
        cost = np.full((n_items, n_sites, n_sites), np.nan)
        origin, target = facts["lane_sites"]
        cost[:, origin, target] = facts["unit_cost"]
        transfers = rebalance(
            facts["position"],
            facts["mean"],
            facts["variance"],
            unit=facts["unit"],
            donor_keep=0.0,
            shortage_cost=facts["shortage_cost"],
            transfer_cost=cost,
            maximum=facts["maximum"],
            available=facts["available"],
            holding_cost=facts["holding_cost"],
            rate_per_day=facts["rate"],
        )
        flows = transfers.flows[:, origin, target]
        # A move gains no more than its product does with every lane open and free.
        flows[transfers.gain < company.inv_transfer_least_gain] = 0.0
        found = {}
        for row, column in zip(*np.nonzero(flows > 0), strict=True):
            product = facts["products"][row]
            move = [lanes[int(column)].id, float(flows[row, column])]
            found.setdefault(str(product.id), []).append(move)
        return found

    def _get_facts(self, products, lanes, company):
        """Return the facts of the products and of the lanes they may use.

        Adds ``lanes`` (list), ``lane_sites`` (positions of origin and target),
        ``freight``, ``handling``, ``unit_cost``, ``load`` of shape (products, lanes).
        """
        sites = lanes._get_sites()
        facts = self.env["inv.transfer.facts"]._get_facts(
            products, sites, company, lanes._get_help_days()
        )
        column = {site.id: j for j, site in enumerate(facts["warehouses"])}
        facts["lanes"] = list(lanes)
        facts["lane_sites"] = tuple(
            np.array([column[lane[name].id] for lane in lanes], dtype=np.int64)
            for name in ("source_warehouse_id", "target_warehouse_id")
        )
        freight, handling = lanes._get_unit_costs(products)
        allowed = lanes._get_allowed(products)
        facts["freight"], facts["handling"] = freight, handling
        facts["unit_cost"] = np.where(allowed, freight + handling, np.nan)
        facts["load"] = lanes._get_loads(products)
        return facts

    # ------------------------------------------------------------------------
    # The decision
    # ------------------------------------------------------------------------

    def _plan(self, candidates, lanes, company):
        """Return the decision on ``candidates`` as a dict.

        Keys: ``facts``, ``plan`` (``TransferPlan`` or None), ``lots`` (one list for
        each move), ``blocked`` [(row, lane column, quantity, reason)], ``gap``,
        ``rules_cost``.
        """
        products = self.env["product.product"].browse(sorted(candidates)).exists()
        if not products:
            nothing = {"facts": None, "plan": None, "lots": [], "blocked": []}
            return {**nothing, "gap": 0.0, "rules_cost": 0.0}
        facts = self._get_facts(products, lanes, company)
        self.env["inv.transfer.lot"]._add_lots(facts, lanes)
        closed = self._get_closed(facts)
        facts["closed"] = closed
        usable = np.where(
            np.array([bool(reason) for reason in closed]), np.nan, facts["unit_cost"]
        )
        usable[self._get_snoozed(facts)] = np.nan
        plan, lots, refused = self._solve(facts, usable)
        blocked = self._get_blocked(facts, candidates, plan, refused)
        return {
            "facts": facts,
            "plan": plan,
            "lots": lots,
            "blocked": blocked,
            "gap": float(plan.gain_gap),
            "rules_cost": float(plan.rules_cost),
        }

    def _get_closed(self, facts):
        """Return why each lane takes nothing today, None where it is open."""
        today = facts["today"]
        reasons = []
        for lane in facts["lanes"]:
            if not lane._is_open_on(today):
                reasons.append("lane_closed")
            elif not lane.route_id.active:
                reasons.append("no_route")
            else:
                reasons.append(None)
        return reasons

    def _get_snoozed(self, facts):
        """Return where a planner rejected the transfer not long ago (mask)."""
        row = {product.id: i for i, product in enumerate(facts["products"])}
        column = {lane.id: j for j, lane in enumerate(facts["lanes"])}
        mask = np.zeros((len(row), len(column)), dtype=bool)
        groups = self.env["inv.transfer.suggestion"]._read_group(
            [
                ("state", "=", "rejected"),
                ("date_snooze", ">=", facts["today"]),
                ("product_id", "in", list(row)),
                ("lane_id", "in", list(column)),
            ],
            ["product_id", "lane_id"],
        )
        for product, lane in groups:
            mask[row[product.id], column[lane.id]] = True
        facts["snoozed"] = mask
        return mask

    def _solve(self, facts, usable):
        """Return ``(plan, lots, refused)``; ``refused`` {(row, lane): reason}.

        A lane below its least load is closed, a move that no lot can fill is cut, and
        the rest is decided again.
        """
        refused = {}
        available = facts["available"].copy()
        for _round in range(MOST_ROUNDS):
            plan = self._plan_once({**facts, "available": available}, usable)
            low = self._get_low_lanes(facts, plan)
            lots, cuts = self._allocate(facts, plan)
            if not len(low) and not cuts:
                return plan, lots, refused
            for move, quantity in cuts.items():
                row, lane = int(plan.item[move]), int(plan.lane[move])
                self._cut(facts, available, plan, move, quantity)
                if not quantity:
                    usable[row, lane] = np.nan
                    refused[row, lane] = "expiry"
            for lane in low.tolist():
                moved = plan.item[plan.lane == lane].tolist()
                refused.update(dict.fromkeys([(row, lane) for row in moved], "load"))
            usable[:, low] = np.nan
        # What still does not fit is left out for good.
        for move in self._allocate(facts, plan)[1]:
            usable[int(plan.item[move]), int(plan.lane[move])] = np.nan
            refused[int(plan.item[move]), int(plan.lane[move])] = "expiry"
        plan = self._plan_once({**facts, "available": available}, usable)
        return plan, self._allocate(facts, plan)[0], refused

    def _plan_once(self, facts, usable):
        stock, lanes = self._prepare_problem(facts, usable)
        least = facts["company"].inv_transfer_least_gain
        return plan_in_blocks(stock, lanes, least_gain=least)

    def _prepare_problem(self, facts, unit_cost, vehicle=True):
        """Return stock and lanes as the kernel takes them.

        ``unit_cost`` of shape (products, lanes), NaN = not on this lane; without
        ``vehicle`` shipments cost nothing.
        """
        stock = NetworkStock(
            position=facts["position"],
            available=facts["available"],
            mean=facts["mean"],
            variance=facts["variance"],
            # What a donor keeps is in what is available: stock that is there.
            keep=np.zeros_like(facts["position"]),
            maximum=facts["maximum"],
            rate_per_day=facts["rate"],
            unit=facts["unit"],
            unit_value=facts["unit_value"],
            shortage_cost=facts["shortage_cost"],
            holding_cost=facts["holding_cost"],
        )
        origin, target = facts["lane_sites"]
        values = {
            name: np.array([lane[name] for lane in facts["lanes"]], dtype=np.float64)
            for name in ("cost_per_shipment", "full_load", "minimum_value")
        }
        shipment = values["cost_per_shipment"] if vehicle else np.zeros(len(origin))
        lanes = Lanes(
            source=origin,
            target=target,
            unit_cost=unit_cost,
            shipment_cost=shipment,
            load=facts["load"],
            capacity=np.where(values["full_load"] > 0, values["full_load"], np.nan),
            minimum_value=values["minimum_value"],
            maximum_moves=np.array(
                [lane.maximum_moves or NO_LIMIT for lane in facts["lanes"]]
            ),
        )
        return stock, lanes

    def _get_low_lanes(self, facts, plan):
        """Return the used lanes whose load is below their least load."""
        least = np.array([lane.minimum_load for lane in facts["lanes"]])
        return np.flatnonzero((plan.shipments > 0) & (plan.lane_load < least))

    def _allocate(self, facts, plan):
        """Return the lots of each move, and {move: quantity} that lots can fill."""
        lots = self.env["inv.transfer.lot"]
        fresh = {
            place: [dict(lot) for lot in listed]
            for place, listed in facts["lots"].items()
        }
        state = {**facts, "lots": fresh}
        origin, target = facts["lane_sites"]
        result, cuts = [], {}
        for move in range(len(plan.item)):
            row, lane = int(plan.item[move]), int(plan.lane[move])
            wanted = float(plan.quantity[move])
            sites = (int(origin[lane]), int(target[lane]))
            taken, filled = lots._allocate(
                state, row, facts["lanes"][lane], sites, wanted
            )
            if filled < wanted - facts["unit"][row] / 2:
                cuts[move] = filled
            result.append(taken)
        return result, cuts

    def _cut(self, facts, available, plan, move, quantity):
        """Let a donor ship no more of a product than lots can fill."""
        row, lane = int(plan.item[move]), int(plan.lane[move])
        origin = facts["lane_sites"][0]
        site = int(origin[lane])
        same = (plan.item == row) & (origin[plan.lane] == site)
        others = float(plan.quantity[same].sum() - plan.quantity[move])
        most = max(others + quantity, 0.0)
        available[row, site] = min(available[row, site], most)

    # ------------------------------------------------------------------------
    # What was left out
    # ------------------------------------------------------------------------

    def _get_blocked(self, facts, candidates, plan, refused):
        """Return [(row, lane, quantity, reason)] of candidates that rules stop."""
        dropped = {
            (int(row), int(lane)): str(reason)
            for row, lane, reason in zip(
                plan.dropped.item, plan.dropped.lane, plan.dropped.reason, strict=True
            )
        }
        dropped.update(refused)
        target = facts["lane_sites"][1]
        served = set(zip(plan.item.tolist(), target[plan.lane].tolist(), strict=True))
        column = {lane.id: j for j, lane in enumerate(facts["lanes"])}
        blocked = []
        for row, product in enumerate(facts["products"]):
            for lane_id, quantity in candidates[product.id]:
                lane = column.get(lane_id)
                if lane is None or (row, int(target[lane])) in served:
                    continue
                if facts["snoozed"][row, lane]:
                    continue
                reason = self._get_reason(facts, row, lane, dropped)
                if reason:
                    blocked.append((row, lane, quantity, reason))
        # Those with the most goods first: nobody reads hundreds of them.
        value = facts["unit_value"]
        blocked.sort(key=lambda move: -value[move[0]] * move[2])
        return blocked[:MOST_BLOCKED]

    def _get_reason(self, facts, row, lane, dropped):
        origin = int(facts["lane_sites"][0][lane])
        if facts["closed"][lane]:
            return facts["closed"][lane]
        if (row, lane) in dropped:
            return dropped[row, lane]
        if facts["expiring"][row, origin] > 0:
            return "expiry"
        return None
