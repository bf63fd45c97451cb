import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.exchange_curve import exchange_curve
from kernel.inventory.marginal_analysis import marginal_levels
from kernel.inventory.portfolio import Portfolio, common_factor, common_factors
from kernel.inventory.reorder_point import expected_fill_rate, reorder_point_fill_rate
from kernel.inventory.reorder_rules import (
    IntervalDemand,
    blended_demand,
    history_demand,
    textbook_demand,
)


def items(rng, n_items, lead=4.0, review=1.0):
    rate = rng.gamma(1.0, 2.0, n_items) + 0.05
    ratio = 1 + rng.gamma(1.0, 1.5, n_items)
    total = lead + review
    demand = IntervalDemand(
        rate * total, rate * total * ratio, rate * lead, rate * lead * ratio
    )
    return demand, rate * review, np.maximum(np.rint(rate * 3), 1.0)


@pytest.mark.parametrize("target", [0.7, 0.95, 0.995])
def test_common_factor_meets_the_group_target_and_no_smaller_one_does(rng, target):
    demand, review, lot = items(rng, 300)
    portfolio = Portfolio(demand, review, lot)
    result = common_factor(portfolio, target)
    assert result.group_fill_rate >= target
    # The group fill rate is the demand-weighted mean of the items' own equation.
    own = expected_fill_rate(result.reorder_point, *vars(demand).values(), review, lot)
    weighted = (own * review).sum() / review.sum()
    assert result.group_fill_rate == pytest.approx(weighted, abs=1e-9)
    less = portfolio.group_short(result.factor - 0.02)
    assert 1 - less < target


def test_several_targets_meet_theirs_and_look_at_fewer_factors(rng):
    demand, review, lot = items(rng, 300)
    targets = [0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995]
    counted = Counting(demand, review, lot)
    found = common_factors(counted, targets)
    together, counted.count = counted.count, 0
    alone = [common_factor(counted, target) for target in targets]
    assert together < counted.count
    for target, levels, single in zip(targets, found, alone, strict=True):
        assert levels.group_fill_rate >= target
        assert levels.factor == pytest.approx(single.factor, abs=2e-3)
        assert 1 - counted.group_short(levels.factor - 0.02) < target


def test_a_rough_search_meets_the_targets_too_with_half_the_work(rng):
    demand, review, lot = items(rng, 300)
    targets = [0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995]
    counted = Counting(demand, review, lot)
    exact = common_factors(counted, targets)
    work, counted.count = counted.count, 0
    rough = common_factors(counted, targets, precision=0.05)
    assert counted.count < 0.6 * work
    for target, levels, single in zip(targets, rough, exact, strict=True):
        assert levels.group_fill_rate >= target
        assert single.factor - 2e-3 <= levels.factor <= single.factor + 0.05


def test_a_target_that_empty_shelves_exceed_gets_them(rng):
    demand, review, lot = items(rng, 20)
    portfolio = Portfolio(demand, review, lot * 1e6)
    for levels in common_factors(portfolio, [0.5, 0.6]):
        assert levels.reorder_point.max() == 0
        assert levels.group_fill_rate >= 0.6


def test_order_of_the_targets_makes_no_difference(rng):
    portfolio = Portfolio(*items(rng, 100))
    rising = common_factors(portfolio, [0.9, 0.95, 0.99])
    falling = common_factors(portfolio, [0.99, 0.95, 0.9])
    for one, other in zip(rising, reversed(falling), strict=True):
        assert one.factor == pytest.approx(other.factor, abs=2e-3)


class Counting(Portfolio):
    """Counts how often the shortage of the group is computed."""

    count = 0

    def group_short(self, factor):
        self.count += 1
        return super().group_short(factor)


def test_group_of_one_item_has_its_own_reorder_point(rng):
    demand, review, lot = items(rng, 1)
    result = common_factor(Portfolio(demand, review, lot), 0.95)
    own = reorder_point_fill_rate(*vars(demand).values(), review, lot, [0.95])
    assert result.reorder_point[0] == own[0]


def test_marginal_analysis_is_as_cheap_as_the_best_of_all_combinations(rng):
    demand, review, lot = items(rng, 3)
    cost = np.array([1.0, 3.0, 10.0])
    portfolio = Portfolio(demand, review, lot)
    ours = marginal_levels(portfolio, 0.93, cost)
    assert ours.group_fill_rate >= 0.93
    top = int(ours.reorder_point.max() + 12)
    short = np.stack([portfolio.short(np.full(3, float(x))) for x in range(top)])
    wait = portfolio.share * short
    level = np.arange(top, dtype=float)
    all_short = wait[:, None, None, 0] + wait[None, :, None, 1] + wait[None, None, :, 2]
    all_cost = (
        cost[0] * level[:, None, None] + cost[1] * level[:, None] + cost[2] * level
    )
    best = all_cost[all_short <= 0.07].min()
    expense = float(cost @ ours.reorder_point)
    # A Lagrangian solution is optimal for the service that it gives; the gap to
    # the target is less than one unit of the dearest item.
    assert best <= expense <= best + cost.max()


