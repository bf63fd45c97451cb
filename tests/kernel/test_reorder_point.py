import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.distributions import demand_law
from kernel.inventory.level_search import smallest_level
from kernel.inventory.reorder_point import (
    expected_cycle_service,
    expected_fill_rate,
    reorder_point_cycle_service,
    reorder_point_fill_rate,
)
from scipy import stats


def random_problem(rng, n_items, slow=0.5):
    rate = np.where(
        rng.random(n_items) < slow,
        rng.gamma(1, 0.1, n_items),
        rng.gamma(1, 10, n_items),
    )
    lead, review = rng.uniform(0, 30, n_items), rng.choice([1.0, 7.0], n_items)
    noise = rate * rng.uniform(0.8, 12, n_items)
    lead_noise = rate**2 * rng.uniform(0, 20, n_items)
    return (
        rate * (lead + review),
        noise * (lead + review) + lead_noise,
        rate * lead,
        noise * lead + lead_noise,
        rate * review,
        np.rint(rng.uniform(1, 60, n_items) * rate + 1),
    )


def brute_force_fill(s, lot, lead, protection, review_mean):
    """Sum the shortages over inventory positions and demands, unit by unit."""
    units = np.arange(0, 3000)
    short = 0.0
    for position in range(s + 1, s + lot + 1):
        above = np.maximum(units - position, 0)
        short += (above * (protection.pmf(units) - lead.pmf(units))).sum()
    return 1 - short / (lot * review_mean)


def negative_binomial(mean, variance):
    return stats.nbinom(mean**2 / (variance - mean), mean / variance)


@pytest.mark.parametrize("lot", [1, 5, 20])
@pytest.mark.parametrize("target", [0.5, 0.9, 0.95, 0.99, 0.999])
def test_fill_rate_level_is_the_smallest_by_brute_force(lot, target):
    protection, lead = negative_binomial(6, 15), negative_binomial(4, 10)
    s = reorder_point_fill_rate([6], [15], [4], [10], [2], [lot], [target])
    fills = [
        brute_force_fill(level, lot, lead, protection, 2)
        for level in (int(s[0]), int(s[0]) - 1)
    ]
    result = expected_fill_rate(s, [6], [15], [4], [10], [2], [lot])
    assert result[0] == pytest.approx(fills[0], abs=1e-8)
    assert fills[0] >= target > fills[1] or s[0] == 0


def test_level_meets_the_target_and_one_unit_less_does_not(rng):
    problem = random_problem(rng, 400)
    target = rng.uniform(0.5, 0.999, 400)
    s = reorder_point_fill_rate(*problem, target)
    assert (expected_fill_rate(s, *problem) >= target - 1e-9).all()
    less = expected_fill_rate(s - 1, *problem)
    assert ((less < target) | (s == 0)).all()
    s = reorder_point_cycle_service(*problem[:2], target)
    assert (expected_cycle_service(s, *problem[:2]) >= target - 1e-9).all()
    less = expected_cycle_service(np.maximum(s - 1, 0), *problem[:2])
    assert ((less < target) | (s == 0)).all()


def test_levels_rise_with_the_target(rng):
    problem = random_problem(rng, 200)
    targets = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
    fill = np.array([reorder_point_fill_rate(*problem, t) for t in targets])
    cycle = np.array([reorder_point_cycle_service(*problem[:2], t) for t in targets])
    assert (np.diff(fill, axis=0) >= 0).all()
    assert (np.diff(cycle, axis=0) >= 0).all()


def test_larger_lots_need_lower_reorder_points(rng):
    *moments, lot = random_problem(rng, 200)
    small = reorder_point_fill_rate(*moments, lot, 0.95)
    assert (reorder_point_fill_rate(*moments, 4 * lot, 0.95) <= small).all()


def test_level_may_go_below_zero_only_when_asked():
    slow = ([0.02], [0.02], [0.01], [0.01], [0.01], [4])
    assert reorder_point_fill_rate(*slow, 0.7).tolist() == [0]
    free = reorder_point_fill_rate(*slow, 0.7, minimum=-np.inf)[0]
    assert -4 <= free < 0
    assert expected_fill_rate([free], *slow)[0] >= 0.7


def test_multi_unit_steps_are_solved_in_steps(rng):
    *moments, lot = random_problem(rng, 50)
    scaled = [
        column * factor
        for column, factor in zip(moments, (12, 144, 12, 144, 12), strict=True)
    ]
    plain = reorder_point_fill_rate(*moments, lot, 0.95)
    dozens = reorder_point_fill_rate(*scaled, 12 * lot, 0.95, unit=12)
    np.testing.assert_array_equal(dozens, 12 * plain)


