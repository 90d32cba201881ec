"""The people list as an Excel workbook: a row a person, headed as the card names its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.db.models import BooleanField, Field
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kp7.personnel.fields import CodeField, YearField
from kp7.personnel.queries import ListedPerson
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import APPOINTMENTS, PERSONAL, Section
from kp7.reports.sheets import HEADING, PLAIN
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate, Precision

SHEET: Final = "บุคลากร"
DATE: Final = "[$-107041E]d mmm yyyy"  # Thai, Buddhist calendar: shown in พ.ศ., kept as a day
MONEY: Final = "#,##0.00"
FIRST_OF_EXCEL: Final = date(1900, 3, 1)  # before it, Excel counts a day that never was
WIDTH: Final = 18
NARROW: Final = 8

Cell = str | int | date | Decimal
Column = Field[Any, Any]  # whatever the column holds


@dataclass(frozen=True, slots=True)
class Formats:
    """The looks of a heading and of cells that are not plain text."""

    heading: Format
    day: Format
    money: Format


def workbook_of(people: Sequence[ListedPerson], *, organization: str, on: date) -> bytes:
    """Return the people in the order given, each with the newest position and completeness.

    Ids and numbers of positions are text; nothing typed is ever read as a formula or an address.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"title": f"{organization} {calendar.format_long(on)}"})
        formats = Formats(
            book.add_format({**HEADING, "text_wrap": True}),
            book.add_format({"num_format": DATE, "align": "left"}),
            book.add_format({"num_format": MONEY}),
        )
        _fill(book.add_worksheet(SHEET), formats, people)
    return file.getvalue()


def _fill(sheet: Worksheet, formats: Formats, people: Sequence[ListedPerson]) -> None:
    names = headings()
    sheet.set_column(0, 0, NARROW)
    sheet.set_column(1, len(names) - 1, WIDTH)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, formats.heading)
    for number, person in enumerate(people, start=1):
        for column, cell in enumerate(cells(number, person)):
            _write(sheet, formats, number, column, cell)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(people), 1), len(names) - 1)


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


def cells(number: int, person: ListedPerson) -> list[Cell]:
    """Return what stands in the row of one person."""
    assessment = person.assessment
    newest = person.newest
    return [
        number,
        person.name,
        assessment.record.national_id,
        *(cell(column, assessment.record.personal) for column in PERSONAL.fields()),
        *(cell(column, newest) if newest else "" for column in _short(APPOINTMENTS)),
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


def _write(sheet: Worksheet, formats: Formats, row: int, column: int, cell: Cell) -> None:
    match cell:
        case str():
            sheet.write_string(row, column, cell)
        case Decimal():
            sheet.write_number(row, column, float(cell), formats.money)
        case int():
            sheet.write_number(row, column, cell)
        case _ if cell < FIRST_OF_EXCEL:
            sheet.write_string(row, column, calendar.format_short(cell))
        case _:
            sheet.write_datetime(row, column, cell, formats.day)
