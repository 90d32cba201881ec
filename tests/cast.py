"""The fixed cast on the real register of LAOs: every action is tried by all of them.

`own` and `next_door` are two LAOs of ภูเก็ต, `far` one of กระบี่.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kp7.certification.actions import certify, open_round
from kp7.certification.models import Case, Round, Step
from kp7.certification.queries import current_case, to_certify
from kp7.organizations import seed
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor, system
from kp7.organizations.models import Holding, Officer, Post
from kp7.organizations.queries import actor_of
from kp7.organizations.terms import Role
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.people import add_person
from kp7.personnel.models import Card
from kp7.personnel.sections import APPOINTMENTS, EDUCATION
from kp7.thai.national_id import check_digit

PASSWORD = "kp7-demo"
SYSTEM = system("tests")
OWN = seed.organization_id("6830108")
NEXT_DOOR = seed.organization_id("5830105")
FAR = seed.organization_id("6810103")


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who there is, by their part."""

    recorder: Actor
    certifier: Actor
    recorder_next_door: Actor
    certifier_next_door: Actor
    certifier_far: Actor
    province: Actor
    other_province: Actor
    amphoe: Actor
    dla: Actor
    auditor: Actor


def make_cast() -> Cast:
    """Open everybody's account; they can sign in with PASSWORD."""
    return Cast(
        recorder=make_post("own-r", Role.LAO_RECORDER, organization_id=OWN),
        certifier=make_post("own", Role.LAO_CERTIFIER, organization_id=OWN),
        recorder_next_door=make_post("next-r", Role.LAO_RECORDER, organization_id=NEXT_DOOR),
        certifier_next_door=make_post("next", Role.LAO_CERTIFIER, organization_id=NEXT_DOOR),
        certifier_far=make_post("far", Role.LAO_CERTIFIER, organization_id=FAR),
        province=make_post("p83", Role.PROVINCE_OFFICER, province_id="83"),
        other_province=make_post("p81", Role.PROVINCE_OFFICER, province_id="81"),
        amphoe=make_post("a8301", Role.PROVINCE_OFFICER, province_id="83", amphoe_id="8301"),
        dla=make_post("dla", Role.DLA_OFFICER),
        auditor=make_post("auditor", Role.AUDITOR),
    )


def make_post(  # noqa: PLR0913  a post has that many sides
    username: str,
    role: Role,
    *,
    organization_id: UUID | None = None,
    province_id: str | None = None,
    amphoe_id: str | None = None,
    is_active: bool = True,
) -> Actor:
    """Open one account with an officer in it."""
    with transaction.atomic():
        act_for(SYSTEM)
        post = Post.objects.create(
            username=username,
            role=role,
            name=role.post_name,
            organization_id=organization_id,
            province_id=province_id,
            amphoe_id=amphoe_id,
            password=_hashed(),
            password_changed_at=timezone.now(),
            must_change_password=False,
            reads_sensitive=role is Role.LAO_CERTIFIER,
            is_active=is_active,
        )
        officer = Officer.objects.create(
            title="นางสาว", first_name="ตัวอย่าง", last_name=username.replace("-", "")
        )
        Holding.objects.create(post=post, officer=officer, since=timezone.now())
    return actor_of(post.id)


def signed_in(client: Client, actor: Actor) -> Client:
    """A browser in which somebody of the cast is signed in."""
    answer = client.post("/login/", {"username": actor.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return client


def make_round(
    name: str = "รอบทดสอบ", *, days: int = 30, opens_at: datetime | None = None
) -> Round:
    """A round that runs since an hour ago, or since `opens_at`."""
    now = timezone.now()
    return open_round(
        by=SYSTEM,
        name=name,
        fiscal_year=2570,
        opens_at=opens_at or now - timedelta(hours=1),
        closes_at=now + timedelta(days=days),
    )


def case_of(organization_id: UUID) -> Case:
    """The current case of an organization."""
    case = current_case(organization_id)
    assert case is not None
    return case


def national_id(number: int) -> str:
    """The number-th id of a category that is never issued."""
    first = f"9{number:011d}"
    return first + check_digit(first)


PERSONAL: dict[str, object] = {
    "title": "นาย",
    "first_name": "ตัวอย่าง",
    "last_name": "ทดสอบ",
    "birth_date": "1980-05-03",
    "sex": "male",
    "nationality": "ไทย",
    "marital_state": "single",
    "kind": "official",
    "first_appointed_on": date(2010, 10, 1),
    "service_started_on": date(2010, 10, 1),
}
FIRST_LINE: dict[str, object] = {
    "effective_on": date(2010, 10, 1),
    "movement": "first_appointment",
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-01-3102-001",
    "level": "academic-practitioner",
    "division": "สำนักปลัด",
    "salary": "15060",
    "document_kind": "order",
    "document_number": "12/2553",
    "document_date": date(2010, 9, 20),
}
DEGREE: dict[str, object] = {
    "level": "bachelor",
    "degree": "รัฐประศาสนศาสตรบัณฑิต",
    "institution": "มหาวิทยาลัยตัวอย่าง",
    "finished_year": 2003,
}


def add_card(by: Actor, number: int, **personal: object) -> Card:
    """A card without a line, in the register of `by`."""
    assert by.organization_id is not None
    return add_person(
        by=by,
        register_id=by.organization_id,
        digits=national_id(number),
        started_on=None,
        values={**PERSONAL, **_apart(number), **personal},
    )


def _apart(number: int) -> dict[str, object]:
    """What keeps people of one name from being taken for one person twice."""
    if number == 1:
        return {}
    return {"birth_date": (date(1980, 5, 3) + timedelta(days=number % 3000 + 3)).isoformat()}


def add_complete(by: Actor, number: int, **personal: object) -> Card:
    """A card on which the rules find nothing to mend."""
    card = add_card(by, number, **personal)
    numbered = card.kind in {"official", "teacher", "permanent"}
    own = {} if number == 1 else {"position_number": f"66-3-01-3102-{number % 1000:03d}"}
    line = {**FIRST_LINE, **(own if numbered else {"position_number": "", "level": ""})}
    add_line(by=by, card=card, section=APPOINTMENTS, values=line)
    add_line(by=by, card=card, section=EDUCATION, values=DEGREE)
    return card


def certified(by: Actor) -> Step:
    """The register of `by`, certified at the LAO."""
    assert by.organization_id is not None
    case = case_of(by.organization_id)
    return certify(case_id=case.id, by=by, seen=to_certify(case).seen)
