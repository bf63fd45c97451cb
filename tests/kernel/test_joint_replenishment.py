import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.joint_replenishment import (
    can_order_level,
    can_order_lines,
    joint_cycle,
    top_up_order,
)
from kernel.inventory.lot_sizing import economic_order_quantity

NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, np.nan, 1e-9, 1e12])


def random_vendors(rng, n_items=60, n_groups=8):
    group = rng.permutation(np.arange(n_items) % n_groups)
    demand, holding, minor = rng.uniform(1, 1000, (3, n_items))
    return demand, holding, minor, rng.uniform(1, 3000, n_groups), group


def yearly_cost(multiple, cycle, problem):
    demand, holding, minor, major = problem
    fixed = major + (minor / multiple).sum()
    return fixed / cycle + cycle / 2 * (multiple * holding * demand).sum()


def test_joint_cycle_of_snyder_the_supply_chain_optimization_example():
    joint = joint_cycle([1, 1, 1], [160, 20, 50], [120, 840, 300], 600, [0, 0, 0])
    assert joint.multiple.tolist() == [1, 3, 1]
    assert joint.cycle_years[0] == pytest.approx(3.10316, abs=1e-5)
    assert joint.cost[0] == pytest.approx(837.854, abs=1e-3)
    assert joint.order_quantity == pytest.approx([3.10316, 9.30949, 3.10316], abs=1e-5)


def test_joint_cycle_of_silver_pyke_and_peterson_page_428():
    joint = joint_cycle([86000, 12500, 1400, 3000], 0.24, 15, 40, [0, 0, 0, 0])
    assert joint.multiple.tolist() == [1, 1, 4, 3]
    assert joint.cycle_years[0] == pytest.approx(0.0762, abs=1e-4)


def test_joint_cycle_of_the_stockpyl_instance_scmo_jrp_hw_1():
    joint = joint_cycle(
        [1780, 445, 920, 175],
        [1000, 900, 1200, 1000],
        [36000, 46000, 34000, 38000],
        20000,
        [0, 0, 0, 0],
    )
    assert joint.cost[0] == pytest.approx(1028646.3597, abs=1e-3)
    assert joint.multiple.tolist() == [1, 2, 1, 3]


def test_all_vendors_at_once_are_the_vendors_one_by_one(rng):
    demand, holding, minor, major, group = random_vendors(rng)
    joint = joint_cycle(demand, holding, minor, major, group)
    for number in range(8):
        rows = np.flatnonzero(group == number)
        alone = joint_cycle(
            demand[rows], holding[rows], minor[rows], major[number], 0 * rows
        )
        np.testing.assert_array_equal(alone.multiple, joint.multiple[rows])
        np.testing.assert_array_equal(alone.order_quantity, joint.order_quantity[rows])
        assert alone.cost[0] == joint.cost[number]
        problem = (demand[rows], holding[rows], minor[rows], major[number])
        cost = yearly_cost(joint.multiple[rows], joint.cycle_years[number], problem)
        assert joint.cost[number] == pytest.approx(cost)
        for factor in (0.9, 1.1):
            cycle = factor * joint.cycle_years[number]
            assert yearly_cost(joint.multiple[rows], cycle, problem) > cost


def test_multiples_are_near_the_best_of_all(rng):
    """Silver (1976) reports costs within few percent of the optimum."""
    demand, holding, minor, major, group = random_vendors(rng, 24, 8)
    joint = joint_cycle(demand, holding, minor, major, group)
    grid = np.stack(np.meshgrid(*[np.arange(1, 13)] * 3), axis=-1).reshape(-1, 3)
    for number in range(8):
        rows = group == number
        fixed = major[number] + (minor[rows] / grid).sum(axis=1)
        stock = (grid * holding[rows] * demand[rows]).sum(axis=1)
        best = np.sqrt(2 * fixed * stock).min()
        assert best * (1 - 1e-12) <= joint.cost[number] <= 1.05 * best


def test_single_item_is_the_economic_order_quantity():
    joint = joint_cycle([1300], [0.225], [3], 5, [0])
    assert joint.order_quantity == pytest.approx(
        economic_order_quantity([1300], [8], [0.225])
    )


def test_no_minor_cost_means_that_all_items_are_in_every_order(rng):
    demand, holding, _, major, group = random_vendors(rng)
    assert (joint_cycle(demand, holding, 0, major, group).multiple == 1).all()


def test_items_without_demand_are_left_out():
    joint = joint_cycle([0, 100, 0], [0, 2, 1], [5, 5, 5], [10, 10], [0, 0, 1])
    alone = joint_cycle([100], [2], [5], 10, [0])
    assert joint.multiple.tolist() == [0, 1, 0]
    assert joint.order_quantity.tolist() == [0, alone.order_quantity[0], 0]
    assert joint.cycle_years.tolist() == [alone.cycle_years[0], 0]
    assert joint.cost.tolist() == [alone.cost[0], 0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1], [1], [1], [0], [0]), "major_cost must be above 0"),
        (([1], [0], [1], [1], [0]), "holding_cost must be above 0"),
        (([1], [1], [1], [1], [-1]), "group must not be below 0"),
        (([1], [1], [1], [1], [0.5]), "group must hold 1 whole numbers"),
        (([1], [1], [1], [1], [[0]]), "group must hold 1 whole numbers"),
        (([1], [1], [1], [1, 1], [2]), "group must be below 2"),
    ],
)
def test_broken_vendors_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        joint_cycle(*arguments)


