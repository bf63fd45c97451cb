import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.shelf_life import (
    cap_by_shelf_life,
    expected_waste,
    largest_order_for_waste,
)
from scipy import integrate, stats

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])
WHOLE_LAWS = [
    (stats.poisson(12), 12, 12, "poisson"),
    (stats.nbinom(4, 0.25), 12, 48, "negative_binomial"),
]
CONTINUOUS_LAWS = [
    (stats.norm(40, 6), 40, 36, "normal"),
    (stats.gamma(4, scale=10), 40, 400, "gamma"),
]


@pytest.mark.parametrize(("frozen", "mean", "variance", "law"), WHOLE_LAWS)
@pytest.mark.parametrize(("batch", "front"), [(1, 0), (6, 3), (10, 10), (2.5, 1.2)])
def test_waste_of_whole_units_by_brute_force(frozen, mean, variance, law, batch, front):
    units = np.arange(0, 500)
    with np.errstate(under="ignore"):  # tails of the reference
        mass = frozen.pmf(units)
    left = np.clip(front + batch - units, 0, batch)
    waste = expected_waste([batch], [front], [mean], [variance], law)
    assert waste.quantity[0] == pytest.approx(left @ mass, abs=1e-9)
    below = mass[units < front + batch].sum()
    assert waste.probability[0] == pytest.approx(below, abs=1e-9)
    assert waste.share[0] == pytest.approx(left @ mass / batch, abs=1e-9)


@pytest.mark.parametrize(("frozen", "mean", "variance", "law"), CONTINUOUS_LAWS)
def test_waste_of_continuous_demand_by_integration(frozen, mean, variance, law):
    batch, front = 25.0, 20.0
    waste = expected_waste([batch], [front], [mean], [variance], law)
    with np.errstate(under="ignore"):  # tails of the reference
        # The mean of what is left is its survival function, integrated.
        left = integrate.quad(frozen.cdf, front, front + batch)[0]
        below = frozen.cdf(front + batch)
    assert waste.quantity[0] == pytest.approx(left, rel=1e-8)
    assert waste.probability[0] == pytest.approx(below)


def test_waste_of_a_simulated_batch(rng):
    """First expired first out: the stock in front sells first."""
    demand = rng.negative_binomial(4, 0.25, 200_000)
    sold_of_batch = np.clip(demand - 5, 0, 10)
    waste = expected_waste([10], [5], [12], [48])
    assert waste.quantity[0] == pytest.approx((10 - sold_of_batch).mean(), rel=0.01)
    assert waste.probability[0] == pytest.approx((sold_of_batch < 10).mean(), rel=0.01)


@pytest.mark.parametrize(
    ("mean", "variance", "law"), [row[1:] for row in WHOLE_LAWS + CONTINUOUS_LAWS]
)
@pytest.mark.parametrize("probability", [0.02, 0.3, 0.8])
def test_largest_order_is_the_largest(mean, variance, law, probability):
    options = {"law": law, "probability": probability}
    batch = largest_order_for_waste([2], [mean], [variance], **options)
    more = batch + 1e-6
    if law in ("poisson", "negative_binomial"):
        more = batch + 1
        assert batch == np.round(batch)
    within = expected_waste(batch, [2], [mean], [variance], law).probability
    beyond = expected_waste(more, [2], [mean], [variance], law).probability
    assert within <= probability + 1e-12
    assert beyond > probability or batch == 0


def test_largest_order_at_a_probability_that_is_met_exactly():
    covered = stats.poisson(12).cdf(7)
    largest = largest_order_for_waste([0], [12], [12], "poisson", probability=covered)
    waste = expected_waste(largest, [0], [12], [12], "poisson")
    assert waste.probability[0] == pytest.approx(covered)
    assert largest.tolist() == [8]


def test_more_life_and_less_stock_in_front_waste_less():
    batches = np.full(20, 30.0)
    mean = np.linspace(5, 100, 20)
    waste = expected_waste(batches, 10, mean, 2 * mean)
    assert (np.diff(waste.quantity) < 0).all()
    waste = expected_waste(
        batches, np.linspace(0, 60, 20), np.full(20, 50.0), np.full(20, 100.0)
    )
    assert (np.diff(waste.quantity) > 0).all()
    assert (np.diff(waste.probability) > 0).all()


def test_limits_of_waste():
    none = expected_waste([5, 0, 5], [0, 9, 3], [0, 1, 8], [0, 1, 0])
    assert none.quantity.tolist() == [5, 0, 0]
    assert none.share.tolist() == [1, 0, 0]
    assert none.probability.tolist() == [1, 0, 0]
    assert largest_order_for_waste([3, 9], [8, 8], [0, 0]).tolist() == [5, 0]


def test_cap_is_what_demand_takes_in_the_remaining_life():
    result = cap_by_shelf_life(
        [500, 100, np.inf, 500, 500],
        10,
        [30, 30, 30, np.nan, 3],
        reserve_days=5,
        safety_stock=20,
    )
    assert result.tolist() == [230, 100, 230, 500, 0]


def test_cap_does_not_go_below_the_minimum():
    result = cap_by_shelf_life([500, 7], 10, 3, reserve_days=5, minimum=12)
    assert result.tolist() == [12, 7]


def test_batch_at_the_cap_sells_on_average(rng):
    rate, life = rng.uniform(0.1, 20, 50), rng.uniform(10, 90, 50)
    batch = cap_by_shelf_life(np.full(50, 1e9), rate, life, safety_stock=1)
    np.testing.assert_allclose(batch + 1, np.maximum(rate * life, 1))


def test_broken_input_is_refused():
    for wanted in ([np.nan], [-1], [[1]]):
        with pytest.raises(ValueError, match="order_quantity must be a vector"):
            cap_by_shelf_life(wanted, 1, 1)
    for probability in (0, 1, 5):
        with pytest.raises(ValueError, match="probability must be above 0 and below 1"):
            largest_order_for_waste([1], [1], [1], probability=probability)


@given(
    numbers=st.lists(st.tuples(*[NUMBERS] * 4), min_size=1, max_size=4),
    law=st.sampled_from([None, "normal", "gamma", "poisson", "negative_binomial"]),
)
def test_results_are_finite_or_the_input_is_refused(numbers, law):
    columns = np.array(numbers).T
    try:
        waste = expected_waste(*columns, law)
        largest = largest_order_for_waste(*columns[1:], law)
        capped = cap_by_shelf_life(*columns[:3], safety_stock=columns[3])
    except ValueError:
        return
    assert np.isfinite(largest).all()
    assert np.isfinite(capped).all()
    for column in (waste.probability, waste.share):
        assert ((column >= 0) & (column <= 1)).all()
    assert ((waste.quantity >= 0) & (waste.quantity <= columns[0])).all()
