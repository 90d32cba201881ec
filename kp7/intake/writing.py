"""The workbook as a file: a sheet per section, written row by row in the same memory.

Nothing is ever a formula: text is written as text whatever it begins with.
"""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import IO, Final, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kp7.intake.checks import check_of
from kp7.intake.choices import Listed, list_name
from kp7.intake.columns import LINE_ID, LISTS, PERSON_NAME, ColumnKind, ColumnSpec, SheetSpec
from kp7.intake.outgoing import Cell, Row
from kp7.thai.excel import DAY, serial

HOW: Final = "คำชี้แจง"
FONT: Final = {"font_name": "TH SarabunPSK", "font_size": 16}
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}
HEIGHT: Final = 24  # of a row, in points: what marks above and below Thai letters need
HEAD: Final = 52
SPARE: Final = 500  # rows beneath the last that are ready to be filled
MOST_ROWS: Final = 1_048_576
FROZEN: Final = 3
LABELS: Final = {
    "bold": True,
    "bottom": 1,
    "bg_color": "#E7EDF6",
    "text_wrap": True,
    "valign": "top",
}
REQUIRED: Final = {**LABELS, "bg_color": "#FFE9B8"}
NUMBERED: Final[Mapping[ColumnKind, str]] = {
    "day": DAY,
    "partial": DAY,
    "money": "#,##0.00",
    "year": "0",
    "count": "0",
    "number": "General",
}
TEXT: Final = "@"
WIDTHS: Final[Mapping[ColumnKind, int]] = {
    "code": 26,
    "suggested": 26,
    "day": 15,
    "partial": 15,
    "year": 12,
    "money": 16,
    "number": 12,
    "count": 12,
    "bool": 12,
    "choice": 20,
    "national_id": 19,
    "postcode": 12,
}
NARROW: Final = 5
UNLOCKED: Final = dict.fromkeys(
    (
        *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows"),
        *("sort", "autofilter", "select_locked_cells", "select_unlocked_cells"),
    ),
    True,
)


class Book:
    """A workbook that is being written: after `with`, its file is whole.

    `how` stands on the first sheet, its title first. Rows wait in a folder that goes in any case.
    """

    def __init__(
        self,
        file: IO[bytes],
        sheets: Sequence[SheetSpec],
        lists: Mapping[str, Listed],
        how: Sequence[str],
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kp7-book-")
        self._book = xlsxwriter.Workbook(file, {**OPTIONS, "tmpdir": self._folder.name})
        self._book.set_properties({"title": how[0]})
        self._lists = lists
        self._formats: dict[str, Format] = {}
        self._explain(how)
        self._pages = {sheet.code: _Page(self, sheet) for sheet in sheets}
        self._list()

    def add(self, code: str, row: Row) -> None:
        """Write the next row of a sheet."""
        self._pages[code].add(row)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put headings, drop-downs and checks around what was written, where nothing failed."""
        with self._folder:
            if error is None:
                for page in self._pages.values():
                    page.finish()
                self._book.close()

    def page(self, name: str) -> Worksheet:
        """Add a sheet whose rows are high enough for Thai."""
        added = self._book.add_worksheet(name)
        added.set_default_row(HEIGHT)
        return added

    def cells(self, shown: str) -> Format:
        """Give the looks of cells that may be filled."""
        if shown not in self._formats:
            looks = {**FONT, "num_format": shown, "locked": False, "valign": "top"}
            self._formats[shown] = self._book.add_format(looks)
        return self._formats[shown]

    def heading(self, *, required: bool) -> Format:
        """Give the looks of a heading."""
        name = "required" if required else "heading"
        if name not in self._formats:
            looks = REQUIRED if required else LABELS
            self._formats[name] = self._book.add_format({**FONT, **looks})
        return self._formats[name]

    def has(self, name: str) -> bool:
        """Tell whether a list of that name has words."""
        return name in self._lists

    def _explain(self, how: Sequence[str]) -> None:
        page = self._book.add_worksheet(HOW)
        page.set_column(0, 0, 120)
        wrapped = self._book.add_format({**FONT, "text_wrap": True, "valign": "top"})
        strong = self._book.add_format({**FONT, "bold": True})
        for number, sentence in enumerate(how):
            page.write_string(number, 0, sentence, wrapped if number else strong)
        page.protect("", UNLOCKED)

    def _list(self) -> None:
        """Write the lists on a hidden sheet, each a column under its name."""
        page = self._book.add_worksheet(LISTS)
        columns = list(self._lists.values())
        for number in range(max((len(one.words) for one in columns), default=0)):
            for column, listed in enumerate(columns):
                if number < len(listed.words):
                    page.write_string(number, column, listed.words[number])
        for column, listed in enumerate(columns):
            letter = xlsxwriter.utility.xl_col_to_name(column)
            place = f"='{LISTS}'!${letter}$1:${letter}${len(listed.words)}"
            self._book.define_name(listed.name, place)
        page.hide()


class _Page:
    """One sheet: its heading at once, its rows as they come, checks when all are there."""

    def __init__(self, book: Book, sheet: SheetSpec) -> None:
        self._book, self._sheet = book, sheet
        self._page = book.page(sheet.name)
        self._looks = [book.cells(NUMBERED.get(one.kind, TEXT)) for one in sheet.columns]
        self._rows = 0
        self._page.set_row(0, HEAD)
        for place, column in enumerate(sheet.columns):
            self._page.set_column(place, place, width(column), self._looks[place])
            look = book.heading(required=column.required)
            self._page.write_string(0, place, column.label, look)
            if column.note:
                self._page.write_comment(0, place, column.note, {"font_size": 10})

    def add(self, row: Row) -> None:
        self._rows += 1
        page, number = self._page, self._rows
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            write(page, number, place, cell, self._looks[place])

    def finish(self) -> None:
        page, last = self._page, min(self._rows + SPARE, MOST_ROWS - 1)
        page.freeze_panes(1, FROZEN)
        page.autofilter(0, 0, max(self._rows, 1), len(self._sheet.columns) - 1)
        for place, column in enumerate(self._sheet.columns):
            name = list_name(self._sheet, column)
            listed = name if self._book.has(name) else ""
            if check := check_of(column, place, listed):
                page.data_validation(1, place, last, place, dict(check))
        page.protect("", UNLOCKED)


def write(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    """Write a cell: text as text, a day as the number that Excel shows in พ.ศ."""
    match cell:
        case str():
            page.write_string(row, column, plain(cell), look)
        case date():
            page.write_number(row, column, serial(cell), look)
        case int() | float():
            page.write_number(row, column, cell, look)


def plain(text: str) -> str:
    """Keep text from being taken for xlsxwriter's own markup of rich text."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def width(column: ColumnSpec) -> int:
    """Say how wide a column is."""
    if column.key == LINE_ID:
        return NARROW
    if column.key == PERSON_NAME:
        return 28
    if column.kind in WIDTHS:
        return WIDTHS[column.kind]
    most = column.max_length or 0
    return 14 if most <= 20 else 20 if most <= 60 else 26 if most <= 120 else 34  # noqa: PLR2004
