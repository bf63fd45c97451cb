"""Transfers in the kernel alone: flows on lanes, and plans with shared shipments.

Seconds are those of the processor: the kernel works on one core.
"""

import sys
import time
from pathlib import Path

import numpy as np

ADDON = Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
#: Most seconds on one core: products, sites, and whether shipments are shared.
TARGETS = {
    (2000, 8, False): 2.0,
    (20000, 20, False): 60.0,
    (500, 8, True): 1.5,
    (3000, 20, True): 40.0,
}


def network(n_items, n_sites, seed=42):
    """Return arrays of random products, most of which have something to move."""
    rng = np.random.default_rng(seed)
    mean = rng.lognormal(1.5, 1.2, (n_items, 1)) * rng.uniform(
        0.3, 2, (n_items, n_sites)
    )
    place = rng.random((n_sites, 2))
    distance = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    return {
        "position": np.floor(mean * rng.choice([0, 0.3, 1, 1.5, 3], mean.shape)),
        "mean": mean,
        "variance": mean * rng.uniform(1, 4, mean.shape),
        "keep": np.floor(0.5 * mean),
        "value": rng.lognormal(2.5, 0.8, n_items),
        "weight": rng.uniform(0.2, 5, n_items),
        "distance": distance,
        "maximum": np.where(rng.random(mean.shape) < 0.3, np.ceil(2 * mean), np.nan),
    }


def measure_lanes(rebalancing, n_items, n_sites):
    """Return the seconds for flows with a cost for each lane, and the largest gap."""
    data = network(n_items, n_sites)
    cost = 0.06 * data["weight"][:, None, None] * data["distance"]
    cost = cost + 0.02 * data["value"][:, None, None]
    start = time.process_time()
    result = rebalancing.rebalance(
        data["position"], data["mean"], data["variance"], unit=1,
        donor_keep=data["keep"], shortage_cost=0.4 * data["value"],
        transfer_cost=cost, maximum=data["maximum"],
        holding_cost=data["value"] / 1460, rate_per_day=data["mean"] / 20,
    )  # fmt: skip
    seconds = time.process_time() - start
    moved = (result.flows > 0).any(axis=(1, 2)).mean()
    return seconds, {"gap": float(result.gap.max()), "moved": round(float(moved), 3)}


def measure_shipments(shipments, n_items, n_sites):
    """Return the seconds for a plan with shared shipments, and its gap."""
    data = network(n_items, n_sites)
    source, target = np.nonzero(~np.eye(n_sites, dtype=bool))
    far = data["distance"][source, target]
    sites = np.ones((1, n_sites))
    stock = shipments.NetworkStock(
        **{name: data[name] for name in ("position", "mean", "variance", "keep")},
        available=data["position"], maximum=data["maximum"],
        rate_per_day=data["mean"] / 20, unit=np.ones(n_items),
        unit_value=data["value"], shortage_cost=0.4 * data["value"][:, None] * sites,
        holding_cost=data["value"][:, None] / 1460 * sites,
    )  # fmt: skip
    lanes = shipments.Lanes(
        source,
        target,
        0.06 * data["weight"][:, None] * far + 0.02 * data["value"][:, None],
        200.0 * (0.5 + far),
        load=np.repeat(data["weight"][:, None], len(source), axis=1),
    )
    start = time.process_time()
    plan = shipments.plan_transfers(stock, lanes)
    seconds = time.process_time() - start
    return seconds, {"gap": round(plan.gap, 4), "moves": len(plan.item)}


def kernel_seconds():
    """Print and return the figures of all sizes."""
    sys.path.insert(0, str(ADDON))
    from kernel.network import rebalancing, shipments  # noqa: PLC0415

    figures = []
    for (n_items, n_sites, shared), target in TARGETS.items():
        measure = measure_shipments if shared else measure_lanes
        module = shipments if shared else rebalancing
        seconds, found = measure(module, n_items, n_sites)
        figures.append(
            {
                "products": n_items,
                "sites": n_sites,
                "shared": shared,
                "seconds": round(seconds, 2),
                "target": target,
                **found,
            }
        )
        print(figures[-1], flush=True)
    return figures


if __name__ == "__main__":
    kernel_seconds()
