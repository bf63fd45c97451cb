import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.production.readiness import (
    BY_DATE,
    READY,
    SHORT,
    Needs,
    Orders,
    Outputs,
    Stock,
    Supplies,
    compute_readiness,
)


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def _orders(count, start=0.0, duration=1.0, quantity=1.0, sequence=None):
    place = np.arange(count) if sequence is None else np.array(sequence)
    ones = np.ones(count)
    return Orders(place, ones * start, ones * duration, ones * quantity)


def _needs(rows, reserved=0.0, linked=None, is_first=None):
    """``rows``: (order, pool, quantity)."""
    order, pool, quantity = (np.array(column) for column in zip(*rows, strict=True))
    count = len(order)
    held = np.zeros(count) + reserved
    amount, day, maker = (
        np.zeros(count),
        np.full(count, np.nan),
        np.full(count, -1),
    )
    for line, (brought, when, made_by) in (linked or {}).items():
        amount[line], day[line], maker[line] = brought, when, made_by
    first = np.ones(count, dtype=bool) if is_first is None else np.array(is_first)
    return Needs(order, pool, quantity.astype(float), held, amount, day, maker, first)


def _stock(*rows):
    """``rows``: (pool, quantity[, usable until])."""
    table = [(*row, np.inf)[:3] for row in rows]
    columns = [np.array([row[at] for row in table]) for at in range(3)]
    return Stock(
        columns[0].astype(int), columns[1].astype(float), columns[2].astype(float)
    )


def _supplies(*rows):
    """``rows``: (pool, day, quantity[, is firm])."""
    table = [(*row, True)[:4] for row in rows]
    pool, day, quantity, firm = (
        np.array([row[at] for row in table]) for at in range(4)
    )
    return Supplies(
        pool.astype(int), day.astype(float), quantity.astype(float), firm.astype(bool)
    )


def _outputs(*rows):
    order, pool, quantity = (np.array([row[at] for row in rows]) for at in range(3))
    return Outputs(order.astype(int), pool.astype(int), quantity.astype(float))


def _compute(orders, needs, stock=None, supplies=None, outputs=None, pools=9):
    return compute_readiness(
        orders,
        outputs or _outputs(),
        needs,
        stock or _stock(),
        supplies or _supplies(),
        pools,
    )


# ---------------------------------------------------------------------------
# By hand
# ---------------------------------------------------------------------------


def test_last_component_goes_to_the_order_that_comes_first():
    needs = _needs([(0, 0, 1), (1, 0, 1)])
    first = _compute(_orders(2), needs, _stock((0, 1)))
    assert first.state.tolist() == [READY, SHORT]
    second = _compute(_orders(2, sequence=[1, 0]), needs, _stock((0, 1)))
    assert second.state.tolist() == [SHORT, READY]


def test_short_order_keeps_what_it_gets():
    needs = _needs([(0, 0, 4), (0, 1, 1), (1, 0, 4)])
    found = _compute(_orders(2), needs, _stock((0, 5)))
    assert found.covered_now.tolist() == [4.0, 0.0, 1.0]
    assert found.missing_now.tolist() == [0.0, 1.0, 3.0]
    assert found.buildable_now.tolist() == [0.0, 0.25]
    assert found.worst_need.tolist() == [1, 2]


def test_receipt_gives_the_date_and_is_named():
    needs = _needs([(0, 0, 4), (1, 0, 4), (2, 0, 4)])
    supplies = _supplies((0, 8, 4), (0, 3, 4), (0, 1, 9, False))
    found = _compute(_orders(3), needs, None, supplies)
    assert found.state.tolist() == [BY_DATE, BY_DATE, SHORT]
    assert found.ready_day[:2].tolist() == [3.0, 8.0]
    assert np.isnan(found.ready_day[2])
    assert found.supply.tolist() == [1, 0, 2]
    assert found.uncovered.tolist() == [0.0, 0.0, 0.0]


def test_overdue_receipt_comes_today_but_is_not_there():
    found = _compute(_orders(1), _needs([(0, 0, 1)]), None, _supplies((0, -5, 1)))
    assert found.state.tolist() == [BY_DATE]
    assert found.ready_day.tolist() == [0.0]
    assert found.missing_now.tolist() == [1.0]


