"""What transfers brought, and what chosen moves would bring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.move_evaluation import evaluate_moves
from kernel.network.network_stock import Lanes, NetworkStock
from kernel.network.shipments import plan_transfers
from kernel.network.transfer_outcome import transfer_outcome

ALL = [[True] * 4]


def test_units_that_were_needed_are_saved():
    outcome = transfer_outcome([10], [[30, 12, 6, 20]], ALL, [[9] * 4], ALL, [1])
    assert outcome.avoided.tolist() == [4.0]
    assert outcome.lost.tolist() == [0.0]


def test_units_that_nobody_needed_save_nothing():
    outcome = transfer_outcome([10], [[30, 12, 11, 20]], ALL, [[9] * 4], ALL, [1])
    assert outcome.avoided.tolist() == [0.0]


def test_days_outside_the_window_do_not_count():
    window = [[True, False, False, False]]
    outcome = transfer_outcome([10], [[30, 0, 0, 0]], window, [[0] * 4], window, [2])
    assert outcome.avoided.tolist() == [0.0]
    assert outcome.lost.tolist() == [2.0]


def test_empty_donor_lost_no_more_than_it_gave():
    outcome = transfer_outcome([3], [[0] * 4], ALL, [[0] * 4], ALL, [5])
    assert outcome.avoided.tolist() == [3.0]
    assert outcome.lost.tolist() == [3.0]


@given(
    st.floats(0.1, 50.0),
    st.lists(st.floats(0.0, 20.0), min_size=4, max_size=4),
    st.floats(0.0, 60.0),
)
def test_replay_without_the_transfer_agrees(quantity, demand, start):
    """A receiver that waits for nothing: lost demand with and without the transfer."""

    def lost(stock):
        total, path = 0.0, []
        for wanted in demand:
            total += max(wanted - stock, 0.0)
            stock = max(stock - wanted, 0.0)
            path.append(stock)
        return total, path

    with_it, path = lost(start + quantity)
    without, _ = lost(start)
    outcome = transfer_outcome([quantity], [path], ALL, [[9] * 4], ALL, [0])
    # A site that ran out all the same used the whole transfer.
    assert outcome.avoided[0] == pytest.approx(without - with_it, abs=1e-6)


def network_stock(rows=1):
    """Return a donor with plenty and a receiver that is short."""
    one = np.ones((rows, 2))
    return NetworkStock(
        position=one * [40.0, 2.0],
        available=one * [40.0, 2.0],
        mean=one * [10.0, 12.0],
        variance=one * [10.0, 30.0],
        keep=one * [15.0, 15.0],
        maximum=one * np.nan,
        rate_per_day=one,
        unit=np.ones(rows),
        unit_value=np.full(rows, 5.0),
        shortage_cost=one * 9.0,
        holding_cost=one * 0.01,
    )


def test_chosen_move_is_valued_like_that_of_the_plan():
    lanes = Lanes([0], [1], [1.0], shipment_cost=4.0)
    plan = plan_transfers(network_stock(), lanes)
    moves = evaluate_moves(network_stock(), lanes, plan.lane, plan.quantity)
    for name in ("shortage_saved", "donor_risk", "holding_saved", "gain"):
        np.testing.assert_allclose(getattr(moves, name), getattr(plan, name))
    np.testing.assert_allclose(moves.donor_stockout_after, plan.donor_stockout_after)


def test_no_quantity_beats_the_one_of_the_plan():
    lanes = Lanes([0], [1], [1.0])
    (best,) = plan_transfers(network_stock(), lanes).quantity
    quantity = np.arange(1.0, 26.0)
    moves = evaluate_moves(
        network_stock(len(quantity)), lanes, np.zeros(len(quantity), int), quantity
    )
    assert quantity[moves.gain.argmax()] == best


def test_a_full_load_more_costs_a_shipment_more():
    lanes = Lanes(
        [0], [1], [1.0], shipment_cost=4.0, load=np.ones((2, 1)), capacity=[10.0]
    )
    moves = evaluate_moves(network_stock(2), lanes, [0, 0], [10.0, 11.0])
    assert moves.shipment_share.tolist() == [4.0, 8.0]


def test_wrong_moves_are_refused():
    lanes = Lanes([0], [1], [1.0])
    with pytest.raises(ValueError, match="above 0"):
        evaluate_moves(network_stock(), lanes, [0], [0.0])
    with pytest.raises(ValueError, match="lane"):
        evaluate_moves(network_stock(), lanes, [1], [1.0])
