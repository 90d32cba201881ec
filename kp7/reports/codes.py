"""A code table as a list: a row a version, headed as the page names its columns."""

from collections.abc import Sequence
from typing import Final

from kp7.personnel.code_listings import ListedEntry
from kp7.personnel.code_tables import DECLARATIONS
from kp7.personnel.terms import CodeTable
from kp7.reports.sheets import Table
from kp7.thai import calendar

WIDTH: Final = 22
LABEL_WIDTH: Final = 44


def table_of(table: CodeTable, entries: Sequence[ListedEntry]) -> Table:
    """Give the entries in the order given; every cell is text, so no code loses its zeros."""
    declared = DECLARATIONS[table]
    names = ["รหัส", "ชื่อ", *(one.label for one in declared.attributes), *("เริ่มใช้", "เลิกใช้", "ลำดับ")]
    columns = [(name, LABEL_WIDTH if place == 1 else WIDTH) for place, name in enumerate(names)]
    return Table(declared.label.replace("/", "-"), columns, map(_cells, entries), frozen=2)


def _cells(listed: ListedEntry) -> list[str]:
    entry = listed.entry
    return [
        entry.code,
        entry.label,
        *listed.words.values(),
        calendar.format_short(entry.valid_from) if entry.valid_from else "",
        calendar.format_short(entry.valid_until) if entry.valid_until else "",
        str(entry.order),
    ]
