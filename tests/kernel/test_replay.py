import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.achieved_service import achieved_service
from kernel.inventory.policy_back_test import (
    back_test_policy,
    back_test_rule,
    interval_demand,
)
from kernel.inventory.reorder_point import expected_fill_rate
from kernel.inventory.replay import replay_policy
from kernel.inventory.replay_plan import draw_lead_times, replay_origins


def replay_by_hand(demand, level, lot, lead, *, start, warm_up):
    """One item, one level, with lists: (filled, mean stock, mean backorders)."""
    usual = np.mean(demand[:start])
    half = 0 if lot is None else lot / 2
    stock = max(np.ceil(level + half - round(np.mean(lead)) * usual), 0)
    waiting, open_orders, latest = 0.0, [], 0

    def order(t):
        nonlocal latest
        position = stock - waiting + sum(q for _, q in open_orders)
        if lot is None:
            quantity = max(level - position, 0)
        else:
            quantity = 0
            while position + quantity <= level:
                quantity += lot
        if quantity > 0:
            latest = max(t + 1 + lead[t], latest)
            open_orders.append((latest, quantity))

    order(start - 1)
    filled, stocks, owed = 0.0, [], []
    for t in range(start, len(demand)):
        for arrival, quantity in [x for x in open_orders if x[0] == t]:
            open_orders.remove((arrival, quantity))
            late = min(waiting, quantity)
            waiting -= late
            stock += quantity - late
        served = min(stock, demand[t])
        stock -= served
        waiting += demand[t] - served
        if t >= start + warm_up:
            filled += served
            stocks.append(stock)
            owed.append(waiting)
        order(t)
    return filled, np.mean(stocks), np.mean(owed)


@pytest.mark.parametrize("policy", ["reorder_point", "order_up_to"])
def test_replay_equals_a_simulation_by_hand(rng, policy):
    demand = rng.poisson(3, (6, 40)).astype(float)
    lead = rng.integers(0, 5, (6, 40))
    level = rng.integers(4, 15, (1, 3, 6)).astype(float)
    lot = np.array([1, 2, 4, 6, 8, 12.0])
    result = replay_policy(demand, level, [11], lot, lead, warm_up=5, policy=policy)
    for g in range(3):
        for i in range(6):
            own_lot = lot[i] if policy == "reorder_point" else None
            filled, stock, owed = replay_by_hand(
                demand[i], level[0, g, i], own_lot, lead[i], start=12, warm_up=5
            )
            assert result.filled[g, i] == pytest.approx(filled)
            assert result.stock[g, i] == pytest.approx(stock)
            assert result.backorders[g, i] == pytest.approx(owed)
    np.testing.assert_allclose(result.demand, demand[:, 17:].sum(axis=1))


def test_levels_change_at_their_origin():
    demand = np.zeros((1, 12))
    levels = np.array([[[0.0]], [[20.0]]])
    result = replay_policy(demand, levels, [1, 6], [5.0], np.zeros((1, 12), int))
    # 3 at the start; at the end of bucket 6, four lots of 5 lift it above 20.
    assert result.orders.tolist() == [[1.0]]
    assert result.stock[0, 0] == pytest.approx((5 * 3 + 5 * 23) / 10)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_more_stock_never_serves_less(seed):
    rng = np.random.default_rng(seed)
    demand = rng.poisson(2, (8, 30)) * rng.integers(0, 4, (8, 30)).astype(float)
    levels = np.arange(0, 40, 4.0)[None, :, None] * np.ones((1, 1, 8))
    lead = np.full((8, 30), 2)
    result = replay_policy(demand, levels, [9], np.full(8, 3.0), lead)
    assert (np.diff(result.short_share(np.ones(8))) <= 1e-12).all()
    assert (result.filled <= result.demand + 1e-9).all()


def test_wrong_input_is_refused():
    demand, lead = np.ones((2, 10)), np.ones((2, 10), int)
    level = np.ones((1, 1, 2))
    with pytest.raises(ValueError, match="levels"):
        replay_policy(demand, level[0], [2], [1, 1], lead)
    with pytest.raises(ValueError, match="warm_up"):
        replay_policy(demand, level, [2], [1, 1], lead, warm_up=7)
    with pytest.raises(ValueError, match="order_quantity"):
        replay_policy(demand, level, [2], [1, 0], lead)
    with pytest.raises(ValueError, match="lead_time"):
        replay_policy(demand, level, [2], [1, 1], -lead)
    with pytest.raises(ValueError, match="rise"):
        replay_policy(demand, np.ones((2, 1, 2)), [4, 3], [1, 1], lead)


