"""The simulation protocol: stock adds up, and no rule sees what is still to come."""

import importlib
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
data, simulation, rules, plugins = (
    importlib.import_module(name) for name in ("data", "simulation", "rules", "plugins")
)

SAMPLE = 40


@pytest.fixture(autouse=True)
def shipped_data(monkeypatch):
    """Read the sets that are shipped, whatever the environment says."""
    monkeypatch.delenv("DEMAND_DATA", raising=False)


def sample(n_items=SAMPLE):
    """Return items of the retail set that the simulation uses."""
    return simulation.items("retail", n_items)


def use_set(monkeypatch, demand, **settings):
    """Make a set "own" of the demand; its lead times do not deviate."""
    plain = {"first": 6, "warm": 4, "lead": (2,), "cover": 1}
    monkeypatch.setitem(simulation.SETTINGS, "own", {**plain, **settings})
    monkeypatch.setattr(data, "load", lambda name: np.array(demand, dtype=float))
    monkeypatch.setattr(simulation, "DEVIATION", np.array([0]))
    monkeypatch.setattr(simulation, "PROBABILITY", np.array([1.0]))


class LevelRule:
    """The same levels for every item."""

    def __init__(self, *levels):
        self.grid = levels

    def levels(self, hist, ctx):
        return np.repeat(np.array(self.grid, dtype=float)[:, None], len(hist), axis=1)


class SpyRule:
    """Keep what a rule is given and what it answers, per period."""

    def __init__(self, rule):
        self.rule, self.grid = rule, rule.grid
        self.seen, self.answers, self.waited = {}, {}, {}

    def levels(self, hist, ctx):
        answer = self.rule.levels(hist, ctx)
        self.seen[ctx["t"]] = hist.copy()
        self.answers[ctx["t"]] = np.array(answer)
        self.waited[ctx["t"]] = ctx["fb"]
        return answer


# simulation


def test_lots_are_simulated_as_on_paper():
    # t  arrives  demand  stock  waits  position  orders (arrives two periods on)
    # 0                     6      0        6       5
    # 1     0       3       3      0        8       -
    # 2     5       4       4      0        4       5
    # 3     0       6       0      2        3       5
    # 4     5       2       1      0        6       5
    # 5     5       5       1      0
    demand = np.array([[5.0, 3, 4, 6, 2, 5]])
    lead = np.ones((1, 7), dtype=np.int64)
    state = simulation._Simulation(demand, lead, np.array([5.0]), "sQ", 1)
    level = np.array([[6.0]])
    state.begin(level, np.array([3.0]))
    stock, waiting = [state.stock.item()], [0.0]
    state.order(0, level)
    for t in range(1, 6):
        state.run_period(t, t >= 2)
        stock.append(state.stock.item())
        waiting.append(state.waiting.item())
        state.order(t, level)
    assert stock == [6, 3, 4, 0, 1, 1]
    assert waiting == [0, 0, 0, 2, 0, 0]
    assert state.filled.item() == 15
    assert state.wanted.item() == 17
    result = state.result()
    np.testing.assert_allclose(result["fill"], 15 / 17)
    np.testing.assert_allclose(result["stock"], (6 / 4) / (25 / 6))


@given(
    seed=st.integers(0, 10**6),
    policy=st.sampled_from(simulation.POLICIES),
    size=st.sampled_from([1.0, 7.0, 1e6]),
)
def test_nothing_is_lost_or_made_up(seed, policy, size):
    random = np.random.default_rng(seed)
    demand = np.rint(random.gamma(0.5, size, (3, 30)))
    demand[:, 0] = 1.0  # every item has a mean
    lead = random.integers(1, 5, (3, 31))
    lot = random.integers(1, 10, 3).astype(float)
    state = simulation._Simulation(demand, lead, lot, policy, 2)
    level = np.rint(random.gamma(1, 3 * size, (2, 3)))
    state.begin(level, np.zeros(3))
    start, sold = state.stock.copy(), np.zeros(3)
    ordered, received = np.zeros((2, 3)), np.zeros((2, 3))
    for t in range(30):
        if t:
            state.run_period(t, True)
            sold += demand[:, t]
            received += state.receipts[t]
        np.testing.assert_array_equal(
            state.stock - state.waiting, start + received - sold
        )
        assert (state.stock * state.waiting == 0).all()
        before = state.on_order.copy()
        state.order(t, level)
        ordered += state.on_order - before
        np.testing.assert_array_equal(state.on_order, ordered - received)
        position = state.stock - state.waiting + state.on_order
        assert (position >= level).all()
        if policy == "sQ":
            assert (position > level).all()
            assert (position <= np.maximum(level + lot, start)).all()
    np.testing.assert_array_equal(state.filled <= sold, True)
    assert state.receipts.sum(axis=0).tolist() == ordered.tolist()


