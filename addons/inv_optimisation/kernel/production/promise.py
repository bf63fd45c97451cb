"""Capable to promise: the earliest day for a quantity, through all levels."""

from dataclasses import dataclass, field, replace

import numpy as np

#: How a requirement is met.
STOCK, RECEIPT, MAKE, BUY, NONE = "stock", "receipt", "make", "buy", "none"
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Step:
    """One way in which a part of a requirement is met.

    Attributes
    ----------
    item : int, index of the item
    quantity : float, what this step brings [units]
    kind : str, STOCK, RECEIPT, MAKE, BUY or NONE
    start : float, when it begins [days from today]
    day : float, when it is there, inf = never [days from today]
    supply : int, index of the receipt, -1 = none
    is_critical : bool, it decides the date
    steps : tuple of Step, how the components of a MAKE are met
    """

    item: int
    quantity: float
    kind: str
    start: float
    day: float
    supply: int = -1
    is_critical: bool = False
    steps: tuple = ()


@dataclass
class Sources:
    """What items can come from; stock and receipts are used up by promises.

    Attributes
    ----------
    make_days : dict item -> days from complete material to product
    buy_days : dict item -> days from order to arrival
    components : dict item -> list of (component, quantity for one unit)
    stock : dict item -> free quantity
    receipts : dict item -> list of (day, quantity, index), confirmed and free
    """

    make_days: dict = field(default_factory=dict)
    buy_days: dict = field(default_factory=dict)
    components: dict = field(default_factory=dict)
    stock: dict = field(default_factory=dict)
    receipts: dict = field(default_factory=dict)

    def fork(self):
        """Return a copy that can be used up alone."""
        return replace(
            self,
            stock=dict(self.stock),
            receipts={item: list(rows) for item, rows in self.receipts.items()},
        )


def promise(item, quantity, sources):
    """Return the earliest day for ``quantity`` of ``item`` and how it is met.

    Free stock is taken first. The rest either waits for confirmed receipts or is made
    or bought from now on, whatever is earlier; making needs the components of the
    rest in the same way. A component that is needed in two places shares its stock.

    Parameters
    ----------
    item : int
        Index of the item.
    quantity : float
        Wanted quantity, above 0 [units].
    sources : Sources
        Where items can come from; not changed.

    Returns
    -------
    tuple of Step
        The steps that meet the requirement; the latest day of them is the promise.
        Steps on the path that decides it are critical.

    Raises
    ------
    ValueError
        If the quantity is not above 0.

    References
    ----------
    Ball, M. O., Chen, C.-Y. & Zhao, Z.-Y. (2004), Available to promise, in Handbook
    of Quantitative Supply Chain Analysis, chapter 11.

    Examples
    --------
    >>> sources = Sources(make_days={0: 2.0}, buy_days={1: 5.0},
    ...     components={0: [(1, 2.0)]}, stock={0: 1.0, 1: 3.0})
    >>> [(step.kind, step.quantity, step.day) for step in promise(0, 3.0, sources)]
    [('stock', 1.0, 0.0), ('make', 2.0, 7.0)]
    """
    if not quantity > 0:
        raise ValueError("quantity must be above 0")
    return mark_critical(_meet(item, float(quantity), sources.fork(), ()))


def promise_day(steps):
    """Return the day on which all steps are there, inf = never.

    Parameters
    ----------
    steps : tuple of Step
        Steps of one requirement.

    Returns
    -------
    float
        The latest day [days from today].

    Examples
    --------
    >>> promise_day((Step(0, 1.0, STOCK, 0.0, 0.0), Step(0, 1.0, BUY, 0.0, 5.0)))
    5.0
    """
    return max((step.day for step in steps), default=0.0)


def mark_critical(steps):
    """Return the steps with the path marked that decides the date.

    Parameters
    ----------
    steps : tuple of Step
        Steps of one requirement.

    Returns
    -------
    tuple of Step
        The same steps; the latest one, and below it the latest again, is critical.

    Examples
    --------
    >>> early, late = Step(0, 1.0, STOCK, 0.0, 0.0), Step(0, 1.0, BUY, 0.0, 5.0)
    >>> [step.is_critical for step in mark_critical((early, late))]
    [False, True]
    """
    last = promise_day(steps)
    if last <= 0:
        return steps
    marked, is_found = [], False
    for step in steps:
        if step.day == last and not is_found:
            is_found = True
            step = replace(step, is_critical=True, steps=mark_critical(step.steps))
        marked.append(step)
    return tuple(marked)


def _meet(item, quantity, sources, above):
    """Return the steps for ``quantity``; uses up ``sources``."""
    steps = []
    there = min(max(sources.stock.get(item, 0.0), 0.0), quantity)
    if there > TOLERANCE * quantity:
        sources.stock[item] -= there
        steps.append(Step(item, there, STOCK, 0.0, 0.0))
    rest = quantity - there
    if rest <= TOLERANCE * quantity:
        return tuple(steps)
    waited = _wait(item, rest, sources)
    best, used = _get_new(item, rest, sources, above)
    if waited is not None and promise_day(waited) <= promise_day(best):
        _use_receipts(item, waited, sources)
        return (*steps, *waited)
    sources.stock, sources.receipts = used.stock, used.receipts
    return (*steps, *best)


def _wait(item, quantity, sources):
    """Return the receipts that bring ``quantity``, earliest first; None = too few."""
    steps = []
    for day, amount, index in sorted(sources.receipts.get(item, ())):
        taken = min(amount, quantity)
        if taken > 0:
            steps.append(Step(item, taken, RECEIPT, 0.0, max(day, 0.0), index))
            quantity -= taken
        if quantity <= 0:
            return tuple(steps)
    return None


def _use_receipts(item, steps, sources):
    taken = {step.supply: step.quantity for step in steps}
    sources.receipts[item] = [
        (day, amount - taken.get(index, 0.0), index)
        for day, amount, index in sources.receipts[item]
    ]


def _get_new(item, quantity, sources, above):
    """Return the steps of making or buying now, and the sources that are left."""
    left = sources.fork()
    bought = _buy(item, quantity, sources)
    if item not in sources.make_days or item in above:
        return bought, left
    parts, days = [], [0.0]
    for component, per_unit in sources.components.get(item, ()):
        if per_unit > 0:
            met = _meet(component, per_unit * quantity, left, (*above, item))
            parts.extend(met)
            days.append(promise_day(met))
    start = max(days)
    made = Step(
        item, quantity, MAKE, start, start + sources.make_days[item], steps=tuple(parts)
    )
    if promise_day(bought) < made.day:
        return bought, sources.fork()
    return (made,), left


def _buy(item, quantity, sources):
    days = sources.buy_days.get(item)
    if days is None:
        return (Step(item, quantity, NONE, 0.0, np.inf),)
    return (Step(item, quantity, BUY, 0.0, float(days)),)
