"""What was changed in a register as a list: a row a column, before and after."""

from collections.abc import Iterable, Iterator
from typing import Final

from kp7.personnel.history import Edit
from kp7.personnel.words import Difference
from kp7.reports.sheets import Table
from kp7.thai import calendar

SHEET: Final = "ประวัติการแก้ไข"
COLUMNS: Final = (
    ("เมื่อ", 24),
    ("ผู้แก้ไข", 24),
    ("ตำแหน่งในระบบ", 20),
    ("หน่วยงานของผู้แก้ไข", 30),
    ("บัตรของ", 26),
    ("หมวด", 24),
    ("การแก้ไข", 10),
    ("ช่อง", 24),
    ("ก่อนแก้ไข", 30),
    ("หลังแก้ไข", 30),
)


def table_of(edits: Iterable[Edit]) -> Table:
    """Give the changes in the order given; every cell is text."""
    return Table(SHEET, COLUMNS, (row for edit in edits for row in _rows(edit)))


def _rows(edit: Edit) -> Iterator[tuple[str, ...]]:
    """A row for each column that differs; one all the same where none does."""
    same = (
        calendar.format_instant(edit.at),
        edit.officer,
        edit.post,
        edit.organization,
        edit.name,
        edit.section.label,
        edit.deed.label,
    )
    without = Difference("“ไม่มี”" if edit.nothing else "", "", "")
    for one in edit.differences or [without]:
        yield (*same, one.label, one.before, one.after)
