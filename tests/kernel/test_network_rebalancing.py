import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.distributions import demand_law, loss_first_order
from kernel.network.rebalancing import rebalance
from kernel.network.rebalancing_greedy import pair_flows
from scipy import optimize


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def shortage(level, mean, variance, unit=1.0):
    """Return the expected shortage of each site by the kernel's own laws."""
    law = demand_law(mean, variance, unit)
    with np.errstate(under="ignore"):
        return unit * loss_first_order(
            level / unit, mean / unit, variance / unit**2, law
        )


def random_product(rng, n_sites, top=8):
    mean = rng.uniform(0.3, 6, n_sites)
    return {
        "position": rng.integers(-1, top, n_sites).astype(float),
        "mean": mean,
        "variance": mean * rng.choice([1.0, 1.8, 3.0], n_sites),
        "donor_keep": rng.integers(0, 3, n_sites).astype(float),
        "shortage_cost": rng.uniform(2, 9, n_sites),
    }


def solve(product, lane_cost, fixed_cost=0.0, unit=1.0, **options):
    columns = {name: column[None] for name, column in product.items()}
    return rebalance(
        **columns,
        unit=[unit],
        transfer_cost=lane_cost,
        fixed_cost=fixed_cost,
        **options,
    )


def brute_force(product, lane_cost, fixed_cost, maximum=None):
    """Try all whole flows between the sites."""
    position, n_sites = product["position"], len(product["position"])
    spare = np.maximum(np.minimum(position, position - product["donor_keep"]), 0)
    lanes = [
        (i, j)
        for i, j in itertools.permutations(range(n_sites), 2)
        if not np.isnan(lane_cost[i, j])
    ]
    ranges = [range(int(spare[i]) + 1) for i, _ in lanes]
    grid = np.array(list(itertools.product(*ranges)), dtype=float).reshape(
        -1, len(lanes)
    )
    change = np.zeros((len(grid), n_sites))
    outward = np.zeros((len(grid), n_sites))
    cost = np.zeros(len(grid))
    for k, (i, j) in enumerate(lanes):
        change[:, j] += grid[:, k]
        change[:, i] -= grid[:, k]
        outward[:, i] += grid[:, k]
        cost += grid[:, k] * lane_cost[i, j] + (grid[:, k] > 0) * fixed_cost[i, j]
    allowed = (outward <= spare).all(axis=1)
    if maximum is not None:
        top = np.maximum(maximum, position)
        allowed &= (position + change <= top).all(axis=1)
    change, cost = change[allowed], cost[allowed]
    for j in range(n_sites):
        levels, index = np.unique(position[j] + change[:, j], return_inverse=True)
        mean = np.full(len(levels), product["mean"][j])
        variance = np.full(len(levels), product["variance"][j])
        loss = shortage(levels, mean, variance)
        cost = cost + product["shortage_cost"][j] * loss[index]
    return cost.min()


def assert_consistent(result, product, lane_cost, fixed_cost):
    flows = result.flows[0]
    position = product["position"]
    assert (flows >= 0).all() and (np.diag(flows) == 0).all()
    spare = np.maximum(np.minimum(position, position - product["donor_keep"]), 0)
    assert (flows.sum(axis=1) <= spare + 1e-9).all()
    after = position + flows.sum(axis=0) - flows.sum(axis=1)
    short = shortage(after, product["mean"], product["variance"])
    assert result.shortage_after[0] == pytest.approx(short, abs=1e-9)
    cost = (flows * np.nan_to_num(lane_cost) + (flows > 0) * fixed_cost).sum()
    assert result.transfer_cost[0] == pytest.approx(cost)
    total = (product["shortage_cost"] * short).sum() + cost
    assert result.objective[0] == pytest.approx(total)
    assert result.bound[0] <= result.objective[0] + 1e-9


def test_greedy_is_optimal_by_brute_force(rng):
    for _ in range(60):
        n_sites = int(rng.integers(2, 4))
        product = random_product(rng, n_sites)
        cost = rng.choice([0.0, 0.4, 1.5])
        lanes, nothing = np.full((n_sites, n_sites), cost), np.zeros((n_sites, n_sites))
        result = solve(product, cost)
        assert result.method.tolist() == ["greedy"]
        assert result.objective[0] == pytest.approx(
            brute_force(product, lanes, nothing), abs=1e-9
        )
        assert result.gap[0] == 0
        assert_consistent(result, product, lanes, 0.0)


