import numpy as np
import pytest
from kernel.inventory.lead_time import shrink_lead_time

NAN = np.nan


def estimate(item=(0, NAN, NAN), vendor=(0, NAN, NAN), promised=NAN, **options):
    columns = [[value] for value in (*item, *vendor, promised)]
    result = shrink_lead_time(*columns, **options)
    return result.mean[0], result.variance[0], result.source[0]


def test_item_is_shrunk_to_its_vendor():
    mean, variance, source = estimate((3, 20, 9), (40, 12, 25), 10)
    assert mean == pytest.approx((3 * 20 + 5 * 12) / 8)
    assert variance == pytest.approx((3 * 9 + 5 * 25) / 8)
    assert source == "item"


def test_item_without_vendor_is_shrunk_to_the_promise():
    mean, variance, _ = estimate((5, 20, 9), promised=10)
    assert mean == pytest.approx(15)
    assert variance == pytest.approx((9 + 2.5**2) / 2)


def test_vendor_stands_in_for_an_item_without_receipts():
    assert estimate(vendor=(40, 12, 25), promised=10) == (12, 25, "vendor")


def test_promise_has_a_quarter_as_variation():
    assert estimate(promised=8) == (8, 4, "promised")


def test_nothing_known_gives_nan():
    mean, variance, source = estimate()
    assert np.isnan([mean, variance]).all()
    assert source == "none"


def test_single_receipt_takes_its_variance_from_the_vendor():
    assert estimate((1, 20, NAN), (40, 12, 25))[1] == 25


def test_lone_item_without_variance_gets_the_default_variation():
    assert estimate((1, 20, NAN)) == (20, 25, "item")


def test_many_receipts_outweigh_the_vendor():
    mean, variance, _ = estimate((10_000, 20, 9), (40, 12, 25))
    assert mean == pytest.approx(20, abs=0.01)
    assert variance == pytest.approx(9, abs=0.01)


def test_zero_strength_uses_the_item_alone():
    assert estimate((2, 20, 9), (40, 12, 25), strength=0)[:2] == (20, 9)


def test_negative_lead_time_is_refused():
    with pytest.raises(ValueError, match="item_mean"):
        estimate((1, -1, 0))
    with pytest.raises(ValueError, match="strength"):
        estimate(strength=-1)
