"""Cards as plain values, without a database: what the pure rules read."""

import csv
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from kp7.personnel.record import (
    ALONE,
    Around,
    Explained,
    Kind,
    Line,
    Movement,
    Period,
    Record,
    Reference,
    Value,
)
from kp7.personnel.rules import APPOINTMENTS, EDUCATION
from kp7.personnel.terms import CodeTable, PositionNumber
from kp7.thai.calendar import PartialDate

DATA = Path(__file__).parent.parent.parent / "kp7" / "personnel" / "data"
NEEDED = frozenset({EDUCATION, APPOINTMENTS})
OFFICIAL = Kind("official", "พนักงานส่วนตำบล", PositionNumber.REQUIRED, NEEDED)
MISSION = Kind("mission", "พนักงานจ้างตามภารกิจ", PositionNumber.NONE, NEEDED)
GENERAL = Kind("general", "พนักงานจ้างทั่วไป", PositionNumber.NONE, frozenset({APPOINTMENTS}))


@cache
def table(name: str) -> Mapping[str, Mapping[str, str]]:
    """A code table as it is shipped."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


REFERENCE = Reference(
    {str(name): table(name) for name in CodeTable},
    {"leaves": (("kind", "leave_kinds"),), "leave_totals": (("kind", "leave_kinds"),)},
    frozenset({"discipline", "private"}),
)
MOVEMENTS = {
    code: Movement(code, said["group"], said["enters"] == "yes", said["lowers_salary"] == "yes")
    for code, said in table("movements").items()
}

NUMBER = "66-3-01-3102-001"
PERSONAL: Mapping[str, Value] = {
    "birth_date": PartialDate(1980, 5, 3),
    "sex": "male",
    "first_appointed_on": date(2010, 10, 1),
    "service_started_on": date(2010, 10, 1),
}
APPOINTED: Mapping[str, Value] = {
    "effective_on": date(2010, 10, 1),
    "movement": "first_appointment",
    "position_number": NUMBER,
    "salary": Decimal("15060.00"),
    "document_number": "12/2553",
    "document_date": date(2010, 9, 20),
}
RAISED: Mapping[str, Value] = {
    **APPOINTED,
    "effective_on": date(2011, 4, 1),
    "movement": "step_raise",
    "salary": Decimal("15440.00"),
    "document_date": date(2011, 3, 20),
}
STUDIED: Mapping[str, Value] = {"level": "bachelor", "finished_year": 2003}
SERVES = (Period(date(2010, 10, 1)),)


def line(values: Mapping[str, Value], **changed: Value) -> Line:
    """A line of those values, some of them changed."""
    return Line(uuid.uuid4(), {**values, **changed})


def record(  # noqa: PLR0913  what a card can differ in
    *,
    kind: Kind = OFFICIAL,
    personal: Mapping[str, Value] = PERSONAL,
    appointments: Iterable[Line] | None = None,
    education: Iterable[Line] | None = None,
    nothing: Iterable[str] = (),
    others: Mapping[str, Sequence[Line]] | None = None,
    on: date | None = None,
    services: Sequence[Period] = (),
    around: Around = ALONE,
    explanations: Sequence[Explained] = (),
    national_id: str = "9000000000012",
    **changed: Value,
) -> Record:
    """A card on which nothing is to mend, unless something is said to differ.

    `others` are the lines of sections beyond education and positions.
    """
    mine = [line(APPOINTED)] if appointments is None else appointments
    studied = [line(STUDIED)] if education is None else education
    return Record(
        card_id=uuid.uuid4(),
        person_id=uuid.uuid4(),
        national_id=national_id,
        personal=line(personal, **changed),
        kind=kind,
        lines={
            APPOINTMENTS: tuple(mine),
            EDUCATION: tuple(studied),
            **{section: tuple(lines) for section, lines in (others or {}).items()},
        },
        nothing=frozenset(nothing),
        movements=MOVEMENTS,
        reference=REFERENCE,
        explanations=tuple(explanations),
        on=on,
        services=tuple(services),
        around=around,
    )