def test_orders_do_not_cross_and_past_lead_times_are_apart():
    settings = simulation.SETTINGS["retail"]
    lead, past = simulation.draw_lead_times(settings, 200, 53)
    assert lead.shape == (200, 54)
    assert past.shape == (200, 12)
    assert (lead >= 1).all()
    assert (np.diff(np.arange(54) + lead, axis=1) >= 0).all()
    again, _ = simulation.draw_lead_times(settings, 200, 53)
    np.testing.assert_array_equal(lead, again)


@pytest.mark.parametrize("policy", simulation.POLICIES)
def test_constant_demand_is_filled_from_a_high_level(monkeypatch, policy):
    use_set(monkeypatch, np.full((3, 20), 10.0))
    result = simulation.simulate("own", LevelRule(35, 200), policy)
    assert result["fill"].tolist() == [1.0, 1.0]


def test_constant_demand_leaves_what_the_lead_time_does_not_take(monkeypatch):
    # Order-up-to S, lead time 2, so 3 periods of 10 at risk: S / 10 - 3 remain.
    use_set(monkeypatch, np.full((3, 20), 10.0))
    result = simulation.simulate("own", LevelRule(25, 30, 50), "RS")
    np.testing.assert_allclose(result["fill"], [0.5, 1.0, 1.0])
    np.testing.assert_allclose(result["stock"], [0.0, 0.0, 2.0])


def test_items_count_alike_whatever_they_sell(monkeypatch):
    # Levels 50 and 50 000 for demand 10 and 10 000: 2 and 2 periods of stock.
    class CoverRule(LevelRule):
        def levels(self, hist, ctx):
            return np.outer(self.grid, hist.mean(axis=1))

    use_set(monkeypatch, [[10.0] * 20, [10_000.0] * 20])
    result = simulation.simulate("own", CoverRule(2.5, 5), "RS")
    np.testing.assert_allclose(result["fill"], [0.5, 1.0])
    np.testing.assert_allclose(result["stock"], [0.0, 2.0])


@pytest.mark.parametrize("policy", simulation.POLICIES)
def test_more_stock_gives_more_service(policy):
    result = simulation.simulate("retail", rules.MinMaxRule(), policy, SAMPLE)
    assert (np.diff(result["fill"]) >= 0).all()
    assert (np.diff(result["stock"]) > 0).all()
    assert 0 < result["fill"][0] < 0.5
    assert result["fill"][-1] > 0.95


def test_only_items_that_sell_before_and_after_the_first_plan(monkeypatch):
    rows = [[1.0, 1, 1, 0, 5], [1, 1, 0, 5, 5], [1, 1, 1, 0, 0], [2, 2, 2, 2, 2]]
    use_set(monkeypatch, rows, first=3)
    assert simulation.items("own").tolist() == [rows[0], rows[3]]
    assert len(simulation.items("own", 1)) == 1


def test_plans_are_made_as_often_as_the_set_says(monkeypatch):
    use_set(monkeypatch, np.full((2, 12), 10.0), replan=2)
    spy = SpyRule(LevelRule(30))
    simulation.simulate("own", spy, "sQ")
    assert list(spy.seen) == [5, 7, 9]


# rules and plug-ins


def context(demand, kind, season=1):
    """Return what the simulation tells a rule at the end of the history."""
    n_items = len(demand)
    return {
        "kind": kind,
        "Lm": np.linspace(1.5, 4.0, n_items),
        "Ls": np.linspace(0.0, 1.5, n_items),
        "R": 1,
        "Q": np.maximum(1, np.round(3 * demand.mean(axis=1))),
        "m": season,
        "T0": demand.shape[1],
        "fb": None,
        "t": demand.shape[1] - 1,
    }


@pytest.mark.parametrize("kind", simulation.POLICIES)
@pytest.mark.parametrize("rule_class", simulation.RULES)
def test_levels_are_whole_and_rise_with_the_setting(rule_class, kind):
    demand, rule = sample(), rule_class()
    levels = rule.levels(demand, context(demand, kind))
    assert levels.shape == (len(rule.grid), len(demand))
    assert np.isfinite(levels).all()
    assert (levels >= 0).all()
    np.testing.assert_array_equal(levels, np.rint(levels))
    assert (np.diff(rule.grid) > 0).all()
    assert (np.diff(levels, axis=0) >= 0).all()
    is_selling = demand[:, -12:].any(axis=1)
    assert (levels[-1] > levels[0])[is_selling].all()


def test_min_max_and_history_rule_are_what_their_names_say():
    demand = np.array([[2.0] * 12 + [4.0] * 12])
    told = {"Lm": np.array([2.0])}
    minimum = rules.MinMaxRule().levels(demand, told)
    assert minimum[rules.MinMaxRule.grid.index(1.25), 0] == 10  # 1.25 * 2 * 4
    history = rules.HistoryRule().levels(demand, told)
    # Mean 3 and deviation 1: 3 * 2 + 2.3263 * 2 ** 0.5 = 9.29.
    assert history[rules.FACTORS.index(2.3263), 0] == 10
    assert history[rules.FACTORS.index(0), 0] == 6


