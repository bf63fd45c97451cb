import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.lot_sizing import economic_order_quantity
from kernel.inventory.order_budget import budget_order_quantities
from kernel.inventory.order_economics import order_cost
from scipy import optimize

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])


def random_problem(rng, n_items=20):
    demand, fixed, cost = rng.uniform(1, 1000, (3, n_items))
    return demand, fixed, cost * rng.uniform(0.1, 0.6, n_items), cost


def test_equal_holding_rates_shrink_all_quantities_alike(rng):
    demand, fixed, _, cost = random_problem(rng)
    free = economic_order_quantity(demand, fixed, 0.25 * cost)
    budget = 0.4 * (cost @ free) / 2
    lots = budget_order_quantities(demand, fixed, 0.25 * cost, cost, budget)
    np.testing.assert_allclose(lots.quantity, 0.4 * free, rtol=1e-9)
    # h + 2 lambda c = h / 0.4^2
    assert lots.multiplier == pytest.approx(0.25 * (1 / 0.16 - 1) / 2)


def test_quantities_are_the_least_cost_of_a_general_solver(rng):
    demand, fixed, holding, cost = random_problem(rng, 4)
    free = economic_order_quantity(demand, fixed, holding)
    budget = 0.5 * (cost @ free) / 2
    lots = budget_order_quantities(demand, fixed, holding, cost, budget)
    with np.errstate(under="ignore"):  # inside of the general solver
        found = optimize.minimize(
            lambda share: order_cost(share * free, demand, fixed, holding).sum(),
            np.full(4, 0.4),
            method="SLSQP",
            bounds=[(0.01, 2)] * 4,
            constraints={
                "type": "ineq",
                "fun": lambda share: 1 - cost @ (share * free) / 2 / budget,
            },
            options={"ftol": 1e-12, "maxiter": 300},
        )
    least = order_cost(lots.quantity, demand, fixed, holding).sum()
    assert least == pytest.approx(found.fun, rel=1e-5)
    np.testing.assert_allclose(lots.quantity, found.x * free, rtol=1e-2)


def test_investment_uses_the_budget_and_never_more(rng):
    problem = random_problem(rng)
    for budget in (1.0, 100.0, 1e4, 1e9):
        lots = budget_order_quantities(*problem, budget)
        assert lots.investment <= budget
        if lots.multiplier > 0:
            assert lots.investment == pytest.approx(budget, rel=1e-9)
        else:
            free = economic_order_quantity(*problem[:3])
            np.testing.assert_allclose(lots.quantity, free)
    assert lots.multiplier == 0


def test_multiplier_is_the_value_of_more_budget(rng):
    demand, fixed, holding, cost = random_problem(rng)
    low, middle, high = (
        budget_order_quantities(demand, fixed, holding, cost, 3000 + step)
        for step in (-1, 0, 1)
    )
    saved = sum(
        order_cost(low.quantity, demand, fixed, holding)
        - order_cost(high.quantity, demand, fixed, holding)
    )
    assert saved / 2 == pytest.approx(2 * middle.multiplier, rel=1e-5)


def test_less_budget_never_gives_larger_lots(rng):
    problem = random_problem(rng)
    quantities = [
        budget_order_quantities(*problem, budget).quantity
        for budget in (10, 100, 1000, 1e4, 1e5)
    ]
    assert (np.diff(quantities, axis=0) >= 0).all()


def test_budget_limits_lots_that_cost_nothing_to_hold():
    lots = budget_order_quantities([100, 400], [10, 10], [0, 0], [5, 5], 300)
    assert lots.quantity == pytest.approx([40, 80])


def test_item_that_takes_no_budget_keeps_its_economic_quantity():
    lots = budget_order_quantities([100, 100], [10, 10], [2, 2], [0, 9], 20)
    assert lots.quantity[0] == pytest.approx(np.sqrt(1000))
    assert lots.investment == pytest.approx(20)


@pytest.mark.parametrize("budget", [0, -1, np.nan, np.inf, [1, 2]])
def test_budget_must_be_one_number_above_zero(budget):
    with pytest.raises(ValueError, match="budget must be one finite number above 0"):
        budget_order_quantities([1], [1], [1], [1], budget)


def test_item_without_any_cost_is_refused():
    with pytest.raises(ValueError, match="holding_cost or unit_cost must be above 0"):
        budget_order_quantities([1], [1], [0], [0], 5)


@given(
    numbers=st.lists(st.tuples(*[NUMBERS] * 4), min_size=1, max_size=4),
    budget=NUMBERS,
)
def test_results_are_finite_or_the_input_is_refused(numbers, budget):
    try:
        lots = budget_order_quantities(*np.array(numbers).T, budget)
    except ValueError:
        return
    assert np.isfinite(lots.quantity).all()
    assert 0 <= lots.investment <= budget
    assert np.isfinite(lots.multiplier)
