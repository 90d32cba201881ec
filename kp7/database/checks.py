"""Is this a server that can hold the register, and is the application's role weak enough."""

import psycopg

from kp7.database import cluster
from kp7.database.problems import DatabaseProblem

OLDEST = 170000
THAI_NAME = "สมชาย"

Connection = psycopg.Connection[tuple[object, ...]]


class ServerUnfit(DatabaseProblem):
    """The server cannot hold the register as it is set up."""


class RoleTooStrong(DatabaseProblem):
    """The application's role could go round the guards."""


def check_server(connection: Connection) -> None:
    """Refuse a server or a role on which the register would not be safe or not be found.

    The connection is the application's.
    """
    check_fitness(connection)
    check_application_role(connection)


def check_fitness(connection: Connection) -> None:
    """Refuse a server that is too old, or on which searching Thai names finds nothing."""
    version = connection.info.server_version
    if version < OLDEST:
        message = (
            f"The server is PostgreSQL {version // 10000}; kp7 needs 17 or newer. "
            "Upgrade the server, or name another one in DATABASE_URL."
        )
        raise ServerUnfit(message)
    database = connection.info.dbname
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        message = (
            f"The database {database} is encoded as {encoding}. Make it anew: CREATE DATABASE … "
            "ENCODING 'UTF8' LOCALE_PROVIDER builtin LOCALE 'C.UTF-8' TEMPLATE template0."
        )
        raise ServerUnfit(message)
    installed = {
        str(row[0]) for row in connection.execute("SELECT extname FROM pg_extension").fetchall()
    }
    if missing := sorted(set(cluster.EXTENSIONS) - installed):
        statements = " ".join(f"CREATE EXTENSION {name};" for name in missing)
        message = (
            f"The database {database} lacks {' and '.join(missing)}. As its owner or as a "
            f"superuser run there: {statements}"
        )
        raise ServerUnfit(message)
    if not _one(connection, "SELECT cardinality(show_trgm(%s))", THAI_NAME):
        message = (
            f"In the database {database} Thai letters are no letters (its locale is C), so that "
            "searching a name finds nothing. Make it anew: CREATE DATABASE … ENCODING 'UTF8' "
            "LOCALE_PROVIDER builtin LOCALE 'C.UTF-8' TEMPLATE template0."
        )
        raise ServerUnfit(message)


def check_application_role(connection: Connection) -> None:
    """Refuse a role that is more than the application's: the guards would not hold it."""
    role = str(_one(connection, "SELECT current_user"))
    if found := [str(row[0]) for row in connection.execute(_TOO_STRONG).fetchall()]:
        message = (
            f"The role {role} in DATABASE_URL is too strong: it {', '.join(found)}. The guards "
            "that keep certified registers shut would not hold it. Use a role made with CREATE "
            "ROLE … LOGIN that owns nothing and is a member of nothing, and give the tables' "
            "owner in DATABASE_OWNER_URL."
        )
        raise RoleTooStrong(message)


_TOO_STRONG = """
WITH me AS (SELECT * FROM pg_roles WHERE rolname = current_user),
public AS (SELECT oid AS schema FROM pg_namespace WHERE nspname = 'public')
SELECT 'is a superuser' FROM me WHERE rolsuper
UNION ALL SELECT 'passes by row-level security' FROM me WHERE rolbypassrls
UNION ALL SELECT 'makes roles' FROM me WHERE rolcreaterole
UNION ALL SELECT 'may replicate' FROM me WHERE rolreplication
UNION ALL SELECT 'owns the database' FROM me
  WHERE EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = me.oid)
UNION ALL SELECT 'owns tables' FROM me
  WHERE EXISTS (SELECT FROM pg_class, public WHERE relowner = me.oid AND relnamespace = schema)
UNION ALL SELECT 'owns functions' FROM me
  WHERE EXISTS (SELECT FROM pg_proc, public WHERE proowner = me.oid AND pronamespace = schema)
UNION ALL SELECT 'is a member of ' || other.rolname
  FROM me JOIN pg_auth_members ON member = me.oid JOIN pg_roles other ON other.oid = roleid
UNION ALL SELECT 'may create in the schema public' FROM me
  WHERE has_schema_privilege(me.oid, 'public', 'CREATE')
UNION ALL SELECT 'may set session_replication_role' FROM me
  WHERE NOT rolsuper AND has_parameter_privilege(me.oid, 'session_replication_role', 'SET')
"""


def _one(connection: Connection, statement: str, *parameters: object) -> object:
    row = connection.execute(statement, parameters or None).fetchone()
    return row[0] if row else None
