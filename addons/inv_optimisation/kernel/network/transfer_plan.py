"""A plan of transfers: its moves, what they bring, and what was left out."""

from dataclasses import dataclass

import numpy as np

from .lane_problem import share_weight
from .transfer_moves import move_gains, move_limits, stock_out_probability


@dataclass(frozen=True)
class DroppedMoves:
    """Moves that would gain without costs of shipments, but were removed.

    Attributes
    ----------
    item : ndarray of shape (d,) of int
        Product.
    lane : ndarray of shape (d,) of int
        Lane.
    quantity : ndarray of shape (d,)
        Quantity [units].
    gain : ndarray of shape (d,)
        Gain before the cost of the shipment [currency].
    reason : ndarray of shape (d,) of str
        "least_gain", "minimum_value", "maximum_moves" or "shipment_cost".
    """

    item: np.ndarray
    lane: np.ndarray
    quantity: np.ndarray
    gain: np.ndarray
    reason: np.ndarray


@dataclass(frozen=True)
class TransferPlan:
    """Moves between sites, best first, what each brings, and how good the plan is.

    Attributes
    ----------
    item : ndarray of shape (k,) of int
        Product.
    lane : ndarray of shape (k,) of int
        Lane.
    quantity : ndarray of shape (k,)
        Quantity [units].
    shortage_saved : ndarray of shape (k,)
        Cost of the shortage that the receiver is spared [currency].
    donor_risk : ndarray of shape (k,)
        Cost of the additional shortage of the donor [currency].
    holding_saved : ndarray of shape (k,)
        Holding cost that donor and receiver save together [currency]; below 0 if the
        goods are held longer than before.
    unit_cost : ndarray of shape (k,)
        Freight and handling [currency].
    shipment_share : ndarray of shape (k,)
        Share of the costs of the shipments of the lane [currency].
    gain : ndarray of shape (k,)
        Shortage saved less donor risk, plus holding saved, less all costs [currency].
    avoided_short : ndarray of shape (k,)
        Shortage that the receiver is spared [units].
    donor_stockout_before : ndarray of shape (k,)
        Probability that the donor runs out without the plan, 0 to 1.
    donor_stockout_after : ndarray of shape (k,)
        The same with the whole plan.
    receiver_stockout_before : ndarray of shape (k,)
        Probability that the receiver runs out without the plan, 0 to 1.
    receiver_stockout_after : ndarray of shape (k,)
        The same with the whole plan.
    limit : ndarray of shape (k,) of str
        Why the move is not larger: "protection", "available", "maximum", "lane" or
        "gain", see ``move_limits``.
    shipments : ndarray of shape (m,)
        Shipments on each lane; 0 = unused.
    lane_load : ndarray of shape (m,)
        Load of each lane.
    lane_value : ndarray of shape (m,)
        Value of the goods of each lane [currency].
    objective_before : float
        Cost of shortage and stock without transfers [currency].
    objective : float
        Cost of shortage, stock and transfers of the plan [currency].
    bound : float
        No transfers cost less [currency].
    gap : float
        Distance of the objective from the bound, as a share of the objective.
    gain_gap : float
        Part of the largest gain that the bound allows, which the choice of lanes and
        quantities is not proven to reach, before the rules took anything away.
    rules_cost : float
        What the rules took away from that choice [currency].
    dropped : DroppedMoves
        Moves that shipment costs or rules have removed.
    """

    item: np.ndarray
    lane: np.ndarray
    quantity: np.ndarray
    shortage_saved: np.ndarray
    donor_risk: np.ndarray
    holding_saved: np.ndarray
    unit_cost: np.ndarray
    shipment_share: np.ndarray
    gain: np.ndarray
    avoided_short: np.ndarray
    donor_stockout_before: np.ndarray
    donor_stockout_after: np.ndarray
    receiver_stockout_before: np.ndarray
    receiver_stockout_after: np.ndarray
    limit: np.ndarray
    shipments: np.ndarray
    lane_load: np.ndarray
    lane_value: np.ndarray
    objective_before: float
    objective: float
    bound: float
    gap: float
    gain_gap: float
    rules_cost: float
    dropped: DroppedMoves


