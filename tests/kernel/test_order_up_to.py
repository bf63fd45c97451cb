import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.distributions import DISTRIBUTIONS
from kernel.inventory.order_up_to import order_up_to_fill_rate
from kernel.inventory.reorder_point import reorder_point_fill_rate
from scipy import stats

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])


def waiting_share(level, protection, lead, review_demand):
    """[loss1_P(S) - loss1_L(S)] / E[D_R], the losses summed unit by unit."""
    units = np.arange(0, 2000)
    short = np.maximum(units - level, 0)
    with np.errstate(under="ignore"):  # tails of the reference
        mass = protection.pmf(units) - lead.pmf(units)
        return short @ mass / review_demand


def smallest_level(protection, lead, review_demand, target):
    level = 0
    while waiting_share(level, protection, lead, review_demand) > 1 - target:
        level += 1
    return level


@pytest.mark.parametrize("target", [0.5, 0.9, 0.95, 0.99, 0.999])
@pytest.mark.parametrize(("lead", "review"), [(4, 2), (0.5, 0.3), (9, 5), (0, 3)])
def test_level_is_the_smallest_of_the_direct_equation(target, lead, review):
    poisson = (
        ([lead + review], [lead + review], [lead], [lead]),
        (stats.poisson(lead + review), stats.poisson(lead)),
        "poisson",
    )
    # Variance 2.5 times the mean: p = 0.4.
    shape = 0.4 / 0.6
    lumpy = (
        ([lead + review], [2.5 * (lead + review)], [lead], [2.5 * lead]),
        (
            stats.nbinom(shape * (lead + review), 0.4),
            stats.nbinom(shape * lead, 0.4) if lead else stats.poisson(0),
        ),
        "negative_binomial",
    )
    for moments, laws, name in (poisson, lumpy):
        level = order_up_to_fill_rate(*moments, [review], target, distribution=name)
        assert level[0] == smallest_level(*laws, review, target)


@pytest.mark.parametrize("law", ["normal", "gamma"])
def test_continuous_level_solves_the_direct_equation_to_a_step(law):
    """A fine unit makes the average over the unit the equation itself."""
    frozen = {
        "normal": (stats.norm(60, 12), stats.norm(40, 10)),
        "gamma": (stats.gamma(25, scale=2.4), stats.gamma(16, scale=2.5)),
    }[law]
    moments = ([60], [144], [40], [100], [20])
    fine = order_up_to_fill_rate(*moments, 0.95, distribution=law, unit=0.01)[0]
    x = np.linspace(fine, 400, 100_001)
    with np.errstate(under="ignore"):  # tails of the reference
        loss = [np.trapezoid(one.sf(x), x) for one in frozen]
    assert (loss[0] - loss[1]) / 20 == pytest.approx(0.05, abs=1e-4)
    whole = order_up_to_fill_rate(*moments, 0.95, distribution=law)[0]
    assert fine - 0.1 <= whole <= fine + 1.1


def test_fill_rate_of_simulated_poisson_demand(rng):
    """Review every period, lead time of two, everything short waits."""
    rate, lead, periods = 2.0, 2, 200_000
    for target in (0.8, 0.95):
        level = order_up_to_fill_rate(
            [3 * rate], [3 * rate], [2 * rate], [2 * rate], [rate], target
        )[0]
        filled = simulated_fill(rng, rate, lead, periods, level)
        assert filled >= target - 0.005
        assert simulated_fill(rng, rate, lead, periods, level - 1) < target + 0.005


def simulated_fill(rng, rate, lead, periods, level):
    demand = rng.poisson(rate, periods)
    # Ordered at the end of a period, on hand after two more: net stock before the
    # demand of a period is the level less the demand of the two periods before it.
    before = level - sum(demand[lead - k - 1 : periods - k - 1] for k in range(lead))
    wanted = demand[lead:]
    return np.clip(np.minimum(before, wanted), 0, None).sum() / wanted.sum()


def test_level_is_a_lot_of_one_unit_above_the_reorder_point():
    moments = ([14, 60], [30, 200], [8, 40], [17, 130], [6, 20])
    level = order_up_to_fill_rate(*moments, 0.97)
    s = reorder_point_fill_rate(*moments, [1, 1], 0.97)
    assert level.tolist() == (s + 1).tolist()


def test_levels_rise_with_the_target_and_the_spread(rng):
    rate = rng.gamma(1, 5, 100)
    variance = rng.uniform(1, 4, 100) * rate

    def levels(target, factor=1.0):
        return order_up_to_fill_rate(
            3 * rate, 3 * factor * variance, rate, factor * variance, 2 * rate, target
        )

    raised = [levels(target) for target in (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)]
    assert (np.diff(raised, axis=0) >= 0).all()
    assert (levels(0.95, 9.0) >= levels(0.95)).all()


def test_dozens_are_counted_in_dozens():
    plain = order_up_to_fill_rate([6], [9], [4], [6], [2], 0.95)
    dozens = order_up_to_fill_rate([72], [1296], [48], [864], [24], 0.95, unit=12)
    assert dozens.tolist() == (12 * plain).tolist()


def test_nothing_is_kept_without_demand_or_with_a_low_target():
    assert order_up_to_fill_rate([0], [0], [0], [0], [0], 0.95).tolist() == [0]
    slow = ([0.02], [0.02], [0.01], [0.01], [0.01])
    # Without stock nobody is served from stock: one unit is the least.
    assert order_up_to_fill_rate(*slow, 0.3).tolist() == [1]


@settings(max_examples=60)
@given(
    numbers=st.tuples(*[NUMBERS] * 5),
    target=st.sampled_from([0.0, 0.2, 0.9, 0.999, 1.0]),
    law=st.sampled_from([None, *DISTRIBUTIONS]),
)
def test_results_are_finite_or_the_input_is_refused(numbers, target, law):
    lead, review, noise, lead_noise, unit = numbers
    columns = (lead + review, noise + lead_noise, lead, lead_noise, review)
    try:
        level = order_up_to_fill_rate(
            *([column] for column in columns), target, distribution=law, unit=unit
        )
    except ValueError:
        return
    assert np.isfinite(level).all()
    assert (level >= 0).all()
