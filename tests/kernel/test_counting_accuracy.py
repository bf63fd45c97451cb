import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.accuracy import (
    accuracy_sample_size,
    clopper_pearson_interval,
    neyman_allocation,
    stratified_estimate,
    wilson_interval,
)
from scipy import stats

# Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion,
# Statistics in Medicine 17, table I, methods 3 (Wilson) and 5 (Clopper-Pearson).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662, 0.2527, 0.3676),
    (15, 148, 0.0624, 0.1605, 0.0578, 0.1617),
    (0, 20, 0.0000, 0.1611, 0.0000, 0.1684),
    (1, 29, 0.0061, 0.1718, 0.0009, 0.1776),
]
COUNT = st.sampled_from([0, 1, 2, 7, 1000, 10**6])


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


@pytest.mark.parametrize(
    "successes, trials, low, high, exact_low, exact_high", NEWCOMBE
)
def test_intervals_published_by_newcombe(
    successes, trials, low, high, exact_low, exact_high
):
    wilson = wilson_interval([successes], [trials])
    exact = clopper_pearson_interval([successes], [trials])
    assert [end[0] for end in wilson] == pytest.approx([low, high], abs=5e-5)
    assert [end[0] for end in exact] == pytest.approx([exact_low, exact_high], abs=5e-5)


def coverage(interval, n, p):
    k = np.arange(n + 1)
    lower, upper = interval(k, np.full(n + 1, n))
    inside = (lower <= p) & (p <= upper)
    return stats.binom.pmf(k, n, p)[inside].sum()


def test_coverage_at_60_counts_and_97_percent():
    # Algorithm sheet 1.11: Wilson .965, Clopper-Pearson .991 where Wald has .84.
    with np.errstate(under="ignore"):
        assert coverage(wilson_interval, 60, 0.97) == pytest.approx(0.965, abs=2e-3)
        exact = coverage(clopper_pearson_interval, 60, 0.97)
    assert exact == pytest.approx(0.991, abs=5e-4)


def test_exact_interval_never_covers_less_than_it_says():
    with np.errstate(under="ignore"):
        for p in np.linspace(0.01, 0.99, 25):
            assert coverage(clopper_pearson_interval, 25, p) >= 0.95


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
def test_nothing_counted_says_nothing(interval):
    lower, upper = interval([0], [0])
    assert (lower[0], upper[0]) == (0, 1)


@given(successes=COUNT, failures=COUNT, confidence=st.floats(0.01, 0.999))
def test_intervals_hold_the_share_and_mirror_the_failures(
    successes, failures, confidence
):
    trials = successes + failures
    for interval in (wilson_interval, clopper_pearson_interval):
        with np.errstate(all="raise"):
            lower, upper = interval([successes], [trials], confidence=confidence)
            low, high = interval([failures], [trials], confidence=confidence)
            wide = interval([successes], [trials], confidence=0.9999)
        assert 0 <= lower[0] <= upper[0] <= 1
        assert [low[0], high[0]] == pytest.approx([1 - upper[0], 1 - lower[0]])
        assert wide[0][0] <= lower[0] and upper[0] <= wide[1][0]
        if trials:
            share = successes / trials
            assert lower[0] - 1e-9 <= share <= upper[0] + 1e-9


@pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson_interval])
@pytest.mark.parametrize(
    "successes, trials, confidence, name",
    [
        ([2], [1], 0.95, "successes"),
        ([-1], [1], 0.95, "successes"),
        ([0], [np.nan], 0.95, "trials"),
        ([0], [1], 1.0, "confidence"),
        ([0], [1], np.nan, "confidence"),
    ],
)
def test_impossible_proportions_are_refused(
    interval, successes, trials, confidence, name
):
    with pytest.raises(ValueError, match=name):
        interval(successes, trials, confidence=confidence)


def test_exact_interval_needs_whole_counts():
    with pytest.raises(ValueError, match="successes must be whole"):
        clopper_pearson_interval([0.5], [1])


def test_exact_interval_refuses_counts_it_cannot_invert():
    with pytest.raises(ValueError, match="trials must not be above"):
        clopper_pearson_interval([1000], [1e12])
    lower, upper = wilson_interval([1000], [1e12])
    assert lower[0] < 1e-9 < upper[0]


def test_stratified_estimate_is_unbiased_over_all_samples():
    # Every sample of two small strata: 8 records with 5, and 6 with 4 correct.
    size, good, n = (8, 6), (5, 4), (3, 2)
    law = [
        stats.hypergeom(N, g, k) for N, g, k in zip(size, good, n, strict=True)
    ]  # fmt: skip
    mean = square = expected_variance = 0.0
    for correct in itertools.product(range(4), range(3)):
        chance = np.prod([x.pmf(c) for x, c in zip(law, correct, strict=True)])
        if chance > 0:
            result = stratified_estimate(size, n, correct)
            mean += chance * result.estimate
            square += chance * result.estimate**2
            expected_variance += chance * result.standard_error**2
    assert mean == pytest.approx(9 / 14)
    assert expected_variance == pytest.approx(square - mean**2)


def test_stratified_interval_covers_by_simulation(rng):
    size, accuracy, n = np.array([200, 300, 500]), [0.995, 0.97, 0.9], [50, 50, 60]
    good = np.rint(size * accuracy).astype(int)
    truth = good.sum() / size.sum()
    covered = 0
    for correct in rng.hypergeometric(good, size - good, n, size=(1000, 3)):
        result = stratified_estimate(size, n, correct)
        covered += result.lower <= truth <= result.upper
    assert 0.93 <= covered / 1000 <= 0.99


def test_one_stratum_is_the_plain_proportion_with_finite_correction():
    result = stratified_estimate([500], [100], [90])
    assert result.estimate == pytest.approx(0.9)
    assert result.standard_error == pytest.approx((0.8 * 0.09 / 99) ** 0.5)


