"""A worker beside the web server: kept at work for as long as the web server lives."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from kp7.jobs.children import die_with_parent

SECONDS_TO_STOP: Final = 20.0
LONG_ENOUGH: Final = 60.0
SECONDS_TO_NEXT: Final = (1.0, 2.0, 5.0, 15.0)


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep a worker at work while the body runs, and stop it with the body.

    A process of its own watches it, for the web server reaps whatever child of its own ends.
    Both end with the web server, even where that is killed.
    """
    ours = os.getpid()
    keeper = subprocess.Popen(  # noqa: S603  our own module
        [sys.executable, "-m", "kp7.cli.keeping", str(ours)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the web server, which asks us to stop
    )
    try:
        yield
    finally:
        if os.getpid() == ours:  # a process of the web server's own leaves this way too
            _stop(keeper)


def _stop(keeper: "subprocess.Popen[bytes]") -> None:
    keeper.terminate()
    try:
        keeper.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        keeper.kill()  # the worker hears of it from the kernel


class Keeper:
    """Starts a worker, and another one each time one ends, until it is asked to stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.worker: subprocess.Popen[bytes] | None = None

    def stop(self, _signal: int, _frame: object) -> None:
        """Take SIGTERM: stop the worker that there is, and start no other."""
        self.stopping.set()
        if self.worker is not None:
            self.worker.terminate()

    def keep(self) -> None:
        """Keep a worker at work, less eagerly where it ends again and again."""
        quick_ends = 0
        while not self.stopping.is_set():
            started = time.monotonic()
            self.worker = self._start()
            if self.stopping.is_set():  # it was asked between the two lines
                self.worker.terminate()
            code = self.worker.wait()
            if self.stopping.is_set():
                return
            lasted = time.monotonic() - started
            quick_ends = 0 if lasted > LONG_ENOUGH else quick_ends + 1
            seconds = SECONDS_TO_NEXT[min(quick_ends, len(SECONDS_TO_NEXT) - 1)]
            click.echo(f"The worker ended ({code}); another starts in {seconds:g} s.", err=True)
            self.stopping.wait(seconds)

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-m", "kp7", "work", "--beside", str(os.getpid())],
            stdin=subprocess.DEVNULL,
        )


def main(parent: int) -> None:
    """Keep a worker beside the process `parent`."""
    keeper = Keeper()
    signal.signal(signal.SIGTERM, keeper.stop)
    die_with_parent(parent, signal.SIGTERM)
    keeper.keep()


if __name__ == "__main__":
    main(int(sys.argv[1]))
