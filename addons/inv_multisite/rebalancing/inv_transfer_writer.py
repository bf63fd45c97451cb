from datetime import timedelta

import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.network.supply_comparison import (
    compare_supply,
)

#: Cover that is shown for stock that nobody asks for.
MAX_COVER_DAYS = 9999.0
#: What the kernel says of a move.
MOVE_COLUMNS = (
    "item",
    "lane",
    "quantity",
    "shortage_saved",
    "donor_risk",
    "holding_saved",
    "shipment_share",
    "gain",
    "avoided_short",
    "donor_stockout_before",
    "donor_stockout_after",
    "receiver_stockout_before",
    "receiver_stockout_after",
)
OPTIONS = ("nothing", "buy", "transfer")
PARTS = ("lost_margin", "holding", "freight", "handling", "total")


class InvTransferWriter(models.AbstractModel):
    """Stores a plan as suggestions: open ones are updated, stale ones expire."""

    _name = "inv.transfer.writer"
    _description = "Transfer Writer"

    def _write_plan(self, run, result):
        """Write the suggestions of a run; return them, new and blocked."""
        company = run.company_id
        rows = self._prepare_rows(company, result)
        blocked = self.env["inv.transfer.blocked"]._prepare(company, result)
        suggestions = self.env["inv.transfer.suggestion"]
        open_before = suggestions.search(
            [
                ("company_id", "=", company.id),
                ("origin", "=", "run"),
                ("state", "in", ("new", "blocked")),
            ]
        )
        kept = self.env["inv.transfer.store"]._store([*rows, *blocked], run)
        (open_before - kept)._close_open()
        return kept

    # ------------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------------

    def _prepare_rows(self, company, result):
        """Return the values of each move of the plan."""
        facts, plan = result["facts"], result["plan"]
        if plan is None or not len(plan.item):
            return []
        moves = self._get_columns(facts, plan)
        moves["limit"] = self._get_limits(facts, moves, plan.limit)
        return self._prepare_moves(company, facts, moves, result["lots"], result["gap"])

    def _prepare_moves(self, company, facts, moves, lots, gap):
        """Return the values of suggestions for evaluated moves."""
        days = self._get_days(facts)
        comparison = self._compare(facts, moves)
        return [
            {
                **self._prepare_base(company, facts, moves, index, days),
                **self._prepare_costs(facts, moves, index),
                **self._prepare_time(facts, moves, index, comparison),
                "state": "new",
                "blocked_reason": False,
                "lots": lots[index] or False,
                "limit_code": moves["limit"][index],
                "alternatives": self._prepare_alternatives(comparison, index),
                "facts": self._prepare_facts(facts, moves, index, gap),
            }
            for index in range(len(moves["item"]))
        ]

    def _get_columns(self, facts, plan):
        """Return the moves of a plan as columns, with the sites they connect."""
        origin, target = facts["lane_sites"]
        columns = {name: getattr(plan, name) for name in MOVE_COLUMNS}
        item, lane = columns["item"], columns["lane"]
        columns["origin"], columns["target"] = origin[lane], target[lane]
        columns["freight"] = facts["freight"][item, lane] * columns["quantity"]
        columns["handling"] = facts["handling"][item, lane] * columns["quantity"]
        return columns

    def _get_limits(self, facts, moves, limits):
        """Return what limits each move, in the words of a planner.

        Free stock is already what lies above the protection: where that is less than
        what can be picked, the protection is the reason.
        """
        place = (moves["item"], moves["origin"])
        free = facts["on_hand"][place] - facts["reserved"][place]
        spare = facts["on_hand"][place] - facts["keep"][place]
        is_bound = np.isin(limits, ("available", "protection"))
        named = np.where(spare <= free, "protection", "available")
        return np.where(is_bound, named, limits).tolist()

    def _get_days(self, facts):
        """Return the departure and the arrival of each lane, in their order."""
        lanes = self.env["inv.lane"].concat(*facts["lanes"])
        departures = lanes._get_departures(facts["today"])
        arrivals = lanes._get_arrival(lanes, facts["today"])
        return [(departures[lane], arrivals[lane]) for lane in facts["lanes"]]

    def _prepare_base(self, company, facts, moves, index, days):
        row, lane = int(moves["item"][index]), int(moves["lane"][index])
        origin, target = int(moves["origin"][index]), int(moves["target"][index])
        quantity = float(moves["quantity"][index])
        departure, arrival = days[lane]
        valid = timedelta(days=company.inv_transfer_valid_days)
        return {
            "product_id": facts["products"][row].id,
            "lane_id": facts["lanes"][lane].id,
            "source_point_id": int(facts["point_id"][row, origin]) or False,
            "target_point_id": int(facts["point_id"][row, target]) or False,
            "qty": quantity,
            "recommended_qty": quantity,
            "load": float(facts["load"][row, lane]) * quantity,
            "date_departure": departure,
            "date_arrival": arrival,
            "date_valid": facts["today"] + valid,
            "error_message": False,
        }

    def _prepare_costs(self, facts, moves, index):
        row, origin = int(moves["item"][index]), int(moves["origin"][index])
        quantity = float(moves["quantity"][index])
        excess = max(
            float(
                facts["on_hand"][row, origin] - facts["order_up_to_qty"][row, origin]
            ),
            0.0,
        )
        value = float(facts["unit_value"][row])
        return {
            "shortage_saved": float(moves["shortage_saved"][index]),
            "holding_saved": float(moves["holding_saved"][index]),
            "freight_cost": float(
                moves["freight"][index] + moves["shipment_share"][index]
            ),
            "handling_cost": float(moves["handling"][index]),
            "donor_risk": float(moves["donor_risk"][index]),
            "net_gain": float(moves["gain"][index]),
            "goods_value": quantity * value,
            "avoided_qty": float(moves["avoided_short"][index]),
            "excess_qty": min(excess, quantity),
            "excess_value": min(excess, quantity) * value,
        }

    def _prepare_time(self, facts, moves, index, comparison):
        row, target = int(moves["item"][index]), int(moves["target"][index])
        origin = int(moves["origin"][index])
        quantity = float(moves["quantity"][index])
        stock = float(facts["on_hand"][row, origin])
        rate = float(facts["rate"][row, origin])
        gained = float(comparison.days_gained[index])
        return {
            "cover_before_days": self._get_cover(stock, rate),
            "cover_after_days": self._get_cover(stock - quantity, rate),
            "days_gained": min(gained, MAX_COVER_DAYS) if np.isfinite(gained) else 0.0,
            "date_stock_out": self._get_stock_out(facts, row, target),
        }

    def _get_cover(self, stock, rate):
        cover = max(stock, 0.0) / rate if rate > 0 else MAX_COVER_DAYS
        return min(cover, MAX_COVER_DAYS)

    def _get_stock_out(self, facts, row, site):
        """Return the day on which the site runs out at its rate; None if never."""
        rate = float(facts["rate"][row, site])
        days = self._get_cover(float(facts["on_hand"][row, site]), rate)
        if days >= MAX_COVER_DAYS:
            return None
        return facts["today"] + timedelta(days=int(days))

    def _prepare_facts(self, facts, moves, index, gap):
        row = int(moves["item"][index])
        origin, target = int(moves["origin"][index]), int(moves["target"][index])
        room = facts["maximum"][row, target] - facts["position"][row, target]
        return {
            "wanted": float(max(room, moves["quantity"][index])),
            "maximum": float(facts["maximum"][row, target]),
            "keep_days": facts["company"].inv_transfer_keep_days,
            "gap": gap,
            "shipment_share": float(moves["shipment_share"][index]),
            "shortage_cost": float(facts["shortage_cost"][row, target]),
            "holding_rate": facts["company"].inv_holding_rate,
            "unit_value": float(facts["unit_value"][row]),
            **self._prepare_site("donor", facts, row, origin),
            **self._prepare_site("receiver", facts, row, target),
            **{
                name: float(moves[name][index])
                for name in (
                    "donor_stockout_before",
                    "donor_stockout_after",
                    "receiver_stockout_before",
                    "receiver_stockout_after",
                )
            },
        }

    def _prepare_site(self, role, facts, row, site):
        names = {
            "on_hand": "on_hand",
            "reserved": "reserved",
            "position": "position",
            "rate": "rate",
            "mean": "mean",
            "variance": "variance",
            "period_days": "period_days",
            "safety": "safety_stock_qty",
            "keep": "keep",
        }
        return {
            f"{role}_{name}": float(facts[key][row, site])
            for name, key in names.items()
        }

    # ------------------------------------------------------------------------
    # Nothing, buy, transfer
    # ------------------------------------------------------------------------

    def _compare(self, facts, moves):
        """Return the cost of doing nothing, buying and transferring each move.

        Position and demand count from the day on which a transfer could arrive, so
        all days are counted from there.
        """
        at_target = (moves["item"], moves["target"])
        start = facts["help_days"][at_target]
        lead = facts["lead_time_days"][at_target]
        lane_days = np.array([lane.lead_time_days for lane in facts["lanes"]])
        return compare_supply(
            position=facts["position"][at_target],
            mean=facts["mean"][at_target],
            variance=facts["variance"][at_target],
            risk_days=np.maximum(facts["period_days"][at_target] - start, 0.0),
            rate_per_day=facts["rate"][at_target],
            quantity=moves["quantity"],
            shortage_cost=facts["shortage_cost"][at_target],
            holding_cost=facts["holding_cost"][at_target],
            purchase_days=np.where(lead > 0, np.maximum(lead - start, 0.0), np.nan),
            ordering_cost=facts["company"].inv_ordering_cost,
            lane_days=np.maximum(lane_days[moves["lane"]] - start, 0.0),
            freight=moves["freight"] + moves["shipment_share"],
            handling=moves["handling"],
            donor_risk=moves["donor_risk"],
            donor_holding_saved=moves["holding_saved"],
            unit=facts["unit"][moves["item"]],
        )

    def _prepare_alternatives(self, comparison, index):
        """Return the three options as JSON; one that is impossible is None."""
        result = {"best": str(comparison.best[index])}
        for option in OPTIONS:
            costs = getattr(comparison, option)
            values = {part: float(getattr(costs, part)[index]) for part in PARTS}
            result[option] = values if np.isfinite(values["total"]) else None
        return result
