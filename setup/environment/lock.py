"""One installation at a time, and stamps that tell what is already installed."""

import contextlib
import fcntl
import hashlib

from . import paths


@contextlib.contextmanager
def exclusive(name):
    """Hold the lock ``name``; a second process waits until the first is done."""
    paths.HOME.mkdir(parents=True, exist_ok=True)
    with open(paths.HOME / f"{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def digest(*parts):
    """Return one hash over strings and the contents of files (pathlib paths)."""
    state = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if hasattr(part, "read_bytes") else str(part).encode()
        state.update(len(data).to_bytes(8, "big") + data)
    return state.hexdigest()


def is_current(name, value):
    """Return whether the stamp ``name`` holds ``value``."""
    stamp = paths.STAMPS / name
    return stamp.exists() and stamp.read_text() == value


def set_current(name, value):
    """Write the stamp ``name``: written last, so that a killed step runs again."""
    paths.STAMPS.mkdir(parents=True, exist_ok=True)
    (paths.STAMPS / name).write_text(value)
