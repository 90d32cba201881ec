"""Which database to talk to, and as whom: a real server's, or the embedded one's."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TypedDict

import psycopg
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from kp7.database import cluster, embedded
from kp7.database.home import Home, SecretMissing, default_path
from kp7.database.problems import DatabaseProblem

SECONDS_TO_CONNECT = 10
LIMITS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
LIMITS_OF_COMMANDS = {"lock_timeout": "10s"}
# A worker may die in the middle of a statement: the server notices, and lets its locks go.
LIMITS_OF_WORKERS = {
    **LIMITS_OF_COMMANDS,
    "client_connection_check_interval": "3s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "2",
}
LIMITS_OF_OWNER = {"lock_timeout": "5s"}


class AddressRefused(DatabaseProblem):
    """DATABASE_URL or DATABASE_OWNER_URL is missing where it is needed, or cannot be read."""


class ServerUnreachable(DatabaseProblem):
    """No server answers at the address, or it does not let us in."""


class DjangoDatabase(TypedDict):
    """One entry of Django's DATABASES."""

    ENGINE: str
    NAME: str
    USER: str
    PASSWORD: str
    HOST: str
    PORT: str
    CONN_MAX_AGE: int
    CONN_HEALTH_CHECKS: bool
    OPTIONS: dict[str, object]


def is_embedded() -> bool:
    """Say whether kp7 uses the server that it brings along."""
    if os.environ.get("DATABASE_URL"):
        return False
    if os.environ.get("DATABASE_OWNER_URL"):
        message = (
            "DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both for a real server, or "
            "neither for the embedded one."
        )
        raise AddressRefused(message)
    return True


def application_url() -> str:
    """Return the address for the application's role."""
    return embedded_url("app") if is_embedded() else os.environ["DATABASE_URL"]


def owner_url() -> str:
    """Return the address for the role that owns the tables."""
    if is_embedded():
        return embedded_url("owner")
    if address := os.environ.get("DATABASE_OWNER_URL"):
        return address
    message = (
        "This command changes tables and needs the role that owns them: set DATABASE_OWNER_URL "
        "for it. DATABASE_URL stays the application's role."
    )
    raise AddressRefused(message)


def embedded_url(role: embedded.Role) -> str:
    """Return an address of the embedded server under KP7_HOME."""
    return embedded.url(Home(default_path()), role)


def connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection for a command, or say why that cannot be done."""
    try:
        return psycopg.connect(url, connect_timeout=SECONDS_TO_CONNECT, application_name="kp7")
    except psycopg.OperationalError as error:
        message = (
            f"The database does not answer: {str(error).strip()}. Check that the server runs and "
            "that DATABASE_URL and DATABASE_OWNER_URL name it (`kp7 db status`)."
        )
        raise ServerUnreachable(message) from error
    except psycopg.ProgrammingError as error:
        message = f"The address of the database cannot be read: {str(error).strip()}"
        raise AddressRefused(message) from error


def django_database(url: str, limits: Mapping[str, str], pool_size: int) -> DjangoDatabase:
    """Turn an address into Django's settings; a pool of 0 means a connection per request."""
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError as error:
        message = f"The address of the database cannot be read: {str(error).strip()}"
        raise AddressRefused(message) from error
    given = parts.pop("options", "")
    limiting = " ".join(f"-c {name}={value}" for name, value in limits.items())
    rest: dict[str, object] = {
        "application_name": "kp7",
        "connect_timeout": SECONDS_TO_CONNECT,
        "options": f"{given} {limiting}".strip(),
    }
    if pool_size:
        rest["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": SECONDS_TO_CONNECT}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", cluster.DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": pool_size > 0,
        "OPTIONS": {**parts, **rest},
    }


def application_database(pool_size: int) -> DjangoDatabase:
    """Return Django's settings for the application's role; nothing is opened or made."""
    try:
        url = application_url()
    except SecretMissing:  # the embedded server is not made yet: it is named, no more
        url = f"host='{Home(default_path()).socket}' user={cluster.APPLICATION}"
    return django_database(url, LIMITS, pool_size)


def application_role() -> str:
    """Return the name of the application's role."""
    return application_database(0)["USER"]


def use(database: DjangoDatabase) -> None:
    """Make Django's next connection go to this database."""
    connection = connections["default"]
    connection.close()
    connection.settings_dict.update(database)


@contextmanager
def _for_a_while(database: DjangoDatabase) -> Iterator[None]:
    before = dict(connections["default"].settings_dict)
    use(database)
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict.update(before)


def as_owner() -> AbstractContextManager[None]:
    """Let Django work as the owner of the tables for a while."""
    return _for_a_while(django_database(owner_url(), LIMITS_OF_OWNER, 0))


def without_pool() -> AbstractContextManager[None]:
    """Let Django work without its pool for a while: a pool does not survive a fork."""
    return _for_a_while(django_database(application_url(), LIMITS_OF_COMMANDS, 0))
