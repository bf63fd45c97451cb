"""Inventory-optimisation kernel: arrays in, arrays out.

The kernel knows demand, forecasts and stock, and nothing of Odoo: no database,
clock, logging or global state. The first axis of every array is the item, all
numbers are float64, NaN means "not observed", and wrong input raises ValueError.

Rooms
-----
demand
    Buckets, outliers, stock-outs and classes of the demand history.
forecast
    Forecast methods, their back-test and their weighted combination.
inventory
    Demand distributions, lead times, reorder points, group targets, lot sizes,
    projection, replay and the recommendation that composes them.
network
    Transfers between sites, pooling, safety stock along a chain.
counting
    When what is counted, and how right the records are.

``README.md`` has a worked example and a map with a line for each function.
"""

# Store it with every derivation; it rises when a formula changes a stored result.
KERNEL_VERSION = "2"
