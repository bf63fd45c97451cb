import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.policy_back_test import back_test_rule
from kernel.inventory.rule_choice import PRIOR_WEIGHTS, weigh_rules
from kernel.inventory.service_control import control_target, record_service


def test_controller_removes_a_constant_error_of_the_model():
    """A model that is three times too hopeful is asked for more until it fits."""
    target, internal = np.array([0.95]), np.array([np.nan])
    realised = np.array([np.nan])
    for _ in range(60):
        internal = control_target(target, internal, realised)
        realised = 1 - 3 * (1 - internal)
    assert realised[0] == pytest.approx(0.95, abs=1e-3)


def test_controller_is_steady_with_a_delayed_answer():
    """The answer comes four runs late, as with a lead time: no swinging up."""
    internal = [np.array([0.95])] * 5
    realised = []
    for _ in range(120):
        seen = 1 - 2.5 * (1 - internal[-5])
        realised.append(seen[0])
        internal.append(control_target([0.95], internal[-1], seen))
    assert np.abs(np.array(realised[60:]) - 0.95).max() < 2e-3


def test_nothing_known_changes_nothing():
    assert control_target([0.9], [np.nan], [np.nan])[0] == pytest.approx(0.9)
    assert control_target([0.9], [0.93], [np.nan])[0] == pytest.approx(0.93)


@given(
    st.floats(0.01, 0.9999),
    st.one_of(st.just(np.nan), st.floats(0, 1)),
    st.one_of(st.just(np.nan), st.floats(0, 1)),
)
def test_controlled_target_is_a_target(target, internal, realised):
    result = control_target([target], [internal], [realised])[0]
    assert 0 < result < 1


@given(st.floats(0.5, 0.99), st.floats(0, 1), st.floats(0, 1))
def test_worse_service_never_lowers_the_target(target, one, other):
    low, high = sorted((one, other))
    asked = control_target([target] * 2, [target] * 2, [low, high])
    assert asked[0] >= asked[1] - 1e-12


def test_wrong_numbers_are_refused():
    for bad in (0.0, 1.0):
        with pytest.raises(ValueError, match="target"):
            control_target([bad], [0.9], [0.9])
    with pytest.raises(ValueError, match="gain"):
        control_target([0.9], [0.9], [0.9], gain=2)
    with pytest.raises(ValueError, match="short"):
        record_service([[1.0]], [[2.0]])
    with pytest.raises(ValueError, match="memory"):
        record_service([[1.0]], [[0.0]], memory=0)


def test_realised_service_forgets():
    wanted = np.full((2, 60), 10.0)
    short = np.zeros((2, 60))
    short[0, :10] = 10.0  # long ago
    short[1, -10:] = 10.0  # now
    old, new = record_service(wanted, short).fill_rate
    assert old > 0.99
    assert new < 0.4
    assert np.isnan(record_service([[0.0]], [[0.0]]).fill_rate[0])


def seasonal_items(rng, n_items):
    season = np.tile([0.2, 0.5, 1.0, 2.3] * 20, (n_items, 1))
    return rng.poisson(6 * season).astype(float)


def test_rule_that_knows_the_season_gets_the_weight(rng):
    demand = seasonal_items(rng, 60)
    same = (np.full(60, 2.0), np.zeros(60), np.ones(60), np.full(60, 12.0))
    replays = {
        rule: back_test_rule(rule, demand, *same, season_length=4)
        for rule in ("combined", "textbook", "history")
    }
    evidence = weigh_rules(replays, ["all items"] * 60, 0.95, n_windows=13)
    found = evidence["all items"]
    assert found.rule == "combined"
    assert found.weight[0] > 0.8
    assert found.difference[0] < -2 * found.standard_error[0]


def test_equal_rules_keep_their_prior(rng):
    demand = rng.poisson(5, (50, 60)).astype(float)
    same = (np.full(50, 2.0), np.zeros(50), np.ones(50), np.full(50, 10.0))
    one = back_test_rule("textbook", demand, *same)
    evidence = weigh_rules(dict.fromkeys(PRIOR_WEIGHTS, one), ["x"] * 50, 0.95)
    np.testing.assert_allclose(evidence["x"].weight, list(PRIOR_WEIGHTS.values()))


def test_small_segments_follow_all_items(rng):
    demand = seasonal_items(rng, 60)
    same = (np.full(60, 2.0), np.zeros(60), np.ones(60), np.full(60, 12.0))
    replays = {
        rule: back_test_rule(rule, demand, *same, season_length=4)
        for rule in ("combined", "textbook")
    }
    segment = np.array(["big"] * 55 + ["small"] * 5)
    evidence = weigh_rules(replays, segment, 0.95)
    np.testing.assert_array_equal(evidence["small"].weight, evidence["all"].weight)
    trusted = weigh_rules(replays, segment, 0.95, n_windows=1000)["all"].weight[0]
    doubted = weigh_rules(replays, segment, 0.95, n_windows=1)["all"].weight[0]
    assert doubted < trusted


def test_wrong_segments_are_refused(rng):
    demand = rng.poisson(5, (5, 40)).astype(float)
    one = back_test_rule("textbook", demand, *([np.ones(5)] * 3), np.ones(5))
    with pytest.raises(ValueError, match="segment"):
        weigh_rules({"textbook": one}, ["x"], 0.95)
    with pytest.raises(ValueError, match="at least one"):
        weigh_rules({}, ["x"], 0.95)
    with pytest.raises(ValueError, match="prior"):
        weigh_rules({"textbook": one}, ["x"] * 5, 0.95, prior={"other": 1.0})
