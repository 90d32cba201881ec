"""Seats to sit on, and the lines by which somebody does."""

from datetime import date

from kp7.organizations.authority import Actor
from kp7.personnel.actions.establishment import add_seats
from kp7.personnel.actions.lines import add_line
from kp7.personnel.models import Card, Row, Seat
from kp7.personnel.sections import APPOINTMENTS
from tests.cast import FIRST_LINE

NUMBER = "66-3-01-3102-001"  # the one that FIRST_LINE names
OTHER = "66-3-01-3102-002"
SEAT: dict[str, object] = {
    "number": NUMBER,
    "kind": "official",
    "division": "สำนักปลัด",
    "position": "นักทรัพยากรบุคคล",
    "level": "ปฏิบัติการ/ชำนาญการ",
    "opened_on": date(2001, 10, 1),
}


def seats(by: Actor, *numbers: str, **values: object) -> list[Seat]:
    """Seats of these numbers in the register of `by`."""
    assert by.organization_id is not None
    return [
        add_seats(
            by=by,
            register_id=by.organization_id,
            count=1,
            values={**SEAT, **values, "number": number},
        )[0]
        for number in numbers
    ]


def line(by: Actor, card: Card, day: date, **values: object) -> Row:
    """A position line from a day on."""
    return add_line(
        by=by,
        card=card,
        section=APPOINTMENTS,
        values={**FIRST_LINE, "effective_on": day, **values},
    )
