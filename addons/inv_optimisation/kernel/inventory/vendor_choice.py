"""What a vendor costs a year: landed price, lots, and the stock its delays need."""

import numpy as np
from scipy.special import ndtri

from ..validation import as_item_vector

DAYS_PER_YEAR = 365.0


def vendor_yearly_cost(
    landed_price,
    daily_rate,
    daily_variance,
    lead_time_days,
    lead_time_variance,
    *,
    order_quantity,
    ordering_cost,
    holding_rate,
    service,
):
    """Return the yearly cost of buying an item from a vendor.

    Purchases at the landed price, orders, holding half a lot, and holding the safety
    stock that demand during this vendor's lead time and its unreliability ask for:
    a cheap vendor that is slow or late is paid for in stock. Landed price means
    discounts deducted, freight and duty added.

    Parameters
    ----------
    landed_price : array_like of shape (n,)
        Price of a unit at the dock [currency].
    daily_rate : array_like of shape (n,)
        Expected demand [units/day].
    daily_variance : array_like of shape (n,)
        Variance of the forecast of a day's demand [units^2/day].
    lead_time_days : array_like of shape (n,)
        Expected lead time [days].
    lead_time_variance : array_like of shape (n,)
        Its variance [days^2].
    order_quantity : array_like of shape (n,)
        Quantity of an order at this vendor [units], above 0.
    ordering_cost : array_like of shape (n,)
        Cost of an order line [currency].
    holding_rate : array_like of shape (n,)
        Cost of holding, a share of the value [1/year].
    service : array_like of shape (n,)
        Share of the order cycles without a stock-out that safety stock is held for,
        above 0 and below 1.

    Returns
    -------
    ndarray of shape (n,)
        Cost [currency/year].

    Raises
    ------
    ValueError
        If a shape is wrong, a number is out of range or an order quantity is 0.

    References
    ----------
    Silver, E. A., Pyke, D. F. & Thomas, D. J. (2017), Inventory and Production
    Management in Supply Chains, 4th edition: total relevant cost (chapter 4) and
    safety stock with a variable lead time (chapter 6).

    Examples
    --------
    >>> vendor_yearly_cost([10.0, 9.8], 1.0, 4.0, [5.0, 50.0], [1.0, 100.0],
    ...                    order_quantity=36.5, ordering_cost=10.0,
    ...                    holding_rate=0.2, service=0.97725).round(1).tolist()
    [3804.8, 3780.7]
    """
    price = as_item_vector("landed_price", landed_price, None, 0.0)
    n_items = len(price)
    columns = {
        "daily_rate": daily_rate,
        "daily_variance": daily_variance,
        "lead_time_days": lead_time_days,
        "lead_time_variance": lead_time_variance,
        "order_quantity": order_quantity,
        "ordering_cost": ordering_cost,
        "holding_rate": holding_rate,
    }
    rate, variance, days, spread, lot, order, holding = (
        as_item_vector(name, column, n_items, 0.0) for name, column in columns.items()
    )
    service = as_item_vector("service", service, n_items, 0.0, 1.0)
    if n_items and lot.min() <= 0:
        raise ValueError("order_quantity must be above 0")
    if n_items and not ((service > 0) & (service < 1)).all():
        raise ValueError("service must be above 0 and below 1")
    # A vanishing price or demand costs nothing.
    with np.errstate(under="ignore"):
        yearly = rate * DAYS_PER_YEAR
        safety = ndtri(service) * np.sqrt(days * variance + rate * rate * spread)
        stock = lot / 2 + np.maximum(safety, 0.0)
        return price * yearly + order * yearly / lot + price * holding * stock
