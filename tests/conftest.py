"""What every test stands on: a real PostgreSQL, met as the application's role, and no network.

- `db` (or the mark `django_db`): this worker's copy of the template; all is rolled back.
- `fresh_database`: a copy of its own for one test, in which transactions really commit.
- `owner`: a connection as the role that owns the tables.
- `app_connect`: as many connections as the application's role as a race wants.
"""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.db import connections
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from kp7.database.embedded import Role, Server
from tests import server as test_server
from tests.cast import Cast, make_cast, make_round

hypothesis.settings.register_profile("kp7", deadline=None)  # the machines are shared and noisy
hypothesis.settings.load_profile("kp7")

folder_of_run = pytest.StashKey[Path]()

Connect = Callable[[], "psycopg.Connection[tuple[object, ...]]"]


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the run, once: the workers are told of it by the environment."""
    if not hasattr(config, "workerinput"):
        config.stash[folder_of_run] = test_server.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server when all workers are done."""
    folder = config.stash.get(folder_of_run, None)
    if folder is not None:
        test_server.stop(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would flush: TRUNCATE is refused by the guards, as it should be."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None and (mark.kwargs.get("transaction") or mark.args):
            raise pytest.UsageError(f"{item.nodeid}: use fresh_database, not transaction=True")


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Refuse every connection that would leave the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int] | str | bytes) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(str(host)).is_loopback:
                raise AssertionError(f"a test wanted to connect to {host}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def server(django_db_blocker: DjangoDbBlocker) -> Server:
    """The server of this run, with its template database."""
    with django_db_blocker.unblock():
        return test_server.prepared()


@pytest.fixture(scope="session")
def static_files() -> Iterator[Path]:
    """The static files as production serves them: collected, named by hash, compressed."""
    folder = Path(os.environ[test_server.FOLDER]) / "static"
    with override_settings(STATIC_ROOT=str(folder)):
        yield test_server.static_files()


@pytest.fixture(scope="session")
def worker_database(worker_id: str) -> str:
    """The name of the copy that the tests of this worker share."""
    return f"kp7_{worker_id}"


@pytest.fixture(scope="session")
def django_db_setup(
    server: Server,
    worker_database: str,
    static_files: Path,  # noqa: ARG001 # pages name their files by the manifest
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Let Django meet this worker's copy as the application's role."""
    with django_db_blocker.unblock():
        test_server.copy_of(server, test_server.TEMPLATE, worker_database)
        test_server.point_django_at(server, worker_database)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        test_server.drop(server, worker_database)


@pytest.fixture
def transactional_db() -> None:
    """Refused: see pytest_collection_modifyitems."""
    pytest.fail("use fresh_database: a flush needs TRUNCATE, which the guards refuse")


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest,
    server: Server,
    worker_database: str,
    django_db_setup: None,  # noqa: ARG001 # its copy is what we return to
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """A copy for one test, in which transactions commit, with everybody for `cast`; its name."""
    name = f"{worker_database}_fresh"
    wanted = "cast" in request.fixturenames
    source = request.getfixturevalue("peopled")[0] if wanted else test_server.TEMPLATE
    with django_db_blocker.unblock():
        test_server.copy_of(server, source, name)
        test_server.point_django_at(server, name)
        yield name
        test_server.point_django_at(server, worker_database)
        test_server.drop(server, name)


@pytest.fixture(scope="session")
def peopled(
    server: Server,
    worker_database: str,
    django_db_setup: None,  # noqa: ARG001 # its copy is what we return to
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[str, Cast]]:
    """A copy in which everybody and a round that runs are there already; its name, and who."""
    name = f"{worker_database}_peopled"
    with django_db_blocker.unblock():
        test_server.copy_of(server, test_server.TEMPLATE, name)
        test_server.point_django_at(server, name)
        made = make_cast()
        make_round()
        test_server.point_django_at(server, worker_database)
    yield name, made
    with django_db_blocker.unblock():
        test_server.drop(server, name)


@pytest.fixture(autouse=True)
def _where_it_begins(
    request: pytest.FixtureRequest, worker_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let the transaction of a test that asks for everybody begin where they are."""
    if not _among_people(request):
        yield
        return
    server, (name, _) = (request.getfixturevalue(one) for one in ("server", "peopled"))
    with django_db_blocker.unblock():
        test_server.point_django_at(server, name)
    yield
    with django_db_blocker.unblock():
        test_server.point_django_at(server, worker_database)


def _among_people(request: pytest.FixtureRequest) -> bool:
    """Whether a test meets everybody, in no database of its own."""
    return "cast" in request.fixturenames and "fresh_database" not in request.fixturenames


@pytest.fixture
def cast(request: pytest.FixtureRequest, peopled: tuple[str, Cast]) -> Cast:
    """Everybody, and a round that runs; in a database of the test's own where it asks for one."""
    own = "fresh_database" in request.fixturenames
    request.getfixturevalue("fresh_database" if own else "db")
    return peopled[1]


@pytest.fixture
def current_database(request: pytest.FixtureRequest, worker_database: str) -> str:
    """The copy that this test works on: its own, else one that nobody may soil."""
    if "fresh_database" in request.fixturenames:
        return str(request.getfixturevalue("fresh_database"))
    if _among_people(request):
        return str(request.getfixturevalue("peopled")[0])
    request.getfixturevalue("django_db_setup")
    return worker_database


def _connect(
    server: Server, database: str, role: Role, *, read_only: bool
) -> "psycopg.Connection[tuple[object, ...]]":
    options = "-c default_transaction_read_only=on" if read_only else ""
    return psycopg.connect(server.url(role, database), options=options)


@pytest.fixture
def owner(
    server: Server, current_database: str, worker_database: str
) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
    """A connection as the owner of the tables; it only reads where others read too."""
    read_only = current_database == worker_database
    with _connect(server, current_database, "owner", read_only=read_only) as connection:
        connection.autocommit = True
        yield connection


@pytest.fixture
def app_connect(server: Server, current_database: str, worker_database: str) -> Iterator[Connect]:
    """A maker of connections as the application's role, all closed after the test."""
    made: list[psycopg.Connection[tuple[object, ...]]] = []

    def connect() -> "psycopg.Connection[tuple[object, ...]]":
        read_only = current_database == worker_database
        made.append(_connect(server, current_database, "app", read_only=read_only))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()
