import numpy as np
import pytest
from kernel.inventory.projection import (
    days_of_cover,
    excess_quantity,
    first_below,
    project_stock,
)


def test_projection_equals_a_plain_loop(rng):
    on_hand = rng.integers(0, 50, 4).astype(float)
    receipts, demand = rng.poisson(3, (2, 4, 30)).astype(float)
    projected = project_stock(on_hand, receipts, demand)
    stock = on_hand.copy()
    for day in range(30):
        stock = stock + receipts[:, day] - demand[:, day]
        np.testing.assert_allclose(projected[:, day], stock)


def test_first_day_below_is_the_first_one():
    projected = [[5, 1, 4, 0], [5, 5, 5, 5], [0, 9, 9, 9]]
    assert first_below(projected, [2, 2, 1]).tolist() == [1, -1, 0]


def test_stock_at_the_level_is_not_below():
    assert first_below([[2.0]], [2.0]).tolist() == [-1]


def test_no_days_are_never_below():
    assert first_below(np.zeros((2, 0)), [1, 1]).tolist() == [-1, -1]


def test_excess_and_cover():
    assert excess_quantity([15, 5], [10, 10]).tolist() == [5, 0]
    assert days_of_cover([10, -3, 4], [4, 1, 0]).tolist() == [2.5, 0, np.inf]


def test_different_days_are_refused():
    with pytest.raises(ValueError, match="same days"):
        project_stock([1], [[1, 2]], [[1]])
