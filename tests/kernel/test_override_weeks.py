import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.forecast.override import override_forecast
from kernel.forecast.override_weeks import BANDS, forecast_bands, override_weeks
from scipy import stats

AMOUNTS = st.integers(0, 100000).map(lambda hundredths: hundredths / 100)


@given(
    AMOUNTS,
    AMOUNTS,
    st.integers(-20, 60),
    st.integers(0, 60),
    st.booleans(),
    st.floats(0, 3),
)
def test_the_weeks_add_up_to_the_whole_horizon(
    mean, variance, first, length, absolute, value
):
    change = ([first], [first + length], [absolute], [value])
    weeks, spread, days = override_weeks([mean], [variance], 6, [0], *change)
    whole = override_forecast([mean * 6], [variance * 6], [42], [0], *change)
    assert weeks.sum() == pytest.approx(whole.total[0])
    assert spread.sum() == pytest.approx(whole.variance[0])
    assert days.sum() == whole.days[0]


def test_later_overrides_work_on_what_earlier_ones_left():
    weeks, _spread, _days = override_weeks(
        [10, 20], [1, 1], 2, [1, 1], [0, 0], [6, 6], [False, False], [1.0, -0.5]
    )
    assert weeks.tolist() == [[10, 10], [20, 20]]
    weeks, _spread, _days = override_weeks(
        [10], [1], 2, [0, 0], [0, 0], [6, 6], [True, False], [2.0, 0.5]
    )
    assert weeks.tolist() == [[21, 10]]


def test_without_items_or_overrides_nothing_happens():
    weeks, spread, days = override_weeks([], [], 3, [], [], [], [], [])
    assert weeks.shape == spread.shape == days.shape == (0, 3)
    weeks, spread, days = override_weeks([5], [2], 3, [], [], [], [], [])
    assert (weeks.tolist(), spread.tolist()) == ([[5, 5, 5]], [[2, 2, 2]])
    assert not days.any()


def test_bands_hold_demand_with_their_probability():
    bands = forecast_bands([1000.0], [400.0])
    for share, (low, high) in zip(BANDS, bands, strict=True):
        law = stats.gamma(2500, scale=0.4)
        assert law.cdf(high[0]) - law.cdf(low[0]) == pytest.approx(share, abs=1e-6)


def test_bands_lie_in_each_other():
    mean = np.array([0.0, 0.3, 4.0, 80.0])
    bands = forecast_bands(mean, 3 * mean)
    for (low, high), (wider_low, wider_high) in zip(bands, bands[1:], strict=False):
        assert (wider_low <= low).all()
        assert (wider_high >= high).all()
