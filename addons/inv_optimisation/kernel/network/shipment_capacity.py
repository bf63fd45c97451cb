"""Save the last shipment of a lane when little of the goods needs it."""

import numpy as np

# Lanes that are tried together, those with the least load in their last shipment first.
MOST_LANES = 20
# Prices of a load are doubled until the rest stays away, then settled by halving.
MOST_DOUBLINGS, HALVINGS = 8, 6
MOST_ROUNDS = 3
# Loads are full to this share of a shipment.
ROUNDING = 1e-12


def trim_loads(search):
    """Keep loads within one shipment less where that saves more than it loses.

    A price on the load of a lane keeps the goods away that need it least.

    Parameters
    ----------
    search : LaneSearch
        Plan to improve.

    Returns
    -------
    bool
        Whether the plan has changed.

    References
    ----------
    Everett, H. (1963), Generalized Lagrange multiplier method for solving problems of
    optimum allocation of resources, Operations Research 11.
    """
    changed = False
    for _ in range(MOST_ROUNDS):
        lanes, room = _overhanging(search)
        users = [np.flatnonzero(search.flow[:, lane]) for lane in lanes]
        if len(lanes) == 0 or search.work <= 0:
            break
        if not _use_within(search, lanes, room, users):
            break
        changed = True
    return changed


def open_within_loads(search):
    """Open closed lanes for as much as one shipment takes, where that gains.

    Parameters
    ----------
    search : LaneSearch
        Plan to improve.

    Returns
    -------
    bool
        Whether the plan has changed.
    """
    problem, changed = search.problem, False
    for _ in range(MOST_ROUNDS):
        worth = problem.step_value @ search.relaxed
        is_tried = ~search.is_open & np.isfinite(problem.capacity) & (worth > 0)
        lanes = np.flatnonzero(is_tried)
        lanes = lanes[np.argsort(-worth[lanes], kind="stable")][:MOST_LANES]
        users = [np.flatnonzero(search.relaxed[:, lane]) for lane in lanes]
        if len(lanes) == 0 or search.work <= 0:
            break
        if not _use_within(search, lanes, problem.capacity[lanes], users):
            break
        changed = True
    return changed


def _overhanging(search):
    """Return lanes with little in their last shipment, and the load of the others."""
    problem = search.problem
    many = problem.shipments(search.flow)
    tried = np.flatnonzero(
        np.isfinite(problem.capacity) & (many > 1) & (problem.shipment_cost > 0)
    )
    load = (problem.step_load * search.flow).sum(axis=0)[tried]
    capacity = problem.capacity[tried]
    room = (many[tried] - 1) * capacity
    rest = (load - room) / capacity
    order = np.argsort(rest, kind="stable")
    order = order[:MOST_LANES]
    return tried[order], room[order]


def _use_within(search, lanes, room, users):
    """Use lanes with loads within the room; return whether any gains."""
    problem = search.problem
    items = np.concatenate(users)
    number = np.repeat(np.arange(len(lanes)), [len(mine) for mine in users])
    within, beyond, price, fits = _price_loads(search, lanes, room, items, number)
    for trial in np.flatnonzero(fits):
        rows = np.flatnonzero(number == trial)
        within[rows] = _fill(
            problem, items[rows], lanes[trial], room[trial], within[rows], beyond[rows]
        )
    cost = problem.item_cost(items, within)
    gain = np.where(fits, search.gains(items, number, within, cost), -np.inf)
    touched = np.zeros(search.n_items, dtype=bool)
    before = search.total()
    names = ("flow", "cost", "load_price", "is_open")
    kept = {name: getattr(search, name).copy() for name in names}
    for trial in np.argsort(-gain):
        mine = users[trial]
        if gain[trial] <= 0 or touched[mine].any():
            continue
        touched[mine] = True
        place = number == trial
        search.flow[mine], search.cost[mine] = within[place], cost[place]
        search.load_price[lanes[trial]] = price[trial]
        search.is_open[lanes[trial]] = True
    if search.total() < before:
        return True
    for name, value in kept.items():
        setattr(search, name, value)
    return False


def _price_loads(search, lanes, room, items, number):
    """Find prices of the loads at which the flows are just within the room.

    Returns the flows at the lowest price within and at the highest beyond, the former
    prices, and where there are any.
    """
    problem = search.problem
    own, rows = lanes[number], np.arange(len(items))
    is_open = np.repeat(search.is_open[None], len(items), axis=0)
    is_open[rows, own] = True
    load = problem.step_load[items, own]
    now = search.load_price[lanes]
    low, high = now, now + problem.shipment_cost[lanes] / problem.capacity[lanes]
    fits = np.zeros(len(lanes), dtype=bool)
    within, beyond = search.flow[items].copy(), search.flow[items].copy()
    for count in range(MOST_DOUBLINGS + HALVINGS):
        middle = np.where(fits, 0.5 * (low + high), high)
        price = np.zeros((len(items), search.n_lanes))
        price[rows, own] = (middle - now)[number] * load
        flow = search.solve(items, is_open, price=price)
        total = np.bincount(number, load * flow[rows, own], len(lanes))
        fit = total <= room * (1.0 + ROUNDING)
        within = np.where(fit[number][:, None], flow, within)
        beyond = np.where(fit[number][:, None], beyond, flow)
        low = np.where(fit, low, middle)
        high = np.where(fit, middle, np.where(fits, high, 2.0 * high))
        fits |= fit
        if count >= MOST_DOUBLINGS and not fits.any():
            break
    return within, beyond, high, fits


def _fill(problem, items, lane, room, within, beyond):
    """Fill the room left on a lane with what is beyond it, the best goods first."""
    load = problem.step_load[items, lane]
    more = load * (beyond - within)[:, lane]
    loss = problem.item_cost(items, within) - problem.item_cost(items, beyond)
    order = np.flatnonzero((more > 0) & (loss > 0))
    order = order[np.argsort(-loss[order] / more[order], kind="stable")]
    left = room - (load * within[:, lane]).sum()
    filled = within.copy()
    for row in order:
        # A part of the steps of the first product that does not fit as a whole.
        steps = np.ceil(max(more[row] - left, 0.0) / load[row] * (1.0 - ROUNDING))
        part = beyond[row].copy()
        part[lane] -= steps
        one = items[row : row + 1]
        better = problem.item_cost(one, part[None]) < problem.item_cost(
            one, within[row : row + 1]
        )
        fits = (problem.change(part[None]) <= problem.take[one]).all()
        if part[lane] >= 0 and fits and better[0]:
            filled[row] = part
            left -= load[row] * (part[lane] - within[row, lane])
        if steps > 0:
            break
    return filled
