"""The book at the moment of a count."""

import numpy as np
import pytest
from kernel.counting.replay import replay_count


def test_moves_after_the_scan_are_taken_back():
    result = replay_count(
        [10.0, 4.0],
        [100, 100],
        [160, 100],
        move_item=[0, 0, 1],
        move_time=[161, 99, 101],
        move_quantity=[-2, 5, 3],
    )
    assert result.expected.tolist() == [12.0, 1.0]
    assert result.moved_since.tolist() == [-2.0, 3.0]
    assert result.moves_during.tolist() == [0, 0]


def test_a_move_at_the_moment_of_a_scan_is_during_the_count():
    result = replay_count(
        [10.0],
        [100],
        [160],
        move_item=[0, 0, 0],
        move_time=[100, 130, 160],
        move_quantity=[1, 1, 1],
    )
    assert result.expected.tolist() == [10.0]
    assert result.moves_during.tolist() == [3]


def test_no_move_leaves_the_book():
    result = replay_count([3.0], [0], [0], move_item=[], move_time=[], move_quantity=[])
    assert result.expected.tolist() == [3.0]


def test_no_item():
    result = replay_count([], [], [], move_item=[], move_time=[], move_quantity=[])
    assert result.expected.shape == (0,)


def test_the_same_as_a_book_kept_move_by_move():
    rng = np.random.default_rng(5)
    n_items, n_moves = 40, 600
    item = rng.integers(0, n_items, n_moves)
    time = np.sort(rng.integers(0, 1000, n_moves)).astype(float)
    quantity = rng.integers(-9, 10, n_moves).astype(float)
    first = rng.integers(0, 900, n_items).astype(float)
    last = first + rng.integers(0, 100, n_items)
    now = np.zeros(n_items)
    np.add.at(now, item, quantity)
    book = np.zeros(n_items)
    expected = np.zeros(n_items)
    for index in range(n_items):
        for who, when, moved in zip(item, time, quantity, strict=True):
            if who == index and when <= last[index]:
                book[index] += moved
        expected[index] = book[index]
    result = replay_count(
        now, first, last, move_item=item, move_time=time, move_quantity=quantity
    )
    np.testing.assert_allclose(result.expected, expected)
    np.testing.assert_allclose(result.expected + result.moved_since, now)


def test_bad_input_is_refused():
    moves = {"move_time": [1], "move_quantity": [1]}
    with pytest.raises(ValueError, match="before first_scan"):
        replay_count([1], [5], [4], move_item=[0], **moves)
    with pytest.raises(ValueError, match="index of an item"):
        replay_count([1], [5], [5], move_item=[1], **moves)
    with pytest.raises(ValueError, match="move_time"):
        replay_count([1], [5], [5], move_item=[0, 0], **moves)
