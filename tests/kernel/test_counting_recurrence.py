"""Counts that come again: phases, windows, repeats."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.recurrence import (
    due_window,
    next_due_day,
    phase_fraction,
    repeat_windows,
)


@given(
    last=st.integers(-500, 500),
    phase=st.floats(0, 0.999),
    interval=st.sampled_from([5.0, 21.0, 62.5, 250.0]),
    share=st.sampled_from([0.0, 0.1, 0.2, 0.5]),
)
def test_due_day_is_one_interval_give_or_take_the_window(last, phase, interval, share):
    due = next_due_day([last], [phase], [interval], window_share=share)[0]
    rounding = 1e-6
    assert due > last + share * interval - rounding
    assert due <= last + (1 + share) * interval + rounding
    # A day of its own: the phase is kept.
    turns = due / interval - phase
    assert abs(turns - round(turns)) < 1e-6


@pytest.mark.parametrize("offset", [-0.2, -0.1, 0.0, 0.1, 0.1999])
def test_a_count_anywhere_in_the_window_leads_to_the_next_regular_day(offset):
    last = 100 + offset * 50
    assert next_due_day([last], [0.0], [50], window_share=0.2) == 150


def test_a_count_of_everything_makes_no_peak():
    phase = phase_fraction(np.arange(5000))
    due = next_due_day(np.zeros(5000), phase, np.full(5000, 100.0), window_share=0.2)
    load = np.bincount(due.astype(int))
    assert load.max() <= 52
    assert load[load > 0].min() >= 40


def test_phases_that_go_on_are_as_even_as_those_of_one_call():
    once = phase_fraction(np.arange(300))
    twice = np.concatenate(
        [phase_fraction(np.arange(100)), phase_fraction(range(100, 300))]
    )
    assert np.array_equal(once, twice)
    share = np.bincount((once * 10).astype(int))
    assert share.max() - share.min() <= 2


def test_the_promised_day_cuts_the_window():
    earliest, latest = due_window(
        [100.0, 100.0], [50, 50], window_share=0.2, limit=[80, np.inf]
    )
    assert earliest.tolist() == [80, 90]
    assert latest.tolist() == [80, 110]


def test_repeats_stay_in_the_plan_and_keep_the_interval():
    item, earliest, latest = repeat_windows(
        [2, -1, 90, 0], [20, 20, 5, np.inf], 85, window_share=0.2
    )
    assert set(item.tolist()) == {0}
    assert earliest.tolist() == [18, 38, 58, 78]
    assert latest.tolist() == [26, 46, 66, 84]


def test_an_interval_of_nothing_is_refused():
    with pytest.raises(ValueError, match="interval"):
        next_due_day([0], [0], [0])
