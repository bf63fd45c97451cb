import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.production.bill_of_materials import (
    BomLines,
    find_circles,
    low_level_codes,
)
from kernel.production.explosion import explode


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise", under="ignore"):
        yield


def _lines(*rows):
    """``rows``: (parent, component, quantity[, scrap share])."""
    table = [(*row, 0.0)[:4] for row in rows]
    columns = [np.array([row[at] for row in table]) for at in range(4)]
    return BomLines(
        columns[0].astype(int),
        columns[1].astype(int),
        columns[2].astype(float),
        columns[3].astype(float),
    )


#: Tables by Vollmann et al.: a table of a top (1) and a base (2), which takes 4 legs
#: (3); the top is made of 1 board (4) and the base of 1 board too.
TABLE = _lines((0, 1, 1), (0, 2, 1), (2, 3, 4), (1, 4, 1), (2, 4, 1))


def test_low_level_code_is_the_deepest_place():
    assert low_level_codes(TABLE.parent, TABLE.component, 5).tolist() == [0, 1, 1, 2, 2]


def test_circle_is_named():
    with pytest.raises(ValueError, match=r"contain themselves: \[1, 2\]"):
        low_level_codes([0, 1, 2], [1, 2, 1], 3)
    assert find_circles([0, 1, 2], [1, 2, 1], 3).tolist() == [False, True, True]


def test_lead_time_offsets_of_a_table_by_hand():
    """50 tables in week 5: tops and bases a week before, legs and boards two before
    that, as a planner would write it down."""
    independent = np.zeros((5, 6))
    independent[0, 5] = 50
    found = explode(independent, TABLE, offset=[1, 2, 1, 0, 0])
    assert found.gross[1].tolist() == [0, 0, 0, 0, 50, 0]
    assert found.gross[2].tolist() == [0, 0, 0, 0, 50, 0]
    assert found.gross[3].tolist() == [0, 0, 0, 200, 0, 0]
    assert found.gross[4].tolist() == [0, 0, 50, 50, 0, 0]


def test_stock_and_receipts_are_netted_level_by_level():
    independent = np.zeros((5, 6))
    independent[0, 5] = 50
    receipts = np.zeros((5, 6))
    receipts[2, 4] = 20
    found = explode(
        independent, TABLE, offset=[1, 2, 1, 0, 0], on_hand=[10, 0, 5, 0, 0],
        receipts=receipts,
    )  # fmt: skip
    assert found.net[0].tolist() == [0, 0, 0, 0, 0, 40]
    assert found.net[2].tolist() == [0, 0, 0, 0, 15, 0]
    assert found.gross[3].tolist() == [0, 0, 0, 60, 0, 0]
    assert found.gross[4].tolist() == [0, 0, 40, 15, 0, 0]


#: Heizer & Render, Operations Management: the speaker kit, items A to G = 0 to 6.
KIT_LINES = [(0, 1, 2), (0, 2, 3), (1, 3, 2), (1, 4, 2), (2, 4, 2), (2, 5, 2)]
KIT = _lines(*KIT_LINES, (5, 3, 2), (5, 6, 1))


def test_net_requirements_of_the_speaker_kit_by_heizer_and_render():
    demand = np.zeros((7, 9))
    demand[0, 8] = 50
    found = explode(
        demand,
        KIT,
        offset=[1, 2, 1, 1, 2, 3, 2],
        on_hand=[10, 15, 20, 10, 10, 5, 0],
    )
    weeks = [
        {week: row[week] for week in np.flatnonzero(row).tolist()} for row in found.net
    ]
    assert weeks[:3] == [{8: 40.0}, {7: 65.0}, {7: 100.0}]
    assert weeks[3:5] == [{3: 380.0, 5: 130.0}, {5: 120.0, 6: 200.0}]
    assert weeks[5] == {6: 195.0}
    assert weeks[6] == {3: 195.0}


def test_what_should_have_started_is_required_now():
    found = explode([[5.0, 0.0], [0.0, 0.0]], _lines((0, 1, 1)), offset=[3, 0])
    assert found.gross[1].tolist() == [5.0, 0.0]


def test_scrap_and_yield_raise_the_requirement():
    lines = _lines((0, 1, 2, 0.2))
    found = explode([[8.0], [0.0]], lines, yield_share=[0.8, 1.0])
    assert found.gross[1, 0] == pytest.approx(8 / 0.8 * 2 / 0.8)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"yield_share": [0.0, 1.0]}, "yield_share"),
        ({"offset": [-1, 0]}, "offset"),
        ({"receipts": [[-1.0], [0.0]]}, "receipts"),
    ],
)
def test_bad_input_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        explode([[1.0], [0.0]], _lines((0, 1, 1)), **arguments)


def test_scrap_of_everything_is_refused():
    with pytest.raises(ValueError, match="scrap_share"):
        _lines((0, 1, 1, 1.0))


GRAPHS = st.integers(2, 7).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.lists(
            st.tuples(st.integers(0, n - 2), st.integers(1, n - 1), st.integers(1, 3)),
            max_size=10,
        ).map(lambda rows: [row for row in rows if row[0] < row[1]]),
    )
)


@given(GRAPHS, st.integers(0, 5))
def test_explosion_without_offsets_is_usage_times_demand(graph, seed):
    count, rows = graph
    independent = np.random.default_rng(seed).integers(0, 9, (count, 3)).astype(float)
    found = explode(independent, _lines(*rows))
    direct = np.zeros((count, count))
    for parent, component, quantity in rows:
        direct[component, parent] += quantity
    # Vazsonyi (1954): total requirements are the inverse of I - A times demand.
    expected = np.linalg.inv(np.eye(count) - direct) @ independent
    np.testing.assert_allclose(found.gross, expected, rtol=1e-9, atol=1e-9)


@given(GRAPHS, st.integers(0, 5))
def test_nothing_is_lost_by_offsets(graph, seed):
    count, rows = graph
    rng = np.random.default_rng(seed)
    independent = rng.integers(0, 9, (count, 4)).astype(float)
    shifted = explode(independent, _lines(*rows), offset=rng.integers(0, 5, count))
    plain = explode(independent, _lines(*rows))
    np.testing.assert_allclose(shifted.gross.sum(1), plain.gross.sum(1), rtol=1e-9)


@given(st.lists(st.floats(1e-9, 1e12), min_size=3, max_size=3))
def test_any_size_of_demand_gives_a_finite_answer(demand):
    found = explode(np.array(demand)[:, None], _lines((0, 1, 2), (1, 2, 3)))
    assert np.isfinite(found.gross).all()
