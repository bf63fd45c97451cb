import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.demand.large_orders import (
    bucket_limit,
    large_order_limit,
    split_large_demand,
    split_large_orders,
)


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_limit_is_the_inner_fence_of_the_log_sizes():
    """Tukey (1977): upper quartile + 1.5 interquartile ranges."""
    sizes = np.array([1, 2, 3, 5, 8, 13, 21, 34.0])
    lower, upper = np.quantile(sizes, [0.25, 0.75])
    limit = large_order_limit(sizes, [1] * 8, 2)
    assert limit.tolist()[0] == np.inf
    assert limit[1] == pytest.approx(upper * (upper / lower) ** 1.5)


def test_limit_is_at_least_five_medians():
    sizes = [10, 10, 10, 10, 10, 1, 10]
    assert large_order_limit(sizes, [0] * 7, 1)[0] >= 50
    limit = large_order_limit(sizes, [0] * 7, 1, median_multiple=20)
    assert limit[0] == pytest.approx(200)


def test_planted_large_orders_are_found_and_the_others_are_kept(rng):
    items = np.repeat(np.arange(50), 60)
    sizes = rng.lognormal(1.5, 0.6, len(items))
    planted = np.zeros(len(items), bool)
    planted[::20] = True
    sizes[planted] = rng.uniform(30, 100, planted.sum()) * np.exp(1.5)
    mask = split_large_orders(items, sizes, large_order_limit(sizes, items, 50))
    assert mask[planted].mean() > 0.97
    assert mask[~planted].mean() < 0.01


def test_large_line_must_make_its_bucket_when_buckets_are_given():
    limit, items = [20], [0, 0, 0, 0]
    mask = split_large_orders(items, [90, 50, 70, 5], limit, line_bucket=[0, 1, 1, 2])
    assert mask.tolist() == [True, False, True, False]
    mask = split_large_orders(
        items, [90, 50, 70, 5], limit, line_bucket=[0, 1, 1, 2], bucket_share=0.6
    )
    assert mask.tolist() == [True, False, False, False]


def test_few_lines_have_no_limit():
    assert large_order_limit([5, 500, 5], [0, 0, 0], 1)[0] == np.inf
    assert bucket_limit([[5, 0, 500, 5, np.nan]])[0] == np.inf


def test_parts_add_up_to_the_demand(rng):
    demand = rng.lognormal(0, 2, (20, 40)) * (rng.random((20, 40)) < 0.5)
    demand[3, 5] = np.nan
    regular, large = split_large_demand(demand, bucket_limit(demand))
    np.testing.assert_allclose(regular + large, demand)
    assert (np.nan_to_num(regular) <= bucket_limit(demand)[:, None]).all()


def test_bucket_limit_finds_a_single_wholesale_order(rng):
    demand = rng.poisson(8, (40, 30)) * (rng.random((40, 30)) < 0.6)
    demand[:, 11] = 8 * 60
    _, large = split_large_demand(demand, bucket_limit(demand))
    assert (large[:, 11] > 300).all()
    assert np.delete(large, 11, axis=1).sum() < 0.01 * demand.sum()


def test_wholesale_history_loses_few_buckets_to_the_limit():
    """Half a year of giftware orders (item 10002 and 10080 of online retail)."""
    demand = [
        [
            70,
            138,
            41,
            2,
            0,
            73,
            42,
            76,
            17,
            133,
            1,
            14,
            36,
            4,
            2,
            11,
            11,
            306,
            0,
            62,
            1,
        ],
        [0] * 10 + [2, 0, 0, 0, 0, 0, 0, 48, 12, 12, 0],
    ]
    _, large = split_large_demand(demand, bucket_limit(demand))
    assert (large[1] == 0).all()
    assert (large > 0).sum() <= 1


def test_limits_scale_with_the_demand(rng):
    demand = rng.lognormal(0, 2, (20, 40)) * (rng.random((20, 40)) < 0.5)
    np.testing.assert_allclose(bucket_limit(1e6 * demand), 1e6 * bucket_limit(demand))


def test_larger_multiples_cut_less(rng):
    demand = rng.lognormal(0, 0.5, (20, 40))
    limits = [bucket_limit(demand, median_multiple=m) for m in (5, 10, 40)]
    assert (np.diff(limits, axis=0) >= 0).all()


@given(
    st.lists(st.sampled_from([0.0, 1.0, 3.0, 1e-9, 1e12, np.nan]), max_size=9),
    st.data(),
)
def test_any_lines_give_a_limit_above_their_median(sizes, data):
    n = len(sizes)
    items = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    limit = large_order_limit(sizes, items, 3)
    assert limit.shape == (3,)
    assert (limit > 0).all()
    assert split_large_orders(items, sizes, limit).shape == (n,)
    if n:
        regular, large = split_large_demand([sizes], bucket_limit([sizes]))
        assert np.isfinite(regular[~np.isnan(regular)]).all()
        assert (large[~np.isnan(large)] >= 0).all()


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="fence_factor"):
        bucket_limit([[1, 2]], fence_factor=-1)
    with pytest.raises(ValueError, match="line_item must lie"):
        large_order_limit([1], [3], 2)
    with pytest.raises(ValueError, match="limit must have 1 items"):
        split_large_demand([[1, 2]], [1, 2])
    with pytest.raises(ValueError, match="bucket_share"):
        split_large_orders([0], [1], [1], bucket_share=2)
    with pytest.raises(ValueError, match="line_bucket"):
        split_large_orders([0], [1], [1], line_bucket=[-1])
