"""Kinds of jobs for the tests of jobs: registered while a test needs them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kp7.jobs.kinds import Kind, forget, register
from kp7.jobs.running import Running


@contextmanager
def known(
    run: Callable[[Running], None], code: str = "trying.it", address: str = ""
) -> Iterator[Kind]:
    """Let jobs of a kind be asked for, for a while."""
    try:
        yield register(Kind(code, "ลองทำงาน", run, address))
    finally:
        forget(code)
