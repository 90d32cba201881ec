"""A worker killed at any point of a batch: after the restart it is one file, kept once."""

import io
import signal
from collections.abc import Callable, Iterator

import pikepdf
import psutil
import psycopg
import pytest

from kp7.database.embedded import Server
from kp7.jobs.models import Job
from kp7.jobs.queries import latest_of
from kp7.jobs.terms import JobState
from kp7.personnel.queries import Filter
from kp7.printing.actions.batches import KIND, ask_batch, fetch
from kp7.printing.cards.choices import Part
from kp7.printing.models import Batch, BatchPart, Issue
from kp7.printing.terms import Bundle
from kp7.printing.wanted import Wanted
from tests.cast import OWN, Cast
from tests.crowd import add_crowd
from tests.jobs.working import Start, until, words_of, workers_on

pytestmark = [pytest.mark.slow, pytest.mark.race]

PEOPLE = 45
_CONNECTIONS = b"SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
_END = b"SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid"


@pytest.fixture
def start(fresh_database: str, server: Server) -> Iterator[Start]:
    """A maker of workers on this test's database."""
    with workers_on(server, fresh_database) as made:
        yield made


def is_at(batch: Batch, state: JobState, done: int = 0) -> Callable[[], bool]:
    def look() -> bool:
        job = latest_of(KIND, batch.id)
        return job is not None and job.state is state and job.done >= done

    return look


def asked_for(cast: Cast, wanted: Wanted, bundle: Bundle = Bundle.PDF) -> Batch:
    """A batch of a crowd's cards."""
    add_crowd(cast.recorder, PEOPLE)
    batch_id = ask_batch(
        by=cast.recorder,
        register_id=OWN,
        people=Filter(),
        division="",
        wanted=wanted,
        bundle=bundle,
        title="ก.พ.7",
    )
    return Batch.objects.get(id=batch_id)


@pytest.mark.parametrize("bundle", Bundle)
def test_a_batch_whose_workers_are_killed_has_the_outcome_of_one_run(
    cast: Cast, start: Start, bundle: Bundle
) -> None:
    batch = asked_for(cast, Wanted(parts=(Part.FRONT, Part.INSIDE)), bundle)
    for done in (1, PEOPLE // 2, PEOPLE - 1, PEOPLE):
        worker = start()
        until(lambda done=done: is_at(batch, JobState.RUNNING, done)())  # type: ignore[misc]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        if is_at(batch, JobState.DONE)():
            break
        kept = Issue.objects.filter(batch_id=batch.id).count()
        there = Batch.objects.get(id=batch.id).finished_at is not None
        assert kept == (PEOPLE if there else 0)
        if there:
            break
    start()
    until(is_at(batch, JobState.DONE), 120)
    whole_and_kept_once(cast, batch)


def whole_and_kept_once(cast: Cast, batch: Batch) -> None:
    kept = list(Issue.objects.filter(batch_id=batch.id).values_list("card_id", flat=True))
    assert len(kept) == len(set(kept)) == PEOPLE
    done = Batch.objects.get(id=batch.id)
    content = b"".join(fetch(by=cast.recorder, batch_id=batch.id).content)
    assert (done.people, done.size) == (PEOPLE, len(content))
    assert BatchPart.objects.filter(batch=batch).count() == -(-len(content) // 1_000_000)
    if batch.bundle == Bundle.PDF:
        with pikepdf.open(io.BytesIO(content)) as made:
            assert len(made.pages) == done.pages


def test_a_batch_whose_database_is_lost_has_the_outcome_of_one_run(
    cast: Cast, start: Start, server: Server, fresh_database: str
) -> None:
    """The database ends every connection that the worker has; the same worker goes on."""
    batch = asked_for(cast, Wanted())
    with psycopg.connect(server.url("superuser", fresh_database), autocommit=True) as superuser:
        others = {pid for (pid,) in superuser.execute(_CONNECTIONS)}
        worker = start()
        until(is_at(batch, JobState.RUNNING, PEOPLE // 3))
        lost = {pid for (pid,) in superuser.execute(_CONNECTIONS)} - others
        assert lost
        superuser.execute(_END, [list(lost)])
    until(is_at(batch, JobState.DONE), 120)
    assert worker.poll() is None
    assert Job.objects.get(kind=KIND, subject=batch.id).attempts > 1
    whole_and_kept_once(cast, batch)


def test_a_press_that_is_killed_is_replaced(cast: Cast, start: Start) -> None:
    """Setting cards runs in processes of its own: a system short of memory kills those first."""
    batch = asked_for(cast, Wanted())
    worker = start()
    until(is_at(batch, JobState.RUNNING, 3))
    for press in psutil.Process(worker.pid).children(recursive=True):
        if "kp7.printing.press" in words_of(press):
            press.kill()
    until(is_at(batch, JobState.DONE), 120)
    whole_and_kept_once(cast, batch)
