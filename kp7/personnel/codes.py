"""Which version of a code speaks on a day. Every reader of a code table asks here."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from kp7.personnel.models import CodeEntry
from kp7.personnel.terms import CodeTable


def versions(tables: Iterable[CodeTable]) -> list[CodeEntry]:
    """All versions of all entries of some tables, in order: one statement."""
    return list(CodeEntry.objects.filter(table_name__in=list(tables)))


def valid_on(entry: CodeEntry, day: date) -> bool:
    """Whether this version is in use on a day."""
    return (entry.valid_from is None or entry.valid_from <= day) and (
        entry.valid_until is None or day < entry.valid_until
    )


def in_force(entries: Iterable[CodeEntry], day: date) -> list[CodeEntry]:
    """One version of each code: the one of that day, or the last before it, or the first at all.

    A rule or a headcount asks so: a line that stands keeps its meaning when its code has ended.
    """
    found: dict[tuple[str, str], CodeEntry] = {}
    for entry in sorted(entries, key=_start):
        code = (entry.table_name, entry.code)
        if code not in found or _start(entry) <= day:
            found[code] = entry
    return sorted(found.values(), key=_place)


def _place(entry: CodeEntry) -> tuple[str, int, str]:
    return entry.table_name, entry.order, entry.code


def _start(entry: CodeEntry) -> date:
    return entry.valid_from or date.min


def entries_on(
    wanted: Collection[tuple[CodeTable, str]], day: date
) -> dict[tuple[str, str], CodeEntry]:
    """The version in force on a day of each code that its table ever had: one statement."""
    if not wanted:
        return {}
    asked = Q()
    for table, code in wanted:
        asked |= Q(table_name=table, code=code)
    found = in_force(CodeEntry.objects.filter(asked), day)
    return {(entry.table_name, entry.code): entry for entry in found}


def entry_on(table: CodeTable, code: str, day: date) -> CodeEntry | None:
    """The version of a code that is in force on a day; None where the table never had the code.

    Whether it is in use on that day is for `valid_on` to say.
    """
    found = CodeEntry.objects.filter(table_name=table, code=code)
    return next(iter(in_force(found, day)), None)
