"""The README of the kernel: its example runs, its map is complete."""

import ast
import doctest
from pathlib import Path

import numpy as np

KERNEL = Path(__file__).resolve().parents[2] / "addons/inv_optimisation/kernel"
README = KERNEL / "README.md"
ROOMS = ("demand", "forecast", "inventory", "network", "production", "counting")


def expected_lines():
    """Return the lines of the map: one per public function and class."""
    lines = []
    for room in ROOMS:
        for path in sorted((KERNEL / room).glob("*.py")):
            for node in ast.parse(path.read_text()).body:
                if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                    continue
                text = ast.get_docstring(node)
                if text and not node.name.startswith("_"):
                    first = text.splitlines()[0].rstrip(".")
                    lines.append(f"- `{node.name}` – {first}")
    return lines


def test_example_runs_without_any_floating_point_error():
    with np.errstate(all="raise"):
        result = doctest.testfile(str(README), module_relative=False)
    assert result.attempted > 25
    assert result.failed == 0


def test_map_names_every_public_function_once():
    text = README.read_text().split("## Map")[1]
    found = [line for line in text.splitlines() if line.startswith("- `")]
    expected = expected_lines()
    assert len(expected) > 150
    missing = sorted(set(expected) - set(found))
    unknown = sorted(set(found) - set(expected))
    assert not missing, "add to the map:\n" + "\n".join(missing)
    assert not unknown, "remove from the map:\n" + "\n".join(unknown)
    assert found == expected, "the order of the map is that of rooms and files"


def test_every_room_and_file_of_the_tables_exists():
    table = README.read_text().split("## Where do I find")[1].split("## Map")[0]
    for row in table.splitlines():
        room = None
        for name in row.split("`")[1::2]:
            room = name.split("/")[0] if "/" in name else room
            path = KERNEL / name if "/" in name else KERNEL / room / name
            assert path.exists(), name
