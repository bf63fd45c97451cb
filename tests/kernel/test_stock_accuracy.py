import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.forecast.accuracy import rmsse
from kernel.forecast.stock_accuracy import (
    mase,
    periods_in_stock,
    pinball_loss,
    total_error,
    value_added,
)


def test_mase_of_hyndman_and_koehler_definition(rng):
    history, actual = rng.poisson(5, (3, 30)), rng.poisson(5, (3, 6))
    forecast = np.full((3, 6), 5.0)
    expected = np.abs(actual - 5).mean(axis=1) / np.abs(np.diff(history)).mean(axis=1)
    np.testing.assert_allclose(mase(actual, forecast, history), expected)
    step = np.abs(history[:, 4:] - history[:, :-4]).mean(axis=1)
    seasonal = mase(actual, forecast, history, season_length=4)
    np.testing.assert_allclose(seasonal, np.abs(actual - 5).mean(axis=1) / step)


def test_zero_forecast_wins_mase_of_intermittent_demand_but_not_the_total():
    history = np.zeros((1, 50))
    history[0, ::5] = 1.0
    actual = history[:, :10]
    zero, mean = np.zeros((1, 10)), np.full((1, 10), 0.2)
    assert mase(actual, zero, history)[0] < mase(actual, mean, history)[0]
    assert abs(total_error(actual, mean)[0]) < 1e-12
    assert total_error(actual, zero)[0] == -1


def test_periods_in_stock_by_hand():
    """Two left in the first bucket lie for three buckets, one missing for one."""
    pieces = periods_in_stock([[0.0, 2.0, 3.0]], [[2.0, 2.0, 2.0]], [1.0])
    assert pieces[0] == 2 * 3 - 1


@given(st.floats(0.05, 0.95), st.floats(0.5, 50))
def test_true_quantile_has_the_smallest_pinball_loss(probability, scale):
    grid = np.linspace(0.001, 0.999, 999)
    actual = scale * -np.log(1 - grid)  # exponential demand
    quantile = scale * -np.log(1 - probability)

    def loss(level):
        return pinball_loss(actual, np.full(999, level), probability).mean()

    assert loss(quantile) <= min(loss(0.8 * quantile), loss(1.25 * quantile)) + 1e-9


def test_value_added_against_itself_is_none(rng):
    history, actual = rng.poisson(5, (3, 30)), rng.poisson(5, (3, 6))
    forecast = np.full((3, 6), 5.0)
    np.testing.assert_allclose(value_added(actual, forecast, forecast, history), 0)
    half = actual - (actual - forecast) / 2
    np.testing.assert_allclose(
        value_added(actual, half, forecast, history), 0.5, rtol=1e-12
    )


def test_unobserved_buckets_do_not_count():
    actual = [[3.0, np.nan, 1.0]]
    assert total_error(actual, [[4.0, 9.0, 1.0]])[0] == 0.25
    gaps = mase(actual, [[2.0, 9.0, 2.0]], [[0.0, 2.0, 0.0]])
    assert gaps[0] == rmsse([[3.0, 1.0]], [[2.0, 2.0]], [[0.0, 2.0, 0.0]])[0]


def test_nothing_to_compare_with_gives_nan():
    assert np.isnan(total_error([[0.0]], [[1.0]])[0])
    assert np.isnan(mase([[1.0]], [[1.0]], [[2.0, 2.0]])[0])
    assert np.isnan(periods_in_stock([[1.0]], [[1.0]], [0.0])[0])
    with pytest.raises(ValueError, match="same buckets"):
        total_error([[1.0]], [[1.0, 2.0]])
    with pytest.raises(ValueError, match="season_length"):
        mase([[1.0]], [[1.0]], [[1.0, 2.0]], season_length=0)
