import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.production.sequence import sequence_orders


def _insert_one_by_one(rank, position):
    """Ranked orders in a row; then each other one after as many as precede it."""
    count = len(rank)
    ranked = sorted(
        (i for i in range(count) if not np.isnan(rank[i])),
        key=lambda i: (rank[i], position[i]),
    )
    slots = [[] for _ in range(len(ranked) + 1)]
    for i in sorted(range(count), key=lambda i: position[i]):
        if np.isnan(rank[i]):
            slots[sum(position[j] < position[i] for j in ranked)].append(i)
    queue = list(slots[0])
    for number, i in enumerate(ranked):
        queue += [i, *slots[number + 1]]
    return queue


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.tuples(
            st.lists(
                st.one_of(st.just(np.nan), st.integers(1, 5).map(float)),
                min_size=n,
                max_size=n,
            ),
            st.permutations(range(n)),
        )
    )
)
def test_sequence_is_that_of_inserting_one_by_one(case):
    rank, position = case
    places = sequence_orders(rank, position)
    assert np.argsort(places).tolist() == _insert_one_by_one(rank, position)


def test_without_ranks_the_default_stays():
    assert sequence_orders([np.nan] * 4, [2, 0, 3, 1]).tolist() == [2, 0, 3, 1]


def test_one_order_from_far_away_shifts_others_by_one_place():
    rank = np.full(50, np.nan)
    rank[40] = 1.0
    places = sequence_orders(rank, np.arange(50))
    assert np.abs(places - np.arange(50))[np.arange(50) != 40].max() <= 1


@pytest.mark.parametrize("position", [[0, 0], [1, 2], [0, 0.5]])
def test_position_that_is_no_permutation_is_refused(position):
    with pytest.raises(ValueError, match="position must be a permutation"):
        sequence_orders([np.nan, np.nan], position)


def test_nothing_to_sequence():
    assert sequence_orders([], []).tolist() == []
