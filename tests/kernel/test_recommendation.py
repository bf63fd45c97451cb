import json
from dataclasses import fields

import numpy as np
import pytest
from kernel.inventory.recommendation import (
    STEPS,
    Recommendation,
    RecommendationInputs,
    recommend,
    recompute,
    to_derivation,
)

PLAIN = {
    "rate_per_day": 2.0,
    "forecast_total": 28.0,
    "forecast_variance": 60.0,
    "forecast_horizon_days": 14.0,
    "lead_time_days": 10.0,
    "lead_time_variance": 4.0,
    "review_days": 7.0,
    "service_type": ["fill_rate"],
    "service_target": 0.95,
    "ordering_cost": 20.0,
    "unit_cost": 5.0,
    "holding_rate": 0.25,
}


def recommend_plain(**changes):
    return recommend(RecommendationInputs(**{**PLAIN, **changes}))


def has_step(result, name):
    return bool(result.steps[0] & STEPS[name])


def random_inputs(rng, n):
    def unknown(share, values):
        return np.where(rng.random(n) < share, np.nan, values)

    rate = rng.gamma(0.4, 4, n) * (rng.random(n) > 0.1)
    horizon = rng.uniform(7, 60, n)
    services = ["cycle_service", "fill_rate", "days_of_cover", "manual"]
    return RecommendationInputs(
        rate_per_day=rate,
        forecast_total=rate * horizon * rng.uniform(0.05, 1.5, n),
        forecast_variance=rate * horizon * rng.gamma(1, 4, n),
        forecast_horizon_days=horizon,
        lead_time_days=rng.uniform(0, 60, n),
        lead_time_variance=rng.gamma(1, 5, n),
        review_days=rng.choice([1.0, 7, 14], n),
        service_type=rng.choice(services, n, p=[0.3, 0.5, 0.1, 0.1]),
        service_target=rng.uniform(0.5, 0.999, n),
        cover_days=rng.uniform(1, 60, n),
        manual_reorder_point=rng.uniform(0, 60, n),
        manual_order_quantity=unknown(0.9, rng.uniform(1, 90, n)),
        ordering_cost=rng.uniform(0, 50, n),
        unit_cost=rng.gamma(1, 10, n) * (rng.random(n) > 0.05),
        holding_rate=0.25,
        minimum_order_quantity=rng.choice([0.0, 0, 10, 25], n),
        order_multiple=rng.choice([0, np.nan, 6, 12], n),
        unit=rng.choice([1, 1, 1, 0.01, 12], n),
        min_cover_days=unknown(0.6, rng.uniform(1, 30, n)),
        max_cover_days=unknown(0.6, rng.uniform(20, 200, n)),
        max_order_cover_days=unknown(0.5, rng.uniform(10, 365, n)),
    )


def test_stored_derivation_is_recomputed_to_the_bit(rng):
    inputs = random_inputs(rng, 1000)
    derivations = to_derivation(inputs, recommend(inputs))
    stored = json.loads(json.dumps(derivations, allow_nan=False))
    assert stored == derivations
    for derivation in stored:
        assert recompute(derivation) == derivation["results"]


def test_batches_do_not_change_an_item(rng):
    inputs = random_inputs(rng, 300)
    whole = recommend(inputs)
    half = RecommendationInputs(
        **{f.name: getattr(inputs, f.name)[150:] for f in fields(inputs)}
    )
    part = recommend(half)
    for field in fields(Recommendation):
        np.testing.assert_array_equal(
            getattr(part, field.name), getattr(whole, field.name)[150:]
        )


def test_targets_are_met_where_no_limit_binds(rng):
    inputs = random_inputs(rng, 2000)
    result = recommend(inputs)
    limits = STEPS["minimum_cover"] | STEPS["maximum_cover"]
    free = (result.steps & limits) == 0
    for service_type, column in (
        ("cycle_service", result.expected_cycle_service),
        ("fill_rate", result.expected_fill_rate),
    ):
        rows = free & (inputs.service_type == service_type)
        assert rows.sum() > 100
        assert (column[rows] >= inputs.service_target[rows] - 1e-9).all()


