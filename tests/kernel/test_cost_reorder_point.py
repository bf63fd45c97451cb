import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.cost_reorder_point import (
    base_stock_level,
    cost_optimal_policy,
    exact_policy_cost,
    newsvendor_cost,
    newsvendor_quantity,
)
from kernel.inventory.distributions import loss_first_order
from kernel.inventory.interval_law import law_of_interval
from kernel.inventory.lot_sizing import economic_order_quantity
from scipy import integrate, stats

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])
LAWS = ("normal", "gamma", "poisson", "negative_binomial")
EXAMPLE_5 = {"mean_lead": [1300 / 12], "variance_lead": [150**2 / 12]}


def random_items(rng, n_items=30):
    demand = rng.uniform(50, 5000, n_items)
    mean = demand * rng.uniform(0.02, 0.2, n_items)
    return {
        "annual_demand": demand,
        "ordering_cost": rng.uniform(5, 100, n_items),
        "holding_cost": rng.uniform(0.1, 3, n_items),
        "backorder_cost": rng.uniform(5, 50, n_items),
        "mean_lead": mean,
        "variance_lead": mean * rng.uniform(1.1, 6, n_items),
    }


def hadley_whitin_cost(s, quantity, items, law):
    mean, variance = items["mean_lead"], items["variance_lead"]
    loss = loss_first_order(s, mean, variance, np.full(len(mean), law))
    holding = items["holding_cost"] * (s - mean + quantity / 2)
    per_order = items["ordering_cost"] + items["backorder_cost"] * loss
    return holding + per_order * items["annual_demand"] / quantity


def test_policy_of_snyder_and_shen_example_5_2():
    policy = cost_optimal_policy([1300], [8], [0.225], [7.5], **EXAMPLE_5)
    assert policy.reorder_point[0] == pytest.approx(213.97, abs=0.005)
    assert policy.order_quantity[0] == pytest.approx(318.59, abs=0.005)


def test_exact_cost_of_snyder_and_shen_example_5_1():
    cost = exact_policy_cost(
        [126.8],
        [328.5],
        [1300],
        **EXAMPLE_5,
        ordering_cost=[8],
        holding_cost=[0.225],
        backorder_cost=[7.5],
    )
    assert cost[0] == pytest.approx(78.0712, abs=1e-4)


def test_newsvendor_of_snyder_and_shen_examples_4_1_and_4_3():
    costs = ([50], [64], [0.18], [0.7], "normal")
    quantity = newsvendor_quantity(*costs)
    assert quantity[0] == pytest.approx(56.604, abs=1e-3)
    assert newsvendor_cost(quantity, *costs)[0] == pytest.approx(1.99761, abs=1e-5)
    assert newsvendor_cost([60], *costs)[0] == pytest.approx(2.15613, abs=1e-5)


def test_newsvendor_of_stockpyl_with_poisson_demand():
    costs = ([50], [50], [0.18], [0.7], "poisson")
    assert newsvendor_quantity(*costs).tolist() == [56]
    assert newsvendor_cost([56], *costs)[0] == pytest.approx(1.79723, abs=1e-5)


def test_base_stock_of_the_single_period_of_snyder_and_shen_example_4_7():
    assert base_stock_level([6], [6], [1], [4]).tolist() == [8]
    assert newsvendor_cost([8], [6], [6], [1], [4])[0] == pytest.approx(
        3.57011, abs=1e-5
    )


@pytest.mark.parametrize("law", LAWS)
def test_policy_meets_both_conditions_and_is_not_beaten_nearby(rng, law):
    items = random_items(rng)
    if law == "poisson":
        items["variance_lead"] = items["mean_lead"]
    policy = cost_optimal_policy(**items, distribution=law)
    s, quantity = policy.reorder_point, policy.order_quantity
    least = hadley_whitin_cost(s, quantity, items, law)
    whole = law in ("poisson", "negative_binomial")
    for move in (-1, 1) if whole else (-0.5, -0.01, 0.01, 0.5):
        moved = hadley_whitin_cost(s + move, quantity, items, law)
        assert (moved >= least - 1e-9).all()
    for factor in (0.97, 1.03):
        assert (hadley_whitin_cost(s, factor * quantity, items, law) > least).all()


