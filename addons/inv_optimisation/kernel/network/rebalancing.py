"""Transfers between sites that lower the expected shortage by more than they cost."""

from dataclasses import dataclass

import numpy as np

from ..inventory.distributions import DISTRIBUTIONS, demand_law
from ..inventory.rounding import in_units
from ..validation import as_item_vector, as_matrix, check_choice
from .rebalancing_greedy import exchange_greedily, pair_flows
from .rebalancing_programme import solve_lanes
from .shortage import SiteShortage, stable_law

# A transfer must gain more than this share of the cost of the shortage, or it is
# rounding.
GAIN_TOLERANCE = 1e-12


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
    transfer_cost : ndarray of shape (n,)
        Cost of the transfers, fixed costs included [currency].
    objective : ndarray of shape (n,)
        Cost of the remaining shortage and of the transfers [currency].
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
    transfer_cost: np.ndarray
    objective: np.ndarray
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
    time_limit=10.0,
):
    """Return the transfers of each product that minimise shortage and transport cost.

    The expected shortage of a site is convex in its stock. With one cost for all
    lanes, moving a step from the site that misses it least to the one that needs it
    most, while that gains more than it costs, is therefore optimal. Costs by lane
    make it a linear programme, fixed costs by shipment a mixed-integer one, both
    solved product by product, and only where the cheapest lane would pay.

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
    time_limit : float, default 10.0
        Longest time for the mixed-integer programme of a product [seconds].

    Returns
    -------
    Transfers
        Flows, expected shortages, costs, and the gap to the optimum.

    Raises
    ------
    ValueError
        If a unit or the time limit is not above 0, or a shape does not fit.

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
    mean = _like("mean", mean, position)
    variance = _like("variance", variance, position)
    unit = as_item_vector("unit", unit, n_items)
    if not (unit > 0).all():
        raise ValueError("unit must be above 0")
    if not time_limit > 0:
        raise ValueError("time_limit must be above 0")
    price = _by_site("shortage_cost", shortage_cost, position)
    lane_cost = _lanes("transfer_cost", transfer_cost, n_items, n_sites)
    lane_fixed = _lanes("fixed_cost", fixed_cost, n_items, n_sites)
    lane_fixed = np.where(np.isnan(lane_fixed), 0.0, lane_fixed)
    give, take = _limits(position, unit, donor_keep, maximum, available)
    sites = _sites(position, mean, variance, unit, law)
    # Costs of a step from here on.
    value = price * unit[:, None]
    step_cost = lane_cost * unit[:, None, None]
    costs = step_cost, lane_fixed
    plan = _solve(sites, value, give, take, costs, time_limit)
    return _transfers(sites, value, unit, costs, plan)


def _like(name, value, position):
    """Return a non-negative matrix of the shape of the positions, checked."""
    matrix = as_matrix(name, value, len(position), 0.0, allow_nan=False)
    if matrix.shape != position.shape:
        raise ValueError(f"{name} must have {position.shape[1]} columns")
    return matrix


def _by_site(name, value, position):
    """Return one number per product and site of a number, vector or matrix."""
    value = np.asarray(value, dtype=np.float64)
    if value.ndim < 2:
        vector = as_item_vector(name, value, len(position))
        value = np.repeat(vector[:, None], position.shape[1], axis=1)
    return _like(name, value, position)


def _lanes(name, value, n_items, n_sites):
    """Return one cost per product and lane, NaN where there is no lane."""
    lanes = np.asarray(value, dtype=np.float64)
    shape = (n_items, n_sites, n_sites)
    if lanes.ndim < 2:
        lanes = as_item_vector(name, lanes, n_items, 0.0)[:, None, None]
    elif lanes.shape not in (shape, shape[1:]):
        raise ValueError(f"{name} must have one number, or one per product or lane")
    as_matrix(name, lanes.reshape(1, -1), minimum=0.0)
    lanes = np.broadcast_to(lanes, shape).copy()
    lanes[:, np.arange(n_sites), np.arange(n_sites)] = np.nan
    return lanes


def _limits(position, unit, donor_keep, maximum, available):
    """Return the steps that each site can give and take."""
    n_items, n_sites = position.shape
    keep = _by_site("donor_keep", donor_keep, position)
    free = position if available is None else _like("available", available, position)
    step = unit[:, None]
    spare = np.minimum(free, position - keep)
    give = np.floor(in_units(np.maximum(spare, 0.0), step))
    room = np.full((n_items, n_sites), np.nan)
    if maximum is not None:
        limit = as_matrix("maximum", maximum, n_items)
        if limit.shape != position.shape:
            raise ValueError(f"maximum must have {n_sites} columns")
        room = np.maximum(limit - position, 0.0)
    others = give.sum(axis=1, keepdims=True) - give
    return give, np.fmin(np.floor(in_units(room, step)), np.maximum(others, 0.0))


def _sites(position, mean, variance, unit, law):
    """Return the sites of all products in one list, counted in steps."""
    unit = np.repeat(unit, position.shape[1])
    mean, variance = mean.ravel(), variance.ravel()
    if law is None:
        law = demand_law(mean, variance, unit)
    else:
        law = check_choice("law", law, DISTRIBUTIONS)
        if law.shape != position.shape:
            raise ValueError("law must have one name per product and site")
        law = law.ravel()
    mean, variance = mean / unit, variance / (unit * unit)
    return SiteShortage(
        position=position.ravel() / unit,
        mean=mean,
        variance=variance,
        law=stable_law(law, mean, variance),
    )


def _solve(sites, value, give, take, costs, time_limit):
    """Return flows [steps], method and bound of each product.

    The cheapest lane for all lanes is a relaxation, solved for all products at
    once: where it moves nothing, nothing is worth moving.
    """
    step_cost, lane_fixed = costs
    n_items, n_sites = value.shape
    is_lane = ~np.isnan(step_cost)
    off_diagonal = ~np.eye(n_sites, dtype=bool)
    highest = np.where(is_lane, step_cost, 0.0).max(axis=(1, 2), initial=0.0)
    far = np.where(is_lane, step_cost, np.inf).min(axis=(1, 2), initial=np.inf)
    lowest = np.where(np.isfinite(far), far, 0.0)
    has_fixed = (is_lane & (lane_fixed > 0)).any(axis=(1, 2))
    is_uniform = (is_lane == off_diagonal).all(axis=(1, 2)) & (lowest == highest)
    has_lane = is_lane.any(axis=(1, 2))[:, None]
    change = exchange_greedily(
        sites, value, np.where(has_lane, give, 0.0), np.where(has_lane, take, 0.0),
        lowest, GAIN_TOLERANCE,
    )  # fmt: skip
    flows = pair_flows(change)
    method = np.full(n_items, "greedy", dtype="<U13")
    bound = np.full(n_items, np.nan)
    moves = (change != 0).any(axis=1)
    for item in np.flatnonzero(moves & (has_fixed | ~is_uniform)):
        rows = np.arange(item * n_sites, (item + 1) * n_sites)
        flows[item], bound[item] = solve_lanes(
            lambda site, steps, rows=rows, item=item: (
                value[item, site] * sites.after(rows[site], steps)
            ),
            give[item],
            take[item],
            step_cost[item],
            lane_fixed[item],
            time_limit=time_limit,
        )
    method[~is_uniform] = "linear"
    method[has_fixed] = "mixed_integer"
    return flows, method, bound


def _transfers(sites, value, unit, costs, plan):
    """Return the result of the flows [steps] of a plan, evaluated."""
    flows, method, bound = plan
    shape = value.shape
    every = np.arange(value.size)
    change = flows.sum(axis=1) - flows.sum(axis=2)
    before = sites.after(every, np.zeros(value.size)).reshape(shape)
    after = sites.after(every, change.ravel()).reshape(shape)
    step_cost, lane_fixed = (np.where(np.isnan(cost), 0.0, cost) for cost in costs)
    transfer = (flows * step_cost + (flows > 0) * lane_fixed).sum(axis=(1, 2))
    objective = (value * after).sum(axis=1) + transfer
    # A greedy or empty plan is optimal: its bound is its objective.
    bound = np.where(np.isnan(bound), objective, np.minimum(bound, objective))
    divisor = np.where(objective > 0, objective, 1.0)
    return Transfers(
        flows=flows * unit[:, None, None],
        shortage_before=before * unit[:, None],
        shortage_after=after * unit[:, None],
        transfer_cost=transfer,
        objective=objective,
        bound=bound,
        gap=np.where(objective > 0, (objective - bound) / divisor, 0.0),
        method=method,
    )
