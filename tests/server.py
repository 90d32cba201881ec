"""The PostgreSQL of one test run: started by whoever needs it first, shared by all workers."""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections, transaction
from psycopg.sql import SQL, Identifier

from kp7.database import connection, embedded, grants
from kp7.database.embedded import Role, Server
from kp7.organizations import authority
from kp7.organizations.actions import load_organizations
from kp7.personnel.actions.reference import load_code_tables, open_registers

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "KP7_TEST_FOLDER"
TEMPLATE = "kp7_template"
# Nothing here has to outlive a power cut; races need many connections.
SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}

_watchers: "dict[Path, subprocess.Popen[bytes]]" = {}


def make_folder() -> Path:
    """Make the folder of a test run and tell the workers, which inherit our environment."""
    folder = Path(tempfile.mkdtemp(prefix="kp7-tests-"))
    folder.chmod(0o755)  # run by root, the server is another account and must pass through
    os.environ[FOLDER] = str(folder)
    _watchers[folder] = subprocess.Popen(  # noqa: S603 # our own module
        [sys.executable, "-m", "tests.end_of_run", folder],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for us, not for it
    )
    return folder


def prepared() -> Server:
    """Return the running server with its template database, preparing both for the first caller."""
    folder = Path(os.environ[FOLDER])
    with _one_at_a_time(folder):
        server = embedded.start(folder / "home", settings=SETTINGS)
        ready = folder / "template.ready"
        if not ready.exists():
            _make_template(server)
            ready.touch()
    return server


def static_files() -> Path:
    """Return the folder of the collected static files, collecting them for the first caller."""
    folder = Path(os.environ[FOLDER])
    collected = folder / "static"
    with _one_at_a_time(folder):
        if not collected.exists():
            call_command("collectstatic", interactive=False, verbosity=0)
    return collected


def stop(folder: Path) -> None:
    """Stop the server of a test run if it was ever needed, and remove the folder."""
    _watchers.pop(folder).communicate()


def copy_of(server: Server, source: str, name: str) -> None:
    """Make a database that is a copy of another to which nobody is connected: some 60 ms."""
    _as_superuser(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    _as_superuser(
        server,
        SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
            Identifier(name), Identifier(source), Identifier(embedded.NAMES["owner"])
        ),
    )


def drop(server: Server, name: str) -> None:
    """Drop a copy, whoever is still connected to it."""
    _as_superuser(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def point_django_at(server: Server, name: str, role: Role = "app") -> None:
    """Let Django's connections of this process, in every thread, go to a database as a role."""
    connection.use(connection.django_database(server.url(role, name), connection.LIMITS, 0))


def _make_template(server: Server) -> None:
    """Migrate and grant as the owner, as `kp7 migrate` does; load as the application's role."""
    name = Identifier(TEMPLATE)
    owner = Identifier(embedded.NAMES["owner"])
    _as_superuser(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
    _as_superuser(server, SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    point_django_at(server, TEMPLATE, "owner")
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        grants.apply(cursor, embedded.NAMES["app"])
    point_django_at(server, TEMPLATE)
    by = authority.system("การทดสอบ")
    load_organizations(by=by)
    load_code_tables(by=by)
    open_registers()
    connections["default"].close()
    # Every test opens a round for all 7,849: planned blindly, that can take minutes.
    _as_superuser(server, SQL("VACUUM (ANALYZE)"), TEMPLATE)


def _as_superuser(
    server: Server, statement: SQL | psycopg.sql.Composed, database: str = "postgres"
) -> None:
    with psycopg.connect(server.url("superuser", database), autocommit=True) as administration:
        administration.execute(statement)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
