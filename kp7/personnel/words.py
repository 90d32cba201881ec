"""A column's value in the words of a reader, by what the column is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Field

from kp7.personnel.fields import CodeField, NumberField, StoredFileField, YearField
from kp7.personnel.record import Line, Value
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate

Column = Field[Any, Any]  # whatever the column holds


@dataclass(frozen=True, slots=True)
class Difference:
    """What one column said before and says after, in words; '' where it said nothing."""

    label: str
    before: str
    after: str


def text_of(field: Column, line: Line) -> str:
    """What stands in a column of a line; '' where nothing does."""
    if isinstance(field, CodeField):
        return line.text(f"{field.name}_label") or line.text(field.name)
    value = line.values.get(field.name)
    if isinstance(field, StoredFileField):
        return "มีไฟล์" if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, ""))
    if isinstance(field, BooleanField):
        return "ใช่" if value else ""
    if isinstance(field, YearField) and isinstance(value, int):
        value = calendar.buddhist_year(value)
    if isinstance(field, NumberField) and isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return _written(value)


def _written(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:,.2f}"
        case PartialDate():
            return _partial(value)
        case date():
            return calendar.format_short(value)
        case _:
            return str(value)


def _partial(value: PartialDate) -> str:
    if value.precision == "day":
        return calendar.format_short(value.first_day)
    whole = calendar.format_short(value.first_day)
    return whole.partition(" ")[2] if value.precision == "month" else whole.rpartition(" ")[2]
