"""The fill-rate equation against a day-by-day simulation of (R, s, nQ)."""

import numpy as np
import pytest
from kernel.inventory.reorder_point import (
    expected_fill_rate,
    reorder_point_fill_rate,
)

REVIEW_DAYS = 7
N_SYSTEMS = 600
N_DAYS = 1400
WARM_UP = 300
# The lead-time demand of a random lead time is a mixture that only shares its first
# two moments with the law in the equation.
MOMENT_MATCHING = 0.006


def simulate_fill(rng, draw, s, lot, lead_times):
    """Return mean and standard error of the fill rate over independent systems."""
    net = np.full(N_SYSTEMS, s + lot / 2)
    on_order = np.zeros(N_SYSTEMS)
    arrivals = np.zeros((N_DAYS + max(lead_times) + 2, N_SYSTEMS))
    filled = np.zeros(N_SYSTEMS)
    demanded = np.zeros(N_SYSTEMS)
    systems = np.arange(N_SYSTEMS)
    for day in range(N_DAYS):
        net += arrivals[day]
        on_order -= arrivals[day]
        demand = draw(rng, N_SYSTEMS)
        if day >= WARM_UP:
            filled += np.clip(net, 0, demand)
            demanded += demand
        net -= demand
        if day % REVIEW_DAYS == 0:
            position = net + on_order
            lots = np.where(position <= s, np.floor((s - position) / lot) + 1, 0)
            arrival = day + rng.choice(lead_times, N_SYSTEMS) + 1
            arrivals[arrival, systems] += lots * lot
            on_order += lots * lot
    fill = filled / demanded
    return fill.mean(), fill.std(ddof=1) / np.sqrt(N_SYSTEMS)


def moments(mean, variance, lead_times):
    """Return the arguments of the fill equation for independent days."""
    lead, spread = np.mean(lead_times), np.var(lead_times)
    protection = lead + REVIEW_DAYS
    lead_time_part = mean**2 * spread
    return (
        [mean * protection],
        [variance * protection + lead_time_part],
        [mean * lead],
        [variance * lead + lead_time_part],
        [mean * REVIEW_DAYS],
    )


def negative_binomial(mean, variance):
    r = mean**2 / (variance - mean)
    return lambda rng, n: rng.negative_binomial(r, mean / variance, n).astype(float)


def gamma(mean, variance):
    return lambda rng, n: rng.gamma(mean**2 / variance, variance / mean, n)


# Lead times vary by at most the review period, so that orders do not cross.
FIXED, RANDOM = (10,), (8, 9, 10, 11, 12)


@pytest.mark.parametrize("target", [0.85, 0.95, 0.99])
@pytest.mark.parametrize(
    ("lead_times", "allowance"), [(FIXED, 0.0), (RANDOM, MOMENT_MATCHING)]
)
def test_slow_negative_binomial_demand(rng, target, lead_times, allowance):
    mean, variance, lot = 0.4, 1.1, 4
    problem = moments(mean, variance, lead_times)
    s = reorder_point_fill_rate(*problem, [lot], target)
    expected = expected_fill_rate(s, *problem, [lot])[0]
    draw = negative_binomial(mean, variance)
    fill, error = simulate_fill(rng, draw, s[0], lot, lead_times)
    assert fill == pytest.approx(expected, abs=4 * error + allowance)
    assert expected >= target


@pytest.mark.parametrize("target", [0.85, 0.95, 0.99])
@pytest.mark.parametrize(
    ("lead_times", "allowance"), [(FIXED, 0.0), (RANDOM, MOMENT_MATCHING)]
)
def test_fast_gamma_demand(rng, target, lead_times, allowance):
    mean, variance, lot = 8.0, 90.0, 100
    problem = moments(mean, variance, lead_times)
    options = {"unit": 0.01, "distribution": "gamma"}
    s = reorder_point_fill_rate(*problem, [lot], target, **options)
    expected = expected_fill_rate(s, *problem, [lot], **options)[0]
    fill, error = simulate_fill(rng, gamma(mean, variance), s[0], lot, lead_times)
    assert fill == pytest.approx(expected, abs=4 * error + allowance)
    assert expected == pytest.approx(target, abs=1e-3)
