"""What the user reads: steps with their time, and errors that say what to do."""

import contextlib
import os
import shlex
import subprocess
import sys
import time


class SetupError(Exception):
    """A problem that the user can solve; the message says how."""


@contextlib.contextmanager
def step(title):
    """Print ``title`` and, when the block is done, the seconds that it took."""
    print(f"• {title} …", file=sys.stderr, flush=True)
    start = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)


def run(command, *, log=None, hint="", **options):
    """Run ``command`` quietly; on failure raise with the last lines and ``hint``."""
    command = [str(part) for part in command]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(result.stdout)
    if result.returncode:
        tail = "\n".join(f"    {line}" for line in result.stdout.splitlines()[-25:])
        raise SetupError(
            f"This command failed with status {result.returncode}:\n"
            f"    {shlex.join(command)}\n{tail}" + (f"\n{hint}" if hint else "")
        )
    return result.stdout


def main(function):
    """Run ``function`` as a command: errors of the user without a traceback."""
    try:
        sys.exit(function() or 0)
    except SetupError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nInterrupted; run the same command again to go on.", file=sys.stderr)
        sys.exit(130)


def is_ci():
    """Return whether a missing optional part is a failure (``CI=true``)."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
