"""Cycles through lanes and stocks that gain, in the networks of many products.

The residual network of a product has two nodes for each site: its stock, and its
dispatch, through which all leaves and whose capacity is what the site can send. A
step more on lane i -> j leads from dispatch i to stock j, a step less back from stock
j to dispatch i. Stock i to dispatch i is a step more sent by i, the way back one less.
Any stock can shrink by a step (a path starts) or grow by one (a path ends).
"""

import numpy as np

# A site's own stock is where its path starts, or comes from its own dispatch.
START, OWN = -1, -2
# Rows without work are dropped when they are this share of all.
IDLE_SHARE = 0.3
# Labels fall for ever where a cycle of lanes gains: it is looked for in every so many
# rounds.
ROUNDS_OF_A_CHECK = 4


class LaneNetworks:
    """Flows of a block of problems, and their improvement.

    Parameters
    ----------
    cost : SiteCost of p x J sites
        Cost of the sites, product by product.
    product : ndarray of shape (n,) of int
        Product of each problem.
    give : ndarray of shape (n, J)
        Most steps that a site can send.
    take : ndarray of shape (n, J)
        Most steps by which a site can grow.
    step_cost : ndarray of shape (n, J, J)
        Cost of a step on a lane [currency/step]; NaN = no lane.
    flow : ndarray of shape (n, J, J)
        Allowed flows to start from [steps]; improved in place.
    tolerance : float
        Least gain of a cycle, as a share of the cost of the sites.
    """

    def __init__(self, cost, product, give, take, step_cost, flow, tolerance):
        self.cost, self.product = cost, product
        self.give, self.take, self.flow = give, take, flow
        self.n_sites = give.shape[1]
        is_lane = ~np.isnan(step_cost)
        self.lane = np.where(is_lane, step_cost, np.inf)
        self.sent = flow.sum(axis=2)
        self.change = flow.sum(axis=1) - self.sent
        self.rows = product[:, None] * self.n_sites + np.arange(self.n_sites)
        self.now = self._site_cost(np.arange(len(product)), self.change)
        size = cost.size()[self.rows].max(axis=1, initial=0.0)
        self.least_gain = tolerance * size

    def _site_cost(self, items, change):
        """Return the costs of all sites of the items after a change."""
        rows = self.rows[items].ravel()
        return self.cost.after(rows, change.ravel()).reshape(change.shape)

    def run(self, items, step, *, most):
        """Cancel cycles of steps of one size; return where some are left.

        Parameters
        ----------
        items : ndarray of shape (k,) of int
            Problems to improve.
        step : float
            Size of the exchanges [steps].
        most : int
            Most exchanges for each site.

        Returns
        -------
        ndarray of shape (k,) of bool
            Whether a cycle that gains is left.
        """
        work = _Work(self, items, step)
        most *= self.n_sites
        if most:
            for _ in range(most):
                if not work.exchange():
                    break
            work = _Work(self, items, step)
        is_open = np.zeros(len(self.flow), dtype=bool)
        for _ in range(most):
            if not work.cancel():
                return is_open[items]
        is_open[work.items[work.cycles()[0]]] = True
        return is_open[items]


