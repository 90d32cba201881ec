"""What a sheet says of its cells besides their values."""

from dataclasses import dataclass, field
from typing import Final

from kp7.intake.reading.book import Cell, Merged
from kp7.thai.excel import day_of

NOT_COMPUTED: Final = "#สูตร!"  # stands where a formula has no stored result
MOST_NAMED: Final = 5
Place = tuple[int, int]  # row and column, from 0

_YEARS_FROM_1904: Final = 1462  # days between the two epochs
_LAST_SERIAL: Final = 2_958_465


@dataclass(slots=True)
class Marks:
    """Hidden rows, merged cells, formulas, failed results, days that only a Thai format tells."""

    hidden_rows: set[int] = field(default_factory=set)
    formulas: int = 0
    not_computed: list[Place] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    thai_days: set[Place] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    last_row: int = -1
    last_column: int = -1


@dataclass(slots=True)
class Told:
    """What a file tells besides its values: by sheet, and of the whole."""

    sheets: dict[str, Marks] = field(default_factory=dict)
    from_1904: bool = False
    links: bool = False


def mended(rows: list[list[Cell]], marks: Marks, *, from_1904: bool) -> None:
    """Put into the rows what their reader left out; the rows begin at A1."""
    for (row, column), text in marks.errors.items():
        _put(rows, row, column, text)
    for row, column in marks.not_computed:
        _put(rows, row, column, NOT_COMPUTED)
    for row, column in marks.thai_days:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _day(rows[row][column], from_1904=from_1904)


def _put(rows: list[list[Cell]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = text


def _day(cell: Cell, *, from_1904: bool) -> Cell:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell
    serial = int(cell) + (_YEARS_FROM_1904 if from_1904 else 0)
    return day_of(serial) if 1 <= serial <= _LAST_SERIAL else cell
