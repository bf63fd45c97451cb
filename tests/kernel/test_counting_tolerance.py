import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.tolerance import variance_summary, within_tolerance

QUANTITY = st.one_of(st.sampled_from([0.0, 1e-9, 1e12]), st.floats(1e-9, 1e12))


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_limits_of_half_a_percent_and_of_units():
    # Practice of the algorithm sheet 1.11: A half, B one, C five percent.
    book = [1000, 1000, 1000, 40, 40]
    counted = [1005, 1006, 1050, 42, 43]
    percent = [0.5, 0.5, 5, 5, 5]
    result = within_tolerance(book, counted, np.ones(5), percent=percent)
    assert result.tolist() == [True, False, True, True, False]
    larger = within_tolerance([40], [43], [1], percent=5, absolute=3)
    assert larger.tolist() == [True]


def test_value_limit_refuses_what_the_quantity_allows():
    arguments = ([1000, 1000], [995, 995], [10, 10.1])
    assert within_tolerance(*arguments, percent=1).all()
    result = within_tolerance(*arguments, percent=1, value_limit=50)
    assert result.tolist() == [True, False]


def test_differences_on_the_limit_are_within_in_spite_of_rounding():
    assert within_tolerance([0.2], [0.3], [1], percent=0, absolute=0.1).all()
    assert within_tolerance([1.1], [1.1 * 1.005], [1], percent=0.5).all()
    assert within_tolerance([0.2], [0.3], [0.3], percent=50, value_limit=0.03).all()


def test_negative_books_are_judged_by_their_size():
    result = within_tolerance([-100, -1], [0, 0], [1, 1], percent=1, absolute=1)
    assert result.tolist() == [False, True]


@given(
    book=QUANTITY,
    counted=QUANTITY,
    cost=QUANTITY,
    percent=st.one_of(st.just(0.0), st.floats(1e-9, 100)),
)
def test_wider_tolerances_never_refuse_more(book, counted, cost, percent):
    with np.errstate(all="raise"):
        narrow = within_tolerance([book], [counted], [cost], percent=percent)
        wide = within_tolerance([book], [counted], [cost], percent=percent + 1)
        exact = within_tolerance([book], [book], [cost], percent=0, value_limit=0)
        summary = variance_summary([book], [counted], [cost], narrow)
    assert wide[0] or not narrow[0]
    assert exact[0]
    assert summary.absolute_value >= abs(summary.net_value)
    assert np.isfinite(summary.net_value)


@pytest.mark.parametrize(
    "book, counted, cost, percent, name",
    [
        ([np.nan], [1], [1], 1, "book"),
        ([1], [np.nan], [1], 1, "counted"),
        ([1], [-1], [1], 1, "counted"),
        ([1], [1], [np.inf], 1, "unit_cost"),
        ([1], [1], [1], -1, "percent"),
        ([1], [1, 2], [1], 1, "counted"),
    ],
)
def test_impossible_counts_are_refused(book, counted, cost, percent, name):
    with pytest.raises(ValueError, match=name):
        within_tolerance(book, counted, cost, percent=percent)


def test_net_variance_hides_what_absolute_variance_shows():
    book, counted, cost = [100, 50, 10], [90, 60, 10], [2.0, 1.0, 7.0]
    ok = within_tolerance(book, counted, cost, percent=1)
    result = variance_summary(book, counted, cost, ok)
    assert (result.n_counted, result.hit_rate) == (3, pytest.approx(1 / 3))
    assert (result.net_quantity, result.absolute_quantity) == (0, 20)
    assert (result.net_value, result.absolute_value) == (-10, 30)
    assert result.book_value == 320
    assert result.net_value_share == pytest.approx(-10 / 320)
    assert result.absolute_value_share == pytest.approx(30 / 320)


def test_shares_do_not_depend_on_the_currency(rng):
    book, counted = rng.integers(0, 90, 30), rng.integers(0, 90, 30)
    cost = rng.gamma(1, 9, 30)
    ok = within_tolerance(book, counted, cost, percent=50)
    one = variance_summary(book, counted, cost, ok)
    cents = variance_summary(book, counted, 100 * cost, ok)
    assert cents.absolute_value_share == pytest.approx(one.absolute_value_share)
    assert cents.absolute_value == pytest.approx(100 * one.absolute_value)


def test_nothing_counted_has_no_hit_rate():
    result = variance_summary([], [], [], [])
    assert result.n_counted == 0
    assert np.isnan([result.hit_rate, result.net_value_share]).all()


def test_judgements_must_be_booleans():
    with pytest.raises(ValueError, match="ok"):
        variance_summary([1], [1], [1], [1])
