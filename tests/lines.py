"""A line of each section, as a clerk would type it: nothing about them is to mend."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from PIL import Image

from kp7.organizations.authority import Actor
from kp7.personnel.actions.lines import add_line
from kp7.personnel.files.kinds import MediaType
from kp7.personnel.files.reading import ReadFile
from kp7.personnel.models import Card
from kp7.personnel.sections import LISTS
from kp7.thai.calendar import PartialDate


def picture(shade: int) -> ReadFile:
    """A small picture of one grey, as it would be kept."""
    drawn = BytesIO()
    Image.new("L", (30, 40), shade).save(drawn, "PNG")
    content = drawn.getvalue()
    digest = sha256(content).hexdigest()
    return ReadFile("ตัวอย่าง.png", MediaType.PNG, content, digest, 30, 40, None)


def add_other_lines(by: Actor, card: Card) -> None:
    """Give a card a line of every section beyond education and positions."""
    for section in LISTS:
        if section.code in OTHER_SECTIONS:
            add_line(by=by, card=card, section=section, values=OTHER_SECTIONS[section.code])


OTHER_SECTIONS: Mapping[str, Mapping[str, object]] = {
    "private": {"ethnicity": "ไทย", "religion": "buddhism", "blood_group": "o"},
    "addresses": {
        "kind": "current",
        "house_number": "99/9",
        "moo": "4",
        "subdistrict": "ตำบลตัวอย่าง",
        "district": "อำเภอตัวอย่าง",
        "province": "จังหวัดตัวอย่าง",
        "postcode": "83000",
    },
    "parents": {
        "relation": "father",
        "title": "นาย",
        "first_name": "บิดาตัวอย่าง",
        "last_name": "สมมุติ",
        "living": "living",
        "birth_date": PartialDate(1955),
    },
    "marriages": {
        "sequence": 1,
        "title": "นาง",
        "first_name": "คู่สมรสตัวอย่าง",
        "last_name": "สมมุติ",
        "registered_on": date(2012, 2, 14),
        "registration_number": "1/1",
        "office": "สำนักทะเบียนตัวอย่าง",
    },
    "children": {
        "sequence": 1,
        "relation": "birth",
        "title": "เด็กชาย",
        "first_name": "บุตรตัวอย่าง",
        "last_name": "สมมุติ",
        "sex": "male",
        "birth_date": PartialDate(2014, 5, 6),
    },
    "name_changes": {
        "changed_on": date(2009, 6, 1),
        "old_name": "เดิม สมมุติ",
        "new_name": "ใหม่ สมมุติ",
        "document_number": "5/2552",
        "document_date": date(2009, 6, 1),
    },
    "heirs": {
        "sequence": 1,
        "name": "คู่สมรสตัวอย่าง สมมุติ",
        "relation": "คู่สมรส",
        "share": Decimal("100.00"),
    },
    "trainings": {
        "kind": "training",
        "course": "หลักสูตรตัวอย่าง",
        "batch": "12",
        "started_on": date(2015, 6, 1),
        "ended_on": date(2015, 6, 5),
        "days": 5,
    },
    "licences": {
        "name": "ใบอนุญาตตัวอย่าง",
        "number": "123/2560",
        "issued_on": date(2017, 1, 5),
        "expires_on": date(2099, 1, 4),
    },
    "skills": {"field": "ดนตรี", "skill": "ตัวอย่าง"},
    "expertise": {"field": "การคลังตัวอย่าง", "level": "สูง", "details": "ตัวอย่าง"},
    "allowances": {
        "kind": "living",
        "amount": Decimal("2000.00"),
        "started_on": date(2016, 10, 1),
        "document_number": "7/2559",
        "document_date": date(2016, 9, 20),
    },
    "evaluations": {
        "fiscal_year": 2024,
        "half": 1,
        "result": "very_good",
        "score": Decimal("88.50"),
        "raised_steps": "0.5",
    },
    "special_duties": {
        "subject": "กรรมการตัวอย่าง",
        "started_on": date(2018, 3, 1),
        "ended_on": date(2018, 3, 31),
        "document_number": "3/2561",
        "document_date": date(2018, 2, 20),
    },
    "double_time": {
        "announcement": "ประกาศตัวอย่าง",
        "started_on": date(2014, 5, 20),
        "ended_on": date(2014, 5, 29),
        "excluded_days": 0,
        "doubled_days": 10,
    },
    "leaves": {
        "kind": "vacation",
        "started_on": date(2025, 4, 1),
        "ended_on": date(2025, 4, 3),
        "days": Decimal("3.00"),
    },
    "leave_totals": {
        "fiscal_year": 2020,
        "kind": "personal",
        "times": 2,
        "days": Decimal("3.00"),
    },
    "unpaid": {
        "kind": "martial_law",
        "started_on": date(2014, 5, 20),
        "ended_on": date(2014, 5, 29),
        "details": "ตัวอย่าง",
        "document_number": "1/2557",
        "document_date": date(2014, 5, 20),
    },
    "discipline": {
        "penalty": "reprimand",
        "severity": "minor",
        "offence": "กรณีตัวอย่าง",
        "effective_on": date(2019, 8, 1),
        "document_number": "9/2562",
        "document_date": date(2019, 7, 30),
    },
    "decorations": {
        "decoration": "bm",
        "granted_on": date(2016, 12, 5),
        "gazette": "ฉบับทะเบียนฐานันดร",
        "gazette_volume": "134",
        "gazette_part": "1 ข",
        "gazette_page": "10",
        "gazette_date": date(2017, 1, 10),
    },
    "merits": {
        "granted_on": date(2020, 4, 1),
        "merit": "ข้าราชการดีเด่นตัวอย่าง",
        "document_number": "4/2563",
        "document_date": date(2020, 3, 30),
    },
    "photographs": {"taken_year": 2024, "file": picture(100)},
    "documents": {
        "kind": "f01",
        "title": "เอกสารตัวอย่าง",
        "document_number": "1/2560",
        "document_date": date(2017, 1, 5),
        "file": picture(200),
    },
}
