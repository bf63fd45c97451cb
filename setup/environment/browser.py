"""Chromium for the browser tours: Debian's package, the only thing on the system."""

import os
import shutil
import sys

from . import lock
from .console import is_ci, run, step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = "Install it once as root: apt-get install chromium"


def ensure():
    """Return the path of Chromium, installing it as root; None when there is none.

    Without it the tours are skipped, loudly; under ``CI=true`` that is a failure.
    """
    found = _find()
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with lock.exclusive("browser"), step("Chromium from Debian (system package)"):
            _install()
        found = _find()
    if not found:
        kind = "FAILURE" if is_ci() else "SKIPPED"
        print(f"\n!!! Browser tours: {kind}. No Chromium. {ADVICE}\n", file=sys.stderr)
    return found


def _find():
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _install():
    options = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update"], env=options, hint=ADVICE)
    command = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    run(command, env=options, hint=ADVICE)
