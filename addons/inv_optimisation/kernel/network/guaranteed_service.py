"""Where to hold safety stock in a supply tree: the guaranteed-service model."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix

# The tables of a stage grow with the square of its longest lead time; above this
# many periods a coarser time unit serves as well.
LONGEST_PATH = 2000


@dataclass(frozen=True)
class GuaranteedServiceTree:
    """A supply network without cycles, also when directions are ignored.

    Attributes
    ----------
    edges : array_like of shape (n_edges, 2) of int
        Supplying and supplied stage of each link.
    processing_time : array_like of shape (n_stages,)
        Time T of a stage from its inputs to its output [periods], whole numbers.
    holding_cost : array_like of shape (n_stages,)
        Cost of a unit of safety stock [currency/unit/period].
    demand_sigma : array_like of shape (n_stages,)
        Standard deviation of the outside demand of a period at the stage [units];
        0 without outside demand.
    safety_factor : array_like of shape (n_stages,) or scalar
        Factor z of the demand bound z sigma sqrt(time).
    inbound_time : array_like of shape (n_stages,), optional
        Service time of outside suppliers [periods], whole numbers; 0 when None.
    maximum_outbound_time : array_like of shape (n_stages,), optional
        Longest service time that may be promised [periods], whole numbers; NaN =
        any. When None, stages with outside demand serve at once.
    edge_quantity : array_like of shape (n_edges,), optional
        Units of the supplying stage in one unit of the supplied one; 1 when None.
    sigma : array_like of shape (n_stages,), optional
        Standard deviation of the demand that passes a stage [units], where known;
        NaN or None = from the outside demands further on, taken as independent.
    """

    edges: np.ndarray
    processing_time: np.ndarray
    holding_cost: np.ndarray
    demand_sigma: np.ndarray
    safety_factor: np.ndarray
    inbound_time: np.ndarray | None = None
    maximum_outbound_time: np.ndarray | None = None
    edge_quantity: np.ndarray | None = None
    sigma: np.ndarray | None = None


@dataclass(frozen=True)
class ServiceTimes:
    """Service times of least cost and the safety stock they need.

    Attributes
    ----------
    inbound_time : ndarray of shape (n_stages,)
        Time SI until all inputs are there [periods].
    outbound_time : ndarray of shape (n_stages,)
        Promised service time S [periods].
    net_replenishment_time : ndarray of shape (n_stages,)
        Time SI + T - S that the stock has to cover [periods].
    sigma : ndarray of shape (n_stages,)
        Standard deviation of the demand that passes the stage [units].
    safety_stock : ndarray of shape (n_stages,)
        Safety stock [units].
    cost : ndarray of shape (n_stages,)
        Holding cost of the safety stock [currency/period].
    """

    inbound_time: np.ndarray
    outbound_time: np.ndarray
    net_replenishment_time: np.ndarray
    sigma: np.ndarray
    safety_stock: np.ndarray
    cost: np.ndarray

    @property
    def total_cost(self):
        """Cost of the whole tree [currency/period]."""
        return float(self.cost.sum())


def optimise_service_times(tree):
    """Return the service times that hold safety stock at the least cost.

    Each stage promises a service time S to the stages it supplies and gets its
    inputs after SI; its stock covers the rest of its time, z sigma
    sqrt(SI + T - S). The dynamic programme walks the tree from its leaves to a
    root, stage by stage. Several trees side by side are solved independently.

    Parameters
    ----------
    tree : GuaranteedServiceTree
        Stages and links.

    Returns
    -------
    ServiceTimes
        Times, safety stocks and costs of each stage.

    References
    ----------
    Graves, S. C. & Willems, S. P. (2000), Optimizing strategic safety stock
    placement in supply chains, Manufacturing & Service Operations Management 2,
    with the erratum (2003) in volume 5.

    Examples
    --------
    >>> serial = GuaranteedServiceTree(
    ...     edges=[[0, 1]], processing_time=[4, 1], holding_cost=[1, 3],
    ...     demand_sigma=[0, 1], safety_factor=2)
    >>> result = optimise_service_times(serial)
    >>> result.outbound_time.tolist(), result.safety_stock.tolist()
    ([0.0, 0.0], [4.0, 2.0])
    """
    problem = _checked(tree)
    order, parent = _walk(problem.edges, problem.n_stages)
    sigma = _passing_sigma(problem)
    cost_rate = problem.holding_cost * problem.safety_factor * sigma
    longest_in = _longest_inbound(problem)
    tables, choices = _solve(problem, order, parent, cost_rate, longest_in)
    inbound, outbound = _trace(problem, order, parent, tables, choices)
    net = inbound + problem.processing_time - outbound
    safety_stock = problem.safety_factor * sigma * np.sqrt(net)
    return ServiceTimes(
        inbound_time=inbound,
        outbound_time=outbound,
        net_replenishment_time=net,
        sigma=sigma,
        safety_stock=safety_stock,
        cost=problem.holding_cost * safety_stock,
    )


@dataclass(frozen=True)
class _Problem:
    """Checked arrays of a tree; link numbers by supplying and supplied stage."""

    n_stages: int
    edges: np.ndarray
    processing_time: np.ndarray
    holding_cost: np.ndarray
    demand_sigma: np.ndarray
    safety_factor: np.ndarray
    inbound_time: np.ndarray
    maximum_outbound_time: np.ndarray
    edge_quantity: np.ndarray
    sigma: np.ndarray
    suppliers: list
    customers: list


def _checked(tree):
    """Return the arrays of the tree, checked."""
    time = _as_times("processing_time", tree.processing_time)
    n_stages = len(time)
    if n_stages == 0:
        raise ValueError("processing_time must have at least one stage")
    edges = np.asarray(tree.edges, dtype=np.float64)
    edges = as_matrix("edges", edges.reshape(-1, 2) if edges.size == 0 else edges)
    if edges.shape[1] != 2 or (edges != np.rint(edges)).any() or np.isnan(edges).any():
        raise ValueError("edges must be pairs of stage numbers")
    if ((edges < 0) | (edges >= n_stages)).any():
        raise ValueError(f"edges must be stages from 0 to {n_stages - 1}")
    edges = edges.astype(np.int64)
    sigma = as_item_vector("demand_sigma", tree.demand_sigma, n_stages, 0.0)
    bound = tree.maximum_outbound_time
    if bound is None:
        bound = np.where(sigma > 0, 0.0, np.nan)
    inbound = 0.0 if tree.inbound_time is None else tree.inbound_time
    quantity = 1.0 if tree.edge_quantity is None else tree.edge_quantity
    known = np.nan if tree.sigma is None else tree.sigma
    suppliers = [[] for _ in range(n_stages)]
    customers = [[] for _ in range(n_stages)]
    for source, target in edges.tolist():
        suppliers[target].append(source)
        customers[source].append(target)
    return _Problem(
        n_stages=n_stages,
        edges=edges,
        processing_time=time,
        holding_cost=as_item_vector("holding_cost", tree.holding_cost, n_stages, 0.0),
        demand_sigma=sigma,
        safety_factor=as_item_vector(
            "safety_factor", tree.safety_factor, n_stages, 0.0
        ),
        inbound_time=_as_times("inbound_time", inbound, n_stages),
        maximum_outbound_time=_as_times("maximum_outbound_time", bound, n_stages, True),
        edge_quantity=as_item_vector("edge_quantity", quantity, len(edges), 0.0),
        sigma=as_item_vector("sigma", known, n_stages, 0.0, allow_nan=True),
        suppliers=suppliers,
        customers=customers,
    )


def _as_times(name, value, n_stages=None, allow_nan=False):
    """Return whole periods, checked."""
    times = as_item_vector(name, value, n_stages, 0.0, allow_nan=allow_nan)
    known = times[~np.isnan(times)]
    if (known != np.rint(known)).any():
        raise ValueError(f"{name} must be whole periods")
    return times


def _walk(edges, n_stages):
    """Return the stages from the roots to the leaves and the parent of each.

    A link to a stage that was visited before closes a cycle.
    """
    neighbours = [[] for _ in range(n_stages)]
    for source, target in edges.tolist():
        neighbours[source].append(target)
        neighbours[target].append(source)
    parent = np.full(n_stages, -2)
    order = []
    for root in range(n_stages):
        if parent[root] != -2:
            continue
        parent[root] = -1
        waiting = [root]
        while waiting:
            stage = waiting.pop()
            order.append(stage)
            for other in neighbours[stage]:
                if parent[other] == -2:
                    parent[other] = stage
                    waiting.append(other)
    if len(edges) != n_stages - int((parent == -1).sum()):
        raise ValueError("edges must form a tree: without cycles or double links")
    return order, parent


def _downstream_order(problem):
    """Return the stages so that suppliers come before the stages they supply."""
    missing = [len(suppliers) for suppliers in problem.suppliers]
    order = [stage for stage in range(problem.n_stages) if missing[stage] == 0]
    for stage in order:  # grows while it is read
        for target in problem.customers[stage]:
            missing[target] -= 1
            if missing[target] == 0:
                order.append(target)
    return order


def _passing_sigma(problem):
    """Return the deviation of the demand that passes each stage.

    In a tree an outside demand reaches a stage on one way only, so independent
    demands add up by their variances.
    """
    known = ~np.isnan(problem.sigma)
    sigma = np.where(known, problem.sigma, problem.demand_sigma)
    links = map(tuple, problem.edges.tolist())
    quantity = dict(zip(links, problem.edge_quantity.tolist(), strict=True))
    for stage in reversed(_downstream_order(problem)):
        if not known[stage]:
            for target in problem.customers[stage]:
                needed = quantity[stage, target] * sigma[target]
                sigma[stage] = np.hypot(sigma[stage], needed)
    return sigma


def _longest_inbound(problem):
    """Return the longest inbound time of each stage [periods]."""
    longest = problem.inbound_time.copy()
    reach = longest + problem.processing_time
    for stage in _downstream_order(problem):
        for source in problem.suppliers[stage]:
            longest[stage] = max(longest[stage], reach[source])
        reach[stage] = longest[stage] + problem.processing_time[stage]
    if reach.max() > LONGEST_PATH:
        raise ValueError(
            f"processing_time must not add up to more than {LONGEST_PATH} periods; "
            "use a coarser time unit"
        )
    return longest.astype(np.int64)


def _stage_cost(problem, stage, cost_rate, longest_in):
    """Return the cost of a stage by outbound (row) and inbound time (column)."""
    time = int(problem.processing_time[stage])
    inbound = np.arange(longest_in[stage] + 1)
    outbound = np.arange(longest_in[stage] + time + 1)
    net = inbound[None, :] + time - outbound[:, None]
    is_allowed = (net >= 0) & (inbound >= problem.inbound_time[stage])[None, :]
    limit = problem.maximum_outbound_time[stage]
    if not np.isnan(limit):
        is_allowed &= (outbound <= limit)[:, None]
    cost = cost_rate[stage] * np.sqrt(np.maximum(net, 0))
    return np.where(is_allowed, cost, np.inf)


def _running_argmin(values):
    """Return the index of the least value up to each index, the first of equals."""
    least = np.minimum.accumulate(values)
    is_new = np.ones(len(values), dtype=bool)
    is_new[1:] = values[1:] < least[:-1]
    return np.maximum.accumulate(np.where(is_new, np.arange(len(values)), 0))


def _solve(problem, order, parent, cost_rate, longest_in):
    """Return the cost table of each stage and the best time beyond each child.

    The table of a stage adds, to its own cost, the least cost of the subtrees of
    its children: a supplying child may promise any time up to SI, a supplied child
    may wait for any time from S on.
    """
    tables = [None] * problem.n_stages
    choices = [None] * problem.n_stages
    for stage in order:
        tables[stage] = _stage_cost(problem, stage, cost_rate, longest_in)
    for child in reversed(order):
        stage = parent[child]
        if stage < 0:
            continue
        if stage in problem.customers[child]:  # the child supplies the stage
            by_time = tables[child].min(axis=1)
            choice = _running_argmin(by_time)
            width = tables[stage].shape[1]
            choice = choice[np.minimum(np.arange(width), len(choice) - 1)]
            tables[stage] = tables[stage] + by_time[choice][None, :]
        else:
            by_time = tables[child].min(axis=0)
            choice = len(by_time) - 1 - _running_argmin(by_time[::-1])[::-1]
            choice = choice[: tables[stage].shape[0]]
            tables[stage] = tables[stage] + by_time[choice][:, None]
        choices[child] = choice
    return tables, choices


def _trace(problem, order, parent, tables, choices):
    """Return inbound and outbound times by following the choices from the roots."""
    inbound = np.zeros(problem.n_stages)
    outbound = np.zeros(problem.n_stages)
    for stage in order:
        table, above = tables[stage], parent[stage]
        if above < 0:
            row, column = np.unravel_index(table.argmin(), table.shape)
        elif above in problem.customers[stage]:
            row = choices[stage][int(inbound[above])]
            column = table[row].argmin()
        else:
            column = choices[stage][int(outbound[above])]
            row = table[:, column].argmin()
        inbound[stage], outbound[stage] = column, row
    return inbound, outbound
