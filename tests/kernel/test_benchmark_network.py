"""The network protocol: units are split and moved, none is made or lost."""

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
network, rules = (importlib.import_module(name) for name in ("network", "rules"))


@pytest.fixture(autouse=True)
def shipped_data(monkeypatch):
    """Read the sets that are shipped, whatever the environment says."""
    monkeypatch.delenv("DEMAND_DATA", raising=False)


def new_state(stock, demand=None):
    """Return a network of one item with ``stock`` at its sites, all settings alike."""
    demand = np.full((network.SITES, 12), 4.0) if demand is None else demand
    lead = np.full((len(demand), 13), 2)
    rule = rules.TextbookRule()
    state = network._Network(demand, lead, rule, 7.0)
    state.begin(np.tile(stock, (len(rule.grid), 1)) - 0.5, np.zeros(len(demand)))
    return state


def test_split_keeps_every_unit():
    demand = np.array([[3.0, 0.0, 7.0], [1.0, 2.0, np.nan]])
    parts = network.split(demand)
    assert parts.shape == (2, network.SITES, 3)
    np.testing.assert_array_equal(parts.sum(axis=1), np.nan_to_num(demand))


def test_transfers_keep_the_stock_of_the_network():
    state = new_state([60.0, 0.0, 0.0])
    before = (state.stock + state.on_order).sum(axis=1)
    state.transfer(8, np.full(state.stock.shape, 30.0), np.full(network.SITES, 3.0))
    after = (state.stock + state.on_order).sum(axis=1)
    assert (state.moved > 0).any()
    np.testing.assert_allclose(after, before)
    np.testing.assert_allclose(state.receipts[9].sum(axis=1), state.moved.sum(axis=1))


def test_balanced_sites_move_nothing():
    state = new_state([12.0, 12.0, 12.0])
    state.transfer(8, np.full(state.stock.shape, 12.0), np.full(network.SITES, 3.0))
    assert not state.moved.any()


def test_donors_keep_their_days():
    state = new_state([20.0, 0.0, 0.0])
    state.transfer(8, np.full(state.stock.shape, 30.0), np.full(network.SITES, 3.0))
    assert (state.stock[:, 0] >= 4.0 * network.KEEP_DAYS / 7.0 - 1e-9).all()


def test_transfers_help_on_real_demand():
    """At the same order levels the pasta sites deliver more with less waiting."""
    alone, helped = (network.simulate("pasta", moves, 30) for moves in (False, True))
    middle = (alone["fill"] > 0.8) & (alone["fill"] < 0.98)
    assert middle.any()
    assert (helped["fill"][middle] > alone["fill"][middle]).all()
