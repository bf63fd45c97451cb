"""Do nothing, buy or transfer: checked by simulation, limits and plain cases."""

import numpy as np
import pytest
from kernel.network.supply_comparison import compare_supply

CASE = {
    "position": [4.0], "mean": [10.0], "variance": [10.0], "risk_days": 10.0,
    "rate_per_day": [1.0], "quantity": [6.0], "shortage_cost": 5.0,
    "holding_cost": 0.0, "purchase_days": 8.0, "ordering_cost": 2.0,
    "lane_days": 2.0, "freight": [3.0],
}  # fmt: skip


def compare(**changes):
    return compare_supply(**{**CASE, **changes})


def test_lost_margin_is_that_of_simulated_poisson_days(rng):
    # What is short waits: it counts once, when the stock first lacks it.
    demand = rng.poisson(1.0, (200_000, 10)).cumsum(axis=1)
    for arrival in (0, 3, 8):
        at_arrival = np.maximum(demand[:, arrival - 1] - 4, 0) if arrival else 0
        late = np.maximum(demand[:, -1] - 10, 0)
        known = np.maximum(demand[:, arrival - 1] - 10, 0) if arrival else 0
        short = (at_arrival + late - known).mean()
        result = compare(lane_days=arrival, purchase_days=arrival)
        assert result.transfer.lost_margin[0] == pytest.approx(5 * short, rel=0.02)
        assert result.buy.lost_margin == pytest.approx(result.transfer.lost_margin)


def test_what_comes_at_once_or_too_late():
    now = compare(lane_days=0.0)
    more = compare(position=[10.0])
    assert now.transfer.lost_margin == pytest.approx(more.nothing.lost_margin)
    late = compare(lane_days=10.0, purchase_days=25.0)
    assert late.transfer.lost_margin == pytest.approx(late.nothing.lost_margin)
    assert late.buy.lost_margin == pytest.approx(late.nothing.lost_margin)
    assert late.best.tolist() == ["nothing"]


def test_the_sooner_it_comes_the_less_is_lost():
    days = np.arange(0, 14.0)
    many = {
        name: np.repeat(CASE[name], 14)
        for name in ("position", "mean", "variance", "rate_per_day", "quantity")
    }
    result = compare_supply(
        **{**CASE, **many, "freight": np.zeros(14), "lane_days": days}
    )
    lost = result.transfer.lost_margin
    assert (np.diff(lost) >= -1e-12).all() and lost[0] < lost[-1]
    assert (lost <= result.nothing.lost_margin + 1e-12).all()


def test_totals_are_the_sums_and_the_least_is_best():
    result = compare(
        holding_cost=0.01, purchase_handling=1.5, handling=0.7, donor_risk=0.4,
        donor_holding_saved=0.2,
    )  # fmt: skip
    plain = compare(holding_cost=0.01)
    for option in (result.nothing, result.buy, result.transfer):
        parts = option.lost_margin + option.holding + option.freight + option.handling
        assert option.total == pytest.approx(parts)
    assert result.buy.freight[0] == 2 and result.buy.handling[0] == 1.5
    extra = result.transfer.total - plain.transfer.total
    assert extra == pytest.approx(0.7 + 0.4 - 0.2)
    totals = {
        name: getattr(result, name).total[0] for name in ("nothing", "buy", "transfer")
    }
    assert result.best[0] == min(totals, key=totals.get)


def test_holding_is_that_of_the_quantity_from_its_arrival():
    # 4 units are sold in 4 days: 6 more are held for 4 to 10 days.
    result = compare(holding_cost=1.0, lane_days=0.0, purchase_days=3.0)
    assert result.transfer.holding[0] == pytest.approx(50 - 8)
    # After 3 days 1 unit is left: 6 more are held for 1 to 7 days.
    assert result.buy.holding[0] == pytest.approx(24.5 - 0.5)
    owed = compare(holding_cost=1.0, position=[-2.0], lane_days=0.0)
    assert owed.transfer.holding[0] == pytest.approx(8)
    idle = compare(holding_cost=1.0, rate_per_day=[0.0], longest_hold_days=30)
    assert idle.transfer.holding[0] == pytest.approx(180)


def test_a_product_that_cannot_be_bought_is_not_bought():
    result = compare(purchase_days=np.nan)
    assert result.buy.total.tolist() == [np.inf]
    assert result.best.tolist() == ["transfer"]
    assert compare(freight=[99.0]).best.tolist() == ["buy"]


def test_days_gained():
    result = compare()
    assert result.cover_before.tolist() == [4] and result.cover_after.tolist() == [10]
    assert result.days_gained.tolist() == [6]
    assert compare(position=[-2.0]).days_gained.tolist() == [4]
    still = compare(rate_per_day=[0.0])
    assert still.cover_before.tolist() == [np.inf]
    assert np.isnan(still.days_gained).all()


def test_units_and_laws_do_not_change_the_question():
    dozen = compare(
        position=[48.0], mean=[120.0], variance=[1440.0], quantity=[72.0],
        rate_per_day=[12.0], unit=12.0,
    )  # fmt: skip
    assert dozen.nothing.lost_margin == pytest.approx(
        12 * compare().nothing.lost_margin
    )
    named = compare(law=["poisson"])
    assert named.buy.total == pytest.approx(compare().buy.total)
    normal = compare(law=["normal"])
    assert normal.nothing.total[0] != named.nothing.total[0]
    none = {name: [] for name in CASE if name not in ("shortage_cost", "risk_days")}
    assert compare_supply(**{**CASE, **none}).best.shape == (0,)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"risk_days": 0.0}, "risk_days"),
        ({"quantity": [-1.0]}, "quantity"),
        ({"mean": [1.0, 2.0]}, "mean"),
        ({"law": ["beta"]}, "law"),
        ({"lane_days": np.nan}, "lane_days"),
    ],
)
def test_impossible_arguments_are_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        compare(**changes)