class _Work:
    """Problems that are improved by exchanges of one size."""

    def __init__(self, networks, items, step):
        self.networks, self.step = networks, step
        self.items = items
        change = networks.change[items]
        now = networks.now[items]
        self.lane = networks.lane[items] * step
        self.grow = networks._site_cost(items, change + step) - now
        self.shrink = networks._site_cost(items, change - step) - now
        self.tolerance = networks.least_gain[items]

    def keep(self, is_kept):
        """Drop rows without work, when that pays."""
        if is_kept.sum() <= (1 - IDLE_SHARE) * len(is_kept):
            self.items = self.items[is_kept]
            self.lane = self.lane[is_kept]
            self.grow, self.shrink = self.grow[is_kept], self.shrink[is_kept]
            self.tolerance = self.tolerance[is_kept]

    def limits(self):
        """Return the costs of a step more and of a step sent, inf where barred."""
        networks, items, step = self.networks, self.items, self.step
        can_grow = networks.change[items] + step <= networks.take[items]
        can_send = networks.sent[items] + step <= networks.give[items]
        return np.where(can_grow, self.grow, np.inf), can_send

    def exchange(self):
        """Use lanes of each problem that gain most; return whether any does.

        Lanes that are used together share no site.
        """
        n_sites = self.networks.n_sites
        grow, can_send = self.limits()
        shrink = np.where(can_send, self.shrink, np.inf)
        total = self.lane + grow[:, None, :]
        target = total.argmin(axis=2)
        total = np.take_along_axis(total, target[:, :, None], axis=2)[:, :, 0] + shrink
        row, source = np.nonzero(total < -self.tolerance[:, None])
        order = np.lexsort((total[row, source], row))
        row, source = row[order], source[order]
        target = target[row, source]
        # The best lane of a row is used; others if their sites are in no better one.
        first = np.diff(row, prepend=-1) > 0
        is_source = np.zeros((len(total), n_sites), dtype=bool)
        is_source[row, source] = True
        taken = np.full((len(total), n_sites), -1)
        taken[row[::-1], target[::-1]] = np.arange(len(row))[::-1]
        best = np.flatnonzero(first)
        blocked = np.zeros((len(total), n_sites), dtype=bool)
        blocked[row[best], source[best]] = blocked[row[best], target[best]] = True
        free = ~is_source[row, target] & (taken[row, source] < 0)
        free &= (taken[row, target] == np.arange(len(row))) & ~blocked[row, target]
        used = first | (free & ~blocked[row, source])
        line, source, target = row[used], source[used], target[used]
        self.networks.flow[self.items[line], source, target] += self.step
        self.networks.sent[self.items[line], source] += self.step
        self.move(line, source, -1.0)
        self.move(line, target, 1.0)
        self.keep(np.bincount(line, minlength=len(total)) > 0)
        return len(line) > 0

    def move(self, line, site, sign):
        """Let a site of each row grow or shrink by a step."""
        networks, step = self.networks, self.step
        items = self.items[line]
        change = networks.change[items, site] + sign * step
        networks.change[items, site] = change
        rows = networks.rows[items, site]
        ahead, back = (self.grow, self.shrink) if sign > 0 else (self.shrink, self.grow)
        passed = ahead[line, site]
        both = networks.cost.after(
            np.concatenate([rows, rows]),
            np.concatenate([change + sign * step, change]),
        )
        ahead[line, site] = both[: len(rows)] - both[len(rows) :]
        networks.now[items, site] = both[len(rows) :]
        back[line, site] = -passed

    def cycles(self):
        """Return rows with cycles that gain, where they end, and the labels.

        Paths from different starts share nothing, so the best of each is used.
        """
        grow, can_send = self.limits()
        labels = _Labels(self, can_send)
        total = np.where(labels.stock_from != START, labels.stock + grow, np.inf)
        # Labels that go on falling have a cycle among their parents instead.
        falls = labels.fell >= 0
        gains = (total < -self.tolerance[:, None]) & ~falls[:, None]
        some = np.flatnonzero(gains.any(axis=1))
        line, end = np.nonzero(gains[some])
        order = np.argsort(total[some[line], end], kind="stable")
        line, end = line[order], end[order]
        start = labels.roots(some)[line, end]
        row = some[line]
        _, first = np.unique(row * self.networks.n_sites + start, return_index=True)
        others = np.flatnonzero(falls)
        rows = np.concatenate([row[first], others])
        return rows, np.concatenate([end[first], labels.fell[others]]), labels

    def cancel(self):
        """Cancel cycles of each problem; return whether any gains."""
        rows, end, labels = self.cycles()
        if len(rows) == 0:
            return False
        start, is_path = labels.follow(rows, end)
        # Others ended up on a cycle of lanes, which is followed once around.
        labels.follow(rows[is_path], end[is_path], self.shift)
        labels.follow(rows[~is_path], start[~is_path], self.shift, once_around=True)
        self.move(rows[is_path], start[is_path], -1.0)
        self.move(rows[is_path], end[is_path], 1.0)
        self.keep(np.bincount(rows, minlength=len(self.items)) > 0)
        return True

    def shift(self, rows, source, target, sign):
        """Send a step more or less on a lane of each row."""
        items, amount = self.items[rows], sign * self.step
        self.networks.flow[items, source, target] += amount
        self.networks.sent[items, source] += amount


