import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.production.promise import (
    BUY,
    MAKE,
    NONE,
    RECEIPT,
    STOCK,
    Sources,
    promise,
    promise_day,
)


def _walk(steps):
    for step in steps:
        yield step
        yield from _walk(step.steps)


def _pump(**changes):
    """A pump (0) of 1 motor (1) and 4 screws (2); a motor takes 2 screws."""
    values = {
        "make_days": {0: 2.0, 1: 3.0},
        "buy_days": {2: 10.0},
        "components": {0: [(1, 1.0), (2, 4.0)], 1: [(2, 2.0)]},
        "stock": {},
        "receipts": {},
    }
    return Sources(**(values | changes))


def test_stock_is_promised_today():
    steps = promise(0, 3.0, _pump(stock={0: 5.0}))
    assert [(step.kind, step.day) for step in steps] == [(STOCK, 0.0)]


def test_without_stock_the_longest_path_counts():
    steps = promise(0, 1.0, _pump())
    assert promise_day(steps) == 10 + 3 + 2
    critical = [(s.item, s.kind) for s in _walk(steps) if s.is_critical]
    assert critical == [(0, MAKE), (1, MAKE), (2, BUY)]


def test_components_on_hand_leave_the_making():
    steps = promise(0, 2.0, _pump(stock={1: 2.0, 2: 8.0}))
    assert promise_day(steps) == 2.0


def test_component_of_two_places_shares_its_stock():
    """Motor and pump need 6 screws together; 5 are there."""
    assert promise_day(promise(0, 1.0, _pump(stock={2: 6.0}))) == 5.0
    assert promise_day(promise(0, 1.0, _pump(stock={2: 5.0}))) == 12.0


def test_receipt_is_waited_for_when_it_is_earlier():
    receipts = {0: [(4.0, 2.0, 7), (1.0, 1.0, 8)]}
    steps = promise(0, 2.0, _pump(receipts=receipts))
    assert [(s.kind, s.supply, s.quantity) for s in steps] == [
        (RECEIPT, 8, 1.0),
        (RECEIPT, 7, 1.0),
    ]
    assert promise_day(steps) == 4.0


def test_making_is_chosen_when_it_is_earlier():
    receipts = {0: [(40.0, 9.0, 1)]}
    steps = promise(0, 2.0, _pump(stock={2: 99.0}, receipts=receipts))
    assert promise_day(steps) == 5.0


def test_receipt_is_promised_once():
    receipts = {2: [(1.0, 5.0, 3)]}
    steps = promise(0, 1.0, _pump(receipts=receipts))
    taken = [s for s in _walk(steps) if s.kind == RECEIPT]
    assert sum(step.quantity for step in taken) <= 5.0
    assert promise_day(steps) == 12.0


def test_what_nobody_makes_or_sells_is_never_there():
    steps = promise(5, 1.0, _pump())
    assert steps[0].kind == NONE
    assert promise_day(steps) == np.inf


def test_item_that_contains_itself_is_bought():
    sources = Sources(make_days={0: 1.0}, buy_days={0: 6.0}, components={0: [(0, 1.0)]})
    assert promise_day(promise(0, 1.0, sources)) == 6.0


@pytest.mark.parametrize("quantity", [0.0, -1.0, np.nan])
def test_quantity_has_to_be_above_zero(quantity):
    with pytest.raises(ValueError, match="quantity"):
        promise(0, quantity, _pump())


AMOUNTS = st.dictionaries(st.integers(0, 2), st.integers(0, 20).map(float))


@given(AMOUNTS, st.integers(1, 9), st.integers(0, 2), st.integers(1, 9))
def test_more_stock_is_never_later_and_more_quantity_never_earlier(
    stock, quantity, item, more
):
    day = promise_day(promise(0, quantity, _pump(stock=stock)))
    richer = {**stock, item: stock.get(item, 0.0) + more}
    assert promise_day(promise(0, quantity, _pump(stock=richer))) <= day
    assert promise_day(promise(0, quantity + more, _pump(stock=stock))) >= day


@given(AMOUNTS, st.integers(1, 9))
def test_critical_path_adds_up_and_steps_bring_the_quantity(stock, quantity):
    steps = promise(0, quantity, _pump(stock=stock))
    assert sum(step.quantity for step in steps) == pytest.approx(quantity)
    lead = {(0, MAKE): 2.0, (1, MAKE): 3.0, (2, BUY): 10.0}
    path = [(s.item, s.kind) for s in _walk(steps) if s.is_critical]
    assert promise_day(steps) == sum(lead[step] for step in path)


@given(AMOUNTS, st.integers(1, 9))
def test_nothing_is_taken_twice(stock, quantity):
    steps = promise(0, quantity, _pump(stock=stock))
    for item in range(3):
        taken = sum(
            s.quantity for s in _walk(steps) if s.kind == STOCK and s.item == item
        )
        assert taken <= stock.get(item, 0.0) + 1e-9
