"""One world for all tests of a worker here: made once, committed, and never changed for good."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from kp7.database.embedded import Server
from tests import server as test_server
from tests.authorization.world import World, build


@pytest.fixture(scope="session")
def _made(
    server: Server,
    worker_database: str,
    django_db_setup: None,  # noqa: ARG001 # its copy is what we return to
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[World]:
    name = f"{worker_database}_world"
    with django_db_blocker.unblock():
        test_server.copy_of(server, test_server.TEMPLATE, name)
        test_server.point_django_at(server, name)
        made = build(name)
        test_server.point_django_at(server, worker_database)
    yield made
    with django_db_blocker.unblock():
        test_server.drop(server, name)


@pytest.fixture
def world(
    _made: World, server: Server, worker_database: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world, with Django pointed at it; see `rolled_back`."""
    with django_db_blocker.unblock():
        test_server.point_django_at(server, _made.database)
        yield _made
        test_server.point_django_at(server, worker_database)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Silence Django, which logs every 4xx; there are thousands here."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