def test_textbook_rule_adds_the_variance_of_the_lead_time():
    told = {"Lm": np.array([3.0]), "Ls": np.array([0.5]), "R": 1}
    levels = rules.TextbookRule().levels(np.full((1, 30), 10.0), told)
    # No forecast error: 40 + k * 10 * 0.5.
    expected = np.maximum(np.ceil(40 + 5 * np.array(rules.FACTORS)), 0)
    np.testing.assert_allclose(levels[:, 0], expected, atol=1)
    assert levels[rules.FACTORS.index(0), 0] == 40


def test_forecast_has_the_shape_of_the_horizon():
    demand = sample()
    (forecast,) = plugins.forecast_all(demand, 9, 1).values()
    assert forecast.shape == (SAMPLE, 9)
    assert (forecast >= 0).all()
    flat = plugins.forecast_all(np.full((2, 30), 4.0), 5, 1)["combined"]
    np.testing.assert_allclose(flat, 4.0)


def test_service_control_raises_the_level_after_shortages():
    demand = sample()
    told = context(demand, "sQ")
    rule, usual = plugins.ServiceControlRule(), plugins.GroupFillRule()
    first = rule.levels(demand, told)
    np.testing.assert_array_equal(first, usual.levels(demand, told))
    short = np.minimum(3 * (1 - np.array(plugins.TARGETS)), 0.9)
    after = rule.levels(demand, {**told, "fb": short})
    assert (after >= first).all()
    assert (after.sum(axis=1) > first.sum(axis=1)).any()


def test_segment_choice_weighs_the_rules_of_every_item():
    demand, rule = sample(), plugins.SegmentChoiceRule()
    rule.levels(demand, context(demand, "sQ"))
    assert rule.weights.shape == (SAMPLE, len(plugins.RULES))
    np.testing.assert_allclose(rule.weights.sum(axis=1), 1.0)
    # Too short for a replay: the prior.
    short = demand[:, :8] + 1
    rule = plugins.SegmentChoiceRule()
    rule.levels(short, context(short, "sQ"))
    prior = [plugins.PRIOR_WEIGHTS[name] for name in plugins.RULES]
    np.testing.assert_allclose(rule.weights, [prior] * SAMPLE)


@pytest.mark.parametrize("policy", simulation.POLICIES)
@pytest.mark.parametrize("rule_class", simulation.RULES)
def test_levels_do_not_change_with_demand_that_is_still_to_come(
    monkeypatch, rule_class, policy
):
    demand = sample(12)[:, :36]
    demand[:, 30] += 1  # every item sells after the first plan
    changed = demand.copy()
    changed[:, 32:] = 50 + 3 * changed[:, 32:]
    spies = []
    for table in (demand, changed):
        use_set(monkeypatch, table, first=26, warm=4, cover=3)
        spies.append(SpyRule(rule_class()))
        simulation.simulate("own", spies[-1], policy)
    one, other = spies
    assert list(one.seen) == list(range(25, 35))
    for t, seen in one.seen.items():
        np.testing.assert_array_equal(seen, demand[:, : t + 1])
    for t in range(25, 32):
        np.testing.assert_array_equal(other.answers[t], one.answers[t])
        np.testing.assert_array_equal(other.waited[t], one.waited[t])
    # Later it does, or the test would see nothing.
    assert (other.answers[34] != one.answers[34]).any()


@pytest.mark.parametrize("policy", simulation.POLICIES)
@pytest.mark.parametrize("rule_class", simulation.RULES)
def test_rule_runs_on_a_sample_of_retail(monkeypatch, rule_class, policy):
    settings = {**simulation.SETTINGS["retail"], "first": 45, "warm": 2}
    monkeypatch.setitem(simulation.SETTINGS, "retail", settings)
    row = simulation.describe("retail", policy, rule_class, SAMPLE)
    assert (row["set"], row["policy"]) == ("retail", policy)
    stocks = np.array([row[f"stock_{level}"] for level in (90, 95, 98)])
    known = stocks[np.isfinite(stocks)]
    assert (known > 0).all()
    assert (np.diff(known) >= 0).all()
    assert ("calibration" in row) == rule_class.calibrated


def test_simulation_prints_null_where_a_curve_ends(monkeypatch, capsys):
    use_set(monkeypatch, np.full((3, 20), 10.0))
    monkeypatch.setattr(rules.MinMaxRule, "grid", (0.5, 0.75))  # far too little
    monkeypatch.setattr(simulation, "RULES", (rules.MinMaxRule,))
    monkeypatch.setattr(sys, "argv", ["simulation"])
    monkeypatch.setattr(data, "available", lambda: list(simulation.SETTINGS))
    own = {"own": simulation.SETTINGS["own"]}
    monkeypatch.setattr(simulation, "SETTINGS", own)
    simulation.main()
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [cell["policy"] for cell in cells] == list(simulation.POLICIES)
    assert [cell["stock_95"] for cell in cells] == [None, None]
