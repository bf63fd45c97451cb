"""Python packages, in a virtual environment of our own."""

import shutil
import sys

from . import lock, paths
from .console import SetupError, run, step

REQUIREMENTS = ("requirements-dev.txt", "requirements-odoo.txt")
OLDEST_PYTHON = (3, 10)
HINT = (
    "The versions are pinned in requirements.txt and setup/requirements-*.txt.\n"
    "Is the package index reachable? A proxy or mirror goes into pip's own settings."
)


def ensure():
    """Create the virtual environment and install the pinned packages."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} is too old: Odoo 19 "
            "needs 3.10 or newer. Start the command with a newer python3 in PATH."
        )
    files = [paths.SETUP / name for name in REQUIREMENTS]
    files.append(paths.ROOT / "requirements.txt")
    # The path is part of it: a virtual environment does not survive a move.
    stamp = lock.digest(sys.version, str(paths.VENV), *files)
    with lock.exclusive("packages"):
        if lock.is_current("packages", stamp) and paths.PYTHON.exists():
            return
        with step("Python packages (virtual environment)"):
            _create_venv()
            pip = [paths.PYTHON, "-m", "pip", "--disable-pip-version-check"]
            run([*pip, "install", "--quiet", "-r", files[0]], hint=HINT)
        lock.set_current("packages", stamp)


def _create_venv():
    if paths.PYTHON.exists():
        probe = run([paths.PYTHON, "-c", "import sys; print(sys.version)"])
        if probe.strip() == sys.version.strip():
            return
    shutil.rmtree(paths.VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", paths.VENV],
        hint="On Debian: apt-get install python3-venv",
    )
