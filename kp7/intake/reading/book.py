"""A workbook as plain values: what was read of it, every cell at its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal

# A number is finite: what a file writes of one without end comes as the words “inf” and “nan”.
Cell = str | int | float | bool | date | datetime | time | None
Row = Sequence[Cell]
BookKind = Literal["xlsx", "xls", "ods", "csv"]

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are shown as one: its value stands in the first. All four count from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[0][0]` is its cell A1, whatever is empty before its content.

    Rows end where their content ends and may differ in length; rows without content are ().
    `hidden` tells of the sheet, `hidden_rows` (from 0) of what its author does not see.
    """

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """What stands at a place, counted from 0; None beyond the content."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    @property
    def width(self) -> int:
        """How many columns reach as far as the content does."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the name it was received under, its kind, its sheets in order.

    `notes` are sentences for whoever brought it: what was read in a way they might not expect.
    """

    name: str
    kind: BookKind
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name."""
        return next((one for one in self.sheets if one.name == name), None)


def letters(column: int) -> str:
    """Name a column, counted from 0, as Excel does: A, Z, AA."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, _LETTERS)
        name = chr(ord("A") + rest) + name
        column -= 1
    return name


def place(row: int, column: int) -> str:
    """Name a cell, counted from 0, as Excel does: B5."""
    return f"{letters(column)}{row + 1}"


def column_of(name: str) -> int:
    """Count a column from 0 by its letters: A is 0, AA is 26."""
    column = 0
    for letter in name:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1
