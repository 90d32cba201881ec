"""The queue: procrastinate's tables, met on Django's connection and in its transaction."""

from typing import Final
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

TASK: Final = "kp7.job"
FIRST: Final = 1  # before what was asked for meanwhile


def put(job_id: UUID, lock: str, priority: int = 0) -> int:
    """Put a job in the queue when the transaction that is open commits; return its entry's id."""
    deferrer = app.configure_task(TASK, lock=lock, priority=priority, allow_unknown=True)
    return deferrer.defer(job_id=str(job_id))


def take_out(queue_id: int | None) -> None:
    """Take an entry out of the queue, if it is still there; who works on it finds it gone."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [queue_id])
