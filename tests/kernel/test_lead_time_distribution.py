import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel.inventory.lead_time_distribution import (
    fit_lead_times,
    lead_time_autocorrelation,
    reversal_share,
)
from scipy import stats

NAN = np.nan


@pytest.fixture(autouse=True)
def strict():
    with np.errstate(all="raise"):
        yield


# Nelson & Schmee (1979): thousand miles to failure of 37 of 96 locomotive controls; the
# other 59 had run 135 without failure.
LOCOMOTIVE = [
    22.5, 37.5, 46, 48.5, 51.5, 53, 54.5, 57.5, 66.5, 68, 69.5, 76.5, 77, 78.5, 80,
    81.5, 82, 83, 84, 91.5, 93.5, 102.5, 107, 108.5, 112.5, 113.5, 116, 117, 118.5,
    119, 120, 122.5, 123, 127.5, 131, 132.5, 134,
]  # fmt: skip


def simulate_orders(
    seed, *, n_vendors, n_items, window, mean=(20, 40), rho=0.0, cv=0.35
):
    """Return item, vendor, age, received of the orders, and future lead times.

    Each item has 5 to 20 orders in the window [days] and 20 later ones. The logarithm
    of the lead time is vendor + item + AR(1) noise along the orders of the vendor.
    """
    rng = np.random.default_rng(seed)
    vendor_of = np.repeat(np.arange(n_vendors), n_items)
    level = np.log(rng.uniform(*mean, n_vendors))[vendor_of]
    level = level + 0.15 * rng.normal(size=len(level))
    count = rng.integers(5, 21, len(level))
    item = np.repeat(np.arange(len(level)), count + 20)
    position = np.concatenate([np.arange(c + 20) for c in count])
    future = position >= np.repeat(count, count + 20)
    day = rng.uniform(0, window, len(item)) + window * future
    vendor = vendor_of[item]
    noise = rng.normal(size=len(item))
    previous = -1
    for line in np.lexsort((day, vendor)):
        if previous >= 0 and vendor[previous] == vendor[line]:
            noise[line] *= np.sqrt(1 - rho**2)
            noise[line] += rho * noise[previous]
        previous = line
    days = np.ceil(np.exp(level[item] + np.sqrt(np.log1p(cv**2)) * noise))
    received = day + days <= window
    age = np.where(received, days, np.floor(window - day))
    past = ~future
    orders = (age[past], received[past], item[past], vendor[past], day[past])
    return orders, (days[future], item[future])


def coverage(lead, future, p=0.95):
    """Return the share of the future lead times up to the quantile."""
    days, item = future
    limit = lead.quantile(p)[item]
    known = ~np.isnan(limit)
    return (days[known] <= limit[known]).mean()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("family", ["best", "lognormal"])
def test_quantile_covers_future_orders(seed, family):
    orders, future = simulate_orders(seed, n_vendors=40, n_items=8, window=180)
    age, received, item, vendor, _ = orders
    lead = fit_lead_times(age, received, item, vendor=vendor, family=family)
    assert 0.1 < 1 - received.mean() < 0.3
    assert 0.93 <= coverage(lead, future) <= 0.97
    assert coverage(lead, future, 0.5) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lead_times_of_half_the_history_need_the_open_orders(seed):
    """Lead times of 10 to 16 weeks in a history of 26 weeks: half is still open."""
    orders, future = simulate_orders(
        seed, n_vendors=40, n_items=8, window=182, mean=(70, 112)
    )
    age, received, item, vendor, _ = orders
    lead = fit_lead_times(age, received, item, vendor=vendor, n_groups=320)
    assert 0.45 < 1 - received.mean() < 0.65
    assert 0.93 <= coverage(lead, future) <= 0.97
    alone = fit_lead_times(
        age[received],
        received[received],
        item[received],
        vendor=vendor[received],
        n_groups=320,
    )
    assert coverage(alone, future) < 0.89
    days, _ = future
    assert np.nanmean(lead.mean) == pytest.approx(days.mean(), rel=0.04)
    assert np.nanmean(alone.mean) < 0.9 * days.mean()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_quantile_of_received_orders_alone_covers_less(seed):
    orders, future = simulate_orders(
        seed, n_vendors=40, n_items=8, window=90, mean=(20, 40)
    )
    age, received, item, vendor, _ = orders
    both = fit_lead_times(age, received, item, vendor=vendor, n_groups=320)
    alone = fit_lead_times(
        age[received],
        received[received],
        item[received],
        vendor=vendor[received],
        n_groups=320,
    )
    assert 0.93 <= coverage(both, future) <= 0.97
    assert coverage(alone, future) < coverage(both, future) - 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("n_items", [2, 8])
