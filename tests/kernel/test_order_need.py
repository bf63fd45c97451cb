"""Orders against a literal reading of the rule, and their properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.order_need import inventory_position, order_need


def by_hand(position, point, level, minimum, multiple):
    """Add multiples one by one until the rule is met."""
    if position > point:
        return 0.0
    quantity = 0.0
    while quantity < minimum or position + quantity < level or quantity == 0:
        quantity += multiple
    return quantity


@given(
    position=st.integers(-50, 120),
    point=st.integers(0, 60),
    lot=st.integers(0, 80),
    minimum=st.integers(0, 90),
    multiple=st.integers(1, 30),
)
def test_order_equals_adding_packs_one_by_one(position, point, lot, minimum, multiple):
    level = point + lot
    quantity = order_need([position], [point], [level], minimum=minimum,
                          multiple=multiple)  # fmt: skip
    if position == level:  # at the level already: one pack lifts it above the point
        expected = by_hand(position, point, level + 1, minimum, multiple)
    else:
        expected = by_hand(position, point, level, minimum, multiple)
    assert quantity.tolist() == [expected]


def test_postponed_receipt_is_still_on_order():
    near = inventory_position([5.0], [30.0], [[0.0] * 10], [3.0])
    assert near.tolist() == [35.0]
    assert order_need(near, [20.0], [50.0]).tolist() == [0.0]


def test_commitment_counts_until_the_horizon_and_not_after():
    commitments = [[1.0, 2.0, 4.0, 8.0]] * 2
    position = inventory_position([20.0, 20.0], [0.0, 0.0], commitments, [2.0, 0.5])
    assert position.tolist() == [13.0, 19.0]


def test_cover_cap_lowers_the_order_but_never_to_the_reorder_point():
    wide = order_need([0.0], [10.0], [100.0], daily_rate=2.0, maximum_cover_days=20.0)
    tight = order_need([0.0], [10.0], [100.0], daily_rate=2.0, maximum_cover_days=1.0)
    assert wide.tolist() == [40.0]
    assert tight.tolist() == [11.0]


def test_minimum_of_the_vendor_wins_over_the_cap():
    quantity = order_need([0.0], [10.0], [100.0], minimum=60.0, daily_rate=2.0,
                          maximum_cover_days=20.0)  # fmt: skip
    assert quantity.tolist() == [60.0]


def test_fraction_of_a_unit_is_not_rounded_to_pieces():
    assert order_need([0.1], [0.2], [0.5], unit=0.1).tolist() == pytest.approx([0.4])


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"order_up_to": [5.0]}, "order_up_to"),
        ({"unit": 0.0}, "unit"),
        ({"minimum": -1.0}, "minimum"),
        ({"position": [np.nan]}, "position"),
    ],
)
def test_bad_input_is_named(values, name):
    arguments = {"position": [1.0], "reorder_point": [10.0], "order_up_to": [20.0]}
    with pytest.raises(ValueError, match=name):
        order_need(**{**arguments, **values})


def test_horizon_must_not_be_negative():
    with pytest.raises(ValueError, match="horizon_days"):
        inventory_position([1.0], [0.0], [[0.0]], [-1.0])


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=5),
    st.floats(0, 1e12),
    st.floats(0, 1e12),
)
def test_order_is_finite_and_lifts_the_position_above_the_point(stock, point, lot):
    stock = np.array(stock)
    quantity = order_need(stock, point, point + lot)
    assert np.isfinite(quantity).all()
    ordered = quantity > 0
    assert (ordered == (stock <= point)).all()
    # Up to the rounding of numbers as large as these.
    slack = 1e-9 * np.maximum(np.abs(stock), point)
    assert (stock + quantity >= point - slack)[ordered].all()