def test_marginal_analysis_is_never_dearer_than_the_common_factor(rng):
    demand, review, lot = items(rng, 200)
    cost = rng.gamma(1.0, 20.0, 200) + 0.1
    portfolio = Portfolio(demand, review, lot)
    common = common_factor(portfolio, 0.95)
    marginal = marginal_levels(portfolio, common.group_fill_rate, cost)
    assert cost @ marginal.reorder_point < cost @ common.reorder_point


def test_levels_scale_with_the_unit(rng):
    demand, review, lot = items(rng, 50)
    dozen = IntervalDemand(
        *(
            column * 12**power
            for column, power in zip(vars(demand).values(), (1, 2, 1, 2), strict=True)
        )
    )
    plain = common_factor(Portfolio(demand, review, lot), 0.95)
    twelve = common_factor(Portfolio(dozen, 12 * review, 12 * lot, unit=12.0), 0.95)
    np.testing.assert_allclose(twelve.reorder_point, 12 * plain.reorder_point)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.just(0.0), st.floats(1e-9, 1e9)),
            st.floats(0.0, 1e6),
            st.floats(0.01, 1e6),
        ),
        min_size=1,
        max_size=12,
    ),
    st.floats(0.01, 0.999),
)
def test_any_group_gets_levels_or_a_clear_error(rows, target):
    mean, ratio, lot = np.array(rows).T
    demand = IntervalDemand(mean, mean * ratio, mean * 0.8, mean * ratio * 0.8)
    try:
        result = common_factor(Portfolio(demand, mean * 0.2, lot), target)
    except ValueError as error:
        assert "service target" in str(error)
        return
    assert np.isfinite(result.reorder_point).all()
    assert 0 <= result.group_fill_rate <= 1
    assert result.group_fill_rate >= target - 1e-9


def test_targets_out_of_range_are_refused(rng):
    demand, review, lot = items(rng, 3)
    portfolio = Portfolio(demand, review, lot)
    for target in (0.0, 1.0, np.nan):
        with pytest.raises(ValueError, match="service_target"):
            common_factor(portfolio, target)
    with pytest.raises(ValueError, match="unit_cost"):
        marginal_levels(portfolio, 0.9, [1, 0, 1])


@pytest.mark.parametrize("solver", ["common", "marginal"])
def test_exchange_curve_rises_and_reads_back(rng, solver):
    demand, review, lot = items(rng, 80)
    cost = rng.gamma(1.0, 20.0, 80) + 0.1
    portfolio = Portfolio(demand, review, lot)
    curve = exchange_curve(portfolio, cost, lot, solver=solver)
    assert 10 <= len(curve.target) <= 15
    assert (curve.fill_rate >= curve.target - 1e-9).all()
    assert (np.diff(curve.stock_value) >= 0).all()
    middle = curve.stock_value[6]
    assert curve.fill_rate_at(middle) == pytest.approx(curve.fill_rate[6])
    assert curve.stock_value_at(curve.fill_rate[6]) == pytest.approx(middle)
    assert np.isnan(curve.stock_value_at(0.9999))
    with pytest.raises(ValueError, match="solver"):
        exchange_curve(portfolio, cost, lot, solver="other")


def test_blending_averages_the_levels_of_every_factor(rng):
    demand = rng.poisson(4, (30, 60)).astype(float)
    same = (np.full(30, 3.0), np.full(30, 0.5), np.ones(30))
    parts = [textbook_demand(demand, *same), history_demand(demand, *same)]
    weights = np.tile([0.3, 0.7], (30, 1))
    blend = blended_demand(parts, weights)
    for factor in (-1.0, 0.0, 2.5):
        level = [part.mean_protection + factor * part.spread for part in parts]
        expected = 0.3 * level[0] + 0.7 * level[1]
        np.testing.assert_allclose(
            blend.mean_protection + factor * blend.spread, expected
        )
    with pytest.raises(ValueError, match="add up"):
        blended_demand(parts, weights * 2)


def test_variance_of_the_textbook_rule_by_simulation(rng):
    """Independent demand and lead time: mean H var + rate^2 var(L)."""
    lead = rng.poisson(3.0, 200000)
    total = rng.poisson(4.0 * (lead + 1)).astype(float)
    history = rng.poisson(4.0, (1, 4000)).astype(float)
    ours = history_demand(history, [3.0], [3.0], [1.0])
    assert ours.mean_protection[0] == pytest.approx(total.mean(), rel=0.02)
    assert ours.variance_protection[0] == pytest.approx(total.var(), rel=0.05)
