"""What given moves bring and cost, each looked at on its own."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector
from .lane_problem import lane_problem
from .transfer_moves import move_gains, stock_out_probability


@dataclass(frozen=True)
class EvaluatedMoves:
    """Moves with what they bring; the names are those of ``TransferPlan``.

    Attributes
    ----------
    item : ndarray of shape (k,) of int
        Row of the stock.
    lane : ndarray of shape (k,) of int
        Lane.
    quantity : ndarray of shape (k,)
        Quantity [units].
    shortage_saved : ndarray of shape (k,)
        Cost of the shortage that the receiver is spared [currency].
    donor_risk : ndarray of shape (k,)
        Cost of the additional shortage of the donor [currency].
    holding_saved : ndarray of shape (k,)
        Holding cost that donor and receiver save together [currency].
    unit_cost : ndarray of shape (k,)
        Freight and handling [currency].
    shipment_share : ndarray of shape (k,)
        Cost of the shipments that the move needs alone [currency].
    gain : ndarray of shape (k,)
        Sum of the above, costs and risk deducted [currency].
    avoided_short : ndarray of shape (k,)
        Shortage that the receiver is spared [units].
    donor_stockout_before : ndarray of shape (k,)
        Probability that the donor runs out without the move, 0 to 1.
    donor_stockout_after : ndarray of shape (k,)
        The same with the move.
    receiver_stockout_before : ndarray of shape (k,)
        Probability that the receiver runs out without the move, 0 to 1.
    receiver_stockout_after : ndarray of shape (k,)
        The same with the move.
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


def evaluate_moves(stock, lanes, lane, quantity):
    """Return what moves bring, one for each row of the stock.

    Unlike ``plan_transfers`` nothing is chosen: limits of donors and receivers are
    those of whoever asks.

    Parameters
    ----------
    stock : NetworkStock
        Stock, demand and costs of the product of each move, k rows; a product that
        moves twice comes twice.
    lanes : Lanes
        The m lanes between the sites.
    lane : array_like of shape (k,) of int
        Lane of each move.
    quantity : array_like of shape (k,)
        Quantity of each move [units], above 0.

    Returns
    -------
    EvaluatedMoves
        The moves in the order of the rows.

    Raises
    ------
    ValueError
        If a shape does not fit, or a quantity is not above 0.

    References
    ----------
    Paterson, C., Kiesmuller, G., Teunter, R. & Glazebrook, K. (2011), Inventory
    models with lateral transshipments: a review, European Journal of Operational
    Research 210.

    Examples
    --------
    >>> from .network_stock import Lanes, NetworkStock
    >>> one = np.ones((1, 2))
    >>> stock = NetworkStock(
    ...     position=[[9, 1]], available=[[9, 1]], mean=[[2, 4]], variance=0 * one,
    ...     keep=[[2, 4]], maximum=np.nan * one, rate_per_day=one, unit=[1],
    ...     unit_value=[5], shortage_cost=9 * one, holding_cost=0 * one)
    >>> lanes = Lanes([0], [1], [1.0], shipment_cost=4.0)
    >>> moves = evaluate_moves(stock, lanes, [0], [2])
    >>> moves.shortage_saved.tolist(), moves.gain.tolist()
    ([18.0], [12.0])
    """
    problem = lane_problem(stock, lanes)
    n_moves, n_lanes = problem.step_cost.shape
    quantity = as_item_vector("quantity", quantity, n_moves)
    if not (quantity > 0).all():
        raise ValueError("quantity must be above 0")
    lane = np.asarray(lane, dtype=np.int64).ravel()
    if len(lane) != n_moves or ((lane < 0) | (lane >= n_lanes)).any():
        raise ValueError(f"lane must have one lane below {n_lanes} for each move")
    every = np.arange(n_moves)
    unit = as_item_vector("unit", stock.unit, n_moves)
    flow = np.zeros((n_moves, n_lanes))
    flow[every, lane] = quantity / unit
    moves = move_gains(problem, flow)
    load = problem.step_load[every, lane] * flow[every, lane]
    capacity = problem.capacity[lane]
    full = np.where(np.isfinite(capacity), capacity, np.inf)
    share = np.maximum(np.ceil(load / full), 1.0) * problem.shipment_cost[lane]
    n_sites = problem.give.shape[1]
    risk = []
    for ends, sign in ((problem.source, -1.0), (problem.target, 1.0)):
        rows = every * n_sites + ends[lane]
        risk.extend(
            stock_out_probability(problem.cost, rows, steps)
            for steps in (np.zeros(n_moves), sign * flow[every, lane])
        )
    return EvaluatedMoves(
        item=every,
        lane=lane,
        quantity=quantity,
        shortage_saved=moves.shortage_saved,
        donor_risk=moves.donor_risk,
        holding_saved=moves.holding_saved,
        unit_cost=moves.unit_cost,
        shipment_share=share,
        gain=moves.gain() - share,
        avoided_short=moves.avoided_short * unit,
        donor_stockout_before=risk[0],
        donor_stockout_after=risk[1],
        receiver_stockout_before=risk[2],
        receiver_stockout_after=risk[3],
    )
