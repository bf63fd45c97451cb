"""Inventory-optimisation kernel: arrays in, arrays out.

The kernel knows demand, forecasts and stock, and nothing of Odoo: no database,
clock, logging or global state. The first axis of every array is the item, all
numbers are float64, NaN means "not observed", and wrong input raises ValueError.

Rooms
-----
demand
    Buckets, outliers and classes of the demand history.
forecast
    Forecast methods, their back-test and their weighted combination.
inventory
    Demand distributions, lead times, reorder points, lot sizes, projection and
    the recommendation that composes them.
"""

# Store it with every derivation; it rises when a formula changes a stored result.
KERNEL_VERSION = "1"
