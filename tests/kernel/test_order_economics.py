import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.lot_sizing import economic_order_quantity
from kernel.inventory.order_economics import economic_production_quantity, order_cost

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])


def test_cost_of_snyder_and_shen_example_3_1():
    quantity = economic_order_quantity([1300], [8], [0.225])
    assert order_cost(quantity, [1300], [8], [0.225])[0] == pytest.approx(
        68.4105, abs=1e-4
    )


def test_production_quantity_of_snyder_and_shen_section_3_4():
    quantity, cost = economic_production_quantity([1300], [8], [0.225], [1700])
    assert quantity[0] == pytest.approx(626.808, abs=1e-3)
    assert cost[0] == pytest.approx(33.184, abs=1e-3)


def test_order_cost_is_least_at_the_economic_order_quantity(rng):
    demand, fixed, holding = rng.uniform(1, 1000, (3, 50))
    quantity = economic_order_quantity(demand, fixed, holding)
    least = order_cost(quantity, demand, fixed, holding)
    np.testing.assert_allclose(least, np.sqrt(2 * demand * fixed * holding))
    for factor in (0.5, 0.99, 1.01, 2):
        assert (order_cost(factor * quantity, demand, fixed, holding) > least).all()


def test_production_quantity_is_the_best_of_a_fine_grid(rng):
    demand, fixed, holding = rng.uniform(1, 1000, (3, 20))
    production = demand * rng.uniform(1.1, 5, 20)
    quantity, cost = economic_production_quantity(demand, fixed, holding, production)
    lots = quantity * np.linspace(0.5, 1.5, 2001)[:, None]
    # The stock peaks at the lot less what demand takes while it is made.
    peak = lots - demand * (lots / production)
    grid = fixed * demand / lots + holding * peak / 2
    np.testing.assert_allclose(grid.min(axis=0), cost, rtol=1e-12)


def test_fast_production_is_an_order(rng):
    demand, fixed, holding = rng.uniform(1, 1000, (3, 20))
    quantity, _ = economic_production_quantity(demand, fixed, holding, 1e12 * demand)
    order = economic_order_quantity(demand, fixed, holding)
    np.testing.assert_allclose(quantity, order, rtol=1e-9)


def test_nothing_is_ordered_or_made_without_demand():
    assert order_cost([0], [0], [5], [1]).tolist() == [0]
    quantity, cost = economic_production_quantity([0], [5], [1], [10])
    assert quantity.tolist() == cost.tolist() == [0]


def test_orders_of_nothing_and_slow_production_are_refused():
    with pytest.raises(ValueError, match="quantity must be above 0"):
        order_cost([0], [10], [5], [1])
    with pytest.raises(ValueError, match="annual_production must be above"):
        economic_production_quantity([10], [5], [1], [10])
    with pytest.raises(ValueError, match="holding_cost must be above 0"):
        economic_production_quantity([10], [5], [0], [20])


@given(numbers=st.lists(st.tuples(*[NUMBERS] * 4), min_size=1, max_size=4))
def test_results_are_finite_or_the_input_is_refused(numbers):
    columns = np.array(numbers).T
    for function in (order_cost, economic_production_quantity):
        try:
            result = function(*columns)
        except ValueError:
            continue
        assert np.isfinite(result).all()
        assert np.shape(result)[-1] == len(numbers)
        assert (np.asarray(result) >= 0).all()
