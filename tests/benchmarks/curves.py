"""From simulated settings to what matters: stock at equal service, and calibration."""

import numpy as np

#: Targets whose promise is checked.
CHECKED_TARGETS = (0.85, 0.90, 0.95, 0.98, 0.99)
#: Achieved fill rates at which stock is compared.
COMPARED_FILLS = (0.90, 0.95, 0.98)


def stock_at(fill, stock, wanted):
    """Return the stock at an achieved fill rate; NaN where the curve ends before.

    Stock is interpolated as logarithm over the logarithm of the share that waits.
    """
    order = np.argsort(fill)
    service = -np.log(1 - np.minimum(fill[order], 0.9999))
    target = -np.log(1 - wanted)
    if not service[0] <= target <= service[-1]:
        return float("nan")
    return float(np.exp(np.interp(target, service, np.log(stock[order]))))


def calibration(grid, fill):
    """Return the mean distance of achieved from promised fill [percentage points]."""
    grid = np.asarray(grid)
    distance = [
        abs(float(fill[np.flatnonzero(grid == target)[0]]) - target)
        for target in CHECKED_TARGETS
    ]
    return 100 * float(np.mean(distance))


def achieved(grid, fill, target):
    """Return the achieved fill rate of a promised one [%]."""
    return 100 * float(fill[np.flatnonzero(np.asarray(grid) == target)[0]])
