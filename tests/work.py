"""Doing jobs where a test stands: in its own process, on its own connection."""

from kp7.jobs.models import Job
from kp7.jobs.taking import take_here
from kp7.jobs.terms import JobState

MOST = 100


def run_jobs() -> int:
    """Run the jobs that wait, and those that they ask for, in turn; return how many there were.

    On Django's connection, so it works within the transaction of `db` and with `fresh_database`.
    """
    done = 0
    while job := Job.objects.filter(state=JobState.WAITING).order_by("asked_at", "id").first():
        take_here(job.pk)
        done += 1
        assert done < MOST, "jobs wait without an end"
    return done
