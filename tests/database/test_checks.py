from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from kp7.database import checks
from kp7.database.checks import Connection, RoleTooStrong, ServerUnfit, check_server
from kp7.database.embedded import Server


@pytest.fixture
def superuser(spare: Server) -> Iterator[Connection]:
    with psycopg.connect(spare.url("superuser"), autocommit=True) as connection:
        yield connection


def _check(server: Server, dbname: str = "kp7") -> None:
    with psycopg.connect(server.url("app", dbname)) as connection:
        check_server(connection)


def test_embedded_server_is_fit(spare: Server) -> None:
    _check(spare)


@pytest.mark.parametrize(
    ("locale", "extensions", "says"),
    [
        ("LOCALE 'C' ENCODING 'UTF8'", ["pg_trgm", "btree_gist"], "Thai letters are no letters"),
        ("LOCALE 'C' ENCODING 'SQL_ASCII'", ["pg_trgm", "btree_gist"], "encoded as SQL_ASCII"),
        ("", ["pg_trgm"], "lacks btree_gist.*CREATE EXTENSION btree_gist;"),
        ("", [], "lacks btree_gist and pg_trgm"),
    ],
)
def test_unfit_database_is_refused(
    spare: Server, superuser: Connection, locale: str, extensions: list[str], says: str
) -> None:
    superuser.execute("DROP DATABASE IF EXISTS unfit")
    superuser.execute(
        sql.SQL("CREATE DATABASE unfit TEMPLATE template0 {}").format(
            sql.SQL(f"LOCALE_PROVIDER libc {locale}" if locale else "")
        )
    )
    with psycopg.connect(spare.url("superuser", "unfit")) as connection:
        for name in extensions:
            connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
    with pytest.raises(ServerUnfit, match=says):
        _check(spare, "unfit")


def test_old_server_is_refused(spare: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST", 990000)
    with pytest.raises(ServerUnfit, match="needs 17 or newer"):
        _check(spare)


@pytest.mark.parametrize(
    ("strengthen", "weaken", "says"),
    [
        ("ALTER ROLE kp7_app SUPERUSER", "ALTER ROLE kp7_app NOSUPERUSER", "is a superuser"),
        ("ALTER ROLE kp7_app BYPASSRLS", "ALTER ROLE kp7_app NOBYPASSRLS", "row-level security"),
        ("ALTER ROLE kp7_app CREATEROLE", "ALTER ROLE kp7_app NOCREATEROLE", "makes roles"),
        ("ALTER ROLE kp7_app REPLICATION", "ALTER ROLE kp7_app NOREPLICATION", "may replicate"),
        ("GRANT kp7_owner TO kp7_app", "REVOKE kp7_owner FROM kp7_app", "member of kp7_owner"),
        (
            "GRANT pg_write_all_data TO kp7_app",
            "REVOKE pg_write_all_data FROM kp7_app",
            "member of pg_write_all_data",
        ),
        (
            "ALTER DATABASE kp7 OWNER TO kp7_app",
            "ALTER DATABASE kp7 OWNER TO kp7_owner; GRANT CONNECT ON DATABASE kp7 TO kp7_app",
            "owns the database",
        ),
        (
            "CREATE TABLE its (); ALTER TABLE its OWNER TO kp7_app",
            "DROP TABLE its",
            "owns tables",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO PUBLIC",
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "may create",
        ),
        (
            "GRANT SET ON PARAMETER session_replication_role TO kp7_app",
            "REVOKE SET ON PARAMETER session_replication_role FROM kp7_app",
            "session_replication_role",
        ),
    ],
)
def test_role_that_is_too_strong_is_refused(
    spare: Server, superuser: Connection, strengthen: str, weaken: str, says: str
) -> None:
    superuser.execute(strengthen.encode())
    try:
        with pytest.raises(RoleTooStrong, match=says):
            _check(spare)
    finally:
        superuser.execute(weaken.encode())
    _check(spare)
