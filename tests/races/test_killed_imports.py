"""A worker killed at any point of an import: after the restart it is in the register once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import psycopg
import pytest
from django.db.models import Count

from kp7.database.embedded import Server
from kp7.intake.actions.applying import apply
from kp7.intake.actions.planning import plan, plan_now
from kp7.intake.actions.receiving import receive
from kp7.intake.models import Import
from kp7.intake.queries import APPLY, PLAN
from kp7.intake.terms import ImportState
from kp7.jobs.models import Job
from kp7.jobs.queries import latest_of
from kp7.jobs.terms import JobState
from kp7.ledger.models import Change
from kp7.personnel.models import Card, Service
from tests.cast import OWN, Cast
from tests.conftest import Connect
from tests.intake.bring import quietly
from tests.jobs.working import Start, Worker, until, workers_on
from tests.web.intake_files import NAME, office, person

pytestmark = [pytest.mark.slow, pytest.mark.race]

PEOPLE = 250
FEW = [person(number, f"นายตัวอย่าง ลำดับที่{number}") for number in range(1, 6)]
_END_WAITING = b"""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
_WAITING = b"""
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
def start(fresh_database: str, server: Server) -> Iterator[Start]:
    """A maker of workers on this test's database."""
    with workers_on(server, fresh_database) as made:
        yield made


@contextmanager
def before_the_end(start: Start, one: Import, connect: Connect) -> Iterator[Worker]:
    """A worker that has written all and committed nothing: it waits for the import's row."""
    holder = connect()
    holder.execute("SELECT FROM intake_import WHERE id = %s FOR UPDATE", [one.id])
    worker = start()
    watcher = connect()
    watcher.autocommit = True
    until(lambda: watcher.execute(_WAITING).fetchone() == (1,))
    yield worker
    holder.rollback()


def kill_before_the_end(start: Start, one: Import, connect: Connect) -> None:
    """Kill a worker at the worst moment."""
    with before_the_end(start, one, connect) as worker:
        worker.kill()
        worker.wait()


def kill_somewhere(start: Start, kind: str, one: Import, random: Random) -> None:
    """Kill a worker at some moment after it began, or after it was done."""
    worker = start()
    until(lambda: is_at(kind, one, JobState.RUNNING, JobState.DONE))
    time.sleep(random.random() / 2)
    worker.kill()
    worker.wait()


def is_at(kind: str, one: Import, *states: JobState) -> bool:
    job = latest_of(kind, one.id)
    return job is not None and job.state in states


def killed_until_done(
    start: Start, kind: str, one: Import, connect: Connect, random: Random
) -> None:
    """Kill workers at moments of both sorts, then let one be."""
    kill_before_the_end(start, one, connect)
    kill_somewhere(start, kind, one, random)
    last = start()
    until(lambda: is_at(kind, one, JobState.DONE))
    last.kill()
    last.wait()
    assert Job.objects.get(kind=kind, subject=one.id).attempts > 1


def test_an_import_whose_database_is_lost_is_that_of_one_run(
    cast: Cast, start: Start, app_connect: Connect, server: Server, fresh_database: str
) -> None:
    """The database ends the connection at the worst moment; the same worker goes on."""
    received = receive(by=cast.recorder, register_id=OWN, content=office(FEW), name=NAME)
    one = Import.objects.get(id=received)
    plan_now(by=cast.recorder, import_id=one.id, progress=quietly)
    one.refresh_from_db()
    apply(by=cast.recorder, import_id=one.id, seen=one.seen)
    with (
        before_the_end(start, one, app_connect) as worker,
        psycopg.connect(server.url("superuser", fresh_database)) as superuser,
    ):
        superuser.execute(_END_WAITING)
    until(lambda: is_at(APPLY, one, JobState.DONE))
    assert worker.poll() is None
    assert Job.objects.get(kind=APPLY, subject=one.id).attempts > 1
    assert Card.objects.count() == Service.objects.count() == len(FEW)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_import_whose_workers_are_killed_is_that_of_one_run(
    cast: Cast, start: Start, app_connect: Connect, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  moments, no secrets
    rows = [person(number, f"นายตัวอย่าง ลำดับที่{number}") for number in range(1, PEOPLE + 1)]
    received = receive(by=cast.recorder, register_id=OWN, content=office(rows), name=NAME)
    one = Import.objects.get(id=received)
    plan(by=cast.recorder, import_id=one.id)
    killed_until_done(start, PLAN, one, app_connect, random)
    one.refresh_from_db()
    new = {"NEW": PEOPLE}
    assert (one.state, one.counts) == (
        ImportState.PLANNED,
        {"personal": new, "appointments": new},
    )
    apply(by=cast.recorder, import_id=one.id, seen=one.seen)
    killed_until_done(start, APPLY, one, app_connect, random)
    one.refresh_from_db()
    assert one.state == ImportState.APPLIED
    assert Card.objects.count() == Service.objects.count() == PEOPLE
    written = Change.objects.filter(register_id=OWN, table_name__startswith="personnel_")
    assert dict(written.values_list("table_name").annotate(Count("id"))) == {
        "personnel_card": PEOPLE,
        "personnel_service": PEOPLE,
        "personnel_appointment": PEOPLE,
    }