def test_normal_policy_against_an_independent_solution(rng):
    items = random_items(rng)
    policy = cost_optimal_policy(**items)
    frozen = stats.norm(items["mean_lead"], np.sqrt(items["variance_lead"]))
    covered = 1 - policy.order_quantity * items["holding_cost"] / (
        items["backorder_cost"] * items["annual_demand"]
    )
    np.testing.assert_allclose(frozen.cdf(policy.reorder_point), covered, rtol=1e-9)


def test_dearer_backorders_raise_the_reorder_point(rng):
    items = random_items(rng)
    base = items.pop("backorder_cost")
    policies = [
        cost_optimal_policy(**items, backorder_cost=factor * base)
        for factor in (1, 2, 10, 1000)
    ]
    assert (np.diff([p.reorder_point for p in policies], axis=0) > 0).all()
    assert (np.diff([p.order_quantity for p in policies], axis=0) < 0).all()
    economic = economic_order_quantity(
        items["annual_demand"], items["ordering_cost"], items["holding_cost"]
    )
    assert (policies[-1].order_quantity >= economic).all()
    np.testing.assert_allclose(policies[-1].order_quantity, economic, rtol=0.05)


def test_cheap_backorders_leave_no_reorder_point():
    policy = cost_optimal_policy([10], [100], [50], [1e-3], [5], [5])
    assert policy.reorder_point.tolist() == [0]
    assert policy.backorders[0] == pytest.approx(5, rel=0.01)


def test_item_without_demand_orders_nothing():
    policy = cost_optimal_policy([0, 1300], 8, 0.225, 7.5, [0, 1300 / 12], [0, 1875])
    alone = cost_optimal_policy([1300], 8, 0.225, 7.5, [1300 / 12], [1875])
    assert policy.reorder_point.tolist() == [0, alone.reorder_point[0]]
    assert policy.order_quantity.tolist() == [0, alone.order_quantity[0]]


@pytest.mark.parametrize("law", LAWS)
def test_item_does_not_depend_on_its_neighbours(rng, law):
    items = random_items(rng, 20)
    together = cost_optimal_policy(**items, distribution=law)
    for i in range(20):
        one = {name: column[i : i + 1] for name, column in items.items()}
        alone = cost_optimal_policy(**one, distribution=law)
        assert alone.reorder_point[0] == together.reorder_point[i]
        assert alone.order_quantity[0] == together.order_quantity[i]


@pytest.mark.parametrize("law", ["normal", "gamma"])
def test_exact_cost_is_the_integral_over_the_position(law):
    costs = ([30], [90], [0.5], [9], law)
    s, quantity = 25.0, 40.0
    integral = integrate.quad(
        lambda level: newsvendor_cost([level], *costs)[0], s, s + quantity
    )[0]
    cost = exact_policy_cost(
        [s],
        [quantity],
        [300],
        [30],
        [90],
        ordering_cost=[20],
        holding_cost=[0.5],
        backorder_cost=[9],
        distribution=law,
    )
    assert cost[0] == pytest.approx((20 * 300 + integral) / quantity, rel=1e-8)


@pytest.mark.parametrize("law", ["poisson", "negative_binomial"])
@pytest.mark.parametrize(("s", "lot"), [(4, 1), (9, 6), (-2, 5)])
def test_exact_cost_is_the_sum_over_whole_positions(law, s, lot):
    frozen = stats.poisson(8) if law == "poisson" else stats.nbinom(8, 0.5)
    units = np.arange(0, 400)
    total = 0.0
    for level in range(s + 1, s + lot + 1):
        cost = 0.5 * np.maximum(level - units, 0) + 9 * np.maximum(units - level, 0)
        with np.errstate(under="ignore"):  # tails of the reference
            total += cost @ frozen.pmf(units)
    cost = exact_policy_cost(
        [s],
        [lot],
        [100],
        [8],
        [8 if law == "poisson" else 16],
        ordering_cost=[20],
        holding_cost=[0.5],
        backorder_cost=[9],
        distribution=law,
    )
    assert cost[0] == pytest.approx((20 * 100 + total) / lot, rel=1e-9)


