"""How to start Odoo and Python in the environment: one configuration for all."""

import os

from . import database, odoo_source, packages, paths

#: Chromium refuses to start tours on a bundle that names a file Debian removed.
TEST_ADDONS = paths.ROOT / "tests" / "addons"


def ensure():
    """Install what is missing and start the database; return the environment."""
    python_path, addons_paths = odoo_source.ensure()
    packages.ensure()
    database.ensure()
    _write_configuration(addons_paths)
    return environment(python_path)


def environment(python_path=None):
    """Return the process environment in which ``import odoo`` works."""
    python_path = python_path or odoo_source.ensure()[0]
    return dict(
        os.environ,
        PYTHONPATH=str(python_path),
        ODOO_RC=str(paths.ODOO_CONFIG),
        # The kernel is vectorised; threads of BLAS only fight with Odoo's workers.
        OPENBLAS_NUM_THREADS="1",
        OMP_NUM_THREADS="1",
    )


def command(*arguments):
    """Return the command line of ``odoo`` with our configuration."""
    subcommand = [arguments[0]] if arguments[:1] and arguments[0][:1] != "-" else []
    rest = arguments[len(subcommand) :]
    subcommand = subcommand or ["server"]
    configuration = (
        ["-c", paths.ODOO_CONFIG] if _takes_configuration(subcommand) else []
    )
    return [paths.PYTHON, "-m", "odoo", *subcommand, *configuration, *rest]


def _takes_configuration(subcommand):
    """Return whether ``-c`` may follow; the others read ``ODOO_RC``."""
    return subcommand[0] in {"server", "shell", "populate"}


def _write_configuration(addons_paths):
    values = database.connection()
    addons = [paths.ADDONS, TEST_ADDONS, *addons_paths]
    lines = [
        "[options]",
        "addons_path = " + ",".join(str(path) for path in addons if path.is_dir()),
        f"data_dir = {paths.ODOO_DATA}",
        f"db_host = {values['host']}",
        f"db_port = {values['port']}",
        f"db_user = {values['user']}",
        "list_db = False",
        "http_interface = 127.0.0.1",
        "without_demo = True",
    ]
    if values["password"]:
        lines.append(f"db_password = {values['password']}")
    text = "\n".join(lines) + "\n"
    if paths.ODOO_CONFIG.exists() and paths.ODOO_CONFIG.read_text() == text:
        return
    paths.ODOO_CONFIG.touch(mode=0o600)
    paths.ODOO_CONFIG.write_text(text)
