"""What was changed in a register as an Excel workbook: a row a column, before and after.

Written row by row into a file, so that a register of any size takes the same memory.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import IO, Final

import xlsxwriter

from kp7.personnel.history import Difference, Edit
from kp7.reports.sheets import headed
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
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS: Final = 1_048_576 - 2  # what a sheet holds, less its heading and the last word
MORE: Final = "มีรายการมากกว่าที่แผ่นงานรับได้ กรุณาเลือกช่วงวันที่ให้สั้นลง"


def workbook_of(edits: Iterable[Edit], *, organization: str, on: date) -> IO[bytes]:
    """Return an open file with the changes in the order given; every cell is text."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": f"{organization} {calendar.format_long(on)}"})
        sheet = headed(book, SHEET, COLUMNS)
        rows = (row for edit in edits for row in _rows(edit))
        number = 0
        for number, row in enumerate(islice(rows, MOST_ROWS), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        if next(rows, None) is not None:
            sheet.write_string(number + 1, 0, MORE)
    file.seek(0)
    return file


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
