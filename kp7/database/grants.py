"""What the application's role may do: declared beside each room's tables, applied as a whole."""

import re
from collections.abc import Iterable

import psycopg
from django.apps import apps
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from kp7.database.problems import DatabaseProblem

# TRUNCATE, TRIGGER, REFERENCES and MAINTAIN go round the guards and are never given.
PRIVILEGE = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)( *\([a-z0-9_, ]+\))?")
PRIVILEGES = re.compile(rf"({PRIVILEGE.pattern})(, *{PRIVILEGE.pattern})*")


Cursor = CursorWrapper | psycopg.Cursor[tuple[object, ...]]


class GrantsUnclear(DatabaseProblem):
    """The declared grants and the tables do not match; nothing was granted or revoked."""


def apply(cursor: Cursor, application_role: str) -> None:
    """Take everything from the application's role, then give what the rooms declare.

    Run as the owner of the tables, inside a transaction.
    """
    tables, functions = declared()
    present = {str(name) for name in _column(cursor, _TABLES)}
    _check_tables(set(tables), present)
    _check_definers(_column(cursor, _LOOSE_DEFINERS))
    role = sql.Identifier(application_role)
    _revoke(cursor, role, sorted(present))
    for table, privileges in sorted(tables.items()):
        _grant_table(cursor, role, table, privileges)
    for signature in functions:
        _grant_function(cursor, role, signature)


def declared() -> tuple[dict[str, str], tuple[str, ...]]:
    """Collect the grants that every room declares on its AppConfig."""
    tables: dict[str, str] = {}
    functions: list[str] = []
    for config in apps.get_app_configs():
        own: dict[str, str] = getattr(config, "grants", {})
        if twice := sorted(set(own) & set(tables)):
            message = f"Grants for {', '.join(twice)} are declared by two rooms; keep one."
            raise GrantsUnclear(message)
        tables.update(own)
        functions.extend(getattr(config, "function_grants", ()))
    for table, privileges in tables.items():
        if privileges and not PRIVILEGES.fullmatch(privileges):
            message = (
                f"The grant {privileges!r} for {table} is none of SELECT, INSERT, UPDATE, DELETE "
                "(with or without columns)."
            )
            raise GrantsUnclear(message)
    return tables, tuple(functions)


def _check_tables(named: set[str], present: set[str]) -> None:
    if unknown := sorted(present - named):
        message = (
            f"No room declares grants for {', '.join(unknown)}. Add each to `grants` of the "
            "AppConfig that it belongs to."
        )
        raise GrantsUnclear(message)
    if absent := sorted(named - present):
        message = f"Grants are declared for tables that do not exist: {', '.join(absent)}."
        raise GrantsUnclear(message)


def _check_definers(loose: Iterable[object]) -> None:
    """Refuse a SECURITY DEFINER function that a caller's temporary table could deceive."""
    if names := ", ".join(str(name) for name in loose):
        message = (
            f"SECURITY DEFINER without a safe search_path: {names}. "
            "Add: SET search_path = public, pg_temp."
        )
        raise GrantsUnclear(message)


def _revoke(cursor: Cursor, role: sql.Identifier, tables: list[str]) -> None:
    nobody = sql.SQL("{}, PUBLIC").format(role)
    cursor.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(nobody))
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    # Functions made by the next migration are shut from their first moment.
    cursor.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
    for table in tables:
        cursor.execute(
            sql.SQL("REVOKE ALL ON TABLE {} FROM {}").format(
                sql.Identifier("public", table), nobody
            )
        )
    for sequence in _column(cursor, _SEQUENCES):
        cursor.execute(
            sql.SQL("REVOKE ALL ON SEQUENCE {} FROM {}").format(
                sql.Identifier("public", str(sequence)), nobody
            )
        )
    for function in _column(cursor, _FUNCTIONS):
        cursor.execute(
            sql.SQL("REVOKE ALL ON ROUTINE {} FROM {}").format(_signature(function), nobody)
        )


def _grant_table(cursor: Cursor, role: sql.Identifier, table: str, privileges: str) -> None:
    if not privileges:
        return
    cursor.execute(
        sql.SQL("GRANT {} ON TABLE {} TO {}").format(
            _checked(privileges), sql.Identifier("public", table), role
        )
    )
    if "INSERT" in privileges:
        for sequence in _column(cursor, _SEQUENCES_OF, table):
            cursor.execute(
                sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}").format(
                    sql.Identifier("public", str(sequence)), role
                )
            )


def _grant_function(cursor: Cursor, role: sql.Identifier, signature: str) -> None:
    found = next(iter(_column(cursor, "SELECT to_regprocedure(%s)::text", signature)))
    if found is None:
        message = f"A grant is declared for the function {signature}, which does not exist."
        raise GrantsUnclear(message)
    cursor.execute(sql.SQL("GRANT EXECUTE ON ROUTINE {} TO {}").format(_signature(found), role))


def _checked(privileges: str) -> sql.SQL:
    """Pass privileges on as they are written: `declared` has matched them word by word."""
    return sql.SQL(privileges)


def _signature(found: object) -> sql.SQL:
    """Pass on what PostgreSQL itself has printed, quoted, of a regprocedure."""
    return sql.SQL(str(found))


def _column(cursor: Cursor, statement: str, *parameters: str) -> list[object]:
    cursor.execute(statement, parameters or None)
    return [row[0] for row in cursor.fetchall()]


_TABLES = """
SELECT relname FROM pg_class o
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e'
                  AND d.classid = 'pg_class'::regclass)
ORDER BY relname
"""
_SEQUENCES = """
SELECT relname FROM pg_class o
WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e'
                  AND d.classid = 'pg_class'::regclass)
ORDER BY relname
"""
_SEQUENCES_OF = """
SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid
JOIN pg_class t ON t.oid = d.refobjid
WHERE s.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.deptype IN ('a', 'i') AND t.relname = %s AND t.relnamespace = 'public'::regnamespace
"""
_FUNCTIONS = """
SELECT o.oid::regprocedure::text FROM pg_proc o
WHERE pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e'
                  AND d.classid = 'pg_proc'::regclass)
ORDER BY 1
"""
_LOOSE_DEFINERS = """
SELECT o.oid::regprocedure::text FROM pg_proc o
WHERE pronamespace = 'public'::regnamespace AND prosecdef
  AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting
                  WHERE setting ~ '^search_path=(.*, *)?"?pg_temp"?$')
ORDER BY 1
"""
