import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.reorder_point import reorder_point_cycle_service
from kernel.inventory.undershoot import (
    add_undershoot,
    expected_undershoot,
    undershoot_variance,
)

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])
CYCLES = 40_000


def simulated_undershoot(transactions, drop):
    """Take transactions off a stock that is ``drop`` above the reorder point."""
    total = np.cumsum(transactions, axis=1)
    assert (total[:, -1] >= drop).all()
    crossing = (total >= drop).argmax(axis=1)
    return total[np.arange(len(total)), crossing] - drop


def test_undershoot_of_simulated_whole_transactions(rng):
    """Geometric sizes, p = 0.25: E[X^3] = (p^2 - 6 p + 6) / p^3."""
    sizes = rng.geometric(0.25, (CYCLES, 60))
    seen = simulated_undershoot(sizes, 60)
    third = (0.25**2 - 1.5 + 6) / 0.25**3
    mean = expected_undershoot([4], [12], whole_units=True)[0]
    variance = undershoot_variance([4], [12], [third], whole_units=True)[0]
    # Without memory: what is left of the size is geometric, from 0 on.
    assert (mean, variance) == pytest.approx((3, 12))
    assert seen.mean() == pytest.approx(mean, rel=0.02)
    assert seen.var() == pytest.approx(variance, rel=0.04)


def test_undershoot_of_simulated_continuous_transactions(rng):
    sizes = rng.gamma(2, 3, (CYCLES, 60))
    seen = simulated_undershoot(sizes, 100)
    mean, variance = (
        expected_undershoot([6], [18])[0],
        undershoot_variance([6], [18])[0],
    )
    assert seen.mean() == pytest.approx(mean, rel=0.02)
    assert seen.var() == pytest.approx(variance, rel=0.04)


@pytest.mark.parametrize("sizes", [[1], [5], [1, 2, 3], [1, 1, 1, 30]])
def test_undershoot_of_whole_units_by_brute_force(sizes):
    """The undershoot is u with probability P(X > u) / E[X]."""
    sizes = np.array(sizes)
    units = np.arange(0, 40)
    mass = (sizes[:, None] > units).mean(axis=0) / sizes.mean()
    moments = [sizes.mean()], [sizes.var()]
    mean = expected_undershoot(*moments, whole_units=True)
    variance = undershoot_variance(*moments, [(sizes**3.0).mean()], whole_units=True)
    assert mean[0] == pytest.approx(units @ mass)
    second = (units * units) @ mass
    assert variance[0] == pytest.approx(second - (units @ mass) ** 2, abs=1e-9)


def test_undershoot_of_exponential_and_of_fixed_sizes():
    """Memoryless: the size itself. Fixed: uniform."""
    assert expected_undershoot([7, 7], [49, 0]).tolist() == [7, 3.5]
    assert undershoot_variance([7, 7], [49, 0]) == pytest.approx([49, 49 / 12])
    assert undershoot_variance([7], [49], [6 * 343]) == pytest.approx([49])


def test_transactions_of_one_unit_never_undershoot():
    assert expected_undershoot([1], [0], whole_units=True).tolist() == [0]
    assert undershoot_variance([1], [0], [1], whole_units=True).tolist() == [0]
    assert expected_undershoot([0], [0]).tolist() == [0]
    assert undershoot_variance([0], [0]).tolist() == [0]


def test_undershoot_grows_with_the_spread_and_with_the_unit():
    spread = np.linspace(0, 50, 20)
    assert (np.diff(expected_undershoot(np.full(20, 5), spread)) > 0).all()
    assert (np.diff(undershoot_variance(np.full(20, 5), spread)) > 0).all()
    assert expected_undershoot([12 * 5], [144 * 9]) == pytest.approx(
        12 * expected_undershoot([5], [9])
    )
    assert undershoot_variance([12 * 5], [144 * 9]) == pytest.approx(
        144 * undershoot_variance([5], [9])
    )


def test_service_of_continuous_review_with_lumpy_transactions(rng):
    """Simulated: order at or below s, then compound Poisson demand of a lead time."""
    lead_transactions, target = 5.0, 0.9
    lead = (lead_transactions * 4, lead_transactions * (12 + 16))
    extra = (
        expected_undershoot([4], [12], whole_units=True)[0],
        undershoot_variance([4], [12], whole_units=True)[0],
    )
    mean, variance = add_undershoot(*lead, *extra)
    below = simulated_undershoot(rng.geometric(0.25, (CYCLES, 60)), 60)
    number = rng.poisson(lead_transactions, CYCLES)
    demand = number + rng.negative_binomial(np.maximum(number, 1), 0.25) * (number > 0)
    assert (below + demand).mean() == pytest.approx(mean[0], rel=0.02)
    assert (below + demand).var() == pytest.approx(variance[0], rel=0.04)
    s = reorder_point_cycle_service(mean, variance, target)[0]
    assert (below + demand <= s).mean() == pytest.approx(target, abs=0.02)
    ignored = reorder_point_cycle_service([lead[0]], [lead[1]], target)[0]
    assert (below + demand <= ignored).mean() < target - 0.02


def test_impossible_third_moment_is_refused():
    with pytest.raises(ValueError, match="third_moment must not be below"):
        undershoot_variance([4], [12], [100])


@given(
    numbers=st.lists(st.tuples(*[NUMBERS] * 3), min_size=1, max_size=4),
    whole=st.booleans(),
)
def test_results_are_finite_or_the_input_is_refused(numbers, whole):
    mean, variance, third = np.array(numbers).T
    try:
        extra = expected_undershoot(mean, variance, whole_units=whole)
        spread = undershoot_variance(mean, variance, whole_units=whole)
        total = add_undershoot(mean, variance, extra, spread)
    except ValueError:
        return
    assert np.isfinite(total).all()
    assert (extra >= 0).all()
    assert (spread >= 0).all()
    try:
        given_spread = undershoot_variance(mean, variance, third, whole_units=whole)
    except ValueError:
        return
    assert np.isfinite(given_spread).all()
    assert (given_spread >= 0).all()
