"""Messages on open orders: worked by hand, and bad input."""

import numpy as np
import pytest
from kernel.inventory.action_messages import (
    CANCEL,
    DECREASE,
    EXPEDITE,
    INCREASE,
    NONE,
    POSTPONE,
    Margins,
    OpenOrders,
    StockPlan,
    action_messages,
)

DAYS = 40


def plan_of(
    on_hand=50.0, rate=2.0, safety=6.0, point=20.0, level=60.0, position=50.0, **values
):
    demand = np.full((1, DAYS), rate)
    return StockPlan(
        [on_hand], demand, [safety], [point], [level], [position], **values
    )


def orders_of(*rows, **values):
    """Return orders of one item from rows (due day, quantity, is draft)."""
    due, quantity, draft = zip(*rows, strict=True)
    return OpenOrders([0] * len(rows), due, quantity, draft, **values)


# Worked by hand -------------------------------------------------------------


def test_order_is_postponed_to_the_day_on_which_safety_stock_is_reached():
    # 50 at 2 a day: 44 may go, 22 days do not go below 6, the 23rd (day 22) does.
    found = action_messages(plan_of(), orders_of((5, 10.0, False)))
    assert found.code.tolist() == [POSTPONE]
    assert found.need_day.tolist() == [22]
    assert found.new_day.tolist() == [22]
    assert found.new_quantity.tolist() == [10.0]


def test_order_is_expedited_and_what_lacks_until_then_is_counted():
    # 10 on hand: 2 days until 6; at the end of day 7, before the order, -6 are left.
    plan = plan_of(on_hand=10.0, position=30.0)
    found = action_messages(plan, orders_of((8, 20.0, False)))
    assert found.code.tolist() == [EXPEDITE]
    assert found.new_day.tolist() == [2]
    assert found.lacking.tolist() == [12.0]


def test_expedite_goes_no_further_than_today():
    plan = plan_of(on_hand=-3.0, position=30.0)
    found = action_messages(plan, orders_of((5, 33.0, False)))
    assert (found.code[0], found.new_day[0]) == (EXPEDITE, 0)


def test_expedite_goes_no_further_than_the_order_can_come():
    # Needed on day 2; ordered today it cannot come before day 6 (5.5 days).
    plan = plan_of(on_hand=10.0, position=30.0)
    for due, code, day in ((9, EXPEDITE, 6), (8, NONE, 8)):
        orders = orders_of((due, 20.0, True), earliest_day=5.5)
        found = action_messages(plan, orders)
        assert (found.code[0], found.new_day[0]) == (code, day)
        assert found.need_day[0] == 2


def test_earlier_order_counts_even_when_it_comes_too_late():
    # The first is needed on day 2 and comes on day 10; the second is needed when
    # both are used: 4 + 20 = 24 at 2 a day, day 12, which is when it comes.
    plan = plan_of(on_hand=10.0, position=50.0)
    rows = (12, 20.0, False), (10, 20.0, False)
    found = action_messages(plan, orders_of(*rows))
    assert found.code.tolist() == [NONE, EXPEDITE]
    assert found.need_day.tolist() == [12, 2]
    assert found.earlier.tolist() == [20.0, 0.0]


def test_surplus_is_taken_off_from_the_latest_order_on():
    # Position 100, level 60: 40 too many. The last 30 go, then 10 of 24 in boxes of 6.
    rows = (3, 24.0, False), (9, 30.0, False)
    found = action_messages(plan_of(position=100.0), orders_of(*rows, multiple=6.0))
    assert found.code.tolist() == [DECREASE, CANCEL]
    assert found.new_quantity.tolist() == [18.0, 0.0]


def test_surplus_ends_with_the_first_order_that_keeps_something():
    # 5 too many are within a fifth of the last order: the earlier one stays as well.
    rows = (3, 6.0, False), (9, 30.0, False)
    found = action_messages(plan_of(on_hand=20.0, position=65.0), orders_of(*rows))
    assert not set(found.code.tolist()) & {CANCEL, DECREASE}
    assert found.new_quantity.tolist() == [6.0, 30.0]


