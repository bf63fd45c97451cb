import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.allocation import fair_share
from kernel.network.branch_pull import branch_pull, hub_supply
from kernel.network.capped_shares import fill_to_caps, push_with_limit
from kernel.network.deployment_shares import deployment_shares, share_fairness
from scipy import stats

METHODS = ("equal_risk", "proportional", "by_priority")


def pull(position, **values):
    defaults = {
        "rate_per_day": 4.0,
        "daily_sd": 2.0,
        "lane_days": 2.0,
        "lane_sd_days": 0.0,
        "review_days": 7.0,
        "safety_stock": 8.0,
        "planned_days": 16.0,
        "planned_sd_days": 0.0,
        "order_quantity": 20.0,
        "unit": 1.0,
    }
    values = {**defaults, **values}
    return branch_pull(
        position, **{name: np.full(len(position), v) for name, v in values.items()}
    )


def network(rng, n_items=40, n_sites=4):
    """Return a random case as keyword arguments of the shares."""
    mean = rng.uniform(0, 80, (n_items, n_sites))
    position = rng.uniform(-20, 60, (n_items, n_sites))
    unit = rng.choice([0.5, 1.0, 6.0], n_items)
    asked = np.maximum(np.ceil((mean + 30 - position) / unit[:, None]), 0.0)
    asked = asked * unit[:, None] * (rng.random((n_items, n_sites)) < 0.8)
    return {
        "position": position,
        "mean": mean,
        "sigma": rng.uniform(0, 20, (n_items, n_sites)),
        "asked": asked,
        "supply": rng.uniform(0, 1.2, n_items) * asked.sum(axis=1),
        "rank": rng.integers(1, 4, (n_items, n_sites)),
        "unit": unit,
    }


def test_a_branch_asks_at_its_reorder_point_and_not_above():
    # Mean 4 x 9 = 36; k = 8 / (2 sqrt 16) = 1; 36 + 1 x 2 x 3 = 42; up to 62.
    result = pull([42.0, 42.5, -3.0])
    assert result.reorder_point == pytest.approx([42, 42, 42])
    assert result.asked.tolist() == [20.0, 0.0, 65.0]


def test_a_branch_asks_in_whole_packs_that_reach_its_level():
    assert pull([40.0], unit=12.0).asked.tolist() == [24.0]


def test_a_longer_lane_needs_more_and_an_unsteady_one_too():
    short, long = pull([0.0]), pull([0.0], lane_days=9.0)
    unsteady = pull([0.0], lane_sd_days=2.0)
    assert long.reorder_point > short.reorder_point
    assert unsteady.sigma == pytest.approx([np.hypot(6, 8)])
    assert unsteady.mean == pytest.approx(short.mean)


def test_an_unknown_spread_is_that_of_a_poisson_law():
    assert pull([0.0], daily_sd=np.nan).sigma == pytest.approx([6.0])


def test_the_planned_interval_gives_back_the_planned_safety_stock():
    result = pull([0.0], lane_days=9.0)
    assert result.reorder_point - result.mean == pytest.approx([8.0])


def test_shares_solved_by_hand():
    shares = deployment_shares(
        [[10, 0, 99]],
        [[20, 10, 50]],
        [[4, 2, 5]],
        asked=[[30, 20, 0]],
        supply=[26],
        rank=[[2, 1, 1]],
        unit=[1],
    )
    # 10 + 4 k + 10 + 2 k = 26 gives k = 1.
    assert shares.equal_risk.tolist() == [[14, 12, 0]]
    assert shares.factor == pytest.approx([1])
    # 26 of 50: 15.6 and 10.4.
    assert shares.proportional.tolist() == [[16, 10, 0]]
    assert shares.by_priority.tolist() == [[6, 20, 0]]


def test_every_method_keeps_supply_caps_and_steps(rng):
    case = network(rng)
    shares = deployment_shares(**case)
    most = np.minimum(case["supply"], case["asked"].sum(axis=1))
    steps = np.floor(most / case["unit"] + 1e-9) * case["unit"]
    for method in METHODS:
        quantity = getattr(shares, method)
        assert (quantity >= 0).all()
        assert (quantity <= case["asked"] + 1e-9).all()
        assert quantity.sum(axis=1) == pytest.approx(steps), method
        whole = quantity / case["unit"][:, None]
        assert whole == pytest.approx(np.rint(whole))


