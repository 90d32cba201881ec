"""The office in the manual's pictures: people plainly made up, on a day that never moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import time_machine

from kp7.certification.actions import open_round
from kp7.organizations.actions import create_demo_accounts
from kp7.organizations.authority import Actor
from kp7.organizations.models import Post
from kp7.organizations.queries import actor_of
from kp7.organizations.terms import Role
from kp7.personnel.actions.lines import add_line
from kp7.personnel.models import Card
from kp7.personnel.sections import APPOINTMENTS, EDUCATION
from kp7.thai.calendar import BANGKOK
from tests.cast import PASSWORD, SYSTEM, add_card

TODAY = datetime(2027, 1, 12, 10, 45, tzinfo=BANGKOK)
ROUND = "ปีงบประมาณ พ.ศ. 2570 ครั้งที่ 1"
# The database keeps its own time, so the round is open on whatever day the pictures are taken.
OPENS = datetime(2020, 1, 1, tzinfo=UTC)
CLOSES = datetime(2099, 4, 1, tzinfo=BANGKOK)
CERTIFIER = "6830108"
RECORDER = "6830108r"
NEIGHBOUR = "5830105"
PROVINCE = "p83"
DLA = "dla"
ACCOUNTS: dict[str, tuple[Role, dict[str, str]]] = {
    CERTIFIER: (Role.LAO_CERTIFIER, {"organization_code": CERTIFIER}),
    RECORDER: (Role.LAO_RECORDER, {"organization_code": CERTIFIER}),
    NEIGHBOUR: (Role.LAO_CERTIFIER, {"organization_code": NEIGHBOUR}),
    PROVINCE: (Role.PROVINCE_OFFICER, {"province_code": "83"}),
    DLA: (Role.DLA_OFFICER, {}),
}
OFFICERS = {
    CERTIFIER: ("นาย", "สมมติ", "ผู้รับรอง"),
    RECORDER: ("นางสาว", "สาธิต", "ผู้บันทึก"),
    NEIGHBOUR: ("นาง", "ตัวอย่าง", "ข้างเคียง"),
    PROVINCE: ("นางสาว", "จำลอง", "จังหวัดตัวอย่าง"),
    DLA: ("นาย", "ทดลอง", "ส่วนกลาง"),
}
PEOPLE = (
    ("นาย", "กล้า", "สมมติ", "official", "นักทรัพยากรบุคคล", "3102", "academic-practitioner"),
    ("นางสาว", "ขวัญ", "ตัวอย่าง", "official", "นักวิชาการเงินและบัญชี", "3201", "academic-professional"),
    ("นาย", "คิด", "สาธิต", "official", "นายช่างโยธา", "4701", "general-operational"),
    ("นาง", "งาม", "จำลอง", "official", "นักพัฒนาชุมชน", "3801", "academic-practitioner"),
    ("นางสาว", "จิต", "ทดลอง", "official", "เจ้าพนักงานธุรการ", "4101", "general-operational"),
    ("นาย", "ชัย", "สมมติ", "permanent", "พนักงานขับรถยนต์", "2101", ""),
    ("นาง", "ดวง", "ตัวอย่าง", "mission", "ผู้ช่วยเจ้าพนักงานธุรการ", "", ""),
    ("นาย", "ต้น", "สาธิต", "mission", "ผู้ช่วยนายช่างโยธา", "", ""),
    ("นางสาว", "ทิพย์", "จำลอง", "general", "คนงาน", "", ""),
)

RAISED_MUCH = {0, 3}  # by more than the rules expect at once


@dataclass(frozen=True, slots=True)
class Office:
    """Who works in the office, who is above it, and whose cards it keeps."""

    certifier: Actor
    recorder: Actor
    neighbour: Actor
    province: Actor
    cards: tuple[Card, ...]


@contextmanager
def standing_still() -> Iterator[None]:
    """Let it be the same minute of the same day all along."""
    with time_machine.travel(TODAY, tick=False):
        yield


def make_office() -> Office:
    """Open the accounts and the round, and record the people."""
    create_demo_accounts(by=SYSTEM, rows=list(_accounts()), password=PASSWORD)
    open_round(by=SYSTEM, name=ROUND, fiscal_year=2570, opens_at=OPENS, closes_at=CLOSES)
    certifier = _actor(CERTIFIER)
    return Office(
        certifier=certifier,
        recorder=_actor(RECORDER),
        neighbour=_actor(NEIGHBOUR),
        province=_actor(PROVINCE),
        cards=tuple(_card(certifier, number) for number in range(len(PEOPLE))),
    )


def _actor(username: str) -> Actor:
    return actor_of(Post.objects.get(username=username).id)


def _accounts() -> Iterator[dict[str, str | None]]:
    for username, (role, territory) in ACCOUNTS.items():
        title, first, last = OFFICERS[username]
        named = {"title": title, "first_name": first, "last_name": last}
        yield {"username": username, "role": role.value, **named, **territory}


def _card(by: Actor, number: int) -> Card:
    title, first, last, kind, position, line_of_work, level = PEOPLE[number]
    card = add_card(
        by,
        number + 11,
        title=title,
        first_name=first,
        last_name=last,
        kind=kind,
        sex="male" if title == "นาย" else "female",
        birth_date=(date(1978, 3, 5) + timedelta(days=401 * number)).isoformat(),
    )
    first_line = {
        **_order("12/2553", date(2010, 9, 20)),
        "effective_on": date(2010, 10, 1),
        "movement": "first_appointment" if line_of_work else "first_contract",
        "position": position,
        "position_number": f"66-3-0{1 + number % 3}-{line_of_work}-001" if line_of_work else "",
        "level": level,
        "division": ("สำนักปลัด", "กองคลัง", "กองช่าง")[number % 3],
        "salary": str(11_500 + 710 * number),
    }
    add_line(by=by, card=card, section=APPOINTMENTS, values=first_line)
    raised = {
        **first_line,
        **_order("3/2569", date(2026, 9, 25)),
        "effective_on": date(2026, 10, 1),
        "movement": "step_raise" if line_of_work else "contract_renewed",
        "salary": str(21_500 if number in RAISED_MUCH else 12_400 + 740 * number),
    }
    add_line(by=by, card=card, section=APPOINTMENTS, values=raised)
    degree = {
        "level": "bachelor",
        "degree": "รัฐประศาสนศาสตรบัณฑิต",
        "institution": "มหาวิทยาลัยตัวอย่าง",
        "finished_year": 2003,
    }
    add_line(by=by, card=card, section=EDUCATION, values=degree)
    return card


def _order(number: str, day: date) -> dict[str, object]:
    return {"document_kind": "order", "document_number": number, "document_date": day}
