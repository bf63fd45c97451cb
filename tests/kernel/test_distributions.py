import numpy as np
import pytest
from kernel.inventory.distributions import (
    DISTRIBUTIONS,
    choose_distribution,
    cumulative,
    loss_first_order,
    loss_second_order,
    quantile,
)
from scipy import integrate, stats

LAWS = {
    "poisson": [(0.05, 0.05), (3.3, 3.3), (50, 50)],
    "negative_binomial": [(0.02, 0.5), (2.5, 8), (14, 200), (6, 6.4)],
    "gamma": [(20, 100), (20, 3), (3, 9), (1e5, 1e4)],
    "normal": [(50, 64), (0, 1)],
}
CASES = [(law, *moments) for law, values in LAWS.items() for moments in values]
DISCRETE = [case for case in CASES if case[0] in ("poisson", "negative_binomial")]
CONTINUOUS = [case for case in CASES if case not in DISCRETE]


def oracle(law, mean, variance):
    if law == "poisson":
        return stats.poisson(mean)
    if law == "negative_binomial":
        return stats.nbinom(mean**2 / (variance - mean), mean / variance)
    if law == "gamma":
        return stats.gamma(mean**2 / variance, scale=variance / mean)
    return stats.norm(mean, np.sqrt(variance))


def of_law(function, x, law, mean, variance):
    x = np.atleast_1d(np.asarray(x, dtype=float))
    full = [np.full(len(x), moment) for moment in (mean, variance)]
    return function(x, *full, [law] * len(x))


@pytest.mark.parametrize(("law", "mean", "variance"), CASES)
def test_cumulative_matches_the_reference(law, mean, variance):
    x = np.array([-1, 0, 1, 2.5, mean, mean + 3 * np.sqrt(variance)])
    np.testing.assert_allclose(
        of_law(cumulative, x, law, mean, variance),
        oracle(law, mean, variance).cdf(x),
        atol=1e-10,
    )


@pytest.mark.parametrize(("law", "mean", "variance"), CASES)
def test_quantile_matches_the_reference(law, mean, variance):
    p = np.array([0.001, 0.3, 0.5, 0.9, 0.99, 0.9999])
    expected = np.asarray(oracle(law, mean, variance).ppf(p))
    result = of_law(quantile, p, law, mean, variance)
    np.testing.assert_allclose(result, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("law", "mean", "variance"), DISCRETE)
def test_quantile_of_an_attained_probability_is_that_level(law, mean, variance):
    level = np.arange(0, 12.0)
    p = of_law(cumulative, level, law, mean, variance)
    keep = (p < 1 - 1e-12) & (p > 1e-12)
    result = of_law(quantile, p[keep], law, mean, variance)
    np.testing.assert_array_equal(result, level[keep])


