import numpy as np
import pytest
from kernel.forecast.accuracy import rmsse
from kernel.forecast.combination import combine
from kernel.forecast.error_variance import (
    short_history_variance,
    shrink_error_variance,
)
from kernel.forecast.registry import DEFAULT_METHODS, ForecastMethod
from kernel.forecast.seasonality import seasonal_profile
from kernel.forecast.smoothing import historical_mean


def mixed_demand(rng, n_items, n_buckets):
    """Four kinds of items: steady, drifting level, trend and intermittent."""
    kind = np.arange(n_items) % 4
    base = rng.gamma(4, 10, (n_items, 1))
    drift = np.cumsum(rng.normal(0, 0.08, (n_items, n_buckets)), axis=1)
    trend = rng.uniform(0.0, 0.01, (n_items, 1)) * np.arange(n_buckets)
    level = base * np.exp(
        np.where(kind[:, None] == 1, drift, 0) + np.where(kind[:, None] == 2, trend, 0)
    )
    demand = rng.poisson(level).astype(float)
    occurs = rng.random((n_items, n_buckets)) < rng.uniform(0.1, 0.6, (n_items, 1))
    return np.where((kind == 3)[:, None], demand * occurs, demand)


@pytest.fixture
def demand(rng):
    return mixed_demand(rng, 200, 80)


def test_combination_beats_the_worst_and_nears_the_best_method(rng):
    demand = mixed_demand(rng, 800, 90)
    train, test = demand[:, :80], demand[:, 80:]
    scores = {}
    for name in ("automatic", *DEFAULT_METHODS):
        fixed = np.full(len(train), name)
        forecast = combine(train, np.full(len(train), 6.0), fixed_method=fixed)
        path = np.repeat(forecast.rate[:, None], 10, axis=1)
        scores[name] = np.nanmean(rmsse(test, path, train))
    automatic = scores.pop("automatic")
    assert automatic < 0.95 * max(scores.values())
    assert automatic <= 1.01 * min(scores.values())


def test_weights_add_up_and_respect_the_pattern(demand):
    forecast = combine(demand, np.full(200, 4.0))
    np.testing.assert_allclose(forecast.weights.sum(axis=1), 1)
    trend = forecast.methods.index("damped_holt")
    assert (forecast.weights[3::4, trend][forecast.weights[3::4, trend] > 0]).size == 0
    assert np.isnan(forecast.method_wape[3::4, trend]).all()


def test_total_is_the_sum_of_the_path_over_the_fractional_horizon(demand):
    horizon = np.linspace(1, 9.7, 200)
    forecast = combine(demand, horizon, path_length=15)
    assert forecast.path.shape == (200, 15)
    for i in (0, 57, 110, 199):
        whole, part = int(horizon[i]), horizon[i] % 1
        expected = forecast.path[i, :whole].sum() + part * forecast.path[i, whole]
        assert forecast.total[i] == pytest.approx(expected)
    np.testing.assert_allclose(forecast.rate, forecast.total / horizon)


def test_error_variance_predicts_the_later_errors(rng):
    demand = mixed_demand(rng, 2000, 106)
    train, test = demand[:, :100], demand[:, 100:]
    forecast = combine(train, np.full(2000, 6.0))
    squared = (forecast.total - test.sum(axis=1)) ** 2
    steady = np.arange(2000) % 4 == 0
    ratio = squared[steady].mean() / forecast.error_variance[steady].mean()
    assert 0.8 < ratio < 1.2


def test_shrinking_brings_the_variance_nearer_to_the_truth(rng):
    demand = rng.poisson(rng.gamma(2, 5, (1000, 1)) + 1, (1000, 60)).astype(float)
    forecast = combine(demand, np.full(1000, 6.0))
    truth = 6 * demand.mean(axis=1) * (1 + 6 / 60)
    raw_error = np.log(forecast.error_variance_raw / truth).std()
    shrunk_error = np.log(forecast.error_variance / truth).std()
    assert shrunk_error < 0.7 * raw_error


def test_leading_unobserved_buckets_change_nothing(demand):
    horizon = np.full(200, 4.5)
    padded = np.hstack([np.full((200, 17), np.nan), demand])
    plain, late = (combine(d, horizon, season_length=12) for d in (demand, padded))
    for name in ("weights", "total", "error_variance", "wape", "n_effective"):
        np.testing.assert_allclose(
            getattr(late, name), getattr(plain, name), rtol=1e-5, err_msg=name
        )


