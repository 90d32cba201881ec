"""`kill -9` of the whole server while a loader commits: nothing that was acknowledged is lost."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from kp7.database import embedded, postmaster
from kp7.database.home import Home
from tests.database.conftest import python

pytestmark = pytest.mark.slow  # starts and stops servers of its own

LOADER = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    n = 0
    while True:
        n += 1
        connection.execute("INSERT INTO loaded VALUES (%s, repeat('x', 500))", [n])
        print(n, flush=True)
"""


def _kill_all(home: Path) -> None:
    pid = postmaster.running_pid(Home(home))
    assert pid is not None
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        process.kill()


def _kill_postmaster(home: Path) -> None:
    pid = postmaster.running_pid(Home(home))
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("kill", [_kill_all, _kill_postmaster])
def test_no_acknowledged_commit_is_lost(home: Path, kill: Callable[[Path], None]) -> None:
    server = embedded.start(home)
    with psycopg.connect(server.url("owner")) as connection:
        connection.execute("CREATE TABLE loaded (n int PRIMARY KEY, filling text)")
    acknowledged = 0
    for _ in range(2):
        with psycopg.connect(server.url("owner")) as connection:
            connection.execute("TRUNCATE loaded")
        loader = python(LOADER, server.url("owner"))
        said = loader.stdout
        assert said is not None
        first = [said.readline() for _ in range(20)]  # however long a busy machine takes to start
        time.sleep(0.5)
        kill(home)
        acknowledged = len(first) + len(said.readlines())
        loader.communicate(timeout=30)
        before = time.monotonic()
        assert embedded.start(home).started
        assert time.monotonic() - before < 20
        with psycopg.connect(server.url("owner")) as connection:
            row = connection.execute("SELECT max(n), count(*) FROM loaded").fetchone()
        assert row is not None
        assert row[0] == row[1]
        assert row[0] in {acknowledged, acknowledged + 1}  # committed, and killed before saying so


def test_start_waits_for_what_a_killed_server_left_at_work(
    quiet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = embedded.start(quiet)
    busy = psycopg.connect(server.url("superuser"))
    (pid,) = busy.execute("SELECT pg_backend_pid()").fetchone() or (0,)
    os.kill(int(pid), signal.SIGSTOP)  # it cannot notice that its server is dead
    _kill_postmaster(quiet)
    monkeypatch.setattr(postmaster, "SECONDS_FOR_THE_DEAD", 0.5)
    with pytest.raises(postmaster.ServerNotStarted, match=f"still at work.*{pid}"):
        embedded.start(quiet)
    os.kill(int(pid), signal.SIGCONT)
    monkeypatch.setattr(postmaster, "SECONDS_FOR_THE_DEAD", 15.0)
    busy.close()
    assert embedded.start(quiet).started
