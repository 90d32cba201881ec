"""The tests' own ground: the role they run as, and copies that do not touch each other."""

import socket

import psycopg
import pytest
from django.db import connection

from tests.conftest import Connect


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        (number,) = cursor.fetchone()
    return int(number)


def _insert() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('of-a-test', '', now())")


@pytest.mark.django_db
def test_django_is_the_applications_role_and_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("kp7_app", "kp7_app")
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_writes_is_gone_in_the_next(time: str) -> None:  # noqa: ARG001 # run twice
    assert _count() == 0
    _insert()
    assert _count() == 1


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_fresh_database_commits_and_is_dropped(
    fresh_database: str,  # noqa: ARG001
    owner: "psycopg.Connection[tuple[object, ...]]",
    time: str,  # noqa: ARG001 # run twice
) -> None:
    assert _count() == 0
    _insert()
    assert owner.execute("SELECT count(*) FROM django_session").fetchone() == (1,)


@pytest.mark.django_db
def test_the_shared_copy_is_read_only_to_raw_connections(app_connect: Connect) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        app_connect().execute("INSERT INTO django_session VALUES ('of-a-test', '', now())")


@pytest.mark.usefixtures("fresh_database")
def test_raw_connections_are_the_applications_role_each_with_its_own_transaction(
    app_connect: Connect,
) -> None:
    writer, reader = app_connect(), app_connect()
    writer.execute("INSERT INTO django_session VALUES ('of-a-test', '', now())")
    assert reader.execute("SELECT count(*), current_user FROM django_session").fetchone() == (
        0,
        "kp7_app",
    )
    assert _count() == 0


def test_no_connection_leaves_the_machine() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection_outwards,
        pytest.raises(AssertionError, match="wanted to connect"),
    ):
        connection_outwards.connect(("192.0.2.1", 80))
