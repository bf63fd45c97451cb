import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from kernel.forecast.combination import combine
from kernel.forecast.smoothing import simple_exponential_smoothing
from kernel.forecast.temporal_aggregation import AGGREGATE_CONSTANTS, imapa
from kernel.forecast.trend import theta


def theta_forecast(history, constant, step):
    """Hyndman & Billah (2003): smoothing with half the slope as drift."""
    n = len(history)
    level = history[:4].mean()
    for value in history:
        level += constant * (value - level)
    slope = np.polyfit(np.arange(n), history, 1)[0]
    lag = (1 - (1 - constant) ** n) / constant
    return level + slope / 2 * (step - 1 + lag)


@pytest.mark.parametrize("constant", [0.1, 0.4, 1.0])
def test_theta_is_smoothing_with_half_the_slope(rng, constant):
    history = rng.poisson(20, 40) + np.arange(40.0)
    fit = theta(history[None], constants=(constant,))
    for step in (1, 3, 7):
        expected = theta_forecast(history, constant, step)
        ours = fit.rate[0] + fit.trend[0, -1] * step
        assert ours == pytest.approx(expected, rel=1e-9)


def test_theta_knows_no_later_bucket(rng):
    history = rng.poisson(9, (3, 30)).astype(float)
    whole = theta(history, constants=(0.3,))
    part = theta(history[:, :20], constants=(0.3,))
    np.testing.assert_allclose(whole.history[:, :20], part.history)
    np.testing.assert_allclose(whole.trend[:, :20], part.trend)


def test_theta_of_a_line_is_the_line_for_a_constant_of_one():
    """The smoothed level of a line is its end, and half the slope its drift."""
    fit = theta([np.arange(1.0, 31.0)], constants=(1.0,))
    total = fit.totals(np.array([4]))[0, -1]
    assert total == pytest.approx(4 * 30 + 0.5 * (1 + 2 + 3 + 4))


def imapa_rate(history, level):
    """One level of aggregation by loops; blocks end at the last bucket."""
    blocks = [
        history[end - level : end].mean()
        for end in range(level, len(history) + 1)
        if (len(history) - end) % level == 0
    ]
    best = None
    for constant in AGGREGATE_CONSTANTS:
        # The error of a constant counts the blocks of every phase.
        error = 0.0
        for phase in range(level):
            state = history[: max(4, level)].mean()
            for end in range(level + phase, len(history) + 1, level):
                mean = history[end - level : end].mean()
                if end > max(4, level):
                    error += (mean - state) ** 2
                state += constant * (mean - state)
        if best is None or error < best[0]:
            best = (error, constant)
    rate = history[: max(4, level)].mean()
    for mean in blocks:
        rate += best[1] * (mean - rate)
    return rate


def test_imapa_is_the_mean_over_the_levels_of_aggregation(rng):
    history = rng.poisson(4, 36) * (rng.random(36) < 0.35)
    history = history.astype(float)
    highest = int(np.rint(36 / (history > 0).sum()))
    assert highest >= 2
    expected = np.mean([imapa_rate(history, k) for k in range(1, highest + 1)])
    fit = imapa(history[None])
    assert fit.parameter[0] == highest
    assert fit.rate[0] == pytest.approx(expected)


def test_imapa_of_frequent_demand_is_exponential_smoothing(rng):
    demand = rng.poisson(20, (5, 40)).astype(float) + 1
    ours = imapa(demand)
    plain = simple_exponential_smoothing(demand, constants=AGGREGATE_CONSTANTS)
    np.testing.assert_allclose(ours.rate, plain.rate)


@pytest.mark.parametrize("method", [theta, imapa])
def test_scale_and_unborn_buckets_change_nothing(method, rng):
    demand = rng.poisson(3, (20, 40)).astype(float)
    plain = method(demand)
    np.testing.assert_allclose(method(10 * demand).rate, 10 * plain.rate, rtol=1e-9)
    late = method(np.hstack([np.full((20, 12), np.nan), demand]))
    np.testing.assert_allclose(late.rate, plain.rate, rtol=1e-6)


@given(
    arrays(
        np.float64,
        array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=25),
        elements=st.one_of(
            st.just(0.0), st.just(np.nan), st.floats(1e-9, 1e-6), st.floats(0.5, 1e12)
        ),
    )
)
def test_any_history_gives_a_finite_forecast(demand):
    forecast = combine(demand, np.full(len(demand), 3.0), season_length=4)
    for name in ("path", "planning_path", "planning_variance", "weights"):
        assert np.isfinite(getattr(forecast, name)).all(), name
    assert (forecast.planning_variance >= 0).all()
    assert (forecast.path >= 0).all()


def test_unobserved_items_beside_intermittent_ones_have_no_demand(rng):
    demand = np.where(rng.random((30, 60)) < 0.2, 5.0, 0.0)
    demand[7] = np.nan
    forecast = combine(demand, np.full(30, 3.0))
    assert forecast.long_run_share.max() > 0
    assert forecast.planning_total[7] == forecast.planning_variance[7] == 0


def test_items_borrow_the_season_of_their_category(rng):
    season = np.array([0.5, 0.5, 1.0, 2.0] * 10)
    demand = rng.poisson(2.0 * season, (60, 40)).astype(float)
    other = rng.poisson(2.0, (60, 40)).astype(float)
    category = np.repeat(["seasonal", "steady"], 60)
    both = np.vstack([demand, other])
    plain = combine(both, np.full(120, 4.0), season_length=4)
    pooled = combine(both, np.full(120, 4.0), season_length=4, category=category)

    def error(forecast, rows):
        truth = 2.0 * season[:4] if rows.start == 0 else np.full(4, 2.0)
        return np.abs(forecast.path[rows] - truth).mean()

    first, second = slice(0, 60), slice(60, 120)
    assert error(pooled, first) < 0.8 * error(plain, first)
    assert error(pooled, second) < 1.1 * error(plain, second)