def test_counting_everything_leaves_no_doubt_and_no_error_leaves_some():
    everything = stratified_estimate([4, 1], [4, 1], [3, 1])
    assert (everything.lower, everything.upper) == (0.8, 0.8)
    perfect = stratified_estimate([100, 900], [50, 60], [50, 60])
    assert perfect.standard_error == 0
    assert perfect.lower < perfect.estimate == perfect.upper == 1


@pytest.mark.parametrize(
    "size, counted, correct, name",
    [
        ([10], [1], [1], "counted"),
        ([10], [11], [1], "counted"),
        ([10], [5], [6], "correct"),
        ([10.5], [5], [5], "stratum_size"),
        ([0], [0], [0], "stratum_size"),
        ([], [], [], "stratum_size"),
        ([np.nan], [5], [5], "stratum_size"),
    ],
)
def test_impossible_samples_are_refused(size, counted, correct, name):
    with pytest.raises(ValueError, match=name):
        stratified_estimate(size, counted, correct)


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 3, 100, 10**12]), st.floats(0, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_stratified_estimate_is_finite(rows):
    size = np.array([row[0] for row in rows], dtype=float)
    counted = np.minimum(size, 50)
    correct = np.rint(counted * [row[1] for row in rows])
    with np.errstate(all="raise"):
        if size.sum() > 0:
            result = stratified_estimate(size, counted, correct)
            assert 0 <= result.lower <= result.estimate + 1e-9
            assert result.estimate <= result.upper + 1e-9 <= 1 + 2e-9
            assert np.isfinite(result.standard_error)


def variance(size, accuracy, counts):
    accuracy = np.asarray(accuracy)
    within = size * (size / counts - 1) * accuracy * (1 - accuracy)
    return within.sum(axis=-1)


def test_allocation_is_the_best_in_whole_numbers_by_brute_force(rng):
    for _ in range(30):
        size = rng.integers(4, 15, 3)
        accuracy = rng.uniform(0.02, 0.98, 3)
        total = int(rng.integers(6, size.sum() + 1))
        plans = np.array(list(itertools.product(*(range(2, s + 1) for s in size))))
        plans = plans[plans.sum(axis=1) == total]
        result = neyman_allocation(size, accuracy, total)
        assert result.sum() == total
        best = variance(size, accuracy, plans).min()
        assert variance(size, accuracy, result) == pytest.approx(best)


def test_allocation_is_proportional_to_size_and_deviation():
    size, accuracy = [10000, 20000, 70000], [0.99, 0.96, 0.9]
    weight = np.array(size) * np.sqrt([0.0099, 0.0384, 0.09])
    result = neyman_allocation(size, accuracy, 1000)
    assert result == pytest.approx(1000 * weight / weight.sum(), abs=1)


@given(
    strata=st.lists(
        st.tuples(st.sampled_from([0, 1, 2, 50, 10**12]), st.floats(0, 1)),
        min_size=1,
        max_size=6,
    ),
    share=st.floats(0, 1),
)
def test_allocation_adds_up_within_the_strata(strata, share):
    size = np.array([row[0] for row in strata], dtype=float)
    least = np.minimum(size, 2)
    total = np.rint(least.sum() + share * (size.sum() - least.sum()))
    with np.errstate(all="raise"):
        result = neyman_allocation(size, [row[1] for row in strata], total)
    assert result.sum() == total
    assert ((result >= least) & (result <= size)).all()


@pytest.mark.parametrize("total", [3, 21, 10.5, np.nan, -1])
def test_impossible_totals_are_refused(total):
    with pytest.raises(ValueError, match="total"):
        neyman_allocation([10, 10], [0.5, 0.5], total)


@pytest.mark.parametrize(
    "population, published", [(100, 80), (1000, 278), (5000, 357), (10000, 370)]
)
def test_sample_sizes_published_by_krejcie_and_morgan(population, published):
    # Krejcie, R. V. & Morgan, D. W. (1970), Educational and Psychological
    # Measurement 30, table 1: p = 0.5, margin 0.05.
    assert accuracy_sample_size([0.5], [0.05], population=[population]) == published


def test_sample_of_the_size_has_the_margin():
    size = accuracy_sample_size([0.95], [0.02])[0]
    assert 1.959964 * np.sqrt(0.95 * 0.05 / size) <= 0.02
    assert 1.959964 * np.sqrt(0.95 * 0.05 / (size - 1)) > 0.02


@given(
    accuracy=st.floats(1e-9, 1 - 1e-9),
    margin=st.one_of(st.sampled_from([1e-9, 0.5]), st.floats(1e-6, 0.99)),
    population=st.sampled_from([1.0, 2.0, 500.0, 1e12]),
)
def test_finite_population_never_needs_more(accuracy, margin, population):
    with np.errstate(all="raise"):
        infinite = accuracy_sample_size([accuracy], [margin])[0]
        finite = accuracy_sample_size([accuracy], [margin], population=[population])[0]
        loose = accuracy_sample_size([accuracy], [min(2 * margin, 0.999)])[0]
    assert 1 <= finite <= min(infinite, population)
    assert loose <= infinite
    assert finite == np.rint(finite)


@pytest.mark.parametrize(
    "accuracy, margin, population, name",
    [
        ([1], [0.1], None, "expected_accuracy"),
        ([0.5], [0], None, "margin"),
        ([np.nan], [0.1], None, "expected_accuracy"),
        ([0.5], [0.1], [0], "population"),
    ],
)
def test_impossible_plans_are_refused(accuracy, margin, population, name):
    with pytest.raises(ValueError, match=name):
        accuracy_sample_size(accuracy, margin, population=population)