def test_forecast_scales_with_the_unit_of_measure(demand):
    horizon = np.full(200, 3.0)
    plain, grams = combine(demand, horizon), combine(1000 * demand, horizon)
    np.testing.assert_allclose(grams.total, 1000 * plain.total, rtol=1e-5)
    np.testing.assert_allclose(grams.error_variance, 1e6 * plain.error_variance, 1e-5)


def test_few_items_do_not_depend_on_each_other(demand):
    """Below the pool size there is no prior and no power law."""
    horizon = np.full(6, 4.0)
    together = combine(demand[:6], horizon)
    for i in range(6):
        alone = combine(demand[i : i + 1], horizon[:1])
        assert alone.total[0] == pytest.approx(together.total[i])
        assert alone.error_variance[0] == pytest.approx(together.error_variance[i])


def test_result_is_deterministic(demand):
    first, second = (combine(demand, np.full(200, 4.0)) for _ in range(2))
    np.testing.assert_array_equal(first.error_variance, second.error_variance)


def test_source_tells_how_much_history_there_was():
    history = np.full((4, 40), np.nan)
    history[0] = 5.0
    history[1, -16:] = 5.0  # 12 + horizon: the least for 8 origins
    history[2, -15:] = 5.0
    history[3, -20:] = 0.0
    forecast = combine(history, np.full(4, 4.0))
    assert forecast.source.tolist() == ["backtest", "backtest", "short", "none"]
    assert forecast.n_observed.tolist() == [40, 16, 15, 20]
    # 40 buckets: 10 start values, 4 in the last window, so 26 origins of 4 buckets.
    assert forecast.n_effective.tolist() == [26 / 4, 8 / 4, 0, 0]


def test_short_history_gets_the_mean_and_a_cautious_variance():
    history = np.full((1, 30), np.nan)
    history[0, -6:] = [0, 4, 0, 0, 2, 0]
    forecast = combine(history, [3.0])
    assert forecast.total[0] == pytest.approx(3.0)
    assert forecast.weights[0, forecast.methods.index("mean")] == 1
    compound_poisson = 3 * 20 / 6 * (1 + 3 / 6)
    assert forecast.error_variance[0] == pytest.approx(compound_poisson)
    assert np.isnan(forecast.error_variance_raw[0])


def test_no_demand_gives_no_forecast():
    forecast = combine([[0.0] * 30, [np.nan] * 30], [2.0, 2.0])
    assert forecast.source.tolist() == ["none", "none"]
    assert forecast.total.tolist() == [0, 0]
    assert forecast.error_variance.tolist() == [0, 0]
    assert np.isnan(forecast.error_ratio).all()


def test_fixed_method_is_used_alone_and_others_stay_automatic(demand):
    fixed = np.full(200, "automatic", dtype="U20")
    fixed[3], fixed[7] = "damped_holt", "naive"
    forecast = combine(demand, np.full(200, 2.0), fixed_method=fixed)
    assert forecast.weights[3, forecast.methods.index("damped_holt")] == 1
    assert forecast.weights[7, forecast.methods.index("naive")] == 1
    assert forecast.total[7] == pytest.approx(2 * demand[7, -1])
    naive = forecast.methods.index("naive")
    assert forecast.weights[:, naive].sum() == 1


def test_own_method_can_be_added(demand):
    def last_year(history):
        fit = historical_mean(history)
        return fit

    methods = ("ses", ForecastMethod("own", last_year))
    forecast = combine(demand[:30], np.full(30, 2.0), methods=methods)
    assert forecast.methods == ("ses", "own")
    assert (forecast.weights[:, 1] > 0).any()


def test_unknown_methods_are_refused():
    with pytest.raises(ValueError, match="methods must be one of"):
        combine([[1.0] * 30], [1.0], methods=("magic",))
    with pytest.raises(ValueError, match="fixed_method must be one of"):
        combine([[1.0] * 30], [1.0], fixed_method=["magic"])
    with pytest.raises(ValueError, match="at least one method"):
        combine([[0.0, 0, 1] * 10], [1.0], methods=("damped_holt",))


def test_horizon_below_one_bucket_is_refused():
    with pytest.raises(ValueError, match="horizon must not be below 1"):
        combine([[1.0] * 30], [0.5])


