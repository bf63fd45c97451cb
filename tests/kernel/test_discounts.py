import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.discounts import all_units_discount, incremental_discount
from kernel.inventory.lot_sizing import economic_order_quantity

NAN = np.nan
BOTH = (all_units_discount, incremental_discount)
NUMBERS = st.floats(1e-9, 1e12) | st.sampled_from([0.0, NAN, 1e-9, 1e12])


def purchase_value(function, quantity, start, price):
    """Value of an order, unit price by unit price."""
    known = ~np.isnan(start)
    start, price = start[known], price[known]
    if function is all_units_discount:
        return quantity * price[np.searchsorted(start, quantity, side="right") - 1]
    edges = np.append(start, np.inf)
    edges[0] = 0.0
    parts = np.clip(quantity - edges[:-1], 0, np.diff(edges))
    return (parts * price).sum()


def yearly_cost(function, quantity, item):
    demand, fixed, rate, start, price = item
    value = purchase_value(function, quantity, start, price)
    return (fixed + value) * demand / quantity + rate * value / 2


def random_items(rng, n_items):
    start = np.cumsum(rng.integers(1, 120, (n_items, 4)), axis=1).astype(float)
    start[: n_items // 2, 0] = 0
    price = 10 * np.cumprod(rng.uniform(0.9, 1, (n_items, 4)), axis=1)
    breaks = rng.integers(1, 5, n_items)
    padding = np.arange(4) >= breaks[:, None]
    start[padding] = price[padding] = NAN
    return (
        rng.uniform(20, 3000, n_items),
        rng.uniform(1, 80, n_items),
        rng.uniform(0.05, 0.5, n_items),
        start,
        price,
    )


def test_all_units_discount_of_snyder_and_shen_example_3_5():
    lot = all_units_discount([1300], [8], [0.3], [[0, 400, 800]], [[0.75, 0.72, 0.68]])
    assert lot.quantity.tolist() == [800]
    assert lot.cost[0] == pytest.approx(978.6, abs=0.01)
    assert lot.price_break.tolist() == [2]


def test_incremental_discount_of_stockpyl_after_snyder_and_shen():
    lot = incremental_discount([2400], [150], [0.25], [[0, 300, 600]], [[100, 90, 80]])
    assert lot.quantity[0] == pytest.approx(1481.89, abs=0.01)
    assert lot.cost[0] == pytest.approx(222763, abs=0.5)
    assert lot.price_break.tolist() == [2]


@pytest.mark.parametrize("function", BOTH)
@pytest.mark.parametrize("multiple", [1, 7])
def test_whole_quantity_is_the_best_of_all(rng, function, multiple):
    items = random_items(rng, 40)
    days, minimum = rng.uniform(5, 400, 40), rng.integers(0, 60, 40)
    lot = function(*items, multiple=multiple, minimum=minimum, maximum_cover_days=days)
    for i in range(40):
        item = [column[i] for column in items]
        least = multiple * np.ceil(max(item[3][0], minimum[i], 1) / multiple)
        most = max(item[0] * days[i] / 365, least)
        choices = np.arange(least, min(most, 4000) + 1e-9, multiple)
        costs = [yearly_cost(function, quantity, item) for quantity in choices]
        assert lot.cost[i] == pytest.approx(min(costs), rel=1e-12)
        assert lot.quantity[i] in choices
        at_quantity = yearly_cost(function, lot.quantity[i], item)
        assert at_quantity == pytest.approx(lot.cost[i], rel=1e-12)
        assert item[3][lot.price_break[i]] <= max(lot.quantity[i], item[3][0])


@pytest.mark.parametrize("function", BOTH)
def test_free_quantity_is_not_beaten_by_any_other(rng, function):
    items = random_items(rng, 40)
    lot = function(*items)
    for i in range(40):
        item = [column[i] for column in items]
        for quantity in rng.uniform(max(item[3][0], 1), 3000, 300):
            assert yearly_cost(function, quantity, item) >= lot.cost[i] * (1 - 1e-12)
        at_quantity = yearly_cost(function, lot.quantity[i], item)
        assert at_quantity == pytest.approx(lot.cost[i], rel=1e-12)


@pytest.mark.parametrize("function", BOTH)
def test_one_price_gives_the_economic_order_quantity(function):
    lot = function([1300], [8], [0.3], [[0, NAN]], [[0.75, NAN]])
    assert lot.quantity == economic_order_quantity([1300], [8], [0.225])


@pytest.mark.parametrize("function", BOTH)
def test_another_price_break_never_costs_more(rng, function):
    demand, fixed, rate, start, price = random_items(rng, 60)
    few = function(demand, fixed, rate, start[:, :1], price[:, :1])
    assert (function(demand, fixed, rate, start, price).cost <= few.cost + 1e-9).all()


@pytest.mark.parametrize("function", BOTH)
def test_currency_does_not_matter(rng, function):
    demand, fixed, rate, start, price = random_items(rng, 60)
    lot = function(demand, fixed, rate, start, price)
    other = function(demand, 100 * fixed, rate, start, 100 * price)
    np.testing.assert_allclose(other.quantity, lot.quantity)
    np.testing.assert_allclose(other.cost, 100 * lot.cost)


@pytest.mark.parametrize("function", BOTH)
def test_item_does_not_depend_on_its_neighbours(rng, function):
    items = random_items(rng, 20)
    together = function(*items, multiple=3)
    for i in range(20):
        alone = function(*(column[i : i + 1] for column in items), multiple=3)
        assert alone.cost[0] == together.cost[i]
        assert alone.quantity[0] == together.quantity[i]


def test_smallest_quantity_of_the_vendor_goes_before_the_cover_cap():
    lot = all_units_discount(
        [365], [100], [0.1], [[50, 100]], [[2, 1]], maximum_cover_days=10
    )
    assert lot.quantity.tolist() == [50]
    assert lot.price_break.tolist() == [0]


def test_nothing_is_ordered_without_demand():
    lot = incremental_discount([0], [5], [0.2], [[10]], [[3]])
    assert lot.quantity.tolist() == lot.cost.tolist() == [0]
    assert lot.price_break.tolist() == [-1]


@pytest.mark.parametrize(
    ("start", "price", "message"),
    [
        ([[0, 5]], [[1, 2]], "unit_cost must not rise"),
        ([[0, 5]], [[1, 0]], "unit_cost must be above 0"),
        ([[5, 5]], [[2, 1]], "minimum_quantity must rise"),
        ([[0, NAN, 5]], [[2, NAN, 1]], "NaN only after"),
        ([[NAN]], [[NAN]], "at least one price break"),
        ([[0, 5]], [[2, NAN]], "unit_cost must have the price breaks"),
        ([[0, 5]], [[2]], "unit_cost must have the price breaks"),
    ],
)
def test_broken_price_lists_are_refused(start, price, message):
    with pytest.raises(ValueError, match=message):
        all_units_discount([1], [1], [0.1], start, price)
    with pytest.raises(ValueError, match="holding_rate must be above 0"):
        all_units_discount([1], [1], [0], [[0]], [[1]])


@settings(max_examples=150)
@given(
    numbers=st.tuples(*[NUMBERS] * 6),
    breaks=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=4),
)
def test_results_are_finite_or_the_input_is_refused(numbers, breaks):
    demand, fixed, rate, minimum, multiple, days = numbers
    start = [sorted(first for first, _ in breaks)]
    price = [sorted((second for _, second in breaks), reverse=True)]
    options = {"minimum": minimum, "multiple": multiple, "maximum_cover_days": days}
    for function in BOTH:
        try:
            lot = function([demand], [fixed], [rate], start, price, **options)
        except ValueError:
            continue
        assert np.isfinite(lot.quantity).all()
        assert np.isfinite(lot.cost).all()
        assert lot.quantity[0] >= (start[0][0] if demand > 0 else 0)
