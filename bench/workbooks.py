"""A workbook to measure with: a thousand invented people, a line in every section for each."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook

from kp7.intake.columns import LINE_ID, PERSON_ID, PERSON_NAME, ColumnSpec, SheetSpec
from kp7.intake.layout import NOTHING, SERVICES, column_name, sheets
from kp7.thai.calendar import PartialDate, buddhist_year, format_date
from tests.cast import DEGREE, FIRST_LINE, PERSONAL, national_id
from tests.lines import OTHER_SECTIONS

Cell = str | int | float | bool | date | None
Values = Mapping[str, object]


def workbook(people: int, *, first: int = 1) -> bytes:
    """A workbook of the layout's shape, as an office would fill it in."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "d mmm yyyy"})
        for sheet in sheets():
            page = book.add_worksheet(sheet.name)
            page.write_row(0, 0, [column.label for column in sheet.columns])
            for row, values in enumerate(_rows(sheet, people, first), start=1):
                for place, column in enumerate(sheet.columns):
                    cell = _cell(column, values)
                    if isinstance(cell, date):
                        page.write_datetime(row, place, cell, day)
                    elif cell is not None:
                        page.write(row, place, cell)
    return written.getvalue()


def _rows(sheet: SheetSpec, people: int, first: int) -> Iterator[Values]:
    for number in range(first, first + people) if sheet.code != NOTHING else ():
        person: Values = {PERSON_ID: national_id(900_000 + number), PERSON_NAME: "ใครก็ได้"}
        yield {**_values(sheet.code, number), **person}


def _values(section: str, number: int) -> Values:
    if section == "personal":
        born = date(1970, 1, 2) + timedelta(days=number % 7000)
        apart = {"first_name": f"คนที่{number:05}", "birth_date": PartialDate(*born.timetuple()[:3])}
        return {**PERSONAL, **apart}
    if section == "appointments":
        return {**FIRST_LINE, "position_number": f"66-3-01-3102-{number:04}"}
    if section == "education":
        return DEGREE
    if section == SERVICES:
        return {"started_on": PERSONAL["service_started_on"]}
    return OTHER_SECTIONS[section]


def _cell(column: ColumnSpec, values: Values) -> Cell:
    value = values.get(column.key if column.key == PERSON_ID else column_name(column.key))
    return None if column.key == LINE_ID or value is None else _written(column, value)


def _written(column: ColumnSpec, value: object) -> Cell:
    match column.kind, value:
        case "year", int():
            return buddhist_year(value)
        case _, PartialDate():
            whole = value.precision == "day"
            return format_date(value.first_day) if whole else str(buddhist_year(value.year))
        case _, Decimal():
            return float(value)
        case "choice", _:
            return dict(column.choices)[str(value)]
        case _, bool():
            return "ใช่" if value else "ไม่ใช่"
    assert isinstance(value, (str, int, float, date))  # noqa: S101  as tests.lines has them
    return value
