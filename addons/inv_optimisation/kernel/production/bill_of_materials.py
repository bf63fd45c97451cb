"""Bills of material as arrays: levels and total usage."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..validation import as_item_vector


@dataclass(frozen=True)
class BomLines:
    """Lines of bills of material, one component each.

    Attributes
    ----------
    parent : ndarray of shape (b,), item that takes the component
    component : ndarray of shape (b,), item that is taken
    quantity_per : ndarray of shape (b,), component for one good parent, before losses
        [units]
    scrap_share : ndarray of shape (b,), share of the component that is lost, 0 to < 1
    """

    parent: np.ndarray
    component: np.ndarray
    quantity_per: np.ndarray
    scrap_share: np.ndarray

    def __post_init__(self):
        """Check lengths and ranges."""
        count = len(self.parent)
        if len(self.component) != count:
            raise ValueError(f"component must have {count} items")
        as_item_vector("quantity_per", self.quantity_per, count, 0.0)
        scrap = as_item_vector("scrap_share", self.scrap_share, count, 0.0)
        if (scrap >= 1.0).any():
            raise ValueError("scrap_share must be below 1")

    def get_usage(self, yield_share=None):
        """Return what one good parent takes of each component, losses included.

        Parameters
        ----------
        yield_share : ndarray of shape (items,), optional
            Good share of what is made of each item.

        Returns
        -------
        ndarray of shape (b,)
            Usage [units].
        """
        usage = self.quantity_per / (1.0 - self.scrap_share)
        return usage if yield_share is None else usage / yield_share[self.parent]


def low_level_codes(parent, component, item_count):
    """Return the low-level code of each item: its deepest place in any product.

    Parameters
    ----------
    parent : array_like of shape (b,)
        Index of the item that takes the component of each line.
    component : array_like of shape (b,)
        Index of the item that is taken.
    item_count : int
        Number of items.

    Returns
    -------
    ndarray of shape (items,)
        0 = used in nothing, else 1 more than the deepest item that uses it.

    Raises
    ------
    ValueError
        If products contain themselves; names the items of one circle.

    References
    ----------
    Orlicky, J. (1975), Material Requirements Planning, chapter 4.

    Examples
    --------
    >>> low_level_codes([0, 0, 1], [1, 2, 2], 3).tolist()
    [0, 1, 2]
    """
    parent = np.asarray(parent, dtype=np.int64)
    component = np.asarray(component, dtype=np.int64)
    code = np.zeros(item_count, dtype=np.int64)
    for _level in range(item_count + 1):
        before = code.copy()
        np.maximum.at(code, component, code[parent] + 1)
        if np.array_equal(before, code):
            return code
    circle = _find_circle(parent, component, item_count)
    raise ValueError(f"items contain themselves: {circle}")


def find_circles(parent, component, item_count):
    """Return the lines that are part of a circle, to be left out of an explosion.

    Parameters
    ----------
    parent : array_like of shape (b,)
        Index of the item that takes the component of each line.
    component : array_like of shape (b,)
        Index of the item that is taken.
    item_count : int
        Number of items.

    Returns
    -------
    ndarray of bool of shape (b,)
        True where parent and component contain each other.

    Examples
    --------
    >>> find_circles([0, 1, 2], [1, 0, 1], 3).tolist()
    [True, True, False]
    """
    parent = np.asarray(parent, dtype=np.int64)
    component = np.asarray(component, dtype=np.int64)
    shape = (item_count, item_count)
    graph = sparse.csr_array((np.ones(len(parent)), (parent, component)), shape)
    _count, label = sparse.csgraph.connected_components(graph, connection="strong")
    return label[parent] == label[component]


def _find_circle(parent, component, item_count):
    """Return the items of one circle."""
    rows = np.flatnonzero(find_circles(parent, component, item_count))
    graph = {}
    for row in rows.tolist():
        graph.setdefault(int(parent[row]), int(component[row]))
    item, seen = next(iter(graph)), []
    while item not in seen:
        seen.append(item)
        item = graph[item]
    return seen[seen.index(item) :]
