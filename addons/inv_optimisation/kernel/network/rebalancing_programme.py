"""Transfers of one product with costs by lane: linear and mixed-integer programmes.

Sites have convex costs, so a piecewise-linear cost between breakpoints is a minimum
cost flow: its best flows are whole steps. A programme whose solution has its
neighbours among the breakpoints is exact for the true costs.
"""

import numpy as np
from scipy import optimize

# Up to this many steps every step is a breakpoint.
MOST_BREAKPOINTS = 200
# Otherwise breakpoints are added until the pieces are this exact, as a share of the
# range of the costs of a site.
PIECE_TOLERANCE = 1e-5
# Larger quantities are counted in coarser steps: solvers are exact to 1e-7 or so.
MOST_STEPS = 1e6
# Mixed-integer programmes end at this relative gap.
SOLVER_GAP = 1e-7
# The usual 1e-7 would leave a wrong donor of nearly the same cost undetected.
LINEAR_OPTIONS = {
    "dual_feasibility_tolerance": 1e-10,
    "primal_feasibility_tolerance": 1e-10,
}
# Each round adds breakpoints around the solution; a few suffice.
MOST_ROUNDS = 50


def solve_lanes(site_cost, give, take, step_cost, fixed_cost, *, time_limit):
    """Return the best flows of a product and a bound of their total cost.

    Parameters
    ----------
    site_cost : callable
        Function of sites and changes [steps], arrays of the same shape, that
        returns their costs [currency], convex in the change.
    give : ndarray of shape (J,)
        Most steps that a site can give.
    take : ndarray of shape (J,)
        Most steps by which a site can grow.
    step_cost : ndarray of shape (J, J)
        Cost of a step from row to column [currency/step]; NaN = no lane.
    fixed_cost : ndarray of shape (J, J)
        Cost of using a lane [currency].
    time_limit : float
        Longest time for the mixed-integer programme [seconds].

    Returns
    -------
    flows : ndarray of shape (J, J)
        Flows from row to column, whole steps.
    bound : float
        No flows cost less [currency]; above a million steps no flows in the steps
        of the solution.

    References
    ----------
    Ahuja, R. K., Magnanti, T. L. & Orlin, J. B. (1993), Network Flows, chapter 14
    (convex cost flows).

    Examples
    --------
    >>> flows, bound = solve_lanes(
    ...     lambda site, change: np.abs(change - np.array([-2.0, 2.0])[site]),
    ...     np.array([4.0, 0.0]), np.array([0.0, 4.0]), np.full((2, 2), 0.5),
    ...     np.zeros((2, 2)), time_limit=1.0)
    >>> flows.tolist(), bound
    ([[0.0, 2.0], [0.0, 0.0]], 1.0)
    """
    coarse = max(1.0, 2.0 ** np.ceil(np.log2(max(give.max(), 1.0) / MOST_STEPS)))
    source, target = np.nonzero(
        ~np.isnan(step_cost) & (give >= coarse)[:, None] & (take >= 0)[None, :]
        & ~np.eye(len(give), dtype=bool)
    )  # fmt: skip
    empty = np.zeros(step_cost.shape)
    idle = float(site_cost(np.arange(len(give)), np.zeros(len(give))).sum())
    if len(source) == 0:
        return empty, idle
    product = _Product(
        site_cost=lambda site, change: site_cost(site, change * coarse),
        give=np.floor(give / coarse),
        take=np.floor(take / coarse),
        source=source,
        target=target,
        lane_cost=step_cost[source, target] * coarse,
        fixed_cost=fixed_cost[source, target],
    )
    has_fixed = product.fixed_cost.max() > 0
    lane, bound = product.mixed_integer(time_limit) if has_fixed else (None, None)
    flow, exact = product.linear(lane)
    if flow is None or product.total(flow) >= idle:
        flow = np.zeros(len(source))
    flows = empty
    flows[source, target] = flow * coarse
    return flows, min(idle, float(exact if bound is None else bound))


