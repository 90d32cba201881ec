"""`kp7 work`, and the worker that `kp7 serve` keeps beside itself."""

import signal
import subprocess
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psutil
import psycopg
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from kp7.database import connection, embedded
from kp7.database.home import Home
from kp7.jobs import kinds, queries
from kp7.jobs.actions import ask
from kp7.jobs.terms import JobState
from kp7.organizations.authority import system
from tests.cli.conftest import Command
from tests.jobs import working
from tests.jobs.working import STEPS, until, words_of, written

pytestmark = pytest.mark.slow  # starts and stops servers of its own

Ended = Callable[["subprocess.Popen[str]"], None]


def _workers(serving: "subprocess.Popen[str]") -> list[psutil.Process]:
    """The processes of `kp7 work` beneath this one."""
    beneath = psutil.Process(serving.pid).children(recursive=True)
    return [process for process in beneath if "work" in words_of(process)]


def _is_one_there(home: Command, since: datetime) -> bool:
    """Whether one worker's heart has begun since; a killed one's stays until the next begins."""
    with psycopg.connect(embedded.Server(Home(home.home), started=False).url()) as application:
        row = application.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s", [since]
        ).fetchone()
    return row == (1,)


def _served(migrated: Command, ended: Ended, *words: str) -> "subprocess.Popen[str]":
    serving = migrated.start("serve", "--port", "0", "--workers", "1", *words)
    ended(serving)
    assert serving.stdout is not None
    assert serving.stdout.readline().startswith("kp7 answers on "), serving.communicate()
    return serving


def _served_with_a_worker(migrated: Command, ended: Ended) -> "subprocess.Popen[str]":
    began = datetime.now(UTC)
    serving = _served(migrated, ended)
    until(lambda: _is_one_there(migrated, began))
    return serving


def _all_gone(processes: list[psutil.Process]) -> bool:
    return not [process for process in processes if process.is_running()]


def test_serve_keeps_a_worker_beside_it_and_ends_it(migrated: Command, ended: Ended) -> None:
    serving = _served_with_a_worker(migrated, ended)
    (first,) = _workers(serving)
    first.kill()
    until(lambda: [worker.pid for worker in _workers(serving)] not in ([], [first.pid]))
    beneath = psutil.Process(serving.pid).children(recursive=True)
    serving.terminate()
    assert serving.wait(timeout=60) == 0
    assert _all_gone(beneath)
    assert not embedded.is_running(migrated.home)


def test_killed_serve_leaves_nobody_behind(migrated: Command, ended: Ended) -> None:
    serving = _served_with_a_worker(migrated, ended)
    beneath = psutil.Process(serving.pid).children(recursive=True)
    assert _workers(serving)
    serving.kill()
    serving.wait(timeout=60)
    until(lambda: _all_gone(beneath))


def test_serve_without_a_worker_has_none(migrated: Command, ended: Ended) -> None:
    serving = _served(migrated, ended, "--no-worker")
    assert not _workers(serving)
    serving.send_signal(signal.SIGTERM)
    serving.wait(timeout=60)


@pytest.mark.parametrize("words", [("work",), ("work", "--jobs", "0")])
def test_work_is_refused_on_tables_it_does_not_know(kp7: Command, words: tuple[str, ...]) -> None:
    answer = kp7.run(*words)
    assert answer.returncode == 2
    assert ("kp7 migrate" in answer.stderr) or ("--jobs" in answer.stderr)


@pytest.fixture
def at_home(migrated: Command, django_db_blocker: DjangoDbBlocker) -> Iterator[Command]:
    """Django of this process on a database that is started and stopped here."""
    server = embedded.start(migrated.home)
    before = dict(connections["default"].settings_dict)
    kinds.register(working.KINDS[0])
    with django_db_blocker.unblock():
        connection.use(connection.django_database(server.url(), connection.LIMITS, 0))
        yield migrated
        connection.use(before)  # type: ignore[arg-type]  # what it was
    kinds.forget(working.KINDS[0].code)


def test_database_that_restarts_under_a_job_is_gone_through(at_home: Command) -> None:
    worker = working.start(KP7_HOME=str(at_home.home))
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("kp7 works")
        subject = uuid.uuid4()
        job_id = ask(
            by=system("tests"),
            kind=working.KINDS[0].code,
            register_id=None,
            subject=subject,
            title="ลอง",
        )
        until(lambda: queries.job(job_id).done > 4)
        connections["default"].close()
        at_home.done("db", "stop")
        at_home.done("db", "start")
        assert queries.job(job_id).state is not JobState.DONE
        until(lambda: queries.job(job_id).state is JobState.DONE)
        assert written(subject) == STEPS
        assert worker.poll() is None
    finally:
        worker.kill()
        worker.communicate()
        at_home.done("db", "stop")
