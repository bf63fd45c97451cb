"""The demand protocols: forecasts, simulation and speed of the kernel, without Odoo."""

import json
import os
import shutil
import subprocess
import sys

from . import lock, paths
from .console import SetupError, run, step

NAMES = ("accuracy", "simulation", "network", "speed")
VENV = paths.HOME / "benchmark-venv"
REQUIREMENTS = paths.SETUP / "requirements-benchmark.txt"
SCRIPTS = paths.ROOT / "tests" / "benchmarks"
#: One thread, so that figures compare.
SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def measure(name, options=(), data=None):
    """Run one protocol in an environment of its own; return its figures."""
    python = _ensure()
    environment = {**os.environ, **dict.fromkeys(SINGLE, "1")}
    if data:
        environment["DEMAND_DATA"] = str(data)
    with step(f"Benchmark {name}"):
        result = subprocess.run(
            [python, SCRIPTS / f"{name}.py", *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    lines = result.stdout.strip().splitlines()
    if result.returncode or not lines or not lines[-1].startswith("{"):
        raise SetupError(f"The benchmark failed:\n{result.stderr[-3000:]}")
    return json.loads(lines[-1])


def _ensure():
    """Create the virtual environment with the pinned packages; return its Python."""
    python = VENV / "bin" / "python"
    stamp = lock.digest(
        sys.version, str(VENV), REQUIREMENTS, paths.ROOT / "requirements.txt"
    )
    with lock.exclusive("benchmark-packages"):
        if lock.is_current("benchmark-packages", stamp) and python.exists():
            return python
        with step("Python packages of the benchmarks"):
            shutil.rmtree(VENV, ignore_errors=True)
            run([sys.executable, "-m", "venv", VENV])
            pip = [python, "-m", "pip", "--disable-pip-version-check"]
            run([*pip, "install", "--quiet", "-r", REQUIREMENTS])
        lock.set_current("benchmark-packages", stamp)
    return python