def test_late_sub_order_delays_the_order_above():
    """Order 1 makes pool 1 in 2 days from pool 0, which comes on day 6."""
    orders = _orders(2, start=1.0, duration=2.0)
    needs = _needs([(0, 1, 5), (1, 0, 5)])
    found = _compute(orders, needs, None, _supplies((0, 6, 5)), _outputs((1, 1, 5)))
    assert found.ready_day.tolist() == [8.0, 6.0]
    assert found.finish_day.tolist() == [10.0, 8.0]
    assert found.supply_order.tolist() == [1, -1]


def test_sub_order_without_material_brings_nothing_sure():
    needs = _needs([(0, 1, 5), (1, 0, 5)])
    found = _compute(_orders(2), needs, outputs=_outputs((1, 1, 5)))
    assert found.state.tolist() == [SHORT, SHORT]
    assert found.supply_order.tolist() == [1, -1]
    assert found.uncovered.tolist() == [0.0, 5.0]


def test_what_is_made_for_one_line_serves_that_line_alone():
    needs = _needs([(0, 0, 3), (1, 0, 3)], linked={1: (3, 4.0, -1)})
    found = _compute(_orders(2), needs)
    assert found.state.tolist() == [SHORT, BY_DATE]
    assert found.ready_day[1] == 4.0


def test_line_that_waits_for_its_own_order_follows_it():
    needs = _needs([(0, 1, 3), (1, 0, 1)], linked={0: (3, 2.0, 1)})
    found = _compute(_orders(2, duration=3.0), needs, None, _supplies((0, 5, 1)))
    assert found.ready_day.tolist() == [8.0, 5.0]
    assert found.supply_order.tolist() == [1, -1]


def test_lot_that_expires_before_the_start_is_left():
    needs = _needs([(0, 0, 2), (1, 0, 2)])
    orders = Orders(np.arange(2), np.array([9.0, 1.0]), np.zeros(2), np.ones(2))
    found = _compute(orders, needs, _stock((0, 2, 5.0), (0, 2, 30.0)))
    assert found.state.tolist() == [READY, READY]
    short = _compute(orders, needs, _stock((0, 4, 5.0)))
    assert short.state.tolist() == [SHORT, READY]


def test_debt_is_paid_before_supply_serves():
    found = _compute(
        _orders(1),
        _needs([(0, 0, 2)]),
        _stock((0, -3)),
        _supplies((0, 1, 4), (0, 6, 1)),
    )
    assert found.ready_day.tolist() == [6.0]


def test_first_operation_can_begin_before_the_rest():
    needs = _needs([(0, 0, 1), (0, 1, 1)], is_first=[True, False])
    found = _compute(_orders(1), needs, _stock((0, 1)), _supplies((1, 7, 1)))
    assert found.first_operation_ready_day.tolist() == [0.0]
    assert found.ready_day.tolist() == [7.0]


def test_tool_that_comes_back_does_not_wait_for_itself():
    needs = _needs([(0, 0, 1)])
    found = _compute(_orders(1), needs, outputs=_outputs((0, 0, 1)))
    assert found.state.tolist() == [SHORT]


def test_circle_of_orders_ends():
    needs = _needs([(0, 0, 1), (1, 1, 1)])
    found = _compute(_orders(2), needs, outputs=_outputs((0, 1, 1), (1, 0, 1)))
    assert set(found.state.tolist()) <= {BY_DATE, SHORT}


def test_order_without_components_is_ready():
    found = _compute(_orders(2, quantity=3.0), _needs([(0, 0, 1)]))
    assert found.state.tolist() == [SHORT, READY]
    assert found.buildable_now.tolist() == [0.0, 3.0]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("quantity", [-1.0], "quantity"), ("order", [0, 1], "must have")],
)
def test_bad_needs_are_refused(field, value, message):
    columns = vars(_needs([(0, 0, 1)])) | {field: np.array(value)}
    with pytest.raises(ValueError, match=message):
        Needs(**columns)


