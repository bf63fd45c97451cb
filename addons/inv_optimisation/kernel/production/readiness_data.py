"""What readiness is computed from and what it finds: dataclasses of arrays."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector

#: States of an order: its material is there, comes in time order, or does not come.
READY, BY_DATE, SHORT = 0, 1, 2


@dataclass(frozen=True)
class Orders:
    """The open orders.

    Attributes
    ----------
    sequence : ndarray of shape (n,), place in which orders are served, 0 = first
    start_day : ndarray of shape (n,), planned start [days from today]
    duration : ndarray of shape (n,), from start to finished [days]
    quantity : ndarray of shape (n,), still to produce [units]
    """

    sequence: np.ndarray
    start_day: np.ndarray
    duration: np.ndarray
    quantity: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        _check(self, len(self.sequence), ("duration", "quantity"), ("start_day",))


@dataclass(frozen=True)
class Outputs:
    """What orders bring: finished products and by-products.

    Attributes
    ----------
    order : ndarray of shape (k,), index of the order
    pool : ndarray of shape (k,), index of the pool it goes to
    quantity : ndarray of shape (k,) [units]
    """

    order: np.ndarray
    pool: np.ndarray
    quantity: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        _check(self, len(self.order), ("quantity",))


@dataclass(frozen=True)
class Needs:
    """The component lines of the orders.

    Attributes
    ----------
    order : ndarray of shape (m,), index of the order
    pool : ndarray of shape (m,), index of the pool
    quantity : ndarray of shape (m,), still needed [units]
    reserved : ndarray of shape (m,), held for this line already [units]
    linked_quantity : ndarray of shape (m,), on its way for this line alone [units]
    linked_day : ndarray of shape (m,), when that comes, NaN = unknown [days]
    linked_order : ndarray of shape (m,), order that makes it, -1 = none
    is_first_operation : ndarray of shape (m,), needed to begin
    """

    order: np.ndarray
    pool: np.ndarray
    quantity: np.ndarray
    reserved: np.ndarray
    linked_quantity: np.ndarray
    linked_day: np.ndarray
    linked_order: np.ndarray
    is_first_operation: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        _check(self, len(self.order), ("quantity", "reserved", "linked_quantity"))


@dataclass(frozen=True)
class Stock:
    """Stock that nobody holds.

    Attributes
    ----------
    pool : ndarray of shape (s,), index
    quantity : ndarray of shape (s,) [units], negative where more went than was there
    usable_until : ndarray of shape (s,), last day of use, inf = no expiry [days]
    """

    pool: np.ndarray
    quantity: np.ndarray
    usable_until: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        _check(self, len(self.pool), (), ("quantity",))


@dataclass(frozen=True)
class Supplies:
    """What is on its way.

    Attributes
    ----------
    pool : ndarray of shape (s,), index
    day : ndarray of shape (s,), arrival; what is overdue comes today at best [days]
    quantity : ndarray of shape (s,) [units]
    is_firm : ndarray of shape (s,), somebody confirmed it
    """

    pool: np.ndarray
    day: np.ndarray
    quantity: np.ndarray
    is_firm: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        _check(self, len(self.pool), ("quantity",), ("day",))


@dataclass(frozen=True)
class Readiness:
    """Which orders can run, for n orders and m component lines.

    Attributes
    ----------
    state : ndarray of shape (n,), READY, BY_DATE or SHORT
    ready_day : ndarray of shape (n,), when all material is there, NaN = never [days]
    finish_day : ndarray of shape (n,), NaN = never [days]
    buildable_now : ndarray of shape (n,), with what is there, not rounded [units]
    share_now : ndarray of shape (n,), buildable share of the order, 0 to 1
    worst_need : ndarray of shape (n,), line that is ready last, -1 = none is missing
    first_operation_ready_day : ndarray of shape (n,), NaN = never [days]
    covered_now : ndarray of shape (m,), held or free for the line [units]
    missing_now : ndarray of shape (m,) [units]
    need_ready_day : ndarray of shape (m,), NaN = never [days]
    supply : ndarray of shape (m,), arrival that completes the line, -1 = none
    supply_order : ndarray of shape (m,), order that completes the line, -1 = none
    uncovered : ndarray of shape (m,), what nothing at all brings [units]
    """

    state: np.ndarray
    ready_day: np.ndarray
    finish_day: np.ndarray
    buildable_now: np.ndarray
    share_now: np.ndarray
    worst_need: np.ndarray
    first_operation_ready_day: np.ndarray
    covered_now: np.ndarray
    missing_now: np.ndarray
    need_ready_day: np.ndarray
    supply: np.ndarray
    supply_order: np.ndarray
    uncovered: np.ndarray


def _check(data, count, amounts, numbers=()):
    """Check the lengths of all fields and the range of amounts and numbers."""
    for name in data.__dataclass_fields__:
        if len(getattr(data, name)) != count:
            raise ValueError(f"{name} must have {count} items")
    for name in amounts:
        as_item_vector(name, getattr(data, name), count, 0.0)
    for name in numbers:
        as_item_vector(name, getattr(data, name), count)
