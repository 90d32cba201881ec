"""Migrations that the code has and the database has not."""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from kp7.database.problems import DatabaseProblem


class MigrationsPending(DatabaseProblem):
    """The tables are older than the program."""


def pending_migrations() -> list[str]:
    """Return the names of the migrations still to run, in order."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def refuse_pending() -> None:
    """Refuse to work on tables that the program does not know."""
    if waiting := pending_migrations():
        message = (
            f"The database is {len(waiting)} migrations behind the program. "
            "Make a backup (`kp7 db backup FILE`), then run `kp7 migrate`."
        )
        raise MigrationsPending(message)
