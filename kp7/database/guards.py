"""Migration operations that put a table under the guard and into the history.

The trigger functions live where their tables live (`personnel/sql/guard.sql`,
`ledger/sql/functions.sql`); here is only how a table is bound to them. Every trigger is ENABLE
ALWAYS, so that `session_replication_role` cannot switch it off, and belongs to the owner of the
tables, so that the application's role can neither disable nor drop it.
"""

from collections.abc import Sequence

from django.db import migrations


def _trigger(table: str, name: str, when: str, body: str) -> str:
    return (
        f"CREATE TRIGGER {name} {when} ON {table} {body};"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};"
    )


def _drop(table: str, names: Sequence[str]) -> str:
    return "".join(f"DROP TRIGGER {name} ON {table};" for name in names)


def guarded(table: str) -> migrations.RunSQL:
    """Refuse every write to `table` that touches a sealed or missing register.

    `table` has a column `register_id`. INSERT is guarded once a statement, UPDATE and DELETE row
    by row (both the register that a row leaves and the one it enters), TRUNCATE always refused.
    """
    return migrations.RunSQL(
        _trigger(
            table,
            "guard_insert",
            "AFTER INSERT",
            "REFERENCING NEW TABLE AS changed FOR EACH STATEMENT "
            "EXECUTE FUNCTION personnel_guard_insert()",
        )
        + _trigger(
            table,
            "guard_row",
            "BEFORE UPDATE OR DELETE",
            "FOR EACH ROW EXECUTE FUNCTION personnel_guard_row()",
        )
        + _trigger(
            table,
            "guard_truncate",
            "BEFORE TRUNCATE",
            "FOR EACH STATEMENT EXECUTE FUNCTION personnel_guard_truncate()",
        ),
        _drop(table, ("guard_insert", "guard_row", "guard_truncate")),
    )


def kept(table: str, *, effective: str = "", without: Sequence[str] = ()) -> migrations.RunSQL:
    """Keep every row of `table` at insert and at each change, with its actor.

    `effective` is the column that says from when the change counts; `without` are columns that
    are not kept (secrets, generated keys).
    """
    arguments = ", ".join(f"'{argument}'" for argument in (effective, *without))
    events = (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD"))
    return migrations.RunSQL(
        "".join(
            _trigger(
                table,
                f"kept_{event}",
                f"AFTER {event.upper()}",
                f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT "
                f"EXECUTE FUNCTION ledger_keep_change({arguments})",
            )
            for event, rows in events
        ),
        _drop(table, [f"kept_{event}" for event, _ in events]),
    )


def tied_to_card(table: str) -> migrations.RunSQL:
    """Tie a row to its card by (register, person): a row cannot name an open register and
    somebody of a sealed one; a card that moves takes its rows along.
    """  # noqa: D205
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_belongs_to_a_card "
        "FOREIGN KEY (register_id, person_id) "
        "REFERENCES personnel_card (register_id, person_id) ON UPDATE CASCADE",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_belongs_to_a_card",
    )


def tied_to_file(table: str) -> migrations.RunSQL:
    """Tie a line's `file` to a file of the same card.

    Deferred: a card that moves takes its lines and its files along, in either order.
    """
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_shows_a_file_of_its_card "
        "FOREIGN KEY (file, register_id, person_id) "
        "REFERENCES personnel_file (id, register_id, person_id) ON UPDATE CASCADE "
        "DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_shows_a_file_of_its_card",
    )
