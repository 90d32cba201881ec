"""People to measure with: complete cards of some fourteen lines each, written by COPY."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from uuid import UUID

import psycopg
from django.db import connection, models, transaction

from kp7.database.embedded import Server
from kp7.database.ids import new_id
from kp7.organizations.actions import act_for
from kp7.organizations.authority import system
from kp7.personnel.models import Appointment, Card, Education, Person, Service
from kp7.thai.national_id import check_digit

BENCH = system("make bench")
LINES = 12
FIRST_YEAR = 2008
FIRST_NAMES = ("สมชาย", "วรรณา", "เกรียงไกร", "แสงดาว", "ประภาศรี", "ไพโรจน์", "อัจฉรา", "ธีรพล")
LAST_NAMES = ("ใจดี", "เพชรรัตน์", "แก้วกาญจน์", "ศรีสวัสดิ์", "โพธิ์ทอง", "ณ นคร")
NUMBERS = count(1)


def fill(register: UUID, people: int, lines: int = LINES) -> list[UUID]:
    """Give a register so many complete cards; return the people's ids."""
    made = [_person(next(NUMBERS)) for _ in range(people)]
    ids = [person.id for person in made]
    with transaction.atomic():
        act_for(BENCH)
        _copy(Person, made)
        _copy(Card, [_card(register, id_, place) for place, id_ in enumerate(ids)])
        _copy(Service, [_service(register, id_) for id_ in ids])
        _copy(Education, [study for id_ in ids for study in _educations(register, id_)])
        _copy(Appointment, [line for id_ in ids for line in appointments(register, id_, lines)])
    return ids


def settle(server: Server, database: str) -> None:
    """Let PostgreSQL know what is in the tables, as it would by itself within minutes.

    As the owner: the application's role may not, and PostgreSQL then says so in a whisper only.
    """
    with psycopg.connect(server.url("owner", database), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def appointments(
    register: UUID, person: UUID, lines: int, *, since: int = FIRST_YEAR
) -> Iterator[Appointment]:
    """A career without fault: appointed, then a raise every half year."""
    number = "-".join(("66", "3", "01", f"{person.int % 10**4:04d}", f"{person.int % 997:03d}"))
    for place in range(lines):
        effective_on = date(since + place // 2, 10 if place % 2 else 4, 1)
        first = place == 0 and since == FIRST_YEAR
        yield Appointment(
            register_id=register,
            person_id=person,
            effective_on=effective_on,
            movement="first_appointment" if first else "step_raise",
            movement_label="บรรจุและแต่งตั้ง" if first else "เลื่อนขั้นเงินเดือน",
            position="นักวิเคราะห์นโยบายและแผน",
            position_number=number,
            level="academic-practitioner",
            level_label="วิชาการ ปฏิบัติการ",
            division="สำนักปลัด",
            salary=15060 + 410 * place,
            document_kind="order",
            document_kind_label="คำสั่ง",
            document_issuer="เทศบาล",
            document_number=f"{place + 1}/{effective_on.year + 543}",
            document_date=effective_on,
        )


def written(rows: Sequence[models.Model]) -> tuple[str, bytes]:
    """The COPY statement for some rows of one table, and what it reads, ready made."""
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(str(field.column) for field in fields)
    lines = ("\t".join(_text(field, row) for field in fields) for row in rows)
    data = "".join(f"{line}\n" for line in lines)
    return f"COPY {model._meta.db_table} ({names}) FROM STDIN", data.encode()


def _text(field: "models.Field[object, object]", row: models.Model) -> str:
    value = field.get_prep_value(getattr(row, field.attname))
    return r"\N" if value is None else str(value)


def _copy(_: type[models.Model], rows: Iterable[models.Model]) -> None:
    statement, data = written(list(rows))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(data)


def _person(number: int) -> Person:
    first12 = f"9{number:011d}"
    return Person(id=new_id(), national_id=first12 + check_digit(first12))


def _card(register: UUID, person: UUID, place: int) -> Card:
    return Card(
        register_id=register,
        person_id=person,
        title="นาย" if place % 2 else "นาง",
        first_name=FIRST_NAMES[place % len(FIRST_NAMES)],
        last_name=f"{LAST_NAMES[place % len(LAST_NAMES)]}{place // 48 or ''}",
        birth_date=str(date(1975, 1, 2) + timedelta(days=place % 3600)),
        sex="male" if place % 2 else "female",
        marital_state="single",
        marital_state_label="โสด",
        kind="official",
        kind_label="พนักงานเทศบาล",
        first_appointed_on=date(FIRST_YEAR, 4, 1),
        service_started_on=date(FIRST_YEAR, 4, 1),
    )


def _service(register: UUID, person: UUID) -> Service:
    return Service(register_id=register, person_id=person, started_on=date(FIRST_YEAR, 4, 1))


def _educations(register: UUID, person: UUID) -> Iterator[Education]:
    for level, label, degree, year in (
        ("upper_secondary", "มัธยมศึกษาตอนปลาย", "มัธยมศึกษาตอนปลาย", 1998),
        ("bachelor", "ปริญญาตรี", "รัฐประศาสนศาสตรบัณฑิต", 2002),
    ):
        yield Education(
            register_id=register,
            person_id=person,
            level=level,
            level_label=label,
            degree=degree,
            institution="มหาวิทยาลัยตัวอย่าง",
            finished_year=year,
        )
