import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.demand.movement import cost_class, fsn_class


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_classes_by_hand():
    """Shares before: 0, .60, .80, .90, .95; limits 70 and 90 % (sheet 1.2)."""
    lines = [60, 20, 10, 5, 5, 0, np.nan]
    assert "".join(fsn_class(lines)) == "FFSNNNN"
    assert "".join(cost_class(lines)) == "HHMLLLL"


def test_item_without_issue_for_a_year_does_not_move():
    result = fsn_class([50, 50], periods_since_issue=[52, 51])
    assert result.tolist() == ["N", "F"]
    result = fsn_class([50, 50], periods_since_issue=[np.nan, 13], dead_periods=13)
    assert result.tolist() == ["F", "N"]


def test_fixed_cost_limits_include_their_value():
    result = cost_class([500, 100, 99.9], high_limit=500, medium_limit=100)
    assert result.tolist() == ["H", "M", "L"]


def test_more_lines_never_make_an_item_slower(rng):
    lines = rng.lognormal(0, 1.5, 60)
    rank = {"F": 0, "S": 1, "N": 2}
    for i in range(0, 60, 7):
        more = lines.copy()
        more[i] *= 3
        assert rank[fsn_class(more)[i]] <= rank[fsn_class(lines)[i]]


@given(
    st.lists(st.sampled_from([0.0, 1.0, 1e-9, 1e12, np.nan, 7.0]), max_size=8),
    st.sampled_from([1e-9, 1.0, 1e9]),
)
def test_classes_do_not_depend_on_the_scale(lines, factor):
    lines = np.array(lines, dtype=float)
    plain = fsn_class(lines)
    assert set(plain.tolist()) <= {"F", "S", "N"}
    np.testing.assert_array_equal(plain, fsn_class(lines * factor))
    assert set(cost_class(lines).tolist()) <= {"H", "M", "L"}


@pytest.mark.parametrize(
    "options", [{"fast_share": 0}, {"slow_share": 0.5}, {"dead_periods": 0}]
)
def test_wrong_options_are_refused(options):
    with pytest.raises(ValueError, match="must"):
        fsn_class([1], **options)


def test_wrong_cost_limits_are_refused():
    with pytest.raises(ValueError, match="given together"):
        cost_class([1], high_limit=5)
    with pytest.raises(ValueError, match="medium_limit <= high_limit"):
        cost_class([1], high_limit=5, medium_limit=6)
    with pytest.raises(ValueError, match="medium_share"):
        cost_class([1], medium_share=0.1)
