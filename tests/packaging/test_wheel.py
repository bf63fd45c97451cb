"""What users install: a wheel that Odoo loads without this checkout."""

import os
import subprocess
import sys
import zipfile

import pytest
from environment import database, paths

ADDON = "inv_optimisation"
FOLDER = f"odoo/addons/{ADDON}"
ADDONS = paths.addon_names()
#: What every wheel holds, and one file of each kind that Odoo needs of the first.
NEEDED_OF_ALL = (
    "__manifest__.py",
    "__init__.py",
    "LICENSE",
    "static/description/icon.png",
    "static/description/index.html",
)
NEEDED = (
    "kernel/inventory/reorder_point.py",
    "kernel/forecast/combination.py",
    "models/inv_stocking_point.py",
    "providers/inv_provider_demand.py",
    "security/ir.model.access.csv",
    "data/ir_cron_data.xml",
    "views/inv_stocking_point_views.xml",
    "requisition/inv_requisition.py",
    "static/src/policy_board/policy_board.js",
    f"i18n/{ADDON}.pot",
)
PROBE = """
import importlib
env["inv.stocking.point"].search_count([])
for name in NAMES:
    addon = importlib.import_module(f"odoo.addons.{name}")
    print("LOADED FROM", addon.__file__)
"""


def run(*command, **options):
    """Run ``command``; fail with what it printed."""
    result = subprocess.run(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **options,
    )
    if result.returncode:
        pytest.fail(result.stdout[-4000:], pytrace=False)
    return result.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """Return {addon: its wheel}."""
    folder = tmp_path_factory.mktemp("dist")
    # Without proxies that could help: a build must not need the network.
    environment = dict(os.environ, PIP_NO_INDEX="1")
    command = [sys.executable, paths.SETUP / "build", "--folder", folder, *ADDONS]
    run(*command, env=environment, cwd=folder)
    return {name: _find(folder, name) for name in ADDONS}


def _find(folder, addon):
    (built,) = folder.glob(f"odoo_addon_{addon}-*.whl")
    return built


@pytest.fixture
def clone():
    name = f"inv_wheel_{os.getpid()}"
    database.clone(os.environ["INV_TEMPLATE"], name)
    yield name
    database.drop(name)


@pytest.mark.parametrize("addon", ADDONS)
def test_wheel_holds_what_odoo_needs(wheels, addon):
    names = zipfile.ZipFile(wheels[addon]).namelist()
    needed = [*NEEDED_OF_ALL, *(NEEDED if addon == ADDON else ())]
    missing = [name for name in needed if f"odoo/addons/{addon}/{name}" not in names]
    assert not missing


@pytest.mark.parametrize("addon", ADDONS)
def test_wheel_holds_every_file_of_the_manifest(wheels, addon):
    archive, folder = zipfile.ZipFile(wheels[addon]), f"odoo/addons/{addon}"
    manifest = eval(archive.read(f"{folder}/__manifest__.py"))  # noqa: S307 - our file
    files = [*manifest.get("data", []), *manifest.get("demo", [])]
    assert set(files) <= {
        name.removeprefix(f"{folder}/") for name in archive.namelist()
    }


@pytest.mark.parametrize("addon", ADDONS)
def test_wheel_holds_nothing_of_the_repository_around_the_addon(wheels, addon):
    names = zipfile.ZipFile(wheels[addon]).namelist()
    own = (f"odoo/addons/{addon}/", "odoo_addon_")
    strangers = [name for name in names if not name.startswith(own)]
    leftovers = [
        name
        for name in names
        if "__pycache__" in name or "/." in name or name.endswith("pyproject.toml")
    ]
    assert not strangers + leftovers


def test_wheel_names_version_licence_and_requirements(wheels):
    archive = zipfile.ZipFile(wheels[ADDON])
    (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
    metadata = archive.read(name).decode().splitlines()
    manifest = eval(archive.read(f"{FOLDER}/__manifest__.py"))  # noqa: S307 - our file
    assert f"Version: {manifest['version']}" in metadata
    assert "License: LGPL-3" in metadata
    requirements = {line[15:] for line in metadata if line.startswith("Requires-Dist:")}
    assert requirements == {"odoo==19.0.*", "numpy", "scipy"}


def test_installed_wheels_are_loaded_by_odoo(wheels, clone, tmp_path):
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(
        *pip, "install", "--no-deps", "--no-index", "--target", target, *wheels.values()
    )
    configuration = tmp_path / "odoo.conf"
    configuration.write_text(without_our_addons(paths.ODOO_CONFIG.read_text()))
    environment = dict(os.environ, ODOO_RC=str(configuration))
    environment["PYTHONPATH"] += f"{os.pathsep}{target}"
    command = [paths.PYTHON, "-m", "odoo", "shell", "-c", configuration, "-d", clone]
    command += ["--no-http", "--log-level=warn"]
    probe = f"NAMES = {ADDONS!r}\n{PROBE}"
    output = run(*command, input=probe, env=environment, cwd=tmp_path)
    for addon in ADDONS:
        assert f"LOADED FROM {target / 'odoo/addons' / addon}" in output, output
    assert not [line for line in output.splitlines() if " ERROR " in line]


def without_our_addons(text):
    """Return the configuration with an addons path that lacks our folder."""
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if line.startswith("addons_path"):
            folders = line.partition("=")[2].strip().split(",")
            rest = [folder for folder in folders if folder != str(paths.ADDONS)]
            assert len(rest) == len(folders) - 1
            lines[index] = "addons_path = " + ",".join(rest)
    return "\n".join(lines) + "\n"
