"""Shared shipments: the plan, what each move brings, the rules, and the bound."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from kernel.network import shipments
from kernel.network.lane_problem import lane_problem
from kernel.network.network_stock import Lanes, NetworkStock
from kernel.network.rebalancing import rebalance
from kernel.network.shipment_bound import share_bound, useful_flow
from kernel.network.shipment_search import LaneSearch
from kernel.network.shipments import plan_transfers
from network_cases import assert_sound, random_network
from scipy import optimize


def cheapest_on(stock, lanes, is_open):
    """Return the cost of each product on open lanes, by the exact flows of each."""
    n_items, n_sites = stock.position.shape
    cost = np.full((n_items, n_sites, n_sites), np.nan)
    cost[:, lanes.source, lanes.target] = np.where(is_open, lanes.unit_cost, np.nan)
    return rebalance(
        stock.position, stock.mean, stock.variance, unit=stock.unit,
        donor_keep=stock.keep, shortage_cost=stock.shortage_cost, transfer_cost=cost,
        maximum=stock.maximum, available=stock.available,
        holding_cost=stock.holding_cost, rate_per_day=stock.rate_per_day,
        longest_hold_days=stock.longest_hold_days,
    ).objective  # fmt: skip


@pytest.mark.parametrize(("n_items", "shipment"), [(1, 6), (4, 15), (10, 40)])
def test_small_plans_are_best_by_brute_force_over_the_lanes(rng, n_items, shipment):
    for _ in range(4):
        stock, lanes = random_network(rng, n_items, 3, shipment=shipment)
        plan = plan_transfers(stock, lanes)
        assert_sound(plan, stock, lanes)
        best = min(
            cheapest_on(stock, lanes, np.array(subset)).sum()
            + lanes.shipment_cost @ np.array(subset)
            for subset in itertools.product([False, True], repeat=6)
        )
        assert plan.objective == pytest.approx(best, rel=1e-9)
        assert plan.gap == pytest.approx(0, abs=1e-8)


def mixed_integer_optimum(stock, lanes):
    """Return the optimum of all products at once, each step a variable."""
    problem = lane_problem(stock, lanes)
    n_items, n_sites = problem.give.shape
    n_lanes = len(problem.source)
    # Columns: flows, lanes in use, then the steps of each site from its lowest.
    n_flows = n_items * n_lanes
    costs = [np.where(np.isnan(problem.step_cost), 0, problem.step_cost).ravel()]
    costs.append(problem.shipment_cost)
    top = [np.where(np.isnan(problem.step_cost), 0, np.inf).ravel()]
    is_loaded = np.isfinite(problem.capacity)
    top.append(np.where(is_loaded, np.inf, 1.0))
    width = (problem.give + problem.take).astype(int)
    first = n_flows + n_lanes + np.cumsum(width.ravel()) - width.ravel()
    constant = 0.0
    for row, (give, count) in enumerate(
        zip(problem.give.ravel(), width.ravel(), strict=True)
    ):
        level = np.arange(count + 1.0) - give
        cost = problem.cost.after(np.full(count + 1, row), level)
        constant += cost[0]
        costs.append(np.diff(cost))
        top.append(np.ones(count))
    costs, top = np.concatenate(costs), np.concatenate(top)
    balance = np.zeros((n_items * n_sites, len(costs)))
    outward, link = np.zeros_like(balance), np.zeros((n_flows, len(costs)))
    load = np.zeros((n_lanes, len(costs)))
    load[:, n_flows : n_flows + n_lanes] = -np.diag(
        np.where(is_loaded, problem.capacity, 0.0)
    )
    for item, lane in itertools.product(range(n_items), range(n_lanes)):
        column = item * n_lanes + lane
        here = item * n_sites + problem.source[lane]
        balance[here, column] -= 1
        balance[item * n_sites + problem.target[lane], column] += 1
        outward[here, column] = 1
        link[column, column] = 1
        load[lane, column] = is_loaded[lane] * problem.step_load[item, lane]
        link[column, n_flows + lane] = -problem.give[item, problem.source[lane]]
    for row in range(n_items * n_sites):
        balance[row, first[row] : first[row] + width.ravel()[row]] = -1
    give = problem.give.ravel()
    result = optimize.milp(
        costs,
        integrality=np.isin(np.arange(len(costs)), n_flows + np.arange(n_lanes)),
        bounds=optimize.Bounds(0, top),
        constraints=[
            optimize.LinearConstraint(balance, -give, -give),
            optimize.LinearConstraint(outward, -np.inf, give),
            optimize.LinearConstraint(link, -np.inf, 0),
            optimize.LinearConstraint(load, -np.inf, 0),
        ],
        options={"mip_rel_gap": 1e-9},
    )
    return result.fun + constant


@pytest.mark.parametrize(("n_items", "n_sites"), [(6, 3), (10, 4), (16, 4)])
def test_small_plans_are_best_by_a_mixed_integer_programme(rng, n_items, n_sites):
    stock, lanes = random_network(rng, n_items, n_sites, shipment=25, size=0.6)
    plan = plan_transfers(stock, lanes)
    with np.errstate(all="ignore"):
        best = mixed_integer_optimum(stock, lanes)
    assert plan.objective == pytest.approx(best, rel=1e-6)
    assert plan.gap == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize(("capacity", "most"), [(9.0, 0.02), (30.0, 0.01)])
def test_plans_with_several_loads_are_near_the_best(rng, capacity, most):
    gaps = []
    for _ in range(6):
        stock, lanes = random_network(rng, 8, 3, shipment=12)
        lanes = replace(
            lanes, load=rng.uniform(0.5, 2, (8, 6)), capacity=np.full(6, capacity)
        )
        plan = plan_transfers(stock, lanes)
        with np.errstate(all="ignore"):
            best = mixed_integer_optimum(stock, lanes)
        assert plan.bound <= best * (1 + 1e-7) <= plan.objective * (1 + 2e-7)
        assert_sound(plan, stock, lanes)
        gaps.append(plan.objective / best - 1)
    assert np.mean(gaps) < most


def test_search_alone_is_near_the_best_and_the_bound_below_it(rng):
    worst = 0.0
    for _ in range(5):
        stock, lanes = random_network(rng, 20, 4, shipment=40)
        proven = plan_transfers(stock, lanes)
        assert proven.gap == pytest.approx(0, abs=1e-8)
        problem = lane_problem(stock, lanes)
        relaxed = problem.solve(np.arange(20), problem.step_cost)
        search = LaneSearch(problem, relaxed.copy())
        search.share_out()
        search.improve()
        bound, _ = share_bound(problem, relaxed, search.total())
        assert bound <= proven.objective * (1 + 1e-9) <= search.total() * (1 + 2e-9)
        worst = max(worst, search.total() / proven.objective - 1)
    assert worst < 0.03


def test_without_shipment_costs_the_plan_is_that_of_each_product(rng):
    stock, lanes = random_network(rng, 60, 5, shipment=0)
    plan = plan_transfers(stock, lanes)
    assert_sound(plan, stock, lanes)
    alone = cheapest_on(stock, lanes, np.ones(20, dtype=bool))
    assert plan.objective == pytest.approx(alone.sum(), rel=1e-12)
    assert plan.gap == 0 and len(plan.dropped.item) == 0


def test_goods_take_another_lane_when_theirs_does_not_pay():
    one = np.ones((1, 3))
    stock = NetworkStock(
        position=[[9, 9, 0]], available=[[9, 9, 0]], mean=[[1, 1, 6]],
        variance=0 * one, keep=[[1, 1, 0]], maximum=np.nan * one, rate_per_day=one,
        unit=[1], unit_value=[5], shortage_cost=10 * one, holding_cost=0 * one,
    )  # fmt: skip
    lanes = Lanes([0, 1], [2, 2], [1.0, 2.0], [30.0, 3.0])
    plan = plan_transfers(stock, lanes)
    assert plan.lane.tolist() == [1] and plan.quantity.tolist() == [6]
    assert plan.dropped.lane.tolist() == [0]


def test_flows_of_best_plans_stay_within_the_useful_ones(rng):
    stock, lanes = random_network(rng, 200, 5, shipment=0)
    problem = lane_problem(stock, lanes)
    flow = problem.solve(np.arange(200), problem.step_cost)
    assert (flow <= useful_flow(problem)).all()


def test_large_networks_are_searched_without_a_tree(rng, monkeypatch):
    monkeypatch.setattr(shipments, "LaneTree", None)
    stock, lanes = random_network(rng, 150, 6, shipment=60)
    plan = plan_transfers(stock, lanes)
    assert_sound(plan, stock, lanes)
    problem = lane_problem(stock, lanes)
    relaxed = problem.solve(np.arange(150), problem.step_cost)
    naive = LaneSearch(problem, relaxed).total()
    assert plan.objective < naive
    assert plan.bound >= problem.item_cost(np.arange(150), relaxed).sum() - 1e-6
