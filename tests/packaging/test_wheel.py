"""What users install: a wheel that Odoo loads without this checkout."""

import os
import subprocess
import sys
import zipfile

import pytest
from environment import database, paths

ADDON = "inv_optimisation"
FOLDER = f"odoo/addons/{ADDON}"
#: One file of each kind that Odoo needs.
NEEDED = (
    "__manifest__.py",
    "__init__.py",
    "LICENSE",
    "kernel/inventory/reorder_point.py",
    "kernel/forecast/combination.py",
    "models/inv_stocking_point.py",
    "providers/inv_provider_demand.py",
    "security/ir.model.access.csv",
    "data/ir_cron_data.xml",
    "views/inv_stocking_point_views.xml",
    "static/description/icon.png",
    "static/description/index.html",
    "static/src/policy_board/policy_board.js",
    f"i18n/{ADDON}.pot",
)
PROBE = """
import odoo.addons.inv_optimisation as addon
env["inv.stocking.point"].search_count([])
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
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    # Without proxies that could help: a build must not need the network.
    environment = dict(os.environ, PIP_NO_INDEX="1")
    command = [sys.executable, paths.SETUP / "build", "--folder", folder, ADDON]
    run(*command, env=environment, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def clone():
    name = f"inv_wheel_{os.getpid()}"
    database.clone(os.environ["INV_TEMPLATE"], name)
    yield name
    database.drop(name)


def test_wheel_holds_what_odoo_needs(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in NEEDED if f"{FOLDER}/{name}" not in names]
    assert not missing


def test_wheel_holds_every_file_of_the_manifest(wheel):
    archive = zipfile.ZipFile(wheel)
    manifest = eval(archive.read(f"{FOLDER}/__manifest__.py"))  # noqa: S307 - our file
    files = [*manifest["data"], *manifest.get("demo", [])]
    assert set(files) <= {
        name.removeprefix(f"{FOLDER}/") for name in archive.namelist()
    }


def test_wheel_holds_nothing_of_the_repository_around_the_addon(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    strangers = [
        name for name in names if not name.startswith((f"{FOLDER}/", "odoo_addon_"))
    ]
    leftovers = [
        name
        for name in names
        if "__pycache__" in name or "/." in name or name.endswith("pyproject.toml")
    ]
    assert not strangers + leftovers


def test_wheel_names_version_licence_and_requirements(wheel):
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
    metadata = archive.read(name).decode().splitlines()
    manifest = eval(archive.read(f"{FOLDER}/__manifest__.py"))  # noqa: S307 - our file
    assert f"Version: {manifest['version']}" in metadata
    assert "License: LGPL-3" in metadata
    requirements = {line[15:] for line in metadata if line.startswith("Requires-Dist:")}
    assert requirements == {"odoo==19.0.*", "numpy", "scipy"}


def test_installed_wheel_is_loaded_by_odoo(wheel, clone, tmp_path):
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "install", "--no-deps", "--no-index", "--target", target, wheel)
    configuration = tmp_path / "odoo.conf"
    configuration.write_text(without_our_addons(paths.ODOO_CONFIG.read_text()))
    environment = dict(os.environ, ODOO_RC=str(configuration))
    environment["PYTHONPATH"] += f"{os.pathsep}{target}"
    command = [paths.PYTHON, "-m", "odoo", "shell", "-c", configuration, "-d", clone]
    command += ["--no-http", "--log-level=warn"]
    output = run(*command, input=PROBE, env=environment, cwd=tmp_path)
    assert f"LOADED FROM {target / FOLDER}" in output, output
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
