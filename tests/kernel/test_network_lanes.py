"""Transfers with a cost for each lane, many products side by side, and holding."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.distributions import demand_law, loss_first_order
from kernel.network import lane_exchange
from kernel.network.cost_memory import RememberedCost
from kernel.network.lane_exchange import exchange_on_lanes
from kernel.network.rebalancing import rebalance
from kernel.network.rebalancing_programme import solve_lanes
from kernel.network.shortage import step_days
from kernel.network.transfer_inputs import site_costs, step_limits
from scipy import integrate


def random_network(rng, n_items, n_sites, *, size=1.0, closed=0.2):
    """Return sites, limits and costs of random products and lanes."""
    mean = rng.uniform(0.3, 8, (n_items, n_sites)) * size
    variance = mean * rng.uniform(0.9, 4, (n_items, n_sites))
    position = np.floor(mean * rng.choice([0, 0.4, 1, 2, 3.5], mean.shape))
    keep = np.floor(mean * rng.choice([0, 0.5, 1], mean.shape))
    price = rng.uniform(2, 9, mean.shape)
    holding = (
        rng.uniform(0, 0.05, mean.shape),
        mean * rng.choice([0.0, 0.05, 0.2], mean.shape),
        rng.choice([30.0, 365.0], n_items),
    )
    unit = np.ones(n_items)
    maximum = np.where(rng.random(mean.shape) < 0.3, np.ceil(1.3 * mean), np.nan)
    cost = site_costs(position, mean, variance, unit, price=price, holding=holding)
    give, take = step_limits(position, unit, keep, maximum)
    lanes = rng.uniform(0.05, 3, (n_items, n_sites, n_sites))
    lanes[rng.random(lanes.shape) < closed] = np.nan
    lanes[:, np.arange(n_sites), np.arange(n_sites)] = np.nan
    return cost, give, take, lanes


def total(cost, lanes, flows):
    """Return the cost of flows of all products."""
    change = flows.sum(axis=1) - flows.sum(axis=2)
    sites = cost.after(np.arange(change.size), change.ravel()).reshape(change.shape)
    return sites.sum(axis=1) + (np.nan_to_num(lanes) * flows).sum(axis=(1, 2))


def assert_allowed(flows, give, take, lanes):
    assert (flows >= 0).all() and (flows == np.rint(flows)).all()
    assert (flows[np.isnan(lanes)] == 0).all()
    assert (flows.sum(axis=2) <= give).all()
    assert (flows.sum(axis=1) - flows.sum(axis=2) <= take).all()


@pytest.mark.parametrize(
    ("n_sites", "n_items", "size"),
    [(2, 40, 1), (3, 80, 1), (4, 80, 3), (5, 60, 10), (8, 40, 4), (12, 12, 20)],
)
def test_flows_cost_what_the_linear_programme_finds(rng, n_sites, n_items, size):
    cost, give, take, lanes = random_network(rng, n_items, n_sites, size=size)
    flows, is_exact = exchange_on_lanes(cost, give, take, lanes)
    assert is_exact.all()
    assert_allowed(flows, give, take, lanes)
    found = total(cost, lanes, flows)
    for item in range(n_items):
        rows = np.arange(item * n_sites, (item + 1) * n_sites)
        best, _ = solve_lanes(
            lambda site, steps, rows=rows: cost.after(rows[site], steps),
            give[item], take[item], lanes[item], np.zeros(lanes[item].shape),
            time_limit=5.0,
        )  # fmt: skip
        one = RememberedCost(cost.part(rows), give[item], take[item])
        other = total(one, lanes[item][None], best[None])[0]
        assert found[item] == pytest.approx(other, rel=1e-9, abs=1e-9)


def test_flows_are_best_by_brute_force(rng):
    cost, give, take, lanes = random_network(rng, 120, 3, size=0.4)
    give = np.minimum(give, 3)
    flows, _ = exchange_on_lanes(cost, give, take, lanes)
    found = total(cost, lanes, flows)
    for item in range(120):
        pairs = np.argwhere(~np.isnan(lanes[item])).tolist()
        ranges = [range(int(give[item, source]) + 1) for source, _ in pairs]
        grid = np.array(list(itertools.product(*ranges))).reshape(-1, len(pairs))
        tried = np.zeros((len(grid), 3, 3))
        for column, (source, target) in enumerate(pairs):
            tried[:, source, target] = grid[:, column]
        change = tried.sum(axis=1) - tried.sum(axis=2)
        allowed = (tried.sum(axis=2) <= give[item]).all(axis=1)
        allowed &= (change <= take[item]).all(axis=1)
        tried, change = tried[allowed], change[allowed]
        rows = np.tile(np.arange(item * 3, item * 3 + 3), len(tried))
        sites = cost.after(rows, change.ravel()).reshape(change.shape).sum(axis=1)
        costs = sites + (np.nan_to_num(lanes[item]) * tried).sum(axis=(1, 2))
        assert found[item] == pytest.approx(costs.min(), abs=1e-9)


def test_any_start_leads_to_the_same_cost(rng):
    cost, give, take, lanes = random_network(rng, 60, 6, size=4)
    flows, _ = exchange_on_lanes(cost, give, take, lanes)
    dear = lanes * rng.uniform(0.2, 5, lanes.shape)
    start, _ = exchange_on_lanes(cost, give, take, dear)
    again, is_exact = exchange_on_lanes(
        cost, give, take, lanes, start=start, reach=np.ones(60)
    )
    assert is_exact.all()
    assert_allowed(again, give, take, lanes)
    assert total(cost, lanes, again) == pytest.approx(total(cost, lanes, flows))


def test_a_product_gets_the_same_flows_in_any_company(rng, monkeypatch):
    cost, give, take, lanes = random_network(rng, 30, 5, size=3)
    whole, _ = exchange_on_lanes(cost, give, take, lanes)
    monkeypatch.setattr(lane_exchange, "BLOCK_LANES", 7 * 25)
    parts, _ = exchange_on_lanes(cost, give, take, lanes)
    assert (whole == parts).all()
    chosen = np.array([4, 17, 4])
    some, _ = exchange_on_lanes(
        cost, give[chosen], take[chosen], lanes[chosen], product=chosen
    )
    assert (some == whole[chosen]).all()


def test_cycles_of_lanes_without_any_change_of_stock_are_cancelled(rng):
    # Dear lanes in use, cheap ones beside them: only the lanes change.
    cost, give, take, _ = random_network(rng, 40, 4, size=5)
    lanes = np.where(np.eye(4, dtype=bool), np.nan, 1.0)[None].repeat(40, axis=0)
    flows, _ = exchange_on_lanes(cost, give, take, lanes)
    change = flows.sum(axis=1) - flows.sum(axis=2)
    new = lanes * rng.uniform(0.98, 1.0, lanes.shape)
    again, _ = exchange_on_lanes(cost, give, take, new, start=flows, reach=np.ones(40))
    fresh, _ = exchange_on_lanes(cost, give, take, new)
    assert total(cost, new, again) == pytest.approx(total(cost, new, fresh))
    moved = again.sum(axis=1) - again.sum(axis=2)
    assert ((moved == change).all(axis=1) & (again != flows).any(axis=(1, 2))).any()


def test_what_fails_the_proof_is_left_to_the_linear_programme(rng, monkeypatch):
    mean = rng.uniform(1, 9, (8, 4))
    problem = {
        "position": rng.integers(0, 15, (8, 4)), "mean": mean, "variance": mean,
        "unit": 1, "donor_keep": 0, "shortage_cost": 5,
        "transfer_cost": rng.uniform(0.1, 2, (8, 4, 4)),
    }  # fmt: skip
    fast = rebalance(**problem)
    monkeypatch.setattr(lane_exchange, "MOST_EXCHANGES", 0)
    slow = rebalance(**problem)
    assert slow.objective == pytest.approx(fast.objective)
    assert (fast.gap == 0).all() and (slow.gap < 1e-7).all()


@given(
    st.floats(-5, 500),
    st.floats(0, 20),
    st.floats(0, 400),
)
def test_step_days_are_the_integral_of_the_days_until_sold(stock, rate, longest):
    days = step_days(np.array([stock]), np.array([rate]), np.array([longest]))[0]
    if stock <= 0:
        assert days == 0
        return
    if rate < 1e-3:
        assert 0 <= days <= longest * stock + 1e-9
        return
    bend = min(rate * longest, stock)
    expected = integrate.quad(lambda x: x / rate, 0, bend)[0] + longest * (stock - bend)
    assert days == pytest.approx(expected, rel=1e-7, abs=1e-9)


def cost_of_site(level, mean, variance, rate, holding):
    """Return the cost of one site: 4 a unit short, holding for 60 days at most."""
    law = demand_law([mean], [variance])
    with np.errstate(under="ignore"):
        short = loss_first_order([level], [mean], [variance], law)[0]
    held = max(level, 0.0)
    timely = min(held, 60 * rate)
    return 4 * short + holding * (timely**2 / (2 * rate) + 60 * (held - timely))


@pytest.mark.parametrize("size", [0.6, 5.0])
def test_holding_cost_of_two_sites_by_brute_force(rng, size):
    mean = rng.uniform(0.5, 6, (30, 2)) * size
    position = np.floor(mean * rng.choice([0, 1, 4], (30, 2)))
    rate, holding = mean / 14, rng.uniform(0, 0.2, (30, 2))
    result = rebalance(
        position, mean, 1.5 * mean, unit=1, donor_keep=0, shortage_cost=4,
        transfer_cost=0.3, holding_cost=holding, rate_per_day=rate,
        longest_hold_days=60,
    )  # fmt: skip
    for item in range(30):
        columns = (mean[item], 1.5 * mean[item], rate[item], holding[item])
        first, second = (list(column) for column in zip(*columns, strict=True))
        best = min(
            cost_of_site(position[item, 0] + x, *first)
            + cost_of_site(position[item, 1] - x, *second)
            + 0.3 * abs(x)
            for x in range(-int(position[item, 0]), int(position[item, 1]) + 1)
        )
        assert result.objective[item] == pytest.approx(best, abs=1e-9)
    parts = 4 * result.shortage_after + result.holding_after
    assert parts.sum(axis=1) + result.transfer_cost == pytest.approx(result.objective)
    assert (result.holding_before >= 0).all()


def test_no_holding_cost_is_the_same_as_one_of_nothing(rng):
    mean = rng.uniform(1, 9, (20, 5))
    problem = {
        "position": rng.integers(0, 20, (20, 5)), "mean": mean, "variance": 2 * mean,
        "unit": 1, "donor_keep": 0, "shortage_cost": 5,
        "transfer_cost": rng.uniform(0.1, 2, (5, 5)),
    }  # fmt: skip
    plain = rebalance(**problem)
    zero = rebalance(**problem, holding_cost=0.0, rate_per_day=1.0)
    assert (plain.flows == zero.flows).all()
    assert (plain.objective == zero.objective).all()
    assert (plain.holding_after == 0).all()


def test_stock_flows_from_where_it_is_held_long_to_where_it_is_sold():
    problem = {
        "position": [[200, 10]], "mean": [[2, 10]], "variance": [[2, 10]], "unit": 1,
        "donor_keep": 0, "shortage_cost": 1e-9, "transfer_cost": 0.5,
    }  # fmt: skip
    assert rebalance(**problem).flows.sum() == 0
    held = rebalance(**problem, holding_cost=0.1, rate_per_day=[[0, 1]])
    assert held.flows[0, 0, 1] > 100
    # A unit is worth moving while it is sold 5 days earlier: at 360 days at most.
    assert held.flows[0, 0, 1] == 200
    near = rebalance(
        **problem, holding_cost=0.1, rate_per_day=[[0, 1]], longest_hold_days=50
    )
    assert near.flows[0, 0, 1] == 35


def test_holding_cost_needs_a_rate():
    with pytest.raises(ValueError, match="rate_per_day"):
        rebalance(
            [[1, 2]], [[1, 2]], [[1, 2]], unit=1, donor_keep=0, shortage_cost=1,
            transfer_cost=1, holding_cost=1,
        )  # fmt: skip


def test_remembered_costs_are_the_costs(rng):
    cost, give, take, _ = random_network(rng, 20, 4, size=3)
    memory = RememberedCost(cost, give.ravel(), take.ravel())
    for _ in range(3):
        rows = rng.integers(0, 80, 200)
        change = rng.integers(-30, 300, 200).astype(float)
        assert (memory.after(rows, change) == cost.after(rows, change)).all()
    rows = np.array([5, 3, 70])
    part = memory.part(rows)
    change = np.array([-1.0, 0.0, 2.0])
    assert (part.after(np.arange(3), change) == cost.after(rows, change)).all()
    assert (part.held(np.arange(3), change) == cost.held(rows, change)).all()
    assert (part.size() == cost.size()[rows]).all()
