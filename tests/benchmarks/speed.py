"""Speed of the kernel: one thread, 104 periods, generated demand of all patterns."""

import argparse
import json
import pathlib
import resource
import sys
import time

import numpy as np

ADDON = pathlib.Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
sys.path.insert(0, str(ADDON))

from kernel.forecast.combination import combine
from kernel.inventory.portfolio import Portfolio, common_factor
from kernel.inventory.reorder_point import reorder_point_fill_rate
from kernel.inventory.reorder_rules import IntervalDemand

N_PERIODS = 104
TARGETS = {"forecast": 4.0, "reorder points": 5.0, "group factor": 5.0}


def generate(n_items, seed=0):
    """Return demand (n, T) of steady, erratic, intermittent and lumpy items."""
    random = np.random.default_rng(seed)
    occurs = random.random((n_items, N_PERIODS)) < random.uniform(0.1, 1, (n_items, 1))
    mean = np.exp(random.normal(1.5, 1, (n_items, 1)))
    size = np.ceil(random.gamma(1.5, mean / 1.5, (n_items, N_PERIODS)))
    return np.where(occurs, size, 0.0)


def measure(n_items):
    """Return seconds by step for so many items."""
    random = np.random.default_rng(1)
    demand = generate(n_items)
    horizon = random.choice([2.0, 3, 5, 8, 13], n_items)
    seconds = {}
    forecast = timed(seconds, "forecast", lambda: combine(demand, horizon))
    mean = np.maximum(forecast.planning_total, 1e-3)
    variance = np.maximum(forecast.planning_variance, 1e-3)
    share = (horizon - 1) / horizon
    lot = np.maximum(np.rint(forecast.rate * 4), 1.0)
    moments = (mean, variance, mean * share, variance * share)
    timed(
        seconds,
        "reorder points",
        lambda: reorder_point_fill_rate(
            *moments, mean * (1 - share), lot, np.full(n_items, 0.95)
        ),
    )
    portfolio = Portfolio(IntervalDemand(*moments), mean * (1 - share), lot)
    timed(seconds, "group factor", lambda: common_factor(portfolio, 0.95))
    return seconds


def timed(seconds, name, function):
    """Run a function; note how long it took."""
    start = time.perf_counter()
    result = function()
    seconds[name] = round(time.perf_counter() - start, 3)
    return result


def main():
    """Print the figures as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=50_000)
    n_items = parser.parse_args().items
    measure(2_000)  # imports and caches
    tenth = measure(n_items // 10)
    whole = measure(n_items)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "name": "speed",
                "n": n_items,
                "seconds": whole,
                "seconds_of_a_tenth": tenth,
                "target": TARGETS,
                "peak_mb": round(peak),
            }
        )
    )


if __name__ == "__main__":
    main()
