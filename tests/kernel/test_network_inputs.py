import dataclasses

import numpy as np
import pytest
from kernel.inventory.network_inputs import with_network_stock
from kernel.inventory.recommendation import (
    RecommendationInputs,
    recommend,
    recompute,
    to_derivation,
)


def inputs(**values):
    defaults = {
        "rate_per_day": [2.0] * 4,
        "forecast_total": 28.0,
        "forecast_variance": 36.0,
        "forecast_horizon_days": 14.0,
        "lead_time_days": 7.0,
        "lead_time_variance": 1.0,
        "review_days": 7.0,
        "service_type": ["fill_rate", "cycle_service", "days_of_cover", "fill_rate"],
        "service_target": 0.95,
        "cover_days": 20.0,
    }
    return RecommendationInputs(**{**defaults, **values})


def change(stock, before=None, **values):
    network = {"net_days": [14.0] * 4, "supplied_rate": [0.0] * 4}
    return with_network_stock(
        before or inputs(),
        stock,
        **{**network, "sigma_per_day": [2.0] * 4, **values},
    )


def test_the_given_stock_is_the_safety_stock():
    result = recommend(change([9, 17, 3, np.nan]))
    plain = recommend(inputs())
    assert result.safety_stock[:2] == pytest.approx([9, 17])
    assert result.safety_stock[2:] == pytest.approx(plain.safety_stock[2:])


def test_it_is_rounded_to_whole_units():
    assert recommend(change([8.4, 0, 1, 1])).safety_stock[:2] == pytest.approx([8, 0])


def test_a_site_that_waits_covers_the_demand_of_its_net_days():
    result = recommend(change([9] * 4, net_days=[30, 14, 3, 2]))
    # 2 a day for 30 and 14 days; the last keeps at least its review period.
    assert result.reorder_point[[0, 1, 3]].tolist() == [69, 37, 23]


def test_a_supplying_site_plans_for_those_that_it_supplies():
    before = inputs(rate_per_day=[0.0] * 4, forecast_total=0.0, forecast_variance=0.0)
    result = recommend(change([12] * 4, before, supplied_rate=[5.0] * 4))
    assert result.demand_protection[0] == pytest.approx(70)
    assert result.reorder_point[0] == pytest.approx(82)
    assert result.variance_protection[0] == pytest.approx(4 * 14)


def test_items_without_a_given_stock_are_untouched():
    before = inputs()
    after = change([np.nan] * 4, net_days=[99] * 4, supplied_rate=[9] * 4)
    for field in dataclasses.fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        np.testing.assert_array_equal(old, new)


def test_the_derivation_recomputes_to_the_bit():
    changed = change([9, 17.3, 3, np.nan], supplied_rate=[1, 0, 0, 0])
    for record in to_derivation(changed, recommend(changed)):
        assert recompute(record) == record["results"]


def test_without_spread_the_rule_stays():
    still = inputs(forecast_variance=0.0)
    assert change([9] * 4, still).service_type.tolist() == still.service_type.tolist()


def test_a_negative_stock_is_refused():
    with pytest.raises(ValueError, match="safety_stock"):
        change([-1] * 4)
