"""`kp7 work`: does what pages only ask for."""

import atexit
import os
import signal
from typing import NoReturn

import click
import django

from kp7.cli.ready import server_ready
from kp7.database.checks import check_server
from kp7.database.connection import (
    LIMITS_OF_WORKERS,
    application_url,
    connect,
    django_database,
    use,
)
from kp7.database.pending import refuse_pending
from kp7.jobs.children import die_with_parent


@click.command()
@click.option(
    "--jobs", default=2, show_default=True, type=click.IntRange(1, 32), help="Jobs at once."
)
@click.option("--beside", type=int, hidden=True, help="Process with which to end.")
def command(*, jobs: int, beside: int | None) -> None:
    """Do the jobs that pages ask for until stopped (Ctrl-C).

    Imports and printing, mostly. `kp7 serve` keeps one worker beside itself. Start more of them,
    on as many machines as wanted: each job is done by one. A job whose worker died is taken up by
    another within seconds.
    """
    if beside:
        die_with_parent(beside, signal.SIGTERM)
    server = server_ready()
    with connect(application_url()) as connection:
        check_server(connection)
    django.setup()
    use(django_database(application_url(), LIMITS_OF_WORKERS, 0))
    refuse_pending()
    # Needs the models, which are there from here on.
    from kp7.jobs.worker import work  # noqa: PLC0415

    kept = f"data in {server.home.path}" if server else "data on the server in DATABASE_URL"
    work(jobs, lambda: click.echo(f"kp7 works, up to {jobs} jobs at once; {kept}."), leave)


def leave() -> NoReturn:
    """End the process whatever its threads do, after what is owed at its end was done."""
    atexit._run_exitfuncs()  # noqa: SLF001  the embedded server may be ours to stop
    os._exit(0)
