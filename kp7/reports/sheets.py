"""A list as a file: an Excel workbook, or CSV, written row by row whatever its length.

Nothing that was typed is ever a formula. In a workbook text is text. A CSV has no way to say so:
there, text that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import IO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kp7.thai import calendar
from kp7.thai.excel import DAY, FIRST_DAY, serial

Cell = str | int | date | Decimal | None

HEADING: Final = {
    "bold": True,
    "bottom": 1,
    "bg_color": "#E7EDF6",
    "text_wrap": True,
    "valign": "top",
}
MONEY: Final = "#,##0.00"
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MOST_ROWS: Final = 1_048_576 - 2  # what a sheet holds, less its heading and the last word
MORE: Final = "มีรายการมากกว่าที่แผ่นงานรับได้ กรุณาเลือกช่วงวันที่ให้สั้นลง"
BOM: Final = "\ufeff"  # tells Excel that what follows is UTF-8
FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")  # wide signs count as well
CHUNK: Final = 500  # rows of a CSV that are sent at once


@dataclass(frozen=True, slots=True)
class Table:
    """A list: its name, its columns (each a label and a width), its rows in order.

    `frozen` columns stay in sight beside the heading.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 0


def workbook(tables: Sequence[Table], *, title: str) -> IO[bytes]:
    """Give an open workbook with a sheet for each list; whoever sends it closes it."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    with (
        tempfile.TemporaryDirectory(prefix="kp7-list-") as folder,
        xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        book.set_properties({"title": title})
        looks = _Looks(book)
        for table in tables:
            _fill(book.add_worksheet(table.name), table, looks)
    file.seek(0)
    return file


def csv_of(table: Table) -> Iterator[bytes]:
    """Give a list as CSV, some rows at a time: UTF-8 with a mark, lines as Excel ends them."""
    rows = ([_said(cell) for cell in row] for row in table.rows)
    heading = [safe(label) for label, _ in table.columns]
    yield (BOM + _lines([heading])).encode()
    while chunk := list(islice(rows, CHUNK)):
        yield _lines(chunk).encode()


def safe(text: str) -> str:
    """Keep a spreadsheet from computing text of a CSV: "=1+1" becomes "'=1+1"."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Looks:
    """How a heading and cells that are not plain text look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading: Format = book.add_format(HEADING)
        self.day: Format = book.add_format({"num_format": DAY, "align": "left"})
        self.money: Format = book.add_format({"num_format": MONEY})


def _fill(sheet: Worksheet, table: Table, looks: _Looks) -> None:
    for column, (label, width) in enumerate(table.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, looks.heading)
    rows, number = iter(table.rows), 0
    for number, row in enumerate(islice(rows, MOST_ROWS), start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, looks)
    if next(rows, None) is not None:
        sheet.write_string(number + 1, 0, MORE)
    sheet.freeze_panes(1, table.frozen)
    sheet.autofilter(0, 0, max(number, 1), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(row, column, _plain(cell))
        case int():
            sheet.write_number(row, column, cell)
        case Decimal() if cell.is_finite():
            sheet.write_number(row, column, float(cell), looks.money)
        case date() if cell >= FIRST_DAY:
            sheet.write_number(row, column, serial(cell), looks.day)
        case _:
            sheet.write_string(row, column, _words(cell))


def _plain(text: str) -> str:
    """Keep text from being taken for xlsxwriter's own markup of rich text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _said(cell: Cell) -> str:
    """Write a cell as text: numbers as they are, days in พ.ศ."""
    return safe(cell) if isinstance(cell, str) else _words(cell)


def _words(cell: Cell) -> str:
    if cell is None:
        return ""
    return calendar.format_short(cell) if isinstance(cell, date) else str(cell)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()
