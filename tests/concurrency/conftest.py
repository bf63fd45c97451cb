"""A database of their own for tests with real processes, cursors and commits."""

import contextlib
import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "setup"))

from environment import database  # noqa: E402
from shells import Shell, ShellServer  # noqa: E402

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


@pytest.fixture(scope="session")
def shell_server():
    """Return what starts Odoo's processes."""
    server = ShellServer()
    yield server
    server.stop()


@pytest.fixture
def bare_shell(shell_server):
    """Return a shell on a fresh clone of the database with the addons."""
    with cloned(os.environ["INV_TEMPLATE"], "bare") as name:
        yield Shell(shell_server, name, PRELUDE)


@pytest.fixture(scope="session")
def stocked(shell_server):
    """Return the name of a database with 60 products below their minimum."""
    with cloned(os.environ["INV_TEMPLATE"], "stocked") as name:
        assert Shell(shell_server, name, PRELUDE).run(BUILD) == {"products": 60}
        yield name


@pytest.fixture
def shell(shell_server, stocked):
    """Return a shell on a fresh clone with 60 products below their minimum."""
    with cloned(stocked, "shell") as name:
        yield Shell(shell_server, name, PRELUDE)


@contextlib.contextmanager
def cloned(source, name):
    """Clone a database for a while; yield its name."""
    name = f"inv_concurrency_{name}_{os.getpid()}"
    database.clone(source, name)
    try:
        yield name
    finally:
        database.drop(name)
