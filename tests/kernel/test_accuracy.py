import numpy as np
import pytest
from kernel.forecast.accuracy import bias, rmsse, tracking_signal, wape


def test_naive_forecast_of_a_steady_walk_scores_one(rng):
    steps = rng.choice([-1.0, 1.0], 5001)
    walk = 500 + np.cumsum(steps)
    result = rmsse([walk[-1:]], [walk[-2:-1]], [walk[:-1]])
    assert result[0] == pytest.approx(1.0)


def test_rmsse_equals_its_definition(rng):
    history, actual, forecast = (rng.poisson(5, (3, n)) for n in (30, 6, 6))
    expected = np.sqrt(
        ((actual - forecast) ** 2).mean(axis=1)
        / (np.diff(history, axis=1) ** 2).mean(axis=1)
    )
    np.testing.assert_allclose(rmsse(actual, forecast, history), expected)


def test_unobserved_demand_is_left_out():
    actual, forecast = [[4.0, np.nan]], [[2.0, 9.0]]
    assert wape(actual, forecast)[0] == pytest.approx(0.5)
    assert bias(actual, forecast)[0] == pytest.approx(-0.5)
    assert rmsse(actual, forecast, [[0, np.nan, 5, 7]])[0] == pytest.approx(1.0)


def test_measures_without_demand_are_unknown():
    zero = [[0.0, 0.0]]
    assert np.isnan([wape(zero, zero)[0], bias(zero, zero)[0]]).all()
    assert np.isnan(rmsse(zero, zero, zero)[0])


def test_tracking_signal_tells_bias_from_noise(rng):
    actual = rng.normal(10, 1, (2, 100))
    forecast = np.array([[10.0], [11.0]]) * np.ones((2, 100))
    noise, biased = tracking_signal(actual, forecast)
    assert abs(noise) < 3 < biased


def test_perfect_forecast_has_no_signal():
    assert tracking_signal([[1.0, 2.0]], [[1.0, 2.0]]).tolist() == [0.0]
    assert np.isnan(tracking_signal([[np.nan]], [[1.0]])[0])
