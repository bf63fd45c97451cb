import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.network.metric import allocate_spares, metric_backorders
from kernel.network.metric_curve import lower_hull, spares_curve
from scipy import stats


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def exact_site_backorders(depot_stock, site_stock, rate, depot_time, site_time):
    """Sum the exact law: Poisson plus a binomial share of the depot's backorders.

    Simon (1971) and Graves (1985): for fixed times from depot to site.
    """
    total = rate.sum()
    units = np.arange(0, 120)
    owed = np.maximum(units - depot_stock, 0)
    chance = stats.poisson.pmf(units, total * depot_time)
    result = []
    with np.errstate(under="ignore"):
        for j, stock in enumerate(site_stock):
            share = stats.binom.pmf(units[None, :], owed[:, None], rate[j] / total)
            own = stats.poisson.pmf(units, rate[j] * site_time[j])
            on_order = np.convolve(chance @ share, own)
            above = np.maximum(np.arange(len(on_order)) - stock, 0)
            result.append((on_order * above).sum())
    return np.array(result)


CASES = [(0, (1, 2, 0)), (2, (1, 1, 1)), (4, (2, 0, 3)), (9, (1, 3, 2))]
RATE = np.array([0.2, 0.35, 0.1])
TIMES = (8.0, np.array([3.0, 2.0, 6.0]))


@pytest.mark.parametrize("depot_stock, site_stock", CASES)
def test_vari_metric_is_nearer_to_the_exact_backorders(depot_stock, site_stock):
    exact = exact_site_backorders(depot_stock, site_stock, RATE, *TIMES)
    arguments = ([depot_stock], [site_stock], RATE[None], [8], TIMES[1][None])
    metric = metric_backorders(*arguments).site[0]
    fitted = metric_backorders(*arguments, approximation="vari_metric").site[0]
    assert fitted == pytest.approx(exact, rel=0.01, abs=1e-3)
    assert np.abs(fitted - exact).sum() <= np.abs(metric - exact).sum() + 1e-12


def simulate(rng, depot_stock, site_stock, n_demands):
    """Follow every order of a one-for-one system with fixed times."""
    depot_time, site_time = TIMES
    site = rng.choice(3, n_demands, p=RATE / RATE.sum())
    time = np.cumsum(rng.exponential(1 / RATE.sum(), n_demands))
    # The depot serves order k with the unit that order k - S0 brought back.
    ready = time.copy()
    ready[depot_stock:] = np.maximum(
        time[depot_stock:], time[: n_demands - depot_stock] + depot_time
    )
    backorders = []
    for j, stock in enumerate(site_stock):
        own = np.flatnonzero(site == j)
        asked, arrival = time[own], ready[own] + site_time[j]
        served = np.maximum(asked[stock:], arrival[: len(own) - stock])
        wait = (served - asked[stock:])[500:].mean()
        backorders.append(RATE[j] * wait)
    return np.array(backorders), RATE.sum() * (ready - time)[1500:].mean()


@pytest.mark.parametrize("depot_stock, site_stock", CASES)
def test_backorders_by_simulation(rng, depot_stock, site_stock):
    site, depot = simulate(rng, depot_stock, site_stock, 200000)
    result = metric_backorders(
        [depot_stock], [site_stock], RATE[None], [8], TIMES[1][None],
        approximation="vari_metric",
    )  # fmt: skip
    assert result.depot[0] == pytest.approx(depot, rel=0.05, abs=0.02)
    assert result.site[0] == pytest.approx(site, rel=0.05, abs=0.02)


def test_without_depot_stock_both_times_add_up():
    arguments = ([0], [[2, 3]], [[0.5, 0.2]], [4], [[3, 5]])
    expected = [
        stats.poisson(mu).expect(lambda k, s=s: np.maximum(k - s, 0))
        for mu, s in ((0.5 * 7, 2), (0.2 * 9, 3))
    ]
    for approximation in ("metric", "vari_metric"):
        result = metric_backorders(*arguments, approximation=approximation)
        assert result.depot == pytest.approx([0.7 * 4])
        assert result.site[0] == pytest.approx(expected)