@pytest.mark.parametrize(("law", "mean", "variance"), DISCRETE)
def test_losses_of_whole_units_equal_sums(law, mean, variance):
    units = np.arange(0, 4000)
    with np.errstate(under="ignore"):
        mass = oracle(law, mean, variance).pmf(units)
    mass = np.where(mass > 1e-200, mass, 0.0)

    def loss(level):
        return (np.maximum(units - level, 0) * mass).sum()

    for x in (-4, -1, 0, 1, 2, 7.5, 30):
        first = of_law(loss_first_order, x, law, mean, variance)[0]
        assert first == pytest.approx(loss(x), abs=1e-8)
        second = of_law(loss_second_order, x, law, mean, variance)[0]
        expected = sum(loss(y) for y in range(int(np.floor(x)) + 1, 1500))
        assert second == pytest.approx(expected, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(("law", "mean", "variance"), CONTINUOUS)
@np.errstate(under="ignore")  # far tails of the reference
def test_losses_of_continuous_laws_equal_integrals(law, mean, variance):
    tail = oracle(law, mean, variance).sf
    sigma = np.sqrt(variance)
    for k in (-6, -1, 0, 0.5, 2, 5):
        x = mean + k * sigma
        middle, end = max(x, mean), max(x, mean) + 80 * sigma
        options = {"limit": 500, "points": [middle]}
        start = max(x, 0.0) if law == "gamma" else x
        first = integrate.quad(tail, start, end, **options)[0] + (start - x)
        second = integrate.quad(lambda t, x=x: (t - x) * tail(t), start, end, **options)
        expected = second[0] + (start - x) ** 2 / 2
        result = of_law(loss_first_order, x, law, mean, variance)[0]
        assert result == pytest.approx(first, rel=1e-6, abs=1e-7 * sigma)
        result = of_law(loss_second_order, x, law, mean, variance)[0]
        assert result == pytest.approx(expected, rel=1e-5, abs=1e-6 * variance)


def test_nearly_constant_gamma_demand_keeps_its_digits():
    above, below = (
        of_law(loss_second_order, 1e6, "gamma", 1e6, variance)[0]
        for variance in (1.001e6, 0.999e6)
    )
    assert above == pytest.approx(1e6 / 4, rel=2e-3)
    assert below == pytest.approx(1e6 / 4, rel=2e-3)


def test_newsvendor_cost_of_snyder_and_shen_example_4_3():
    """Holding 0.18, penalty 0.70, demand normal (50, 8): S* 56.604, cost 1.99761."""
    level = of_law(quantile, 0.7 / 0.88, "normal", 50, 64)
    assert level[0] == pytest.approx(56.604, abs=1e-3)
    short = of_law(loss_first_order, level, "normal", 50, 64)[0]
    cost = 0.18 * (level[0] - 50 + short) + 0.7 * short
    assert cost == pytest.approx(1.99761, abs=1e-5)


def test_newsvendor_cost_of_snyder_and_shen_example_4_1():
    short = of_law(loss_first_order, 60, "normal", 50, 64)[0]
    assert 0.18 * (10 + short) + 0.7 * short == pytest.approx(2.15613, abs=1e-5)


@pytest.mark.parametrize(
    ("holding", "penalty", "mean", "level", "cost"),
    [(0.18, 0.7, 50, 56, 1.79723), (1, 4, 6, 8, 3.57011)],
)
def test_poisson_newsvendor_of_snyder_and_shen(holding, penalty, mean, level, cost):
    ratio = penalty / (holding + penalty)
    assert of_law(quantile, ratio, "poisson", mean, mean)[0] == level
    short = of_law(loss_first_order, level, "poisson", mean, mean)[0]
    result = holding * (level - mean + short) + penalty * short
    assert result == pytest.approx(cost, abs=1e-5)


@pytest.mark.parametrize(
    ("mean", "variance", "law"),
    [
        (0, 5, "degenerate"),
        (5, 0, "degenerate"),
        (14.9, 14.9 * 1.05, "poisson"),
        (5, 1, "poisson"),
        (14.9, 20, "negative_binomial"),
        (15, 20, "gamma"),
        (100, 100, "poisson"),
        (100, 30, "gamma"),
    ],
)
def test_law_is_chosen_by_the_moments(mean, variance, law):
    assert choose_distribution([mean], [variance]).tolist() == [law]


def test_items_do_not_depend_on_their_neighbours(rng):
    mean = rng.gamma(1, 10, 300)
    variance = mean * rng.uniform(1.1, 9, 300)
    law = choose_distribution(mean, variance)
    x = mean * rng.uniform(-1, 3, 300)
    for function in (cumulative, loss_first_order, loss_second_order):
        together = function(x, mean, variance, law)
        for i in range(0, 300, 7):
            alone = function(x[i : i + 1], mean[i : i + 1], variance[i : i + 1], law[i])
            assert alone[0] == together[i]


def test_constant_demand_has_the_loss_of_its_mean():
    options = ([5.0, 5.0], [0.0, 0.0], ["degenerate"] * 2)
    assert cumulative([4.9, 5.0], *options).tolist() == [0, 1]
    assert quantile([0.1, 0.9], *options).tolist() == [5, 5]
    assert loss_first_order([3, 7], *options).tolist() == [2, 0]
    assert loss_second_order([3, 7], *options).tolist() == [2, 0]


@pytest.mark.parametrize("p", [0, 1, -0.1, np.nan])
def test_probability_must_be_inside_the_unit_interval(p):
    with pytest.raises(ValueError, match="p must be above 0 and below 1"):
        quantile([p], [1.0], [1.0], ["normal"])


def test_unknown_law_is_refused():
    with pytest.raises(ValueError, match=DISTRIBUTIONS[0]):
        cumulative([1.0], [1.0], [1.0], ["weibull"])


@pytest.mark.parametrize("law", ["poisson", "negative_binomial"])
def test_quantile_of_many_units_ends(law):
    mean = np.array([1e5, 1e7, 1e12])
    variance = mean if law == "poisson" else 3 * mean
    level = quantile(np.full(3, 0.95), mean, variance, np.full(3, law))
    np.testing.assert_allclose(level, mean + 1.6449 * np.sqrt(variance), rtol=1e-4)
