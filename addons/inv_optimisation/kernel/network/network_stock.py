"""Stock of several sites and the lanes between them, as they are given."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class NetworkStock:
    """Stock, demand and costs of n products at J sites.

    Attributes
    ----------
    position : array_like of shape (n, J)
        Stock position [units]; negative = backorders.
    available : array_like of shape (n, J)
        Stock that can be shipped now [units].
    mean : array_like of shape (n, J)
        Expected demand of the risk period [units].
    variance : array_like of shape (n, J)
        Variance of that demand [units^2].
    keep : array_like of shape (n, J)
        Position below which a site gives nothing away [units].
    maximum : array_like of shape (n, J)
        Position up to which a site takes transfers [units]; NaN = no limit.
    rate_per_day : array_like of shape (n, J)
        Expected sales [units/day].
    unit : array_like of shape (n,)
        Step of the transfers [units].
    unit_value : array_like of shape (n,)
        Value of the goods [currency/unit].
    shortage_cost : array_like of shape (n, J)
        Cost of a unit short [currency/unit].
    holding_cost : array_like of shape (n, J)
        Cost of a unit in stock [currency/unit/day].
    longest_hold_days : array_like of shape (n,) or scalar
        Days after which a unit counts as sold.
    law : array_like of shape (n, J) of str, optional
        Law of the demand; chosen from its moments when None.
    """

    position: np.ndarray
    available: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    keep: np.ndarray
    maximum: np.ndarray
    rate_per_day: np.ndarray
    unit: np.ndarray
    unit_value: np.ndarray
    shortage_cost: np.ndarray
    holding_cost: np.ndarray
    longest_hold_days: np.ndarray | float = 365.0
    law: np.ndarray | None = None


@dataclass(frozen=True)
class Lanes:
    """Lanes between sites; a shipment on a lane is shared by its products.

    Attributes
    ----------
    source : array_like of shape (m,) of int
        Site that sends.
    target : array_like of shape (m,) of int
        Site that receives; each pair of sites has one lane at most.
    unit_cost : array_like of shape (n, m) or (m,)
        Freight and handling [currency/unit]; NaN = the product may not use the lane.
    shipment_cost : array_like of shape (m,) or scalar
        Cost of each shipment [currency].
    load : array_like of shape (n, m), optional
        Load of a unit in the measure of the lane; None = 0.
    capacity : array_like of shape (m,), optional
        Load of one shipment; NaN = no limit. More load needs more shipments.
    minimum_value : array_like of shape (m,), optional
        Least value of the goods of a lane [currency]; None = 0.
    maximum_moves : array_like of shape (m,), optional
        Most products on a lane; None = no limit.
    """

    source: np.ndarray
    target: np.ndarray
    unit_cost: np.ndarray
    shipment_cost: np.ndarray | float = 0.0
    load: np.ndarray | None = None
    capacity: np.ndarray | None = None
    minimum_value: np.ndarray | None = None
    maximum_moves: np.ndarray | None = None
