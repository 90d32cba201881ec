"""Letting somebody go and taking them in, as the tests of transfers do it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from kp7.certification.actions import return_to_lao
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.moving import Order
from kp7.personnel.actions.transfers import accept, release
from kp7.personnel.files.kinds import MediaType
from kp7.personnel.files.reading import ReadFile
from kp7.personnel.models import (
    Card,
    Seat,
    SeatHolding,
    Transfer,
)
from kp7.personnel.sections import (
    DOCUMENTS,
)
from kp7.personnel.terms import Presence
from tests.cast import (
    FAR,
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
    case_of,
)

DAY = date(2024, 6, 1)
ORDER_OUT = Order("12/2567", date(2024, 5, 20))
ORDER_IN = Order("34/2567", date(2024, 5, 25))
GIVEN: Mapping[str, object] = {
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-02-3102-009",
    "level": "academic-practitioner",
    "division": "สำนักปลัด",
    "salary": "20000",
}


def let_go(by: Actor, card: Card, on: date = DAY) -> Transfer:
    """Released to the neighbours."""
    return release(by=by, card=card, to_register_id=NEXT_DOOR, effective_on=on, order=ORDER_OUT)


def take_in(by: Actor, transfer: Transfer) -> Transfer:
    """Accepted in the position that was held."""
    return accept(by=by, transfer_id=transfer.id, order=ORDER_IN, values=GIVEN)


def moved(cast: Cast, card: Card) -> Card:
    """The card at the neighbours, after all of it."""
    take_in(cast.recorder_next_door, let_go(cast.recorder, card))
    return Card.objects.get(register_id=NEXT_DOOR, person_id=card.person_id)


def where_active(card: Card) -> list[object]:
    """The registers in which the person is in service today."""
    return [
        register
        for register in (OWN, NEXT_DOOR, FAR)
        if queries.cards_of(register, Presence.ACTIVE, queries.today())
        .filter(person_id=card.person_id)
        .exists()
    ]


def attach(cast: Cast, card: Card, content: bytes) -> None:
    """A document in the folder of a card, whose file holds `content`."""
    digest_of_it = sha256(content).hexdigest()
    read = ReadFile("คำสั่ง.pdf", MediaType.PDF, content, digest_of_it, None, None, 1)
    values = {"kind": "f01", "title": f"คำสั่ง {len(content)}", "file": read}
    add_line(by=cast.recorder, card=card, section=DOCUMENTS, values=values)


def hold_a_seat(card: Card, since: date) -> None:
    """A numbered position of ours, held by somebody."""
    with transaction.atomic():
        act_for(SYSTEM)
        seat = Seat.objects.create(
            register_id=OWN,
            number="66-3-01-3102-001",
            kind="official",
            division="สำนักปลัด",
            position="นักทรัพยากรบุคคล",
            opened_on=date(2010, 1, 1),
        )
        SeatHolding.objects.create(
            register_id=OWN, person_id=card.person_id, seat=seat, started_on=since
        )


def give_back(cast: Cast, register: UUID) -> None:
    """The province returns a certified register."""
    case = case_of(register)
    return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="แก้ไข")
