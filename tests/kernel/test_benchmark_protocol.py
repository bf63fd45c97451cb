"""The demand protocols count what they say: data, measures and curves."""

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
