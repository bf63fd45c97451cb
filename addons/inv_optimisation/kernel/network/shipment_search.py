"""Which lanes to use when products share the cost of their shipments."""

import numpy as np

from .lane_problem import share_weight

# Shares of the shipment costs in the costs of a step settle in a few rounds.
SHARE_ROUNDS = 5
# Rounds of closing, opening and swapping lanes; each must improve the plan.
MOST_ROUNDS = 30
# Re-solved products of all rounds, for each product of the plan and at least.
WORK_BY_PRODUCT = 9
LEAST_WORK = 2500
# A lane whose goods are worth many times its shipments is not tried for closing.
HOPELESS_RATIO = 4.0
# Lanes tried in place of one in use.
MOST_SUBSTITUTES = 2
# Opening a lane is tried if its direct moves bring this share of its shipment.
HOPEFUL_SHARE = 0.3
# A change must improve the plan by more than this share of its cost.
TOLERANCE = 1e-10


class LaneSearch:
    """A plan of flows, the lanes it may use, and steps that improve it.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes.
    flow : ndarray of shape (n, m)
        Best flows without costs of shipments [steps].
    """

    def __init__(self, problem, flow):
        self.problem = problem
        self.n_items, self.n_lanes = flow.shape
        self.relaxed = flow
        self.is_barred = np.isnan(problem.step_cost)
        self.work = LEAST_WORK + WORK_BY_PRODUCT * self.n_items
        self.is_open = np.ones(self.n_lanes, dtype=bool)
        # Where a shipment is full, its load has a price that keeps more out.
        self.load_price = np.zeros(self.n_lanes)
        self.adopt(flow)

    def adopt(self, flow):
        """Make flows the plan.

        Parameters
        ----------
        flow : ndarray of shape (n, m)
            Allowed flows [steps].
        """
        self.flow = flow
        self.cost = self.problem.item_cost(np.arange(self.n_items), flow)

    def total(self):
        """Return the cost of the plan.

        Returns
        -------
        float
            Cost of sites, lanes and shipments [currency].
        """
        shipments = self.problem.shipment_cost @ self.problem.shipments(self.flow)
        return float(self.cost.sum() + shipments)

    def solve(self, items, is_open, *, price=None):
        """Return the best flows of products on open lanes, from those of the plan.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products; one may come several times.
        is_open : ndarray of shape (k, m) of bool
            Lanes that the products may use.
        price : ndarray of shape (k, m), optional
            Additional cost of a step [currency/step].

        Returns
        -------
        ndarray of shape (k, m)
            Flows [steps].
        """
        problem = self.problem
        cost = problem.step_cost[items]
        if price is not None:
            cost = cost + price
        if self.load_price.any():
            cost = cost + self.load_price * problem.step_load[items]
        is_open = is_open & ~self.is_barred[items]
        before = self.flow[items]
        start = np.where(is_open, before, 0.0)
        # Without what comes in, a site that sends on may be above its maximum.
        fits = (problem.change(start) <= problem.take[items]).all(axis=1)
        start = np.where(fits[:, None], start, 0.0)
        self.work -= len(items)
        return problem.solve(
            items,
            np.where(is_open, cost, np.nan),
            start=start,
            reach=np.maximum(2.0 * before.max(axis=1, initial=0.0), 1.0),
        )

    def resolve(self, items):
        """Make the best flows on the open lanes the plan of some products.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products.
        """
        if len(items):
            is_open = np.broadcast_to(self.is_open, (len(items), self.n_lanes))
            self.flow[items] = self.solve(items, is_open)
            self.cost[items] = self.problem.item_cost(items, self.flow[items])

    def share_out(self):
        """Find a good plan by costs of a step that contain its share of a shipment.

        References
        ----------
        Kim, D. & Pardalos, P. M. (1999), A solution approach to the fixed charge
        network flow problem using a dynamic slope scaling procedure, Operations
        Research Letters 24.
        """
        problem, weight = self.problem, share_weight(self.problem)
        every = np.arange(self.n_items)
        all_open = np.ones(self.flow.shape, dtype=bool)
        best, best_flow = self.total(), self.flow
        price, used = np.zeros(self.n_lanes), None
        for _ in range(SHARE_ROUNDS):
            before, used = used, (self.flow > 0).any(axis=0)
            amount = (weight * self.flow).sum(axis=0)
            usual = amount[used].mean() if used.any() else 1.0
            many = np.maximum(problem.shipments(self.flow), 1.0)
            least = np.where(price > 0, np.inf, max(usual, 1e-300))
            amount = np.where(amount > 0, amount, least)
            paid = problem.shipment_cost * many / amount
            price = np.where(np.isinf(amount), price, paid)
            if before is not None and (before == used).all():
                break
            self.adopt(self.solve(every, all_open, price=price * weight))
            if self.total() < best:
                best, best_flow = self.total(), self.flow
        self.adopt(best_flow.copy())
        self.is_open = (best_flow > 0).any(axis=0) | (problem.shipment_cost == 0)
        self.resolve(every)

    def improve(self):
        """Close, open and swap lanes until nothing improves, or work runs out."""
        for _ in range(MOST_ROUNDS):
            before = self.total()
            self.is_open &= (self.flow > 0).any(axis=0) | (
                self.problem.shipment_cost == 0
            )
            while self.work > 0 and self._try(self._closings()):
                pass
            if self.work > 0:
                self._try(self._openings() + self._swaps())
            if self.work <= 0 or self.total() >= before - TOLERANCE * before:
                break

    def close_idle(self):
        """Close lanes that do not pay until none is left."""
        while self._try(self._closings()):
            pass

    def _try(self, trials):
        """Evaluate trials, use those that gain, return whether any does.

        A trial is a lane to close (or -1), one to open (or -1), and its products.
        """
        trials = [trial for trial in trials if len(trial[2])]
        if not trials:
            return False
        size = [len(items) for _close, _open, items in trials]
        items = np.concatenate([trial[2] for trial in trials])
        number = np.repeat(np.arange(len(trials)), size)
        is_open = np.repeat(self.is_open[None], len(items), axis=0)
        for column, value in ((0, False), (1, True)):
            lane = np.array([trial[column] for trial in trials])[number]
            row = np.flatnonzero(lane >= 0)
            is_open[row, lane[row]] = value
        flow = self.solve(items, is_open)
        cost = self.problem.item_cost(items, flow)
        gain = self.gains(items, number, flow, cost)
        enough = TOLERANCE * max(self.total(), 1e-300)
        touched = np.zeros(self.n_items, dtype=bool)
        busy = np.zeros(self.n_lanes, dtype=bool)
        before = self.total()
        kept = self.flow.copy(), self.cost.copy(), self.is_open.copy()
        for trial in np.argsort(-gain):
            close, opened, mine = trials[trial]
            lanes = [lane for lane in (close, opened) if lane >= 0]
            if gain[trial] <= enough or touched[mine].any() or busy[lanes].any():
                continue
            touched[mine], busy[lanes] = True, True
            rows = number == trial
            self.flow[mine], self.cost[mine] = flow[rows], cost[rows]
            if close >= 0:
                self.is_open[close] = False
            if opened >= 0:
                self.is_open[opened] = True
        if self.total() >= before - enough:
            # Trials that gain alone may meet in the capacity of a third lane.
            self.flow, self.cost, self.is_open = kept
            return False
        return True

    def gains(self, items, number, flow, cost):
        """Return what each trial gains, shipments included.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Products of the trials.
        number : ndarray of shape (k,) of int
            Trial of each product, in rising order.
        flow : ndarray of shape (k, m)
            Flows of the products in the trials [steps].
        cost : ndarray of shape (k,)
            Costs of the products in the trials [currency].

        Returns
        -------
        ndarray
            Gain of each trial [currency].
        """
        problem = self.problem
        n_trials = number[-1] + 1
        loss = np.bincount(number, cost - self.cost[items], n_trials)
        shape = (n_trials, self.n_lanes)
        more, used = np.zeros(shape), np.zeros(shape)
        change = flow - self.flow[items]
        np.add.at(more, number, change * problem.step_load[items])
        was_used = (self.flow[items] > 0).astype(float)
        np.add.at(used, number, (flow > 0) - was_used)
        load = (problem.step_load * self.flow).sum(axis=0) + more
        users = (self.flow > 0).sum(axis=0) + used
        full = np.where(np.isfinite(problem.capacity), problem.capacity, 1.0)
        many = np.maximum(np.ceil(load / full * (1.0 - 1e-12)), 1.0)
        many = np.where(np.isfinite(problem.capacity), many, 1.0)
        many = np.where(users > 0.5, many, 0.0)
        now = problem.shipments(self.flow)
        return (now - many) @ problem.shipment_cost - loss

    def _cancel_losses(self):
        """Return what the plan loses on each lane if its flows are cancelled."""
        problem = self.problem
        item, lane = np.nonzero(self.flow)
        amount = self.flow[item, lane]
        change = problem.change(self.flow)
        n_sites = change.shape[1]
        loss = -amount * problem.step_cost[item, lane]
        for ends, sign in ((problem.source, 1.0), (problem.target, -1.0)):
            site = ends[lane]
            rows, now = item * n_sites + site, change[item, site]
            after = problem.cost.after(rows, now + sign * amount)
            loss += after - problem.cost.after(rows, now)
        return np.bincount(lane, np.maximum(loss, 0.0), self.n_lanes)

    def _closings(self):
        """Return trials that close a lane."""
        paid = self.problem.shipment_cost * self.problem.shipments(self.flow)
        loss = self._cancel_losses()
        lanes = np.flatnonzero((paid > 0) & (loss <= HOPELESS_RATIO * paid))
        lanes = lanes[np.argsort(loss[lanes] / paid[lanes], kind="stable")]
        trials = [(lane, -1, np.flatnonzero(self.flow[:, lane])) for lane in lanes]
        return self._affordable(trials)

    def _openings(self):
        """Return trials that open a lane for the products with direct moves on it."""
        problem = self.problem
        closed = np.flatnonzero(~self.is_open)
        item, column = np.nonzero(~self.is_barred[:, closed])
        lane = closed[column]
        gain = self._direct_gain(item, lane)
        total = np.bincount(lane, gain, self.n_lanes)
        cost = problem.shipment_cost
        hopeful = np.flatnonzero(total > HOPEFUL_SHARE * cost)
        hopeful = hopeful[np.argsort(cost[hopeful] - total[hopeful], kind="stable")]
        trials = [(-1, new, item[(lane == new) & (gain > 0)]) for new in hopeful]
        return self._affordable(trials)

    def _direct_gain(self, item, lane):
        """Return what the best of 1, 2, 4, ... steps on a lane gains."""
        problem = self.problem
        n_sites = problem.give.shape[1]
        change = problem.change(self.flow)
        source, target = problem.source[lane], problem.target[lane]
        sent = np.zeros_like(change)
        rows, lanes = np.nonzero(self.flow)
        np.add.at(sent, (rows, problem.source[lanes]), self.flow[rows, lanes])
        room = problem.give[item, source] - sent[item, source]
        room = np.minimum(room, (problem.take - change)[item, target])
        best = np.zeros(len(item))
        left, step = np.flatnonzero(room >= 1.0), 1.0
        ends = [
            (item * n_sites + site, change[item, site], sign)
            for site, sign in ((source, -1.0), (target, 1.0))
        ]
        idle = [problem.cost.after(rows, now) for rows, now, _sign in ends]
        while len(left):
            gain = -step * problem.step_cost[item[left], lane[left]]
            for (rows, now, sign), base in zip(ends, idle, strict=True):
                after = problem.cost.after(rows[left], now[left] + sign * step)
                gain += base[left] - after
            better = gain > best[left]
            best[left[better]] = gain[better]
            step *= 2.0
            left = left[better & (room[left] >= step)]
        return best

    def _swaps(self):
        """Return trials that use another lane in place of one in use."""
        problem = self.problem
        worth = problem.step_value @ self.relaxed
        paid = problem.shipment_cost * problem.shipments(self.flow)
        closed = np.flatnonzero(~self.is_open & (worth > 0))
        trials = []
        for lane in np.flatnonzero(paid > 0):
            near = (problem.target[closed] == problem.target[lane]) | (
                problem.source[closed] == problem.source[lane]
            )
            others = closed[near]
            others = others[np.argsort(-worth[others], kind="stable")]
            items = np.flatnonzero(self.flow[:, lane])
            trials += [(lane, new, items) for new in others[:MOST_SUBSTITUTES]]
        # Lanes of few products first: they are the least sure to pay.
        return self._affordable(sorted(trials, key=lambda trial: len(trial[2])))

    def _affordable(self, trials):
        """Return the first trials that the work left allows."""
        size = np.cumsum([len(items) for _close, _open, items in trials])
        return trials[: int(np.searchsorted(size, max(self.work, 0), side="right"))]
