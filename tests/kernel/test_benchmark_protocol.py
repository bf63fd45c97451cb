"""The demand protocols count what they say: data, measures, simulation, plug-ins."""

import csv
import gzip
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import accuracy
import curves
import data
import plugins
import rules
import simulation


@pytest.fixture(autouse=True)
def shipped_sets(monkeypatch):
    monkeypatch.delenv("DEMAND_DATA", raising=False)


# Data ---------------------------------------------------------------------------------


def test_shipped_sets_have_the_published_shape():
    assert data.available() == ["retail", "pasta"]
    assert data.load("retail").shape == (2788, 53)
    assert data.load("pasta").shape == (118, 260)


def test_weeks_of_pasta_are_whole_weeks_from_a_monday():
    with gzip.open(data.SHIPPED / "pasta_daily.csv.gz", "rt", newline="") as file:
        header, first, *_ = csv.reader(file)
    monday = header.index("2014-01-06")
    expected = sum(float(value) for value in first[monday : monday + 7])
    assert data.load("pasta")[0, 0] == expected


def test_missing_set_is_named():
    with pytest.raises(SystemExit, match="carparts_monthly"):
        data.load("carparts")


# Accuracy -----------------------------------------------------------------------------


def test_measures_by_hand():
    history = np.array([[1.0, 3.0, 1.0, 3.0]])  # mean 2, every step 2
    found = accuracy.score(history, np.array([[2.0, 4.0]]), np.array([[3.0, 4.0]]))
    assert found["rmsse"][0] == pytest.approx(np.sqrt(0.5 / 4))
    assert found["total_error"][0] == pytest.approx((0.5 / 2) ** 2)
    assert found["bias"][0] == pytest.approx(0.25)
    assert found["mase"][0] == pytest.approx(0.5 / 2)


def test_cut_shows_no_future_and_leaves_out_unsold_items():
    demand = np.arange(30.0).reshape(2, 15)
    demand[1, :9] = 0
    [(history, actual)] = accuracy.cut(demand, 5, 3)
    np.testing.assert_array_equal(history, demand[:1, :10])
    np.testing.assert_array_equal(actual, demand[:1, 10:13])


def test_comparison_takes_the_best_of_every_set_and_the_geometric_mean():
    results = {
        "one": {"combined": {"rmsse": 1.0}, "a": {"rmsse": 2.0}, "b": {"rmsse": 4.0}},
        "two": {"combined": {"rmsse": 4.0}, "a": {"rmsse": 8.0}, "b": {"rmsse": 2.0}},
    }
    ratios = accuracy.compare(results, "rmsse")
    assert ratios == {"one": 0.5, "two": 2.0, "geometric mean": 1.0}


# Curves -------------------------------------------------------------------------------


def test_stock_is_read_at_the_achieved_fill():
    fill, stock = np.array([0.8, 0.9, 0.99]), np.array([1.0, 2.0, 8.0])
    assert curves.stock_at(fill, stock, 0.9) == pytest.approx(2.0)
    between = curves.stock_at(fill, stock, 1 - np.sqrt(0.1 * 0.01))
    assert between == pytest.approx(4.0)  # both scales are logarithmic
    assert np.isnan(curves.stock_at(fill, stock, 0.995))


def test_calibration_is_the_mean_distance_in_points():
    grid = np.array(curves.CHECKED_TARGETS)
    assert curves.calibration(grid, grid) == 0
    assert curves.calibration(grid, grid - 0.02) == pytest.approx(2.0)


# Simulation ---------------------------------------------------------------------------


def test_steady_demand_and_a_sure_lead_time_need_no_more_than_they_use():
    demand = np.full((1, 40), 5.0)
    lead = np.full((1, 41), 2)
    state = simulation._Simulation(demand, lead, np.array([5.0]), "sQ", 1)
    state.begin(np.array([[14.0]]), np.array([10.0]))
    for t in range(10, 40):
        state.order(t - 1, np.array([[14.0]]))
        state.run_period(t, t >= 16)
    result = state.result()
    # 7 at the start, two lots lift the position to 17; three periods use 15 of it.
    assert result["fill"].tolist() == [1.0]
    assert result["stock"].tolist() == pytest.approx([2 / 5])


