"""Cards to be printed: one that says nothing, an ordinary one, a long one, one of long names."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from PIL import Image

from kp7.personnel.record import Line, Record, Value
from kp7.printing.cards.choices import Paper, Photo
from kp7.thai.calendar import PartialDate
from tests.personnel.records import line, record, table

NOW = datetime(2026, 11, 23, 4, 20, tzinfo=UTC)
CHAIN = ("องค์การบริหารส่วนตำบลตัวอย่าง", "อำเภอเบตง", "จังหวัดยะลา")
PERSON: Mapping[str, Value] = {
    "title": "นาย",
    "first_name": "เฉลิมเกียรติ",
    "last_name": "แบบฝึกไทย",
    "birth_date": PartialDate(1980, 5, 3),
    "marital_state_label": "สมรส",
    "official_number": "12-3456",
    "first_appointed_on": date(2005, 10, 1),
    "service_started_on": date(2005, 10, 3),
}


def paper(of: Record, *, photographs: int = 0, reads_sensitive: bool = True) -> Paper:
    """A card as given to the printer."""
    return Paper(
        record=of,
        organization=CHAIN,
        office="อบต.ตัวอย่าง",
        kind="พนักงานส่วนตำบล",
        photographs=tuple(Photo(2550 + at, photograph()) for at in range(photographs)),
        reads_sensitive=reads_sensitive,
    )


def photograph() -> bytes:
    """A picture of nobody."""
    content = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((240, 320)).save(content, "JPEG")
    return content.getvalue()


def nothing() -> Record:
    """A card with a name on it and nothing else."""
    said = {"title": "นาง", "first_name": "ว่าง", "last_name": "ไม่มีข้อมูล"}
    return record(personal=said, appointments=[], education=[])


def appointment(movement: str = "appointed", **said: Value) -> Line:
    """A line of item 13."""
    return line(
        {
            "effective_on": date(2010, 10, 1),
            "sequence": 1,
            "movement": movement,
            "movement_label": table("movements")[movement]["label"],
            "position": "นักทรัพยากรบุคคล",
            "position_number": "66-3-01-3102-001",
            "level": "academic-practitioner",
            "level_label": "วิชาการ ปฏิบัติการ",
            "division": "สำนักปลัด",
            "salary": Decimal("15060.00"),
            "document_kind_label": "คำสั่ง",
            "document_issuer": "อบต.ตัวอย่าง",
            "document_number": "12/2553",
            "document_date": date(2010, 9, 20),
        },
        **said,
    )


def career(lines: int) -> list[Line]:
    """A career of raises, with a promotion now and then."""
    found = [appointment("first_appointment", effective_on=date(2005, 10, 1))]
    for number in range(1, lines):
        year, half = 2006 + number // 2, number % 2
        promoted = number % 10 == 0
        found.append(
            appointment(
                "promoted" if promoted else "step_raise",
                effective_on=date(year, 10 if half else 4, 1),
                level="academic-professional",
                level_label="วิชาการ ชำนาญการ",
                salary=Decimal(15060 + 310 * number),
                document_number=f"{number}/{year + 543}",
                document_date=date(year, 9 if half else 3, 20),
                resolution="มติ ก.อบต.จังหวัดยะลา ครั้งที่ 3/2565 เมื่อวันที่ 30 มี.ค. 2565" if promoted else "",
            )
        )
    return found


def ordinary(lines: int = 20) -> Record:
    """A card that has something in every section that paper shows."""
    return record(
        personal=PERSON,
        national_id="9000000000012",
        appointments=career(lines),
        education=SCHOOLS,
        others=OTHERS,
    )


def long_history() -> Record:
    """A person with 300 lines of history."""
    return ordinary(300)


def long_names() -> Record:
    """Names of 200 characters, one of them without a place to end a line; long places and posts."""
    unbroken = "ฐ" * 200
    spoken = "องค์การบริหารส่วนตำบลห้วยน้ำใสบนดอยสูง" * 5
    return record(
        personal={**PERSON, "first_name": unbroken[:100], "last_name": spoken[:100]},
        appointments=[
            appointment(
                position=spoken[:200],
                position_number="66-3-01-3102-001-" + "9" * 20,
                division=unbroken,
                document_issuer=spoken[:200],
                document_number=unbroken[:60],
                salary=Decimal("99999999.99"),
            )
        ],
        education=[line({"degree": unbroken, "major": spoken, "institution": spoken[:200]})],
        others={
            "parents": [
                line(
                    {"relation": "father", "first_name": unbroken[:100], "last_name": spoken[:100]}
                )
            ],
            "addresses": [
                line({"kind": "current", "village": unbroken[:100], "email": "a" * 150}),
            ],
            "skills": [line({"field": unbroken[:100], "skill": spoken})],
            "evaluations": [
                line(
                    {
                        "fiscal_year": 2020,
                        "half": 1,
                        "result_label": "ดีเด่น",
                        "score": Decimal(100),
                    }
                )
            ],
            "leaves": [
                line({"kind": "vacation", "started_on": date(2020, 1, 6), "days": Decimal("99.5")})
            ],
        },
    )


SCHOOLS = [
    line(
        {
            "degree": "รัฐศาสตรบัณฑิต",
            "major": "การปกครองท้องถิ่น",
            "institution": "มหาวิทยาลัยสมมติ",
            "country": "ไทย",
            "started_year": 1998,
            "finished_year": 2002,
        }
    )
]
OTHERS: Mapping[str, list[Line]] = {
    "trainings": [
        line(
            {
                "course": "การใช้ระบบบัญชีคอมพิวเตอร์",
                "batch": "12",
                "started_on": date(2010, 5, 10),
                "ended_on": date(2010, 5, 14),
                "organizer": "สถาบันฝึกอบรมสมมติ",
                "place": "จังหวัดนครปฐม",
                "printed": True,
                "passed": True,
            }
        ),
        line({"course": "ไม่พิมพ์หลักสูตรนี้", "printed": False, "passed": True}),
    ],
    "parents": [
        line({"relation": "father", "title": "นาย", "first_name": "ดินดี", "last_name": "แบบฝึกไทย"}),
        line({"relation": "mother", "title": "นาง", "first_name": "น้ำใส", "last_name": "แบบฝึกไทย"}),
    ],
    "marriages": [
        line(
            {
                "sequence": 1,
                "title": "นาง",
                "first_name": "อัญชัน",
                "last_name": "แบบฝึกไทย",
                "maiden_name": "สกุลสมมติ",
                "domicile": "จังหวัดตาก",
                "registered_on": date(2008, 2, 14),
                "registration_number": "12/3456",
                "office": "อำเภอเบตง",
            }
        )
    ],
    "children": [
        line({"sequence": 1, "title": "เด็กหญิง", "first_name": "ขนมชั้น", "last_name": "แบบฝึกไทย"})
    ],
    "name_changes": [
        line(
            {
                "changed_on": date(2015, 3, 2),
                "old_name": "นายเดิม แบบฝึกไทย",
                "new_name": "นายเฉลิมเกียรติ แบบฝึกไทย",
                "document_number": "หนังสือสำคัญแสดงการเปลี่ยนชื่อตัว เลขที่ 5/2558",
            }
        )
    ],
    "addresses": [
        line(
            {
                "kind": "current",
                "kind_label": "ที่อยู่ปัจจุบัน",
                "house_number": "99/1",
                "moo": "4",
                "subdistrict": "ยะรม",
                "district": "เบตง",
                "province": "ยะลา",
                "postcode": "95110",
            }
        )
    ],
    "decorations": [
        line(
            {
                "decoration": "bm",
                "decoration_label": "เบญจมาภรณ์มงกุฎไทย (บ.ม.)",
                "granted_on": date(2012, 12, 5),
                "gazette": "ฉบับทะเบียนฐานันดร",
                "gazette_volume": "129",
                "gazette_part": "35 ข",
                "gazette_page": "12",
                "gazette_item": "345",
                "gazette_date": date(2012, 12, 12),
                "received_on": date(2013, 5, 1),
            }
        )
    ],
    "evaluations": [
        line({"fiscal_year": 2020, "half": 1, "result_label": "ดีเด่น", "score": Decimal("92.50")}),
        line({"fiscal_year": 2020, "half": 2, "result_label": "ดีมาก", "score": None}),
    ],
    "leaves": [
        line({"kind": "sick", "started_on": date(2020, 1, 6), "days": Decimal("3.00")}),
        line({"kind": "vacation", "started_on": date(2020, 2, 3), "days": Decimal("5.50")}),
    ],
    "leave_totals": [],
    "skills": [line({"field": "ภาษา", "skill": "ภาษามลายูถิ่น"})],
    "special_duties": [
        line(
            {
                "subject": "ปฏิบัติหน้าที่ในศูนย์ป้องกันภัย",
                "place": "อำเภอเบตง",
                "started_on": date(2016, 1, 4),
                "ended_on": date(2016, 1, 31),
                "document_number": "คำสั่ง อบต.ตัวอย่าง ที่ 1/2559",
            }
        )
    ],
    "discipline": [
        line(
            {
                "penalty_label": "ภาคทัณฑ์",
                "severity_label": "ไม่ร้ายแรง",
                "offence": "ไม่ตรงต่อเวลา",
                "effective_on": date(2009, 7, 1),
                "document_number": "คำสั่ง อบต.ตัวอย่าง ที่ 77/2552",
                "document_date": date(2009, 6, 30),
                "cleansed_by": "พระราชบัญญัติล้างมลทินสมมติ",
            }
        )
    ],
    "unpaid": [
        line(
            {
                "kind_label": "ประจำปฏิบัติหน้าที่ในเขตที่ประกาศใช้กฎอัยการศึก",
                "started_on": date(2007, 1, 1),
                "ended_on": date(2007, 12, 31),
                "document_number": "ประกาศสมมติ ฉบับที่ 1/2550",
            }
        )
    ],
}