class _Product:
    """One product: sites, lanes and the programmes on them."""

    def __init__(self, *, site_cost, give, take, source, target, lane_cost, fixed_cost):
        self.site_cost, self.give, self.take = site_cost, give, take
        self.source, self.target = source, target
        self.lane_cost, self.fixed_cost = lane_cost, fixed_cost
        self.breakpoints, self.error = [], 0.0
        for site in range(len(give)):
            points, error = self._points(site)
            self.breakpoints.append(points)
            self.error += error

    def total(self, flow):
        """Return the true cost of the flows of the lanes."""
        sites = np.arange(len(self.give))
        cost = self.site_cost(sites, self._change(flow)).sum()
        return cost + self.lane_cost @ flow + self.fixed_cost @ (flow > 0)

    def linear(self, lane=None):
        """Return the best flows on the lanes, all of them when None, and their cost.

        After each round the neighbours of the solution, near and far, become
        breakpoints; once they were, the solution is exact.
        """
        lane = np.arange(len(self.source)) if lane is None else lane
        if len(lane) == 0:
            return None, 0.0
        points = list(self.breakpoints)
        for _ in range(MOST_ROUNDS):
            programme = self._programme(points, lane)
            result = optimize.linprog(
                **programme["linear"], method="highs", options=LINEAR_OPTIONS
            )
            if result.status != 0:  # numerical trouble: move nothing, promise nothing
                return None, 0.0
            flow = np.zeros(len(self.source))
            flow[lane] = np.rint(result.x[: len(lane)] * programme["size"])
            refined = self._refined(points, self._change(flow))
            if all(len(a) == len(b) for a, b in zip(points, refined, strict=True)):
                break
            points = refined
        return flow, self.total(flow) - self.fixed_cost @ (flow > 0)

    def mixed_integer(self, time_limit):
        """Return the lanes worth their fixed cost and a bound of the total cost."""
        programme = self._programme(self.breakpoints, np.arange(len(self.source)))
        linear, n_lanes = programme["linear"], len(self.source)
        size, money = programme["size"], programme["money"]
        n_continuous = len(linear["c"])
        most = np.minimum(self.give[self.source], self._inflow()[self.target])
        link = np.zeros((n_lanes, n_continuous + n_lanes))
        link[:, :n_lanes] = np.eye(n_lanes)
        link[:, n_continuous:] = -np.diag(most / size)
        wide = ((0, 0), (0, n_lanes))
        lower, upper = np.array(linear["bounds"]).T
        result = optimize.milp(
            np.append(linear["c"], self.fixed_cost / money),
            integrality=np.append(np.zeros(n_continuous), np.ones(n_lanes)),
            bounds=optimize.Bounds(
                np.append(lower, np.zeros(n_lanes)), np.append(upper, np.ones(n_lanes))
            ),
            constraints=[
                optimize.LinearConstraint(
                    np.pad(linear["A_eq"], wide), linear["b_eq"], linear["b_eq"]
                ),
                optimize.LinearConstraint(
                    np.pad(linear["A_ub"], wide), -np.inf, linear["b_ub"]
                ),
                optimize.LinearConstraint(link, -np.inf, 0.0),
            ],
            options={"time_limit": time_limit, "mip_rel_gap": SOLVER_GAP},
        )
        bound = result.mip_dual_bound
        bound = -np.inf if bound is None else bound * money + programme["constant"]
        # The pieces lie above the true costs by the error at most.
        bound = max(bound - self.error, 0.0)
        if result.x is None:
            return np.empty(0, dtype=np.int64), bound
        return np.flatnonzero(np.rint(result.x[:n_lanes] * size) > 0), bound

    def _change(self, flow):
        """Return the change of each site."""
        n_sites = len(self.give)
        inward = np.bincount(self.target, weights=flow, minlength=n_sites)
        return inward - np.bincount(self.source, weights=flow, minlength=n_sites)

    def _inflow(self):
        """Return the most that can come to each site."""
        others = self.give.sum() - self.give
        return np.minimum(self.take + self.give, others)

    def _points(self, site):
        """Return breakpoints of a site and how far the pieces may be off."""
        low, high = -self.give[site], self.take[site]
        if high - low <= MOST_BREAKPOINTS:
            return np.arange(low, high + 1.0), 0.0
        points = np.unique([low, 0.0, high])
        while True:
            error, size = self._piece_errors(site, points)
            is_rough = (error > PIECE_TOLERANCE * size) & (np.diff(points) > 1)
            if not is_rough.any():
                return points, float(error.max())
            middle = np.floor(0.5 * (points[:-1] + points[1:]))[is_rough]
            points = np.union1d(points, middle)

    def _piece_errors(self, site, points):
        """Return how far each piece may lie above a convex cost, and the cost range.

        The cost lies above the lines through its two outermost steps at both ends.
        """
        at = np.full(len(points), site)
        cost = self.site_cost(at, points)
        width = np.diff(points)
        slope = np.diff(cost) / width
        first = self.site_cost(at[1:], points[:-1] + 1.0) - cost[:-1]
        last = cost[1:] - self.site_cost(at[1:], points[1:] - 1.0)
        bend = last - first
        is_bent = (bend > 0) & (width > 1)
        share = np.clip((last - slope) / np.where(is_bent, bend, 1.0), 0.0, 1.0)
        # Vanishing slopes in the far tail underflow to the 0 that is meant.
        with np.errstate(under="ignore"):
            error = width * np.maximum(slope - first, 0.0) * share
        return np.where(is_bent, error, 0.0), max(float(np.ptp(cost)), 0.0)

    def _refined(self, points, change):
        """Return the breakpoints with the neighbours of the changes added."""
        refined = []
        for site, known in enumerate(points):
            reach = 2.0 ** np.arange(np.ceil(np.log2(known[-1] - known[0] + 1.0)) + 1)
            around = change[site] + np.concatenate([-reach, [0.0], reach])
            inside = (around >= known[0]) & (around <= known[-1])
            refined.append(np.union1d(known, around[inside]))
        return refined

    def _programme(self, points, lane):
        """Return the linear programme: flows of the lanes, then pieces of the sites.

        Quantities and money are scaled to about 1 for the solver.
        """
        n_sites, n_lanes = len(self.give), len(lane)
        size = max(float(self.give.max()), 1.0)
        piece_site = np.repeat(np.arange(n_sites), [len(p) - 1 for p in points])
        width = np.concatenate([np.diff(p) for p in points])
        costs = [
            self.site_cost(np.full(len(p), site), p) for site, p in enumerate(points)
        ]
        piece_cost = np.concatenate([np.diff(cost) for cost in costs])
        start = np.array([p[0] for p in points])
        column = np.arange(n_lanes)
        pieces = n_lanes + np.arange(len(width))
        balance = np.zeros((n_sites, n_lanes + len(width)))
        balance[self.target[lane], column] += 1.0
        balance[self.source[lane], column] -= 1.0
        balance[piece_site, pieces] = -1.0
        outward = np.zeros_like(balance)
        outward[self.source[lane], column] = 1.0
        objective = np.append(self.lane_cost[lane], piece_cost / width)
        money = max(float(np.abs(objective).max()) * size, np.finfo(np.float64).tiny)
        most = self.give[self.source[lane]]
        upper = np.append(most, width) / size
        return {
            "linear": {
                "c": objective * (size / money),
                "A_eq": balance,
                "b_eq": start / size,
                "A_ub": outward,
                "b_ub": self.give / size,
                "bounds": np.column_stack([np.zeros(len(upper)), upper]),
            },
            "size": size,
            "money": money,
            "constant": float(sum(cost[0] for cost in costs)),
        }