def test_quantile_covers_when_lead_times_of_a_vendor_move_together(seed, n_items):
    orders, future = simulate_orders(
        seed, n_vendors=480 // n_items, n_items=n_items, window=180, rho=0.6
    )
    age, received, item, vendor, day = orders
    days = np.where(received, age, NAN)
    measured = np.nanmean(lead_time_autocorrelation(days, day, vendor, group=item))
    assert measured == pytest.approx(0.55, abs=0.1)
    lead = fit_lead_times(age, received, item, vendor=vendor, autocorrelation=measured)
    assert 0.93 <= coverage(lead, future) <= 0.97
    if n_items == 2:
        independent = fit_lead_times(age, received, item, vendor=vendor)
        assert coverage(independent, future) < 0.93


def test_censored_maximum_likelihood_of_nelson_and_schmee():
    """Log10 mean 2.2223 and standard deviation 0.3064 of the locomotive controls."""
    age = np.array(LOCOMOTIVE + [135.0] * 59)
    received = np.arange(96) < 37
    lead = fit_lead_times(
        age, received, np.zeros(96, int), family="lognormal", strength=0
    )
    location = lead.location[0] + np.log(lead.reference[0])
    assert location / np.log(10) == pytest.approx(2.2223, abs=2e-4)
    assert lead.sigma[0] / np.log(10) == pytest.approx(0.3064, abs=2e-4)
    assert (lead.n_received[0], lead.n_open[0]) == (37, 59)


def test_gamma_agrees_with_its_exact_censored_maximum_likelihood(rng):
    """The cube root is an approximation; 1 % in the mean, 2 % in the quantile."""
    days = rng.gamma(6, 5, 2000)
    limit = rng.uniform(10, 60, 2000)
    received, age = days <= limit, np.minimum(days, limit)
    lead = fit_lead_times(
        age, received, np.zeros(2000, int), family="gamma", strength=0
    )
    with np.errstate(all="ignore"):
        data = stats.CensoredData(age[received], right=age[~received])
        shape, _, scale = stats.gamma.fit(data, floc=0)
    assert lead.mean[0] == pytest.approx(shape * scale, rel=0.01)
    exact = stats.gamma.ppf(0.95, shape, scale=scale)
    assert lead.quantile(0.95)[0] == pytest.approx(exact, rel=0.02)


def test_predictive_law_of_one_group_is_the_student_law():
    """Without a prior: t law with n - 1 degrees, scale s sqrt(1 + 1 / n)."""
    days = np.array([8.0, 10, 9, 13, 12, 11, 10])
    lead = fit_lead_times(days, np.ones(7, bool), np.zeros(7, int), strength=0,
                          family="lognormal")  # fmt: skip
    z = np.log(days)
    expected = np.exp(z.mean() + stats.t.ppf(0.95, 6) * z.std() * np.sqrt(1 + 1 / 7))
    assert lead.quantile(0.95)[0] == pytest.approx(expected)


def test_best_family_finds_the_law_of_the_data(rng):
    shapes = rng.gamma(3, 10, 3000), rng.lognormal(3, 0.6, 3000)
    for days, family in zip(shapes, ("gamma", "lognormal"), strict=True):
        lead = fit_lead_times(days, np.ones(3000, bool), np.zeros(3000, int))
        assert lead.family.tolist() == [family]


def test_item_is_shrunk_to_its_vendor_by_five_orders():
    days = np.array([10.0] * 5 + [20.0] * 5 + [12.0, 14.0] * 100)
    item = np.array([0] * 5 + [1] * 5 + [2] * 200)
    lead = fit_lead_times(
        days, np.ones(210, bool), item, vendor=np.zeros(210, int), family="lognormal"
    )
    z = np.log(days)
    weight = np.array([2.5, 2.5, 200 * 5 / 205])
    means = np.array([z[item == i].mean() for i in range(3)])
    center = (weight * means).sum() / weight.sum()
    expected = (5 * means[:2] + 5 * center) / 10
    location = lead.location + np.log(lead.reference)
    np.testing.assert_allclose(location[:2], expected)


def test_older_open_orders_lengthen_the_lead_time():
    received = np.array([True, True, True, True, False])
    means = [
        fit_lead_times([10, 12, 9, 11, age], received, np.zeros(5, int)).mean[0]
        for age in (0, 6, 12, 20, 40)
    ]
    assert (np.diff(means) > 0).all()


def test_new_item_takes_the_law_of_its_vendor_and_needs_more_margin():
    days = [10, 12, 9, 11, 30, 33]
    lead = fit_lead_times(
        days, np.ones(6, bool), [0, 0, 0, 0, 2, 2], group_vendor=[0, 0, 1, 3]
    )
    assert lead.source.tolist() == ["item", "vendor", "item", "none"]
    assert lead.mean[1] == pytest.approx(lead.mean[0], rel=0.05)
    assert lead.quantile(0.95)[1] > lead.quantile(0.95)[0]
    assert np.isnan(lead.quantile(0.95)[3])


