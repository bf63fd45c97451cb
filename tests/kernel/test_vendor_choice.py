"""The yearly cost of a vendor against its parts, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.vendor_choice import vendor_yearly_cost

TERMS = {
    "order_quantity": 100.0,
    "ordering_cost": 20.0,
    "holding_rate": 0.25,
    # Two standard deviations.
    "service": 0.9772498680518208,
}


def cost(price, days, spread, **terms):
    return vendor_yearly_cost(price, 2.0, 9.0, days, spread, **{**TERMS, **terms})


def test_cost_is_the_sum_of_its_four_parts():
    # 730 a year at 10; 7.3 orders of 20; half a lot of 50 and a safety stock of
    # 2 * sqrt(4 * 9 + 4 * 16) = 20, held at 2.5 a unit.
    assert cost([10.0], 4.0, 16.0).tolist() == pytest.approx([7300 + 146 + 125 + 50])


def test_late_vendor_costs_more_than_a_dearer_reliable_one():
    late, reliable = cost([10.0, 10.1], [10.0, 10.0], [900.0, 1.0])
    assert late > reliable


def test_without_demand_only_stock_costs():
    result = vendor_yearly_cost([4.0], 0.0, 0.0, 5.0, 1.0, **TERMS)
    assert result.tolist() == [4.0 * 0.25 * 50.0]


@given(
    st.floats(0, 1e9),
    st.floats(0, 1e4),
    st.floats(0, 1e6),
    st.floats(0.01, 1e6),
)
def test_cost_rises_with_price_delay_and_spread(price, days, spread, more):
    base = cost([price], days, spread)
    assert np.isfinite(base).all()
    assert cost([price + more], days, spread) >= base
    assert cost([price], days + more, spread) >= base
    assert cost([price], days, spread + more) >= base


@pytest.mark.parametrize(
    "name", ["order_quantity", "holding_rate", "ordering_cost", "service"]
)
def test_bad_input_is_named(name):
    with pytest.raises(ValueError, match=name):
        cost([1.0], 1.0, 1.0, **{name: -1.0})


def test_a_lot_of_nothing_is_refused():
    with pytest.raises(ValueError, match="order_quantity"):
        cost([1.0], 1.0, 1.0, order_quantity=0.0)