def test_results_are_consistent(rng):
    inputs = random_inputs(rng, 1000)
    result = recommend(inputs)
    assert (result.reorder_point >= 0).all()
    assert (result.order_quantity > 0).all()
    minimum = np.nan_to_num(inputs.minimum_order_quantity)
    assert (result.order_quantity >= minimum - 1e-9).all()
    steps = result.reorder_point / inputs.unit
    np.testing.assert_allclose(steps, np.rint(steps), atol=1e-6)
    multiple = np.nan_to_num(inputs.order_multiple)
    step = np.where(multiple > 0, multiple, inputs.unit)
    lots = result.order_quantity / step
    np.testing.assert_allclose(lots, np.rint(lots), atol=1e-6)
    np.testing.assert_array_equal(
        result.order_up_to, result.reorder_point + result.order_quantity
    )
    np.testing.assert_array_equal(
        result.average_stock, result.safety_stock + result.order_quantity / 2
    )


def test_demand_is_scaled_to_the_intervals():
    result = recommend_plain()
    assert result.protection_days[0] == 17
    assert result.demand_lead_time[0] == pytest.approx(20)
    assert result.demand_protection[0] == pytest.approx(34)
    assert result.variance_lead_time[0] == pytest.approx(60 * 10 / 14 + 4 * 4)
    assert result.variance_protection[0] == pytest.approx(60 * 17 / 14 + 4 * 4)


def test_economic_lot_of_the_costs():
    result = recommend_plain()
    assert result.eoq[0] == pytest.approx(np.sqrt(2 * 20 * 2 * 365 / 1.25))
    assert result.order_quantity[0] == np.rint(result.eoq[0])
    assert result.steps[0] == 0


def test_vendor_rules_are_kept_and_named():
    result = recommend_plain(minimum_order_quantity=500, order_multiple=48)
    assert result.order_quantity.tolist() == [528]
    assert has_step(result, "minimum_order_quantity")
    assert has_step(result, "order_multiple")


def test_cover_cap_rounds_down_but_not_below_the_vendor_rules():
    capped = recommend_plain(max_order_cover_days=30, order_multiple=36)
    assert capped.order_quantity.tolist() == [36]
    assert has_step(capped, "order_cover_cap")
    forced = recommend_plain(max_order_cover_days=10, order_multiple=36)
    assert forced.order_quantity.tolist() == [36]


def test_free_holding_orders_the_demand_of_a_review_period():
    result = recommend_plain(unit_cost=0.0)
    assert np.isnan(result.eoq[0])
    assert result.order_quantity.tolist() == [14]
    assert has_step(result, "no_holding_cost")


def test_manual_values_win():
    result = recommend_plain(
        service_type=["manual"],
        manual_reorder_point=9.2,
        manual_order_quantity=70,
        min_cover_days=300,
        max_order_cover_days=1,
    )
    assert result.reorder_point.tolist() == [10]
    assert result.order_quantity.tolist() == [70]
    assert result.steps[0] == STEPS["manual_order_quantity"]
    assert 0 < result.expected_fill_rate[0] < 0.95


def test_days_of_cover_is_days_times_rate():
    result = recommend_plain(service_type=["days_of_cover"], cover_days=21.3)
    assert result.reorder_point.tolist() == [43]
    assert result.reorder_point_unrounded[0] == pytest.approx(42.6)


def test_cover_limits_bind_and_the_lower_one_wins():
    low = recommend_plain(min_cover_days=100.2)
    assert low.reorder_point.tolist() == [201]
    assert has_step(low, "minimum_cover")
    high = recommend_plain(max_cover_days=10.3)
    assert high.reorder_point.tolist() == [20]
    assert has_step(high, "maximum_cover")
    both = recommend_plain(min_cover_days=30, max_cover_days=10)
    assert both.reorder_point.tolist() == [60]
    assert not has_step(both, "maximum_cover")


