"""Asking for a job, cancelling it, asking for it again."""

import uuid
from contextlib import suppress
from itertools import cycle
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from kp7.jobs import queue
from kp7.jobs.kinds import kind_of, tell_stopped
from kp7.jobs.models import Job
from kp7.jobs.queries import found_in, seen_by
from kp7.jobs.taking import lock_of
from kp7.jobs.terms import UNDER_WAY, JobState
from kp7.organizations.authority import Actor
from kp7.organizations.queries import signed_in
from kp7.refusal import Refusal


class BeingCancelled(Refusal):
    """The same job is just being cancelled."""

    def __init__(self) -> None:
        super().__init__("งานเดิมกำลังยกเลิกอยู่ กรุณารอสักครู่แล้วสั่งใหม่")


class NotAgain(Refusal):
    """Only what ended without being done is done again."""


def ask(
    *, by: Actor, kind: str, register_id: uuid.UUID | None, subject: uuid.UUID, title: str
) -> uuid.UUID:
    """Ask for a job; nothing is queued if the transaction that is open does not commit.

    Asked again for a subject while one of its kind waits or runs, it is that one.
    """
    if kind_of(kind) is None:
        message = f"no kind of job is called {kind}"
        raise ValueError(message)
    with transaction.atomic():
        while True:
            job = Job(
                kind=kind, register_id=register_id, subject=subject, title=title, **_asker(by)
            )
            if _is_written(job):
                _queue(job)
                return job.pk
            standing = (
                Job.objects.filter(kind=kind, subject=subject, state__in=UNDER_WAY)
                .only("id", "cancel_asked")
                .first()
            )
            if standing is not None and standing.cancel_asked:
                raise BeingCancelled
            if standing is not None:
                return standing.pk


def cancel(*, by: Actor, job_id: uuid.UUID) -> None:
    """Ask for a job to be cancelled: at once while it waits, at its next look while it runs.

    One that ended meanwhile stays as it ended.
    """
    with transaction.atomic():
        for way in cycle((_cancel_before_it_begins, _cancel_at_its_next_look)):
            with suppress(_IsElsewhere):
                way(by, job_id)
                return


def retry(*, by: Actor, job_id: uuid.UUID) -> None:
    """Ask again for a job that failed or was cancelled: the same job, now the actor's.

    One that waits or runs already is left as it is: a repeated click.
    """
    with transaction.atomic():
        job = _locked(by, job_id)
        if JobState(job.state).under_way:
            return
        if job.state == JobState.DONE:
            raise NotAgain("งานนี้เสร็จแล้ว ไม่ต้องทำใหม่")
        if Job.objects.filter(kind=job.kind, subject=job.subject, state__in=UNDER_WAY).exists():
            raise NotAgain("มีงานเดียวกันรออยู่หรือกำลังทำแล้ว กรุณาดูในรายการงานเบื้องหลัง")
        _renew(job, by)
        _queue(job)


class _IsElsewhere(Exception):  # noqa: N818  an answer, not an error
    """The job is not where this way meets it, or not any more."""


@transaction.atomic
def _cancel_before_it_begins(by: Actor, job_id: uuid.UUID) -> None:
    """End a job that waits; its subject is locked before it, as where its room cancels it."""
    found = found_in(seen_by(by).filter(pk=job_id))
    if found.state == JobState.WAITING:
        tell_stopped(found.kind, found.subject, JobState.CANCELLED, "")
    job = _locked(by, job_id)
    if job.state != JobState.WAITING:
        raise _IsElsewhere
    job.state, job.ended_at, job.cancel_asked = JobState.CANCELLED, timezone.now(), True
    job.save(update_fields=["state", "ended_at", "cancel_asked"])
    queue.take_out(job.queue_id)


@transaction.atomic
def _cancel_at_its_next_look(by: Actor, job_id: uuid.UUID) -> None:
    """Ask a job that runs to stop; one that has ended stays. A waiting one is left to wait."""
    job = _locked(by, job_id)
    if job.state == JobState.WAITING:  # asked for again since it was looked at
        raise _IsElsewhere
    if job.state == JobState.RUNNING:
        job.cancel_asked = True
        job.save(update_fields=["cancel_asked"])


_AGAIN: Final = {
    "state": JobState.WAITING,
    "done": 0,
    "total": 0,
    "note": "",
    "refusal": "",
    "attempts": 0,
    "cancel_asked": False,
    "started_at": None,
    "ended_at": None,
}


def _renew(job: Job, by: Actor) -> None:
    again = _AGAIN | _asker(by) | {"asked_at": timezone.now()}
    for name, value in again.items():
        setattr(job, name, value)
    job.save(update_fields=list(again))


def _asker(by: Actor) -> dict[str, object]:
    """Return who asks, as they are named now."""
    return {
        "post_id": by.post_id,
        "holding_id": signed_in(by.post_id).holding_id if by.post_id else None,
        "officer": by.officer,
        "post": by.post,
        "organization": by.organization,
    }


def _is_written(job: Job) -> bool:
    """Write a job down, unless one like it is under way; tell which."""
    named = (job.post_id, job.holding_id, job.officer, job.post, job.organization)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [job.pk, job.kind, job.register_id, job.subject, job.title, *named])
        return bool(cursor.rowcount)


def _queue(job: Job) -> None:
    entry = queue.put(job.pk, lock_of(job))
    Job.objects.filter(pk=job.pk).update(queue_id=entry)


def _locked(by: Actor, job_id: uuid.UUID) -> Job:
    """Return a job that the actor may see, held until the end of the transaction.

    Whoever runs it waits for that long before it writes how the job ended.
    """
    found = seen_by(by).filter(pk=job_id)
    return found_in(found.select_for_update(of=("self",), no_key=True))


_INSERT: Final = """
INSERT INTO jobs_job (id, kind, register_id, subject, title, post_id, holding_id, officer, post,
                      organization)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (kind, subject) WHERE state IN ('RUNNING', 'WAITING') DO NOTHING
"""
