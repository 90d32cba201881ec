"""Two press the button at once: one job, and one entry in the queue."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kp7.jobs import queries
from kp7.jobs.actions import ask, cancel, retry
from kp7.jobs.models import Job
from kp7.jobs.terms import JobState
from tests.cast import OWN, Cast
from tests.jobs.kinds import known
from tests.work import run_jobs

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("fresh_database")]

AT_ONCE = 8
ROUNDS = 10


def queued() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def test_asking_at_once_is_asking_once(cast: Cast) -> None:
    def press(subject: uuid.UUID) -> uuid.UUID:
        try:
            return ask(
                by=cast.recorder, kind="trying.it", register_id=OWN, subject=subject, title="ลอง"
            )
        finally:
            connection.close()

    with known(lambda _: None), ThreadPoolExecutor(AT_ONCE) as people:
        for _ in range(ROUNDS):
            subject = uuid.uuid4()
            assert len(set(people.map(press, [subject] * AT_ONCE))) == 1
    assert (Job.objects.count(), queued()) == (ROUNDS, ROUNDS)


def test_asking_again_and_cancelling_at_once_leave_one_job(cast: Cast) -> None:
    with known(lambda _: None), ThreadPoolExecutor(AT_ONCE) as people:
        job_id = ask(by=cast.recorder, kind="trying.it", register_id=OWN, subject=OWN, title="ลอง")

        def press(turn: int) -> None:
            try:
                (cancel, retry)[turn % 2](by=cast.recorder, job_id=job_id)
            finally:
                connection.close()

        for _ in range(ROUNDS):
            list(people.map(press, range(AT_ONCE)))
        retry(by=cast.recorder, job_id=job_id)
        assert queued() == 1
        run_jobs()
    assert queries.job(job_id).state is JobState.DONE