# ---------------------------------------------------------------------------
# Against unit-by-unit service
# ---------------------------------------------------------------------------

CASES = st.integers(1, 4).flatmap(
    lambda n: st.fixed_dictionaries(
        {
            "sequence": st.permutations(range(n)),
            "start": st.lists(st.integers(0, 6), min_size=n, max_size=n),
            "needs": st.lists(
                st.tuples(st.integers(0, n - 1), st.integers(0, 2), st.integers(1, 4)),
                min_size=1,
                max_size=6,
            ),
            "stock": st.lists(
                st.tuples(
                    st.integers(0, 2),
                    st.integers(0, 5),
                    st.sampled_from([2.0, 4.0, np.inf]),
                ),
                max_size=4,
            ),
            "supplies": st.lists(
                st.tuples(
                    st.integers(0, 2),
                    st.integers(-2, 9),
                    st.integers(1, 4),
                    st.booleans(),
                ),
                max_size=4,
            ),
        }
    )
)


def _serve_unit_by_unit(case):
    """Return (covered, ready day) of each line, moving one unit at a time."""
    lots = sorted(
        ([pool, float(until)] for pool, amount, until in case["stock"]
         for _unit in range(amount)),
        key=lambda lot: lot[1],
    )  # fmt: skip
    coming = sorted(
        ([not firm, max(day, 0), pool] for pool, day, amount, firm in case["supplies"]
         for _unit in range(amount)),
    )  # fmt: skip
    covered, ready = [0] * len(case["needs"]), [0.0] * len(case["needs"])
    lines = sorted(
        range(len(case["needs"])),
        key=lambda i: (case["sequence"][case["needs"][i][0]], i),
    )
    for line in lines:
        order, pool, amount = case["needs"][line]
        for _unit in range(amount):
            start = case["start"][order]
            lot = next((x for x in lots if x[0] == pool and x[1] >= start), None)
            if lot:
                lots.remove(lot)
                covered[line] += 1
                continue
            unit = next((x for x in coming if x[2] == pool), None)
            if unit:
                coming.remove(unit)
            is_sure = bool(unit) and not unit[0]
            ready[line] = max(ready[line], unit[1]) if is_sure else np.inf
    return covered, ready


def _compute_case(case):
    orders = Orders(
        np.array(case["sequence"]),
        np.array(case["start"], dtype=float),
        np.zeros(len(case["start"])),
        np.ones(len(case["start"])),
    )
    return _compute(
        orders,
        _needs(case["needs"]),
        _stock(*case["stock"]),
        _supplies(*case["supplies"]),
    )


@given(CASES)
def test_service_is_that_of_moving_unit_by_unit(case):
    found = _compute_case(case)
    covered, ready = _serve_unit_by_unit(case)
    assert found.covered_now.tolist() == covered
    day = np.where(np.isnan(found.need_ready_day), np.inf, found.need_ready_day)
    assert day.tolist() == ready


@given(CASES, st.integers(0, 3))
def test_moving_an_order_to_the_front_never_makes_it_later(case, chosen):
    chosen %= len(case["sequence"])
    before = _ready(case)[chosen]
    sequence = [place + 1 for place in case["sequence"]]
    sequence[chosen] = 0
    assert _ready({**case, "sequence": sequence})[chosen] <= before


@given(CASES)
def test_more_stock_makes_no_order_later(case):
    more = {**case, "stock": [*case["stock"], (0, 3, np.inf)]}
    assert (_ready(more) <= _ready(case)).all()


def _ready(case):
    found = _compute_case(case)
    return np.where(np.isnan(found.ready_day), np.inf, found.ready_day)


@given(
    st.lists(st.floats(1e-9, 1e12), min_size=1, max_size=6),
    st.lists(st.floats(0.0, 1e12), min_size=1, max_size=6),
)
def test_any_size_of_quantity_gives_a_finite_answer(wanted, there):
    needs = _needs([(0, 0, amount) for amount in wanted])
    found = _compute(_orders(1), needs, _stock(*[(0, amount) for amount in there]))
    assert np.isfinite(found.covered_now).all()
    assert ((found.share_now >= 0) & (found.share_now <= 1)).all()
