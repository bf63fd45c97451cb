import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.demand.phase_out import (
    alive_probability,
    cap_order_up_to,
    obsolescence_probability,
    phase_out,
    remaining_demand,
)
from scipy import stats

NAN = np.nan


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_probability_of_the_gap_by_hand():
    """Two intervals of two periods: p = 1/2; four empty periods: (1/2)^4."""
    result = phase_out([[0, 3, 0, 1, 0, 2, 0, 0, 0, 0]])
    assert result.probability[0] == pytest.approx(1 / 16)
    assert result.gap[0] == 4
    assert not result.is_phased_out[0]
    assert phase_out([[3, 0, 1, 0, 2] + [0] * 7]).is_phased_out[0]


def test_unobserved_periods_are_no_gap():
    assert alive_probability([[1, 0, 1, NAN, NAN, 0]])[0] == pytest.approx(0.5)


def test_false_alarms_stay_below_the_limit(rng):
    """Living items of known probability: at most about 1 % are flagged by the law."""
    demand = rng.random((4000, 150)) < 0.2
    result = phase_out(demand.astype(float), interval_limit=1e9)
    assert result.is_phased_out.mean() < 0.02
    dead = demand.copy()
    dead[:, -40:] = False
    assert phase_out(dead.astype(float)).is_phased_out.mean() > 0.98


def test_longer_gaps_are_less_probable():
    demand = [[1, 0, 1, 1] + [0] * gap + [NAN] * (9 - gap) for gap in range(10)]
    assert (np.diff(alive_probability(demand)) < 0).all()


def test_single_demand_and_no_demand():
    result = phase_out([[0, 5, 0, 0, 0], [0, 0, 0, 0, 0]])
    assert result.probability[0] == pytest.approx((1 - 1 / 4) ** 3)
    assert np.isnan(result.probability[1])
    assert result.is_phased_out.tolist() == [False, False]


def test_remaining_demand_is_the_sum_of_the_surviving_periods():
    result = remaining_demand([3], [0.8], [7], survival=[0.9])
    assert result[0] == pytest.approx(3 * 0.8 * (0.9 ** np.arange(1, 8)).sum())
    endless = remaining_demand([3], [1], [1e6], survival=[0.9])
    assert endless[0] == pytest.approx(3 * 0.9 / 0.1)
    near = remaining_demand([3], [1], [7], survival=[1 - 1e-12])
    assert near[0] == pytest.approx(21)
    assert remaining_demand([3], [1], [7], survival=[0]).tolist() == [0]


def test_level_is_capped_at_the_remaining_demand():
    assert cap_order_up_to([50, 5, 50], [12, 12, NAN]).tolist() == [12, 5, 50]


@pytest.mark.parametrize(("mean", "variance"), [(4, 4), (4, 11), (8, 30)])
def test_obsolescence_of_whole_units_by_brute_force(mean, variance):
    law = (
        stats.poisson(mean)
        if mean == variance
        else stats.nbinom(mean**2 / (variance - mean), mean / variance)
    )
    units = np.arange(90)
    for stock in (1, 3, 7, 20):
        probability, provision = obsolescence_probability(
            [stock], [mean], [variance], unit_cost=2.5
        )
        assert probability[0] == pytest.approx(law.cdf(stock - 1))
        left = (np.maximum(stock - units, 0) * law.pmf(units)).sum()
        assert provision[0] == pytest.approx(2.5 * left)


def test_obsolescence_of_continuous_demand():
    law = stats.gamma(100**2 / 900, scale=9)
    probability, provision = obsolescence_probability([90], [100], [900], unit_cost=1)
    assert probability[0] == pytest.approx(law.cdf(90))
    grid = np.linspace(0, 90, 20001)
    assert provision[0] == pytest.approx(np.trapezoid(law.cdf(grid), grid), rel=1e-6)


def test_more_stock_is_more_obsolete():
    stock = np.arange(0.0, 60)
    n = len(stock)
    probability, provision = obsolescence_probability(
        stock, np.full(n, 9), np.full(n, 30), unit_cost=1
    )
    assert (np.diff(probability) >= 0).all()
    assert (np.diff(provision) >= 0).all()
    assert probability[0] == 0


def test_dead_items_lose_all_their_stock():
    probability, provision = obsolescence_probability([5], [0], [0], unit_cost=3)
    assert (probability[0], provision[0]) == (1, 15)
    assert obsolescence_probability([5], [5], [0])[0].tolist() == [0]


@settings(max_examples=80)
@given(st.data(), st.integers(1, 8))
def test_any_input_gives_finite_results(data, n_periods):
    amounts = st.sampled_from([0.0, 1.0, 3.0, 1e-9, 1e12, NAN])
    row = data.draw(st.lists(amounts, min_size=n_periods, max_size=n_periods))
    result = phase_out([row])
    has_demand = np.nansum(row) > 0
    assert (0 <= result.probability[0] <= 1) == has_demand
    number = st.sampled_from([0.0, 1.0, 5.5, 40.0, 1e-9, 1e12])
    stock, mean, variance = (data.draw(number) for _ in range(3))
    probability, provision = obsolescence_probability(
        [stock], [mean], [variance], unit_cost=2
    )
    assert 0 <= probability[0] <= 1
    assert 0 <= provision[0] <= 2 * stock
    survival = data.draw(st.sampled_from([0.0, 1e-9, 0.5, 1 - 1e-9, 1.0]))
    assert np.isfinite(remaining_demand([stock], [1], [mean], survival=[survival]))[0]


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="probability_limit"):
        phase_out([[1]], interval_limit=0)
    with pytest.raises(ValueError, match="alive"):
        remaining_demand([1], [1.5], [1])
    with pytest.raises(ValueError, match="stock"):
        obsolescence_probability([-1], [1], [1])