def test_item_without_demand_gets_the_smallest_policy():
    nothing = {"rate_per_day": 0, "forecast_total": 0, "forecast_variance": 0}
    for service_type in ("cycle_service", "fill_rate"):
        result = recommend_plain(
            **nothing, service_type=[service_type], minimum_order_quantity=5
        )
        assert result.reorder_point.tolist() == [0]
        assert result.order_quantity.tolist() == [5]
        assert result.expected_cycle_service.tolist() == [1]
        assert result.expected_fill_rate.tolist() == [1]
        assert result.distribution.tolist() == ["degenerate"]


def test_safety_stock_is_never_negative():
    result = recommend_plain(service_target=0.3)
    assert result.reorder_point[0] < result.demand_protection[0]
    assert result.safety_stock.tolist() == [0]


def test_more_lead_time_risk_needs_more_stock():
    levels = [
        recommend_plain(lead_time_variance=variance).reorder_point[0]
        for variance in (0, 4, 16, 64)
    ]
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]


def test_collapsed_forecast_is_flagged():
    result = recommend_plain(forecast_total=0.3, forecast_variance=1)
    assert has_step(result, "demand_floor")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"service_target": 1.0}, "service_target must be above 0 and below 1"),
        ({"service_target": np.nan}, "service_target must be above 0 and below 1"),
        ({"service_type": ["best"]}, "service_type must be one of"),
        ({"service_type": ["manual"]}, "manual_reorder_point must be known"),
        ({"service_type": ["days_of_cover"]}, "cover_days must be known"),
        ({"lead_time_days": np.nan}, "lead_time_days must not be NaN"),
        ({"review_days": 0.0}, "review_days must be above 0"),
        ({"unit": 0.0}, "unit must be above 0"),
        ({"unit_cost": -1.0}, "unit_cost must not be below 0"),
        (
            {"rate_per_day": [1, 2, 3], "service_type": "manual", "unit": [1, 1]},
            "must have 3 items",
        ),
    ],
)
def test_impossible_inputs_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        RecommendationInputs(**{**PLAIN, **changes})


def test_no_items_give_no_recommendation():
    empty = {name: [] for name in PLAIN}
    assert len(recommend(RecommendationInputs(**empty)).reorder_point) == 0


def test_absent_optional_input_has_its_default():
    inputs = RecommendationInputs(**PLAIN)
    derivation = to_derivation(inputs, recommend(inputs))[0]
    del derivation["inputs"]["cover_days"]
    assert recompute(derivation) == derivation["results"]


def test_incomplete_derivation_is_refused():
    with pytest.raises(ValueError, match="missing or unknown inputs: rate_per_day"):
        inputs = RecommendationInputs(**PLAIN)
        derivation = to_derivation(inputs, recommend(inputs))[0]
        del derivation["inputs"]["rate_per_day"]
        recompute(derivation)


def test_forecast_that_decayed_to_nothing_does_not_explode_the_reorder_point():
    decayed = {
        "rate_per_day": 0.02,
        "forecast_total": 0.2,
        "forecast_variance": 900.0,
        "forecast_horizon_days": 10.0,
        "lead_time_days": 6.0,
        "lead_time_variance": 1.0,
        "review_days": 1.0,
        "service_type": ["fill_rate"],
        "service_target": 0.94,
        "ordering_cost": 25.0,
        "unit_cost": 1.0,
        "holding_rate": 0.2,
    }
    trusted = recommend(RecommendationInputs(**decayed))
    floored = recommend(RecommendationInputs(**decayed, long_run_rate_per_day=5.0))
    assert floored.reorder_point[0] < trusted.reorder_point[0] / 4
    assert floored.steps[0] & STEPS["demand_floor"]
