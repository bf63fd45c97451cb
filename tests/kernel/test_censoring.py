import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.demand.censored_rate import expected_demand, fit_censored_rate
from kernel.demand.censoring import correct_stock_outs
from scipy import stats


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def simulate_shop(rng, mean, dispersion, cover_days, n_items=80, n_days=220):
    """Return demand, sales, share with stock and sold-out days of a lost-sales shop.

    Customers come one by one; every fifth day an order fills up to the level, and it
    arrives five days later.
    """
    rate = rng.gamma(1 / dispersion, dispersion * mean, (n_items, n_days))
    demand = rng.poisson(rate).astype(float)
    level = float(round(cover_days * mean))
    stock = np.full(n_items, level)
    pipeline = np.zeros((n_items, 5))
    sales, share = np.zeros_like(demand), np.ones_like(demand)
    for day in range(n_days):
        stock = stock + pipeline[:, 0]
        pipeline = np.roll(pipeline, -1, axis=1)
        pipeline[:, -1] = 0
        wanted = demand[:, day]
        sales[:, day] = np.minimum(wanted, stock)
        # The k-th of d customers comes at a Beta(k, d + 1 - k) share of the day.
        out = wanted >= stock
        k = np.maximum(stock, 1)
        moment = rng.beta(k, np.maximum(wanted + 1 - k, 1))
        share[:, day] = np.where(out, np.where(stock > 0, moment, 0.0), 1.0)
        stock = stock - sales[:, day]
        if day % 5 == 0:
            pipeline[:, -1] = np.maximum(level - stock - pipeline.sum(axis=1), 0)
    return demand, sales, share, (share < 1) & (share > 0)


def error(corrected, demand):
    """Return the relative error of the estimated mean demand."""
    return np.nanmean(np.nanmean(corrected, axis=1)) / demand.mean() - 1


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("mean", "dispersion", "cover_days"),
    [(4, 0.5, 9), (4, 0.5, 7), (1.5, 1.0, 9), (20, 0.4, 8)],
)
def test_expectation_is_unbiased_where_the_others_are_not(
    mean, dispersion, cover_days, seed
):
    rng = np.random.default_rng(seed)
    demand, sales, share, sold_out = simulate_shop(rng, mean, dispersion, cover_days)
    errors = {
        method: error(correct_stock_outs(sales, share, method=method).corrected, demand)
        for method in ("automatic", "exposure", "missing")
    }
    dropped = correct_stock_outs(sales, share, method="missing", missing_below=1)
    untimed = correct_stock_outs(
        sales, np.where(sold_out, np.nan, share), sold_out=sold_out
    )
    assert abs(errors["automatic"]) < 0.015
    assert abs(error(untimed.corrected, demand)) < 0.015
    assert error(sales, demand) < -0.08
    assert error(dropped.corrected, demand) < -0.06
    assert errors["missing"] < errors["exposure"] < -0.015


def test_days_with_a_short_stock_out_sell_more_than_average(rng):
    demand, sales, share, _ = simulate_shop(rng, 4, 0.5, 9)
    short = (share < 1) & (share > 0.5)
    assert sales[short].mean() > 1.2 * demand.mean()


def test_dispersion_is_recovered_from_censored_buckets(rng):
    demand, sales, share, _ = simulate_shop(rng, 4, 0.5, 9, n_items=40, n_days=400)
    mean, dispersion = fit_censored_rate(sales, share, np.ones_like(share), share < 0)
    assert mean.mean() == pytest.approx(4, rel=0.03)
    assert np.median(dispersion) == pytest.approx(0.5, rel=0.15)


def test_mean_above_a_bound_is_the_sum_over_the_law():
    """Agrawal & Smith (1996): E[D | D >= y] of negative binomial demand."""
    law = stats.nbinom(2, 2 / (2 + 3))
    units = np.arange(3000)
    one = np.ones((1, 1))
    for y in (0, 1, 2, 5, 12):
        tail = np.where(units >= y, law.pmf(units), 0)
        result = expected_demand(
            y * one, one, one, one > 0, mean=np.array([3.0]), dispersion=np.array([0.5])
        )
        assert result[0, 0] == pytest.approx((units * tail).sum() / tail.sum())


def test_rest_of_the_bucket_is_the_posterior_mean_of_the_rate():
    """Monte Carlo of the gamma-Poisson posterior: 2 sales in the first 40 %."""
    rng = np.random.default_rng(5)
    rate = rng.gamma(2, 1.5, 400_000)
    first, rest = rng.poisson(0.4 * rate), rng.poisson(0.6 * rate)
    one = np.ones((1, 1))
    result = expected_demand(
        2 * one,
        0.4 * one,
        one,
        one < 0,
        mean=np.array([3.0]),
        dispersion=np.array([0.5]),
    )
    assert result[0, 0] == pytest.approx(2 + rest[first == 2].mean(), abs=0.02)


