"""What a transfer does to the cards of the person who moves, and what stands in its way."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max

from kp7.organizations.queries import standing_on
from kp7.personnel.actions import carrying, seating
from kp7.personnel.actions.editing import fill
from kp7.personnel.ages import retires_on
from kp7.personnel.codes import entry_on
from kp7.personnel.models import Appointment, Card, SeatHolding, Service, Transfer
from kp7.personnel.sections import APPOINTMENTS
from kp7.personnel.terms import CodeTable, PositionNumber
from kp7.thai import calendar

OUT: Final = "transfer_out"
IN: Final = "transfer_in"
ORDER: Final = "order"
GIVEN: Final = ("position", "position_number", "level", "level_label", "division", "salary")
CARRIED: Final = (*GIVEN, "administrative_position", "step")


@dataclass(frozen=True, slots=True)
class Order:
    """The order by which somebody is let go, or taken in."""

    number: str
    signed_on: date | None


def move(transfer: Transfer) -> None:
    """From the one register to the other, whole: the old card stays where it was, and ends."""
    day = transfer.effective_on
    card = Card.objects.get(**_at_sender(transfer))
    _end_seat(transfer)
    _end_service(transfer)
    _write_line(card, OUT, day, _order_of_sender(transfer), _newest_line(**_at_sender(transfer)))
    brought = carrying.bring(card, transfer.to_register_id, day)
    _write_line(brought, IN, day, _order_of_receiver(transfer), _given(transfer))
    Service.objects.create(
        register_id=transfer.to_register_id, person_id=transfer.person_id, started_on=day
    )
    seating.follow(brought)


def _end_seat(transfer: Transfer) -> None:
    day = transfer.effective_on
    for holding in SeatHolding.objects.filter(**_at_sender(transfer)):
        if holding.started_on >= day:
            holding.delete()
        elif holding.ended_on is None or holding.ended_on > day:
            holding.ended_on = day
            holding.revision += 1
            holding.save(force_update=True)


def _end_service(transfer: Transfer) -> None:
    service = _newest_service(transfer)
    assert service is not None  # noqa: S101  else there was an obstacle
    service.ended_on = transfer.effective_on
    service.ended_by, service.ended_by_label = (
        OUT,
        _label(CodeTable.MOVEMENTS, OUT, service.ended_on),
    )
    service.document = _written(_order_of_sender(transfer))
    service.revision += 1
    service.save(force_update=True)


def _write_line(
    card: Card, movement: str, day: date, order: Order, values: Mapping[str, object]
) -> None:
    """The line of the transfer itself, behind what the day holds; not again where it stands."""
    lines = Appointment.objects.filter(register_id=card.register_id, person_id=card.person_id)
    if lines.filter(effective_on=day, movement=movement).exists():
        return
    newest = lines.filter(effective_on=day).aggregate(newest=Max("sequence"))["newest"]
    Appointment.objects.create(
        register_id=card.register_id,
        person_id=card.person_id,
        effective_on=day,
        sequence=(newest or 0) + 1,
        movement=movement,
        movement_label=_label(CodeTable.MOVEMENTS, movement, day),
        document_kind=ORDER,
        document_kind_label=_label(CodeTable.DOCUMENTS, ORDER, day),
        document_issuer=standing_on(card.register_id, day).full_name,
        document_number=order.number[:60],
        document_date=order.signed_on,
        **values,
    )


def _label(table: CodeTable, code: str, day: date) -> str:
    entry = entry_on(table, code, day)
    return entry.label if entry else ""


def _written(order: Order) -> str:
    signed = f" ลงวันที่ {calendar.format_short(order.signed_on)}" if order.signed_on else ""
    return f"คำสั่งที่ {order.number}{signed}"


def _order_of_sender(transfer: Transfer) -> Order:
    return Order(transfer.document_number, transfer.document_date)


def _order_of_receiver(transfer: Transfer) -> Order:
    return Order(transfer.accepted_document_number, transfer.accepted_document_date)


def give(transfer: Transfer, values: Mapping[str, object]) -> None:
    """What the receiver gives the person, checked as the line that it will become."""
    line = Appointment(register_id=transfer.to_register_id, person_id=transfer.person_id)
    fill(
        line,
        APPOINTMENTS,
        {**values, "effective_on": transfer.effective_on, "movement": IN, "sequence": 1},
    )
    if line.salary is None:
        line.salary = _newest_line(**_at_sender(transfer)).get("salary")
    for name in GIVEN:
        setattr(transfer, name, getattr(line, name))


def _given(transfer: Transfer) -> dict[str, object]:
    return {name: getattr(transfer, name) for name in GIVEN}


def _newest_line(*, register_id: uuid.UUID, person_id: uuid.UUID) -> dict[str, object]:
    """What the newest line of a card says, as the line of its end does too."""
    lines = Appointment.objects.filter(register_id=register_id, person_id=person_id)
    return lines.values(*CARRIED).last() or {}


def obstacle_of(transfer: Transfer) -> str:
    """Why the person cannot be transferred, whatever is waited for; '' where they can."""
    card = Card.objects.filter(**_at_sender(transfer)).first()
    service = _newest_service(transfer)
    day = calendar.format_long(transfer.effective_on)
    if card is None or service is None:
        return "หน่วยงานต้นทางไม่มีบัตร ก.พ.7 ของบุคคลนี้แล้ว จึงโอนไม่ได้"
    if service.ended_on is not None:
        since = calendar.format_long(service.ended_on)
        return f"บุคคลนี้พ้นจากหน่วยงานต้นทางแล้ว ({service.ended_by_label} ตั้งแต่วันที่ {since}) จึงโอนไม่ได้"
    if service.started_on >= transfer.effective_on:
        since = calendar.format_long(service.started_on)
        return f"บุคคลนี้เริ่มงานที่หน่วยงานต้นทางวันที่ {since} วันที่ให้โอน ({day}) ต้องอยู่หลังวันนั้น"
    last = _last_day(card, transfer.effective_on)
    if last is not None and last < transfer.effective_on:
        return f"บุคคลนี้ครบเกษียณอายุสิ้นวันที่ {calendar.format_long(last)} จึงโอนในวันที่ {day} ไม่ได้"
    return ""


def _last_day(card: Card, on: date) -> date | None:
    """The last day of service of a kind of staff that retires."""
    kind = entry_on(CodeTable.KINDS, card.kind, on)
    if kind is None or kind.attributes.get("position_number") != PositionNumber.REQUIRED:
        return None
    return retires_on(card.birth_date) if card.birth_date else None


def _newest_service(transfer: Transfer) -> Service | None:
    return Service.objects.filter(**_at_sender(transfer)).order_by("-started_on").first()


def _at_sender(transfer: Transfer) -> dict[str, uuid.UUID]:
    return {"register_id": transfer.from_register_id, "person_id": transfer.person_id}
