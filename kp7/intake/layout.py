"""The workbook's sheets, made from the sections: a new section is a new sheet by itself.

Files stay apart: a section whose line cannot stand without one has no sheet.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.db import models

from kp7.intake.columns import (
    LINE_ID,
    PERSON_ID,
    PERSON_NAME,
    ColumnKind,
    ColumnSpec,
    Layout,
    SheetSpec,
)
from kp7.intake.synonyms import synonyms_of
from kp7.personnel.fields import (
    CodeField,
    DayField,
    LabelField,
    MoneyField,
    NationalIdField,
    NumberField,
    PartialDateField,
    PostcodeField,
    StoredFileField,
    SuggestedField,
    YearField,
)
from kp7.personnel.models import Service
from kp7.personnel.sections import SECTIONS, Section
from kp7.personnel.terms import CodeTable
from kp7.personnel.words import Column

SERVICES: Final = "services"
NOTHING: Final = "nothing"
MOST_OF_NAME: Final = 31  # letters that Excel takes in the name of a sheet
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
RESERVED: Final = frozenset({LINE_ID, PERSON_ID, PERSON_NAME})
MARKS: Final = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎ๅๆ")  # never the first letters of what is cut off

KINDS: Final[Mapping[type[Column], ColumnKind]] = {
    CodeField: "code",
    SuggestedField: "suggested",
    NationalIdField: "national_id",
    PostcodeField: "postcode",
    DayField: "day",
    PartialDateField: "partial",
    YearField: "year",
    MoneyField: "money",
    NumberField: "number",
    models.BooleanField: "bool",
    models.IntegerField: "count",
}

BEGINNING: Final = (
    ColumnSpec(
        LINE_ID,
        "รหัสรายการ",
        note="ระบบใช้จับคู่กับรายการเดิม ไม่ต้องแก้ไข รายการใหม่ให้เว้นว่าง",
    ),
    ColumnSpec(
        PERSON_ID,
        "เลขประจำตัวประชาชน",
        kind="national_id",
        note="13 หลัก ของเจ้าของบัตร",
        required=True,
        max_length=13,
        synonyms=synonyms_of("", PERSON_ID),
    ),
    ColumnSpec(PERSON_NAME, "ชื่อ-สกุล", note="ไว้ดูเท่านั้น ระบบไม่อ่านช่องนี้กลับ"),
)


def layout() -> Layout:
    """Give all sheets, in the card's order."""
    return Layout(sheets())


def sheets() -> tuple[SheetSpec, ...]:
    """Give all sheets, in the card's order; periods of service and “ไม่มี” come last."""
    return _sheets(SECTIONS)


def column_name(key: str) -> str:
    """Give the model's column of a column's key: "parents.national_id" -> "national_id"."""
    return key.rpartition(".")[2]


@cache
def _sheets(sections: tuple[Section, ...]) -> tuple[SheetSpec, ...]:
    listed = [section for section in sections if not _needs_a_file(section)]
    return (*(_of_section(section) for section in listed), _services(), _nothing(listed))


def _needs_a_file(section: Section) -> bool:
    return any(isinstance(field, StoredFileField) and not field.blank for field in section.fields())


def _of_section(section: Section) -> SheetSpec:
    columns = [
        column_of(section.code, section.label, field)
        for field in section.fields()
        if not isinstance(field, StoredFileField)
    ]
    return SheetSpec(
        section.code, sheet_name(section.label), (*BEGINNING, *columns), section.sensitive
    )


def _services() -> SheetSpec:
    """The periods in which somebody served here: they belong to the card, to no section of it."""
    name = str(Service._meta.verbose_name)
    columns = [
        column_of(SERVICES, name, field)
        for field in Service._meta.concrete_fields
        if field.editable and not field.primary_key and not isinstance(field, LabelField)
    ]
    return SheetSpec(SERVICES, sheet_name(name), (*BEGINNING, *columns))


def _nothing(sections: Iterable[Section]) -> SheetSpec:
    """The sections that were looked into and hold nothing."""
    column = ColumnSpec(
        "section",
        "หมวดที่ไม่มีข้อมูล",
        kind="choice",
        note="ตรวจแล้วว่าบุคคลนี้ไม่มีข้อมูลในหมวดนี้",
        required=True,
        choices=tuple((one.code, one.label) for one in sections if one.may_be_nothing),
    )
    return SheetSpec(NOTHING, "บันทึกว่าไม่มี", (*BEGINNING, column))


def column_of(section: str, section_label: str, field: Column) -> ColumnSpec:
    """Say what a column of a section is, by the class of its field alone."""
    label = str(field.verbose_name)
    taken = field.name in RESERVED
    return ColumnSpec(
        key=f"{section}.{field.name}" if taken else field.name,
        label=f"{label} ({section_label})" if taken else label,
        kind=kind_of(field),
        note=str(field.help_text),
        required=not field.blank and not isinstance(field, models.BooleanField),
        max_length=field.max_length if isinstance(field, models.CharField) else None,
        table=CodeTable(field.table) if isinstance(field, (CodeField, SuggestedField)) else None,
        choices=tuple((str(code), str(words)) for code, words in field.flatchoices),
        least=1 if field.default == 1 and kind_of(field) == "count" else 0,
        synonyms=synonyms_of(section, field.name),
    )


def kind_of(field: Column) -> ColumnKind:
    """Say how a column is read and written; whatever is of no class of its own is text."""
    if field.choices:
        return "choice"
    return next((kind for form, kind in KINDS.items() if isinstance(field, form)), "text")


def sheet_name(label: str) -> str:
    """Give a section's name as Excel takes it: short enough, and never cut inside a letter."""
    name = label.translate(FORBIDDEN)
    if len(name) <= MOST_OF_NAME:
        return name
    end = MOST_OF_NAME
    while name[end] in MARKS:
        end -= 1
    return name[:end].strip()
