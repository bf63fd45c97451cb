"""Odoo 19: from ``ODOO_HOME``, or from Debian's package without installing it."""

import os
import pathlib
import shutil

from . import lock, paths
from .console import SetupError, run, step

PACKAGE, SUITE = "odoo-19", "sid"
#: Packages of the machine's own release that Odoo's symbolic links point into.
RELEASE_PACKAGES = [
    "fonts-font-awesome",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-inconsolata",
    "fonts-roboto-unhinted",
    "fonts-glyphicons-halflings",
    "fonts-ocr-b",
]
KEYRINGS = (
    "/usr/share/keyrings/debian-archive-keyring.gpg",
    "/usr/share/keyrings/debian-archive-keyring.pgp",
)
CHOICES = (
    "Choose one of:\n"
    "  - run on Debian or a derivative with apt-get and dpkg;\n"
    "  - ODOO_HOME=/path/to/odoo ./setup/… with a source checkout or an unpacked\n"
    "    package of Odoo 19.0 (the folder that holds the package 'odoo')."
)
DEBIAN_PYTHONPATH = "usr/lib/python3/dist-packages"
MARKER = pathlib.PurePath("odoo", "release.py")


def ensure():
    """Return ``(python_path, addons_paths)`` of Odoo 19, downloading it if needed."""
    home = os.environ.get("ODOO_HOME")
    if home:
        return _existing(pathlib.Path(home).expanduser().resolve())
    python_path = paths.DEBIAN / "root" / DEBIAN_PYTHONPATH
    stamp = lock.digest(PACKAGE, SUITE, *RELEASE_PACKAGES)
    with lock.exclusive("odoo"):
        if not lock.is_current("odoo", stamp):
            with step(f"Odoo 19 from Debian's {PACKAGE} (123 MB, unpacked privately)"):
                _download_and_unpack()
            lock.set_current("odoo", stamp)
    return python_path, [python_path / "odoo" / "addons"]


def _existing(home):
    for python_path in (home, home / DEBIAN_PYTHONPATH):
        release = python_path / MARKER
        if release.exists():
            if "version_info = (19, 0" not in release.read_text():
                raise SetupError(f"ODOO_HOME={home} is not Odoo 19.0.\n{CHOICES}")
            addons = [python_path / "odoo" / "addons", python_path / "addons"]
            return python_path, [path for path in addons if path.is_dir()]
    raise SetupError(f"ODOO_HOME={home} holds no package 'odoo'.\n{CHOICES}")


def _download_and_unpack():
    for tool in ("apt-get", "dpkg"):
        if not shutil.which(tool):
            raise SetupError(f"'{tool}' is not on this machine.\n{CHOICES}")
    archives, root = paths.DEBIAN / "archives", paths.DEBIAN / "root"
    archives.mkdir(parents=True, exist_ok=True)
    # A half-unpacked tree of an interrupted run is never trusted.
    shutil.rmtree(root, ignore_errors=True)
    mirror = _mirror()
    keyring = next((path for path in KEYRINGS if os.path.exists(path)), None)
    signed_by = f"[signed-by={keyring}] " if keyring else ""
    sid = _private_apt("sid", f"deb {signed_by}{mirror} {SUITE} main\n")
    own = _private_apt("own", None)
    for options, packages in ((sid, [PACKAGE]), (own, RELEASE_PACKAGES)):
        hint = f"Is the machine's package mirror reachable?\n{CHOICES}"
        run(["apt-get", *options, "update"], hint=hint)
        # apt checks the sum of what is there already and completes partial files.
        run(["apt-get", *options, "download", *packages], cwd=archives, hint=hint)
    for name in [PACKAGE, *RELEASE_PACKAGES]:
        newest = max(
            archives.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime
        )
        run(["dpkg", "-x", newest, root])
    if not (root / DEBIAN_PYTHONPATH / MARKER).exists():
        raise SetupError(f"{PACKAGE} was unpacked but holds no Odoo.\n{CHOICES}")
    shutil.rmtree(archives)


def _private_apt(name, sources):
    """Return apt options with a state of our own; ``sources=None`` keeps the machine's.

    The machine's ``apt.conf.d`` stays in force: it may hold proxy settings.
    """
    home = paths.DEBIAN / f"apt-{name}"
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    options = {
        "Dir::State": home / "state",
        "Dir::State::lists": home / "state/lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": home / "cache",
        "APT::Sandbox::User": "root",
    }
    if sources is not None:
        (home / "sources.list").write_text(sources)
        options["Dir::Etc::sourcelist"] = home / "sources.list"
        options["Dir::Etc::sourceparts"] = "/dev/null"
    return [part for key, value in options.items() for part in ("-o", f"{key}={value}")]


def _mirror():
    """Return the address of the Debian mirror that this machine uses."""
    candidates = []
    for path in _source_files():
        for line in path.read_text(errors="replace").splitlines():
            words = line.split()
            if path.suffix == ".sources" and words[:1] == ["URIs:"]:
                candidates += words[1:]
            elif words[:1] == ["deb"]:
                candidates += [word for word in words if "://" in word][:1]
    for address in candidates:
        if address.rstrip("/").endswith("/debian"):
            return address.rstrip("/")
    raise SetupError(f"No Debian mirror in the machine's apt sources.\n{CHOICES}")


def _source_files():
    base = pathlib.Path("/etc/apt")
    parts = base / "sources.list.d"
    files = [base / "sources.list", *parts.glob("*.sources"), *parts.glob("*.list")]
    return [path for path in files if path.is_file()]