def test_quantity_weighs_the_lines():
    days, item = [10.0, 20.0, 10.0, 20.0], [0, 0, 1, 1]
    lead = fit_lead_times(
        days, np.ones(4, bool), item, quantity=[9, 1, 1, 9], strength=0
    )
    assert lead.mean[0] < 13 < 17 < lead.mean[1]


def test_unit_of_time_scales_the_law(rng):
    days = rng.lognormal(3, 0.4, 40)
    item, received = np.repeat(np.arange(8), 5), rng.random(40) < 0.8
    options = {"vendor": item // 4, "family": "gamma"}
    plain = fit_lead_times(days, received, item, **options).quantile(0.9)
    weeks = fit_lead_times(7 * days, received, item, **options).quantile(0.9)
    np.testing.assert_allclose(weeks, 7 * plain)


def test_reversals_by_hand():
    """Vendor 0: 0-5 reversed, 5-9 in order; vendor 1: open overtaken by received."""
    share = reversal_share(
        [0, 5, 9, 0, 4, 8], [20, 15, 30, NAN, 9, NAN], [0, 0, 0, 1, 1, 1], n_vendors=3
    )
    np.testing.assert_allclose(share, [0.5, 0.5, NAN])


def test_reversals_of_independent_lead_times_on_near_days_are_a_half(rng):
    day = np.arange(4000) * 1e-3
    share = reversal_share(day, day + rng.uniform(10, 30, 4000), np.zeros(4000, int))
    assert share[0] == pytest.approx(0.5, abs=0.03)
    share = reversal_share(day, day + 7, np.zeros(4000, int))
    assert share[0] == 0


@pytest.mark.parametrize("rho", [-0.4, 0.0, 0.6])
def test_autocorrelation_of_a_long_history_is_found(rng, rho):
    noise = rng.normal(size=5000)
    for i in range(1, 5000):
        noise[i] = rho * noise[i - 1] + np.sqrt(1 - rho**2) * noise[i]
    days = np.exp(3 + 0.4 * noise)
    result = lead_time_autocorrelation(days, np.arange(5000), np.zeros(5000, int))
    assert result[0] == pytest.approx(rho, abs=0.04)


def test_difference_between_items_is_no_autocorrelation(rng):
    item = np.repeat([0, 1], 1000)
    days = np.exp(np.where(item == 0, 2, 4) + 0.3 * rng.normal(size=2000))
    vendor = np.zeros(2000, int)
    raw = lead_time_autocorrelation(days, np.arange(2000), vendor)
    within = lead_time_autocorrelation(days, np.arange(2000), vendor, group=item)
    assert raw[0] > 0.8
    assert abs(within[0]) < 0.06


@settings(max_examples=60)
@given(st.data(), st.integers(0, 8))
def test_any_orders_give_a_finite_law(data, n_lines):
    row = {"min_size": n_lines, "max_size": n_lines}
    ages = st.sampled_from([0.0, 1.0, 14.0, 1e-9, 1e12])
    age = data.draw(st.lists(ages, **row))
    received = np.array(data.draw(st.lists(st.booleans(), **row)), dtype=bool)
    group = data.draw(st.lists(st.integers(0, 3), **row))
    for strength in (0, 5):
        lead = fit_lead_times(
            age, received, group, group_vendor=[0, 0, 1, 1, 2], strength=strength
        )
        known = lead.source != "none"
        limit = lead.quantile(0.99)
        for values in (lead.mean, lead.variance, limit):
            assert np.isfinite(values[known]).all()
            assert np.isnan(values[~known]).all()
        assert (limit[known] >= 0).all()
    day = np.arange(n_lines)
    assert reversal_share(day, day + np.array(age), group, n_vendors=4).shape == (4,)
    correlation = lead_time_autocorrelation(age, day, group, n_vendors=4)
    assert (np.abs(correlation[~np.isnan(correlation)]) <= 1).all()


def test_wrong_input_is_refused():
    with pytest.raises(ValueError, match="same for all lines"):
        fit_lead_times([1, 2, 3], [True] * 3, [0, 0, 1], vendor=[0, 1, 1])
    with pytest.raises(ValueError, match="group_vendor per group"):
        fit_lead_times(
            [1, 2, 3], [True] * 3, [0, 0, 1], group_vendor=[0, 1, 1], n_groups=2
        )
    with pytest.raises(ValueError, match="family must be one of"):
        fit_lead_times([1], [True], [0], family="weibull")
    with pytest.raises(ValueError, match="strength"):
        fit_lead_times([1], [True], [0], strength=-1)
    with pytest.raises(ValueError, match="p must be above 0"):
        fit_lead_times([1], [True], [0]).quantile(1)
    with pytest.raises(ValueError, match="quantity must be above 0"):
        fit_lead_times([1], [True], [0], quantity=[0])
