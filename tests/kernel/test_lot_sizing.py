import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.lot_sizing import (
    cap_order_quantity,
    economic_order_quantity,
    eoq_with_backorders,
    round_order_quantity,
)


def test_eoq_of_snyder_and_shen_example_3_1():
    quantity = economic_order_quantity([1300], [8], [0.225])[0]
    assert quantity == pytest.approx(304.047, abs=1e-3)
    cost = 8 * 1300 / quantity + 0.225 * quantity / 2
    assert cost == pytest.approx(68.4105, abs=1e-4)


def test_backorder_eoq_of_snyder_and_shen_example_3_8():
    quantity, fraction = eoq_with_backorders([1300], [8], [0.225], [5])
    assert quantity[0] == pytest.approx(310.813, abs=1e-3)
    assert fraction[0] == pytest.approx(0.0430622, abs=1e-7)
    x = fraction[0]
    cost = (
        8 * 1300 / quantity[0]
        + 0.225 * quantity[0] * (1 - x) ** 2 / 2
        + 5 * quantity[0] * x**2 / 2
    )
    assert cost == pytest.approx(66.9214, abs=1e-4)


def test_degenerate_costs_of_the_eoq():
    quantity = economic_order_quantity([0, 10, 10, 0], [5, 0, 5, 5], [1, 1, 0, 0])
    assert quantity.tolist() == [0, 0, np.inf, 0]


def test_backorders_that_cost_nothing_are_refused():
    with pytest.raises(ValueError, match="backorder_cost"):
        eoq_with_backorders([1], [1], [1], [0])


@given(
    eoq=st.floats(0.5, 5000),
    multiple=st.integers(1, 200),
)
def test_rounding_picks_the_cheaper_multiple(eoq, multiple):
    quantity = round_order_quantity([eoq], minimum=0, multiple=[multiple])[0]

    def cost(units):
        return eoq / units + units / eoq  # relative cost of ordering and holding

    cheapest = min(cost(n * multiple) for n in range(1, int(eoq / multiple) + 3))
    assert cost(quantity) == pytest.approx(cheapest)


def test_quantity_is_raised_to_the_minimum_in_whole_multiples():
    result = round_order_quantity([3, 3, 30], minimum=[10, 10, 10], multiple=[4, 0, 0])
    assert result.tolist() == [12, 10, 30]


def test_quantity_without_multiple_keeps_the_unit():
    result = round_order_quantity([0.1 * 3, 7.3], minimum=0, multiple=0, unit=[0.1, 1])
    assert result == pytest.approx([0.3, 7])


def test_no_quantity_becomes_the_smallest_that_can_be_ordered():
    result = round_order_quantity([0, 0, 0], minimum=[0, 5, 0], multiple=[0, 0, 12])
    assert result.tolist() == [1, 5, 12]


def test_unknown_vendor_rules_are_no_rules():
    result = round_order_quantity([7], minimum=[np.nan], multiple=[np.nan])
    assert result.tolist() == [7]


def test_eoq_argument_decides_between_floor_and_ceiling():
    options = {"minimum": 0, "multiple": [10, 10]}
    result = round_order_quantity([15, 15], eoq=[5, 50], **options)
    assert result.tolist() == [10, 20]


def test_cap_limits_an_infinite_quantity():
    result = cap_order_quantity([np.inf, 5], daily_rate=2, max_cover_days=[10, 10])
    assert result.tolist() == [20, 5]


def test_unit_of_zero_is_refused():
    with pytest.raises(ValueError, match="unit must be above 0"):
        round_order_quantity([1], minimum=0, multiple=[0], unit=[0])
