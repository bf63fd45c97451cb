"""Rules, limits, loads and refused arguments of plans with shared shipments."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.network.network_stock import Lanes, NetworkStock
from kernel.network.shipments import plan_transfers
from network_cases import assert_sound, one_lane, random_network


@settings(max_examples=25)
@given(
    st.integers(0, 10**6),
    st.integers(1, 12),
    st.integers(2, 5),
    st.sampled_from([0.0, 5.0, 40.0, 400.0]),
    st.booleans(),
    st.booleans(),
)
def test_plans_of_random_networks_are_sound(
    seed, n_items, n_sites, shipment, cap, rule
):
    rng = np.random.default_rng(seed)
    stock, lanes = random_network(rng, n_items, n_sites, shipment=shipment)
    stock = replace(stock, unit=rng.choice([1.0, 0.5, 6.0], n_items))
    n_lanes = len(lanes.source)
    if cap:
        lanes = replace(
            lanes,
            load=rng.uniform(0.1, 3, (n_items, n_lanes)),
            capacity=rng.choice([np.nan, 4.0, 20.0], n_lanes),
        )
    least = 0.0
    if rule:
        least = float(rng.uniform(0, 10))
        lanes = replace(
            lanes,
            minimum_value=rng.choice([0.0, 40.0, 300.0], n_lanes),
            maximum_moves=rng.choice([np.inf, 1.0, 4.0], n_lanes),
        )
    plan = plan_transfers(stock, lanes, least_gain=least, time_limit=0.05)
    assert_sound(plan, stock, lanes)
    if rule:
        count = np.bincount(plan.lane, minlength=n_lanes)
        assert (count <= lanes.maximum_moves).all()
        used = count > 0
        assert (plan.lane_value >= lanes.minimum_value - 1e-9)[used].all()
        assert (plan.gain + plan.shipment_share >= least - 1e-9).all()


def test_products_share_a_shipment_that_none_would_pay_alone():
    # 6 (5 - 1) = 24 and 4 (2 - 1) = 4.
    stock, lanes = one_lane(shipment_cost=26.0)
    plan = plan_transfers(stock, lanes)
    assert plan.gain.sum() == pytest.approx(2.0)
    assert plan.item.tolist() == [0, 1] and plan.quantity.tolist() == [6, 4]
    # By value: 60 and 20 of 80.
    assert plan.shipment_share.tolist() == pytest.approx([19.5, 6.5])
    by_load = plan_transfers(stock, replace(lanes, load=np.array([[1.0], [1.0]])))
    assert by_load.shipment_share.tolist() == pytest.approx([15.6, 10.4])
    dear = plan_transfers(stock, replace(lanes, shipment_cost=29.0))
    assert len(dear.item) == 0 and dear.objective == dear.objective_before
    assert dear.dropped.reason.tolist() == ["shipment_cost"] * 2
    assert dear.dropped.gain.tolist() == pytest.approx([24.0, 4.0])


def test_rules_remove_moves_and_say_which_rule():
    stock, lanes = one_lane()
    small = plan_transfers(stock, lanes, least_gain=5.0)
    assert small.item.tolist() == [0]
    assert small.dropped.reason.tolist() == ["least_gain"]
    assert small.dropped.quantity.tolist() == [4]
    poor = plan_transfers(stock, replace(lanes, minimum_value=[81.0]))
    assert len(poor.item) == 0
    assert poor.dropped.reason.tolist() == ["minimum_value"] * 2
    enough = plan_transfers(stock, replace(lanes, minimum_value=[80.0]))
    assert enough.lane_value.tolist() == [80.0]
    few = plan_transfers(stock, replace(lanes, maximum_moves=[1]))
    assert few.item.tolist() == [0]
    assert few.dropped.reason.tolist() == ["maximum_moves"]


def test_limits_say_why_a_move_is_not_larger():
    stock, lanes = one_lane()
    assert plan_transfers(stock, lanes).limit.tolist() == ["gain", "gain"]
    kept = replace(stock, keep=np.array([[15.0, 0], [2.0, 0]]))
    assert plan_transfers(kept, lanes).limit.tolist() == ["protection", "gain"]
    free = replace(stock, available=np.array([[4.0, 0], [20.0, 0]]))
    assert plan_transfers(free, lanes).limit.tolist() == ["available", "gain"]
    full = replace(stock, maximum=np.array([[np.nan, 5], [np.nan, np.nan]]))
    assert plan_transfers(full, lanes).limit.tolist() == ["maximum", "gain"]


def test_a_second_load_is_sent_only_if_it_pays():
    stock, lanes = one_lane(load=np.ones((2, 1)), capacity=np.array([6.0]))
    # The second load brings 4 units that gain 1 each.
    plan = plan_transfers(stock, replace(lanes, shipment_cost=5.0))
    assert plan.shipments.tolist() == [1] and plan.lane_load.tolist() == [6]
    assert plan.item.tolist() == [0]
    cheap = plan_transfers(stock, replace(lanes, shipment_cost=3.0))
    assert cheap.shipments.tolist() == [2] and cheap.lane_load.tolist() == [10]
    exact = plan_transfers(stock, replace(lanes, capacity=np.array([5.0])))
    assert exact.shipments.tolist() == [1]
    assert exact.limit.tolist() == ["lane"] and exact.quantity.tolist() == [5]


def test_nothing_to_plan():
    stock, lanes = one_lane()
    none = plan_transfers(stock, Lanes([], [], np.empty((2, 0))))
    assert len(none.item) == 0 and none.gap == 0
    assert none.objective == none.objective_before
    closed = plan_transfers(stock, replace(lanes, unit_cost=[np.nan]))
    assert len(closed.item) == 0
    empty = {
        name: np.empty((0, 2))
        for name in ("position", "available", "mean", "variance", "keep", "maximum",
                     "rate_per_day", "shortage_cost", "holding_cost")
    }  # fmt: skip
    plan = plan_transfers(
        NetworkStock(**empty, unit=[], unit_value=[]),
        Lanes([0], [1], np.empty((0, 1)), 5.0),
    )
    assert len(plan.item) == 0 and plan.objective == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": [0, 0], "target": [1, 1], "unit_cost": [1, 1]}, "same sites"),
        ({"target": [0]}, "another site"),
        ({"target": [2]}, "below 2"),
        ({"target": [1, 0]}, "same length"),
        ({"capacity": [0.0]}, "capacity"),
        ({"unit_cost": [-1.0]}, "unit_cost"),
        ({"load": np.ones((2, 2))}, "load"),
        ({"minimum_value": [-1.0]}, "minimum_value"),
        ({"maximum_moves": [-1.0]}, "maximum_moves"),
    ],
)
def test_impossible_lanes_are_refused(changes, words):
    stock, lanes = one_lane()
    with pytest.raises(ValueError, match=words):
        plan_transfers(stock, replace(lanes, **changes))


def test_impossible_stock_and_times_are_refused():
    stock, lanes = one_lane()
    for changes, words in (
        ({"unit": [1, 0]}, "unit"),
        ({"keep": np.ones((2, 3))}, "keep"),
        ({"mean": -np.ones((2, 2))}, "mean"),
    ):
        with pytest.raises(ValueError, match=words):
            plan_transfers(replace(stock, **changes), lanes)
    with pytest.raises(ValueError, match="time_limit"):
        plan_transfers(stock, lanes, time_limit=0)
    with pytest.raises(ValueError, match="least_gain"):
        plan_transfers(stock, lanes, least_gain=-1)
