"""Very many products are planned in blocks, nearly as well as all together."""

import numpy as np
import pytest
from kernel.network import shipment_blocks
from kernel.network.network_stock import Lanes, NetworkStock
from kernel.network.shipment_blocks import plan_in_blocks
from kernel.network.shipments import plan_transfers


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Let a few products count as very many."""
    monkeypatch.setattr(shipment_blocks, "LARGEST_SEARCH", 1)
    monkeypatch.setattr(shipment_blocks, "BLOCK_ITEMS", 7)


def network(rng, n_items=40, n_sites=4, **values):
    """Return the stock of a network and its lanes, vehicles of 400."""
    shape = (n_items, n_sites)
    stock = NetworkStock(
        position=(position := rng.integers(0, 60, shape).astype(float)),
        available=position,
        mean=rng.uniform(5, 25, shape),
        variance=rng.uniform(5, 50, shape),
        keep=np.full(shape, 10.0),
        maximum=np.full(shape, np.nan),
        rate_per_day=np.ones(shape),
        unit=np.ones(n_items),
        unit_value=rng.uniform(1, 20, n_items),
        shortage_cost=rng.uniform(2, 12, shape),
        holding_cost=np.full(shape, 0.01),
    )
    source, target = np.nonzero(~np.eye(n_sites, dtype=bool))
    n_lanes = len(source)
    lanes = {
        "source": source,
        "target": target,
        "unit_cost": rng.uniform(0.2, 1.5, (n_items, n_lanes)),
        "shipment_cost": rng.uniform(5, 30, n_lanes),
        "load": np.broadcast_to(
            rng.uniform(0.5, 3, n_items)[:, None], (n_items, n_lanes)
        ),
        "capacity": np.full(n_lanes, 400.0),
        **values,
    }
    return stock, Lanes(**lanes)


def check(plan, stock):
    """Check what every plan keeps."""
    assert plan.gain.sum() == pytest.approx(plan.objective_before - plan.objective)
    assert plan.bound <= plan.objective * (1 + 1e-9)
    parts = plan.shortage_saved - plan.donor_risk + plan.holding_saved
    parts = parts - plan.unit_cost - plan.shipment_share
    np.testing.assert_allclose(parts, plan.gain, atol=1e-7)
    assert (np.diff(plan.gain) <= 1e-9).all()


def sent(plan, lanes, shape):
    """Return what each site sends."""
    out = np.zeros(shape)
    np.add.at(out, (plan.item, np.asarray(lanes.source)[plan.lane]), plan.quantity)
    return out


def test_blocks_come_near_the_common_plan(rng):
    for _ in range(3):
        stock, lanes = network(rng, n_items=200)
        blocks, whole = plan_in_blocks(stock, lanes), plan_transfers(stock, lanes)
        check(blocks, stock)
        possible = whole.objective_before - whole.objective
        assert blocks.objective >= whole.bound * (1 - 1e-9)
        assert blocks.objective - whole.objective < 0.02 * possible
        # Both bounds are true.
        assert blocks.bound <= whole.objective * (1 + 1e-9)


def test_without_vehicles_blocks_are_exact(rng):
    stock, lanes = network(rng, shipment_cost=0.0)
    blocks, whole = plan_in_blocks(stock, lanes), plan_transfers(stock, lanes)
    assert blocks.objective == pytest.approx(whole.objective)
    assert blocks.gain_gap == pytest.approx(0.0, abs=1e-9)


def test_donors_keep_what_they_keep(rng):
    stock, lanes = network(rng)
    plan = plan_in_blocks(stock, lanes)
    out = sent(plan, lanes, stock.position.shape)
    assert (out <= np.maximum(stock.position - stock.keep, 0) + 1e-9).all()


def test_lane_that_does_not_pay_its_vehicle_is_closed(rng):
    cost = np.full(12, 5.0)
    cost[3] = 1e6
    stock, lanes = network(rng, shipment_cost=cost, capacity=np.full(12, np.nan))
    plan = plan_in_blocks(stock, lanes)
    check(plan, stock)
    assert plan.shipments[3] == 0
    assert not (plan.lane == 3).any()
    assert (plan.dropped.reason[plan.dropped.lane == 3] == "shipment_cost").all()
    assert (plan.dropped.lane == 3).any()


def test_least_value_and_most_moves_are_kept(rng):
    most = np.full(12, 4.0)
    least = np.zeros(12)
    least[5] = 1e9
    stock, lanes = network(rng, maximum_moves=most, minimum_value=least)
    plan = plan_in_blocks(stock, lanes)
    check(plan, stock)
    assert np.bincount(plan.lane, minlength=12).max() <= 4
    assert plan.lane_value[5] == 0


def test_least_gain_of_a_move_is_kept(rng):
    stock, lanes = network(rng)
    plan = plan_in_blocks(stock, lanes, least_gain=15.0)
    before = plan.gain + plan.shipment_share
    assert (before >= 15.0 - 1e-9).all()
    assert plan.rules_cost > 0
    assert (plan.dropped.reason == "least_gain").any()


def test_few_products_are_planned_together(rng, monkeypatch):
    monkeypatch.setattr(shipment_blocks, "LARGEST_SEARCH", 10_000)
    stock, lanes = network(rng)
    assert (
        plan_in_blocks(stock, lanes).objective == plan_transfers(stock, lanes).objective
    )
