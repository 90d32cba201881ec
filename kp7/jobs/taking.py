"""Doing a job: taken by one worker at a time, begun, run, and its end written down."""

import logging
import threading
import traceback
from typing import Final
from uuid import UUID

import psycopg
from django.db import InterfaceError, OperationalError, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kp7.jobs import queue
from kp7.jobs.board import Begun, JobBoard, own_board
from kp7.jobs.kinds import kind_of, tell_stopped
from kp7.jobs.models import Job
from kp7.jobs.running import Cancelled, Interrupted, Running
from kp7.jobs.terms import JobState
from kp7.organizations.authority import Actor, system
from kp7.organizations.queries import signed_in
from kp7.refusal import Refusal

MOST_ATTEMPTS: Final = 5
SECONDS_TO_NEXT: Final = 2
PASSING: Final = (OperationalError, InterfaceError, psycopg.OperationalError)
FAILED: Final = (
    "เกิดข้อผิดพลาดที่ระบบไม่รู้จักขณะทำงานนี้ ข้อมูลเดิมไม่เปลี่ยน กรุณากด “ลองใหม่” หากยังไม่สำเร็จให้แจ้งผู้ดูแลระบบ"
)
TOO_OFTEN: Final = (
    f"งานนี้หยุดกลางคัน {MOST_ATTEMPTS} ครั้งโดยไม่จบ ระบบจึงหยุดทำเอง กรุณาแจ้งผู้ดูแลระบบ แล้วกด “ลองใหม่”"
)
UNKNOWN: Final = "งานชนิดนี้ไม่มีในระบบรุ่นนี้ กรุณาแจ้งผู้ดูแลระบบ"

log = logging.getLogger(__name__)
stopping = threading.Event()


class NotNow(Exception):  # noqa: N818  an answer to the queue, not an error
    """The job cannot be done at this moment; it stays in the queue."""


class NoLongerInPost(Refusal):
    """Whoever asked for the job no longer holds the post for which they asked."""


@app.task(
    name=queue.TASK,
    retry=RetryStrategy(wait=SECONDS_TO_NEXT, retry_exceptions=[NotNow]),
)
def take(job_id: str) -> None:
    """Do a job that is in the queue; at once nothing where it ended already."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not JobState(job.state).under_way:
        return
    try:
        with own_board(job.pk, lock_of(job)) as board:
            if board is None:
                raise NotNow
            _do(board)
    except PASSING as lost:
        log.warning("job %s: the database was lost, it is run again", job_id)
        raise NotNow from lost


def take_here(job_id: UUID) -> None:
    """Do a job on Django's connection, in the transaction that may be open: for tests."""
    with connection.cursor() as cursor:
        _do(JobBoard(job_id, cursor), seconds_between=0)


def lock_of(job: Job) -> str:
    """Return what only one job at a time holds."""
    kind = kind_of(job.kind)
    return kind.lock(job.register_id, job.subject) if kind else f"{job.kind}:{job.subject}"


def _do(board: JobBoard, seconds_between: float | None = None) -> None:
    begun = board.begin()
    if begun is None:
        return
    try:
        _run(begun, board, seconds_between)
    except Cancelled:
        _stop(begun, board, JobState.CANCELLED)
    except Interrupted as interrupted:
        board.put_back(counts=False)
        raise NotNow from interrupted
    except Refusal as refusal:
        _stop(begun, board, JobState.FAILED, refusal.sentence)
    except PASSING:
        board.put_back(counts=True)
        raise
    except Exception as fault:  # noqa: BLE001  a bug ends its job, not the worker
        _log(fault, board.job_id, begun.kind)
        _stop(begun, board, JobState.FAILED, FAILED)
    else:
        board.end(JobState.DONE)


def _stop(begun: Begun, board: JobBoard, state: JobState, why: str = "") -> None:
    """End a job that was not done, its room first: a worker may die between the two."""
    tell_stopped(begun.kind, begun.subject, state, why)
    board.end(state, why)


def _log(fault: Exception, job_id: UUID, kind: str) -> None:
    """Say where it went wrong; what the error says may be somebody's, and is in no log."""
    where = "".join(traceback.format_tb(fault.__traceback__))
    log.error("job %s (%s) failed: %s\n%s", job_id, kind, type(fault).__qualname__, where)


def _run(begun: Begun, board: JobBoard, seconds_between: float | None) -> None:
    if begun.cancel_asked:
        raise Cancelled
    if begun.attempts > MOST_ATTEMPTS:
        raise Refusal(TOO_OFTEN)
    kind = kind_of(begun.kind)
    if kind is None:
        raise Refusal(UNKNOWN)
    running = Running(
        job_id=board.job_id,
        subject=begun.subject,
        register_id=begun.register_id,
        by=_actor_now(begun),
        board=board,
        interrupted=stopping.is_set,
    )
    if seconds_between is not None:
        running.seconds_between = seconds_between
    kind.run(running)


def _actor_now(begun: Begun) -> Actor:
    """Return whoever asked, with the rights of now; refuse where they left their post."""
    if begun.post_id is None:
        return system(begun.officer)
    now = signed_in(begun.post_id)
    if now.holding_id != begun.holding_id:
        raise NoLongerInPost(
            f"{begun.officer} ผู้สั่งงานนี้พ้นจากตำแหน่งแล้ว งานจึงไม่ได้ทำ กรุณากด “ลองใหม่” เพื่อสั่งในนามของท่าน"
        )
    return now.actor