def test_fine_units_have_a_continuous_law_and_a_finer_level():
    assert demand_law([4], [9], [0.01]).tolist() == ["gamma"]
    fine = reorder_point_fill_rate([30], [90], [20], [60], [10], [25], 0.95, unit=0.01)
    whole = reorder_point_fill_rate([30], [90], [20], [60], [10], [25], 0.95)
    assert fine[0] == pytest.approx(round(fine[0], 2))
    assert abs(fine[0] - whole[0]) <= 1.01
    service = expected_fill_rate(fine, [30], [90], [20], [60], [10], [25], unit=0.01)
    assert service[0] == pytest.approx(0.95, abs=1e-3)


def test_continuous_shift_keeps_gamma_near_the_exact_whole_units():
    """Hazard ii: ceiling the continuous solution would add about one unit."""
    moments = ([14.5], [30], [8], [17], [6.5], [10])
    exact = reorder_point_fill_rate(*moments, 0.95, distribution="negative_binomial")
    gamma = reorder_point_fill_rate(*moments, 0.95, distribution="gamma")
    assert abs(gamma[0] - exact[0]) <= 1


def test_newsvendor_levels_of_snyder_and_shen():
    """Examples 4.3 (normal) and 4.7 and the Poisson variant of 4.1."""
    options = {"distribution": "normal", "unit": 0.001}
    level = reorder_point_cycle_service([50], [64], [0.7 / 0.88], **options)
    assert level[0] == pytest.approx(56.604, abs=2e-3)
    assert reorder_point_cycle_service([6], [6], [0.8]).tolist() == [8]
    assert reorder_point_cycle_service([50], [50], [0.7 / 0.88]).tolist() == [56]


def test_decaying_forecast_does_not_explode():
    """Hazard i: the demand of the review period has a floor."""
    moments = ([20], [80], [13], [52])
    normal = reorder_point_fill_rate(*moments, [7], [10], 0.95)[0]
    decayed = reorder_point_fill_rate(*moments, [1e-9], [10], 0.95)[0]
    assert decayed < normal + 2 * np.sqrt(80)


def test_item_without_demand_needs_no_stock():
    none = ([0], [0], [0], [0], [0], [5])
    assert reorder_point_fill_rate(*none, 0.95).tolist() == [0]
    assert reorder_point_cycle_service([0], [0], 0.95).tolist() == [0]
    assert expected_fill_rate([0], *none).tolist() == [1]
    assert expected_cycle_service([0], [0], [0]).tolist() == [1]


def test_constant_demand_needs_its_mean():
    assert reorder_point_cycle_service([7.2], [0], 0.99).tolist() == [8]
    level = reorder_point_fill_rate([14], [0], [7], [0], [7], [7], 0.999)
    assert 12 <= level[0] <= 14


@pytest.mark.parametrize("target", [0, 1, 95, -0.1, np.nan])
def test_target_outside_of_the_unit_interval_is_refused(target):
    message = "service_target must be above 0 and below 1"
    with pytest.raises(ValueError, match=message):
        reorder_point_cycle_service([1], [1], target)
    with pytest.raises(ValueError, match=message):
        reorder_point_fill_rate([1], [1], [1], [1], [1], [1], target)


@pytest.mark.parametrize("slow", [0.0, 0.5, 1.0])
def test_items_do_not_depend_on_their_neighbours(rng, slow):
    problem = random_problem(rng, 150, slow)
    # Nothing but fast movers far above 0: no item leaves the search early.
    fast = problem[0] > 40
    for rows in (np.arange(150), np.flatnonzero(fast), np.flatnonzero(~fast)):
        batch = [column[rows] for column in problem]
        together = reorder_point_fill_rate(*batch, 0.97)
        for i in range(len(rows)):
            alone = reorder_point_fill_rate(*(c[i : i + 1] for c in batch), 0.97)
            assert alone[0] == together[i]


@settings(max_examples=60)
@given(
    rate=st.floats(1e-4, 1e3),
    threshold=st.floats(1e-6, 0.9),
    start=st.floats(0, 1e6),
)
@np.errstate(under="ignore")  # the search may look far beyond the solution
def test_search_finds_the_smallest_level(rate, threshold, start):
    level = smallest_level(
        lambda rows, level: np.exp(-rate * level),
        np.array([threshold]),
        np.array([0.0]),
        np.array([np.ceil(start)]),
    )[0]
    assert np.exp(-rate * level) <= threshold * (1 + 1e-12)
    assert level == 0 or np.exp(-rate * (level - 1)) > threshold * (1 - 1e-12)


def test_search_without_solution_is_refused():
    with pytest.raises(ValueError, match="no level"):
        smallest_level(
            lambda rows, level: np.ones(len(rows)),
            np.array([0.5]),
            np.array([0.0]),
            np.array([1.0]),
        )
