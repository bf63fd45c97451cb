"""Messages on open orders against a literal reading of the rule, and properties."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
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


def by_hand(plan, orders, margins):
    """Read the rule literally, one order after the other."""
    columns = (orders.item, orders.due_day, orders.quantity, orders.is_draft,
               orders.multiple, orders.is_fixed)  # fmt: skip
    rows = list(zip(*columns, strict=True))
    result = [(NONE, row[1], row[2]) for row in rows]
    for item in set(orders.item):
        mine = sorted((row[1], n) for n, row in enumerate(rows) if row[0] == item)
        mine = [(n, rows[n][1:]) for _due, n in mine]
        found = moves_by_hand(plan, item, mine, margins)
        found.update(increase_by_hand(plan, item, mine))
        found.update(surplus_by_hand(plan, item, mine, margins))
        for n, message in found.items():
            if not rows[n][5]:
                result[n] = message
    return result


def surplus_by_hand(plan, item, mine, margins):
    """Take packs off, from the latest order on."""
    found = {}
    surplus = plan.position[item] - plan.order_up_to[item]
    for n, (due, quantity, _draft, multiple, fixed) in reversed(mine):
        if fixed:
            continue
        left = quantity
        if surplus > margins.quantity_share * quantity:
            while left > 0 and quantity - left + multiple <= surplus:
                left -= multiple
            left = 0 if surplus >= quantity else left
        if left < quantity:
            found[n] = (CANCEL if left <= 0 else DECREASE, due, max(left, 0))
        if left > 0:
            break
        surplus -= quantity
    return found


def increase_by_hand(plan, item, mine):
    """Add packs to the first draft until the level is reached."""
    position = plan.position[item]
    for n, (due, quantity, draft, multiple, fixed) in mine:
        if draft and not fixed:
            if position > plan.reorder_point[item]:
                return {}
            grown = quantity + multiple
            while position + grown - quantity < plan.order_up_to[item]:
                grown += multiple
            return {n: (INCREASE, due, grown)}
    return {}


def moves_by_hand(plan, item, mine, margins):
    """Walk through the days with the orders before each order."""
    found = {}
    stock = plan.on_hand[item]
    for n, (due, quantity, *_rest) in mine:
        left = stock - np.cumsum(plan.demand[item])
        below = [day for day in range(DAYS) if left[day] < plan.safety_stock[item]]
        stock += quantity
        wanted = below[0] if below else DAYS - 1
        if below and due - wanted > margins.expedite_days:
            found[n] = (EXPEDITE, wanted, quantity)
        elif wanted - due > margins.postpone_days:
            found[n] = (POSTPONE, wanted, quantity)
    return found


@st.composite
def cases(draw):
    count = draw(st.integers(1, 3))
    number = st.integers(0, 60)

    def whole(low, high):
        return [draw(st.integers(low, high)) for _ in range(count)]

    point = np.array(whole(0, 40))
    plan = StockPlan(
        on_hand=np.array(whole(-20, 80)),
        demand=np.array([[draw(st.integers(0, 4))] * DAYS for _ in range(count)]),
        safety_stock=np.array(whole(0, 15)),
        reorder_point=point,
        order_up_to=point + whole(0, 50),
        position=np.array(whole(-20, 140)),
    )
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, count - 1), number, st.integers(1, 50), st.booleans(),
                st.integers(1, 12), st.booleans(),
            ),
            min_size=1, max_size=6,
        )
    )  # fmt: skip
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    item, due, quantity, is_draft, multiple, is_fixed = columns
    orders = OpenOrders(item, due, quantity, is_draft, multiple, 0.0, is_fixed)
    days = st.integers(0, 9)
    share = draw(st.sampled_from([0, 0.25, 0.5]))
    margins = Margins(draw(days), draw(days), share)
    return plan, orders, margins


@given(cases())
def test_messages_equal_reading_the_rule_literally(case):
    plan, orders, margins = case
    found = action_messages(plan, orders, margins)
    result = list(
        zip(found.code.tolist(), found.new_day.tolist(), found.new_quantity.tolist(),
            strict=True)
    )  # fmt: skip
    assert result == by_hand(plan, orders, margins)


@given(cases())
def test_wide_margins_silence_all_but_increases(case):
    plan, orders, _margins = case
    found = action_messages(plan, orders, Margins(999, 999, 999))
    assert set(found.code.tolist()) <= {NONE, INCREASE}


@given(cases())
def test_following_a_move_leaves_nothing_to_move(case):
    """After all moves are made, none is expedited or postponed again."""
    plan, orders, margins = case
    found = action_messages(plan, orders, margins)
    moved = np.isin(found.code, [EXPEDITE, POSTPONE])
    new_day = np.where(moved, found.new_day, orders.due_day)
    # Orders that pass each other change which one is needed first.
    for item in set(orders.item.tolist()):
        mine = orders.item == item
        before = np.lexsort((np.arange(mine.sum()), orders.due_day[mine]))
        after = np.lexsort((np.arange(mine.sum()), new_day[mine]))
        if before.tolist() != after.tolist():
            return
    again = action_messages(
        plan,
        OpenOrders(orders.item, new_day, orders.quantity, orders.is_draft,
                   orders.multiple, 0.0, orders.is_fixed),
        margins,
    )  # fmt: skip
    assert not np.isin(again.code[moved], [EXPEDITE, POSTPONE]).any()


@given(cases())
def test_other_items_and_their_sequence_do_not_matter(case):
    plan, orders, margins = case
    together = action_messages(plan, orders, margins)
    order = np.argsort(orders.item, kind="stable")[::-1]
    # Orders of one day are told apart by their sequence, so keep it.
    order = order[np.argsort(-orders.item[order], kind="stable")]
    keys = list(zip(orders.item.tolist(), orders.due_day.tolist(), strict=True))
    if len(set(keys)) < len(keys):
        return
    fields = ("item", "due_day", "quantity", "is_draft", "multiple")
    columns = [getattr(orders, name)[order] for name in fields]
    shuffled = OpenOrders(*columns, 0.0, orders.is_fixed[order])
    found = action_messages(plan, shuffled, margins)
    assert found.code.tolist() == together.code[order].tolist()
    assert found.new_quantity.tolist() == together.new_quantity[order].tolist()
