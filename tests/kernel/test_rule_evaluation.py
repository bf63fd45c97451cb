"""Rules, yearly figures, what-if inputs and the curve of one item."""

from dataclasses import fields

import numpy as np
import pytest
from kernel.inventory.evaluation import (
    expected_average_stock,
    expected_service,
)
from kernel.inventory.recommendation import (
    RecommendationInputs,
    recommend,
    stored_inputs,
    to_derivation,
)
from kernel.inventory.rule_evaluation import (
    changed_inputs,
    evaluate_rules,
    item_curve,
    yearly_figures,
)

TYPES = ["group_fill", "fill_rate", "cycle_service", "days_of_cover", "manual"]


def inputs(**values):
    columns = {
        "rate_per_day": 2.0,
        "forecast_total": 28.0,
        "forecast_variance": 40.0,
        "forecast_horizon_days": 14.0,
        "lead_time_days": 7.0,
        "lead_time_variance": 1.0,
        "review_days": 7.0,
        "service_type": TYPES,
        "service_target": 0.95,
        "safety_factor": 1.2,
        "cover_days": 30.0,
        "manual_reorder_point": 11.0,
        "ordering_cost": 10.0,
        "unit_cost": 5.0,
        "holding_rate": 0.2,
        **values,
    }
    return RecommendationInputs(**columns)


def test_rule_is_one_step_above_the_point_and_a_manual_one_stays():
    given = inputs()
    result = recommend(given)
    rule = evaluate_rules(given, result, [True] * 5, [9] * 5, [50] * 5)
    assert rule.minimum.tolist() == [*(result.reorder_point[:4] + 1), 9]
    assert rule.maximum.tolist() == [*result.order_up_to[:4], 50]
    point, lot = np.full(5, 8.0), np.full(5, 42.0)
    expected = expected_service(given, result, point, lot)
    assert rule.service_current.tolist() == expected.tolist()
    stock = expected_average_stock(result, point, lot)
    assert rule.average_stock_current.tolist() == stock.tolist()


def test_without_a_rule_nothing_is_in_force():
    given = inputs()
    rule = evaluate_rules(given, recommend(given), [False] * 5, [0] * 5, [0] * 5)
    assert rule.service_current.tolist() == [0.0] * 5
    assert rule.average_stock_current.tolist() == [0.0] * 5
    assert (rule.service_recommended[:3] > 0.8).all()


def test_orders_and_stock_outs_of_a_year():
    given = inputs()
    result = recommend(given)
    year = yearly_figures(given, result)
    assert year.orders == pytest.approx(730 / result.order_quantity)
    short = year.orders * (1 - result.expected_cycle_service)
    assert year.stock_outs == pytest.approx(short)
    assert year.stock_value == pytest.approx(5 * result.average_stock)
    often = inputs(ordering_cost=0.0001)
    assert yearly_figures(often, recommend(often)).orders.max() <= 365 / 7


def test_unchanged_inputs_keep_their_bits():
    given = inputs()
    same = changed_inputs(given)
    for field in fields(given):
        before, after = getattr(given, field.name), getattr(same, field.name)
        assert np.array_equal(before, after, equal_nan=before.dtype.kind == "f")


def test_a_target_takes_a_group_item_out_of_its_group():
    changed = changed_inputs(inputs(), service_target=0.9)
    assert changed.service_type.tolist() == ["fill_rate", *TYPES[1:]]


def test_days_of_cover_move_with_lead_time_and_review():
    changed = changed_inputs(inputs(), lead_time_days=10.0, review_days=8.0)
    assert changed.cover_days.tolist() == [34.0] * 5


def test_demand_and_spread_change_together():
    changed = changed_inputs(inputs(), demand_change_rate=1.0)
    assert changed.forecast_total.tolist() == [56.0] * 5
    assert changed.forecast_variance.tolist() == [160.0] * 5
    back = changed_inputs(changed, demand_change_rate=-0.5)
    assert back.rate_per_day == pytest.approx(inputs().rate_per_day)


@pytest.mark.parametrize("kind", TYPES)
def test_the_curve_rises(kind):
    service, value = item_curve(inputs(service_type=[kind]))
    assert (np.diff(service) >= 0).all()
    assert (np.diff(value) >= 0).all()
    assert value[-1] > value[0]


def test_the_curve_meets_the_recommendation():
    given = inputs(service_type=["fill_rate"])
    service, value = item_curve(given, (0.95,))
    result = recommend(given)
    assert service[0] == result.expected_fill_rate[0]
    assert value[0] == result.average_stock[0] * 5


def test_the_curve_is_that_of_one_item():
    with pytest.raises(ValueError, match="one item"):
        item_curve(inputs())


def test_stored_inputs_are_the_inputs():
    given = inputs(price_break_quantity=[np.nan, 50, np.nan, np.nan, np.nan])
    found = stored_inputs(to_derivation(given, recommend(given)))
    for field in fields(given):
        before, after = getattr(given, field.name), getattr(found, field.name)
        assert np.array_equal(before, after, equal_nan=before.dtype.kind == "f")


@pytest.mark.parametrize("broken", [{"rate_per_day": 1}, {"colour": 1}])
def test_a_broken_record_is_refused(broken):
    with pytest.raises(ValueError, match="missing or unknown"):
        stored_inputs([{"inputs": broken}])
