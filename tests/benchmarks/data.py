"""Demand sets of the protocols: wide tables, a row per item, a column per period."""

import csv
import datetime
import gzip
import os
import pathlib

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: Sets that may be shipped; ``--data`` or DEMAND_DATA names a folder with more.
SHIPPED = ROOT / "setup" / "demo_company" / "data"
FILES = {
    "carparts": "carparts_monthly",
    "raf": "raf_monthly",
    "auto": "auto_monthly",
    "retail": "online_retail_weekly",
    "pasta": "pasta_weekly",
    "m3": "m3_monthly",
    "hospital": "hospital_monthly",
}
DAYS_PER_WEEK = 7


def folder():
    """Return the folder of the demand sets."""
    return pathlib.Path(os.environ.get("DEMAND_DATA", SHIPPED))


def available():
    """Return the names of the sets that are there."""
    return [name for name in FILES if _path(name) is not None]


def load(name):
    """Return the demand of a set: (n, T) with NaN, or a list of rows (m3)."""
    path = _path(name)
    if path is None:
        raise SystemExit(f"{FILES[name]}.csv.gz is not in {folder()}")
    header, rows = _read(path)
    if name == "m3":
        column = header.index("values")
        return [np.array(row[column].split(), dtype=np.float64) for row in rows]
    columns = [i for i, title in enumerate(header) if title[:2] in ("19", "20")]
    demand = np.array([[_number(row[i]) for i in columns] for row in rows])
    if path.name.startswith("pasta_daily"):
        demand = _to_weeks(demand, [header[i] for i in columns])
    if name == "carparts":  # complete series only, as in the published studies
        demand = demand[~np.isnan(demand).any(axis=1)]
    return demand


def load_kinds():
    """Return the kinds of the series of m3, to pick those of items."""
    header, rows = _read(_path("m3"))
    column = header.index("type")
    return [row[column] for row in rows]


def _path(name):
    for stem in (FILES[name], "pasta_daily" if name == "pasta" else FILES[name]):
        path = folder() / f"{stem}.csv.gz"
        if path.exists():
            return path
    return None


def _read(path):
    with gzip.open(path, "rt", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _number(text):
    return float(text) if text else np.nan


def _to_weeks(daily, dates):
    """Return sums of whole weeks from the first Monday on."""
    weekday = datetime.date.fromisoformat(dates[0]).weekday()
    first = -weekday % DAYS_PER_WEEK
    n_weeks = (daily.shape[1] - first) // DAYS_PER_WEEK
    whole = daily[:, first : first + n_weeks * DAYS_PER_WEEK]
    return whole.reshape(len(daily), n_weeks, DAYS_PER_WEEK).sum(axis=2)
