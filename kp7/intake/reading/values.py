"""The values of a workbook, by calamine; what it leaves out is put back from the marks."""

import datetime as dt
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import python_calamine as calamine

from kp7.intake.reading.book import Cell, Merged, Sheet
from kp7.intake.reading.marks import Marks, Told, mended
from kp7.intake.reading.refusals import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    BookRefused,
    Why,
)

MOST_MERGED: Final = 2_000
_LAST_ROW: Final = 1_048_576


def sheets(content: bytes, told: Told) -> Iterator[Sheet]:
    """Read the sheets that are tables, one at a time; refuse what is too much of them."""
    try:
        book = calamine.load_workbook(BytesIO(content))
    except calamine.PasswordError as locked:
        raise BookRefused(Why.PASSWORD) from locked
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise BookRefused(Why.SHEETS)
    cells = 0
    for about in book.sheets_metadata:
        if about.typ is calamine.SheetTypeEnum.MacroSheet:
            raise BookRefused(Why.MACROS)
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        marks = told.sheets.get(about.name, Marks())
        sheet = book.get_sheet_by_name(about.name)
        rows = _rows(sheet, about.name)
        mended(rows, marks, from_1904=told.from_1904)
        trim(rows)
        judge(rows, about.name)
        cells += sum(len(row) for row in rows)
        if cells > MOST_CELLS:
            raise BookRefused(Why.CELLS)
        yield Sheet(
            name=about.name,
            rows=rows,
            hidden=about.visible is not calamine.SheetVisibleEnum.Visible,
            hidden_rows=frozenset(row for row in marks.hidden_rows if row < len(rows)),
            merged=_merged(sheet, marks),
        )


def _rows(sheet: calamine.CalamineSheet, name: str) -> list[list[Cell]]:
    """Give the rows from A1 on: calamine begins at the first filled column."""
    if sheet.start is None or sheet.end is None:
        return []
    if sheet.end[0] >= _LAST_ROW:
        raise BookRefused(Why.FAR_CELL, name)
    before: list[Cell] = [None] * sheet.start[1]
    found: list[list[Cell]] = []
    for values in sheet.iter_rows():
        row = [*before, *(_cell(value) for value in values)]
        while row and row[-1] is None:
            row.pop()
        found.append(row)
    return found


def _cell(value: object) -> Cell:
    """Give a plain value: what is only white space is nothing."""
    if isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    if isinstance(value, (int, float, bool, dt.date, dt.time)):
        return value
    return None


def trim(rows: list[list[Cell]]) -> None:
    """Leave out the empty rows at the end."""
    while rows and not rows[-1]:
        rows.pop()


def judge(rows: list[list[Cell]], name: str) -> None:
    """Refuse a sheet of more filled rows or columns than anybody maps."""
    if sum(1 for row in rows if row) > MOST_ROWS:
        raise BookRefused(Why.ROWS, name)
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise BookRefused(Why.COLUMNS, name)


def _merged(sheet: calamine.CalamineSheet, marks: Marks) -> tuple[Merged, ...]:
    """Give the merged cells as calamine tells them, or as the marks do where it does not."""
    ranges = [Merged(*first, *last) for first, last in sorted(sheet.merged_cell_ranges or [])]
    return tuple(
        one
        for one in (ranges or marks.merged)[:MOST_MERGED]
        if one.first_row <= one.last_row < _LAST_ROW
        and one.first_column <= one.last_column < MOST_COLUMNS
    )
