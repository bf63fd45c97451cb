"""Bundles of counts by zone and counter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.counting.zones import bundle_by_zone, share_among_counters


@given(
    counts=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), max_size=40),
    limit=st.integers(9, 30),
)
def test_a_bundle_has_one_zone_and_fits(counts, limit):
    table = np.array(counts, dtype=np.int64).reshape(-1, 2)
    bundle = bundle_by_zone(table[:, 0], table[:, 1], limit)
    for number in np.unique(bundle):
        inside = bundle == number
        assert len(set(table[inside, 0].tolist())) == 1
        assert table[inside, 1].sum() <= limit


def test_a_long_count_is_a_bundle_of_its_own():
    assert bundle_by_zone([1, 1, 1], [2, 50, 2], 10).tolist() == [0, 1, 2]


def test_wrong_input_is_named():
    with pytest.raises(ValueError, match="limit"):
        bundle_by_zone([1], [1], 0)
    with pytest.raises(ValueError, match="zone"):
        bundle_by_zone([1, 2], [1], 5)
    with pytest.raises(ValueError, match="n_counters"):
        share_among_counters([1], 0)


def test_counters_get_even_work():
    work = np.random.default_rng(3).integers(5, 40, 30)
    counter = share_among_counters(work, 3)
    load = np.bincount(counter, weights=work)
    # Graham's bound: 4/3 of the best possible.
    assert load.max() <= max(work.sum() / 3, work.max()) * 4 / 3


def test_work_that_is_there_already_counts():
    assert share_among_counters([5], 2, load=[10, 0]).tolist() == [1]
