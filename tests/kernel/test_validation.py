import numpy as np
import pytest
from kernel.validation import (
    as_demand_matrix,
    as_item_vector,
    as_matrix,
    check_choice,
)


@pytest.mark.parametrize(
    ("value", "options", "message"),
    [
        ([1, 2], {"n_items": 3}, "x must have 3 items, got 2"),
        ([[1]], {}, "x must have one dimension"),
        ([np.inf], {}, "x must be finite"),
        ([np.nan], {}, "x must not be NaN"),
        ([-1], {"minimum": 0}, "x must not be below 0"),
        ([2], {"maximum": 1}, "x must not be above 1"),
    ],
)
def test_wrong_vector_is_refused_with_its_name(value, options, message):
    with pytest.raises(ValueError, match=message):
        as_item_vector("x", value, **options)


def test_scalar_is_repeated_for_every_item():
    assert as_item_vector("x", 2, 3).tolist() == [2.0, 2.0, 2.0]


def test_nan_passes_where_it_is_allowed():
    assert np.isnan(as_item_vector("x", [np.nan], minimum=0, allow_nan=True)).all()


@pytest.mark.parametrize(
    "demand", [[1, 2], [[-1.0]], [[np.inf]], np.zeros((2, 0)), np.zeros((1, 1, 1))]
)
def test_wrong_demand_is_refused(demand):
    with pytest.raises(ValueError, match="demand must"):
        as_demand_matrix(demand)


def test_matrix_with_wrong_number_of_rows_is_refused():
    with pytest.raises(ValueError, match="receipts must have 2 rows"):
        as_matrix("receipts", [[1.0]], 2)


def test_unknown_choice_is_refused_with_the_allowed_ones():
    with pytest.raises(ValueError, match="law must be one of a, b; got c"):
        check_choice("law", ["a", "c"], ("a", "b"))
