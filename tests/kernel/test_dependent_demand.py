import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.production.dependent_demand import (
    DependentDemand,
    dependent_demand,
    join_demand,
    uncovered_forecast,
)


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise", under="ignore"):
        yield


def test_batches_of_random_phase_against_simulation():
    """3 pumps a day made 30 at a time: a batch every 10 days, 2 screws each."""
    rng = np.random.default_rng(3)
    horizon = 14.0
    phase = rng.uniform(0.0, 10.0, 200_000)
    batches = np.floor((horizon - phase) / 10.0) + 1
    found = dependent_demand([0], [2.0], [3.0], [0.0], [30.0], [horizon])
    assert found.variance[0] == pytest.approx((60 * batches).var(), rel=0.01)
    assert found.rate[0] * horizon == pytest.approx((60 * batches).mean(), rel=0.01)


def test_products_add_up():
    found = dependent_demand(
        [0, 0, 1],
        [2.0, 1.0, 4.0],
        [3.0, 5.0, 1.0],
        [1.0, 2.0, 0.5],
        [0.0] * 3,
        [2.0, 1.0],
    )
    assert found.rate.tolist() == [11.0, 4.0]
    assert found.variance.tolist() == [4 * 2 + 2 * 2, 16 * 0.5]


def test_nothing_uses_the_component():
    found = dependent_demand([], [], [], [], [], [3.0, 4.0])
    assert found.rate.tolist() == [0.0, 0.0]


def test_history_that_products_explain_counts_once():
    """All of it went into products whose forecast is the same: nothing changes."""
    dependent = DependentDemand(np.array([4.0]), np.array([9.0]))
    total, variance = join_demand([20.0], [50.0], [1.0], dependent, [5.0])
    assert total.tolist() == [20.0]
    assert variance.tolist() == [9.0]


def test_item_that_is_only_sold_stays_as_it_is():
    nothing = DependentDemand(np.zeros(1), np.zeros(1))
    total, variance = join_demand([20.0], [50.0], [0.0], nothing, [5.0])
    assert (total[0], variance[0]) == (20.0, 50.0)


def test_open_orders_consume_the_forecast_and_not_more():
    total, variance = uncovered_forecast(
        [30.0] * 3, [8.0] * 3, [20.0] * 3, [4.0] * 3, [0.0, 5.0, 99.0]
    )
    assert total.tolist() == [30.0, 25.0, 10.0]
    assert variance.tolist() == [8.0, 7.0, 4.0]


def test_all_of_it_known_leaves_nothing_uncertain():
    total, variance = uncovered_forecast([20.0], [4.0], [20.0], [4.0], [20.0])
    assert (total[0], variance[0]) == (0.0, 0.0)


@given(st.floats(0, 1e12), st.floats(0, 1e12), st.floats(0, 1e12))
def test_known_and_uncovered_add_up_to_the_larger_of_both(outside, forecast, known):
    left, _variance = uncovered_forecast(
        [outside + forecast], [0.0], [forecast], [0.0], [known]
    )
    total = outside + max(forecast, known)
    assert left[0] + known == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0], [-1.0], [1.0], [1.0], [0.0], [1.0]), "usage"),
        (([0], [1.0], [1.0], [1.0], [0.0], [-1.0]), "horizon_days"),
    ],
)
def test_bad_input_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        dependent_demand(*arguments)


def test_share_above_one_is_refused():
    nothing = DependentDemand(np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="explained_share"):
        join_demand([1.0], [1.0], [1.5], nothing, [1.0])