def test_can_order_level_is_half_a_cycle_above_the_reorder_point():
    level = can_order_level([20, -2, 5], [3, 1, 0], [10, 0, 10])
    assert level.tolist() == [35, -2, 5]


def test_one_item_at_its_reorder_point_takes_its_group_along():
    lines = can_order_lines(
        [10, 30, 36, 30, 30],
        [10, 20, 20, 20, 30],
        [25, 35, 35, 35, 25],  # the last one must order, whatever it can
        [0, 0, 0, 1, 2],
    )
    assert lines.tolist() == [True, True, False, False, True]


def test_ordering_lines_are_those_of_a_loop(rng):
    position, reorder_point = rng.integers(0, 20, (2, 300))
    can_order = reorder_point + rng.integers(0, 10, 300)
    group = rng.integers(0, 60, 300)
    lines = can_order_lines(position, reorder_point, can_order, group)
    for i in range(300):
        mates = group == group[i]
        triggered = (position[mates] <= reorder_point[mates]).any()
        assert lines[i] == (triggered and position[i] <= can_order[i])


def random_order(rng, n_items=8):
    return {
        "position": rng.integers(-5, 40, n_items).astype(float),
        "order": rng.integers(0, 2, n_items) * rng.integers(1, 9, n_items) * 1.0,
        "daily_rate": rng.integers(1, 40, n_items) / 8,
        "unit_value": rng.integers(1, 50, n_items).astype(float),
        "multiple": rng.integers(1, 12, n_items).astype(float),
    }


def one_by_one(position, order, daily_rate, unit_value, multiple, minimum):
    """Add single multiples, then take off what is not needed."""
    order = order.copy()
    floor = order.copy()
    while order @ unit_value < minimum:
        order[((position + order) / daily_rate).argmin()] += multiple[
            ((position + order) / daily_rate).argmin()
        ]
    for i in np.argsort(-(position + order) / daily_rate, kind="stable"):
        while (
            order[i] > floor[i]
            and order @ unit_value - multiple[i] * unit_value[i] >= minimum
        ):
            order[i] -= multiple[i]
    return order


def test_top_up_is_that_of_adding_multiples_one_by_one(rng):
    for _ in range(100):
        problem = random_order(rng)
        problem["order"][0] = 1.0
        minimum = float(rng.integers(50, 5000))
        group = np.zeros(8, dtype=int)
        result = top_up_order(**problem, minimum=minimum, group=group)
        added = one_by_one(**problem, minimum=minimum)
        np.testing.assert_array_equal(result, added)


def test_no_added_multiple_can_be_spared(rng):
    n_items = 200
    problem = random_order(rng, n_items)
    group = np.arange(n_items) % 20
    problem["order"][:20] += 1
    minimum = rng.uniform(100, 20000, 20)
    order = top_up_order(**problem, minimum=minimum, group=group)
    value = np.bincount(group, order * problem["unit_value"], 20)
    assert (value >= minimum * (1 - 1e-9)).all()
    assert (order >= problem["order"]).all()
    multiples = (order - problem["order"]) / problem["multiple"]
    np.testing.assert_array_equal(multiples, np.rint(multiples))
    one_less = value[group] - problem["multiple"] * problem["unit_value"]
    assert (one_less[multiples > 0] < minimum[group][multiples > 0]).all()
    assert (multiples > 0).any()


def test_group_without_order_or_without_use_for_more_stays():
    options = {"unit_value": [5, 5, 5], "minimum": 100, "group": [0, 1, 2]}
    order = top_up_order([0, 0, 0], [0, 4, 20], [1, 0, 1], **options)
    assert order.tolist() == [0, 4, 20]
    none = {"unit_value": [5], "minimum": np.nan, "group": [0]}
    assert top_up_order([0], [4], [1], **none).tolist() == [4]


def test_top_up_of_a_long_way_needs_no_long_loop():
    order = top_up_order(
        [0, 0], [1, 0], [1, 3], [0.01, 0.01], minimum=[1e9], group=[0, 0]
    )
    assert order.sum() * 0.01 == pytest.approx(1e9)
    assert order[1] / order[0] == pytest.approx(3, rel=1e-6)


@given(
    numbers=st.lists(st.tuples(*[NUMBERS] * 5), min_size=1, max_size=5),
    group=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    limit=NUMBERS,
)
def test_results_are_finite_or_the_input_is_refused(numbers, group, limit):
    columns = np.array(numbers).T
    group = group[: len(numbers)]
    try:
        joint = joint_cycle(*columns[:3], limit, group)
        assert all(np.isfinite(column).all() for column in joint.__dict__.values())
    except ValueError:
        pass
    try:
        order = top_up_order(
            *columns[:4], minimum=limit, group=group, multiple=columns[4]
        )
        assert np.isfinite(order).all()
        assert (order >= columns[1]).all()
    except ValueError:
        pass
    if not np.isnan(columns).any():
        assert np.isfinite(can_order_level(*columns[:3])).all()
        assert can_order_lines(*columns[:3], group).shape == (len(numbers),)