def test_drawn_lead_times_keep_mean_and_variance():
    mean, variance = np.array([2.3, 9.7, 4.0]), np.array([1.0, 16.0, 0.0])
    drawn = draw_lead_times(mean, variance, 20000)
    np.testing.assert_allclose(drawn.mean(axis=1), mean, rtol=0.02)
    rounding = [0.21, 0.21, 0.0]  # variance of rounding at random, p (1 - p) at most
    assert (np.abs(drawn.var(axis=1) - variance) <= 0.05 * variance + rounding).all()
    np.testing.assert_array_equal(drawn, draw_lead_times(mean, variance, 20000))


@pytest.mark.parametrize("n_buckets", [8, 12, 13, 20, 60, 300])
@pytest.mark.parametrize("protection", [1.0, 4.5, 40.0])
def test_origins_leave_room_to_measure(n_buckets, protection):
    origins, warm_up = replay_origins(n_buckets, protection)
    if not len(origins):
        assert n_buckets < 14
        return
    assert origins[0] >= 8
    assert n_buckets - (origins[0] + 1) - warm_up >= 4


def test_service_of_a_poisson_policy_is_what_the_model_says(rng):
    """Stationary demand: the replay confirms the reorder point of the fill rate."""
    n_items = 400
    demand = rng.poisson(2.0, (n_items, 120)).astype(float)
    steady = (np.full(n_items, 3.0), np.zeros(n_items), np.ones(n_items))
    lot = np.full(n_items, 6.0)
    level = np.full((1, 1, n_items), 9.0)
    lead = np.full((n_items, 120), 3)
    result = replay_policy(demand, level, [40], lot, lead, warm_up=10)
    model = expected_fill_rate([9], [8], [8], [6], [6], [2], [6])[0]
    assert 1 - result.short_share(np.ones(n_items))[0] == pytest.approx(model, abs=5e-3)
    rule = back_test_rule("history", demand, *steady, lot, factors=(0.0, 1.0, 2.0))
    assert (np.diff(rule.short_share(np.ones(n_items))) < 0).all()


def test_intervals_hold_the_true_service(rng):
    """The interval of the cycle service of single items covers about its level."""
    n_items = 300
    demand = rng.poisson(2.0, (n_items, 200)).astype(float)
    level = np.full((1, 1, n_items), 10.0)
    lead = np.full((n_items, 200), 3)
    long = replay_policy(demand, level, [20], [6.0] * n_items, lead, warm_up=10)
    truth = 1 - long.cycles_short.sum() / long.cycles.sum()
    short = replay_policy(
        demand[:, :90], level, [20], [6.0] * n_items, lead[:, :90], warm_up=10
    )
    service = achieved_service(short)
    covered = (service.cycle_low <= truth) & (truth <= service.cycle_high)
    # Cycles of an item depend a little on each other.
    assert covered.mean() > 0.9
    assert (service.fill_low <= service.fill_rate).all()
    assert (service.fill_rate <= service.fill_high).all()


def test_policy_back_test_of_one_rule_is_the_back_test_of_that_rule(rng):
    demand = rng.poisson(3.0, (25, 80)).astype(float)
    same = (np.full(25, 2.0), np.full(25, 0.5), np.ones(25), np.full(25, 8.0))
    factor = rng.uniform(0, 2, 25)
    for column, rule in enumerate(("combined", "textbook", "history")):
        alone = back_test_rule(rule, demand, *same, factors=factor[None, :])
        blend = back_test_policy(demand, *same, factor, np.eye(3)[[column] * 25])
        np.testing.assert_array_equal(alone.filled, blend.filled)
        np.testing.assert_array_equal(alone.stock, blend.stock)


def test_an_item_without_demand_has_no_service():
    result = replay_policy(np.zeros((1, 20)), [[[3.0]]], [8], [2.0], [[1] * 20])
    service = achieved_service(result)
    assert np.isnan(service.fill_rate[0])
    assert (service.fill_low[0], service.fill_high[0]) == (0.0, 1.0)


def test_a_short_history_cannot_be_replayed():
    nothing = back_test_rule("history", np.ones((2, 9)), [1, 1], [0, 0], [1, 1], [1, 1])
    assert nothing is None


def test_unknown_rules_are_refused():
    with pytest.raises(ValueError, match="rule"):
        interval_demand("magic", np.ones((1, 20)), [1], [0], [1])


def test_item_is_measured_after_the_first_plan_that_knew_it(rng):
    """A product that is born in the replay is not blamed for the time before."""
    demand = rng.poisson(4.0, (40, 100)).astype(float)
    demand[:20, :60] = np.nan
    same = (np.full(40, 2.0), np.zeros(40), np.ones(40), np.full(40, 8.0))
    replay = back_test_rule("history", demand, *same, factors=(2.5,))
    fill = replay.filled[0] / replay.demand
    assert fill[:20].mean() > 0.97
    assert fill[20:].mean() > 0.97
    assert (replay.demand[:20] < replay.demand[20:].min()).all()
    young = replay.stock[0, :20].mean() / replay.stock[0, 20:].mean()
    assert 0.8 < young < 1.3
