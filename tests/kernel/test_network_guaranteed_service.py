import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.guaranteed_service import (
    GuaranteedServiceTree,
    optimise_service_times,
)

FREE = np.nan


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def example_6_5():
    # Snyder & Shen, 2nd edition, example 6.5: stages 1, 3, 2, 4.
    return GuaranteedServiceTree(
        edges=[[0, 1], [1, 2], [1, 3]],
        processing_time=[2, 1, 1, 1],
        holding_cost=[1, 2, 3, 3],
        demand_sigma=[0, 0, 1, 1],
        safety_factor=1,
        inbound_time=[1, 0, 0, 0],
        maximum_outbound_time=[FREE, FREE, 0, 1],
    )


def figure_6_14():
    # Snyder & Shen, 2nd edition, figure 6.14 (digital camera).
    return GuaranteedServiceTree(
        edges=[[0, 1], [1, 2], [2, 4], [3, 4], [4, 5], [6, 9], [5, 9], [7, 9], [8, 9]],
        processing_time=[2, 3, 2, 4, 2, 3, 6, 4, 3, 2],
        holding_cost=[0.01, 0.03, 0.04, 0.06, 0.12, 0.13, 0.2, 0.08, 0.04, 0.5],
        demand_sigma=[0] * 9 + [10],
        safety_factor=1.6448536269514722,
        maximum_outbound_time=[FREE] * 9 + [2],
    )


def test_cost_and_times_of_snyder_and_shen_example_6_5():
    result = optimise_service_times(example_6_5())
    assert result.total_cost == pytest.approx(8.27792, abs=1e-5)
    assert result.outbound_time.tolist() == [0, 0, 0, 1]
    assert result.inbound_time.tolist() == [1, 0, 0, 0]
    assert result.net_replenishment_time.tolist() == [3, 1, 1, 0]
    assert result.sigma == pytest.approx([2**0.5, 2**0.5, 1, 1])


def test_cost_of_snyder_and_shen_figure_6_14():
    result = optimise_service_times(figure_6_14())
    assert result.total_cost == pytest.approx(18.824, abs=1e-3)
    assert_feasible(figure_6_14(), result)


def assert_feasible(tree, result):
    for source, target in np.reshape(tree.edges, (-1, 2)).astype(int).tolist():
        assert result.outbound_time[source] <= result.inbound_time[target]
    assert (result.net_replenishment_time >= 0).all()
    if tree.inbound_time is not None:
        assert (result.inbound_time >= tree.inbound_time).all()
    if tree.maximum_outbound_time is not None:
        limit = np.nan_to_num(tree.maximum_outbound_time, nan=np.inf)
        assert (result.outbound_time <= limit).all()


def random_tree(rng, n_stages):
    edges = []
    for stage in range(1, n_stages):
        link = [int(rng.integers(stage)), stage]
        edges.append(link if rng.random() < 0.5 else link[::-1])
    label = rng.permutation(n_stages)
    edges = label[np.array(edges, dtype=int).reshape(-1, 2)]
    is_sink = ~np.isin(np.arange(n_stages), edges[:, 0])
    sigma = np.where(is_sink | (rng.random(n_stages) < 0.2), rng.uniform(1, 5), 0.0)
    limit = np.where(is_sink, rng.integers(0, 3, n_stages), FREE)
    return GuaranteedServiceTree(
        edges=edges,
        processing_time=rng.integers(0, 4, n_stages),
        holding_cost=rng.uniform(0.1, 5, n_stages),
        demand_sigma=sigma,
        safety_factor=rng.uniform(1, 2, n_stages),
        inbound_time=rng.integers(0, 2, n_stages),
        maximum_outbound_time=limit,
        edge_quantity=rng.integers(1, 4, len(edges)),
    )


def brute_force(tree):
    """Try all outbound times; the inbound time is the longest supply."""
    n_stages = len(tree.processing_time)
    edges = np.reshape(tree.edges, (-1, 2)).astype(int)
    variance = np.zeros(n_stages)

    def passing(stage):
        total = tree.demand_sigma[stage] ** 2
        for (source, target), units in zip(edges, tree.edge_quantity, strict=True):
            if source == stage:
                total += units**2 * passing(target)
        return total

    variance = np.array([passing(stage) for stage in range(n_stages)])
    rate = tree.holding_cost * tree.safety_factor * np.sqrt(variance)
    longest = int(tree.processing_time.sum() + tree.inbound_time.max())
    limit = np.minimum(np.nan_to_num(tree.maximum_outbound_time, nan=99), longest)
    ranges = [range(int(top) + 1) for top in limit]
    best = np.inf
    for outbound in itertools.product(*ranges):
        inbound = tree.inbound_time.astype(float)
        for source, target in edges:
            inbound[target] = max(inbound[target], outbound[source])
        net = inbound + tree.processing_time - outbound
        if (net >= 0).all():
            best = min(best, float((rate * np.sqrt(net)).sum()))
    return best


def test_cost_of_random_small_trees_by_brute_force(rng):
    for _ in range(25):
        tree = random_tree(rng, int(rng.integers(1, 5)))
        result = optimise_service_times(tree)
        assert result.total_cost == pytest.approx(brute_force(tree))
        assert_feasible(tree, result)


