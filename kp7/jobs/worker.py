"""A worker: takes jobs from the queue until it is stopped, through restarts of the database."""

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

import psycopg
from django.db import DatabaseError, InterfaceError, connection
from procrastinate.contrib.django import DjangoApp, app, connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from kp7.jobs.orphans import take_up_orphans
from kp7.jobs.queries import SECONDS_A_WORKER_IS_BELIEVED
from kp7.jobs.taking import stopping

HEARTBEAT: Final = 5.0
SECONDS_BETWEEN_LOOKS: Final = 3.0
SECONDS_TO_NEXT_TRY: Final = 2.0
SECONDS_TO_CONNECT: Final = 10.0
SECONDS_TO_FINISH: Final = 10.0
SECONDS_TO_LET_GO: Final = 5.0
LOST: Final = (
    ConnectorException,
    DatabaseError,
    InterfaceError,
    psycopg.Error,
    OSError,
)

log = logging.getLogger(__name__)


def work(jobs: int, started: Callable[[], None], leave: Callable[[], None]) -> None:
    """Do up to `jobs` jobs at once until SIGTERM or Ctrl-C.

    Jobs at hand may take some seconds more to end; then they are stopped at their next look, and
    one that never looks is left behind: `leave` has to end the process. Whatever did not end is
    run again by the next worker. Ctrl-C when it is being stopped does not wait for jobs to end.
    """
    for told_by_us in ("procrastinate", "psycopg.pool"):  # with tracebacks, at each try
        logging.getLogger(told_by_us).setLevel(logging.CRITICAL)
    asyncio.run(_work(jobs, started, leave))


async def _work(jobs: int, started: Callable[[], None], leave: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(jobs + 2))
    halting, hurrying = asyncio.Event(), asyncio.Event()

    def interrupt() -> None:
        (hurrying if halting.is_set() else halting).set()

    # Whoever stops a service may send SIGTERM twice: to us, and through what keeps us.
    loop.add_signal_handler(signal.SIGTERM, halting.set)
    loop.add_signal_handler(signal.SIGINT, interrupt)
    working = asyncio.create_task(_through_restarts(jobs, started, halting))
    await _first_of(working, halting)
    await _first_of(working, hurrying, SECONDS_TO_FINISH)
    stopping.set()
    await _first_of(working, asyncio.Event(), SECONDS_TO_LET_GO)
    if not working.done():
        log.warning("a job did not stop in time and is left to the next worker")
        leave()
    await working


async def _through_restarts(jobs: int, started: Callable[[], None], halting: asyncio.Event) -> None:
    """Work in one session after another: a session ends with the database's."""
    while not halting.is_set():
        try:
            await _session(jobs, started, halting)
        except LOST as lost:
            log.warning("the database does not answer (%s); trying again", type(lost).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(halting.wait(), SECONDS_TO_NEXT_TRY)


async def _session(jobs: int, started: Callable[[], None], halting: asyncio.Event) -> None:
    """Work for as long as the database answers; jobs at hand are waited for."""
    queue = DjangoApp(connector=_connector())
    queue.tasks = app.tasks
    async with queue.open_async():
        await asyncio.to_thread(_take_up)
        started()
        worker = asyncio.create_task(
            queue.run_worker_async(
                concurrency=jobs,
                delete_jobs="always",
                fetch_job_polling_interval=SECONDS_BETWEEN_LOOKS,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=SECONDS_A_WORKER_IS_BELIEVED,
            )
        )
        looking = asyncio.create_task(_look_for_orphans())
        halted = asyncio.create_task(halting.wait())
        await asyncio.wait([worker, looking, halted], return_when=asyncio.FIRST_COMPLETED)
        if not halted.done():
            log.warning("the session with the database has ended; beginning another")
        for task in (halted, looking, worker):
            task.cancel()  # the worker fetches no more, and ends with its jobs
        for outcome in await asyncio.gather(worker, looking, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome


def _connector() -> PsycopgConnector:
    return PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=3, timeout=SECONDS_TO_CONNECT
    )


async def _look_for_orphans() -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        await asyncio.to_thread(_take_up)


def _take_up() -> None:
    try:
        take_up_orphans()
    finally:
        connection.close()


async def _first_of(
    working: asyncio.Task[None], event: asyncio.Event, seconds: float | None = None
) -> None:
    """Wait until the task is done, the event has come, or the time is over."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait([working, waiting], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
