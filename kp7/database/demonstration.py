"""Demo data: the mark that a database of invented people carries."""

from django.db import connection as django_connection
from psycopg import errors

from kp7.database.checks import Connection
from kp7.database.connection import is_embedded
from kp7.database.problems import DatabaseProblem


class RightsMissing(DatabaseProblem):
    """A migration did not come to its end: the tables are there, the rights on them are not."""


class DemoRefused(DatabaseProblem):
    """A real server takes no demo data."""


def refuse_real_server() -> None:
    """Refuse to put invented people beside real ones."""
    if not is_embedded():
        message = "Demo data go into the embedded database only; DATABASE_URL names a real server."
        raise DemoRefused(message)


def mark() -> None:
    """Mark Django's database as a demonstration, in the transaction that fills it."""
    refuse_real_server()
    with django_connection.cursor() as cursor:
        cursor.execute("INSERT INTO database_demonstration (seeded_at) VALUES (now())")


def is_marked(connection: Connection) -> bool:
    """Say whether the database holds demo data."""
    try:
        row = connection.execute("SELECT count(*) FROM database_demonstration").fetchone()
    except errors.UndefinedTable:
        connection.rollback()
        return False
    except errors.InsufficientPrivilege as error:
        message = "The application's role has no rights on the tables. Run `kp7 migrate`."
        raise RightsMissing(message) from error
    return row is not None and row[0] != 0