class _Labels:
    """Shortest distances from the start of paths, and the way there."""

    def __init__(self, work, can_send):
        networks, items, step = work.networks, work.items, work.step
        n_rows, self.n_sites = can_send.shape
        self.stock = work.shrink.copy()
        self.dispatch = np.full(can_send.shape, np.inf)
        self.stock_from = np.full(can_send.shape, START)
        self.dispatch_from = np.full(can_send.shape, OWN)
        self.fell = np.full(n_rows, -1)
        self.can_send = can_send
        self.can_return = networks.sent[items] >= step
        # Labels may fall by rounding around a cycle that costs nothing.
        self.noise = work.tolerance / (4 * self.n_sites)
        back = np.nonzero(networks.flow[items] >= step)
        self._settle(np.arange(n_rows), work.lane, (*back, -work.lane[back]))
        # Parents may have changed since a cycle was found.
        rows = np.flatnonzero(self.fell >= 0)
        self.fell[rows] = self._on_cycle(rows)

    def _settle(self, rows, lane, back):
        """Lower labels until none falls, except in rows with a cycle."""
        last = 4 * (self.n_sites + ROUNDS_OF_A_CHECK)
        for count in range(last + 1):
            falls = self._fall(rows, lane, back).any(axis=1)
            if count and count % ROUNDS_OF_A_CHECK == 0:
                ends = self._on_cycle(rows)
                self.fell[rows] = ends
                falls &= ends < 0
            if not falls.any():
                return
            if falls.mean() < 1 - IDLE_SHARE:
                place = np.cumsum(falls) - 1
                kept = falls[back[0]]
                back = tuple(part[kept] for part in back)
                back = (place[back[0]], *back[1:])
                rows, lane = rows[falls], lane[falls]

    def _on_cycle(self, rows):
        """Return a stock of each row whose parents lead to a cycle, -1 = none."""
        reached = self.roots(rows)
        loops = np.take_along_axis(self.stock_from[rows], reached, axis=1) != START
        return np.where(loops.any(axis=1), loops.argmax(axis=1), -1)

    def roots(self, rows):
        """Return the start of the path to each stock, or a stock on a cycle.

        Each squaring doubles the number of steps to the parents.
        """
        source = self.stock_from[rows]
        every = np.broadcast_to(np.arange(self.n_sites), source.shape)
        is_start = source == START
        source = np.where(source >= 0, source, every)
        came = np.take_along_axis(self.dispatch_from[rows], source, axis=1)
        parent = np.where(came == OWN, source, came)
        parent = np.where(is_start, every, parent)
        for _ in range(int(np.ceil(np.log2(2 * self.n_sites + 2)))):
            parent = np.take_along_axis(parent, parent, axis=1)
        return parent

    def _fall(self, rows, lane, back):
        """Lower the labels of the rows by one round; return which stocks fell."""
        whole = len(rows) == len(self.stock)
        at = slice(None) if whole else rows
        stock, dispatch = self.stock[at], self.dispatch[at]
        noise = self.noise[at][:, None]
        # Stock to dispatch: its own, or back on a lane in use.
        own = np.where(self.can_send[at], stock, np.inf)
        lower = own < dispatch
        dispatch_from = self.dispatch_from[at]
        dispatch = np.where(lower, own, dispatch)
        dispatch_from = np.where(lower, OWN, dispatch_from)
        row, source, target, saving = back
        if len(row):
            label = stock[row, target] + saving
            key = row * self.n_sites + source
            starts = np.flatnonzero(np.diff(key, prepend=-1))
            least = np.minimum.reduceat(label, starts)
            key = key[starts]
            falls = least < dispatch.ravel()[key] - noise.ravel()[row[starts]]
            best = np.repeat(least, np.diff(starts, append=len(label))) == label
            best &= np.repeat(falls, np.diff(starts, append=len(label)))
            dispatch[row[best], source[best]] = label[best]
            dispatch_from[row[best], source[best]] = target[best]
        # Dispatch to stock: its own, or a lane.
        least = (lane + dispatch[:, :, None]).min(axis=1)
        home = np.where(self.can_return[at], dispatch, np.inf)
        is_home = home < least
        least = np.where(is_home, home, least)
        falls = least < stock - noise
        line, site = np.nonzero(falls & ~is_home)
        came = (lane[line, :, site] + dispatch[line]).argmin(axis=1)
        stock_from = self.stock_from[at]
        stock_from = np.where(falls & is_home, OWN, stock_from)
        stock_from[line, site] = came
        self.stock[at] = np.where(falls, least, stock)
        self.dispatch[at], self.dispatch_from[at] = dispatch, dispatch_from
        self.stock_from[at] = stock_from
        return falls

    def follow(self, rows, site, shift=None, *, once_around=False):
        """Walk back from a stock to the start of its path, or to a cycle.

        ``shift`` is told the lanes on the way. Returns the stock that was reached and
        whether it is the start of a path.
        """
        first, site = site, site.copy()
        walks = np.ones(len(rows), dtype=bool)
        for count in range(2 * self.n_sites + 2):
            if once_around and count:
                walks &= site != first
            else:
                walks &= self.stock_from[rows, site] != START
            line = np.flatnonzero(walks)
            if len(line) == 0:
                break
            row, target = rows[line], site[line]
            source = self.stock_from[row, target]
            is_lane = source != OWN
            source = np.where(is_lane, source, target)
            if shift:
                shift(row[is_lane], source[is_lane], target[is_lane], 1.0)
            came = self.dispatch_from[row, source]
            is_back = came != OWN
            came = np.where(is_back, came, source)
            if shift:
                shift(row[is_back], source[is_back], came[is_back], -1.0)
            site[line] = came
        return site, ~walks
