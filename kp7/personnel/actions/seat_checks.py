"""What a seat must not be: of a number that stands, held twice, or ended under who holds it."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import ClassVar, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from kp7.personnel import queries
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.claims import claims, may_hold
from kp7.personnel.models import Card, Plan, Seat, SeatHolding
from kp7.refusal import Refusal
from kp7.thai import calendar

NUMBERS_SHOWN: Final = 3
OUTSIDE: Final = "ตำแหน่งนี้ไม่มีอยู่ในกรอบตลอดช่วงเวลานั้น กรุณาตรวจวันที่กับวันกำหนดและวันยุบเลิกตำแหน่ง"
BY_CARD: Final = (
    "ผู้ที่มีเลขที่ตำแหน่งดำรงตำแหน่งตามบัตร ก.พ.7 กรุณาบันทึกรายการตำแหน่งที่ระบุเลข {} ในบัตรของบุคคลนี้ "
    "หรือให้พ้นจากตำแหน่งเดิมก่อน"
)
BROKEN: Final = {
    "a_seat_is_held_from_its_own_register": "ตำแหน่งนี้เป็นของหน่วยงานอื่น",
    "a_seat_is_held_while_it_stands": OUTSIDE,
    "a_seat_stands_while_it_is_held": OUTSIDE,
}
Held = type[Seat] | type[SeatHolding] | type[Plan]


class SeatHeld(Refusal):
    """Somebody holds the seat in that time."""

    status: ClassVar[int] = 409

    def __init__(self, number: str, holder: str) -> None:
        super().__init__(
            f"ตำแหน่งเลขที่ {number} มีผู้ดำรงตำแหน่งอยู่ คือ {holder} จึงทำรายการนี้ไม่ได้ "
            "กรุณาบันทึกการย้ายหรือการพ้นของผู้ดำรงตำแหน่งในบัตร ก.พ.7 ก่อน"
        )


@contextmanager
def constraint_is_refused(model: Held) -> Iterator[None]:
    """Turn a broken constraint into its own sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        sentence = sentence_of(model, str(diag.constraint_name)) if diag else ""
        if not sentence:
            raise
        raise Invalid({"": [sentence]}) from error


def sentence_of(model: Held, broken: str) -> str:
    """What a broken constraint of a model says; '' of one that is none of ours."""
    known = {one.name: str(one.violation_error_message) for one in model._meta.constraints}
    return {**known, **BROKEN}.get(broken, "")


def check_free(
    register_id: uuid.UUID,
    numbers: Sequence[str],
    opened_on: date,
    closed_on: date | None = None,
    *,
    without: uuid.UUID | None = None,
) -> None:
    """Name the numbers that stand already in the time from `opened_on` on."""
    standing = Seat.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=opened_on),
        register_id=register_id,
        number__in=numbers,
    )
    if without is not None:
        standing = standing.exclude(id=without)
    if closed_on is not None:
        standing = standing.filter(opened_on__lt=closed_on)
    taken = sorted(standing.values_list("number", flat=True))
    if taken:
        named = ", ".join(taken[:NUMBERS_SHOWN])
        more = f" และอีก {len(taken) - NUMBERS_SHOWN} เลข" if len(taken) > NUMBERS_SHOWN else ""
        sentence = sentence_of(Seat, "a_position_number_stands_once_at_a_time")
        raise Invalid({"number": [f"{sentence} ({named}{more})"]})


def check_vacant_outside(seat: Seat) -> None:
    """Refuse a period of a seat in which somebody who holds it would sit on nothing."""
    outside = Q(started_on__lt=seat.opened_on)
    if seat.closed_on is not None:
        outside |= Q(ended_on__isnull=True) | Q(ended_on__gt=seat.closed_on)
    check_nobody(seat, outside)


def check_not_named(seat: Seat, number: str) -> None:
    """Refuse to renumber a seat under somebody whose card names it as it was."""
    holding = SeatHolding.objects.filter(seat=seat, ended_on__isnull=True).first()
    if holding is None:
        return
    (claim,) = claims(seat.register_id, [holding.person_id])
    if claim.number == number:
        raise SeatHeld(number, _name_of(holding))


def check_nobody(seat: Seat, when: Q) -> None:
    """Refuse where somebody holds the seat at such a time."""
    holding = SeatHolding.objects.filter(when, seat=seat).order_by("-started_on").first()
    if holding is not None:
        raise SeatHeld(seat.number, _name_of(holding))


def _name_of(holding: SeatHolding) -> str:
    card = Card.objects.filter(register_id=holding.register_id, person_id=holding.person_id).first()
    return queries.name_of(card) if card else "ผู้ที่พ้นไปแล้ว"


def check_may_hold(card: Card, seat: Seat, started_on: date) -> None:
    """Refuse whoever does not serve here then, or whose card says by itself what they hold."""
    found = claims(card.register_id, [card.person_id])
    claim = found[0] if found else None
    if claim is None or (claim.until is not None and claim.until <= started_on):
        raise Invalid({"card_id": ["บุคคลนี้ไม่ได้ปฏิบัติงานอยู่ในวันนั้น"]})
    if started_on < claim.served_since:
        since = calendar.format_long(claim.served_since)
        raise Invalid({"started_on": [f"บุคคลนี้เริ่มงานที่หน่วยงานนี้วันที่ {since} กรุณาใส่วันนั้นหรือหลังจากนั้น"]})
    if not may_hold(claim, seat.number):
        raise Invalid({"card_id": [BY_CARD.format(seat.number)]})
