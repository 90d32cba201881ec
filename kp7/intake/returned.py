"""Rows that were not taken, handed back in the shape they came in, with the reasons beside them.

The reasons stand behind the last column, so that every other column is where it was: what is
mended comes in again by the same mapping.
"""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import IO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kp7.intake.columns import REASON
from kp7.intake.layout import sheet_name
from kp7.intake.mapping import Mapping_
from kp7.intake.reading.book import Book, Cell, Sheet
from kp7.intake.writing import FONT, HEIGHT, LABELS, plain
from kp7.thai.excel import DAY, FIRST_DAY

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}
MOMENT: Final = f"{DAY} h:mm"
WIDTH: Final = 18
REASON_WIDTH: Final = 70
WARNING: Final = {"bg_color": "#FDECEA", "text_wrap": True, "valign": "top"}
MIDNIGHT: Final = time()
ROOM: Final = 27  # letters of a name that leave room for a number

Reasons = Mapping[tuple[str, int], Sequence[str]]  # by sheet and row, counted from 0


def refused_rows(book: Book, mapping: Mapping_, reasons: Reasons) -> IO[bytes]:
    """Give an open workbook of the sheets that have refused rows: headings, rows and reasons."""
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    with xlsxwriter.Workbook(file, OPTIONS) as made:
        looks = _Looks(made)
        for one in mapping.sheets:
            sheet = book.sheet(one.sheet)
            refused = sorted(row for name, row in reasons if name == one.sheet)
            if sheet is not None and refused:
                page = _Page(made.add_worksheet(_name(made, one.sheet)), sheet, looks)
                page.head(one.heading_rows[1])
                page.fill(one.heading_rows[1], refused, reasons)
        if not made.worksheets():
            made.add_worksheet(REASON)
    file.seek(0)
    return file


def _name(made: xlsxwriter.Workbook, wanted: str) -> str:
    """Name a sheet as it was named, as far as Excel takes that and no other has it."""
    taken = {sheet.get_name().lower() for sheet in made.worksheets()}
    name = sheet_name(wanted).strip("'") or REASON
    number = 2
    while name.lower() in taken:
        name = f"{sheet_name(wanted)[:ROOM]} {number}"
        number += 1
    return name


class _Looks:
    """How the cells of a handed-back workbook look."""

    def __init__(self, made: xlsxwriter.Workbook) -> None:
        self.text = made.add_format({**FONT, "num_format": "@"})
        self.number = made.add_format(FONT)
        self.day = made.add_format({**FONT, "num_format": DAY})
        self.moment = made.add_format({**FONT, "num_format": MOMENT})
        self.heading = made.add_format({**FONT, **LABELS})
        self.warning = made.add_format({**FONT, **LABELS, **WARNING})
        self.reason = made.add_format({**FONT, **WARNING})


class _Page:
    """A sheet that is handed back."""

    def __init__(self, page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
        self._page, self._sheet, self._looks = page, sheet, looks

    def head(self, last: int) -> None:
        """Write what stood above the rows, to the `last` row of the heading, where it stood."""
        page, sheet, looks = self._page, self._sheet, self._looks
        page.set_default_row(HEIGHT)
        page.set_column(0, max(sheet.width - 1, 0), WIDTH)
        page.set_column(sheet.width, sheet.width, REASON_WIDTH)
        for number in range(last + 1):
            self._copy(number, number, looks.heading)
        for spot in sheet.merged:
            if spot.last_row <= last:
                first = (spot.first_row, spot.first_column)
                page.merge_range(*first, spot.last_row, spot.last_column, "", looks.heading)
                self._put(first, sheet.cell(*first), looks.heading)
        page.write_string(last, sheet.width, REASON, looks.warning)
        page.freeze_panes(last + 1, 0)

    def fill(self, last: int, refused: Sequence[int], reasons: Reasons) -> None:
        """Write the refused rows under the heading, each with its reasons."""
        for number, row in enumerate(refused, start=last + 1):
            self._copy(row, number, None)
            said = "\n".join(reasons[self._sheet.name, row])
            self._page.write_string(number, self._sheet.width, plain(said), self._looks.reason)

    def _copy(self, row: int, to: int, heading: Format | None) -> None:
        cells = self._sheet.rows[row] if row < len(self._sheet.rows) else ()
        for column, cell in enumerate(cells):
            self._put((to, column), cell, heading)

    def _put(self, place: tuple[int, int], cell: Cell, heading: Format | None) -> None:
        """Write a cell as it came: a number as a number, text as text, a day as a day."""
        page, looks = self._page, self._looks
        match cell:
            case None:
                return
            case bool():
                page.write_boolean(*place, cell, heading)
            case int() | float():
                page.write_number(*place, cell, heading or looks.number)
            case datetime() if cell.date() >= FIRST_DAY:
                whole = cell.time() == MIDNIGHT
                page.write_datetime(*place, cell, heading or (looks.day if whole else looks.moment))
            case date() if not isinstance(cell, datetime) and cell >= FIRST_DAY:
                page.write_datetime(*place, cell, heading or looks.day)
            case _:
                page.write_string(*place, plain(str(cell)), heading or looks.text)
