import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.frequency import class_count_interval, economic_count_interval

AMOUNT = st.one_of(st.sampled_from([0.0, 1e-9, 1e12]), st.floats(1e-9, 1e12))


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_interval_is_the_year_over_the_counts_of_the_class():
    table = {"A": 6, "B": 3, "C": 1, "N": 0}
    result = class_count_interval(["C", "A", "B", "N"], table, days_per_year=252)
    assert result.tolist() == [252, 42, 84, np.inf]


def test_class_without_a_number_is_refused():
    with pytest.raises(ValueError, match="item_class must be one of A; got B"):
        class_count_interval(["A", "B"], {"A": 6})


@pytest.mark.parametrize(
    "table, year", [({"A": -1}, 365), ({"A": np.nan}, 365), ({"A": 1}, 0)]
)
def test_impossible_tables_are_refused(table, year):
    with pytest.raises(ValueError, match="counts_per_year|days_per_year"):
        class_count_interval(["A"], table, days_per_year=year)


def test_no_items_have_no_interval():
    assert class_count_interval([], {"A": 6}).shape == (0,)


def test_economic_interval_is_the_cheapest_by_brute_force(rng):
    count, price, growth = rng.gamma(1, 5, 20), rng.gamma(1, 1, 20), rng.gamma(1, 1, 20)
    interval = economic_count_interval(count, price, growth)
    factor = np.geomspace(0.2, 5, 2001)
    tried = interval[:, None] * factor
    cost = count[:, None] / tried + (price * growth)[:, None] * tried / 2
    assert factor[cost.argmin(axis=1)] == pytest.approx(1, rel=2e-3)


def test_cost_of_errors_is_half_the_final_variance_by_simulation(rng):
    steps = rng.choice([-1.0, 1.0], size=(20000, 40)) * np.sqrt(0.3)
    mean_square = (np.cumsum(steps, axis=1) ** 2).mean()
    assert mean_square == pytest.approx(0.3 * 40 / 2, rel=0.05)


def test_nothing_drifts_and_free_counts():
    result = economic_count_interval([5, 5, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0])
    assert result.tolist() == [np.inf, np.inf, 0, np.inf]


@given(count=AMOUNT, price=AMOUNT, growth=AMOUNT, factor=st.floats(1.01, 100))
def test_interval_scales_with_the_root_of_the_cost(count, price, growth, factor):
    with np.errstate(all="raise"):
        interval = economic_count_interval([count], [price], [growth])[0]
        dearer = economic_count_interval([count * factor], [price], [growth])[0]
    assert interval >= 0
    if np.isfinite(interval):
        assert dearer == pytest.approx(interval * np.sqrt(factor))


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_impossible_costs_are_refused(wrong):
    with pytest.raises(ValueError, match="error_cost"):
        economic_count_interval([1], [wrong], [1])