def test_vendor_minimum_limits_a_decrease_but_not_a_cancellation():
    row = (20, 30.0, False)
    less = action_messages(plan_of(position=80.0), orders_of(row, minimum=25.0))
    none = action_messages(plan_of(position=90.0), orders_of(row, minimum=25.0))
    same = action_messages(plan_of(position=80.0), orders_of(row, minimum=30.0))
    assert (less.code[0], less.new_quantity[0]) == (DECREASE, 25.0)
    assert (none.code[0], none.new_quantity[0]) == (CANCEL, 0.0)
    assert same.code[0] == NONE


def test_first_draft_grows_to_the_level_in_whole_boxes():
    # Position 18, point 20, level 60: 42 are missing, four boxes of 12.
    rows = (2, 12.0, False), (4, 12.0, True), (6, 12.0, True)
    plan = plan_of(on_hand=0.0, position=18.0)
    found = action_messages(plan, orders_of(*rows, multiple=12.0))
    assert found.code[1] == INCREASE
    assert found.new_quantity.tolist() == [12.0, 60.0, 12.0]


def test_confirmed_orders_do_not_grow():
    found = action_messages(plan_of(position=18.0), orders_of((4, 12.0, False)))
    assert found.code[0] != INCREASE


def test_order_ahead_of_a_far_commitment_is_no_surplus():
    row = (20, 40.0, False)
    near = action_messages(plan_of(position=100.0), orders_of(row))
    far = action_messages(plan_of(position=100.0, committed_later=40.0), orders_of(row))
    assert (near.code[0], far.code[0]) == (CANCEL, NONE)


def test_fixed_order_counts_but_gets_no_message():
    rows = (3, 20.0, False), (9, 30.0, False)
    orders = orders_of(*rows, is_fixed=[False, True])
    found = action_messages(plan_of(position=100.0), orders)
    assert found.code.tolist() == [CANCEL, NONE]


def test_order_that_is_never_needed_waits_until_the_last_day():
    plan = plan_of(rate=0.0)
    found = action_messages(plan, orders_of((5, 10.0, False)))
    assert (found.code[0], found.need_day[0], found.new_day[0]) == (
        POSTPONE,
        -1,
        DAYS - 1,
    )


def test_margins_keep_small_differences_quiet():
    plan = plan_of(on_hand=10.0, position=30.0)  # needed on day 2
    margins = Margins(expedite_days=3, postpone_days=2)
    for due, code in ((5, NONE), (6, EXPEDITE), (0, NONE)):
        found = action_messages(plan, orders_of((due, 20.0, False)), margins)
        assert found.code[0] == code
    tight = Margins(expedite_days=3, postpone_days=1)
    found = action_messages(plan, orders_of((0, 20.0, False)), tight)
    assert found.code[0] == POSTPONE


def test_no_orders_give_no_messages():
    found = action_messages(plan_of(), OpenOrders([], [], [], []))
    assert found.code.tolist() == []


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"quantity": [0.0]}, "quantity"),
        ({"multiple": [0.0]}, "multiple"),
        ({"item": [1]}, "item"),
        ({"due_day": [0.5]}, "due_day"),
        ({"due_day": [-1]}, "due_day"),
    ],
)
def test_bad_orders_are_named(values, name):
    good = {"item": [0], "due_day": [1], "quantity": [5.0], "is_draft": [True]}
    with pytest.raises(ValueError, match=name):
        action_messages(plan_of(), OpenOrders(**{**good, **values}))


def test_bad_plan_and_margins_are_named():
    orders = orders_of((1, 5.0, True))
    with pytest.raises(ValueError, match="order_up_to"):
        action_messages(plan_of(level=10.0), orders)
    with pytest.raises(ValueError, match="demand"):
        action_messages(plan_of(rate=-1.0), orders)
    with pytest.raises(ValueError, match="margins"):
        action_messages(plan_of(), orders, Margins(expedite_days=-1))
