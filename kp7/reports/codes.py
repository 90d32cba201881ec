"""A code table as an Excel workbook: a row a version, headed as the page names its columns."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

from kp7.personnel.code_listings import ListedEntry
from kp7.personnel.code_tables import DECLARATIONS
from kp7.personnel.terms import CodeTable
from kp7.reports.sheets import HEADING, PLAIN
from kp7.thai import calendar

WIDTH: Final = 22
LABEL_WIDTH: Final = 44


def workbook_of(table: CodeTable, entries: Sequence[ListedEntry]) -> bytes:
    """Return the entries in the order given; every cell is text, so no code loses its zeros."""
    declared = DECLARATIONS[table]
    names = ["รหัส", "ชื่อ", *(one.label for one in declared.attributes), *("เริ่มใช้", "เลิกใช้", "ลำดับ")]
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet(declared.label.replace("/", "-"))
        heading = book.add_format(HEADING)
        sheet.set_column(0, len(names) - 1, WIDTH)
        sheet.set_column(1, 1, LABEL_WIDTH)
        for number, row in enumerate([names, *(_cells(one) for one in entries)]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, None if number else heading)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(entries), 1), len(names) - 1)
    return file.getvalue()


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