def test_endless_depot_stock_leaves_the_site_time():
    result = metric_backorders([1000], [[2]], [[0.5]], [4], [[3]])
    expected = stats.poisson(1.5).expect(lambda k: np.maximum(k - 2, 0))
    assert result.depot == pytest.approx([0])
    assert result.site[0] == pytest.approx([expected])


AMOUNT = st.sampled_from([0.0, 1e-9, 0.3, 5.0, 1e3])


@given(
    stock=st.integers(0, 12),
    sites=st.lists(
        st.tuples(st.integers(0, 9), AMOUNT, AMOUNT), min_size=1, max_size=4
    ),
    depot_time=st.sampled_from([0.0, 1e-9, 2.0, 1e3]),
    approximation=st.sampled_from(["metric", "vari_metric"]),
)
def test_more_stock_never_adds_backorders(stock, sites, depot_time, approximation):
    levels, rate, time = np.array(sites, dtype=float).T
    with np.errstate(all="raise"):
        one, two, three = (
            metric_backorders(
                [stock + depot_more], [levels + more], [rate], [depot_time], [time],
                approximation=approximation,
            )
            for depot_more, more in ((0, 0), (0, 1), (1, 0))
        )  # fmt: skip
    for result in (one, two, three):
        assert np.isfinite(result.site).all() and (result.site >= 0).all()
    slack = 1e-9 * (1 + one.site)
    assert (two.site <= one.site + slack).all()
    # A fitted law may lose a little where its variance falls with the mean.
    assert three.site.sum() <= one.site.sum() * 1.02 + 1e-9
    assert three.depot[0] <= one.depot[0] + 1e-9


@pytest.mark.parametrize("size", [1e-9, 1e12])
def test_tiny_and_huge_rates_are_finite(size):
    for approximation in ("metric", "vari_metric"):
        result = metric_backorders(
            [3], [[2, 1e12]], [[size, size]], [1], [[1, 1]],
            approximation=approximation,
        )  # fmt: skip
        assert np.isfinite(result.site).all() and (result.site >= 0).all()


@pytest.mark.parametrize(
    "change, name",
    [
        ({"depot_stock": [0.5]}, "depot_stock"),
        ({"site_stock": [[-1]]}, "site_stock"),
        ({"site_stock": [[1, 1]]}, "site_stock"),
        ({"site_demand_rate": [[np.nan]]}, "site_demand_rate"),
        ({"depot_lead_time": [-1]}, "depot_lead_time"),
        ({"site_lead_time": [[np.inf]]}, "site_lead_time"),
        ({"approximation": "exact"}, "approximation"),
    ],
)
def test_impossible_networks_are_refused(change, name):
    problem = {
        "depot_stock": [1],
        "site_stock": [[1]],
        "site_demand_rate": [[1]],
        "depot_lead_time": [1],
        "site_lead_time": [[1]],
    }
    with pytest.raises(ValueError, match=name):
        metric_backorders(**{**problem, **change})


PARTS = {
    "unit_cost": [4.0, 1.0],
    "site_demand_rate": [[0.2, 0.1], [0.3, 0.05]],
    "depot_lead_time": [3.0, 5.0],
    "site_lead_time": [[1.0, 2.0], [2.0, 2.0]],
}


def all_allocations(limit, approximation):
    """Return cost and backorders of all stocks up to the limit, item by item."""
    levels = np.array(list(itertools.product(range(limit), repeat=3)), dtype=float)
    n = len(levels)
    cost, backorders = [], []
    for i in range(2):
        result = metric_backorders(
            levels[:, 0],
            levels[:, 1:],
            np.tile(PARTS["site_demand_rate"][i], (n, 1)),
            np.full(n, PARTS["depot_lead_time"][i]),
            np.tile(PARTS["site_lead_time"][i], (n, 1)),
            approximation=approximation,
        )
        backorders.append(result.site.sum(axis=1))
        cost.append(levels.sum(axis=1) * PARTS["unit_cost"][i])
    return np.add.outer(*cost), np.add.outer(*backorders)


