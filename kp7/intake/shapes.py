"""What a line of each section is made of: its columns, what a form would refuse of them, its text.

Compiled once from the models' fields: a file of 20,000 rows is asked about 300,000 cells.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models

from kp7.intake.layout import NOTHING, SERVICES, layout
from kp7.intake.matching import Values
from kp7.personnel.fields import CodeField, LabelField, StoredFileField, partial_to_iso
from kp7.personnel.models import Service
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import SECTIONS, Section
from kp7.personnel.terms import Group
from kp7.personnel.words import text_of
from kp7.thai.calendar import PartialDate

SERVICE: Final = Section(SERVICES, Service, Group.PERSON, effective="ended_on")
BY_CODE: Final[Mapping[str, Section]] = {
    **{section.code: section for section in SECTIONS},
    SERVICES: SERVICE,
}
MOST_SHOWN: Final = 6
PLAIN_VALIDATORS: Final = (MaxLengthValidator, ProhibitNullCharactersValidator)

Field = models.Field[object, object]
Fault = Callable[[Value], str]  # why a value cannot stand in a column; '' where it can


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a clerk fills; `table` is the code table of its codes, '' for none."""

    name: str
    label: str
    field: Field
    table: str
    fault: Fault
    default: Value

    def read(self, value: Value) -> Value:
        """What a reader of cells gave, as the column holds it."""
        if value in (None, "") and not self.field.null and self.field.has_default():
            return self.default if value is None else value
        if isinstance(self.field, models.IntegerField) and isinstance(value, str):
            return int(value) if value else None
        return value


@dataclass(frozen=True, slots=True)
class Shape:
    """A section as rows of files fill it; `stored` are its columns, labels of codes among them."""

    section: Section
    columns: Mapping[str, Column]
    stored: tuple[str, ...]
    defaults: Mapping[str, Value]

    def faults(self, values: Values) -> Iterator[tuple[str, str]]:
        """What a form would refuse of a line: column and sentence."""
        for name, column in self.columns.items():
            if wrong := column.fault(values.get(name)):
                yield name, wrong

    def coded(self, values: Values) -> Iterator[tuple[str, str]]:
        """The codes of a line with their tables."""
        for name, column in self.columns.items():
            if column.table:
                yield column.table, str(values.get(name) or "")

    def texts(self, values: Values) -> list[str | None]:
        """The stored columns as the database writes them."""
        return [_text(values.get(name)) for name in self.stored]

    def in_short(self, values: Values, line: Line) -> str:
        """A line in a few words."""
        shown = self.section.columns or tuple(self.columns)
        said = (self.words(name, line) for name in shown[:MOST_SHOWN] if values.get(name))
        return " · ".join(one for one in said if one)

    def words(self, name: str, line: Line) -> str:
        """What stands in a column of a line, for a reader."""
        column = self.columns[name]
        said = text_of(column.field, line)
        if isinstance(column.field, models.BooleanField):
            return said or "ไม่ใช่"
        return said


def shape(code: str) -> Shape:
    """The shape of a section, or of the periods of service."""
    return _shape(BY_CODE[code])


def section_labels() -> dict[str, str]:
    """The name of every sheet's section by its code, in the card's order."""
    return {sheet.code: sheet.name for sheet in layout()}


def is_of_cards(code: str) -> bool:
    """Whether a sheet's code is that of a section or of the periods, and not of “ไม่มี”."""
    return code != NOTHING and code in BY_CODE


@cache
def _shape(section: Section) -> Shape:
    columns = {
        field.name: Column(
            name=field.name,
            label=str(field.verbose_name),
            field=field,
            table=str(field.table) if isinstance(field, CodeField) else "",
            fault=_fault_of(field),
            default=_default(field),
        )
        for field in section.fields()
        if not isinstance(field, StoredFileField)
    }
    stored = [field for field in section.stored() if not isinstance(field, StoredFileField)]
    return Shape(
        section=section,
        columns=columns,
        stored=tuple(field.attname for field in stored),
        defaults={field.attname: _default(field) for field in stored},
    )


def _default(field: Field) -> Value:
    found: Value = field.get_default() if field.has_default() else None
    text = isinstance(field, (models.CharField, LabelField)) and not field.null
    return "" if found is None and text else found


# --- what a form would refuse -----------------------------------------------------------------


def _fault_of(field: Field) -> Fault:
    if isinstance(field, models.CharField) and not field.choices:
        return _text_fault(field)
    known: dict[Value, str] = {}
    missing = "" if _may_be_empty(field) else f"กรุณากรอก{field.verbose_name}"

    def fault(value: Value) -> str:
        if value is None or value == "":
            return missing
        said = known.get(value)
        if said is None:
            said = known[value] = _said_of(field, value)
        return said

    return fault


def _text_fault(field: Field) -> Fault:
    missing = "" if field.blank else f"กรุณากรอก{field.verbose_name}"
    most = field.max_length or 0
    more = any(not isinstance(one, PLAIN_VALIDATORS) for one in field.validators)

    def fault(value: Value) -> str:
        text = str(value or "")
        if not text:
            return missing
        if most and len(text) > most:
            return f"{field.verbose_name}ยาวได้ไม่เกิน {most} ตัวอักษร แต่มี {len(text)} ตัวอักษร"
        return _said_of(field, text) if more else ""

    return fault


def _may_be_empty(field: Field) -> bool:
    return field.blank or isinstance(field, models.BooleanField)


def _said_of(field: Field, value: Value) -> str:
    """What the model's own field says of a value."""
    try:
        field.clean(value, None)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""


# --- as the database writes it ----------------------------------------------------------------


def _text(value: Value) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case PartialDate():
            return partial_to_iso(value)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