def test_nothing_is_lost():
    random = np.random.default_rng(3)
    demand = random.poisson(3, (30, 60)).astype(float)
    lead = random.integers(1, 5, (30, 61))
    state = simulation._Simulation(demand, lead, np.full(30, 6.0), "sQ", 2)
    level = np.stack([np.full(30, 8.0), np.full(30, 16.0)])
    state.begin(level, np.zeros(30))
    start, ordered = state.stock.copy(), np.zeros((2, 30))
    for t in range(20, 60):
        before = state.on_order.copy()
        state.order(t - 1, level)
        ordered += state.on_order - before
        state.run_period(t, True)
    came = ordered - state.on_order
    delivered = demand[:, 20:].sum(axis=1) - state.waiting
    np.testing.assert_allclose(start + came, delivered + state.stock)
    assert (state.filled <= delivered + 1e-9).all()
    assert (np.diff(state.result()["fill"]) > 0).all()


class Spy(rules.TextbookRule):
    """Notes what the simulation shows."""

    grid = (1.0,)

    def __init__(self):
        self.seen = []

    def levels(self, hist, ctx):
        """Return the levels of the textbook and keep the history."""
        self.seen.append(hist.copy())
        assert hist.shape[1] == ctx["t"] + 1
        return super().levels(hist, ctx)


def test_rules_see_the_past_only():
    spy = Spy()
    simulation.simulate("retail", spy, "sQ", cap=30)
    demand = simulation.items("retail", 30)
    for hist in spy.seen:
        np.testing.assert_array_equal(hist, demand[:, : hist.shape[1]])
    assert len(spy.seen) == demand.shape[1] - simulation.SETTINGS["retail"]["first"]


# Plug-ins -----------------------------------------------------------------------------


@pytest.fixture
def context():
    random = np.random.default_rng(5)
    hist = random.poisson(4, (40, 40)).astype(float)
    return hist, {
        "kind": "sQ",
        "Lm": np.full(40, 2.5),
        "Ls": np.full(40, 0.8),
        "R": 1,
        "Q": np.full(40, 12.0),
        "m": 1,
        "t": 39,
        "fb": None,
    }


@pytest.mark.parametrize("kind", simulation.POLICIES)
@pytest.mark.parametrize(
    "rule",
    [plugins.GroupFillRule, plugins.ServiceControlRule, plugins.SegmentChoiceRule],
)
def test_levels_are_whole_and_rise_with_the_target(rule, kind, context):
    hist, ctx = context
    level = rule().levels(hist, {**ctx, "kind": kind})
    assert level.shape == (len(rule.grid), 40)
    np.testing.assert_array_equal(level, np.rint(level))
    assert (level >= 0).all()
    assert (np.diff(level, axis=0) >= 0).all()


def test_control_answers_to_what_was_realised(context):
    hist, ctx = context
    late, fine = plugins.ServiceControlRule(), plugins.ServiceControlRule()
    target = np.array(plugins.TARGETS)
    late.levels(hist, ctx), fine.levels(hist, ctx)
    more = late.levels(hist, {**ctx, "fb": np.minimum(3 * (1 - target), 1)})
    less = fine.levels(hist, {**ctx, "fb": (1 - target) / 3})
    assert (more >= less).all()
    assert more.sum() > less.sum()


def test_forecast_of_the_protocol_is_that_of_the_kernel(context):
    hist, _ctx = context
    found = plugins.forecast_all(hist, 8, 1)
    assert found["combined"].shape == (40, 8)
    assert abs(found["combined"].mean() - 4) < 0.5


def test_every_rule_runs_on_real_demand():
    for rule in simulation.RULES:
        row = simulation.describe("retail", "RS", rule, 40)
        assert row["stock_90"] > 0
