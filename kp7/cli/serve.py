"""`kp7 serve`: the product itself."""

import os
import socket
from contextlib import nullcontext

import click
import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from kp7.cli.gunicorn import Gunicorn
from kp7.cli.keeping import worker_beside
from kp7.cli.ready import server_ready
from kp7.database import demonstration
from kp7.database.checks import check_server
from kp7.database.connection import application_url, connect, without_pool
from kp7.database.home import Home, default_path
from kp7.database.pending import refuse_pending
from kp7.database.problems import DatabaseProblem

LOOPBACK = ("127.0.0.1", "localhost", "::1")
UNSET = "django-insecure-"


class PortTaken(DatabaseProblem):
    """Something else answers there."""


class DemoOnLoopbackOnly(DatabaseProblem):
    """Demo accounts have a password that everybody knows."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to answer on.")
@click.option("--port", default=8000, show_default=True, help="Port to answer on; 0: a free one.")
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--threads", default=4, show_default=True, help="Threads in each process.")
@click.option("--no-worker", is_flag=True, help="Without a worker (kp7 work) beside it.")
def command(*, host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Answer browsers until stopped (Ctrl-C).

    Keeps one worker beside itself for the jobs that pages ask for; see `kp7 work`. Starts the
    embedded server when DATABASE_URL is not set. Refuses to start without a secret key on a real
    server, while migrations are pending, and where the database is not in order.
    """
    listening = listen(host, port)
    server = server_ready()
    is_demo = _checked_database(host)
    django.setup()
    check_secret()
    with without_pool():
        refuse_pending()
    _collect_static_files()
    where = f"http://{host}:{listening.getsockname()[1]}/"
    kept = f"data in {server.home.path}" if server else "data on the server in DATABASE_URL"
    announcement = f"kp7 answers on {where}; {kept}{'; demo data' if is_demo else ''}."
    with nullcontext() if no_worker else worker_beside():
        Gunicorn(listening, workers, threads, announcement).run()


def listen(host: str, port: int) -> socket.socket:
    """Take the port, or say that it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        message = (
            f"Port {port} on {host} cannot be used: {error.strerror}. Stop what answers there, or "
            "choose another with --port."
        )
        raise PortTaken(message) from error


def check_secret() -> None:
    """Refuse to sign cookies with a key that nobody has chosen."""
    if settings.SECRET_KEY.startswith(UNSET):
        message = (
            "No secret key: set KP7_SECRET_KEY, or KP7_SECRET_KEY_FILE to the name of a file. "
            "`python -c 'import secrets; print(secrets.token_urlsafe(48))'` makes one."
        )
        raise ImproperlyConfigured(message)


def find_out_whether_demo() -> bool:
    """Ask the database whether its people are invented, and tell the settings."""
    with connect(application_url()) as connection:
        check_server(connection)
        is_demo = demonstration.is_marked(connection)
    os.environ["KP7_DEMO"] = str(int(is_demo))
    return is_demo


def _checked_database(host: str) -> bool:
    is_demo = find_out_whether_demo()
    if is_demo and host not in LOOPBACK:
        message = (
            f"This database holds demo data, whose passwords everybody knows: kp7 does not answer "
            f"on {host} with it. Leave --host out, or use a KP7_HOME without demo data."
        )
        raise DemoOnLoopbackOnly(message)
    return is_demo


def _collect_static_files() -> None:
    """Put style sheets and scripts, compressed and named by content, where they are served from."""
    if "KP7_STATIC_ROOT" not in os.environ:
        Home.claim(default_path())
    call_command("collectstatic", interactive=False, verbosity=0)