def test_order_of_the_stages_does_not_matter(rng):
    for _ in range(20):
        tree = random_tree(rng, 8)
        label = rng.permutation(8)
        columns = {
            name: np.empty(8)
            for name in (
                "processing_time", "holding_cost", "demand_sigma", "safety_factor",
                "inbound_time", "maximum_outbound_time",
            )
        }  # fmt: skip
        for name, column in columns.items():
            column[label] = getattr(tree, name)
        other = GuaranteedServiceTree(
            edges=label[tree.edges], edge_quantity=tree.edge_quantity, **columns
        )
        result = optimise_service_times(tree)
        assert_feasible(tree, result)
        again = optimise_service_times(other)
        assert again.total_cost == pytest.approx(result.total_cost)


def test_trees_side_by_side_are_solved_alone():
    two = GuaranteedServiceTree(
        edges=[[0, 1], [2, 3]],
        processing_time=[4, 1, 4, 1],
        holding_cost=[1, 3, 1, 3],
        demand_sigma=[0, 1, 0, 2],
        safety_factor=2,
    )
    result = optimise_service_times(two)
    assert result.safety_stock.tolist() == [4, 2, 8, 4]
    single = GuaranteedServiceTree([], [9], [2], [1], 3)
    assert optimise_service_times(single).cost.tolist() == [18]


def test_known_deviation_replaces_the_one_from_the_customers():
    # Perfectly correlated demands of 1 and 1 pass as 2, not as the root of 2.
    tree = GuaranteedServiceTree(
        edges=[[0, 1], [0, 2]],
        processing_time=[1, 1, 1],
        holding_cost=[0.1, 9, 9],
        demand_sigma=[0, 1, 1],
        safety_factor=1,
        sigma=[2, FREE, FREE],
    )
    result = optimise_service_times(tree)
    assert result.sigma.tolist() == [2, 1, 1]
    assert result.safety_stock.tolist() == [2, 1, 1]


def test_cost_falls_with_longer_promises_and_rises_with_the_factor():
    costs = []
    for promise in range(6):
        tree = GuaranteedServiceTree(
            edges=[[0, 1]],
            processing_time=[3, 2],
            holding_cost=[1, 2],
            demand_sigma=[0, 1],
            safety_factor=1,
            maximum_outbound_time=[FREE, promise],
        )
        costs.append(optimise_service_times(tree).total_cost)
    assert (np.diff(costs) < 0).all()
    assert costs[-1] == 0


@given(
    times=st.lists(st.integers(0, 4), min_size=2, max_size=5),
    cost=st.sampled_from([0.0, 1e-9, 1.0, 1e12]),
    sigma=st.sampled_from([0.0, 1e-9, 1.0, 1e12]),
    factor=st.floats(0.5, 3),
)
def test_cost_is_finite_and_scales_with_the_factor(times, cost, sigma, factor):
    n_stages = len(times)

    def solve(z):
        return optimise_service_times(
            GuaranteedServiceTree(
                edges=[[k, k + 1] for k in range(n_stages - 1)],
                processing_time=times,
                holding_cost=[cost] * n_stages,
                demand_sigma=[0] * (n_stages - 1) + [sigma],
                safety_factor=z,
                maximum_outbound_time=[FREE] * (n_stages - 1) + [0],
            )
        )

    with np.errstate(all="raise"):
        result, scaled = solve(1.0), solve(factor)
    assert np.isfinite(result.safety_stock).all()
    assert scaled.total_cost == pytest.approx(factor * result.total_cost)


@pytest.mark.parametrize(
    "change, name",
    [
        ({"edges": [[0, 1], [1, 2], [2, 0]]}, "edges must form a tree"),
        ({"edges": [[0, 1], [0, 1]]}, "edges must form a tree"),
        ({"edges": [[0, 0]]}, "edges must form a tree"),
        ({"edges": [[0, 3]]}, "edges must be stages"),
        ({"edges": [[0, 1, 2]]}, "edges must be pairs"),
        ({"edges": [[0, np.nan]]}, "edges must be pairs"),
        ({"processing_time": [1, 1.5, 1]}, "processing_time"),
        ({"processing_time": [1, 1e12, 1]}, "coarser"),
        ({"processing_time": []}, "processing_time"),
        ({"inbound_time": [-1, 0, 0]}, "inbound_time"),
        ({"maximum_outbound_time": [0.5, 0, 0]}, "maximum_outbound_time"),
        ({"holding_cost": [np.nan, 0, 0]}, "holding_cost"),
        ({"demand_sigma": [1, 1]}, "demand_sigma"),
    ],
)
def test_impossible_trees_are_refused(change, name):
    problem = {
        "edges": [[0, 1], [1, 2]],
        "processing_time": [1, 1, 1],
        "holding_cost": [1, 1, 1],
        "demand_sigma": [0, 0, 1],
        "safety_factor": 1,
    }
    with pytest.raises(ValueError, match=name):
        optimise_service_times(GuaranteedServiceTree(**{**problem, **change}))
