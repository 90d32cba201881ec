"""A copy of everything in one file, and the way back."""

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kp7.database import cluster, demonstration
from kp7.database.checks import Connection, check_fitness, check_server
from kp7.database.connection import (
    application_role,
    application_url,
    connect,
    embedded_url,
    is_embedded,
    owner_url,
)
from kp7.database.installation import from_wheel
from kp7.database.problems import DatabaseProblem
from kp7.database.programs import find, run, without_password

MAGIC = b"PGDMP"
RESTORING = "kp7_restoring"
ATTEMPTS = 50
# What the server brings itself: a copy's owner may not touch it.
THE_SERVERS = re.compile(r"^\d+; \d+ \d+ (EXTENSION|SCHEMA|COMMENT) - ")


class BackupRefused(DatabaseProblem):
    """The copy cannot be written where it was asked for."""


class RestoreRefused(DatabaseProblem):
    """The copy is none, or would be laid over what is there."""


def back_up(file: Path) -> None:
    """Write a new file with everything that the database holds, readable by us alone."""
    if file.exists():
        message = f"{file} exists. Name another file, or say --force to replace it."
        raise BackupRefused(message)
    replace_backup(file)


def replace_backup(file: Path) -> None:
    """Write the file, complete before it takes the place of an older one."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}. Name a file in another folder."
        raise BackupRefused(message) from error
    try:
        _dump(unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    _to_disk(file.parent)


def restore(file: Path) -> None:
    """Bring a copy back into an empty database, all of it or nothing."""
    with connect(owner_url()) as connection:
        check_fitness(connection)
        if tables := _tables(connection):
            message = (
                f"The database {connection.info.dbname} is not empty ({len(tables)} tables). Say "
                "--replace to put the copy in its place; what is there now is kept under another "
                "name."
            )
            raise RestoreRefused(message)
    _load(file, owner_url())
    with connect(application_url()) as connection:
        check_server(connection)


def restore_beside(file: Path) -> str:
    """Bring a copy back into a new database and exchange the two; return the old one's new name."""
    manager = embedded_url("superuser") if is_embedded() else owner_url()
    name = str(conninfo_to_dict(application_url()).get("dbname", cluster.DATABASE))
    kept = f"{name}_before_{datetime.now(UTC):%Y%m%d_%H%M%S}"
    outside = _at(manager, "postgres")
    _make_database(outside, manager, str(conninfo_to_dict(owner_url())["user"]))
    try:
        _load(file, _at(owner_url(), RESTORING))
        with connect(_at(application_url(), RESTORING)) as connection:
            check_server(connection)
    except BaseException:
        with connect(outside) as connection:
            connection.autocommit = True
            _drop(connection, RESTORING)
        raise
    _exchange(outside, name, kept)
    return kept


def _dump(target: Path) -> None:
    url = owner_url()
    with connect(url) as connection:
        major = connection.info.server_version // 10000
    address = without_password(url)
    command: list[str | Path] = [
        *(find("pg_dump", major), "--format=custom", "--no-password"),
        *("--file", target, "--dbname", address.conninfo),
    ]
    run(command, address.environment)
    _to_disk(target)


def _load(file: Path, url: str) -> None:
    """Load a copy in one transaction; extensions are the server's own and stay as they are."""
    _check_file(file)
    # As new as the wheel's own at least: it may be the wheel's that wrote the copy.
    program = find("pg_restore", from_wheel().major)
    contents = run([program, "--list", file], os.environ).splitlines()
    _check_contents(file, contents)
    if not is_embedded() and _is_demo(program, file):
        demonstration.refuse_real_server()
    address = without_password(url)
    with NamedTemporaryFile("w", suffix=".list") as wanted:
        wanted.writelines(f"{line}\n" for line in contents if not THE_SERVERS.search(line))
        wanted.flush()
        run(
            [
                *(program, "--single-transaction", "--exit-on-error", "--no-password"),
                *("--no-owner", "--use-list", wanted.name, "--dbname", address.conninfo, file),
            ],
            address.environment,
        )
    with connect(url) as connection:
        tables = sql.SQL(", ").join(sql.Identifier("public", name) for name in _tables(connection))
        connection.execute(sql.SQL("ANALYZE {}").format(tables))


def _check_contents(file: Path, contents: list[str]) -> None:
    """Refuse a copy of something else."""
    if not any(" TABLE DATA public django_migrations " in line for line in contents):
        message = f"{file} is a copy of another program's database, not of kp7's."
        raise RestoreRefused(message)


def _is_demo(program: Path, file: Path) -> bool:
    """Say whether the copy carries the mark of invented people."""
    only_mark = ("--data-only", "--table=database_demonstration", "--file=-")
    marks = run([program, *only_mark, file], os.environ)
    return re.search(r"^COPY [^\n]+;\n(?!\\\.)", marks, re.MULTILINE) is not None


def _check_file(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(len(MAGIC))
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise RestoreRefused(message) from error
    if start != MAGIC:
        message = f"{file} is not a copy made by `kp7 db backup`."
        raise RestoreRefused(message)


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind IN ('r', 'p')"
    ).fetchall()
    return [str(row[0]) for row in rows]


def _at(url: str, dbname: str) -> str:
    """Return the address of another database on the same server."""
    return make_conninfo(url, dbname=dbname)


def _make_database(outside: str, manager: str, owner: str) -> None:
    """Make an empty database that belongs to the owner of the tables."""
    try:
        with connect(outside) as connection:
            connection.autocommit = True
            _drop(connection, RESTORING)
            for statement in cluster.statements_for_database(RESTORING, owner, application_role()):
                connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        message = (
            "The role in DATABASE_OWNER_URL may not make a database. Let the server's "
            "administrator make an empty one (CREATE DATABASE … OWNER …), name it in DATABASE_URL "
            "and DATABASE_OWNER_URL, and restore into it without --replace."
        )
        raise RestoreRefused(message) from error
    with connect(_at(manager, RESTORING)) as connection:
        for statement in cluster.statements_inside_database(owner, application_role()):
            connection.execute(statement)


def _exchange(outside: str, name: str, kept: str) -> None:
    """Give both databases their new names at once, after asking everybody to leave."""
    with connect(outside) as connection:
        connection.autocommit = True
        for _ in range(ATTEMPTS):
            try:
                _rename_both(connection, name, kept)
            except psycopg.errors.ObjectInUse:
                time.sleep(0.2)
            except psycopg.errors.InsufficientPrivilege:
                break
            else:
                return
        _drop(connection, RESTORING)
    message = f"The database {name} is in use. Stop `kp7 serve` and the other commands, try again."
    raise RestoreRefused(message)


def _rename_both(connection: Connection, name: str, kept: str) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)",
        [[name, RESTORING]],
    )
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with connection.transaction():
        connection.execute(rename.format(sql.Identifier(name), sql.Identifier(kept)))
        connection.execute(rename.format(sql.Identifier(RESTORING), sql.Identifier(name)))


def _drop(connection: Connection, name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _to_disk(path: Path) -> None:
    """Wait until the disk has it."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
