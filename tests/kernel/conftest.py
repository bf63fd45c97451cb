"""Make the kernel importable without Odoo."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

ADDON = Path(__file__).resolve().parents[2] / "addons" / "inv_optimisation"
sys.path.insert(0, str(ADDON))

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")
# The same examples each time, no files in the repository, no timing.
settings.register_profile("kernel", derandomize=True, database=None, deadline=None)
settings.load_profile("kernel")


@pytest.fixture(autouse=True)
def floating_point_errors():
    """Turn every floating-point warning of the kernel into an error."""
    with np.errstate(all="raise"):
        yield


@pytest.fixture
def rng():
    """Return a seeded generator: every test draws the same numbers each time."""
    return np.random.default_rng(20261126)
