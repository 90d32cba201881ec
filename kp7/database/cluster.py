"""The embedded server's data folder: made once, with its roles and its empty database."""

import shutil
from pathlib import Path

from psycopg import sql

from kp7.database.home import Home
from kp7.database.installation import Installation
from kp7.database.problems import DatabaseProblem
from kp7.database.runner import Runner

DATABASE = "kp7"
OWNER = "kp7_owner"
APPLICATION = "kp7_app"
SUPERUSER = "postgres"
EXTENSIONS = ("pg_trgm", "btree_gist")


class ClusterNotMade(DatabaseProblem):
    """The data folder could not be made."""


class OtherVersion(DatabaseProblem):
    """The data folder was written by another major version of PostgreSQL."""


def make(home: Home, runner: Runner, installation: Installation) -> None:
    """Make the data folder whole or not at all: a half-made one is started anew next time."""
    unfinished = home.path / "data-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    home.make_folder(unfinished, runner, 0o700)
    try:
        _initdb(home, runner, installation)
        for database, statements in (
            ("postgres", _statements_for_cluster(home)),
            (DATABASE, statements_inside_database(OWNER, APPLICATION)),
        ):
            _single_user(home, runner, installation, database, statements)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    unfinished.rename(home.data)


def check_version(home: Home, installation: Installation) -> None:
    """Refuse a data folder that this PostgreSQL cannot read."""
    try:
        written_by = (home.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError as error:
        message = (
            f"{home.data} is not a data folder of PostgreSQL. Move it away, or name another folder "
            "in KP7_HOME."
        )
        raise ClusterNotMade(message) from error
    if written_by != str(installation.major):
        message = (
            f"The data in {home.data} were written by PostgreSQL {written_by}, and this kp7 brings "
            f"PostgreSQL {installation.major}. Make a backup with the kp7 that wrote them "
            "(`kp7 db backup FILE`), move the folder away, then `kp7 db restore FILE`."
        )
        raise OtherVersion(message)


def _initdb(home: Home, runner: Runner, installation: Installation) -> None:
    """Make an empty cluster; C.UTF-8 is built in, and Thai has its trigrams in it."""
    unfinished = home.path / "data-unfinished"
    password = home.path / "password-of-superuser"
    password.unlink(missing_ok=True)
    password.touch(mode=0o600)
    try:
        password.write_text(home.secret("superuser"))
        runner.own(password)
        answer = runner.run(
            [
                installation.program("initdb"),
                "--pgdata",
                unfinished,
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--data-checksums",
                f"--username={SUPERUSER}",
                f"--pwfile={password}",
                "--auth-local=scram-sha-256",
                "--auth-host=reject",
                "--set=timezone=UTC",
                "--set=log_timezone=UTC",
            ]
        )
    finally:
        password.unlink()
    if answer.returncode != 0:
        message = f"The data folder {home.data} could not be made: {answer.stderr.strip()}"
        raise ClusterNotMade(message)


def _statements_for_cluster(home: Home) -> list[sql.Composed]:
    role = sql.SQL(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
        "NOINHERIT PASSWORD {}"
    )
    return [
        role.format(sql.Identifier(OWNER), home.secret("owner")),
        role.format(sql.Identifier(APPLICATION), home.secret("app")),
        sql.SQL("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC").format(),
        *statements_for_database(DATABASE, OWNER, APPLICATION),
    ]


def statements_for_database(name: str, owner: str, application: str) -> list[sql.Composed]:
    """Return what makes an empty database that the owner owns and the application may enter."""
    database = sql.Identifier(name)
    return [
        sql.SQL(
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' "
            "LOCALE_PROVIDER builtin LOCALE 'C.UTF-8'"
        ).format(database, sql.Identifier(owner)),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            database, sql.Identifier(application)
        ),
    ]


def statements_inside_database(owner: str, application: str) -> list[sql.Composed]:
    """Return what an empty database needs inside: extensions, and a schema shut to others."""
    return [
        *(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)) for name in EXTENSIONS),
        sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(owner)),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC").format(),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(application)),
    ]


def _single_user(
    home: Home,
    runner: Runner,
    installation: Installation,
    database: str,
    statements: list[sql.Composed],
) -> None:
    """Run statements before any server listens, so that nobody meets a half-made database."""
    command: list[str | Path] = [
        installation.program("postgres"),
        "--single",
        "-D",
        home.path / "data-unfinished",
        "-c",
        "exit_on_error=on",
        "-c",
        "log_min_error_statement=panic",
        database,
    ]
    text = "".join(statement.as_string(None) + ";\n" for statement in statements)
    answer = runner.run(command, text=text)
    if answer.returncode != 0:
        message = f"The database {database} could not be prepared: {answer.stderr.strip()}"
        raise ClusterNotMade(message)
