"""Where things live. Everything outside of git is under ``.environment``."""

import hashlib
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETUP = ROOT / "setup"
ADDONS = ROOT / "addons"
HOME = pathlib.Path(os.environ.get("INV_ENVIRONMENT", ROOT / ".environment")).resolve()

VENV = HOME / "venv"
PYTHON = VENV / "bin" / "python"
DEBIAN = HOME / "debian"
ODOO_DATA = HOME / "odoo-data"
ODOO_CONFIG = HOME / "odoo.conf"
DATABASE = HOME / "postgresql"
NODE_MODULES = HOME / "javascript"
STAMPS = HOME / "stamps"
LOGS = HOME / "logs"

#: Short, stable name of this checkout, for places where a path would be too long.
CHECKOUT_KEY = hashlib.sha256(str(HOME).encode()).hexdigest()[:10]


def addon_names():
    """Return the names of the addons in this repository, in alphabetical order."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))
