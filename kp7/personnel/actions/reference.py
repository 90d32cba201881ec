"""What a register needs before its first card: the code tables, and the register itself."""

import csv
from importlib import resources

from django.db import connection, transaction

from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.models import CodeEntry
from kp7.personnel.terms import CodeTable


def load_code_tables(*, by: Actor) -> int:
    """Add the shipped entries that a code table lacks; what DLA changed stays.

    An entry that lacks an attribute of this release is given it, in each of its versions.
    Returns how many entries were added.
    """
    shipped = {
        (entry.table_name, entry.code): entry for table in CodeTable for entry in _shipped(table)
    }
    with transaction.atomic():
        act_for(by)
        stored = list(CodeEntry.objects.select_for_update(no_key=True))
        present = {(entry.table_name, entry.code) for entry in stored}
        missing = [entry for code, entry in shipped.items() if code not in present]
        CodeEntry.objects.bulk_create(missing)
        lacking = [
            entry
            for entry in stored
            if (ours := shipped.get((entry.table_name, entry.code))) and _completed(entry, ours)
        ]
        CodeEntry.objects.bulk_update(lacking, ["attributes", "revision"])
    return len(missing)


def _completed(entry: CodeEntry, shipped: CodeEntry) -> bool:
    """Give an entry the attributes that it lacks; whether it lacked any."""
    if shipped.attributes.keys() <= entry.attributes.keys():
        return False
    entry.attributes = {**shipped.attributes, **entry.attributes}
    entry.revision += 1
    return True


def _shipped(table: CodeTable) -> list[CodeEntry]:
    source = resources.files("kp7.personnel") / "data" / f"{table}.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return [
        CodeEntry(
            table_name=table,
            code=row.pop("code"),
            label=row.pop("label"),
            order=order,
            attributes=row,
        )
        for order, row in enumerate(rows)
    ]


def open_registers() -> int:
    """Give every organization that has none its register, open. Returns how many.

    The table has no history of its own: a register's states are the certification's steps.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO personnel_register (organization_id)"
            " SELECT id FROM organizations_organization ON CONFLICT DO NOTHING"
        )
        opened: int = cursor.rowcount
    return opened
