"""What transfers really brought, seen from the stock that followed."""

from dataclasses import dataclass

import numpy as np

from ..validation import as_item_vector, as_matrix


@dataclass(frozen=True)
class TransferOutcome:
    """Units that transfers saved and cost, as far as stock can tell.

    Attributes
    ----------
    avoided : ndarray of shape (n,)
        Units of the transfer that the receiver would have been short of [units].
    lost : ndarray of shape (n,)
        Units that the donor may have been short of because of it [units].
    """

    avoided: np.ndarray
    lost: np.ndarray


def transfer_outcome(
    quantity, receiver_stock, receiver_days, donor_stock, donor_days, donor_rate
):
    """Return what transfers saved and cost, replayed without them.

    Without the transfer the receiver would have had so much less each day: where its
    stock fell below the quantity, the difference is what it would have been short of.
    What a donor could not deliver is not on record: its days without stock at its
    rate stand for it, up to the quantity.

    Parameters
    ----------
    quantity : array_like of shape (n,)
        Quantity that was moved [units].
    receiver_stock : array_like of shape (n, D)
        Stock of the receiver at the end of each day [units].
    receiver_days : array_like of shape (n, D) of bool
        Days from the arrival to the end of the period at risk.
    donor_stock : array_like of shape (n, D)
        Stock of the donor at the end of each day [units].
    donor_days : array_like of shape (n, D) of bool
        Days from the departure to the end of its period at risk.
    donor_rate : array_like of shape (n,)
        Expected demand of the donor [units/day].

    Returns
    -------
    TransferOutcome
        Units saved and lost.

    Raises
    ------
    ValueError
        If a shape does not fit.

    References
    ----------
    Paterson, C., Kiesmuller, G., Teunter, R. & Glazebrook, K. (2011), Inventory
    models with lateral transshipments: a review, European Journal of Operational
    Research 210 (reactive and proactive transshipments).

    Examples
    --------
    >>> outcome = transfer_outcome(
    ...     [10], [[12, 6, 3]], [[True, True, True]], [[5, 0, 0]],
    ...     [[True, True, False]], [2])
    >>> outcome.avoided.tolist(), outcome.lost.tolist()
    ([7.0], [2.0])
    """
    quantity = as_item_vector("quantity", quantity, minimum=0.0)
    n_items = len(quantity)
    rate = as_item_vector("donor_rate", donor_rate, n_items, minimum=0.0)
    receiver = as_matrix("receiver_stock", receiver_stock, n_items, allow_nan=False)
    donor = as_matrix("donor_stock", donor_stock, n_items, allow_nan=False)
    masks = [np.asarray(days, dtype=bool) for days in (receiver_days, donor_days)]
    for stock, days in zip((receiver, donor), masks, strict=True):
        if stock.shape != days.shape:
            raise ValueError("stock and days must have the same shape")
    lowest = np.where(masks[0], receiver, np.inf).min(axis=1, initial=np.inf)
    avoided = np.clip(quantity - lowest, 0.0, quantity)
    empty = (masks[1] & (donor <= 0)).sum(axis=1)
    return TransferOutcome(avoided=avoided, lost=np.minimum(rate * empty, quantity))
