"""`kp7 work` with kinds of the tests: `python -m tests.jobs.working`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psutil
import psycopg
from django.db import transaction
from django.utils import timezone

from kp7.cli import main
from kp7.database.embedded import Server
from kp7.jobs.kinds import Kind, register
from kp7.jobs.running import Running

ROOT = Path(__file__).resolve().parents[2]
STEPS = 20
SECONDS_A_STEP = 0.1

Worker = subprocess.Popen[str]
Start = Callable[..., Worker]  # with words for `kp7 work`


def write_once(running: Running) -> None:
    """Write STEPS rows of a subject, all or none, and once however often it is run."""
    from kp7.organizations.models import SignInFailure  # noqa: PLC0415  once Django is set up

    with transaction.atomic():
        if written(running.subject):
            return
        for step in range(STEPS):
            SignInFailure.objects.create(
                username_key=running.subject.hex, address=str(step), last_at=timezone.now()
            )
            running.progress(step + 1, STEPS, f"แถวที่ {step + 1}")
            time.sleep(SECONDS_A_STEP)


def written(subject: UUID) -> int:
    """How many rows of a subject stand."""
    from kp7.organizations.models import SignInFailure  # noqa: PLC0415  once Django is set up

    return SignInFailure.objects.filter(username_key=subject.hex).count()


def die(_: Running) -> None:
    """End the process of the worker."""
    os._exit(1)


def look_on(running: Running) -> None:
    """Look for ten minutes whether to stop."""
    for second in range(6000):
        running.progress(second, 6000)
        time.sleep(SECONDS_A_STEP)


def never_look(_: Running) -> None:
    """Work on without ever asking whether to stop."""
    time.sleep(600)


KINDS = (
    Kind("once.write", "เขียนครั้งเดียว", write_once),
    Kind("once.die", "ตายทุกครั้ง", die),
    Kind("once.long", "นานมาก", look_on),
    Kind("once.deaf", "ไม่ฟัง", never_look),
)


def start(*words: str, **environment: str) -> "subprocess.Popen[str]":
    """Start a worker, on the database that the environment names."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("KP7_")}
    return subprocess.Popen(  # noqa: S603  our own module
        [sys.executable, "-m", "tests.jobs.working", *words],
        cwd=ROOT,
        env={**kept, "KP7_SECRET_KEY": "of-the-tests" * 5, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def workers_on(server: Server, database: str) -> Iterator[Start]:
    """A maker of workers on a database, each given when it works; all are ended afterwards."""
    with psycopg.connect(server.url("superuser", database)) as superuser:
        superuser.execute("CREATE EXTENSION pg_trgm")  # which workers ask for
    begun: list[Worker] = []

    def working(*words: str) -> Worker:
        begun.append(start(*words, DATABASE_URL=server.url("app", database)))
        out = begun[-1].stdout
        assert out is not None
        assert out.readline().startswith("kp7 works, up to "), begun[-1].communicate()
        return begun[-1]

    try:
        yield working
    finally:
        for worker in begun:
            worker.kill()
            worker.communicate()


def words_of(process: psutil.Process) -> list[str]:
    """What a process was started with; nothing of one that has just ended."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie's error is one of these
        return []


def until(seen: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something to be seen."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


if __name__ == "__main__":
    for kind in KINDS:
        register(kind)
    main(["work", *sys.argv[1:]])