@pytest.mark.parametrize("law", LAWS)
def test_newsvendor_quantity_is_the_cheapest(rng, law):
    mean = rng.uniform(5, 80, 30)
    variance = mean if law == "poisson" else mean * rng.uniform(1.1, 4, 30)
    over, under = rng.uniform(0.5, 10, (2, 30))
    costs = (mean, variance, over, under, law)
    quantity = newsvendor_quantity(*costs)
    least = newsvendor_cost(quantity, *costs)
    for move in (-1, 1):
        moved = np.maximum(quantity + move, 0)
        assert (newsvendor_cost(moved, *costs) >= least - 1e-9).all()


def test_newsvendor_cost_of_simulated_demand(rng):
    demand = rng.negative_binomial(5, 0.2, 200_000)
    left, short = np.maximum(25 - demand, 0), np.maximum(demand - 25, 0)
    cost = newsvendor_cost([25], [20], [100], [2], [7], "negative_binomial")
    assert cost[0] == pytest.approx((2 * left + 7 * short).mean(), rel=0.01)


def test_newsvendor_without_spread_or_demand():
    assert newsvendor_quantity([7, 0], [0, 0], 1, 3).tolist() == [7, 0]
    assert newsvendor_cost([7, 9], [7, 7], [0, 0], 1, 3).tolist() == [0, 2]


def test_whole_units_beyond_counting_have_the_normal_law():
    law = law_of_interval([50, 1e9], [50, 1e9], None)[2]
    assert law.tolist() == ["poisson", "normal"]
    level = newsvendor_quantity([1e9], [1e9], [1], [1])
    assert level == pytest.approx([1e9])


@pytest.mark.parametrize("name", ["ordering_cost", "holding_cost", "backorder_cost"])
def test_free_orders_stock_and_backorders_are_refused(rng, name):
    items = random_items(rng, 3)
    items[name] = [1, 0, 1]
    with pytest.raises(ValueError, match=f"{name} must be above 0"):
        cost_optimal_policy(**items)


def test_broken_newsvendor_and_policy_are_refused():
    with pytest.raises(ValueError, match="overage must be above 0"):
        newsvendor_quantity([1], [1], [0], [1])
    with pytest.raises(ValueError, match="underage must be above 0"):
        newsvendor_quantity([1], [1], [1], [0])
    costs = {"ordering_cost": 1, "holding_cost": 1, "backorder_cost": 1}
    with pytest.raises(ValueError, match="must be whole"):
        exact_policy_cost([1.5], [2], [9], [3], [3], **costs, distribution="poisson")
    with pytest.raises(ValueError, match="order_quantity must be above 0"):
        exact_policy_cost([1], [0], [9], [3], [3], **costs)


@given(
    numbers=st.lists(st.tuples(*[NUMBERS] * 6), min_size=1, max_size=3),
    law=st.sampled_from([None, *LAWS]),
)
def test_results_are_finite_or_the_input_is_refused(numbers, law):
    demand, fixed, holding, penalty, mean, variance = np.array(numbers).T
    try:
        policy = cost_optimal_policy(
            demand, fixed, holding, penalty, mean, variance, distribution=law
        )
        quantity = newsvendor_quantity(mean, variance, holding, penalty, law)
        level = base_stock_level(mean, variance, holding, penalty, law)
    except ValueError:
        return
    cost = newsvendor_cost(quantity, mean, variance, holding, penalty, law)
    exact = exact_policy_cost(
        np.floor(quantity),
        np.maximum(np.floor(policy.order_quantity), 1.0),
        demand,
        mean,
        variance,
        ordering_cost=fixed,
        holding_cost=holding,
        backorder_cost=penalty,
        distribution=law,
    )
    for column in (*policy.__dict__.values(), quantity, level, cost, exact):
        assert np.isfinite(column).all()
    assert (policy.reorder_point >= 0).all()
    np.testing.assert_array_equal(level, quantity)
