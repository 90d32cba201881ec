"""Cards as plain values, without a database: what the pure rules read."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from kp7.personnel.record import Kind, Line, Movement, Record, Value
from kp7.personnel.rules import APPOINTMENTS, EDUCATION
from kp7.personnel.terms import PositionNumber
from kp7.thai.calendar import PartialDate

NEEDED = frozenset({EDUCATION, APPOINTMENTS})
OFFICIAL = Kind("official", "พนักงานส่วนตำบล", PositionNumber.REQUIRED, NEEDED)
MISSION = Kind("mission", "พนักงานจ้างตามภารกิจ", PositionNumber.NONE, NEEDED)
GENERAL = Kind("general", "พนักงานจ้างทั่วไป", PositionNumber.NONE, frozenset({APPOINTMENTS}))

MOVEMENTS = {
    one.code: one
    for one in (
        Movement("first_appointment", "enter", enters=True, lowers_salary=True),
        Movement("transfer_in", "enter", enters=True, lowers_salary=True),
        Movement("appointed", "position", enters=False, lowers_salary=False),
        Movement("line_changed", "position", enters=False, lowers_salary=True),
        Movement("step_raise", "salary", enters=False, lowers_salary=False),
        Movement("pay_cut", "discipline", enters=False, lowers_salary=True),
        Movement("resigned", "exit", enters=False, lowers_salary=False),
        Movement("first_contract", "contract", enters=True, lowers_salary=True),
        Movement("contract_renewed", "contract", enters=False, lowers_salary=False),
        Movement("contract_ended", "contract", enters=False, lowers_salary=False),
    )
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


def line(values: Mapping[str, Value], **changed: Value) -> Line:
    """A line of those values, some of them changed."""
    return Line(uuid.uuid4(), {**values, **changed})


def record(
    *,
    kind: Kind = OFFICIAL,
    personal: Mapping[str, Value] = PERSONAL,
    appointments: Iterable[Line] | None = None,
    education: Iterable[Line] | None = None,
    nothing: Iterable[str] = (),
    **changed: Value,
) -> Record:
    """A card on which nothing is to mend, unless something is said to differ."""
    mine = [line(APPOINTED)] if appointments is None else appointments
    studied = [line(STUDIED)] if education is None else education
    return Record(
        card_id=uuid.uuid4(),
        person_id=uuid.uuid4(),
        national_id="9000000000010",
        personal=line(personal, **changed),
        kind=kind,
        lines={APPOINTMENTS: tuple(mine), EDUCATION: tuple(studied)},
        nothing=frozenset(nothing),
        movements=MOVEMENTS,
    )
