"""Random samples: fair, repeatable, allocated by size or for the least error."""

import numpy as np
import pytest
from kernel.counting.accuracy import neyman_allocation
from kernel.counting.sampling import (
    draw_sample,
    proportional_allocation,
    sample_allocation,
)


def test_the_same_seed_draws_the_same_records():
    stratum = np.repeat([0, 1, 2], [30, 60, 90])
    first = draw_sample(stratum, [3, 4, 5], np.random.default_rng(42))
    again = draw_sample(stratum, [3, 4, 5], np.random.default_rng(42))
    other = draw_sample(stratum, [3, 4, 5], np.random.default_rng(43))
    assert first.tolist() == again.tolist() != other.tolist()
    assert np.bincount(stratum[first]).tolist() == [3, 4, 5]
    assert len(set(first.tolist())) == 12


def test_every_record_has_the_same_chance():
    stratum = np.array([1, 0, 1, 0, 1, 0, 0, 1])
    generator = np.random.default_rng(7)
    drawn = np.zeros(8)
    for _turn in range(4000):
        drawn[draw_sample(stratum, [1, 2], generator)] += 1
    expected = np.where(stratum == 0, 1000, 2000)
    # Four standard deviations of a binomial count.
    assert (np.abs(drawn - expected) < 4 * np.sqrt(1000)).all()


def test_shares_add_up_and_follow_the_size():
    assert proportional_allocation([412, 1130, 3388], 13).tolist() == [1, 3, 9]
    assert proportional_allocation([2, 1], 10).tolist() == [2, 1]
    assert proportional_allocation([0, 0], 10).tolist() == [0, 0]


def test_allocation_is_neymans_where_two_a_stratum_are_possible():
    size, accuracy = [400, 1100, 3400], [0.99, 0.97, 0.9]
    found = sample_allocation(size, 100, expected_accuracy=accuracy)
    assert found.tolist() == neyman_allocation(size, accuracy, 100).tolist()
    small = sample_allocation(size, 5, expected_accuracy=accuracy)
    assert small.tolist() == proportional_allocation(size, 5).tolist()


def test_more_than_there_is_cannot_be_drawn():
    with pytest.raises(ValueError, match="count"):
        draw_sample([0, 0], [3], np.random.default_rng(1))
