import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.demand.new_items import analog_demand, new_item_demand
from scipy import stats

NAN = np.nan


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def draw_category(rng, shape, inverse_scale, size=1.0, n_items=300, n_old=52):
    """Return rates, histories of old items and two periods of new ones."""
    rate = rng.gamma(shape, 1 / inverse_scale, n_items)
    demand = rng.poisson(rate[:, None], (n_items, n_old)).astype(float)
    demand[n_items // 2 :, : n_old - 2] = NAN
    return rate * size, demand * size


def test_posterior_and_predictive_law_follow_the_published_formula(rng):
    """Popovic (1987): rate (a + y) / (b + n), r = a + y, p = (b + n) / (b + n + H)."""
    _, demand = draw_category(rng, 2, 0.5)
    horizon = 3.0
    result = new_item_demand(demand, np.zeros(300), horizon=horizon)
    old = demand[~result.is_new]
    size = result.size[0]
    rate = old.mean(axis=1) / size
    a = rate.mean() ** 2 / (rate.var() - rate.mean() / 52)
    b = a / rate.mean()
    y, n = np.nansum(demand[-1]) / size, 2
    law = stats.nbinom(a + y, (b + n) / (b + n + horizon))
    assert result.rate[-1] == pytest.approx((a + y) / (b + n) * size)
    assert result.mean[-1] == pytest.approx(law.mean() * size)
    assert result.variance[-1] == pytest.approx(law.var() * size**2)


def test_prediction_of_new_items_is_unbiased_and_calibrated():
    spread = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        rate, demand = draw_category(rng, 2, 0.5, n_items=4000)
        future = rng.poisson(rate * 6)
        result = new_item_demand(demand, np.zeros(4000), horizon=6)
        new = np.arange(4000) >= 2000
        assert result.is_new[new].all()
        assert result.mean[new].mean() == pytest.approx(future[new].mean(), rel=0.03)
        error = (future - result.mean)[new]
        spread.append((error**2 / result.variance[new]).mean())
        own_error = (future - np.nanmean(demand, axis=1) * 6)[new]
        assert (error**2).mean() < 0.92 * (own_error**2).mean()
    assert np.mean(spread) == pytest.approx(1, abs=0.06)


def test_lumps_are_counted_in_their_typical_size(rng):
    _, demand = draw_category(rng, 2, 0.5, size=1)
    plain = new_item_demand(demand, np.zeros(300), horizon=4)
    dozens = new_item_demand(12 * demand, np.zeros(300), horizon=4)
    np.testing.assert_allclose(plain.size, 1, rtol=0.05)
    np.testing.assert_allclose(dozens.size, 12, rtol=0.05)
    np.testing.assert_allclose(dozens.mean, 12 * plain.mean, rtol=0.03)


def test_long_histories_trust_themselves():
    rng = np.random.default_rng(4)
    demand = rng.poisson(3, (10, 3000)).astype(float)
    demand[0] = rng.poisson(9, 3000)
    result = new_item_demand(demand, np.zeros(10), horizon=1)
    assert result.rate[0] == pytest.approx(demand[0].mean(), rel=0.01)


def test_small_categories_borrow_the_prior_of_all_items(rng):
    demand = rng.poisson(4, (20, 30)).astype(float)
    category = np.array(["a"] * 17 + ["b"] * 3)
    demand[19, :] = NAN
    result = new_item_demand(demand, category, horizon=1)
    assert result.rate[19] == pytest.approx(np.nanmean(demand), rel=0.01)


def test_new_is_few_demands_or_few_periods():
    demand = [[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0], [NAN, 1, 1, 1, 1, 1]]
    result = new_item_demand(demand, [0, 0, 0], horizon=1)
    assert result.is_new.tolist() == [False, True, True]


def test_nothing_known_gives_nan():
    result = new_item_demand([[NAN, NAN]], [0], horizon=1)
    assert np.isnan([result.rate[0], result.mean[0], result.variance[0]]).all()


def test_analog_fills_only_what_was_not_observed():
    demand = [[4, 6, NAN], [NAN, 1, NAN], [NAN, NAN, 5]]
    result = analog_demand(demand, [-1, 0, 0], [1, 0.5, 2])
    expected = [[4, 6, NAN], [2, 1, NAN], [8, 12, 5]]
    np.testing.assert_array_equal(result, expected)


def test_analog_demand_is_proportional_to_the_factor():
    demand = [[4.0, 6, 8], [NAN, NAN, NAN]]
    one, three = (analog_demand(demand, [-1, 0], f)[1] for f in (1, 3))
    np.testing.assert_allclose(three, 3 * one)


@settings(max_examples=60)
@given(st.data(), st.integers(1, 8), st.integers(1, 8))
def test_any_history_gives_finite_predictions(data, n_items, n_periods):
    amounts = st.sampled_from([0.0, 1.0, 3.0, 1e-9, 1e12, NAN])
    row = st.lists(amounts, min_size=n_periods, max_size=n_periods)
    demand = data.draw(st.lists(row, min_size=n_items, max_size=n_items))
    horizon = data.draw(st.sampled_from([0.0, 1.0, 1e-9, 1e6]))
    result = new_item_demand(
        demand, np.arange(n_items) % 2, horizon=horizon, minimum_periods=2
    )
    for values in (result.rate, result.mean, result.variance):
        assert not np.isinf(values).any()
        assert (values[~np.isnan(values)] >= 0).all()
    unseen = np.isnan(demand).all(axis=1)
    assert np.isfinite(result.rate[~unseen]).all()


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="category"):
        new_item_demand([[1, 2]], [0, 1], horizon=1)
    with pytest.raises(ValueError, match="horizon"):
        new_item_demand([[1, 2]], [0], horizon=-1)
    with pytest.raises(ValueError, match="analog_row"):
        analog_demand([[1, 2]], [1])