def test_equal_risk_is_the_fair_share_where_no_cap_binds(rng):
    position, mean = rng.uniform(0, 20, (9, 4)), rng.uniform(40, 60, (9, 4))
    sigma, supply = rng.uniform(4, 9, (9, 4)), rng.uniform(60, 90, 9)
    shares = deployment_shares(
        position,
        mean,
        sigma,
        asked=np.full((9, 4), 1e4),
        supply=supply,
        rank=np.ones((9, 4)),
        unit=np.full(9, 1e-6),
    )
    fair = fair_share(position, mean, sigma, supply)
    assert shares.equal_risk == pytest.approx(fair.quantity, abs=1e-5)
    assert shares.factor == pytest.approx(fair.factor, abs=1e-9)


def test_equal_risk_gives_the_least_worst_risk(rng):
    """No other way to share has a smaller largest probability of a shortage."""
    case = network(rng, 60)
    case["sigma"] = np.maximum(case["sigma"], 1.0)
    case["position"] = np.maximum(case["position"], 0.0)
    case["unit"] = np.full(60, 1e-6)
    shares = deployment_shares(**case)
    common = {name: case[name] for name in ("position", "mean", "sigma", "asked")}

    def worst(quantity):
        return share_fairness(**common, quantity=quantity).worst_stockout

    best = worst(shares.equal_risk)
    for method in ("proportional", "by_priority"):
        assert (best <= worst(getattr(shares, method)) + 1e-6).all()
    total = np.minimum(case["supply"], case["asked"].sum(axis=1))
    for _ in range(20):
        weight = rng.dirichlet(np.ones(4), 60)
        other, _ = fill_to_caps(np.zeros((60, 4)), weight, case["asked"], total)
        assert (best <= worst(other) + 1e-6).all()


def test_all_get_what_they_ask_for_when_there_is_enough(rng):
    case = network(rng)
    case["supply"] = case["asked"].sum(axis=1) + 3
    shares = deployment_shares(**case)
    for method in METHODS:
        assert getattr(shares, method) == pytest.approx(case["asked"])
    assert np.isnan(shares.factor).all()
    assert shares.share == pytest.approx(np.ones(40))


def test_backorders_come_first():
    shares = deployment_shares(
        [[-10, 0]],
        [[5, 50]],
        [[1, 9]],
        asked=[[20, 80]],
        supply=[8],
        rank=[[1, 1]],
        unit=[1],
    )
    assert shares.equal_risk.tolist() == [[8, 0]]


def test_the_smallest_supply_and_no_branch_do_no_harm():
    empty = deployment_shares(
        np.zeros((2, 0)),
        np.zeros((2, 0)),
        np.zeros((2, 0)),
        asked=np.zeros((2, 0)),
        supply=[3, 0],
        rank=np.zeros((2, 0)),
        unit=[1, 1],
    )
    assert empty.equal_risk.shape == (2, 0)
    nothing = deployment_shares(
        [[0, 5]],
        [[9, 9]],
        [[0, 0]],
        asked=[[9, 0]],
        supply=[0],
        rank=[[1, 1]],
        unit=[1],
    )
    assert nothing.equal_risk.tolist() == [[0, 0]]


def amounts(most):
    return st.lists(
        st.one_of(st.just(0.0), st.floats(1e-3, most)), min_size=3, max_size=3
    )


@given(amounts(1e9), amounts(1e6), amounts(1e9), st.floats(1e-3, 1e9))
def test_the_level_uses_the_supply(start, slope, cap, supply):
    start, slope, cap = (np.array([row]) for row in (start, slope, cap))
    quantity, _level = fill_to_caps(-start, slope, cap, np.array([supply]))
    reach = np.where(slope > 0, cap, 0.0).sum()
    # Large levels leave rounding behind.
    close = 1e-9 * (start.max() + cap.max() + supply)
    assert quantity.sum() == pytest.approx(min(supply, reach), abs=1e-6 + close)
    assert (quantity <= cap).all()
    assert (quantity[slope == 0] == 0).all()


