import numpy as np
import pytest
from kernel.network.guaranteed_service import (
    GuaranteedServiceTree,
    optimise_service_times,
)
from kernel.network.shared_stock import (
    error_correlation,
    shared_stock,
    tree_edges,
    weekly_errors,
)


def test_errors_are_against_the_weeks_before(rng):
    demand = rng.uniform(0, 9, (3, 60))
    demand[1, 20:23] = np.nan
    errors = weekly_errors(demand)
    for week in (4, 10, 22, 24, 59):
        before = demand[:, max(week - 13, 0) : week]
        for site in range(3):
            known = before[site][~np.isnan(before[site])]
            expected = demand[site, week] - known.mean()
            if np.isnan(demand[site, week]) or len(known) < 4:
                assert np.isnan(errors[site, week])
            else:
                assert errors[site, week] == pytest.approx(expected)
    assert np.isnan(errors[:, :4]).all()


def test_a_trend_that_sites_share_is_no_common_surprise(rng):
    trend = np.linspace(0, 400, 200)
    noise = rng.normal(0, 10, (2, 200))
    measured = error_correlation(trend + noise)[0, 1]
    assert abs(measured) < 0.25
    assert np.corrcoef(trend + noise)[0, 1] > 0.9


def test_a_common_surprise_is_found(rng):
    common, own = rng.normal(0, 3, 300), rng.normal(0, 1, (2, 300))
    assert error_correlation(common + own)[0, 1] == pytest.approx(0.9, abs=0.05)


def test_equal_sites_without_correlation_follow_the_square_root_law():
    result = shared_stock([5] * 4, [9] * 4, np.eye(4), 2.0)
    assert result.independent == pytest.approx(40)
    assert result.shared == pytest.approx(20)
    assert result.root_law == pytest.approx(20)
    assert result.saving == pytest.approx(20)


def test_nothing_is_saved_where_sites_move_together():
    result = shared_stock([5, 7], [9, 9], np.ones((2, 2)), 2.0)
    assert result.saving == pytest.approx(0)
    assert result.correlation == 1


def test_more_correlation_saves_less():
    savings = [
        shared_stock([5, 7], [9, 4], [[1, rho], [rho, 1]], 1.5).saving
        for rho in (-0.9, -0.3, 0.0, 0.4, 0.8, 1.0)
    ]
    assert (np.diff(savings) < 0).all()


def test_sites_without_lanes_cover_their_own_spread():
    result = shared_stock([5, 7, 2], [9, 4, 30], np.eye(3), 1.5)
    assert result.safety_stock == pytest.approx([7.5, 10.5, 3.0])
    assert result.service_in.tolist() == [0, 0, 0]


def test_a_hub_without_customers_holds_stock_only_where_it_pays():
    """Two branches behind a hub: every choice of the promise is tried by hand."""
    sigma, days, factor = np.array([0.0, 6.0, 8.0]), np.array([16, 4, 9]), 2.0
    correlation = np.eye(3)
    result = shared_stock(
        sigma, days, correlation, factor, edges=[[0, 1], [0, 2]], unit_cost=[5, 6, 6]
    )
    daily = sigma / np.sqrt(days)
    hub = np.hypot(daily[1], daily[2])
    costs = [
        factor
        * (
            5 * hub * np.sqrt(16 - promise)
            + 6 * daily[1] * np.sqrt(4 + promise)
            + 6 * daily[2] * np.sqrt(9 + promise)
        )
        for promise in range(17)
    ]
    found = (np.array([5, 6, 6]) * result.safety_stock).sum()
    assert found == pytest.approx(min(costs))
    assert result.service_out[0] == int(np.argmin(costs))


def test_a_hub_with_customers_of_its_own_serves_at_once():
    result = shared_stock([3, 6], [16, 4], np.eye(2), 2.0, edges=[[0, 1]])
    assert result.service_out.tolist() == [0, 0]
    assert result.safety_stock[1] == pytest.approx(12)


def test_correlated_branches_need_more_stock_at_the_hub():
    def hub(rho):
        matrix = np.eye(3)
        matrix[1, 2] = matrix[2, 1] = rho
        return shared_stock(
            [1, 6, 8], [16, 4, 9], matrix, 2.0, edges=[[0, 1], [0, 2]]
        ).sigma_per_day[0]

    assert hub(0.8) > hub(0.0) > hub(-0.5)


def test_the_tree_is_that_of_the_guaranteed_service_model():
    result = shared_stock([0, 6, 8], [16, 4, 9], np.eye(3), 1.3, edges=[[0, 1], [0, 2]])
    tree = optimise_service_times(
        GuaranteedServiceTree(
            edges=[[0, 1], [0, 2]],
            processing_time=[16, 4, 9],
            holding_cost=[1, 1, 1],
            demand_sigma=[0, 3, 8 / 3],
            safety_factor=1.3,
        )
    )
    assert result.safety_stock == pytest.approx(tree.safety_stock)


def test_a_second_supplier_and_a_circle_are_left_out():
    assert tree_edges([[0, 1], [2, 1], [1, 2], [2, 0]], 3) == [[0, 1], [1, 2]]
    assert tree_edges([], 2) == []


def test_a_negative_factor_needs_no_stock():
    result = shared_stock([5, 7], [9, 4], np.eye(2), -0.4)
    assert result.independent == 0
    assert result.safety_stock.tolist() == [0, 0]


def test_wrong_shapes_are_refused():
    with pytest.raises(ValueError, match="days"):
        shared_stock([5, 7], [9], np.eye(2), 1.0)
    with pytest.raises(ValueError, match="correlation"):
        shared_stock([5, 7], [9, 9], np.eye(3), 1.0)


def test_cheap_components_are_stocked_dear_ones_are_waited_for():
    def plan(cost):
        return shared_stock(
            [6.0, 8.0], [4, 4], np.eye(2), 2.0,
            unit_cost=10.0, material_lead_days=[9, np.nan], material_cost=cost,
        )  # fmt: skip

    cheap, dear = plan(0.1), plan(1000.0)
    assert cheap.material_out[0] == 0
    assert cheap.material_days[0] == 9
    assert cheap.net_days.tolist() == [4, 4]
    assert dear.material_out[0] == 9
    assert dear.material_days[0] == 0
    assert dear.net_days.tolist() == [13, 4]
    assert np.isnan(cheap.material_stock[1])


def test_sites_without_production_are_planned_as_before():
    arguments = [6.0, 8.0], [4, 4], np.eye(2), 2.0
    plain = shared_stock(*arguments, edges=[[0, 1]])
    with_none = shared_stock(
        *arguments, edges=[[0, 1]], material_lead_days=[np.nan] * 2
    )
    assert plain.safety_stock.tolist() == with_none.safety_stock.tolist()
