"""The best lanes of a small network, proven by branch and bound."""

import numpy as np

# Nodes that are branched together, so that their products are solved side by side.
BATCH = 8
# A bound this near the plan, as a share of its cost, proves it.
TOLERANCE = 1e-9
# Flows of nodes within this share of the plan are settled on their lanes.
PROMISING = 0.02


class LaneTree:
    """Nodes in which some lanes are open, some closed and the others shared out.

    In a node, open lanes cost a whole shipment, closed ones are barred, and the steps
    on the others cost their share in a shipment. Every product is then on its own, and
    only the products that use a lane change when it is decided.

    Parameters
    ----------
    problem : LaneProblem of n products and m lanes
        Products and lanes; all lanes take one shipment at most.
    price : ndarray of shape (n, m)
        Cost of a step as its share in a shipment [currency/step].
    flow : ndarray of shape (n, m)
        Flows of a plan [steps].
    """

    def __init__(self, problem, price, flow):
        self.problem, self.price = problem, price
        self.every = np.arange(len(flow))
        self.best_flow = flow
        self.best = self.total(flow)
        self.work = 0
        self.nodes, self.count = [], 0

    def total(self, flow):
        """Return the cost of flows.

        Parameters
        ----------
        flow : ndarray of shape (n, m)
            Flows [steps].

        Returns
        -------
        float
            Cost of sites, lanes and shipments [currency].
        """
        used = (flow > 0).any(axis=0)
        cost = self.problem.item_cost(self.every, flow).sum()
        return float(cost + self.problem.shipment_cost @ used)

    def search(self, most_work):
        """Branch until the best plan is proven, or enough products were solved.

        Parameters
        ----------
        most_work : int
            Most products to solve again.

        Returns
        -------
        float
            No plan costs less [currency].

        References
        ----------
        Land, A. H. & Doig, A. G. (1960), An automatic method of solving discrete
        programming problems, Econometrica 28.
        """
        state = np.where(self.problem.shipment_cost > 0, 0, 1)
        root = self.problem.solve(self.every, self.problem.step_cost + self.price)
        self._add(state, root)
        while self.nodes and self.work < most_work:
            if self.nodes[0][0] >= self.best - TOLERANCE * self.best:
                break
            batch, self.nodes = self.nodes[:BATCH], self.nodes[BATCH:]
            children = []
            for bound, _count, state, flow in batch:
                lane = self._undecided(state, flow)
                if lane is None or bound >= self.best - TOLERANCE * self.best:
                    continue
                for choice in (-1, 1):
                    child = state.copy()
                    child[lane] = choice
                    changed = flow if choice < 0 else self.price
                    children.append((child, flow, np.flatnonzero(changed[:, lane])))
            self._branch(children)
            # The second entry is unique: flows are never compared.
            self.nodes.sort(key=lambda node: node[:2])
        lowest = self.nodes[0][0] if self.nodes else self.best
        return min(lowest, self.best)

    def _branch(self, children):
        """Solve the products that change in the children, and add these."""
        if not children:
            return
        items = np.concatenate([items for _state, _flow, items in children])
        size = [len(items) for _state, _flow, items in children]
        states = np.repeat([state for state, _flow, _items in children], size, axis=0)
        start = np.concatenate([flow[items] for _state, flow, items in children])
        start = np.where(states >= 0, start, 0.0)
        fits = self.problem.change(start) <= self.problem.take[items]
        cost = self.problem.step_cost[items] + np.where(
            states == 0, self.price[items], 0.0
        )
        solved = self.problem.solve(
            items,
            np.where(states >= 0, cost, np.nan),
            start=np.where(fits.all(axis=1)[:, None], start, 0.0),
        )
        self.work += len(items)
        ends = np.cumsum(size)
        for (state, flow, mine), end in zip(children, ends, strict=True):
            new = flow.copy()
            new[mine] = solved[end - len(mine) : end]
            self._add(state, new)

    def _add(self, state, flow):
        """Add a node and use its flows if they are better than the plan."""
        cost = self.problem.item_cost(self.every, flow).sum()
        shared = np.where(state == 0, self.price, 0.0) * flow
        fixed = self.problem.shipment_cost @ (state > 0)
        bound = float(cost + shared.sum() + fixed)
        if bound >= self.best - TOLERANCE * self.best:
            return
        if self.total(flow) < (1.0 + PROMISING) * self.best:
            self._settle(flow)
        self.count += 1
        self.nodes.append((bound, self.count, state, flow))

    def _settle(self, flow):
        """Make the best flows on the lanes of a node the plan, if they are better."""
        used = (flow > 0).any(axis=0)
        cost = np.where(used, self.problem.step_cost, np.nan)
        settled = self.problem.solve(self.every, cost, start=flow)
        self.work += len(flow)
        total = self.total(settled)
        if total < self.best:
            self.best, self.best_flow = total, settled

    def _undecided(self, state, flow):
        """Return the lane whose users pay least of its shipment, None if all pay."""
        paid = (self.price * flow).sum(axis=0)
        used = (flow > 0).any(axis=0) & (state == 0)
        missing = np.where(used, self.problem.shipment_cost - paid, 0.0)
        if not len(missing) or missing.max() <= 0:
            return None
        return int(missing.argmax())
