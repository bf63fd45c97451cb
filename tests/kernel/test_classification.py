import numpy as np
import pytest
from kernel.demand.classification import abc_class, demand_pattern, xyz_class


def test_pattern_matches_the_definition_item_by_item(rng):
    demand = rng.gamma(1, 5, (200, 40)) * (rng.random((200, 40)) < rng.random((200, 1)))
    demand[rng.random((200, 40)) < 0.1] = np.nan
    result = demand_pattern(demand)
    for row, pattern, adi, cv2 in zip(
        demand, result.pattern, result.adi, result.cv2, strict=True
    ):
        sizes = row[row > 0]
        if not len(sizes):
            assert pattern == "none"
            continue
        assert adi == pytest.approx((~np.isnan(row)).sum() / len(sizes))
        spread = sizes.std(ddof=1) if len(sizes) > 1 else 0.0
        assert cv2 == pytest.approx((spread / sizes.mean()) ** 2)
        names = {
            (True, True): "smooth",
            (True, False): "erratic",
            (False, True): "intermittent",
            (False, False): "lumpy",
        }
        assert pattern == names[adi < 1.32, cv2 < 0.49]


def test_never_observed_item_has_no_pattern():
    assert demand_pattern([[np.nan, np.nan]]).pattern.tolist() == ["none"]


def test_abc_equals_brute_force(rng):
    for _ in range(50):
        value = np.round(rng.pareto(1.2, 30) * 10)
        result = abc_class(value)
        order = sorted(range(30), key=lambda i: (-value[i], i))
        covered = 0.0
        for i in order:
            expected = "C"
            if value[i] > 0 and covered < 0.8 * value.sum():
                expected = "A"
            elif value[i] > 0 and covered < 0.95 * value.sum():
                expected = "B"
            assert result[i] == expected
            covered += value[i]


def test_item_that_crosses_the_limit_belongs_to_the_higher_class():
    assert abc_class([79, 10, 11]).tolist() == ["A", "B", "A"]


def test_exact_share_closes_the_class():
    assert abc_class([80, 15, 5]).tolist() == ["A", "B", "C"]


def test_equal_values_are_ranked_by_position():
    assert abc_class([1.0] * 20).tolist() == ["A"] * 16 + ["B"] * 3 + ["C"]


def test_items_without_value_are_c():
    assert abc_class([0, -5, np.nan]).tolist() == ["C", "C", "C"]
    assert abc_class([10, 0, -5, np.nan]).tolist() == ["A", "C", "C", "C"]


def test_xyz_limits_belong_to_the_better_class():
    assert xyz_class([0.25, 0.5, 0.51, np.nan, np.inf]).tolist() == list("XYZZZ")


@pytest.mark.parametrize("shares", [(0, 0.9), (0.9, 0.8), (0.8, 1.1)])
def test_impossible_shares_are_refused(shares):
    with pytest.raises(ValueError, match="shares"):
        abc_class([1], a_share=shares[0], b_share=shares[1])
    with pytest.raises(ValueError, match="limits"):
        xyz_class([1], x_limit=0.5, y_limit=0.25)
