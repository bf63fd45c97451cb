"""The examples in the docstrings run, and every public function has one."""

import ast
import doctest
import importlib
import pkgutil
from pathlib import Path

import kernel
import pytest

MODULES = ["kernel"] + [
    module.name for module in pkgutil.walk_packages(kernel.__path__, "kernel.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_the_docstring_says(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_kernel_imports_only_numpy_scipy_and_itself(name):
    allowed = {"numpy", "scipy", "dataclasses", "collections"}
    source = Path(importlib.import_module(name).__file__).read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= allowed
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.split(".")[0] in allowed
            assert node.module != "scipy.stats"