def test_fairness_against_the_normal_law():
    fair = share_fairness(
        [[10, 20, 0]],
        [[30, 25, 9]],
        [[8, 5, 1]],
        asked=[[40, 20, 0]],
        quantity=[[12, 9, 0]],
    )
    risk = stats.norm.sf([22, 29], loc=[30, 25], scale=[8, 5])
    assert fair.stockout[0, :2] == pytest.approx(risk)
    assert np.isnan(fair.stockout[0, 2])
    assert fair.worst_stockout == pytest.approx([risk.max()])
    assert fair.spread == pytest.approx([risk.max() - risk.min()])
    z = (22 - 30) / 8
    loss = 8 * (stats.norm.pdf(z) - z * stats.norm.sf(z))
    assert fair.fill[0, 0] == pytest.approx(1 - loss / 30)
    assert fair.least_fill == pytest.approx([1 - loss / 30])


def test_jain_is_one_for_equals_and_falls_to_one_over_the_branches():
    case = {"position": [[0] * 4], "mean": [[10] * 4], "sigma": [[0] * 4]}
    same = share_fairness(**case, asked=[[10] * 4], quantity=[[4] * 4])
    one = share_fairness(**case, asked=[[10] * 4], quantity=[[10, 0, 0, 0]])
    assert same.jain == pytest.approx([1])
    assert one.jain == pytest.approx([0.25])


def test_nobody_asks_is_fair():
    fair = share_fairness(
        [[5, 5]], [[1, 1]], [[1, 1]], asked=[[0, 0]], quantity=[[0, 0]]
    )
    assert (fair.worst_stockout, fair.least_fill, fair.spread) == (0, 1, 0)


def test_push_follows_demand_up_to_the_room(rng):
    rate, room = rng.uniform(0, 9, (50, 3)), np.floor(rng.uniform(0, 40, (50, 3)))
    surplus = np.floor(rng.uniform(0, 90, 50))
    pushed = push_with_limit(surplus, rate, room, np.ones(50))
    assert (pushed <= room).all()
    assert pushed.sum(axis=1) == pytest.approx(np.minimum(surplus, room.sum(axis=1)))
    plenty = push_with_limit([12], [[3, 1]], [[99, 99]], [1])
    assert plenty.tolist() == [[9, 3]]


@pytest.mark.parametrize("name", ["mean", "sigma", "asked"])
def test_negative_numbers_are_refused(rng, name):
    case = network(rng)
    case[name] = case[name] - 1e6
    with pytest.raises(ValueError, match=name):
        deployment_shares(**case)


def give(**values):
    defaults = {
        "on_order": [0],
        "rate_per_day": [0],
        "safety_stock": [10],
        "supply_days": [4],
        "keep_days": 0,
        "order_up_to": [30],
        "excess_days": 10,
        "branch_rate": [2],
        "asked": [20],
    }
    stock = {"on_hand": [100], "free": [100], "issues": [[0, 0, 0, 0, 0, 0]]}
    return hub_supply(**{**stock, **defaults, **values})


def test_a_hub_keeps_its_safety_stock_and_what_is_booked():
    assert give().supply.tolist() == [90]
    assert give(free=[40]).supply.tolist() == [40]
    # The last day is after the own supply.
    assert give(issues=[[7, 0, 0, 0, 5, 99]]).supply.tolist() == [78]
    assert give(rate_per_day=[3], keep_days=5).supply.tolist() == [75]
    assert give(on_hand=[4]).supply.tolist() == [0]


def test_surplus_is_what_neither_hub_nor_branches_need():
    # 100 - 20 asked - 30 level - 10 days of 2.
    assert give().surplus.tolist() == [30]
    assert give(on_order=[500]).surplus.tolist() == [70]
    assert give(asked=[95]).surplus.tolist() == [0]