def test_linear_programme_is_optimal_by_brute_force(rng):
    for _ in range(25):
        product = random_product(rng, 3, top=7)
        lanes = rng.uniform(0.1, 3, (3, 3))
        lanes[0, 1] = rng.choice([np.nan, lanes[0, 1]])
        result = solve(product, lanes)
        assert result.method.tolist() == ["linear"]
        best = brute_force(product, lanes, np.zeros((3, 3)))
        assert result.objective[0] == pytest.approx(best, abs=1e-7)
        assert result.gap[0] == pytest.approx(0, abs=1e-7)
        assert_consistent(result, product, lanes, 0.0)


def test_mixed_integer_programme_is_optimal_by_brute_force(rng):
    for _ in range(25):
        product = random_product(rng, 3, top=7)
        lanes, fixed = rng.uniform(0.1, 2, (3, 3)), rng.uniform(0, 6, (3, 3))
        result = solve(product, lanes, fixed)
        assert result.method.tolist() == ["mixed_integer"]
        best = brute_force(product, lanes, fixed)
        assert result.objective[0] == pytest.approx(best, abs=1e-6)
        assert result.gap[0] == pytest.approx(0, abs=1e-5)
        assert_consistent(result, product, lanes, fixed)


def test_greedy_equals_the_linear_programme_on_larger_products(rng):
    # A tiny difference between lanes sends the same products to the solver.
    for _ in range(25):
        n_sites = 6
        mean = rng.uniform(1, 400, n_sites)
        product = {
            "position": rng.integers(0, 900, n_sites).astype(float),
            "mean": mean,
            "variance": mean * rng.uniform(1, 30, n_sites),
            "donor_keep": np.zeros(n_sites),
            "shortage_cost": rng.uniform(2, 9, n_sites),
        }
        lanes = np.full((n_sites, n_sites), 0.7)
        lanes[0, 1] += 1e-10
        greedy, linear = solve(product, 0.7), solve(product, lanes)
        assert linear.method.tolist() == ["linear"]
        assert greedy.objective == pytest.approx(linear.objective, rel=1e-7)


def test_fixed_cost_of_large_quantities_reports_an_honest_gap(rng):
    for _ in range(5):
        mean = rng.uniform(1000, 40000, 4)
        product = {
            "position": rng.integers(0, 90000, 4).astype(float),
            "mean": mean,
            "variance": (0.3 * mean) ** 2,
            "donor_keep": np.zeros(4),
            "shortage_cost": np.full(4, 5.0),
        }
        free = solve(product, 0.5)
        result = solve(product, 0.5, 800.0)
        assert result.method.tolist() == ["mixed_integer"]
        assert free.objective[0] - 1e-6 <= result.objective[0]
        assert 0 <= result.gap[0] < 0.01
        assert_consistent(result, product, np.full((4, 4), 0.5), 800.0)


def test_maximum_limits_what_a_site_takes():
    problem = {
        "position": [[20.0, 0.0, 1.0]],
        "mean": [[2.0, 9.0, 9.0]],
        "variance": [[2.0, 12.0, 12.0]],
        "unit": 1,
        "donor_keep": [[0, 0, 0]],
        "shortage_cost": 9.0,
        "maximum": [[np.nan, 4, 0]],
    }
    lanes = np.array([[0, 0.1, 0.2], [0.1, 0, 0.1], [0.1, 0.1, 0]])
    for cost, fixed in ((0.1, 0), (lanes, 0), (lanes, 0.01)):
        result = rebalance(**problem, transfer_cost=cost, fixed_cost=fixed)
        taken = result.flows[0].sum(axis=0)
        assert taken[1] == pytest.approx(4) and taken[2] == 0


