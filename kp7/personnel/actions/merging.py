"""Two registers become one: everybody goes over, with all that their cards hold."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import connection
from django.db.models import F, Max, Q

from kp7.organizations.authority import Actor, check_oversee
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import described
from kp7.personnel.actions import carrying, seating
from kp7.personnel.models import Card, Register, Seat, SeatHolding, Service, Transfer
from kp7.personnel.terms import TransferState
from kp7.refusal import Refusal

MERGED = "หน่วยงานต้นทางและปลายทางควบรวมเป็นหน่วยงานเดียวกันแล้ว"


class SealedMerger(Refusal):
    """A register that is sealed can neither be given up nor take anybody in."""

    status: ClassVar[int] = 423

    def __init__(self, organization: str, state: str) -> None:
        super().__init__(
            f"ข้อมูลของ{organization} “{state}” แล้วและปิดแก้ไขอยู่ จึงควบรวมไม่ได้ "
            "กรุณาให้จังหวัดส่งคืน หรือรอรอบการรับรองถัดไป แล้วควบรวมอีกครั้ง"
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """How many cards went over, and how many people had one in both registers."""

    moved: int
    joined: int


def merge_registers(*, by: Actor, from_id: uuid.UUID, into_id: uuid.UUID, on: date) -> Merged:
    """Everybody of one register goes over to another on a day; positions of the first close.

    Inside the transaction of the merger. A card moves with its services, lines, files and past
    holdings, and keeps its history. Of somebody with a card in both, the newer one has its say and
    the older adds what is missing; the old one stays behind, without a service.
    """
    check_oversee(by)
    _hold_still(from_id, into_id, on)
    _close_seats(from_id, into_id, on)
    _lead_transfers(from_id, into_id)
    seating.take_turns(into_id)
    both = Card.objects.filter(register_id=into_id).values("person_id")
    joined = 0
    for card in Card.objects.filter(register_id=from_id, person_id__in=both).order_by("id"):
        _join(card, into_id, on)
        joined += 1
    moved = (
        Card.objects.filter(register_id=from_id)
        .exclude(person_id__in=both)
        .update(register_id=into_id, revision=F("revision") + 1)
    )
    return Merged(moved, joined)


def _hold_still(from_id: uuid.UUID, into_id: uuid.UUID, on: date) -> None:
    """Wait for the editors of both registers, and keep new ones out until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_lock_for_transfer(%s::uuid[])", [[from_id, into_id]])
        (both_open,) = cursor.fetchone()
    if both_open:
        return
    sealed = Register.objects.filter(sealed=True, pk__in=[from_id, into_id]).order_by("pk")[0]
    raise SealedMerger(described(standing_on(sealed.pk, on)), sealed.state)


def _join(card: Card, into_id: uuid.UUID, on: date) -> None:
    """One card of two: services and past holdings go over, lines that are missing are added."""
    of_card = {"register_id": card.register_id, "person_id": card.person_id}
    if _newest(card.register_id, card.person_id) > _newest(into_id, card.person_id):
        carrying.bring(card, into_id, on)
    else:
        carrying.add(card, into_id)
    for model in (Service, SeatHolding):
        model._default_manager.filter(**of_card).update(
            register_id=into_id, revision=F("revision") + 1
        )


def _newest(register_id: uuid.UUID, person_id: uuid.UUID) -> date:
    services = Service.objects.filter(register_id=register_id, person_id=person_id)
    newest: date | None = services.aggregate(newest=Max("started_on"))["newest"]
    return newest or date.min


def _close_seats(from_id: uuid.UUID, into_id: uuid.UUID, on: date) -> None:
    """The positions of an organization that is no more are abolished with it."""
    seating.take_turns(from_id)
    holdings = SeatHolding.objects.filter(register_id=from_id)
    holdings.filter(started_on__gte=on).delete()
    holdings.filter(Q(ended_on=None) | Q(ended_on__gt=on)).update(
        ended_on=on, revision=F("revision") + 1
    )
    seats = Seat.objects.filter(register_id=from_id)
    seats.filter(opened_on__gte=on).delete()
    seats.filter(Q(closed_on=None) | Q(closed_on__gt=on)).update(
        closed_on=on,
        closed_document=f"ควบรวมกับ{standing_on(into_id, on).full_name}",
        revision=F("revision") + 1,
    )


def _lead_transfers(from_id: uuid.UUID, into_id: uuid.UUID) -> None:
    """Transfers under way go on with the register that remains; those between the two are moot."""
    under_way = Transfer.objects.filter(
        state__in=[state.value for state in TransferState if state.open]
    )
    between = under_way.filter(
        Q(from_register_id=from_id, to_register_id=into_id)
        | Q(from_register_id=into_id, to_register_id=from_id)
    )
    between.update(state=TransferState.LAPSED, reason=MERGED, revision=F("revision") + 1)
    for side in ("from_register_id", "to_register_id"):
        under_way.filter(**{side: from_id}).update(**{side: into_id}, revision=F("revision") + 1)
