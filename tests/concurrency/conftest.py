"""A database of their own for tests with real processes, cursors and commits."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "setup"))

from environment import database, odoo, paths  # noqa: E402

PRELUDE = f"""
import argparse, json, sys, time
sys.path[:0] = [{str(ROOT / "setup")!r}, {str(ROOT / "tests")!r}]
from performance import data
def answer(**values):
    print("ANSWER " + json.dumps(values), flush=True)
"""
BUILD = """
options = argparse.Namespace(products=60, lines=12, seed=7)
products, moves = data.build(env, options)
data.create_rules(env, products)
env.company.inv_chunk_size = 10
env.cr.commit()
answer(products=len(products))
"""


class Shell:
    """Runs code in ``odoo shell`` processes on one database."""

    def __init__(self, name):
        self.name = name

    def start(self, code):
        """Start ``code`` in a process of its own and return the process."""
        command = odoo.command(
            "shell", "-d", self.name, "--no-http", "--log-level=error"
        )
        process = subprocess.Popen(
            [str(part) for part in command],
            env=odoo.environment(),
            cwd=paths.HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process.stdin.write(PRELUDE + code)
        process.stdin.close()
        process.stdin = None
        return process

    def wait_for(self, process, text):
        """Read output until a line holds ``text``."""
        for line in process.stdout:
            if text in line:
                return line
        pytest.fail(process.stderr.read())

    def run(self, code):
        """Run ``code`` to its end; return what it answered."""
        process = self.start(code)
        output, errors = process.communicate(timeout=300)
        for line in output.splitlines():
            if line.startswith("ANSWER "):
                return json.loads(line.removeprefix("ANSWER "))
        pytest.fail(errors[-3000:])


@pytest.fixture
def bare_shell():
    """Return a shell on a fresh clone of the database with the addons."""
    name = f"inv_concurrency_{os.getpid()}"
    database.clone(os.environ["INV_TEMPLATE"], name)
    try:
        yield Shell(name)
    finally:
        database.drop(name)


@pytest.fixture
def shell(bare_shell):
    """Return a shell on a fresh clone with 60 products below their minimum."""
    assert bare_shell.run(BUILD) == {"products": 60}
    return bare_shell
