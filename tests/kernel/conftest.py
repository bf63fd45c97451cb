"""Make the kernel importable without Odoo."""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

ADDON = Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
sys.path.insert(0, str(ADDON))

# The same examples each time, no files in the repository, no timing.
settings.register_profile("kernel", derandomize=True, database=None, deadline=None)
settings.load_profile("kernel")


@pytest.fixture
def rng():
    """Return a seeded generator: every test draws the same numbers each time."""
    return np.random.default_rng(20261126)
