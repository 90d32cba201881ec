"""Reading jobs: one, the latest of a subject, an actor's list, and whether a worker is there."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.db import connection
from django.db.models import Q, QuerySet

from kp7.jobs.kinds import kind_of
from kp7.jobs.models import Job
from kp7.jobs.terms import JobState
from kp7.organizations.authority import Actor
from kp7.organizations.terms import Role
from kp7.refusal import Refusal

SECONDS_A_WORKER_IS_BELIEVED: Final = 15
PAGE: Final = 50


class NoSuchJob(Refusal):
    """There is no such job, or it is not the actor's to see."""

    status: ClassVar[int] = 404


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as it stands; `address` names the page of its subject, empty where there is none."""

    id: uuid.UUID
    kind: str
    label: str
    title: str
    subject: uuid.UUID
    register_id: uuid.UUID | None
    state: JobState
    done: int
    total: int
    note: str
    refusal: str
    cancel_asked: bool
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    officer: str
    address: str

    @property
    def percent(self) -> int | None:
        """How much of it is done, of a hundred; unknown before the work says how much it is."""
        return min(100, self.done * 100 // self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Page:
    """Some jobs, newest first, and the mark of the next older page, if there is one."""

    jobs: list[JobView]
    older: uuid.UUID | None


def job(job_id: uuid.UUID) -> JobView:
    """Return a job, whosever it is."""
    return _view(found_in(Job.objects.filter(pk=job_id)))


def job_for(by: Actor, job_id: uuid.UUID) -> JobView:
    """Return a job that the actor may see."""
    return _view(found_in(seen_by(by).filter(pk=job_id)))


def jobs_of(by: Actor, before: uuid.UUID | None = None, most: int = PAGE) -> Page:
    """Return the jobs that the actor may see, newest first, those after the mark `before`."""
    found = seen_by(by).order_by("-id")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: most + 1])
    shown = rows[:most]
    return Page([_view(row) for row in shown], shown[-1].pk if len(rows) > most else None)


def latest_of(kind: str, subject: uuid.UUID) -> JobView | None:
    """Return the job of this kind that was last asked for a subject."""
    found = Job.objects.filter(kind=kind, subject=subject).order_by("-id").first()
    return None if found is None else _view(found)


def seen_by(by: Actor) -> QuerySet[Job]:
    """Return the jobs of an LAO's register to its posts, to others those that they asked for."""
    if by.is_system:
        return Job.objects.all()
    own = Q(post_id=by.post_id)
    if by.role in {Role.LAO_RECORDER, Role.LAO_CERTIFIER}:
        return Job.objects.filter(own | Q(register_id=by.organization_id))
    return Job.objects.filter(own)


def is_worker_there() -> bool:
    """Tell whether some worker said lately that it lives."""
    with connection.cursor() as cursor:
        cursor.execute(_WORKER, [SECONDS_A_WORKER_IS_BELIEVED])
        row = cursor.fetchone()
    return row is not None and bool(row[0])


def found_in(jobs: QuerySet[Job]) -> Job:
    """Return the job, or refuse as if there were none."""
    found = jobs.first()
    if found is None:
        raise NoSuchJob("ไม่พบงานนี้ หรือไม่ใช่งานของหน่วยงานท่าน")
    return found


def _view(row: Job) -> JobView:
    kind = kind_of(row.kind)
    return JobView(
        id=row.pk,
        kind=row.kind,
        label=kind.label if kind else row.kind,
        title=row.title,
        subject=row.subject,
        register_id=row.register_id,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        note=row.note,
        refusal=row.refusal,
        cancel_asked=row.cancel_asked,
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        officer=row.officer,
        address=kind.address if kind else "",
    )


_WORKER: Final = """
SELECT EXISTS (SELECT FROM procrastinate_workers
                WHERE last_heartbeat > now() - make_interval(secs => %s))
"""
