import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from kernel.demand.classification import abc_class
from kernel.demand.criteria import abc_share, multi_criteria_score, stable_class

# The 47 items of Flores, Olson & Dorai (1992) that Ng (2007) classifies: annual dollar
# usage, average unit cost, lead time.
FLORES = np.array(
    [
        (5840.64, 49.92, 2), (5670, 210, 5), (5037.12, 23.76, 4), (4769.56, 27.73, 1),
        (3478.8, 57.98, 3), (2936.67, 31.24, 3), (2820, 28.2, 3), (2640, 55, 4),
        (2423.52, 73.44, 6), (2407.5, 160.5, 4), (1075.2, 5.12, 2), (1043.5, 20.87, 5),
        (1038, 86.5, 7), (883.2, 110.4, 5), (854.4, 71.2, 3), (810, 45, 3),
        (703.68, 14.66, 4), (594, 49.5, 6), (570, 47.5, 5), (467.6, 58.45, 4),
        (463.6, 24.4, 4), (455, 65, 4), (432.5, 86.5, 4), (398.4, 33.2, 3),
        (370.5, 37.05, 1), (338.4, 33.84, 3), (336.12, 84.03, 1), (313.6, 78.4, 6),
        (268.68, 134.34, 7), (224, 56, 1), (216, 72, 5), (212.08, 53.02, 2),
        (197.92, 49.48, 5), (190.89, 7.07, 7), (181.8, 60.6, 3), (163.28, 40.82, 3),
        (150, 30, 5), (134.8, 67.4, 3), (119.2, 59.6, 5), (103.36, 51.68, 6),
        (79.2, 19.8, 2), (75.4, 37.7, 2), (59.78, 29.89, 5), (48.3, 48.3, 3),
        (34.4, 34.4, 7), (28.8, 28.8, 3), (25.38, 8.46, 5),
    ]
)  # fmt: skip


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_scores_of_the_47_items_by_hand():
    """Item 2 of Ng (2007): scaled (0.971, 1.000, 0.667), averages .971 .985 .879."""
    score = multi_criteria_score(FLORES)
    assert score[1] == pytest.approx((5670 - 25.38) / (5840.64 - 25.38) / 2 + 0.5)
    assert score[0] == 1
    # Item 45: no usage, little cost, longest lead time: the third average counts.
    usage = (34.4 - 25.38) / (5840.64 - 25.38)
    cost = (34.4 - 5.12) / (210 - 5.12)
    assert score[44] == pytest.approx((usage + cost + 1) / 3)


def test_first_ten_of_the_47_items():
    """The ten class A items of Ng (2007)."""
    first = np.argsort(-multi_criteria_score(FLORES), kind="stable")[:10] + 1
    assert sorted(first.tolist()) == [1, 2, 3, 4, 5, 6, 9, 10, 13, 29]


def test_score_is_the_best_partial_average():
    score = multi_criteria_score([[100, 1, 7], [60, 5, 7], [0, 3, 7]])
    assert score.tolist() == [1, 0.8, 0.25]


@given(scale=st.floats(1e-3, 1e3), shift=st.floats(-1e3, 1e3), column=st.integers(0, 2))
def test_score_ignores_the_units_of_a_criterion(scale, shift, column):
    changed = FLORES.copy()
    changed[:, column] = changed[:, column] * scale + shift
    np.testing.assert_allclose(
        multi_criteria_score(changed), multi_criteria_score(FLORES), atol=1e-9
    )


def test_score_rises_with_a_criterion():
    better = FLORES.copy()
    better[20, 0] += 1000
    assert multi_criteria_score(better)[20] > multi_criteria_score(FLORES)[20]


def test_unknown_criterion_counts_as_the_smallest():
    known = multi_criteria_score([[1, 2], [3, 4], [2, 2]])
    unknown = multi_criteria_score([[1, 2], [3, 4], [2, np.nan]])
    np.testing.assert_array_equal(known, unknown)


@given(
    npst.arrays(
        float,
        npst.array_shapes(min_dims=2, max_dims=2, max_side=5),
        elements=st.sampled_from([0.0, 1.0, -3.0, 1e-9, 1e12, 1e308, -1e308, np.nan]),
    )
)
def test_any_criteria_give_scores_between_0_and_1(criteria):
    score = multi_criteria_score(criteria)
    assert ((score >= 0) & (score <= 1 + 1e-12)).all()


def test_share_before_the_item_agrees_with_the_abc_class(rng):
    value = rng.lognormal(0, 2, 300)
    value[::7] = 0
    share = abc_share(value)
    by_share = np.where(share < 0.8, "A", np.where(share < 0.95, "B", "C"))
    np.testing.assert_array_equal(by_share, abc_class(value))


def test_share_ranks_by_value():
    assert abc_share([0, 25, 75, np.nan]).tolist() == [1, 0.75, 0, 1]


def run_history(proposals, **options):
    """Return the class after every run of one item."""
    state = stable_class([""], [proposals[0]], [""], **options)
    used = [state.current[0]]
    for proposal in proposals[1:]:
        state = stable_class(
            state.current,
            [proposal],
            state.pending,
            pending_runs=state.pending_runs,
            **options,
        )
        used.append(state.current[0])
    return "".join(used)


def test_flapping_proposals_do_not_change_the_class():
    assert run_history("ABABABA") == "AAAAAAA"


def test_class_changes_when_the_proposal_holds():
    assert run_history("ABBBA") == "AABBB"
    assert run_history("ABBBB", runs=3) == "AAABB"
    assert run_history("ABA", runs=1) == "ABA"


def test_another_proposal_starts_the_count_again():
    assert run_history("ABCBCC") == "AAAAAC"


def test_share_beyond_the_margin_changes_at_once():
    state = stable_class(
        ["A", "A", "A"],
        ["B", "B", "B"],
        ["", "", ""],
        share=[0.815, 0.83, np.nan],
        limit=[0.8, 0.8, 0.8],
    )
    assert state.current.tolist() == ["A", "B", "A"]
    assert state.pending_runs.tolist() == [1, 0, 1]


def test_no_proposal_keeps_the_class():
    state = stable_class(["B"], [""], ["A"], pending_runs=[1])
    assert (state.current[0], state.pending[0], state.pending_runs[0]) == ("B", "", 0)


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="proposed"):
        stable_class(["A"], ["A", "B"], [""])
    with pytest.raises(ValueError, match="runs must be at least 1"):
        stable_class(["A"], ["A"], [""], runs=0)
    with pytest.raises(ValueError, match="at least one column"):
        multi_criteria_score(np.zeros((2, 0)))
