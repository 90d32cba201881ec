import signal
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import psycopg
import pytest
from django.db import connection

from kp7.database.embedded import Server
from kp7.jobs import kinds, queries
from kp7.jobs.actions import ask, cancel, retry
from kp7.jobs.models import Job
from kp7.jobs.orphans import take_up_orphans
from kp7.jobs.taking import MOST_ATTEMPTS, TOO_OFTEN
from kp7.jobs.terms import JobState
from tests.cast import FAR, NEXT_DOOR, OWN, Cast
from tests.jobs import working
from tests.jobs.working import STEPS, Start, Worker, until, written

pytestmark = [pytest.mark.slow, pytest.mark.race]


@dataclass
class Office:
    """A database of its own: who asks there, and what starts workers on it."""

    cast: Cast
    start: Start

    def ask(self, kind: str = "once.write", register_id: uuid.UUID = OWN) -> Job:
        """Ask for a job on a subject of its own."""
        subject = uuid.uuid4()
        asked = ask(
            by=self.cast.recorder, kind=kind, register_id=register_id, subject=subject, title="ลอง"
        )
        return Job.objects.get(pk=asked)


@pytest.fixture
def office(fresh_database: str, cast: Cast, server: Server) -> Iterator[Office]:
    for kind in working.KINDS:
        kinds.register(kind)
    with working.workers_on(server, fresh_database) as start:
        yield Office(cast, start)
    for kind in working.KINDS:
        kinds.forget(kind.code)


def is_at(job: Job, state: JobState, steps: int = 0) -> Callable[[], bool]:
    def look() -> bool:
        now = queries.job(job.pk)
        return now.state is state and now.done >= steps

    return look


def stopped(worker: Worker, *signals: signal.Signals) -> int:
    for one in signals:
        worker.send_signal(one)
    return worker.wait(timeout=60)


def test_job_whose_workers_are_killed_has_the_outcome_of_one_run(office: Office) -> None:
    job = office.ask()
    for _ in range(2):
        worker = office.start()
        until(is_at(job, JobState.RUNNING, steps=5))
        stopped(worker, signal.SIGKILL)
        assert written(job.subject) == 0
    office.start()
    until(is_at(job, JobState.DONE))
    assert written(job.subject) == STEPS
    job.refresh_from_db()
    assert job.attempts == 3


def test_job_of_a_killed_worker_is_taken_up_by_one_that_is_there(office: Office) -> None:
    first = office.start()
    job = office.ask("once.long")
    until(is_at(job, JobState.RUNNING, steps=2))
    office.start()
    stopped(first, signal.SIGKILL)
    until(lambda: Job.objects.get(pk=job.pk).attempts == 2)
    until(is_at(job, JobState.RUNNING, steps=2))
    cancel(by=office.cast.recorder, job_id=job.pk)
    until(is_at(job, JobState.CANCELLED))


def test_end_of_all_connections_is_gone_through(
    fresh_database: str, office: Office, server: Server
) -> None:
    office.start()
    job = office.ask()
    until(is_at(job, JobState.RUNNING, steps=5))
    with psycopg.connect(server.url("superuser", "postgres")) as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [fresh_database],
        )
    connection.close()
    until(is_at(job, JobState.DONE))
    assert written(job.subject) == STEPS


def test_stopping_worker_ends_its_job_first(office: Office) -> None:
    worker = office.start()
    job = office.ask()
    until(is_at(job, JobState.RUNNING, steps=2))
    waiting = office.ask()
    assert stopped(worker, signal.SIGTERM) == 0
    assert queries.job(job.pk).state is JobState.DONE
    assert queries.job(waiting.pk).state is JobState.WAITING
    assert not queries.is_worker_there()


def test_stopped_twice_it_leaves_its_job_to_the_next(office: Office) -> None:
    worker = office.start()
    job = office.ask("once.long")
    until(is_at(job, JobState.RUNNING, steps=2))
    assert stopped(worker, signal.SIGTERM, signal.SIGINT) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == (JobState.WAITING, 0, 0)
    office.start()
    until(is_at(job, JobState.RUNNING, steps=2))


def test_job_that_never_looks_is_left_behind(office: Office) -> None:
    worker = office.start()
    job = office.ask("once.deaf")
    until(is_at(job, JobState.RUNNING))
    assert take_up_orphans() == 0
    assert stopped(worker, signal.SIGTERM, signal.SIGINT) == 0
    assert take_up_orphans() == 1
    assert take_up_orphans() == 0
    assert queries.job(job.pk).state is JobState.WAITING


def test_job_that_kills_its_workers_is_given_up(office: Office) -> None:
    job = office.ask("once.die")
    for _ in range(MOST_ATTEMPTS):
        assert office.start().wait(timeout=60) == 1
    office.start()
    until(is_at(job, JobState.FAILED))
    assert queries.job(job.pk).refusal == TOO_OFTEN
    retry(by=office.cast.recorder, job_id=job.pk)
    until(lambda: Job.objects.get(pk=job.pk).attempts == 1)


def test_running_job_is_cancelled_and_leaves_nothing(office: Office) -> None:
    office.start()
    job = office.ask()
    until(is_at(job, JobState.RUNNING, steps=5))
    cancel(by=office.cast.certifier, job_id=job.pk)
    until(is_at(job, JobState.CANCELLED))
    assert written(job.subject) == 0


def test_jobs_of_one_register_follow_each_other_and_others_do_not_wait(
    office: Office,
) -> None:
    office.start()
    office.start()
    own = [office.ask(), office.ask(), office.ask()]
    others = [office.ask(register_id=place) for place in (NEXT_DOOR, FAR)]
    for job in [*own, *others]:
        until(is_at(job, JobState.DONE))
        job.refresh_from_db()
    first, second, third = sorted(own, key=_started)
    assert _ended(first) <= _started(second)
    assert _ended(second) <= _started(third)
    assert min(_started(job) for job in others) < _ended(second)
    assert [written(job.subject) for job in [*own, *others]] == [STEPS] * 5


def _started(job: Job) -> datetime:
    assert job.started_at is not None
    return job.started_at


def _ended(job: Job) -> datetime:
    assert job.ended_at is not None
    return job.ended_at
