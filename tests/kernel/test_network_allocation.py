import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.allocation import equal_cover, fair_share, push_surplus
from scipy import optimize

VALUE = st.one_of(st.sampled_from([0.0, 1e-9, 1e12]), st.floats(1e-9, 1e12))


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


def test_fair_share_solved_by_hand():
    # Level mean + k sigma: 100 + 20 k, 50 + 5 k, 80 + 15 k; positions 60, 70, 20.
    # Without the second: 40 + 20 k + 60 + 15 k = 135 gives k = 1, and 55 < 70.
    result = fair_share([[60, 70, 20]], [[100, 50, 80]], [[20, 5, 15]], [135])
    assert result.factor == pytest.approx([1])
    assert result.quantity[0] == pytest.approx([60, 0, 75])


def test_fair_share_solves_the_equation_by_root_search(rng):
    for _ in range(50):
        n_sites = int(rng.integers(1, 7))
        position, mean = rng.uniform(0, 90, (2, 1, n_sites))
        sigma = rng.uniform(0.5, 30, (1, n_sites))
        supply = rng.uniform(0.1, 300)
        result = fair_share(position, mean, sigma, [supply])
        k = optimize.brentq(
            lambda k, m=mean, s=sigma, p=position, q=supply: (
                np.maximum(m + k * s - p, 0).sum() - q
            ),
            -1000,
            10000,
            xtol=1e-13,
        )
        assert result.factor == pytest.approx([k], abs=1e-8)
        expected = np.maximum(mean + k * sigma - position, 0)
        assert result.quantity == pytest.approx(expected, abs=1e-7)


def test_fair_share_minimises_the_expected_shortage_of_normal_demand(rng):
    # With equal factors the probabilities of a shortage are equal: no exchange of a
    # small quantity between two served sites lowers the expected shortage.
    result = fair_share([[0, 0, 0]], [[30, 50, 20]], [[9, 5, 6]], [110])
    level = result.quantity[0]
    risk = (level - np.array([30, 50, 20])) / np.array([9, 5, 6])
    assert risk == pytest.approx(np.full(3, result.factor[0]))


def test_backorders_come_first():
    result = fair_share([[-10, -30]], [[1000, 1]], [[1, 1]], [20])
    assert result.quantity[0] == pytest.approx([5, 15])
    assert np.isnan(result.factor[0])
    enough = fair_share([[-10, 0]], [[0, 50]], [[1, 1]], [40])
    assert enough.quantity[0] == pytest.approx([10, 30])


def test_no_uncertainty_shares_in_proportion_to_the_means():
    result = fair_share([[0, 0]], [[30, 10]], [[0, 0]], [20])
    assert result.quantity[0] == pytest.approx([15, 5])
    steady = fair_share([[0, 0]], [[30, 10]], [[0, 5]], [42])
    assert steady.quantity[0] == pytest.approx([30, 12], abs=1e-3)


def test_equal_cover_gives_the_same_days():
    quantity = equal_cover([[10, 0, 40]], [[2, 1, 4]], [32])
    days = (np.array([10, 0, 40]) + quantity[0]) / [2, 1, 4]
    assert days == pytest.approx(np.full(3, 82 / 7))


def test_equal_cover_leaves_rich_sites_alone():
    quantity = equal_cover([[100, 0, 0]], [[1, 1, 3]], [20])
    assert quantity[0] == pytest.approx([0, 5, 15])


def test_nothing_is_pushed_where_nothing_is_asked():
    assert equal_cover([[0, 5]], [[0, 0]], [9]).tolist() == [[0, 0]]
    assert equal_cover([[-2, 5]], [[0, 0]], [9]).tolist() == [[2, 0]]
    assert push_surplus([9], [[0, 0]]).tolist() == [[0, 0]]


def test_surplus_is_pushed_by_demand_share():
    assert push_surplus([100], [[5, 3, 2]])[0] == pytest.approx([50, 30, 20])
    assert push_surplus([10], [[1, 1, 1]], unit=1)[0].tolist() == [4, 3, 3]


def test_whole_units_are_near_the_exact_shares(rng):
    position = rng.uniform(-20, 60, (40, 5))
    mean, sigma = rng.uniform(0, 90, (2, 40, 5))
    supply = rng.integers(0, 400, 40)
    exact = fair_share(position, mean, sigma, supply).quantity
    whole = fair_share(position, mean, sigma, supply, unit=1).quantity
    assert whole.sum(axis=1) == pytest.approx(supply)
    assert (whole == np.rint(whole)).all()
    assert (np.abs(whole - exact) < 1).all()
    dozens = fair_share(position, mean, sigma, supply, unit=12).quantity
    assert (dozens.sum(axis=1) == supply // 12 * 12).all()


@given(
    sites=st.lists(
        st.tuples(VALUE, VALUE, VALUE, st.booleans()), min_size=1, max_size=6
    ),
    supply=VALUE,
    unit=st.sampled_from([None, 1.0, 1e-9, 12.0]),
)
def test_shares_are_finite_and_add_up(sites, supply, unit):
    table = np.array(sites, dtype=float)
    position = np.where(table[:, 3] > 0, -table[:, :1].T, table[:, :1].T)
    mean, sigma = table[:, 1:2].T, table[:, 2:3].T
    with np.errstate(all="raise"):
        fair = fair_share(position, mean, sigma, [supply], unit=unit)
        cover = equal_cover(position, mean, [supply], unit=unit)
        push = push_surplus([supply], mean, unit=unit)
    for quantity in (fair.quantity, cover, push):
        assert np.isfinite(quantity).all() and (quantity >= 0).all()
        assert quantity.sum() <= supply * (1 + 1e-8)
    if unit is None:
        assert fair.quantity.sum() == pytest.approx(supply)


def test_rows_are_shared_alone(rng):
    position = rng.uniform(-20, 60, (30, 4))
    mean, sigma = rng.uniform(0, 90, (2, 30, 4))
    supply = rng.uniform(0, 400, 30)
    whole = fair_share(position, mean, sigma, supply).quantity
    for row in (0, 13, 29):
        one = slice(row, row + 1)
        alone = fair_share(position[one], mean[one], sigma[one], supply[one])
        assert (alone.quantity[0] == whole[row]).all()


@pytest.mark.parametrize(
    "change, name",
    [
        ({"position": [[np.nan, 0]]}, "position"),
        ({"position": np.empty((1, 0))}, "position"),
        ({"mean": [[-1, 0]]}, "mean"),
        ({"sigma": [[1]]}, "sigma"),
        ({"supply": [-1]}, "supply"),
        ({"unit": 0}, "unit"),
    ],
)
def test_impossible_input_is_refused(change, name):
    problem = {
        "position": [[0, 0]],
        "mean": [[1, 1]],
        "sigma": [[1, 1]],
        "supply": [1],
    }
    with pytest.raises(ValueError, match=name):
        fair_share(**{**problem, **change})
