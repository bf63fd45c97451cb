import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.priority import count_priority, record_error_rate
from scipy import integrate, optimize

ERROR_COST = {
    "value": lambda x: x / np.sqrt(1 + x),
    "probability": lambda x: -np.expm1(-x),
}
AMOUNT = st.one_of(st.sampled_from([0.0, 1e-9, 1e12]), st.floats(1e-9, 1e12))


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


@pytest.mark.parametrize("kind", ERROR_COST)
@pytest.mark.parametrize("x", [1e-12, 1e-9, 9e-7, 2e-6, 1e-3, 0.1, 1, 7, 50, 1e4])
def test_score_is_the_integral_of_the_growth_of_the_cost(kind, x):
    # t f(t) - integral of f is the integral of t f'(t), which does not cancel.
    slope = {
        "value": lambda u: (1 + u / 2) / (1 + u) ** 1.5,
        "probability": lambda u: np.exp(-u),
    }[kind]
    with np.errstate(under="ignore"):
        grid = np.array([0, *np.geomspace(1e-3, 1, 13)]) * x
        parts = [
            integrate.quad(lambda u: u * slope(u), a, b, epsrel=1e-13, epsabs=0)[0]
            for a, b in zip(grid[:-1], grid[1:], strict=True)
        ]
    expected = 3 * 20 * sum(parts) / x / 4
    score = count_priority([3], [x * 2], [0.5], [20], minutes=4, kind=kind)
    assert score[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("kind", ERROR_COST)
def test_score_is_the_price_at_which_the_age_is_the_best_to_count_at(kind):
    # The Whittle index: a count that costs the score is best made at this age.
    cost, per_day, value, age = ERROR_COST[kind], 0.2, 3.0, 9.0
    price = count_priority([value], [per_day * age], [1], [age], kind=kind)[0]

    def mean_cost(interval):
        total, _ = integrate.quad(lambda t: value * cost(per_day * t), 0, interval)
        return (price + total) / interval

    best = optimize.minimize_scalar(mean_cost, bounds=(0.1, 100), method="bounded")
    assert best.x == pytest.approx(age, rel=1e-3)


@pytest.mark.parametrize("kind", ERROR_COST)
def test_formula_of_the_algorithm_sheet(kind):
    x, days = 2.5, 30.0
    rho = x / days
    if kind == "value":
        integral = 2 / 3 * (1 + x) ** 1.5 - 2 * np.sqrt(1 + x) + 4 / 3
        expected = days * x / np.sqrt(1 + x) - integral / rho
    else:
        expected = days * (1 - np.exp(-x)) - (days - (1 - np.exp(-x)) / rho)
    assert count_priority([1], [x], [1], [days], kind=kind) == pytest.approx([expected])


@given(
    value=AMOUNT,
    moves=AMOUNT,
    rate=st.floats(1e-9, 1),
    days=AMOUNT,
    factor=st.floats(1, 1000),
    kind=st.sampled_from(sorted(ERROR_COST)),
)
def test_score_never_falls_with_time_and_is_linear_in_value(
    value, moves, rate, days, factor, kind
):
    with np.errstate(all="raise"):
        score = count_priority([value], [moves], [rate], [days], kind=kind)[0]
        older = count_priority(
            [value], [moves * factor], [rate], [days * factor], kind=kind
        )[0]
        waited = count_priority([value], [moves], [rate], [days * factor], kind=kind)
        dearer = count_priority([7 * value], [moves], [rate], [days], kind=kind)[0]
    assert np.isfinite(score) and score >= 0
    assert older >= score * (1 - 1e-12)
    assert waited[0] >= score * (1 - 1e-12)
    assert dearer == pytest.approx(7 * score)


def test_value_score_rises_with_movements_over_all_magnitudes():
    moves = np.geomspace(1e-12, 1e12, 4001)
    ones = np.ones(len(moves))
    score = count_priority(ones, moves, ones, ones)
    assert (np.diff(score) > 0).all()


def test_probability_score_peaks_where_a_count_gains_most_correct_days():
    moves = np.geomspace(1e-3, 1e3, 6001)
    ones = np.ones(len(moves))
    score = count_priority(ones, moves, ones, ones, kind="probability")
    assert moves[score.argmax()] == pytest.approx(1.793, abs=0.01)
    assert (np.diff(score[: score.argmax() + 1]) > 0).all()


def test_score_does_not_jump_at_the_switch_to_the_series():
    around = np.array([1 - 1e-9, 1 + 1e-9]) * 1e-6
    ones = np.ones(2)
    score = count_priority(ones, around, ones, ones, kind="probability")
    assert score[1] / score[0] == pytest.approx(1 + 2e-9, rel=1e-12)


def test_items_are_scored_alone(rng):
    args = rng.gamma(1, 9, 50), rng.gamma(1, 9, 50), rng.random(50), rng.gamma(1, 9, 50)
    whole = count_priority(*args, kind="probability")
    for item in (0, 17, 49):
        one = count_priority(*(a[[item]] for a in args), kind="probability")
        assert one[0] == whole[item]


@pytest.mark.parametrize(
    "change, name",
    [({"minutes": 0}, "minutes"), ({"kind": "both"}, "kind"), ({"minutes": -1}, "min")],
)
def test_impossible_options_are_refused(change, name):
    with pytest.raises(ValueError, match=name):
        count_priority([1], [1], [0.5], [1], **change)


def test_whittle_score_beats_calendar_and_naive_score_on_decaying_records():
    """Records err at random; the wrong value left by each rule is compared."""
    rng = np.random.default_rng(5)
    n_items, n_days, per_day = 400, 250, 8
    moves = rng.gamma(0.7, 1.2, n_items)
    rate = rng.beta(1, 40, n_items)
    value = rng.lognormal(2, 1.2, n_items)
    rank = np.argsort(-value * moves)
    interval = np.empty(n_items)
    interval[rank] = np.repeat([25, 50, 100], [80, 120, 200])

    def wrong_value(rule):
        noise = np.random.default_rng(6)
        age, error, total = np.zeros(n_items), np.zeros(n_items), 0.0
        age += noise.random(n_items) * interval
        for day in range(n_days):
            age += 1
            events = noise.poisson(moves * rate)
            error += np.where(noise.random(n_items) < 0.5, -events, events)
            counted = np.argsort(-rule(age))[:per_day]
            age[counted] = error[counted] = 0
            total += (value * np.abs(error)).sum() * (day >= 80)
        return total

    def whittle(age):
        return count_priority(value, moves * age, rate, age)

    def naive(age):
        return value * -np.expm1(-moves * age * rate)

    calendar = wrong_value(lambda age: age / interval)
    assert wrong_value(whittle) < 0.9 * calendar
    assert wrong_value(whittle) < wrong_value(naive)


def test_given_prior_is_a_beta_posterior_mean():
    result = record_error_rate([10, 0, 90], [4, 0, 9], prior_errors=1, prior_counts=10)
    assert result == pytest.approx([5 / 20, 1 / 10, 10 / 100])


def test_estimated_prior_recovers_the_beta_of_a_simulated_class(rng):
    true_rate = rng.beta(2, 18, 20000)
    counted = rng.integers(1, 30, 20000)
    wrong = rng.binomial(counted, true_rate)
    result = record_error_rate(counted, wrong)
    expected = (2 + wrong) / (20 + counted)
    assert result == pytest.approx(expected, rel=0.1)
    own = wrong / counted
    assert ((result - true_rate) ** 2).mean() < 0.5 * ((own - true_rate) ** 2).mean()


def test_classes_have_priors_of_their_own(rng):
    item_class = np.repeat(["A", "B"], 500)
    counted = np.full(1000, 10)
    wrong = rng.binomial(10, np.where(item_class == "A", 0.02, 0.3))
    both = record_error_rate(
        np.append(counted, [0, 0]), np.append(wrong, [0, 0]),
        item_class=np.append(item_class, ["A", "B"]),
    )  # fmt: skip
    assert both[-2:] == pytest.approx([0.02, 0.3], abs=0.02)


def test_more_own_results_weigh_more():
    counted = np.array([1, 10, 100, 1000, 1e12])
    result = record_error_rate(counted, counted, prior_errors=1, prior_counts=20)
    assert (np.diff(result) > 0).all()
    assert result[-1] == pytest.approx(1)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 1e-9, 1.0, 5.0, 1e12]), st.floats(0, 1)),
        max_size=20,
    )
)
def test_error_rate_is_a_probability(rows):
    table = np.array(rows, dtype=float).reshape(-1, 2)
    with np.errstate(all="raise"):
        rate = record_error_rate(table[:, 0], table[:, 0] * (table[:, 1] > 0.5))
    assert rate.shape == (len(rows),)
    assert ((rate > 0) & (rate <= 1)).all()


@pytest.mark.parametrize(
    "counted, wrong, prior, name",
    [
        ([1], [2], {}, "wrong"),
        ([np.nan], [0], {}, "counted"),
        ([1], [0], {"prior_errors": 1}, "together"),
        ([1], [0], {"prior_errors": 2, "prior_counts": 1}, "prior_errors"),
        ([1], [0], {"prior_errors": 0, "prior_counts": 0}, "prior_counts"),
        ([1], [0], {"prior_counts": 1}, "together"),
        ([1], [0], {"item_class": ["A", "B"]}, "item_class"),
    ],
)
def test_impossible_results_are_refused(counted, wrong, prior, name):
    with pytest.raises(ValueError, match=name):
        record_error_rate(counted, wrong, **prior)
