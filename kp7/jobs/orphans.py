"""Jobs that nobody works on any more: put in the queue anew, before what was asked since."""

import logging
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from kp7.jobs import queue
from kp7.jobs.board import JOB_LOCK
from kp7.jobs.models import Job
from kp7.jobs.queries import SECONDS_A_WORKER_IS_BELIEVED
from kp7.jobs.taking import lock_of
from kp7.jobs.terms import JobState

log = logging.getLogger(__name__)


def take_up_orphans() -> int:
    """Put each job back whose worker died; return how many there were.

    A job that runs is known by the lock that its worker holds on a connection of its own: a free
    lock means a dead worker, at once and for certain. One that waits without a place in the
    queue, or was fetched by a worker whose heart stopped before it began, is put back too.
    """
    return sum(_is_put_back(job_id) for job_id in _suspected())


def _suspected() -> Sequence[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_ORPHANS} ORDER BY job.id", [SECONDS_A_WORKER_IS_BELIEVED])
        return [row[0] for row in cursor.fetchall()]


def _is_put_back(job_id: UUID) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_TRY_LOCK, [str(job_id)])
        if cursor.fetchone() != (True,):
            return False
        # Nobody begins or ends it from here on; it may have ended just before.
        cursor.execute(
            f"{_ORPHANS} AND job.id = %s FOR NO KEY UPDATE OF job",
            [SECONDS_A_WORKER_IS_BELIEVED, job_id],
        )
        if cursor.fetchone() is None:
            return False
        job = Job.objects.get(pk=job_id)
        queue.take_out(job.queue_id)
        entry = queue.put(job_id, lock_of(job), queue.FIRST)
        Job.objects.filter(pk=job_id).update(
            state=JobState.WAITING, done=0, total=0, note="", started_at=None, queue_id=entry
        )
    log.warning("job %s had lost its worker and is run again", job_id)
    return True


_TRY_LOCK: Final = f"SELECT pg_try_advisory_xact_lock({JOB_LOCK})"
_ORPHANS: Final = """
SELECT job.id
  FROM jobs_job AS job LEFT JOIN procrastinate_jobs AS entry ON entry.id = job.queue_id
 WHERE (job.state = 'RUNNING'
        OR job.state = 'WAITING'
           AND (entry.id IS NULL OR entry.status NOT IN ('todo', 'doing')
                OR entry.status = 'doing'
                   AND NOT EXISTS (SELECT FROM procrastinate_workers AS worker
                                    WHERE worker.id = entry.worker_id
                                      AND worker.last_heartbeat
                                          > now() - make_interval(secs => %s))))
"""
