"""A column's value as a page shows it, by what the column is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Field

from kp7.personnel.fields import CodeField, MoneyField, YearField
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import Section
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate

Column = Field[Any, Any]  # whatever the column holds


@dataclass(frozen=True, slots=True)
class Shown:
    """A label and what stands there; '' where nothing does."""

    label: str
    text: str
    numeric: bool = False


def shown(field: Column, line: Line) -> Shown:
    """Return one column of a line."""
    return Shown(str(field.verbose_name), text_of(field, line), isinstance(field, MoneyField))


def all_shown(section: Section, line: Line) -> list[Shown]:
    """Return every column of a line, in the card's order."""
    return [shown(field, line) for field in section.fields()]


def columns(section: Section) -> list[Column]:
    """Return the columns that a short table shows."""
    by_name = {field.name: field for field in section.fields()}
    return [by_name[name] for name in section.columns]


def others(section: Section) -> Iterator[Column]:
    """Return the columns that a short table leaves out."""
    return (field for field in section.fields() if field.name not in section.columns)


def text_of(field: Column, line: Line) -> str:
    """Return what stands in a column of a line."""
    if isinstance(field, CodeField):
        return line.text(f"{field.name}_label") or line.text(field.name)
    value = line.values.get(field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, ""))
    if isinstance(field, BooleanField):
        return "ใช่" if value else ""
    if isinstance(field, YearField):
        return str(calendar.buddhist_year(value)) if isinstance(value, int) else ""
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
