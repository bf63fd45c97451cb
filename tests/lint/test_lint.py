"""Every tool of the lint set-up as a test of its own; its output is the message."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(sys.executable).parent
ADDONS = sorted(path.parent for path in ROOT.glob("addons/*/__manifest__.py"))
SETUP = ROOT / "setup"
COMMANDS = sorted(
    path for path in SETUP.iterdir() if path.is_file() and os.access(path, os.X_OK)
)


def run(*command, **options):
    """Run ``command`` in the repository; fail with what it printed."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=options.pop("cwd", ROOT),
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    if result.returncode:
        pytest.fail(result.stdout[-8000:] + result.stderr[-4000:], pytrace=False)


def module(name, *arguments, **options):
    """Run a Python tool; console scripts break in a path with blanks."""
    run(sys.executable, "-m", name, *arguments, **options)


def script(name, *arguments):
    """Run a console script of the environment through Python."""
    run(sys.executable, BIN / name, *arguments)


def python_files():
    """Return folders, and the commands, which have no suffix that ruff knows."""
    return [ROOT / "addons", ROOT / "tests", SETUP, *COMMANDS]


def test_ruff_finds_nothing():
    module("ruff", "check", "--no-cache", *python_files())


def test_python_is_formatted():
    module("ruff", "format", "--no-cache", "--check", "--diff", *python_files())


def test_kernel_docstrings_agree_with_signatures():
    options = ["--style=numpy", "--arg-type-hints-in-signature=False"]
    options.append("--check-return-types=False")
    script("pydoclint", *options, *ROOT.glob("addons/*/kernel"))


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_pylint_odoo_finds_nothing(addon):
    script(
        "pylint",
        f"--rcfile={ROOT / '.pylintrc'}",
        # Each room extends a model by its own concern: one class a room, not one file.
        "--disable=consider-merging-classes-inherited",
        addon,
    )


def test_oca_checks_find_nothing():
    files = [
        path
        for addon in ADDONS
        for pattern in ("__manifest__.py", "**/*.xml", "**/*.csv")
        for path in addon.glob(pattern)
    ]
    script("oca-checks-odoo-module", *files)


def test_oca_checks_of_translations_find_nothing():
    files = [path for addon in ADDONS for path in addon.glob("i18n/*.po*")]
    # Odoo writes the template; its line breaks are not the ones of the check.
    script("oca-checks-po", "--disable=po-pretty-format", *files)


def test_licences_are_compatible():
    script("manifestoo", "--addons-path", ROOT / "addons", "check-licenses")


@pytest.mark.parametrize("tool", ["prettier", "eslint"])
def test_javascript_tool_finds_nothing(tool):
    home = pathlib.Path(os.environ["INV_JAVASCRIPT"])
    arguments = {
        "prettier": [
            home / "node_modules/prettier/bin/prettier.cjs",
            "--check",
            "--config",
            home / "prettier.config.mjs",
            "addons/**/*.{js,scss,css,xml}",
        ],
        "eslint": [
            home / "node_modules/eslint/bin/eslint.js",
            "--config",
            home / "eslint.config.mjs",
            "addons",
        ],
    }
    run(os.environ["INV_NODE"], *arguments[tool])


def test_no_machine_path_is_in_the_repository():
    command = ["git", "grep", "-nIE", r"/(home|root|work|Users)/[a-z]", "--", "."]
    result = subprocess.run(
        [*command, ":!*.lock", ":!setup/javascript/package-lock.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    hits = [line for line in result.stdout.splitlines() if "test_lint.py" not in line]
    assert not hits
