"""The establishment: seats added, changed, closed, reopened and removed; people put on them."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db.models import Q

from kp7.ledger.models import Change
from kp7.ledger.queries import last_change_of_row
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.actions import seating
from kp7.personnel.actions.editing import Gone, Invalid, editing, label_for
from kp7.personnel.actions.seat_checks import (
    check_free,
    check_may_hold,
    check_nobody,
    check_not_named,
    check_vacant_outside,
    constraint_is_refused,
    sentence_of,
)
from kp7.personnel.claims import claims, seats_on_cards
from kp7.personnel.codes import entry_on, valid_on
from kp7.personnel.models import Card, Plan, Seat, SeatHolding
from kp7.personnel.seats import number_of, run_of
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import calendar, text

MOST_AT_ONCE: Final = 200
FROM_CARD: Final = (
    "บัตร ก.พ.7 ของผู้ดำรงตำแหน่งยังระบุเลขที่ตำแหน่งนี้ กรุณาบันทึกการย้ายหรือการพ้นในบัตร ระบบจะทำให้ตำแหน่งว่างเอง"
)


class SeatChanged(Refusal):
    """Somebody else changed the same seat since it was opened; None where it is gone."""

    def __init__(self, seat: Seat | None, change: Change | None) -> None:
        self.seat = seat
        who = change.officer if change else "ผู้ใช้อื่น"
        when = f" เมื่อ {calendar.format_instant(change.recorded_at)}" if change else ""
        super().__init__(
            f"{who} {'แก้ไข' if seat else 'ลบ'}ตำแหน่งนี้{when} หลังจากที่ท่านเปิดหน้านี้ "
            "กรุณาตรวจข้อมูลปัจจุบันในกรอบอัตรากำลังแล้วทำรายการอีกครั้ง"
        )


@dataclass(frozen=True, slots=True)
class Built:
    """What came of the cards: seats added, and people seated."""

    seats: int
    seated: int


# --- seats ------------------------------------------------------------------------------------


def add_seats(
    *, by: Actor, register_id: uuid.UUID, count: int, values: Mapping[str, object]
) -> list[Seat]:
    """Add seats that are alike but for their number: `count` of them from the one typed on.

    Whoever's card names one of the numbers is seated at once.
    """
    with _managing(by, register_id):
        pattern = Seat(register_id=register_id)
        _put(pattern, values)
        numbers = list(run_of(pattern.number, count))
        if not 1 <= count <= MOST_AT_ONCE:
            raise Invalid({"count": [f"เพิ่มได้ครั้งละ 1 ถึง {MOST_AT_ONCE} อัตรา"]})
        if len(numbers) < count:
            raise Invalid(
                {"number": ["เพิ่มหลายอัตราได้เมื่อเลขที่ตำแหน่งลงท้ายด้วยตัวเลขที่นับต่อได้ครบจำนวน เช่น …-001"]}
            )
        check_free(register_id, numbers, pattern.opened_on)
        seats = [_copy(pattern, number) for number in numbers]
        with constraint_is_refused(Seat):
            Seat.objects.bulk_create(seats)
        seating.seat(register_id, None)
    return seats


def change_seat(
    *,
    by: Actor,
    register_id: uuid.UUID,
    seat_id: uuid.UUID,
    seen: int,
    values: Mapping[str, object],
) -> Seat:
    """Change a seat that still stands as its editor saw it; saving what stands changes nothing."""
    with _managing(by, register_id):
        seat = _locked(register_id, seat_id, seen)
        before = _columns(seat)
        number = seat.number
        _put(seat, values)
        if _columns(seat) == before:
            return seat
        if seat.number != number:
            check_not_named(seat, number)
            check_free(register_id, [seat.number], seat.opened_on, seat.closed_on, without=seat.id)
        check_vacant_outside(seat)
        _save(seat)
        if seat.number != number:
            seating.seat(register_id, None)
    return seat


def close_seat(  # noqa: PLR0913  what is closed, by whom, by which paper, and what they had seen
    *,
    by: Actor,
    register_id: uuid.UUID,
    seat_id: uuid.UUID,
    seen: int,
    closed_on: date,
    document: str,
) -> Seat:
    """ยุบเลิก: from `closed_on` on the seat is not there; refused while somebody holds it."""
    with _managing(by, register_id):
        seat = _locked(register_id, seat_id, seen)
        if seat.closed_on is not None:
            raise Invalid({"": [f"ตำแหน่งนี้ยุบเลิกแล้วตั้งแต่วันที่ {calendar.format_long(seat.closed_on)}"]})
        if closed_on <= seat.opened_on:
            raise Invalid({"closed_on": [sentence_of(Seat, "a_seat_closes_after_it_opens")]})
        seat.closed_on, seat.closed_document = closed_on, text.fold(document)
        check_vacant_outside(seat)
        _save(seat)
    return seat


def reopen_seat(*, by: Actor, register_id: uuid.UUID, seat_id: uuid.UUID, seen: int) -> Seat:
    """Take a wrongly recorded close back: the seat stands as if it had never been closed."""
    with _managing(by, register_id):
        seat = _locked(register_id, seat_id, seen)
        if seat.closed_on is None:
            raise Invalid({"": ["ตำแหน่งนี้ไม่ได้ยุบเลิก"]})
        seat.closed_on, seat.closed_document = None, ""
        check_free(register_id, [seat.number], seat.opened_on, without=seat.id)
        _save(seat)
        seating.seat(register_id, None)
    return seat


def remove_seat(*, by: Actor, register_id: uuid.UUID, seat_id: uuid.UUID, seen: int) -> None:
    """Remove a seat that was added by mistake and that nobody ever held."""
    with _managing(by, register_id):
        seat = _locked(register_id, seat_id, seen)
        if SeatHolding.objects.filter(seat=seat).exists():
            raise Invalid(
                {"": ["ตำแหน่งนี้มีหรือเคยมีผู้ดำรงตำแหน่ง จึงลบไม่ได้ ถ้าไม่มีตำแหน่งนี้แล้ว ให้บันทึกการยุบเลิก"]}
            )
        seat.delete()


# --- people on seats --------------------------------------------------------------------------


def hold_seat(
    *,
    by: Actor,
    register_id: uuid.UUID,
    seat_id: uuid.UUID,
    card_id: uuid.UUID,
    started_on: date,
) -> SeatHolding:
    """Put somebody on a vacant seat whose card does not say so by itself: contract staff."""
    with _managing(by, register_id):
        seat = Seat.objects.filter(register_id=register_id, id=seat_id).first()
        card = Card.objects.filter(register_id=register_id, id=card_id).first()
        if seat is None or card is None:
            raise Gone
        check_nobody(seat, Q(ended_on__isnull=True) | Q(ended_on__gt=started_on))
        check_may_hold(card, seat, started_on)
        holding = SeatHolding(
            register_id=register_id, person_id=card.person_id, seat=seat, started_on=started_on
        )
        with constraint_is_refused(SeatHolding):
            holding.save(force_insert=True)
    return holding


def vacate_seat(
    *, by: Actor, register_id: uuid.UUID, seat_id: uuid.UUID, ended_on: date
) -> SeatHolding:
    """End the holding of somebody whose card does not name the seat: `ended_on` is without it."""
    with _managing(by, register_id):
        holding = (
            SeatHolding.objects.select_related("seat")
            .filter(seat_id=seat_id, seat__register_id=register_id, ended_on__isnull=True)
            .first()
        )
        if holding is None:
            raise Invalid({"": ["ตำแหน่งนี้ว่างอยู่แล้ว"]})
        (claim,) = claims(register_id, [holding.person_id])
        if claim.number == holding.seat.number and claim.until is None:
            raise Invalid({"": [FROM_CARD]})
        holding.ended_on = ended_on
        holding.revision += 1
        with constraint_is_refused(SeatHolding):
            holding.save(force_update=True)
    return holding


def build_from_cards(*, by: Actor, register_id: uuid.UUID) -> Built:
    """Add a seat for each number that cards in service name and that is missing, and seat all.

    A closed number is not added again: that somebody still uses it is for the rules to say.
    """
    with _managing(by, register_id):
        known = set(Seat.objects.filter(register_id=register_id).values_list("number", flat=True))
        seats = [seat for seat in seats_on_cards(register_id) if seat.number not in known]
        with constraint_is_refused(Seat):
            Seat.objects.bulk_create(seats)
        seated = seating.seat(register_id, None)
    return Built(len(seats), seated)


# --- the plan ---------------------------------------------------------------------------------


def record_plan(
    *,
    by: Actor,
    register_id: uuid.UUID,
    first_year: int,
    resolution: str,
    resolved_on: date | None,
) -> Plan:
    """Record by which resolution the three fiscal years from `first_year` (ค.ศ.) on stand.

    Recording it again changes what was said of the same years.
    """
    with _managing(by, register_id):
        said = {"resolution": text.fold(resolution), "resolved_on": resolved_on}
        if not said["resolution"]:
            raise Invalid({"resolution": ["กรุณากรอกข้อมูลในช่องนี้"]})
        plan = Plan.objects.filter(register_id=register_id, first_year=first_year).first()
        if plan is None:
            plan = Plan(register_id=register_id, first_year=first_year, **said)
            with constraint_is_refused(Plan):
                plan.save(force_insert=True)
        elif (plan.resolution, plan.resolved_on) != tuple(said.values()):
            plan.resolution, plan.resolved_on = str(said["resolution"]), resolved_on
            plan.revision += 1
            plan.save(force_update=True)
    return plan


# --- within -----------------------------------------------------------------------------------


@contextmanager
def _managing(by: Actor, register_id: uuid.UUID) -> Iterator[None]:
    """As `editing`, and nobody else fills or empties a seat of the register meanwhile."""
    with editing(by, register_id):
        seating.take_turns(register_id)
        yield


def _locked(register_id: uuid.UUID, seat_id: uuid.UUID, seen: int) -> Seat:
    """The seat, if the register has it and it stands as seen."""
    seat = Seat.objects.filter(register_id=register_id, id=seat_id).first()
    if seat is None:
        change = last_change_of_row(seat_id)
        if change is None or change.register_id != register_id:
            raise Gone
        raise SeatChanged(None, change)
    if seat.revision != seen:
        raise SeatChanged(seat, last_change_of_row(seat_id))
    return seat


def _save(seat: Seat) -> None:
    seat.revision += 1
    with constraint_is_refused(Seat):
        seat.save(force_update=True)


def _columns(seat: Seat) -> dict[str, object]:
    return {column.attname: getattr(seat, column.attname) for column in seat._meta.concrete_fields}


def _copy(pattern: Seat, number: str) -> Seat:
    return Seat(**{**_columns(pattern), "id": Seat._meta.pk.get_default(), "number": number})


def _put(seat: Seat, values: Mapping[str, object]) -> None:
    """Put what was typed into a seat; refuses, with all sentences at once, what cannot be."""
    errors: dict[str, list[str]] = {}
    for name, value in values.items():
        if name == "number":
            seat.number = number_of(str(value or ""))
        elif name == "kind":
            _take_kind(seat, str(value or ""), errors)
        elif isinstance(value, str):
            setattr(seat, name, text.fold(value))
        else:
            setattr(seat, name, value)
    try:
        seat.full_clean(
            exclude=[*errors, "register", "kind_label"],
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as found:
        errors.update({name: list(said) for name, said in found.message_dict.items()})
    if not errors and seat.closed_on is not None and seat.closed_on <= seat.opened_on:
        errors["opened_on"] = [sentence_of(Seat, "a_seat_closes_after_it_opens")]
    if errors:
        raise Invalid(errors)


def _take_kind(seat: Seat, code: str, errors: dict[str, list[str]]) -> None:
    if code and code == seat.kind:
        return
    day = queries.today()
    entry = entry_on(CodeTable.KINDS, code, day) if code else None
    if entry is None or not valid_on(entry, day):
        errors["kind"] = ["กรุณาเลือกประเภทบุคลากรจากรายการ"]
        return
    seat.kind, seat.kind_label = code, label_for(entry, seat.register_id)
