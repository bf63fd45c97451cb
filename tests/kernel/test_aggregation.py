import numpy as np
import pytest
from kernel.demand.aggregation import bucket_demand


@pytest.mark.parametrize("bucket_days", [1, 7, 30])
def test_buckets_equal_a_plain_loop(rng, bucket_days):
    n_items, n_days, n_lines = 5, 100, 400
    items = rng.integers(0, n_items, n_lines)
    days = rng.integers(0, n_days, n_lines)
    quantity = rng.integers(-3, 10, n_lines).astype(float)
    n_buckets = n_days // bucket_days
    expected = np.zeros((n_items, n_buckets))
    for item, day, units in zip(items, days, quantity, strict=True):
        buckets_back = (n_days - 1 - day) // bucket_days
        if buckets_back < n_buckets:
            expected[item, n_buckets - 1 - buckets_back] += units
    result = bucket_demand(
        items, days, quantity, n_items=n_items, n_days=n_days, bucket_days=bucket_days
    )
    np.testing.assert_allclose(result, np.maximum(expected, 0), atol=1e-12)


def test_last_bucket_ends_on_the_newest_day():
    result = bucket_demand([0, 0], [0, 9], [5, 3], n_items=1, n_days=10)
    assert result.tolist() == [[3.0]]


def test_buckets_before_the_first_day_are_not_observed():
    result = bucket_demand(
        [0], [8], [2], n_items=3, n_days=9, bucket_days=3, first_day=[3, 4, np.nan]
    )
    np.testing.assert_array_equal(
        result, [[np.nan, 0, 2], [np.nan, np.nan, 0], [np.nan] * 3]
    )


def test_more_returns_than_issues_count_as_no_demand():
    result = bucket_demand([0, 0], [0, 1], [1, -4], n_items=1, n_days=7)
    assert result.tolist() == [[0.0]]


def test_no_lines_give_no_demand():
    assert bucket_demand([], [], [], n_items=2, n_days=14).tolist() == [[0, 0]] * 2


@pytest.mark.parametrize(
    ("item", "day", "n_days"), [(1, 0, 7), (-1, 0, 7), (0, 7, 7), (0, -1, 7), (0, 0, 6)]
)
def test_lines_outside_of_the_history_are_refused(item, day, n_days):
    with pytest.raises(ValueError, match="must"):
        bucket_demand([item], [day], [1], n_items=1, n_days=n_days)
