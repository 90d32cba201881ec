import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest

from kp7.database import cluster, embedded, installation, postmaster
from kp7.database import home as home_module
from kp7.database.embedded import Server
from kp7.database.home import Home
from tests.database.conftest import AS_ROOT, mode, python

pytestmark = pytest.mark.slow  # starts and stops servers of its own

only_root = pytest.mark.skipif(not AS_ROOT, reason="only root can give folders to others")
only_user = pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")


def _ask(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement).fetchone()
    return row[0] if row else None


def test_first_start_makes_a_server_that_knows_thai(spare: Server) -> None:
    assert _ask(spare.url(), "SELECT cardinality(show_trgm('สมชาย'))") == 6
    assert _ask(spare.url(), "SHOW server_encoding") == "UTF8"
    assert _ask(spare.url(), "SHOW data_checksums") == "on"
    assert _ask(spare.url(), "SELECT current_user") == "kp7_app"
    assert _ask(spare.url("owner"), "SELECT current_user") == "kp7_owner"
    assert _ask(spare.url("superuser", "postgres"), "SELECT current_user") == "postgres"


def test_only_its_user_reaches_it(spare: Server) -> None:
    home = spare.home.path
    assert _ask(spare.url(), "SHOW listen_addresses") == ""
    assert mode(home / "data") == 0o700
    assert mode(home / "socket") == 0o750
    assert mode(home / "secrets") == 0o700
    assert {mode(file) for file in (home / "secrets").iterdir()} == {0o600}
    assert mode(home) & 0o007 == 0
    with pytest.raises(psycopg.OperationalError, match="password"):
        _ask(spare.url().replace("kp7_app:", "kp7_app:x"), "SELECT 1")