def test_naive_is_worse_than_the_combination_on_steady_demand(demand):
    forecast = combine(demand, np.full(200, 4.0))
    steady = slice(0, None, 4)
    assert (forecast.wape[steady] < forecast.naive_wape[steady]).mean() > 0.95
    assert abs(np.mean(forecast.bias[steady])) < 0.03


def test_season_is_found_and_forecast(rng):
    season = 1 + 0.5 * np.sin(2 * np.pi * np.arange(12) / 12)
    demand = rng.poisson(100 * np.tile(season, (40, 6))).astype(float)
    forecast = combine(demand, np.full(40, 3.0), season_length=12, path_length=12)
    flat = combine(demand, np.full(40, 3.0), path_length=12)
    expected = 100 * season
    seasonal_error = np.abs(forecast.path - expected).mean()
    assert seasonal_error < 0.25 * np.abs(flat.path - expected).mean()
    assert forecast.error_variance.mean() < flat.error_variance.mean()


def test_noise_and_rare_demand_have_no_season(rng):
    noise = rng.poisson(20, (300, 60)).astype(float)
    assert seasonal_profile(noise, 12).is_seasonal.mean() < 0.2
    rare = np.zeros((1, 60))
    rare[0, [11, 23, 35, 47, 59]] = 5
    assert not seasonal_profile(rare, 12).is_seasonal.any()


def test_season_is_counted_from_the_end():
    demand = np.tile([1.0, 3, 2, 2], 6)[None, :]
    late = np.hstack([np.full((1, 3), np.nan), demand])
    np.testing.assert_allclose(
        seasonal_profile(late, 4).indices, seasonal_profile(demand, 4).indices
    )


def test_unobserved_buckets_do_not_bias_the_back_test(rng):
    demand = rng.poisson(30, (100, 100)).astype(float)
    gaps = demand.copy()
    gaps[rng.random(gaps.shape) < 0.15] = np.nan
    forecast = combine(gaps, np.full(100, 4.0))
    assert (forecast.source == "backtest").all()
    assert abs(forecast.bias.mean()) < 0.02
    assert forecast.total.mean() == pytest.approx(120, rel=0.03)
    full = combine(demand, np.full(100, 4.0))
    ratio = forecast.error_variance.mean() / full.error_variance.mean()
    assert 1.0 < ratio < 1.5


def test_power_law_is_recovered(rng):
    n = 500
    total, window = rng.gamma(2, 50, n), rng.integers(1, 9, n).astype(float)
    variance = 2 * total**1.5 * window**0.4
    ones = np.ones(n)
    _, law = shrink_error_variance(
        variance, variance / window, total, window, 30 * ones, ones > 0
    )
    np.testing.assert_allclose(law, [np.log(2), 1.5, 0.4], rtol=1e-6)
    short = short_history_variance(np.ones((n, 1000)), total, window, law)
    expected = np.maximum(variance, total) * (1 + window / 1000)
    np.testing.assert_allclose(short, expected, rtol=1e-6)


def test_edges_of_the_history_length():
    assert combine([[3.0]], [1.0]).total.tolist() == [3.0]
    assert combine(np.zeros((0, 5)), []).total.tolist() == []
    longer = combine([[3.0, 5.0]], [9.0])
    assert longer.source.tolist() == ["short"]
    assert longer.total[0] == pytest.approx(36.0)


def test_long_run_mean_has_a_share_that_grows_with_the_interval(rng):
    occurs = np.zeros((3, 90))
    occurs[0], occurs[1, ::3], occurs[2, ::6] = 1, 1, 1
    demand = rng.poisson(30, (3, 90)) * occurs
    forecast = combine(demand, np.full(3, 4.0), methods=("ses", "mean"))
    only_ses = combine(demand, np.full(3, 4.0), methods=("ses",))
    share = np.array([0, 0.5 * (3 - 1.32) / 4, 0.5])
    mean = forecast.weights[:, 1]
    assert (mean >= share - 1e-12).all()
    assert only_ses.weights.tolist() == [[1], [1], [1]]
    sample_variance = 4 * demand.var(axis=1, ddof=1)
    assert forecast.error_variance[2] >= 0.5 * sample_variance[2]


def test_fixed_method_has_no_share_of_the_long_run_mean(rng):
    demand = rng.poisson(30, (1, 90)) * (np.arange(90) % 6 == 0)
    forecast = combine(demand, [4.0], fixed_method=["ses"])
    assert forecast.weights[0, forecast.methods.index("ses")] == 1
