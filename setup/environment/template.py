"""Databases that are built once and cloned: core modules, then our addons."""

from . import database, lock, odoo, paths
from .console import run, step

#: Modules of core that the addons' tests use beside their own dependencies.
CORE_MODULES = (
    "stock_account,purchase_stock,sale_stock,mrp,purchase_mrp,sale_mrp,"
    "mrp_subcontracting,purchase_requisition_stock,product_expiry"
)
CORE = "inv_template_core"
ADDONS = "inv_template_addons"
MINIMAL = "inv_template_minimal"
QUIET = ["--no-http", "--max-cron-threads=0", "--log-level=warn", "--stop-after-init"]


def ensure_core(environment):
    """Build the database with core's modules only; return its name."""
    stamp = lock.digest(CORE_MODULES, *_odoo_version())
    with lock.exclusive("template"):
        if not (lock.is_current(CORE, stamp) and database.exists(CORE)):
            with step("Template database with core's modules (about a minute)"):
                _install(environment, CORE, CORE_MODULES)
            lock.set_current(CORE, stamp)
    return CORE


def ensure_addons(environment):
    """Build the database with our addons on top of core; return its name."""
    ensure_core(environment)
    stamp = lock.digest(CORE_MODULES, *_addon_files())
    with lock.exclusive("template"):
        if not (lock.is_current(ADDONS, stamp) and database.exists(ADDONS)):
            with step("Template database with the addons"):
                half = f"{ADDONS}_half"
                database.clone(CORE, half)
                names = ",".join([*paths.addon_names(), "inv_test_assets"])
                _install(environment, half, names)
                database.rename(half, ADDONS)
            lock.set_current(ADDONS, stamp)
    return ADDONS


def ensure_minimal(environment):
    """Build the database with our addons and only what they depend on."""
    stamp = lock.digest(*_odoo_version(), *_addon_files())
    with lock.exclusive("template"):
        if not (lock.is_current(MINIMAL, stamp) and database.exists(MINIMAL)):
            with step("Database with the addons and their dependencies only"):
                database.drop(MINIMAL)
                _install(environment, MINIMAL, ",".join(paths.addon_names()))
            lock.set_current(MINIMAL, stamp)
    return MINIMAL


def _install(environment, name, modules):
    half = f"{name}_new"
    if database.exists(name):
        half = name
    else:
        database.drop(half)
    log = paths.LOGS / f"{name}.log"
    command = odoo.command("server", "-d", half, "-i", modules, *QUIET)
    run(command, env=environment, cwd=paths.HOME, log=log, hint=f"The log is {log}")
    if half != name:
        database.rename(half, name)


def _odoo_version():
    configuration = paths.ODOO_CONFIG.read_text().splitlines()
    return [line for line in configuration if line.startswith("addons_path")]


def _addon_files():
    """Return the files whose change makes the database stale, in a fixed order."""
    kinds = (".py", ".xml", ".csv", ".js", ".scss")
    files = [
        path
        for folder in (paths.ADDONS, odoo.TEST_ADDONS)
        for path in sorted(folder.rglob("*"))
        if path.suffix in kinds and "tests" not in path.relative_to(folder).parts[1:-1]
    ]
    return [
        part for path in files for part in (str(path.relative_to(paths.ROOT)), path)
    ]
