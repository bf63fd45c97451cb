"""Every command explains itself, from any folder."""

import os
import pathlib
import subprocess
import sys

import pytest

SETUP = pathlib.Path(__file__).resolve().parents[2] / "setup"
SCRIPTS = sorted(
    path for path in SETUP.iterdir() if path.is_file() and os.access(path, os.X_OK)
)


def test_there_are_commands():
    assert {"demo", "test", "odoo", "python"} <= {path.name for path in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_help_works_in_another_folder(script, tmp_path):
    result = subprocess.run(
        [str(script), "--help"],
        cwd=tmp_path,
        # Help must not wait for an installation: this home cannot be made.
        env=dict(os.environ, INV_ENVIRONMENT=os.devnull + "/environment"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert f"usage: ./setup/{script.name}" in result.stdout or (
        result.stdout.startswith(f"usage: {script.name}")
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_command_starts_with_the_python_in_path(script):
    assert script.read_text().splitlines()[0] == "#!/usr/bin/env python3"


@pytest.mark.parametrize("name", ["build", "translations"])
def test_unknown_addon_is_an_error_that_names_it(name):
    result = subprocess.run(
        [sys.executable, str(SETUP / name), "no_such_addon"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "No addon no_such_addon" in result.stderr
    assert "Traceback" not in result.stderr