@pytest.mark.parametrize("approximation", ["metric", "vari_metric"])
@pytest.mark.parametrize("target", [1.5, 0.8, 0.4, 0.2])
def test_no_allocation_is_better_at_the_same_cost(approximation, target):
    result = allocate_spares(
        **PARTS, target_backorders=target, approximation=approximation
    )
    assert result.total_backorders <= target
    cost, backorders = all_allocations(7, approximation)
    best = backorders[cost <= result.cost + 1e-9].min()
    assert result.total_backorders == pytest.approx(best)
    check = metric_backorders(
        result.depot_stock, result.site_stock, PARTS["site_demand_rate"],
        PARTS["depot_lead_time"], PARTS["site_lead_time"], approximation=approximation,
    )  # fmt: skip
    assert check.site.sum(axis=1) == pytest.approx(result.backorders)


def test_budget_is_kept_and_more_money_never_hurts():
    backorders = []
    for budget in range(0, 40, 3):
        result = allocate_spares(**PARTS, budget=budget)
        assert result.cost <= budget
        backorders.append(result.total_backorders)
    assert (np.diff(backorders) <= 0).all()
    assert backorders[-1] < 0.1 * backorders[0]
    rich = allocate_spares(**PARTS, budget=1e12)
    assert rich.total_backorders < 1e-3 and rich.cost < 200


def test_budget_reaches_the_cost_of_the_target():
    target = allocate_spares(**PARTS, target_backorders=0.3)
    budget = allocate_spares(**PARTS, budget=target.cost)
    assert budget.total_backorders == pytest.approx(target.total_backorders)


def test_no_demand_needs_no_stock():
    nothing = {**PARTS, "site_demand_rate": [[0, 0], [0, 0]]}
    result = allocate_spares(**nothing, budget=100)
    assert result.cost == 0 and result.total_backorders == 0
    empty = allocate_spares([], np.empty((0, 2)), [], np.empty((0, 2)), budget=1)
    assert empty.site_stock.shape == (0, 2)


@pytest.mark.parametrize(
    "change, name",
    [
        ({}, "budget or target"),
        ({"budget": 1, "target_backorders": 1}, "budget or target"),
        ({"budget": -1}, "budget"),
        ({"target_backorders": np.nan}, "target_backorders"),
        ({"budget": 1, "unit_cost": [0, 1]}, "unit_cost"),
        ({"budget": 1, "site_demand_rate": [[1e12, 1], [1, 1]]}, "slow-moving"),
    ],
)
def test_impossible_allocations_are_refused(change, name):
    with pytest.raises(ValueError, match=name):
        allocate_spares(**{**PARTS, **change})


@settings(max_examples=40)
@given(
    rate=st.lists(st.sampled_from([0.0, 1e-9, 0.01, 0.4, 2.0]), min_size=1, max_size=3),
    time=st.sampled_from([0.0, 1e-9, 1.0, 6.0]),
    cost=st.sampled_from([1e-9, 1.0, 1e12]),
    budget=st.sampled_from([0.0, 1e-9, 5.0, 1e12]),
)
def test_allocation_is_finite_and_within_the_budget(rate, time, cost, budget):
    with np.errstate(all="raise"):
        result = allocate_spares(
            [cost], [rate], [time], [[time] * len(rate)], budget=budget
        )
    assert result.cost <= budget * (1 + 1e-8)
    assert np.isfinite(result.total_backorders)


def test_curve_of_one_item_is_the_best_split_by_brute_force():
    curve = spares_curve(RATE, TIMES[0], TIMES[1], "metric")
    levels = np.array(list(itertools.product(range(6), repeat=4)), dtype=float)
    n = len(levels)
    result = metric_backorders(
        levels[:, 0], levels[:, 1:], np.tile(RATE, (n, 1)), np.full(n, TIMES[0]),
        np.tile(TIMES[1], (n, 1)),
    )  # fmt: skip
    total, backorders = levels.sum(axis=1), result.site.sum(axis=1)
    for stock in range(6):
        best = backorders[total == stock].min()
        assert curve.backorders[stock] == pytest.approx(best)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=15))
def test_hull_lies_below_the_curve(drops):
    value = 2000 - np.cumsum(drops)
    hull = lower_hull(value)
    below = np.interp(np.arange(len(value)), hull, value[hull])
    assert (below <= value + 1e-9).all()
    assert (np.diff(np.diff(value[hull]) / np.diff(hull)) >= -1e-9).all()
