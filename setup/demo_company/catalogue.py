"""Items of the demo company and their real daily demand."""

import csv
import dataclasses
import gzip
import pathlib

import numpy as np

DATA = pathlib.Path(__file__).parent / "data"
DAYS_PER_WEEK = 7
WORKING_DAYS = 5
PASTA_DAYS = 728
#: Cost as a share of the sales price of the giftware wholesaler.
GIFT_COST_SHARE = 0.55
#: The demo takes its giftware from this many items with the largest turnover.
GIFT_RANKS = 1128


@dataclasses.dataclass
class Item:
    """One product: where it comes from and how much was asked for each day."""

    code: str
    name: str
    category: str
    cost: float
    demand: np.ndarray  # units a day, the last one is yesterday


def read_items(gift_count, generator):
    """Return ``gift_count`` giftware items and all pasta items."""
    return _read_gifts(gift_count, generator) + _read_pasta(generator)


def _read_rows(name):
    with gzip.open(DATA / name, "rt", newline="") as handle:
        return list(csv.DictReader(handle))


def _read_gifts(count, generator):
    rows = _read_rows("online_retail_weekly.csv.gz")
    weeks = [key for key in rows[0] if key[:2] == "20"]
    rows = [row for row in rows if float(row["unit_price_gbp"] or 0) > 0]
    # Every n-th by turnover: fast and slow movers in their true proportion.
    rows.sort(key=lambda row: -sum(float(row[week] or 0) for week in weeks))
    rows = rows[:GIFT_RANKS]
    picked = [rows[i] for i in np.linspace(0, len(rows) - 1, count).astype(int)]
    items = []
    for row in picked:
        weekly = np.array([float(row[week] or 0) for week in weeks])
        lines = max(1.0, float(row["order_lines"]) / np.count_nonzero(weekly))
        items.append(
            Item(
                code=f"GIFT-{row['id']}",
                name=f"Giftware {row['id']}",
                category="Giftware",
                cost=round(float(row["unit_price_gbp"]) * GIFT_COST_SHARE, 2),
                demand=_spread_weeks(weekly, lines, generator),
            )
        )
    return items


def _spread_weeks(weekly, lines_per_week, generator):
    """Return daily demand: each week's units as order lines on working days."""
    daily = np.zeros((len(weekly), DAYS_PER_WEEK))
    for week, units in enumerate(weekly.astype(int)):
        if units > 0:
            lines = min(units, max(1, generator.poisson(lines_per_week)), 40)
            sizes = generator.multinomial(units - lines, np.full(lines, 1 / lines)) + 1
            days = generator.integers(0, WORKING_DAYS, size=lines)
            np.add.at(daily[week], days, sizes)
    return daily.ravel()


def _read_pasta(generator):
    items = []
    for row in _read_rows("pasta_daily.csv.gz"):
        brand, number = row["id"].split("_")
        days = [value for key, value in row.items() if key[:2] == "20"]
        items.append(
            Item(
                code=f"PASTA-{brand}-{int(number):02d}",
                name=f"Pasta {brand} No. {number}",
                category=f"Pasta {brand}",
                cost=round(float(generator.uniform(0.6, 1.8)), 2),
                demand=np.array([float(day or 0) for day in days[-PASTA_DAYS:]]),
            )
        )
    return items
