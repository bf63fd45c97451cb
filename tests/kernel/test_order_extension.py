"""Extra units on one order against a walk through the following orders."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.inventory.lot_sizing import economic_order_quantity
from kernel.inventory.order_extension import extension_benefit

TERMS = {"unit_value": 12.0, "ordering_cost": 40.0, "holding_rate": 0.3}
RATE = 2.0


def walk(first, days):
    """Return the cost of one order ``first``, hour by hour, then of economic lots."""
    hours = np.arange(0.5, first / RATE * 24) / 24
    held = (first - hours * RATE).sum() / 24 / 365
    holding = TERMS["unit_value"] * TERMS["holding_rate"]
    economic = economic_order_quantity(RATE * 365, TERMS["ordering_cost"], holding)
    a_year = holding * float(np.ravel(economic)[0])
    rest = (days - first / RATE) / 365
    return TERMS["ordering_cost"] + held * holding + rest * a_year


@pytest.mark.parametrize(("quantity", "extra"), [(50.0, 30.0), (200.0, 60.0)])
def test_benefit_equals_the_difference_of_two_walks(quantity, extra):
    saved = walk(quantity, 1000) - walk(quantity + extra, 1000)
    benefit = extension_benefit([quantity], [extra], RATE, **TERMS)
    assert benefit[0] == pytest.approx(saved, rel=1e-6)


def test_first_unit_is_worth_nothing_at_the_economic_quantity():
    economic = np.sqrt(2 * 40.0 * 730 / (12.0 * 0.3))
    benefit = extension_benefit(
        [economic, economic / 2, economic * 2], 1e-6, RATE, **TERMS
    )
    assert benefit[0] == pytest.approx(0.0, abs=1e-9)
    assert benefit[1] > 0 > benefit[2]


def test_without_demand_extra_units_are_lost_and_nothing_costs_nothing():
    assert extension_benefit([5.0, 5.0], [1.0, 0.0], 0.0, **TERMS).tolist() == [
        -np.inf,
        0.0,
    ]


@given(st.floats(0, 1e9), st.floats(0, 1e6), st.floats(1e-6, 1e6))
def test_benefit_falls_with_the_order_that_is_there(quantity, extra, rate):
    small, large = extension_benefit([quantity, quantity * 2], extra, rate, **TERMS)
    assert np.isfinite([small, large]).all()
    assert small >= large


@pytest.mark.parametrize("name", ["extra", "daily_rate"])
def test_bad_input_is_named(name):
    values = {"order_quantity": [1.0], "extra": [1.0], "daily_rate": [1.0]}
    with pytest.raises(ValueError, match=name):
        extension_benefit(**{**values, name: [-1.0]}, **TERMS)
