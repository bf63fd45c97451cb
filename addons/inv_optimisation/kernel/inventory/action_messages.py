"""What to change about orders that are open: expedite, postpone, more, less, none."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix
from .rounding import ceil_to_unit, floor_to_unit

NONE, EXPEDITE, POSTPONE, INCREASE, DECREASE, CANCEL = range(6)
#: Stock this close (relative) to the safety stock does not fall below it.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class StockPlan:
    """State and levels of n items, for the messages about their orders.

    Attributes
    ----------
    on_hand : array_like of shape (n,)
        Stock now [units]; below 0 = backorders.
    demand : array_like of shape (n, D)
        Expected demand by day, day 0 = today [units/day], at least 0.
    safety_stock : array_like of shape (n,)
        Stock below which an order is needed [units].
    reorder_point : array_like of shape (n,)
        Order at or below this position [units].
    order_up_to : array_like of shape (n,)
        Position after an order [units], at least the reorder point.
    position : array_like of shape (n,)
        On hand and on order less commitments [units].
    committed_later : array_like of shape (n,), default 0.0
        Commitments that ``position`` leaves out because they are far away [units]:
        what is ordered for them is no surplus.
    """

    on_hand: np.ndarray
    demand: np.ndarray
    safety_stock: np.ndarray
    reorder_point: np.ndarray
    order_up_to: np.ndarray
    position: np.ndarray
    committed_later: np.ndarray = 0.0

    def checked(self):
        """Return the same plan as float64 arrays, or raise ValueError."""
        on_hand = as_item_vector("on_hand", self.on_hand)
        count = len(on_hand)
        names = ("safety_stock", "reorder_point", "order_up_to", "position")
        levels = {name: as_item_vector(name, getattr(self, name), count)
                  for name in names}  # fmt: skip
        if (levels["order_up_to"] < levels["reorder_point"]).any():
            raise ValueError("order_up_to must not be below reorder_point")
        return StockPlan(
            on_hand=on_hand,
            demand=as_matrix("demand", self.demand, count, 0.0, allow_nan=False),
            committed_later=as_item_vector(
                "committed_later", self.committed_later, count, 0.0
            ),
            **levels,
        )


@dataclass(frozen=True)
class OpenOrders:
    """Orders that are open, m of them in any sequence.

    Attributes
    ----------
    item : array_like of shape (m,) of int
        Position of the item in the plan.
    due_day : array_like of shape (m,) of int
        Day of arrival, 0 = today or overdue; may lie beyond the days of the plan.
    quantity : array_like of shape (m,)
        Quantity still to come [units], above 0.
    is_draft : array_like of shape (m,) of bool
        Whether it is not confirmed yet, so that it can grow.
    multiple : array_like of shape (m,), default 1.0
        Step of its quantity [units], above 0.
    minimum : array_like of shape (m,), default 0.0
        Smallest quantity that can be bought [units].
    is_fixed : array_like of shape (m,) of bool, default False
        Whether it counts as supply but cannot be changed, as what is on the road.
    earliest_day : array_like of shape (m,), default 0.0
        Day before which it cannot come, such as the lead time of what is not ordered
        yet; it is not expedited any further.
    """

    item: np.ndarray
    due_day: np.ndarray
    quantity: np.ndarray
    is_draft: np.ndarray
    multiple: np.ndarray = 1.0
    minimum: np.ndarray = 0.0
    is_fixed: np.ndarray = False
    earliest_day: np.ndarray = 0.0

    def checked(self, n_items):
        """Return the same orders as arrays, or raise ValueError."""
        quantity = as_item_vector("quantity", self.quantity)
        count = len(quantity)
        multiple = as_item_vector("multiple", self.multiple, count)
        item = as_item_vector("item", self.item, count, 0.0, n_items - 1.0)
        due_day = as_item_vector("due_day", self.due_day, count, 0.0)
        if (quantity <= 0).any() or (multiple <= 0).any():
            raise ValueError("quantity and multiple must be above 0")
        if (item % 1 > 0).any() or (due_day % 1 > 0).any():
            raise ValueError("item and due_day must be whole numbers")
        flags = {name: np.broadcast_to(np.asarray(getattr(self, name), bool), count)
                 for name in ("is_draft", "is_fixed")}  # fmt: skip
        return OpenOrders(
            item=item.astype(np.int64),
            due_day=due_day.astype(np.int64),
            quantity=quantity,
            multiple=multiple,
            minimum=as_item_vector("minimum", self.minimum, count, 0.0),
            earliest_day=np.ceil(
                as_item_vector("earliest_day", self.earliest_day, count, 0.0)
            ).astype(np.int64),
            **flags,
        )


@dataclass(frozen=True)
class Margins:
    """Differences that are too small to bother anybody.

    Attributes
    ----------
    expedite_days : float, default 2.0
        Days that an order may come after it is needed [days].
    postpone_days : array_like of shape (m,), default 7.0
        Days that an order may come before it is needed [days]; one number for all,
        or one for each order where vendors are late as a rule.
    quantity_share : float, default 0.2
        Surplus as a share of an order that may stay.
    """

    expedite_days: float = 2.0
    postpone_days: np.ndarray = 7.0
    quantity_share: float = 0.2


@dataclass(frozen=True)
class ActionMessages:
    """One answer for each order, in the sequence of the orders.

    Attributes
    ----------
    code : ndarray of shape (m,) of int
        NONE, EXPEDITE, POSTPONE, INCREASE, DECREASE or CANCEL.
    new_day : ndarray of shape (m,) of int
        Day of arrival after the message.
    new_quantity : ndarray of shape (m,)
        Quantity after the message [units].
    need_day : ndarray of shape (m,) of int
        Day on which the order is needed, -1 = not within the days of the plan.
    earlier : ndarray of shape (m,)
        Quantity of the orders of the item that come before [units].
    lacking : ndarray of shape (m,)
        What is missing to the safety stock on the day before the order comes, at
        most its quantity [units].
    """

    code: np.ndarray
    new_day: np.ndarray
    new_quantity: np.ndarray
    need_day: np.ndarray
    earlier: np.ndarray
    lacking: np.ndarray


def action_messages(plan, orders, margins=None):
    """Return what to change about open orders so that they fit the plan again.

    Orders of an item are used up in the sequence of their arrival, as material
    requirements planning nets them: an order is needed on the first day on which
    stock and the orders before it, whenever they come, leave less than the safety
    stock. Surplus is taken off from the latest order on, and ends with the first
    order that keeps something. An order gets one message, the first that applies of
    cancel or decrease, increase, expedite, postpone.

    Parameters
    ----------
    plan : StockPlan
        State and levels of the items.
    orders : OpenOrders
        Their open orders.
    margins : Margins, optional
        Differences that give no message.

    Returns
    -------
    ActionMessages
        One answer for each order.

    Raises
    ------
    ValueError
        If shapes differ, a number is out of range, or a margin is negative.

    References
    ----------
    Ptak, C. & Smith, C. (2011), Orlicky's Material Requirements Planning, 3rd
    edition: rescheduling and action messages. Silver, E. A., Pyke, D. F. & Thomas,
    D. J. (2017), Inventory and Production Management in Supply Chains, 4th edition,
    the chapter on material requirements planning: exception messages.

    Examples
    --------
    74 on hand at 1.5 a day stay above the safety stock of 2 for 48 days:

    >>> plan = StockPlan([74.0], np.full((1, 90), 1.5), [2.0], [20.0], [140.0], [134.0])
    >>> found = action_messages(plan, OpenOrders([0], [27], [60.0], [False]))
    >>> (found.code == POSTPONE).tolist(), found.new_day.tolist()
    ([True], [48])
    """
    plan = plan.checked()
    orders = orders.checked(len(plan.on_hand))
    margins = margins or Margins()
    postpone_days = as_item_vector(
        "postpone_days", margins.postpone_days, len(orders.quantity), 0.0
    )
    if min(margins.expedite_days, margins.quantity_share) < 0:
        raise ValueError("margins must not be negative")
    earlier = _earlier_quantity(orders)
    need_day, lacking = _need(plan, orders, earlier)
    left = _quantity_left(plan, orders, margins.quantity_share)
    grown = _quantity_grown(plan, orders)
    last_day = plan.demand.shape[1] - 1
    wanted_day = np.where(need_day < 0, last_day, need_day)
    wanted_day = np.maximum(wanted_day, orders.earliest_day)
    late = orders.due_day - wanted_day
    changes = {
        CANCEL: left <= 0,
        DECREASE: left < orders.quantity,
        INCREASE: grown > orders.quantity,
        EXPEDITE: (need_day >= 0) & (late > margins.expedite_days),
        POSTPONE: -late > postpone_days,
    }
    code = np.select(list(changes.values()), list(changes), NONE)
    code = np.where(orders.is_fixed, NONE, code)
    is_moved = (code == EXPEDITE) | (code == POSTPONE)
    is_less = (code == CANCEL) | (code == DECREASE)
    return ActionMessages(
        code=code,
        new_day=np.where(is_moved, wanted_day, orders.due_day),
        new_quantity=np.where(
            is_less, left, np.where(code == INCREASE, grown, orders.quantity)
        ),
        need_day=need_day,
        earlier=earlier,
        lacking=np.clip(lacking, 0.0, orders.quantity),
    )


def _earlier_quantity(orders):
    """Return what the orders of the same item bring that come before each order."""
    return _running_sum(orders, orders.quantity, orders.due_day)


def _running_sum(orders, quantity, key):
    """Return the sum of ``quantity`` over the orders of the item with a smaller key.

    Orders with the same key follow each other in the sequence they were given in.
    """
    count = len(quantity)
    sequence = np.lexsort((np.arange(count), key, orders.item))
    ordered = quantity[sequence]
    total = np.cumsum(ordered) - ordered
    item = orders.item[sequence]
    is_first = np.ones(count, dtype=bool)
    is_first[1:] = item[1:] != item[:-1]
    start = total[np.maximum.accumulate(np.where(is_first, np.arange(count), 0))]
    result = np.empty(count)
    result[sequence] = total - start
    return result


def _need(plan, orders, earlier):
    """Return need day (-1 = never) and what lacks when the order comes as now due."""
    used = np.cumsum(plan.demand, axis=1)
    days = used.shape[1]
    free = (plan.on_hand - plan.safety_stock)[orders.item] + earlier
    slack = TOLERANCE * np.maximum(1.0, np.abs(free))
    by_order = used[orders.item]
    day = (by_order <= (free + slack)[:, None]).sum(axis=1)
    # What demand used until the evening before the order comes.
    before = np.minimum(orders.due_day, days) - 1
    gone = np.where(before >= 0, by_order[np.arange(len(day)), before], 0.0)
    return np.where(day < days, day, -1), gone - free


def _quantity_left(plan, orders, share):
    """Return the quantity of each order without the surplus of its item."""
    surplus = plan.position - plan.committed_later - plan.order_up_to
    free = np.where(orders.is_fixed, 0.0, orders.quantity)
    # The latest order first; among those of one day the last in their sequence.
    rank = np.empty(len(free))
    rank[np.lexsort((np.arange(len(free)), orders.due_day))] = np.arange(len(free))
    rest = surplus[orders.item] - _running_sum(orders, free, -rank)
    is_noise = rest <= share * orders.quantity
    lower = orders.quantity - floor_to_unit(np.maximum(rest, 0.0), orders.multiple)
    lower = np.maximum(lower, np.minimum(orders.minimum, orders.quantity))
    is_whole = rest >= orders.quantity * (1 - TOLERANCE)
    lower = np.where(is_whole, 0.0, lower)
    return np.where(is_noise | orders.is_fixed, orders.quantity, lower)


def _quantity_grown(plan, orders):
    """Return the quantity with which the first draft fills its item up."""
    wants = (plan.position <= plan.reorder_point)[orders.item]
    can_grow = orders.is_draft & ~orders.is_fixed
    before = _running_sum(orders, can_grow.astype(np.float64), orders.due_day)
    is_first = can_grow & (before == 0)
    missing = (plan.order_up_to - plan.position)[orders.item]
    step = orders.multiple
    added = np.maximum(ceil_to_unit(np.maximum(missing, 0.0), step), step)
    return orders.quantity + np.where(wants & is_first, added, 0.0)