def test_donor_keeps_its_stock_and_gives_only_what_is_there():
    problem = {
        "mean": [[1.0, 50.0]],
        "variance": [[1.0, 50.0]],
        "unit": [1],
        "shortage_cost": [[5, 5]],
        "transfer_cost": 0.1,
    }
    kept = rebalance([[30, 0]], donor_keep=[[12, 0]], **problem)
    assert kept.flows[0, 0, 1] == 18
    on_order = rebalance([[30, 0]], donor_keep=[[12, 0]], available=[[7, 0]], **problem)
    assert on_order.flows[0, 0, 1] == 7
    owing = rebalance([[-5, 0]], donor_keep=[[-0.0, 0]], **problem)
    assert owing.flows.sum() == 0


def test_transfers_go_in_steps_of_the_unit(rng):
    position, mean = rng.uniform(0, 900, (20, 4)), rng.uniform(1, 300, (20, 4))
    unit = rng.choice([1.0, 12.0, 0.25], 20)
    result = rebalance(
        position, mean, 4 * mean, unit=unit, donor_keep=0.2 * position,
        shortage_cost=5, transfer_cost=0.2,
    )  # fmt: skip
    steps = result.flows / unit[:, None, None]
    assert steps == pytest.approx(np.rint(steps))
    after = position + result.flows.sum(axis=1) - result.flows.sum(axis=2)
    assert (after >= np.minimum(position, 0.2 * position) - 1e-9).all()
    assert (
        result.shortage_after.sum(axis=1) <= result.shortage_before.sum(axis=1)
    ).all()


def test_gain_never_falls_with_cheaper_transfers_and_scales_with_prices(rng):
    position, mean = rng.integers(0, 60, (50, 5)), rng.uniform(1, 30, (50, 5))
    options = {"unit": np.ones(50), "donor_keep": np.zeros((50, 5))}

    def objective(price, cost):
        return rebalance(
            position, mean, 2 * mean, shortage_cost=price, transfer_cost=cost, **options
        ).objective

    costs = np.array([objective(5.0, cost) for cost in (9.0, 2.0, 0.5, 0.0)])
    assert (np.diff(costs, axis=0) <= 1e-9).all()
    assert objective(50.0, 20.0) == pytest.approx(10 * costs[1])


def test_normal_demand_ends_with_equal_risks_by_root_search():
    # Without transfer cost the sites end at one probability of a shortage.
    mean, sigma = np.array([900.0, 500.0, 700.0]), np.array([90.0, 150.0, 40.0])
    result = rebalance(
        [[2300, 0, 0]], [mean], [sigma**2], unit=[0.01], donor_keep=[[0, 0, 0]],
        shortage_cost=1, transfer_cost=0.0, law=np.full((1, 3), "normal"),
    )  # fmt: skip
    after = np.array([2300.0, 0, 0]) + result.flows[0].sum(0) - result.flows[0].sum(1)
    factor = optimize.brentq(lambda k: (mean + k * sigma).sum() - 2300, -5, 5)
    assert after == pytest.approx(mean + factor * sigma, abs=0.05)


def test_products_are_solved_alone(rng):
    position, mean = rng.integers(0, 60, (30, 4)), rng.uniform(1, 30, (30, 4))
    options = {"unit": 1, "donor_keep": 0, "shortage_cost": 3, "transfer_cost": 0.3}
    whole = rebalance(position, mean, 2 * mean, **options)
    for row in (0, 11, 29):
        one = slice(row, row + 1)
        alone = rebalance(position[one], mean[one], 2 * mean[one], **options)
        assert (alone.flows[0] == whole.flows[row]).all()
        assert alone.objective[0] == whole.objective[row]


AMOUNT = st.sampled_from([0.0, 1e-9, 0.5, 3.0, 40.0, 1e6, 1e12])


