from collections.abc import Iterator

import psycopg
import pytest
from django.apps import apps

from kp7.database import grants
from kp7.database.checks import Connection
from kp7.database.embedded import Server

SCHEMA = """
DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO PUBLIC;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE letters (id serial PRIMARY KEY, body text, idle int);
CREATE TABLE stamps (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, price int);
CREATE TABLE shut (n int);
GRANT ALL ON shut, letters TO kp7_app; GRANT ALL ON stamps TO PUBLIC;
CREATE FUNCTION seal(int) RETURNS int LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp RETURN $1;
CREATE FUNCTION secret() RETURNS int LANGUAGE sql RETURN 1;
GRANT EXECUTE ON FUNCTION secret() TO kp7_app;
"""
TABLES = {"letters": "SELECT, INSERT, UPDATE (idle)", "stamps": "INSERT", "shut": ""}


@pytest.fixture
def owner(spare: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    declare(monkeypatch, TABLES, ("seal(int)",))
    with psycopg.connect(spare.url("owner")) as connection:
        connection.execute(SCHEMA)
        connection.commit()
        yield connection


def declare(
    monkeypatch: pytest.MonkeyPatch, tables: dict[str, str], functions: tuple[str, ...] = ()
) -> None:
    monkeypatch.setattr(grants, "declared", lambda: (tables, functions))


def _apply(owner: Connection) -> None:
    with owner.cursor() as cursor:
        grants.apply(cursor, "kp7_app")
    owner.commit()


@pytest.mark.parametrize(
    "allowed",
    [
        "SELECT * FROM letters",
        "INSERT INTO letters (body) VALUES ('a')",
        "UPDATE letters SET idle = 1",
        "SELECT FROM letters FOR UPDATE",
        "INSERT INTO stamps (price) VALUES (1)",
        "SELECT seal(1)",
        "SELECT show_trgm('สมชาย')",
    ],
)
def test_what_is_declared_works(spare: Server, owner: Connection, allowed: str) -> None:
    _apply(owner)
    with psycopg.connect(spare.url()) as application:
        application.execute(allowed.encode())


@pytest.mark.parametrize(
    "refused",
    [
        "UPDATE letters SET body = 'b'",
        "DELETE FROM letters",
        "TRUNCATE letters",
        "SELECT * FROM stamps",
        "UPDATE stamps SET price = 0",
        "SELECT * FROM shut",
        "SELECT secret()",
        "SELECT setval('letters_id_seq', 1)",
        "CREATE TABLE mine ()",
        "CREATE TRIGGER t BEFORE INSERT ON letters EXECUTE FUNCTION x()",
        "ALTER TABLE letters DISABLE TRIGGER ALL",
        "DROP FUNCTION secret()",
    ],
)
def test_everything_else_is_taken_away(spare: Server, owner: Connection, refused: str) -> None:
    _apply(owner)
    with (
        psycopg.connect(spare.url()) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute(refused.encode())


def test_function_of_a_later_migration_is_shut_from_the_first(
    spare: Server, owner: Connection
) -> None:
    _apply(owner)
    owner.execute("CREATE FUNCTION later() RETURNS int LANGUAGE sql RETURN 1")
    owner.commit()
    with (
        psycopg.connect(spare.url()) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("SELECT later()")


def test_table_that_nobody_declares_is_named(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch, {"letters": "SELECT", "shut": ""})
    with pytest.raises(grants.GrantsUnclear, match="No room declares grants for stamps"):
        _apply(owner)


def test_declared_table_that_is_not_there_is_named(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch, {**TABLES, "ghost": "SELECT"})
    with pytest.raises(grants.GrantsUnclear, match="do not exist: ghost"):
        _apply(owner)


def test_declared_function_that_is_not_there_is_named(
    owner: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(monkeypatch, TABLES, ("seal(text)",))
    with pytest.raises(grants.GrantsUnclear, match=r"seal\(text\), which does not exist"):
        _apply(owner)


@pytest.mark.parametrize("path", ["", "SET search_path = public", "SET search_path = pg_temp, x"])
def test_definer_that_a_temporary_table_could_deceive_is_refused(
    owner: Connection, path: str
) -> None:
    function = "CREATE FUNCTION loose() RETURNS int LANGUAGE sql SECURITY DEFINER"
    owner.execute(f"{function} {path} RETURN 1".encode())
    with pytest.raises(grants.GrantsUnclear, match=r"search_path: loose\(\)"):
        _apply(owner)


@pytest.mark.parametrize(
    "wrong", ["ALL", "SELECT, TRUNCATE", "TRIGGER", "SELECT ON x TO y; --", "select"]
)
def test_privilege_that_goes_round_the_guards_cannot_be_declared(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Room:
        grants = {"letters": wrong}  # noqa: RUF012  stands for an AppConfig

    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room])
    with pytest.raises(grants.GrantsUnclear, match="none of SELECT, INSERT, UPDATE, DELETE"):
        grants.declared()


def test_table_of_two_rooms_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Room:
        grants = {"letters": "SELECT"}  # noqa: RUF012  stands for an AppConfig

    monkeypatch.setattr(apps, "get_app_configs", lambda: [Room, Room])
    with pytest.raises(grants.GrantsUnclear, match="two rooms"):
        grants.declared()
