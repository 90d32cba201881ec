"""What a card holds, as rows of cells: a row a line, sheet by sheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kp7.intake.code_cells import written
from kp7.intake.coding import CodeBook
from kp7.intake.columns import ColumnSpec, SheetSpec
from kp7.intake.layout import NOTHING, SERVICES, column_name
from kp7.personnel.record import Line, Record, Value
from kp7.personnel.sections import PERSONAL, SECTIONS, section_of
from kp7.thai import calendar, names, text
from kp7.thai.calendar import PartialDate, Precision
from kp7.thai.excel import FIRST_DAY

Cell = str | int | float | date | None
Row = list[Cell]
Values = Mapping[str, Value]
Reader = Callable[[Values, date | None], Cell]

YES: Final = "ใช่"
NO: Final = "ไม่ใช่"
FIRST_OWN: Final = 3  # columns before a section's own


@dataclass(frozen=True, slots=True)
class Held:
    """A card as it is exported: its record, and its services with what ended them."""

    record: Record
    services: Sequence[Line]


class Outgoing:
    """Rows of some sheets, with codes as this organization's tables call them."""

    def __init__(self, sheets: Sequence[SheetSpec], book: CodeBook) -> None:
        self._shown = frozenset(sheet.code for sheet in sheets)
        self._sheets = [
            (sheet.code, effective_of(sheet.code), [reader(one, book) for one in own(sheet)])
            for sheet in sheets
        ]

    def rows(self, held: Held) -> Iterator[tuple[str, Row]]:
        """Give each line of a card as a row, with its sheet's code, in the card's order."""
        said = held.record.personal.text
        national_id = held.record.national_id
        name = names.full_name(said("title"), said("first_name"), said("last_name"))
        for code, effective, readers in self._sheets:
            for line_id, values in lines_of(held, code, self._shown):
                day = values.get(effective)
                on = day if isinstance(day, date) else None
                yield code, [line_id, national_id, name, *[read(values, on) for read in readers]]


def own(sheet: SheetSpec) -> Sequence[ColumnSpec]:
    """Give the columns of a sheet after those that every sheet begins with."""
    return sheet.columns[FIRST_OWN:]


def effective_of(code: str) -> str:
    """Name the column that says on which day a line's codes are asked; '' for today."""
    section = section_of(code)
    return section.effective if section else ""


def lines_of(held: Held, code: str, shown: frozenset[str]) -> Iterator[tuple[str, Values]]:
    """Give the lines of a card that stand in a sheet, each with its id.

    “ไม่มี” is told of the sections that are `shown`.
    """
    record = held.record
    if code == NOTHING:
        for section in SECTIONS:
            if section.code in record.nothing & shown:
                yield "", {"section": section.code}
        return
    if code == PERSONAL.code:
        lines: Sequence[Line] = [record.personal]
    else:
        lines = held.services if code == SERVICES else record.section(code)
    for line in lines:
        yield str(line.id), line.values


def reader(column: ColumnSpec, book: CodeBook) -> Reader:
    """Give what turns a column of a line into its cell."""
    name = column_name(column.key)
    match column.kind:
        case "code" if column.table is not None:
            return _code(name, str(column.table), book)
        case "choice":
            words = dict(column.choices)
            return lambda values, _: words.get(str(values.get(name) or ""), "")
        case "bool":
            return lambda values, _: YES if values.get(name) else NO
        case "year":
            return lambda values, _: _year(values.get(name))
        case _:
            return lambda values, _: _plain(values.get(name))


def _code(name: str, table: str, book: CodeBook) -> Reader:
    """Give what writes a code: by its label, where that leads back to code and label on the day."""
    label_name = f"{name}_label"
    known: dict[tuple[str, str, date | None], str] = {}

    def read(values: Values, day: date | None) -> Cell:
        code = values.get(name)
        if not code:
            return None
        key = (str(code), str(values.get(label_name) or ""), day)
        if key not in known:
            known[key] = _told(book, table, *key)
        return known[key]

    return read


def _told(book: CodeBook, table: str, code: str, label: str, day: date | None) -> str:
    meant = book.coded(table, text.fold(label), day, "") if label else None
    plain = meant is not None and (meant.code, meant.label) == (code, label)
    return written(code, label, plain=plain)


def _year(value: Value) -> Cell:
    return calendar.buddhist_year(value) if isinstance(value, int) else None


def _plain(value: Value) -> Cell:
    match value:
        case str() | int():
            return value
        case Decimal():
            return float(value) if value.is_finite() else str(value)
        case PartialDate():
            whole = value.precision is Precision.DAY and value.first_day >= FIRST_DAY
            return value.first_day if whole else calendar.format_partial(value)
        case date():
            return value if value >= FIRST_DAY else calendar.format_date(value)
        case _:
            return None
