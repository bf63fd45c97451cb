import numpy as np
import pytest
from kernel.forecast.intermittent import croston, sba, tsb
from kernel.forecast.method_fit import BLOCK_ROWS, damped_total
from kernel.forecast.smoothing import (
    historical_mean,
    moving_average,
    naive,
    simple_exponential_smoothing,
)
from kernel.forecast.trend import damped_holt

METHODS = [
    simple_exponential_smoothing,
    moving_average,
    historical_mean,
    naive,
    croston,
    sba,
    tsb,
]


@pytest.fixture
def demand(rng):
    size = rng.gamma(2, 4, (40, 52))
    return np.round(size * (rng.random((40, 52)) < rng.uniform(0.2, 1, (40, 1))))


def same_fit(left, right, buckets):
    np.testing.assert_allclose(left.rate, right.rate, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(left.one_step_mse, right.one_step_mse, rtol=1e-9)
    np.testing.assert_allclose(
        left.history[:, -buckets:], right.history[:, -buckets:], rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("method", METHODS)
def test_rate_is_the_last_level_of_the_history(method, demand):
    fit = method(demand)
    assert fit.history.shape == demand.shape
    np.testing.assert_array_equal(fit.rate, fit.history[:, -1])
    assert (fit.one_step_mse > 0).all()


@pytest.mark.parametrize("method", METHODS)
def test_leading_unobserved_buckets_change_nothing(method, demand):
    padded = np.hstack([np.full((len(demand), 11), np.nan), demand])
    fit = method(padded)
    same_fit(method(demand), fit, demand.shape[1])
    assert np.isnan(fit.history[:, :11]).all()


@pytest.mark.parametrize("method", METHODS)
def test_forecast_scales_with_the_unit_of_measure(method, demand):
    np.testing.assert_allclose(
        method(demand * 144).rate, 144 * method(demand).rate, rtol=1e-9
    )


@pytest.mark.parametrize("method", METHODS)
def test_never_observed_item_has_no_forecast(method):
    fit = method(np.full((1, 12), np.nan))
    assert np.isnan(fit.rate).all()
    assert np.isnan(fit.one_step_mse).all()


@pytest.mark.parametrize("method", METHODS)
def test_item_without_demand_has_a_rate_of_zero(method):
    assert method(np.zeros((1, 24))).rate[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_one_bucket_is_enough(method):
    assert method([[3.0]]).rate[0] == pytest.approx(3.0, rel=0.02)


# The grid of damped_holt cannot be fixed.
@pytest.mark.parametrize("method", [m for m in METHODS if m is not damped_holt])
def test_history_does_not_know_the_future(method, demand):
    # Start values and parameters may come from the first quarter, here 13 buckets,
    # and the choice of parameters from all: fix what later demand can change.
    changed = demand.copy()
    changed[:, 40:] *= 3
    options = {}
    if method in (croston, sba, simple_exponential_smoothing):
        options = {"constants": (0.1,)}
    elif method is moving_average:
        options = {"windows": (6,)}
    elif method is tsb:
        options = {"size_constants": (0.1,), "probability_constants": (0.1,)}
    before = method(demand, **options).history[:, :40]
    np.testing.assert_allclose(
        method(changed, **options).history[:, :40], before, rtol=1e-12
    )


def test_blocks_do_not_change_a_fit(demand):
    many = np.tile(demand, (BLOCK_ROWS // len(demand) + 2, 1))
    fit = damped_holt(many)
    same_fit(damped_holt(demand), _head(fit, len(demand)), demand.shape[1])
    np.testing.assert_allclose(fit.rate[-len(demand) :], fit.rate[: len(demand)])


def _head(fit, n_items):
    columns = {
        name: None if value is None or name == "name" else value[:n_items]
        for name, value in fit.__dict__.items()
    }
    return type(fit)(**{**columns, "name": fit.name})


def test_ses_equals_its_recursion():
    y = np.array([3.0, 5, 4, 8, 2, 6])
    level = y[:4].mean()
    for value in y:
        level += 0.3 * (value - level)
    fit = simple_exponential_smoothing([y], constants=(0.3,))
    assert fit.rate[0] == pytest.approx(level)


def test_ses_carries_its_level_over_unobserved_buckets():
    y = np.array([3.0, 5, 4, 8, np.nan, np.nan])
    fit = simple_exponential_smoothing([y], constants=(0.3,))
    assert fit.history[0, 3] == fit.history[0, 5]


def test_moving_average_leaves_unobserved_buckets_out():
    fit = moving_average([[9.0, 2, np.nan, 4]], windows=(3,))
    assert fit.rate[0] == pytest.approx(3.0)


def test_naive_repeats_the_last_observed_demand():
    assert naive([[4.0, 7, np.nan]]).history[0].tolist() == [4, 7, 7]


def test_sba_is_below_croston_by_its_correction(demand):
    plain = croston(demand, constants=(0.2,))
    corrected = sba(demand, constants=(0.2,))
    np.testing.assert_allclose(corrected.rate, 0.9 * plain.rate)


def test_croston_updates_only_after_a_demand():
    fit = croston([[0.0, 4, 0, 0, 4, 0, 0]], constants=(0.1,))
    assert fit.history[0, 4] == fit.history[0, 6]
    assert fit.history[0, 4] != fit.history[0, 3]


def test_tsb_decays_by_its_constant_when_demand_stops():
    y = np.r_[np.tile([0.0, 4], 20), np.zeros(10)]
    fit = tsb([y], size_constants=(0.1,), probability_constants=(0.2,))
    assert fit.history[0, -1] == pytest.approx(fit.history[0, 39] * 0.8**10)


def test_damped_holt_follows_a_trend_better_than_ses():
    y = 10 + 2.0 * np.arange(40)
    fit = damped_holt([y])
    total = fit.totals(np.array([4]))[0, -1]
    actual = (10 + 2.0 * np.arange(40, 44)).sum()
    flat = simple_exponential_smoothing([y]).totals(np.array([4]))[0, -1]
    assert abs(total - actual) < abs(flat - actual) / 3


def test_damped_total_equals_the_double_sum():
    damping, horizon = 0.9, 7
    expected = sum(damping**j for h in range(1, horizon + 1) for j in range(1, h + 1))
    result = damped_total(np.array([damping]), np.array([horizon]))[0]
    assert result == pytest.approx(expected)


def test_totals_are_never_negative():
    fit = damped_holt([np.maximum(60 - 3.0 * np.arange(24), 0)])
    assert (fit.totals(np.array([30])) >= 0).all()


def test_ses_lead_time_variance_matches_theory(rng):
    """Forecast error of the total under SES (algorithm sheet 1.5): 19.90."""
    alpha, horizon, n_items, n_buckets = 0.3, 6, 4000, 120
    noise = rng.normal(size=(n_items, n_buckets))
    level = 100 + alpha * (np.cumsum(noise, axis=1) - noise)
    demand = level + noise
    train, test = demand[:, :-horizon], demand[:, -horizon:]
    fit = simple_exponential_smoothing(np.maximum(train, 0), constants=(alpha,))
    error = fit.rate * horizon - test.sum(axis=1)
    h = horizon
    theory = h * (1 + alpha * (h - 1) + alpha**2 * (h - 1) * (2 * h - 1) / 6)
    assert theory == pytest.approx(19.95, abs=0.01)
    standard_error = theory * np.sqrt(2 / n_items)
    assert np.mean(error**2) == pytest.approx(theory, abs=4 * standard_error)
