import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.pooling import (
    correlation_matrix,
    pooled_sigma,
    pooling_saving,
    square_root_law,
)


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def equal_correlation(n_sites, value):
    return np.full((n_sites, n_sites), value) + (1 - value) * np.eye(n_sites)


@pytest.mark.parametrize(
    "correlation, published",
    [(0, 18.12), (0.2, 22.92), (0.4, 26.88), (0.6, 30.32), (0.8, 33.41), (1, 36.24)],
)
def test_safety_stock_of_four_outlets_of_chopra_and_meindl(correlation, published):
    # Supply Chain Management, impact of correlation on the value of aggregation:
    # four outlets, 25 +- 5 a week, lead time 2 weeks, cycle service 90 percent.
    sigma = np.full((1, 4), 5 * np.sqrt(2))
    result = pooling_saving(sigma, equal_correlation(4, correlation), [1.2815516])
    assert result.decentral[0] == pytest.approx(36.24, abs=0.01)
    assert result.central[0] == pytest.approx(published, abs=0.01)
    assert result.saving == pytest.approx(result.decentral - result.central)


def test_pooled_sigma_is_that_of_the_sum_by_simulation(rng):
    correlation = [[1, 0.6, -0.3], [0.6, 1, 0.1], [-0.3, 0.1, 1]]
    sigma = np.array([2.0, 5.0, 3.0])
    covariance = sigma[:, None] * correlation * sigma
    demand = rng.multivariate_normal(np.zeros(3), covariance, 200000)
    pooled = pooled_sigma(sigma[None], correlation)[0]
    assert demand.sum(axis=1).std() == pytest.approx(pooled, rel=0.01)


@pytest.mark.parametrize("n_sites", [1, 2, 9, 40])
def test_square_root_law_is_pooling_of_equal_independent_sites(n_sites):
    result = pooling_saving(np.ones((1, n_sites)), np.eye(n_sites), [2])
    law = square_root_law([n_sites])
    assert result.central / result.decentral == pytest.approx(law)


def test_square_root_law_needs_a_site():
    with pytest.raises(ValueError, match="n_sites"):
        square_root_law([0])


@given(
    sigma=st.lists(
        st.sampled_from([0.0, 1e-9, 1.0, 3.0, 1e12]), min_size=1, max_size=6
    ),
    low=st.integers(0, 100),
    high=st.integers(0, 100),
)
def test_saving_falls_with_the_correlation(sigma, low, high):
    low, high = sorted((low / 100, high / 100))
    n_sites = len(sigma)
    with np.errstate(all="raise"):
        apart = pooling_saving([sigma], equal_correlation(n_sites, low), [1.65])
        alike = pooling_saving([sigma], equal_correlation(n_sites, high), [1.65])
        same = pooling_saving([sigma], equal_correlation(n_sites, 1.0), [1.65])
    slack = 1e-9 * apart.decentral[0]
    assert apart.saving[0] >= alike.saving[0] - slack
    assert same.saving[0] == pytest.approx(0, abs=slack + 1e-300)


@pytest.mark.parametrize(
    "correlation, message",
    [
        ([[1, 0.5], [0.4, 1]], "symmetric"),
        ([[2, 0], [0, 1]], "diagonal"),
        ([[1, -1.1], [-1.1, 1]], "below -1"),
        ([[1, 1.1], [1.1, 1]], "semidefinite"),
        ([[1, 0, 0], [0, 1, 0]], "square"),
        ([[1]], "rows"),
        ([[1, np.nan], [np.nan, 1]], "NaN"),
    ],
)
def test_impossible_correlations_are_refused(correlation, message):
    with pytest.raises(ValueError, match=message):
        pooled_sigma([[1, 1]], correlation)


def test_unshrunk_matrix_is_that_of_numpy(rng):
    errors = rng.normal(size=(4, 30)) + rng.normal(size=30)
    result = correlation_matrix(errors, shrinkage=0)
    assert result == pytest.approx(np.corrcoef(errors))


def test_shrinkage_follows_the_formula_of_schafer_and_strimmer(rng):
    errors = rng.normal(size=(3, 12)) + 0.7 * rng.normal(size=12)
    n = 12
    scaled = errors - errors.mean(axis=1, keepdims=True)
    scaled /= errors.std(axis=1, ddof=1, keepdims=True)
    noise = signal = 0.0
    for i in range(3):
        for j in set(range(3)) - {i}:
            product = scaled[i] * scaled[j]
            noise += n / (n - 1) ** 3 * ((product - product.mean()) ** 2).sum()
            signal += (n / (n - 1) * product.mean()) ** 2
    expected = (1 - min(noise / signal, 1)) * np.corrcoef(errors)
    np.fill_diagonal(expected, 1)
    assert correlation_matrix(errors) == pytest.approx(expected)


def test_noise_is_shrunk_away_and_long_histories_are_believed(rng):
    noise = correlation_matrix(rng.normal(size=(20, 12)))
    assert np.abs(noise - np.eye(20)).max() < 0.25
    common = rng.normal(size=5000)
    true = correlation_matrix(rng.normal(size=(5, 5000)) + common)
    assert true == pytest.approx(equal_correlation(5, 0.5), abs=0.05)


def test_shrunk_estimate_is_nearer_to_the_truth(rng):
    truth = equal_correlation(8, 0.2)
    error = np.zeros(2)
    for _ in range(200):
        errors = np.sqrt(0.8) * rng.normal(size=(8, 15))
        errors += np.sqrt(0.2) * rng.normal(size=15)
        for which, shrinkage in enumerate((None, 0.0)):
            estimate = correlation_matrix(errors, shrinkage=shrinkage)
            error[which] += ((estimate - truth) ** 2).sum()
    assert error[0] < 0.7 * error[1]


def test_gaps_use_the_common_periods():
    errors = np.array([[1, 2, 3, 4, 9, np.nan], [2, 4, 6, 8, np.nan, 7.0]])
    complete = errors[:, :4]
    result = correlation_matrix(errors, shrinkage=0)
    assert 0.3 < result[0, 1] <= 1
    assert correlation_matrix(complete, shrinkage=0)[0, 1] == pytest.approx(1)


def test_pairs_without_a_common_history_are_uncorrelated():
    errors = np.full((3, 8), np.nan)
    errors[0, :4], errors[1, 4:] = [1, 2, 4, 3], [1, 2, 3, 5]
    errors[2] = 7.0
    assert correlation_matrix(errors).tolist() == np.eye(3).tolist()


@given(
    st.lists(
        st.lists(
            st.sampled_from([np.nan, 0.0, 1e-9, -1.0, 2.0, 1e12]),
            min_size=7,
            max_size=7,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([None, 0.0, 0.3]),
)
def test_matrix_is_a_correlation_matrix(errors, shrinkage):
    with np.errstate(all="raise"):
        result = correlation_matrix(errors, shrinkage=shrinkage)
        pooled = pooled_sigma(np.ones((1, len(errors))), result)
    assert np.isfinite(pooled).all()
    assert (result == result.T).all()
    assert (np.diag(result) == 1).all()
    assert np.abs(result).max() <= 1


@pytest.mark.parametrize("shrinkage", [-0.1, 1.1, np.nan])
def test_impossible_shrinkage_is_refused(shrinkage):
    with pytest.raises(ValueError, match="shrinkage"):
        correlation_matrix([[1, 2]], shrinkage=shrinkage)