def dropped_moves(problem, unit, relaxed, flow, why):
    """Return the moves that are in the relaxed plan only, where a rule says why.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    unit : ndarray of shape (n,)
        Step of the transfers [units].
    relaxed : ndarray of shape (n, m)
        Best flows without costs of shipments and rules [steps].
    flow : ndarray of shape (n, m)
        Flows of the plan [steps].
    why : ndarray of shape (n, m) of str
        Rule that has barred a product from a lane, "" = none.

    Returns
    -------
    DroppedMoves
        Moves and reasons. Moves that merely took another lane are none.
    """
    moves = move_gains(problem, relaxed)
    reason = why[moves.item, moves.lane]
    unused = ~(flow > 0).any(axis=0) & (problem.shipment_cost > 0)
    reason = np.where((reason == "") & unused[moves.lane], "shipment_cost", reason)
    out = (reason != "") & (flow[moves.item, moves.lane] <= 0)
    return DroppedMoves(
        item=moves.item[out],
        lane=moves.lane[out],
        quantity=moves.steps[out] * unit[moves.item[out]],
        gain=moves.gain()[out],
        reason=reason[out],
    )


def value_plan(problem, unit, free, flow, *, costs, dropped):
    """Return the plan of flows, with what each move brings.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    unit : ndarray of shape (n,)
        Step of the transfers [units].
    free : ndarray of shape (n, J)
        Stock that can be shipped now [steps].
    flow : ndarray of shape (n, m)
        Flows of the plan [steps].
    costs : tuple of float
        Cost without transfers, of the choice before the rules, of the plan, and the
        bound [currency].
    dropped : DroppedMoves
        Moves that were removed.

    Returns
    -------
    TransferPlan
        The plan, best moves first.
    """
    before, choice, objective, bound = costs
    moves = move_gains(problem, flow)
    limit = move_limits(problem, flow, moves, free)
    shipments = problem.shipments(flow)
    share = _shares(problem, flow, shipments * problem.shipment_cost, moves)
    gain = moves.gain() - share
    order = np.argsort(-gain, kind="stable")
    item, lane = moves.item[order], moves.lane[order]
    change, n_sites = problem.change(flow), problem.give.shape[1]
    risk = [
        stock_out_probability(problem.cost, item * n_sites + site, steps)
        for site in (problem.source[lane], problem.target[lane])
        for steps in (np.zeros(len(item)), change[item, site])
    ]
    return TransferPlan(
        item=item,
        lane=lane,
        quantity=moves.steps[order] * unit[item],
        shortage_saved=moves.shortage_saved[order],
        donor_risk=moves.donor_risk[order],
        holding_saved=moves.holding_saved[order],
        unit_cost=moves.unit_cost[order],
        shipment_share=share[order],
        gain=gain[order],
        avoided_short=moves.avoided_short[order] * unit[item],
        donor_stockout_before=risk[0],
        donor_stockout_after=risk[1],
        receiver_stockout_before=risk[2],
        receiver_stockout_after=risk[3],
        limit=limit[order],
        shipments=shipments,
        lane_load=(problem.step_load * flow).sum(axis=0),
        lane_value=problem.step_value @ flow,
        objective_before=before,
        objective=objective,
        bound=bound,
        gap=_share(objective - bound, objective),
        gain_gap=_share(choice - bound, before - bound),
        rules_cost=objective - choice,
        dropped=dropped,
    )


def _share(part, whole):
    """Return a share of a whole, between 0 and 1."""
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0


def _shares(problem, flow, paid, moves):
    """Return the share of each move in what its lane pays for shipments."""
    weight = share_weight(problem)[moves.item, moves.lane] * moves.steps
    total = np.bincount(moves.lane, weight, flow.shape[1])
    count = np.bincount(moves.lane, minlength=flow.shape[1])
    own = total[moves.lane]
    equal = 1.0 / np.maximum(count[moves.lane], 1)
    part = np.where(own > 0, weight / np.where(own > 0, own, 1.0), equal)
    return paid[moves.lane] * part
