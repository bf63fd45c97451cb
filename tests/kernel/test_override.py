"""Forecast overrides against a loop over single days."""

import numpy as np
import pytest
from kernel.forecast.override import judge_override, override_forecast


def by_hand(total, variance, horizon, overrides):
    """Return total, variance and overridden days of one item, day by day."""
    result, error, days = 0.0, 0.0, 0.0
    for day in range(int(np.ceil(horizon))):
        weight = min(horizon - day, 1.0)
        rate, spread = total / horizon, variance / horizon
        is_touched = False
        for first, last, is_absolute, value in overrides:
            if not first <= day <= last:
                continue
            after = value if is_absolute else rate * (1 + value)
            if not is_absolute:
                spread *= (1 + value) ** 2
            elif rate > 0:
                spread *= max(after / rate, 1.0)
            else:
                spread = after
            rate, is_touched = after, True
        result, error = result + rate * weight, error + spread * weight
        days += weight * is_touched
    return result, error, days


def random_case(seed):
    rng = np.random.default_rng(seed)
    n_items, n_overrides = 7, 12
    total = rng.gamma(2, 10, n_items) * (rng.random(n_items) > 0.2)
    variance = rng.gamma(2, 20, n_items)
    horizon = rng.uniform(1, 40, n_items)
    item = rng.integers(0, n_items, n_overrides)
    first = rng.integers(-10, 40, n_overrides)
    last = first + rng.integers(0, 20, n_overrides)
    is_absolute = rng.random(n_overrides) > 0.5
    value = np.where(
        is_absolute, rng.gamma(2, 2, n_overrides), rng.uniform(-1, 2, n_overrides)
    )
    return total, variance, horizon, item, first, last, is_absolute, value


@pytest.mark.parametrize("seed", range(20))
def test_matrix_equals_the_loop_over_days(seed):
    case = random_case(seed)
    total, variance, horizon, item, *rest = case
    result = override_forecast(*case)
    for row in range(len(total)):
        mine = [
            values for owner, *values in zip(item, *rest, strict=True) if owner == row
        ]
        expected = by_hand(total[row], variance[row], horizon[row], mine)
        found = (result.total[row], result.variance[row], result.days[row])
        assert found == pytest.approx(expected)


def test_items_without_override_keep_their_bits():
    total, variance = np.array([0.1 + 0.2, 7.7]), np.array([1 / 3, 2.0])
    result = override_forecast(
        total, variance, [13.7, 9.1], [1], [50], [60], [False], [0.5]
    )
    assert result.total.tolist() == total.tolist()
    assert result.variance.tolist() == variance.tolist()
    assert result.days.tolist() == [0.0, 0.0]


def test_no_override_is_the_forecast():
    result = override_forecast([5], [4], [7], [], [], [], [], [])
    assert (result.total.tolist(), result.variance.tolist()) == ([5.0], [4.0])


def test_a_change_of_all_days_scales_total_and_spread():
    result = override_forecast([20], [9], [10], [0], [-5], [99], [False], [0.5])
    assert result.total[0] == pytest.approx(30)
    assert np.sqrt(result.variance[0]) == pytest.approx(1.5 * 3)


def test_less_by_quantity_does_not_pretend_to_know_better():
    result = override_forecast([20], [9], [10], [0], [0], [9], [True], [1])
    assert (result.total[0], result.variance[0]) == pytest.approx((10, 9))


def test_a_quantity_where_nothing_was_expected_is_poisson():
    result = override_forecast([0], [0], [10], [0], [0], [4], [True], [3])
    assert (result.total[0], result.variance[0]) == pytest.approx((15, 15))


@pytest.mark.parametrize(
    "changes",
    [
        {"value": [-1.1]},
        {"value": [-0.5], "is_absolute": [True]},
        {"horizon_days": [0]},
        {"total": [-1]},
        {"value": [np.nan]},
    ],
)
def test_numbers_out_of_range_are_refused(changes):
    values = {
        "total": [5],
        "variance": [4],
        "horizon_days": [7],
        "item": [0],
        "first_day": [0],
        "last_day": [3],
        "is_absolute": [False],
        "value": [0.1],
    }
    with pytest.raises(ValueError):
        override_forecast(**{**values, **changes})


def test_verdict_needs_a_difference_beyond_five_percent():
    actual, forecast = np.full(4, 200.0), np.full(4, 150.0)
    overridden = [200, 158, 161, 139]
    verdicts = judge_override(actual, overridden, forecast)
    assert verdicts.tolist() == ["helped", "same", "helped", "hurt"]


def test_verdict_without_demand():
    assert judge_override([0, 0], [0, 9], [5, 0]).tolist() == ["helped", "hurt"]