def test_mean_of_the_correction_is_the_fitted_mean():
    count = np.array([[3.0, 0, 5, 2, 6, 1]])
    share = np.array([[1, 1, 0.6, 1, 0.3, 1.0]])
    level = np.ones_like(share)
    mean, dispersion = fit_censored_rate(count, share, level, share < 0)
    result = correct_stock_outs(count, share).corrected
    assert result.mean() == pytest.approx(mean[0], rel=1e-6)


def test_bucket_without_stock_is_missing_and_full_buckets_stay():
    result = correct_stock_outs([[4, 0, 6, np.nan, 5, 5]], [[1, 0, 1, 0.5, 1, np.nan]])
    np.testing.assert_array_equal(result.corrected, [[4, np.nan, 6, np.nan, 5, 5]])
    assert result.censored.tolist() == [[False, True, False, False, False, False]]
    untouched = correct_stock_outs([[4, 0, 6]], [[1, 1, 1]])
    assert untouched.method.tolist() == ["none"]


def test_ratio_and_missing_follow_the_share():
    sales, share = [[8, 3, 2]], [[1, 0.6, 0.4]]
    ratio = correct_stock_outs(sales, share, method="exposure").corrected
    np.testing.assert_allclose(ratio, [[8, 5, np.nan]])
    missing = correct_stock_outs(sales, share, method="missing").corrected
    np.testing.assert_array_equal(missing, [[8, 3, np.nan]])


def test_short_histories_use_the_ratio():
    assert correct_stock_outs([[8, 3]], [[1, 0.6]]).method.tolist() == ["exposure"]


def test_longer_stock_outs_hide_more():
    shares = np.linspace(0.1, 1, 10)
    sales = np.tile([5.0, 2, 4, 7, 3, 3], (10, 1))
    share = np.ones_like(sales)
    share[:, 0] = shares
    corrected = correct_stock_outs(sales, share).corrected[:, 0]
    assert (np.diff(corrected) < 0).all()
    assert corrected[-1] == 5


def test_level_of_a_bucket_scales_its_expectation():
    share = [[1, 1, 1, 1, 0.2, 0.2]]
    sales, level = [[4, 4, 4, 8, 0, 0]], [[1, 1, 1, 2, 1, 2]]
    low, high = correct_stock_outs(sales, share, level=level).corrected[0, -2:]
    assert 1.5 < high / low < 2.1


def test_unit_scales_the_demand():
    sales, share = np.array([[3.0, 0, 5, 2, 6, 1]]), [[1, 1, 0.6, 1, 0.3, 1]]
    plain = correct_stock_outs(sales, share).corrected
    dozens = correct_stock_outs(12 * sales, share, unit=12).corrected
    np.testing.assert_allclose(dozens, 12 * plain)


def test_items_do_not_depend_on_their_neighbours(rng):
    _, sales, share, _ = simulate_shop(rng, 3, 0.5, 8, n_items=10, n_days=60)
    together = correct_stock_outs(sales, share).corrected
    alone = correct_stock_outs(sales[3:4], share[3:4]).corrected
    np.testing.assert_array_equal(together[3], alone[0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "guess"}, "method must be one of"),
        ({"unit": 0}, "unit must be above 0"),
        ({"level": 0}, "level must be above 0"),
        ({"missing_below": 2}, "missing_below"),
        ({"sold_out": [[True]]}, "sold_out must have shape"),
    ],
)
def test_wrong_options_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        correct_stock_outs([[1, 2]], [[1, 1]], **options)
    with pytest.raises(ValueError, match="available_share"):
        correct_stock_outs([[1, 2]], [[1, 1.5]])


@settings(max_examples=60)
@given(data=st.data(), n_buckets=st.integers(1, 9))
def test_any_history_gives_finite_demand_at_least_the_sales(data, n_buckets):
    amounts = st.sampled_from([0.0, 1.0, 3.0, 1e-9, 1e12, np.nan, 0.5])
    shares = st.sampled_from([0.0, 1e-9, 0.3, 0.5, 1.0, np.nan])
    row = {"min_size": n_buckets, "max_size": n_buckets}
    sales = np.array([data.draw(st.lists(amounts, **row)) for _ in range(2)])
    share = np.array([data.draw(st.lists(shares, **row)) for _ in range(2)])
    sold_out = np.array([data.draw(st.lists(st.booleans(), **row)) for _ in range(2)])
    for method in ("automatic", "exposure", "missing"):
        result = correct_stock_outs(sales, share, method=method, sold_out=sold_out)
        assert not np.isinf(result.corrected).any()
        known = ~np.isnan(result.corrected)
        assert (result.corrected[known] >= sales[known]).all()
        assert (known | np.isnan(sales) | result.censored).all()
