"""Random networks with shared shipments, and what every plan must fulfil."""

from dataclasses import replace

import numpy as np
import pytest
from kernel.network.lane_problem import lane_problem
from kernel.network.network_stock import Lanes, NetworkStock


def random_network(rng, n_items, n_sites, *, shipment=30.0, size=1.0):
    """Return stock and lanes; every pair of sites has a lane."""
    mean = rng.lognormal(1.2, 0.9, (n_items, 1)) * rng.uniform(0.3, 2, n_sites) * size
    position = np.floor(mean * rng.choice([0, 0.3, 1, 1.5, 3], mean.shape))
    value = rng.lognormal(2.5, 0.6, n_items)
    spread = np.ones((n_items, n_sites))
    maximum = np.where(rng.random(mean.shape) < 0.3, np.ceil(2 * mean), np.nan)
    source, target = np.nonzero(~np.eye(n_sites, dtype=bool))
    cost = rng.uniform(0.1, 2, (n_items, len(source)))
    cost[rng.random(cost.shape) < 0.1] = np.nan
    stock = NetworkStock(
        position=position,
        available=np.floor(position * rng.choice([0.5, 1, 1], mean.shape)),
        mean=mean,
        variance=mean * rng.uniform(1, 3, mean.shape),
        keep=np.floor(0.4 * mean),
        maximum=maximum,
        rate_per_day=mean / 20,
        unit=np.ones(n_items),
        unit_value=value,
        shortage_cost=0.4 * value[:, None] * spread,
        holding_cost=value[:, None] * 0.25 / 365 * spread,
        longest_hold_days=365.0,
    )
    return stock, Lanes(
        source, target, cost, rng.uniform(0.5, 1.5, len(source)) * shipment
    )


def objective(stock, lanes, flow):
    """Return the cost of flows (n, m), by plain sums."""
    problem = lane_problem(stock, lanes)
    steps = flow / np.asarray(stock.unit)[:, None]
    cost = problem.item_cost(np.arange(len(flow)), steps).sum()
    return cost + problem.shipments(steps) @ problem.shipment_cost


def flows_of(plan, shape):
    flow = np.zeros(shape)
    flow[plan.item, plan.lane] = plan.quantity
    return flow


def assert_sound(plan, stock, lanes):
    """Check limits, sums and signs of a plan."""
    n_items, n_sites = stock.position.shape
    flow = flows_of(plan, (n_items, len(lanes.source)))
    assert (flow > 0).sum() == len(plan.item) and (plan.quantity > 0).all()
    steps = flow / np.asarray(stock.unit)[:, None]
    assert steps == pytest.approx(np.rint(steps))
    sent, came = np.zeros((2, n_items, n_sites))
    for lane in range(len(lanes.source)):
        sent[:, lanes.source[lane]] += flow[:, lane]
        came[:, lanes.target[lane]] += flow[:, lane]
    spare = np.minimum(stock.available, stock.position - stock.keep)
    assert (sent <= np.maximum(spare, 0) + 1e-9).all()
    top = np.fmax(stock.maximum, stock.position)
    after = stock.position + came - sent
    assert (np.isnan(stock.maximum) | (after <= top + 1e-9)).all()
    unit_cost = np.broadcast_to(lanes.unit_cost, flow.shape)
    assert not np.isnan(unit_cost[plan.item, plan.lane]).any()
    for part in (plan.shortage_saved, plan.donor_risk, plan.shipment_share):
        assert (part >= 0).all()
    parts = plan.shortage_saved - plan.donor_risk + plan.holding_saved
    assert parts - plan.unit_cost - plan.shipment_share == pytest.approx(plan.gain)
    scale = max(abs(plan.objective_before), 1.0)
    assert plan.objective == pytest.approx(objective(stock, lanes, flow), rel=1e-9)
    assert abs(plan.gain.sum() - plan.objective_before + plan.objective) < 1e-9 * scale
    assert plan.bound <= plan.objective + 1e-9 * scale
    assert 0 <= plan.gap <= 1 and 0 <= plan.gain_gap <= 1
    assert 0 <= plan.rules_cost <= plan.objective_before
    assert (np.diff(plan.gain) <= 0).all()
    for column in (plan.donor_stockout_before, plan.receiver_stockout_after):
        assert ((column >= 0) & (column <= 1)).all()
    paid = plan.shipments * np.broadcast_to(lanes.shipment_cost, plan.shipments.shape)
    shares = np.bincount(plan.lane, plan.shipment_share, len(paid))
    assert shares == pytest.approx(paid)


def one_lane(**changes):
    """Return two products that both need stock at the second site."""
    two = np.ones((2, 2))
    stock = NetworkStock(
        position=np.array([[20.0, 0.0], [20.0, 0.0]]),
        available=np.array([[20.0, 0.0], [20.0, 0.0]]),
        mean=np.array([[2.0, 6.0], [2.0, 4.0]]),
        variance=0 * two,
        keep=np.array([[2.0, 0.0], [2.0, 0.0]]),
        maximum=np.nan * two,
        rate_per_day=two,
        unit=np.ones(2),
        unit_value=np.array([10.0, 5.0]),
        shortage_cost=np.array([[5.0, 5.0], [2.0, 2.0]]),
        holding_cost=0 * two,
    )
    return stock, replace(Lanes([0], [1], [1.0], 12.0), **changes)
