"""Which fields of a form stand together, and under what small heading."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.forms.boundfield import BoundField

from kp7.personnel.sections import ADDRESSES, APPOINTMENTS, EDUCATION, MARRIAGES, PERSONAL, Section

DOCUMENT: Final = "เอกสารอ้างอิง"
NAME: Final = "ชื่อและเลขประจำตัว"
PERSON: Final = "ข้อมูลบุคคล"

# The sections with many columns. Of every other one only the document stands apart.
HEADINGS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    PERSONAL.code: {
        NAME: (
            "national_id",
            "title",
            "first_name",
            "last_name",
            "first_name_en",
            "last_name_en",
            "former_names",
            "official_number",
        ),
        PERSON: ("birth_date", "sex", "nationality", "marital_state"),
        "การรับราชการ": ("kind", "first_appointed_on", "service_started_on", "started_on"),
    },
    APPOINTMENTS.code: {
        "การเคลื่อนไหว": ("effective_on", "sequence", "movement"),
        "ตำแหน่ง": ("position", "position_number", "level", "division", "administrative_position"),
        "เงินเดือน": ("salary", "step", "position_allowance"),
        "การรักษาการ ช่วยราชการ และสัญญาจ้าง": ("acting_order", "ends_on", "contract_number"),
        "คำสั่งเดิมและมติ": ("amends_number", "amends_date", "resolution"),
    },
    EDUCATION.code: {
        "วุฒิ": ("level", "degree", "major", "institution", "country"),
        "ช่วงเวลาและการใช้วุฒิ": (
            "started_year",
            "finished_year",
            "finished_on",
            "used_for_appointment",
            "highest",
        ),
    },
    ADDRESSES.code: {
        "ที่อยู่": ("kind", "house_number", "moo", "village", "building", "lane", "road"),
        "ท้องที่": ("subdistrict", "district", "province", "postcode"),
        "การติดต่อ": ("phone", "email"),
    },
    MARRIAGES.code: {
        NAME: ("sequence", "title", "first_name", "last_name", "maiden_name", "national_id"),
        PERSON: ("birth_date", "domicile", "occupation"),
        "การจดทะเบียนสมรส": ("registered_on", "registration_number", "office"),
        "การขาดจากสมรส": ("ended_by", "ended_on", "ended_document"),
    },
}


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields side by side; `heading` may be empty, `offered` says of what was not typed."""

    heading: str
    fields: Sequence[BoundField]
    offered: bool


def grouped(
    section: Section, fields: Iterable[BoundField], offered: Collection[str]
) -> list[FieldGroup]:
    """Return the fields of a section's form under their headings, in the card's order."""
    found = []
    for heading, together in groupby(fields, lambda field: heading_of(section, field.name)):
        members = list(together)
        found.append(FieldGroup(heading, members, any(one.name in offered for one in members)))
    return found


def heading_of(section: Section, name: str) -> str:
    """Return what a field stands under; '' where nothing heads it."""
    for heading, names in HEADINGS.get(section.code, {}).items():
        if name in names:
            return heading
    return DOCUMENT if name.startswith("document_") else ""
