"""The modules behind the commands: decisions that need no network."""

import socket

import pytest
from environment import browser, database, lock, odoo, odoo_source, paths
from environment.console import SetupError

DEB822 = """\
Types: deb
URIs: http://mirror.example/debian-security
Suites: stable-security
Components: main

Types: deb
URIs: http://mirror.example/debian/
Suites: stable
Components: main
"""
CLASSIC = """\
# deb http://commented.example/debian stable main
deb http://mirror.example/debian-security stable-security main
deb [arch=amd64 signed-by=/usr/share/k.gpg] http://old.example/debian stable main
"""
SOCKET_PATH_LIMIT = 107


@pytest.fixture(autouse=True)
def no_server_of_the_caller(monkeypatch):
    for name in ("DATABASE_URL", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)


# Odoo's source


@pytest.mark.parametrize(
    ("name", "text", "mirror"),
    [
        ("debian.sources", DEB822, "http://mirror.example/debian"),
        ("sources.list", CLASSIC, "http://old.example/debian"),
    ],
)
def test_mirror_is_the_one_that_the_machine_uses(
    tmp_path, monkeypatch, name, text, mirror
):
    path = tmp_path / name
    path.write_text(text)
    monkeypatch.setattr(odoo_source, "_source_files", lambda: [path])
    assert odoo_source._mirror() == mirror


def test_machine_without_debian_mirror_gets_the_choices(monkeypatch):
    monkeypatch.setattr(odoo_source, "_source_files", list)
    with pytest.raises(SetupError, match="ODOO_HOME="):
        odoo_source._mirror()


def test_odoo_home_without_odoo_gets_the_choices(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(SetupError, match="holds no package 'odoo'") as caught:
        odoo_source.ensure()
    assert odoo_source.CHOICES in str(caught.value)


def make_odoo(folder, version):
    package = folder / "odoo"
    (package / "addons").mkdir(parents=True)
    (package / "release.py").write_text(f"version_info = ({version}, 'final', 0, '')\n")
    return folder


def test_odoo_home_of_another_version_gets_the_choices(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(make_odoo(tmp_path, "18, 0, 0")))
    with pytest.raises(SetupError, match=r"is not Odoo 19\.0"):
        odoo_source.ensure()


@pytest.mark.parametrize("inside", ["", odoo_source.DEBIAN_PYTHONPATH])
def test_odoo_home_is_a_checkout_or_an_unpacked_package(tmp_path, monkeypatch, inside):
    make_odoo(tmp_path / inside, "19, 0, 0")
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    python_path, addons = odoo_source.ensure()
    assert python_path == tmp_path / inside
    assert addons == [tmp_path / inside / "odoo" / "addons"]


# Database


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://me:s%40cret@db.example:5433/postgres",
            ("db.example", "5433", "me", "s@cret"),
        ),
        ("postgres://db.example", ("db.example", "5432", "odoo", "")),
        ("postgresql://", ("localhost", "5432", "odoo", "")),
        (
            "postgresql://me@/postgres?host=/run/postgresql&port=5434",
            ("/run/postgresql", "5434", "me", ""),
        ),
    ],
)
def test_database_url_is_understood(monkeypatch, url, expected):
    monkeypatch.setenv("DATABASE_URL", url)
    values = database.connection()
    assert tuple(values[key] for key in ("host", "port", "user", "password")) == (
        expected
    )
    assert not database.is_embedded()


def test_processes_that_we_start_use_the_same_server(monkeypatch, tmp_path):
    url = "postgresql://me@db.example/postgres"
    monkeypatch.setenv("DATABASE_URL", url)
    assert odoo.environment(tmp_path)["DATABASE_URL"] == url


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["server", "-c", "CONF"]),
        (("-d", "demo"), ["server", "-c", "CONF", "-d", "demo"]),
        (("shell", "-d", "demo"), ["shell", "-c", "CONF", "-d", "demo"]),
        # These have a second subcommand and find the configuration in ODOO_RC.
        (("i18n", "export", "-d", "demo"), ["i18n", "export", "-d", "demo"]),
        (("db", "drop", "demo"), ["db", "drop", "demo"]),
    ],
)
def test_configuration_stands_where_odoo_takes_it(monkeypatch, arguments, expected):
    monkeypatch.setattr(paths, "ODOO_CONFIG", "CONF")
    assert odoo.command(*arguments) == [paths.PYTHON, "-m", "odoo", *expected]


def test_pghost_names_a_server_of_ones_own(monkeypatch):
    monkeypatch.setenv("PGHOST", "db.example")
    assert database.connection()["host"] == "db.example"
    assert not database.is_embedded()


def test_server_that_does_not_answer_is_an_error_with_advice(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://odoo@127.0.0.1:{port}/postgres")
    with pytest.raises(SetupError, match="does not answer") as caught:
        database.ensure()
    assert "unset both" in str(caught.value)


def test_socket_path_is_short_in_a_very_long_checkout(monkeypatch, tmp_path):
    home = tmp_path.joinpath(*["a very long folder name with blanks"] * 9)
    monkeypatch.setattr(paths, "HOME", home)
    monkeypatch.setattr(paths, "DATABASE", home / "postgresql")
    path = f"{database.connection()['host']}/.s.PGSQL.5432"
    assert len(path.encode()) < SOCKET_PATH_LIMIT
    assert database.is_embedded()


# Steps


def test_interrupted_step_runs_again(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(paths, "HOME", tmp_path)
    done = []

    def ensure(fails):
        with lock.exclusive("thing"):
            if lock.is_current("thing", "1"):
                return
            if fails:
                raise KeyboardInterrupt
            done.append("thing")
            lock.set_current("thing", "1")

    with pytest.raises(KeyboardInterrupt):
        ensure(fails=True)
    assert not lock.is_current("thing", "1")
    ensure(fails=False)
    ensure(fails=False)
    assert done == ["thing"]
    assert not lock.is_current("thing", "2")


def test_digest_follows_the_content_of_files(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("one")
    before = lock.digest("x", path)
    assert lock.digest("x", path) == before
    path.write_text("two")
    assert lock.digest("x", path) != before
    # The border between two parts counts.
    assert lock.digest("ab", "c") != lock.digest("a", "bc")


# Browser


@pytest.mark.parametrize(("ci", "word"), [("", "SKIPPED"), ("true", "FAILURE")])
def test_missing_browser_is_told_loudly(monkeypatch, capsys, ci, word):
    monkeypatch.setattr(browser.shutil, "which", lambda _name: None)
    monkeypatch.setenv("CI", ci)
    assert browser.ensure() is None
    message = capsys.readouterr().err
    assert f"Browser tours: {word}." in message
    assert "apt-get install chromium" in message


def test_root_in_a_private_folder_keeps_the_database_where_nobody_can_read(
    monkeypatch, tmp_path
):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    monkeypatch.setattr(database.os, "geteuid", lambda: 0)
    monkeypatch.setattr(database.paths, "HOME", private)
    assert database._data_folder() == database._outside() / "data"
    monkeypatch.setattr(database.os, "geteuid", lambda: 1000)
    assert database._data_folder() == database.paths.DATABASE
