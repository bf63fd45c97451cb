import numpy as np
from kernel.demand.cleaning import cap_outliers


def test_single_spike_of_a_smooth_item_is_capped(rng):
    demand = rng.poisson(50, (1, 60)).astype(float)
    demand[0, 30] = 500
    capped, mask = cap_outliers(demand)
    assert mask.sum() == 1
    assert mask[0, 30]
    assert 60 < capped[0, 30] < 150


def test_spike_of_an_intermittent_item_is_capped_by_its_sizes():
    demand = np.zeros((1, 60))
    demand[0, ::5] = [1, 2, 1, 3, 2, 1, 2, 2, 1, 3, 2, 400]
    capped, mask = cap_outliers(demand)
    assert mask.sum() == 1
    assert capped.max() < 40


def test_small_step_in_a_constant_series_is_no_outlier():
    smooth = np.full((1, 40), 10.0)
    smooth[0, 5] = 19
    sparse = np.zeros((1, 40))
    sparse[0, ::4] = 1
    sparse[0, 8] = 4
    assert not cap_outliers(np.vstack([smooth, sparse]))[1].any()


def test_low_demand_is_never_an_outlier():
    demand = np.full((1, 40), 100.0)
    demand[0, 7] = 0
    assert not cap_outliers(demand)[1].any()


def test_capping_scales_with_the_unit_of_measure(rng):
    demand = rng.gamma(2, 10, (20, 60)) * (rng.random((20, 60)) < 0.4)
    demand[:, 3] *= 50
    capped, mask = cap_outliers(demand)
    scaled, scaled_mask = cap_outliers(1000 * demand)
    np.testing.assert_array_equal(mask, scaled_mask)
    np.testing.assert_allclose(scaled, 1000 * capped)


def test_unobserved_buckets_stay_and_do_not_matter(rng):
    demand = rng.poisson(20, (3, 30)).astype(float)
    demand[:, 4] = 900
    padded = np.hstack([np.full((3, 9), np.nan), demand])
    capped, mask = cap_outliers(padded)
    np.testing.assert_array_equal(mask[:, 9:], cap_outliers(demand)[1])
    assert np.isnan(capped[:, :9]).all()


def test_item_without_demand_is_untouched():
    assert cap_outliers(np.zeros((1, 10)))[0].sum() == 0