@settings(max_examples=150)
@given(
    sites=st.lists(
        st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.booleans()), min_size=1, max_size=4
    ),
    unit=st.sampled_from([1.0, 0.01, 12.0, 1e-9, 1e12]),
    cost=AMOUNT,
    kind=st.sampled_from(["greedy", "linear", "mixed_integer"]),
)
def test_any_magnitudes_give_finite_transfers(sites, unit, cost, kind):
    table = np.array(sites, dtype=float)
    position = np.where(table[:, 4] > 0, table[:, 0], -table[:, 0])[None]
    n_sites = len(table)
    lanes = np.full((n_sites, n_sites), cost)
    if kind == "linear":
        lanes[0, -1] += 1.0
    with np.errstate(all="raise"):
        result = rebalance(
            position, [table[:, 1]], [table[:, 2]], unit=[unit],
            donor_keep=[table[:, 3]], shortage_cost=2.0, transfer_cost=lanes,
            fixed_cost=1.0 if kind == "mixed_integer" else 0.0, time_limit=2.0,
        )  # fmt: skip
    for part in (result.flows, result.shortage_after, result.objective, result.gap):
        assert np.isfinite(part).all() and (part >= 0).all()
    given_away = result.flows[0].sum(axis=1)
    spare = np.maximum(np.minimum(position[0], position[0] - table[:, 3]), 0)
    assert (given_away <= spare * (1 + 1e-9)).all()
    before = (2.0 * result.shortage_before).sum()
    assert result.objective[0] <= before * (1 + 1e-9)


@pytest.mark.parametrize(
    "change, name",
    [
        ({"position": [[np.nan, 1]]}, "position"),
        ({"mean": [[1]]}, "mean"),
        ({"variance": [[-1, 1]]}, "variance"),
        ({"unit": 0}, "unit"),
        ({"donor_keep": [[-1, 0]]}, "donor_keep"),
        ({"shortage_cost": -1}, "shortage_cost"),
        ({"transfer_cost": np.nan}, "transfer_cost"),
        ({"transfer_cost": np.ones((3, 3))}, "transfer_cost"),
        ({"fixed_cost": -np.ones((2, 2))}, "fixed_cost"),
        ({"law": [["gamma"]]}, "law"),
        ({"law": [["gamma", "beta"]]}, "law"),
        ({"maximum": [[1]]}, "maximum"),
        ({"available": [[np.nan, 1]]}, "available"),
        ({"time_limit": 0}, "time_limit"),
    ],
)
def test_impossible_problems_are_refused(change, name):
    problem = {
        "position": [[4, 1]],
        "mean": [[1, 1]],
        "variance": [[1, 1]],
        "unit": 1,
        "donor_keep": [[0, 0]],
        "shortage_cost": 1,
        "transfer_cost": 1,
    }
    with pytest.raises(ValueError, match=name):
        rebalance(**{**problem, **change})


def test_no_lane_and_no_product_move_nothing():
    closed = rebalance(
        [[9, 0]], [[1, 5]], [[1, 5]], unit=1, donor_keep=0, shortage_cost=9,
        transfer_cost=np.full((2, 2), np.nan),
    )  # fmt: skip
    assert closed.flows.sum() == 0 and closed.gap.tolist() == [0]
    none = rebalance(
        np.empty((0, 3)), np.empty((0, 3)), np.empty((0, 3)), unit=[],
        donor_keep=np.empty((0, 3)), shortage_cost=1, transfer_cost=1,
    )  # fmt: skip
    assert none.flows.shape == (0, 3, 3)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8))
def test_paired_flows_make_up_the_changes_on_few_lanes(change):
    change = np.array([*change, -sum(change)], dtype=float)[None]
    flows = pair_flows(change)[0]
    assert flows.sum(axis=0) - flows.sum(axis=1) == pytest.approx(change[0])
    assert (flows >= 0).all()
    assert (flows > 0).sum() < len(flows)


def test_gain_is_what_the_transfers_save(rng):
    position = rng.integers(0, 40, (30, 4)).astype(float)
    mean = rng.uniform(5, 20, (30, 4))
    plan = rebalance(
        position, mean, mean, unit=np.ones(30), donor_keep=0.0, shortage_cost=9.0,
        transfer_cost=1.0, holding_cost=0.01, rate_per_day=mean,
    )  # fmt: skip
    idle = (9.0 * plan.shortage_before + plan.holding_before).sum(axis=1)
    np.testing.assert_allclose(plan.gain, idle - plan.objective, atol=1e-9)
    assert (plan.gain > 0).any()
    assert (plan.gain[(plan.flows == 0).all(axis=(1, 2))] == 0).all()
