"""Work on what was received from anywhere, in a process of its own that can do next to nothing.

The process holds no secret and no database, and its memory, time and writing are limited. It
reads standard input and answers on standard output.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO


class Lost(Exception):  # noqa: N818  not an error of ours: a file can bring a reader down
    """The process gave up, was stopped at a limit, or took too long."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use: bytes of addresses, seconds of the processor, bytes written."""

    memory: int
    seconds: int
    answer: int


@contextmanager
def answered(module: str, *words: str, received: bytes, seconds: int) -> Iterator[IO[bytes]]:
    """Run a module on what was received, `seconds` long at most; give its answer from the start."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(received)
        given.seek(0)
        _run([module, *words], given, answer, seconds)
        answer.seek(0)
        yield answer


def _run(command: list[str], given: IO[bytes], answer: IO[bytes], seconds: int) -> None:
    """Run the process to its end; one that takes too long is killed, whatever it says is not."""
    process = subprocess.Popen(  # noqa: S603  our own module under our own interpreter
        [sys.executable, "-I", "-X", "utf8", "-m", *command],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired as late:
        raise Lost from late
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if code != 0:
        raise Lost


def confine(limits: Limits) -> None:
    """Keep this process within its limits, for good."""
    _limit(resource.RLIMIT_CPU, limits.seconds)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_FSIZE, limits.answer)
    _limit(resource.RLIMIT_CORE, 0)


def open_nothing_more() -> None:
    """Give up the right to open any file or socket; what will be imported must be by now."""
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))
