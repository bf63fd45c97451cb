"""What a site may miss, give and take until its own supply arrives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.network.site_outlook import site_outlook
from scipy import stats

QUANTITY = st.floats(0.0, 100.0)


def outlook_of(on_hand=50.0, receipts=(0.0,) * 20, issues=None, **changes):
    """Return the outlook of one site with 5 a day, an order takes 8 days."""
    receipts = [list(receipts)]
    values = {
        "rate_per_day": [5.0],
        "daily_sd": [2.0],
        "supply_days": [8.0],
        "supply_sd_days": [0.0],
        "safety_stock": [10.0],
        "order_up_to": [90.0],
        "later_receipts": [0.0],
        "help_days": 0.0,
        "keep_days": 4.0,
        "horizon_days": 60.0,
        "reserved": [0.0],
        **changes,
    }
    reserved = values.pop("reserved")
    issues = [list(issues)] if issues else np.zeros_like(receipts)
    return site_outlook([on_hand], reserved, receipts, issues, **values)


def with_receipts(**days):
    """Return receipts of twenty days, ``d3=7`` = 7 on the fourth."""
    table = [0.0] * 20
    for day, quantity in days.items():
        table[int(day[1:])] = quantity
    return table


def test_demand_of_the_time_until_an_order_arrives():
    outlook = outlook_of()
    assert outlook.mean.tolist() == [40.0]
    assert outlook.variance.tolist() == [32.0]
    assert outlook.period_days.tolist() == [8.0]


def test_uncertain_lead_time_adds_variance():
    outlook = outlook_of(supply_sd_days=[2.0])
    assert outlook.variance.tolist() == [32.0 + 100.0]


def test_site_without_supply_waits_for_the_horizon():
    assert outlook_of(supply_days=[np.nan]).period_days.tolist() == [60.0]


def test_unknown_spread_is_that_of_a_poisson_law():
    assert outlook_of(daily_sd=[np.nan]).variance.tolist() == [40.0]


def test_receipt_within_the_period_counts_one_after_it_limits_the_need():
    outlook = outlook_of(receipts=with_receipts(d0=3.0, d12=30.0))
    assert outlook.position.tolist() == [53.0]
    assert outlook.maximum.tolist() == [60.0]


def test_empty_site_is_at_risk_until_its_receipt_arrives():
    """40 due on day 6 do not help before, though they cover the whole period."""
    outlook = outlook_of(on_hand=0.0, receipts=with_receipts(d6=40.0))
    assert outlook.period_days.tolist() == [6.0]
    assert outlook.position.tolist() == [0.0]
    assert outlook.mean.tolist() == [30.0]
    # What comes later still limits what the site takes.
    assert outlook.maximum.tolist() == [50.0]


def test_what_no_transfer_can_prevent_does_not_count():
    """Empty today and 5 a day: three days are lost before help arrives."""
    outlook = outlook_of(on_hand=0.0, help_days=3.0)
    assert outlook.position.tolist() == [0.0]
    assert outlook.mean.tolist() == [25.0]
    assert outlook.period_days.tolist() == [8.0]


def test_receipt_before_the_transfer_needs_none():
    outlook = outlook_of(on_hand=0.0, receipts=with_receipts(d2=90.0), help_days=3.0)
    assert outlook.position.tolist() == [75.0]
    assert outlook.maximum.tolist() == [75.0]


def test_owed_units_stay_owed():
    outlook = outlook_of(on_hand=-7.0, help_days=3.0)
    assert outlook.position.tolist() == [-7.0]


def test_transfer_that_arrives_after_the_supply_counts_a_day():
    outlook = outlook_of(supply_days=[2.0], help_days=6.0)
    assert outlook.period_days.tolist() == [7.0]
    assert outlook.mean.tolist() == [5.0]


def test_full_site_is_at_risk_to_the_end():
    outlook = outlook_of(on_hand=35.0, receipts=with_receipts(d2=1.0))
    assert outlook.period_days.tolist() == [8.0]


def test_donor_keeps_safety_stock_and_days():
    outlook = outlook_of(on_hand=50.0)
    assert outlook.keep.tolist() == [30.0]
    assert outlook.available.tolist() == [20.0]


def test_booked_issues_are_kept_when_they_exceed_the_rate():
    outlook = outlook_of(issues=with_receipts(d1=45.0))
    assert outlook.mean.tolist() == [45.0]
    assert outlook.keep.tolist() == [55.0]
    assert outlook.available.tolist() == [0.0]


def test_reserved_stock_is_not_available():
    assert outlook_of(reserved=[42.0]).available.tolist() == [8.0]


def test_due_receipt_does_not_free_stock_that_is_here():
    outlook = outlook_of(on_hand=20.0, receipts=with_receipts(d3=500.0))
    assert outlook.available.tolist() == [0.0]


@given(QUANTITY, QUANTITY, st.integers(1, 19), QUANTITY)
def test_chosen_period_expects_the_larger_shortage(on_hand, due, day, later):
    receipts = with_receipts(**{f"d{day}": due})
    receipts[0] = later
    outlook = outlook_of(on_hand=on_hand, receipts=receipts)

    def loss(stock, mean, sd):
        z = (stock - mean) / sd
        with np.errstate(under="ignore"):
            return sd * (stats.norm.pdf(z) - z * stats.norm.sf(z))

    gap = min(day, 8)
    whole = loss(on_hand + later + (due if day < 8 else 0.0), 40.0, 2.0 * np.sqrt(8.0))
    early = loss(on_hand + later, 5.0 * gap, 2.0 * np.sqrt(gap)) if due > 0 else 0.0
    chosen = loss(outlook.position[0], outlook.mean[0], np.sqrt(outlook.variance[0]))
    assert chosen == pytest.approx(max(whole, early), rel=1e-9, abs=1e-12)


@given(QUANTITY, QUANTITY, QUANTITY)
def test_donor_never_ships_below_its_protection(on_hand, reserved, safety):
    outlook = outlook_of(on_hand=on_hand, reserved=[reserved], safety_stock=[safety])
    left = on_hand - outlook.available[0]
    assert outlook.available[0] == 0 or left >= outlook.keep[0] - 1e-9
    assert outlook.available[0] <= max(on_hand - reserved, 0.0) + 1e-9


def test_shapes_and_horizon_are_checked():
    with pytest.raises(ValueError, match="at least 1"):
        outlook_of(horizon_days=0.5)
    with pytest.raises(ValueError, match="columns"):
        outlook_of(issues=[1.0, 2.0])
