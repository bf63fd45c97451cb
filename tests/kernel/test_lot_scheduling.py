from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.lot_scheduling import silver_meal, wagner_whitin

BOTH = (silver_meal, wagner_whitin)
NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])


def cost_of_orders(orders, demand, setup, holding):
    stock = np.cumsum(orders - demand, axis=1)
    assert (stock >= -1e-6).all()
    return setup * (orders > 0).sum(axis=1) + holding * stock.sum(axis=1)


def cheapest_cost(demand, setup, holding):
    """Try every set of periods with an order."""
    n_periods = len(demand)
    best = np.inf
    for order_in in product([False, True], repeat=n_periods):
        cost, start = 0.0, None
        for period in range(n_periods):
            if order_in[period]:
                cost, start = cost + setup, period
            if demand[period] > 0:
                if start is None:
                    cost = np.inf
                    break
                cost += holding * (period - start) * demand[period]
        best = min(best, cost)
    return best


def random_problem(rng, n_items, n_periods):
    demand = rng.integers(0, 100, (n_items, n_periods)).astype(float)
    demand[rng.random(demand.shape) < rng.uniform(0, 0.8, (n_items, 1))] = 0
    return demand, rng.uniform(1, 300, n_items), rng.uniform(0.1, 3, n_items)


def test_schedule_of_snyder_and_shen_example_3_9():
    schedule = wagner_whitin([[90, 120, 80, 70]], [500], [2])
    assert schedule.orders.tolist() == [[210, 0, 150, 0]]
    assert schedule.cost.tolist() == [1380]


def test_heuristic_by_hand_on_the_demand_of_snyder_and_shen_example_3_9():
    """Cost per period 500, 370, 353, 370: the lot takes in three periods."""
    schedule = silver_meal([[90, 120, 80, 70]], [500], [2])
    assert schedule.orders.tolist() == [[290, 0, 0, 70]]
    assert schedule.cost.tolist() == [500 + 2 * (120 + 2 * 80) + 500]


@pytest.mark.parametrize("function", BOTH)
def test_schedule_of_the_example_of_silver_and_meal(function):
    """The yearly example of Silver, Pyke & Peterson: both methods find 501.20."""
    demand = [[10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41]]
    schedule = function(demand, [54], [0.4])
    assert schedule.cost[0] == pytest.approx(501.20)
    lots = [84, 0, 0, 130, 283, 0, 140, 0, 124, 160, 279, 0]
    assert schedule.orders.tolist() == [lots]


@pytest.mark.parametrize("n_periods", [1, 2, 5, 8])
def test_exact_schedule_is_the_cheapest_by_brute_force(rng, n_periods):
    demand, setup, holding = random_problem(rng, 40, n_periods)
    schedule = wagner_whitin(demand, setup, holding)
    for i in range(40):
        cheapest = cheapest_cost(demand[i], setup[i], holding[i])
        assert schedule.cost[i] == pytest.approx(cheapest, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("function", BOTH)
def test_cost_is_the_cost_of_the_orders(rng, function):
    demand, setup, holding = random_problem(rng, 200, 52)
    schedule = function(demand, setup, holding)
    cost = cost_of_orders(schedule.orders, demand, setup, holding)
    np.testing.assert_allclose(schedule.cost, cost)
    np.testing.assert_allclose(schedule.orders.sum(axis=1), demand.sum(axis=1))
    assert (demand[schedule.orders > 0] > 0).all()


def test_methods_rank_exact_heuristic_order_in_every_period(rng):
    demand, setup, holding = random_problem(rng, 500, 52)
    exact = wagner_whitin(demand, setup, holding).cost
    heuristic = silver_meal(demand, setup, holding).cost
    every_period = setup * (demand > 0).sum(axis=1)
    assert (exact <= heuristic * (1 + 1e-12)).all()
    assert (heuristic <= every_period * (1 + 1e-12)).all()
    assert (exact < heuristic * (1 - 1e-6)).any()


@pytest.mark.parametrize("function", BOTH)
def test_limits_of_setup_and_holding_cost(rng, function):
    demand = random_problem(rng, 30, 20)[0]
    np.testing.assert_array_equal(function(demand, 0, 1).orders, demand)
    schedule = function(demand, 5, 0)
    assert ((schedule.orders > 0).sum(axis=1) == (demand > 0).any(axis=1)).all()
    nothing = function(np.zeros((2, 4)), 5, 1)
    assert nothing.cost.tolist() == [0, 0]
    assert not nothing.orders.any()


@pytest.mark.parametrize("function", BOTH)
def test_units_and_currency_do_not_matter(rng, function):
    demand, setup, holding = random_problem(rng, 50, 20)
    schedule = function(demand, setup, holding)
    other = function(4 * demand, 8 * setup, 2 * holding)
    np.testing.assert_array_equal(other.orders, 4 * schedule.orders)
    np.testing.assert_array_equal(other.cost, 8 * schedule.cost)


@pytest.mark.parametrize("function", BOTH)
def test_item_does_not_depend_on_its_neighbours(rng, function):
    demand, setup, holding = random_problem(rng, 20, 30)
    together = function(demand, setup, holding)
    for i in range(20):
        alone = function(demand[i : i + 1], setup[i], holding[i])
        assert alone.cost[0] == together.cost[i]
        np.testing.assert_array_equal(alone.orders[0], together.orders[i])


def test_two_years_of_weeks_are_the_limit():
    assert wagner_whitin(np.ones((1, 104)), 1, 1).cost.tolist() == [104]
    with pytest.raises(ValueError, match="demand must have at most 104 periods"):
        wagner_whitin(np.ones((1, 105)), 1, 1)


@pytest.mark.parametrize("function", BOTH)
def test_unknown_and_missing_demand_are_refused(function):
    with pytest.raises(ValueError, match="demand must not be NaN"):
        function([[1, np.nan]], 1, 1)
    with pytest.raises(ValueError, match="demand must have at least one period"):
        function(np.zeros((2, 0)), 1, 1)


@given(
    demand=st.lists(NUMBERS, min_size=1, max_size=8),
    setup=NUMBERS,
    holding=NUMBERS,
)
def test_results_are_finite_or_the_input_is_refused(demand, setup, holding):
    for function in BOTH:
        try:
            schedule = function([demand], setup, holding)
        except ValueError:
            continue
        assert np.isfinite(schedule.cost).all()
        assert schedule.orders.sum() == pytest.approx(sum(demand))
