"""The people list as a table: a row a person, headed as the card names its columns."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Field

from kp7.personnel.fields import CodeField, YearField
from kp7.personnel.queries import ListedPerson
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import APPOINTMENTS, PERSONAL, Section
from kp7.reports.sheets import Cell, Table
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate, Precision

SHEET: Final = "บุคลากร"
WIDTH: Final = 18
NARROW: Final = 8
PAPER: Final = frozenset(
    {
        "ลำดับ",
        "ชื่อ-นามสกุล",
        "เลขประจำตัวประชาชน",
        "ประเภทบุคลากร",
        "ตำแหน่ง (ล่าสุด)",
        "เลขที่ตำแหน่ง (ล่าสุด)",
        "ประเภท/ระดับ (ล่าสุด)",
        "สังกัด (ล่าสุด)",
        "ความครบถ้วน",
    }
)  # of all that a card says, what a page has room for

Column = Field[Any, Any]  # whatever the column holds


def table_of(people: Iterable[ListedPerson]) -> Table:
    """Give the people in the order given, each with the newest position and completeness.

    Ids and numbers of positions are text.
    """
    columns = [(name, WIDTH if place else NARROW) for place, name in enumerate(headings())]
    return Table(SHEET, columns, _rows(people), frozen=3)


def headings() -> list[str]:
    """Return the name of each column, as the sections declare them."""
    return [
        "ลำดับ",
        "ชื่อ-นามสกุล",
        "เลขประจำตัวประชาชน",
        *(str(column.verbose_name) for column in PERSONAL.fields()),
        *(f"{column.verbose_name} (ล่าสุด)" for column in _short(APPOINTMENTS)),
        "ความครบถ้วน",
        "จำนวนที่ต้องแก้ไข",
    ]


def _rows(people: Iterable[ListedPerson]) -> Iterator[list[Cell]]:
    personal, short = PERSONAL.fields(), _short(APPOINTMENTS)
    for number, person in enumerate(people, start=1):
        assessment, newest = person.assessment, person.newest
        yield [
            number,
            person.name,
            assessment.record.national_id,
            *(cell(column, assessment.record.personal) for column in personal),
            *(cell(column, newest) if newest else "" for column in short),
            "ครบถ้วน" if assessment.complete else "ยังไม่ครบ",
            assessment.to_mend,
        ]


def _short(section: Section) -> list[Column]:
    by_name = {column.name: column for column in section.fields()}
    return [by_name[name] for name in section.columns]


def cell(column: Column, line: Line) -> Cell:
    """Return what a column of a line is in a workbook."""
    if isinstance(column, CodeField):
        return line.text(f"{column.name}_label") or line.text(column.name)
    value = line.values.get(column.name)
    if column.choices:
        return str(dict(column.flatchoices).get(value, ""))
    if isinstance(column, BooleanField):
        return "ใช่" if value else ""
    if isinstance(column, YearField) and isinstance(value, int):
        return calendar.buddhist_year(value)
    return _plain(value)


def _plain(value: Value) -> Cell:
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        whole = value.precision is Precision.DAY
        return value.first_day if whole else calendar.format_partial(value)
    return str(value) if isinstance(value, UUID) else value
