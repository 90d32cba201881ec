"""Kinds of jobs for the tests of jobs: registered while a test needs them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from kp7.jobs.kinds import Kind, forget, register
from kp7.jobs.running import Running
from kp7.jobs.terms import JobState
from kp7.refusal import Refusal

REFUSED = "ไม่ได้เพราะเป็นการทดสอบ"


def refuse(_: Running) -> None:
    """Fail as a room's work fails."""
    raise Refusal(REFUSED)


REFUSING = Kind("trying.refused", "ลองทำงาน", refuse)


@contextmanager
def known(
    run: Callable[[Running], None],
    code: str = "trying.it",
    stopped: Callable[[UUID, JobState, str], None] | None = None,
) -> Iterator[Kind]:
    """Let jobs of a kind be asked for, for a while."""
    try:
        yield register(Kind(code, "ลองทำงาน", run, stopped=stopped))
    finally:
        forget(code)
