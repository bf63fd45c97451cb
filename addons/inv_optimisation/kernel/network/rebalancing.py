"""Transfers between sites that lower the expected shortage by more than they cost."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix
from .lane_exchange import GAIN_TOLERANCE, exchange_on_lanes
from .rebalancing_greedy import exchange_greedily, pair_flows
from .rebalancing_programme import solve_lanes
from .transfer_inputs import by_site, lane_costs, like_sites, site_costs, step_limits


@dataclass(frozen=True)
class Transfers:
    """Transfers of each product, what they gain and how near they are to the best.

    Attributes
    ----------
    flows : ndarray of shape (n, J, J)
        Quantity from each site (row) to each other (column) [units].
    shortage_before : ndarray of shape (n, J)
        Expected shortage of each site without transfers [units].
    shortage_after : ndarray of shape (n, J)
        Expected shortage of each site with the transfers [units].
    holding_before : ndarray of shape (n, J)
        Cost of the stock of each site until it is sold [currency]; 0 without a
        holding cost.
    holding_after : ndarray of shape (n, J)
        The same with the transfers [currency].
    transfer_cost : ndarray of shape (n,)
        Cost of the transfers, fixed costs included [currency].
    objective : ndarray of shape (n,)
        Cost of the remaining shortage, of the stock and of the transfers [currency].
    gain : ndarray of shape (n,)
        What the transfers save: the same cost without them, less the objective
        [currency].
    bound : ndarray of shape (n,)
        No transfers have a lower objective than this [currency].
    gap : ndarray of shape (n,)
        Distance of the objective from the bound, as a share of the objective.
    method : ndarray of shape (n,) of str
        "greedy", "linear" or "mixed_integer".
    """

    flows: np.ndarray
    shortage_before: np.ndarray
    shortage_after: np.ndarray
    holding_before: np.ndarray
    holding_after: np.ndarray
    transfer_cost: np.ndarray
    objective: np.ndarray
    gain: np.ndarray
    bound: np.ndarray
    gap: np.ndarray
    method: np.ndarray


def rebalance(
    position,
    mean,
    variance,
    *,
    unit,
    donor_keep,
    shortage_cost,
    transfer_cost,
    fixed_cost=0.0,
    law=None,
    maximum=None,
    available=None,
    holding_cost=None,
    rate_per_day=None,
    longest_hold_days=365.0,
    time_limit=10.0,
):
    """Return the transfers of each product that minimise shortage and transport cost.

    The cost of a site, its expected shortage and the holding of its stock, is convex
    in the stock. With one cost for all lanes, moving a step from the site that misses
    it least to the one that needs it most, while that gains more than it costs, is
    therefore optimal. Costs by lane make it a convex flow, solved for all products
    side by side; fixed costs by shipment a mixed-integer programme, solved product by
    product. Both only where the cheapest lane would pay.

    Parameters
    ----------
    position : array_like of shape (n, J)
        Stock position of each site [units]; negative = backorders.
    mean : array_like of shape (n, J)
        Expected demand until the next supply [units].
    variance : array_like of shape (n, J)
        Variance of that demand [units^2].
    unit : array_like of shape (n,)
        Step of the transfers [units].
    donor_keep : array_like of shape (n, J), (n,) or scalar
        Stock below which a site gives nothing away [units].
    shortage_cost : array_like of shape (n, J), (n,) or scalar
        Cost of a unit short [currency/unit].
    transfer_cost : array_like of shape (n, J, J), (J, J), (n,) or scalar
        Cost of moving a unit [currency/unit], from row to column; NaN = no lane.
        A vector or a number is one cost for all lanes.
    fixed_cost : array_like of shape (n, J, J), (J, J), (n,) or scalar, default 0.0
        Cost of a shipment on a lane [currency].
    law : array_like of shape (n, J) of str, optional
        Law of the demand; chosen from its moments when None.
    maximum : array_like of shape (n, J), optional
        Stock position up to which a site takes transfers [units]; NaN = no limit.
    available : array_like of shape (n, J), optional
        Stock that can be shipped now [units]; the position when None.
    holding_cost : array_like of shape (n, J), (n,) or scalar, optional
        Cost of a unit in stock [currency/unit/day]; stock costs nothing when None.
    rate_per_day : array_like of shape (n, J), (n,) or scalar, optional
        Expected sales [units/day]; needed with a holding cost.
    longest_hold_days : array_like of shape (n,) or scalar, default 365.0
        Days after which a unit counts as sold, or is otherwise disposed of.
    time_limit : float, default 10.0
        Longest time for the mixed-integer programme of a product [seconds].

    Returns
    -------
    Transfers
        Flows, expected shortages, costs of stock and transfers, and the gap to the
        optimum.

    Raises
    ------
    ValueError
        If a unit or the time limit is not above 0, a shape does not fit, or the
        rate is missing for a holding cost.

    References
    ----------
    Gross, O. (1956), A class of discrete-type minimization problems, RAND RM-1644
    (marginal allocation of convex costs).
    Paterson, C., Kiesmuller, G., Teunter, R. & Glazebrook, K. (2011), Inventory
    models with lateral transshipments: a review, European Journal of Operational
    Research 210.

    Examples
    --------
    >>> result = rebalance([[20, 0]], [[5, 5]], [[5, 5]], unit=1, donor_keep=[[8, 0]],
    ...                    shortage_cost=10, transfer_cost=1)
    >>> result.flows[0].tolist(), result.method.tolist()
    ([[0.0, 8.0], [0.0, 0.0]], ['greedy'])
    """
    position = as_matrix("position", position, allow_nan=False)
    n_items, n_sites = position.shape
    mean = like_sites("mean", mean, position)
    variance = like_sites("variance", variance, position)
    unit = as_item_vector("unit", unit, n_items)
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    if not time_limit > 0:
        raise ValueError("time_limit must be above 0")
    price = by_site("shortage_cost", shortage_cost, position)
    lane_cost = lane_costs("transfer_cost", transfer_cost, n_items, n_sites)
    lane_fixed = lane_costs("fixed_cost", fixed_cost, n_items, n_sites)
    lane_fixed = np.where(np.isnan(lane_fixed), 0.0, lane_fixed)
    keep = by_site("donor_keep", donor_keep, position)
    give, take = step_limits(position, unit, keep, maximum, available)
    holding = None
    if holding_cost is not None:
        if rate_per_day is None:
            raise ValueError("rate_per_day is needed with a holding cost")
        holding = (
            by_site("holding_cost", holding_cost, position),
            by_site("rate_per_day", rate_per_day, position),
            as_item_vector("longest_hold_days", longest_hold_days, n_items, 0.0),
        )
    sites = site_costs(position, mean, variance, unit, law=law, price=price,
                       holding=holding)  # fmt: skip
    costs = lane_cost * unit[:, None, None], lane_fixed
    plan = _solve(sites, give, take, costs, time_limit)
    return _transfers(sites, unit, costs, plan)


def _solve(sites, give, take, costs, time_limit):
    """Return flows [steps], method and bound of each product.

    The cheapest lane for all lanes is a relaxation, solved for all products at
    once: where it moves nothing, nothing is worth moving.
    """
    step_cost, lane_fixed = costs
    n_items, n_sites = give.shape
    is_lane = ~np.isnan(step_cost)
    off_diagonal = ~np.eye(n_sites, dtype=bool)
    highest = np.where(is_lane, step_cost, 0.0).max(axis=(1, 2), initial=0.0)
    far = np.where(is_lane, step_cost, np.inf).min(axis=(1, 2), initial=np.inf)
    lowest = np.where(np.isfinite(far), far, 0.0)
    has_fixed = (is_lane & (lane_fixed > 0)).any(axis=(1, 2))
    is_uniform = (is_lane == off_diagonal).all(axis=(1, 2)) & (lowest == highest)
    has_lane = is_lane.any(axis=(1, 2))
    is_linear = ~is_uniform & ~has_fixed
    is_greedy = (has_lane & ~is_linear)[:, None]
    change = exchange_greedily(
        sites, np.where(is_greedy, give, 0.0), np.where(is_greedy, take, 0.0),
        lowest, GAIN_TOLERANCE,
    )  # fmt: skip
    flows = pair_flows(change)
    bound = np.full(n_items, np.nan)
    moves = (change != 0).any(axis=1)
    linear = np.flatnonzero(has_lane & is_linear)
    flows[linear], is_exact = exchange_on_lanes(
        sites, give[linear], take[linear], step_cost[linear], product=linear
    )
    for item in np.append(linear[~is_exact], np.flatnonzero(moves & has_fixed)):
        rows = np.arange(item * n_sites, (item + 1) * n_sites)
        flows[item], bound[item] = solve_lanes(
            lambda site, steps, rows=rows: sites.after(rows[site], steps),
            give[item],
            take[item],
            step_cost[item],
            lane_fixed[item],
            time_limit=time_limit,
        )
    method = np.full(n_items, "greedy", dtype="<U13")
    method[~is_uniform] = "linear"
    method[has_fixed] = "mixed_integer"
    return flows, method, bound


def _transfers(sites, unit, costs, plan):
    """Return the result of the flows [steps] of a plan, evaluated."""
    flows, method, bound = plan
    change = flows.sum(axis=1) - flows.sum(axis=2)
    every, none = np.arange(change.size), np.zeros(change.size)
    before, after, held_before, held_after = (
        measure(every, steps).reshape(change.shape)
        for measure in (sites.shortage.after, sites.held)
        for steps in (none, change.ravel())
    )
    step_cost, lane_fixed = (np.where(np.isnan(cost), 0.0, cost) for cost in costs)
    transfer = (flows * step_cost + (flows > 0) * lane_fixed).sum(axis=(1, 2))
    value = sites.value.reshape(change.shape)
    objective = (value * after + held_after).sum(axis=1) + transfer
    idle = (value * before + held_before).sum(axis=1)
    # An exact or empty plan is optimal: its bound is its objective.
    bound = np.where(np.isnan(bound), objective, np.minimum(bound, objective))
    divisor = np.where(objective > 0, objective, 1.0)
    return Transfers(
        flows=flows * unit[:, None, None],
        shortage_before=before * unit[:, None],
        shortage_after=after * unit[:, None],
        holding_before=held_before,
        holding_after=held_after,
        transfer_cost=transfer,
        objective=objective,
        gain=np.maximum(idle - objective, 0.0),
        bound=bound,
        gap=np.where(objective > 0, (objective - bound) / divisor, 0.0),
        method=method,
    )
