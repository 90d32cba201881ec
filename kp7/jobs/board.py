"""The row of a job as whoever does it writes it: each line at once, apart from the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper

from kp7.jobs.terms import JobState

KEEPALIVE: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


Cursor = CursorWrapper | psycopg.Cursor[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Begun:
    """A job that was begun, and by whom it was asked for."""

    kind: str
    subject: UUID
    register_id: UUID | None
    post_id: UUID | None
    holding_id: UUID | None
    officer: str
    attempts: int
    cancel_asked: bool


@dataclass(frozen=True, slots=True)
class JobBoard:
    """One job's row."""

    job_id: UUID
    cursor: Cursor

    def begin(self) -> Begun | None:
        """Say that it runs; nothing where it ended before it began."""
        self.cursor.execute(_BEGIN, [self.job_id])
        row = self.cursor.fetchone()
        return None if row is None else Begun(*row)

    def show(self, done: int, total: int, note: str) -> bool:
        """Show how far it got; return whether it is to be cancelled."""
        self.cursor.execute(_SHOW, [done, total, note, self.job_id])
        row = self.cursor.fetchone()
        return row is None or bool(row[0])

    def end(self, state: JobState, refusal: str = "") -> None:
        """Say how it ended, and why where it failed."""
        self.cursor.execute(_END, [state, refusal, state, self.job_id])

    def put_back(self, *, counts: bool) -> None:
        """Say that it waits again; `counts` tells whether it was begun in vain."""
        self.cursor.execute(_PUT_BACK, [0 if counts else 1, self.job_id])


@contextmanager
def own_board(job_id: UUID, lock: str) -> Iterator[JobBoard | None]:
    """Open a board on a connection of its own, which holds the job and its lock while it lives.

    Nothing where another worker holds either. The server lets both go when the connection ends,
    however its process died: by this a job without a worker is known.
    """
    parameters = connection.get_connection_params()
    kept = {name: value for name, value in parameters.items() if name != "context"}
    with psycopg.connect(**{**KEEPALIVE, **kept, "autocommit": True}) as own:
        cursor = psycopg.Cursor(own)
        taken = cursor.execute(_TAKE, [str(job_id), lock]).fetchone()
        yield JobBoard(job_id, cursor) if taken == (True, True) else None


JOB_LOCK: Final = "hashtextextended('kp7.jobs.job ' || %s, 0)"
_TAKE: Final = f"""
SELECT pg_try_advisory_lock({JOB_LOCK}),
       pg_try_advisory_lock(hashtextextended('kp7.jobs.lock ' || %s, 0))
"""
_BEGIN: Final = """
UPDATE jobs_job
   SET state = 'RUNNING', done = 0, total = 0, note = '', attempts = attempts + 1,
       started_at = clock_timestamp(), seen_at = clock_timestamp()
 WHERE id = %s AND state IN ('WAITING', 'RUNNING')
RETURNING kind, subject, register_id, post_id, holding_id, officer, attempts, cancel_asked
"""
_SHOW: Final = """
UPDATE jobs_job SET done = %s, total = %s, note = %s, seen_at = clock_timestamp()
 WHERE id = %s AND state = 'RUNNING'
RETURNING cancel_asked
"""
_END: Final = """
UPDATE jobs_job
   SET state = %s, refusal = %s, ended_at = clock_timestamp(),
       done = CASE WHEN %s = 'DONE' THEN greatest(done, total) ELSE done END
 WHERE id = %s AND state = 'RUNNING'
"""
_PUT_BACK: Final = """
UPDATE jobs_job
   SET state = 'WAITING', done = 0, total = 0, note = '', started_at = NULL,
       attempts = attempts - %s
 WHERE id = %s AND state = 'RUNNING'
"""