def test_the_application_may_make_nothing(spare: Server) -> None:
    for statement in (
        "CREATE TABLE mine ()",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "SET session_replication_role = replica",
        "SET ROLE kp7_owner",
    ):
        with (
            psycopg.connect(spare.url(), autocommit=True) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_second_start_is_quick_and_finds_the_data(quiet: Path) -> None:
    server = embedded.start(quiet)
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS n")
    before = time.monotonic()
    assert not embedded.start(quiet).started
    assert time.monotonic() - before < 1
    server.stop()
    assert not embedded.is_running(quiet)
    assert embedded.start(quiet).started
    assert _ask(server.url("owner"), "SELECT n FROM kept") == 7


def test_starters_at_once_start_one_server(home: Path) -> None:
    code = (
        "import sys, pathlib; from kp7.database import embedded;"
        "print(embedded.start(pathlib.Path(sys.argv[1])).started)"
    )
    starters = [python(code, home) for _ in range(3)]
    answers = sorted(starter.communicate(timeout=60)[0].strip() for starter in starters)
    assert answers == ["False", "False", "True"]


def test_claimants_at_once_share_one_new_folder(folder: Path) -> None:
    many = 8
    for attempt in range(40):
        together = Barrier(many)

        def claim(path: Path = folder / str(attempt), together: Barrier = together) -> Home:
            together.wait()
            return Home.claim(path)

        with ThreadPoolExecutor(many) as pool:
            homes = [each.result() for each in [pool.submit(claim) for _ in range(many)]]
        assert set(homes) == {Home(folder / str(attempt))}


@pytest.mark.parametrize("written", [0, 20])
def test_half_written_mark_of_a_killed_starter_is_finished(folder: Path, written: int) -> None:
    marker = folder / "new" / home_module.MARKER
    marker.parent.mkdir()
    marker.write_text(home_module.ABOUT[:written])
    Home.claim(marker.parent)
    assert marker.read_text() == home_module.ABOUT


def test_stop_of_a_stopped_server_says_so(quiet: Path) -> None:
    embedded.start(quiet)
    assert embedded.stop(quiet) is True
    assert embedded.stop(quiet) is False


def test_long_path_gets_a_short_socket(folder: Path) -> None:
    home = folder / ("โฟลเดอร์" * 4)
    assert len(os.fsencode(home)) > 95
    server = embedded.start(home)
    socket = server.home.socket
    assert not socket.is_relative_to(home)
    assert mode(socket) == 0o750
    assert _ask(server.url(), "SELECT 1") == 1
    server.stop()
    socket.rmdir()


def test_short_socket_folder_of_a_stranger_is_refused(folder: Path) -> None:
    home = folder / ("long" * 25)
    embedded.start(home).stop()
    socket = Home(home).socket
    socket.rmdir()
    socket.symlink_to(folder)
    try:
        with pytest.raises(home_module.FolderTaken, match="Remove it"):
            embedded.start(home)
    finally:
        socket.unlink()


@pytest.mark.parametrize("name", ["it's มี ช่องว่าง"])
def test_odd_names_are_fine(folder: Path, name: str) -> None:
    assert _ask(embedded.start(folder / name).url(), "SELECT 1") == 1


@pytest.mark.parametrize("name", ["$HOME", 'a "b"', "a`b", "a\\b", "a\nb"])
def test_names_that_a_shell_would_read_are_refused(folder: Path, name: str) -> None:
    with pytest.raises(home_module.NameRefused, match="whose name holds"):
        embedded.start(folder / name)
    assert not (folder / name).exists()


def test_folder_with_other_things_is_refused_and_left_alone(home: Path) -> None:
    home.mkdir()
    (home / "letter.txt").write_text("dear")
    with pytest.raises(home_module.FolderTaken, match="other files"):
        embedded.start(home)
    assert [entry.name for entry in home.iterdir()] == ["letter.txt"]


def test_file_in_the_place_of_the_folder_is_refused(home: Path) -> None:
    home.write_text("")
    with pytest.raises(home_module.FolderTaken, match="not a folder"):
        embedded.start(home)
    with pytest.raises(home_module.FolderTaken, match="not a folder"):
        embedded.start(home / "deeper")


@only_root
def test_folder_of_another_user_is_refused(home: Path) -> None:
    home.mkdir()
    os.chown(home, 65534, 65534)
    with pytest.raises(home_module.FolderTaken, match="belongs to the user"):
        embedded.start(home)


@only_user
def test_folder_that_cannot_be_written_is_refused(home: Path) -> None:
    home.mkdir(mode=0o500)
    with pytest.raises(home_module.FolderTaken, match="cannot be written"):
        embedded.start(home)


@only_root
def test_closed_parent_is_named_and_stays_closed(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(home_module.FolderUnreachable, match="cannot enter"):
        embedded.start(closed / "home")
    assert mode(closed) == 0o700


def test_half_made_data_folder_is_made_anew(home: Path) -> None:
    Home.claim(home)
    (home / "data-unfinished").mkdir()
    (home / "data-unfinished" / "PG_VERSION").write_text("18")
    assert embedded.start(home).started
    assert not (home / "data-unfinished").exists()


def test_data_of_another_version_are_refused(quiet: Path) -> None:
    embedded.start(quiet).stop()
    version = quiet / "data" / "PG_VERSION"
    found = version.read_text()
    version.write_text("17\n")
    with pytest.raises(cluster.OtherVersion, match=r"PostgreSQL 17.*db backup.*db restore"):
        embedded.start(quiet)
    version.write_text(found)


def test_lost_passwords_are_named(quiet: Path) -> None:
    server = embedded.start(quiet)
    secret = quiet / "secrets" / "app"
    secret.rename(quiet / "elsewhere")
    with pytest.raises(home_module.SecretMissing, match="secrets/app is missing"):
        server.url()
    (quiet / "elsewhere").rename(secret)


@pytest.mark.parametrize(
    "stale", [str(os.getpid()), "999999", "nonsense"], ids=["ours", "nobodys", "nonsense"]
)
def test_stale_pid_is_not_believed(quiet: Path, stale: str) -> None:
    server = embedded.start(quiet)
    saved = (quiet / "data" / "postmaster.pid").read_text().splitlines()
    server.stop()
    (quiet / "data" / "postmaster.pid").write_text("\n".join([stale, *saved[1:]]) + "\n")
    assert not embedded.is_running(quiet)
    assert embedded.start(quiet).started
    assert _ask(server.url(), "SELECT 1") == 1


def test_server_that_does_not_come_up_shows_its_log(quiet: Path) -> None:
    embedded.start(quiet).stop()
    with pytest.raises(postmaster.ServerNotStarted, match='"lots"'):
        embedded.start(quiet, settings={"shared_buffers": "lots"})


def test_programs_that_do_not_run_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = installation.Installation(home, "18.6.3")
    monkeypatch.setattr(installation, "from_wheel", lambda: empty)
    with pytest.raises(installation.ProgramsUnusable, match="DATABASE_URL"):
        embedded.start(home)


def test_log_holds_no_row(spare: Server) -> None:
    with psycopg.connect(spare.url("owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE people (id text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('9100000000017')")
        for statement in (
            "INSERT INTO people VALUES ('9100000000017')",
            "SELECT '9100000000017'::int2",
            "SELECT * FROM missing WHERE id = '9100000000017'",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    log = spare.home.log.read_text()
    assert "duplicate key" in log
    assert log.count("9100000000017") <= 1  # the error's own sentence quotes a literal of SQL


def test_large_log_is_put_aside(quiet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = embedded.start(quiet)
    server.stop()
    monkeypatch.setattr(postmaster, "LONGEST_LOG", 10)
    embedded.start(quiet)
    assert server.home.log.with_suffix(".log.old").exists()


@pytest.mark.slow
@pytest.mark.parametrize("size", ["1m", "60m"])
def test_full_disk_is_named(mount: Callable[[str], Path], size: str) -> None:
    disk = mount(f"size={size}")
    with pytest.raises(embedded.DiskFull, match="is full"):
        embedded.start(disk / "home")


def _fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 65536)


@pytest.mark.slow
def test_disk_that_fills_up_later_is_named(mount: Callable[[str], Path]) -> None:
    disk = mount("size=200m")
    embedded.start(disk / "home").stop()
    with pytest.raises(OSError, match="No space"):
        _fill(disk)
    with pytest.raises(embedded.DiskFull, match="is full"):
        embedded.start(disk / "home")
    (disk / "filler").unlink()
    assert embedded.start(disk / "home").started
    embedded.stop(disk / "home")


@only_root
def test_disk_that_forbids_programs_is_named(mount: Callable[[str], Path]) -> None:
    disk = mount("size=200m,noexec")
    with pytest.raises(installation.ProgramsUnusable, match="noexec"):
        embedded.start(disk / "home")
