"""Slips in ตำแหน่งและอัตราเงินเดือน and in what is paid beside it."""

from dataclasses import replace
from datetime import date, timedelta

from kp7.cli.demo.careers import Line
from kp7.cli.demo.people import Person, Service
from kp7.cli.demo.slips.making import (
    ENOUGH,
    FAR,
    Slip,
    also,
    appended,
    last,
    middle,
    newest,
    official,
    on_contract,
    who_has,
)

TWO_YEARS_AGO = date(2024, 9, 1)
PAID_LITTLE = 24_000


def year_mistyped(person: Person) -> Person:
    """Type a wrong year into one line: it now stands before the appointment."""
    *before, spoilt, line = person.appointments
    wrong = spoilt.effective_on.replace(year=person.first_appointed_on.year - 1)
    return replace(
        person,
        appointments=(*before, replace(spoilt, effective_on=wrong, sequence=1), line),
    )


def year_of_another_century(person: Person) -> Person:
    """Type a year into one line in which nobody was born yet."""
    *before, spoilt, line = person.appointments
    wrong = spoilt.effective_on.replace(year=person.birth_date.year - 3)
    return replace(
        person,
        appointments=(*before, replace(spoilt, effective_on=wrong, sequence=1), line),
    )


def _salary_fallen(person: Person) -> Person:
    """Swap the digits of the newest salary, so that it falls without a cause."""
    *before, line, spoilt = person.appointments
    lower = (line.salary or 0) - 1000
    return replace(person, appointments=(*before, line, replace(spoilt, salary=lower)))


def _raised_by_nothing(person: Person) -> Person:
    *before, line, spoilt = person.appointments
    return replace(person, appointments=(*before, line, replace(spoilt, salary=line.salary)))


def _signed_late(person: Person) -> Person:
    """Let the order of a line of two years ago be signed a year and more afterwards."""
    index = max(
        number
        for number, line in enumerate(person.appointments)
        if line.effective_on < TWO_YEARS_AGO
    )
    lines = list(person.appointments)
    late = lines[index].effective_on + timedelta(days=410)
    lines[index] = replace(lines[index], document_date=late)
    return replace(person, appointments=tuple(lines))


def _left_unnoted(person: Person) -> Person:
    left = Service(person.service.started_on, date(2026, 9, 1), "resigned", "")
    return replace(person, service=left)


def _raised_today(person: Person) -> bool:
    return official(person) and person.appointments[-1].movement == "step_raise"


def _analyst(person: Person) -> bool:
    return official(person) and person.appointments[-1].level.startswith("academic")


def _analyst_paid_little(person: Person) -> bool:
    return _analyst(person) and (person.appointments[-1].salary or 0) < PAID_LITTLE


def _in_one_position(person: Person) -> bool:
    numbers = {line.position_number for line in person.appointments[-ENOUGH:]}
    return official(person) and len(numbers) == 1


def _correction(line: Line, amends: str) -> Line:
    return replace(
        line,
        movement="order_corrected",
        document_number=f"9{line.document_number}",
        amends_number=amends,
    )


APP_01 = Slip("APP-01", on_contract, lambda person: replace(person, appointments=()))
APP_02 = Slip("APP-02", official, newest(lambda line: replace(line, position_number="")))
APP_03 = Slip("APP-03", on_contract, newest(lambda line: replace(line, position_number="คนงาน 3")))
APP_04 = Slip("APP-04", official, _salary_fallen)
APP_05 = Slip("APP-05", official, year_mistyped)
APP_06 = Slip("APP-06", official, year_of_another_century)

SLIPS = (
    Slip("APP-08", official, newest(lambda line: replace(line, position_number="81-3-01-12"))),
    Slip("APP-09", official, _signed_late),
    Slip("APP-10", official, newest(lambda line: replace(line, document_number=""))),
    Slip("APP-11", official, lambda person: replace(person, appointments=person.appointments[1:])),
    Slip("APP-12", official, middle(lambda line: replace(line, movement="resigned"))),
    Slip("APP-13", official, newest(lambda line: replace(line, movement="resigned"))),
    Slip("APP-14", on_contract, _left_unnoted),
    Slip("APP-15", official, newest(lambda line: replace(line, position=""))),
    Slip("APP-16", official, newest(lambda line: replace(line, level="c5"))),
    Slip("APP-17", _analyst, newest(lambda line: replace(line, level="general-operational"))),
    Slip(
        "APP-19",
        official,
        newest(lambda line: replace(line, effective_on=line.effective_on.replace(year=FAR.year))),
    ),
    Slip(
        "APP-20",
        lambda person: on_contract(person) and person.kind == "general",
        lambda person: replace(person, appointments=person.appointments[:-1]),
    ),
    Slip(
        "APP-21",
        lambda person: on_contract(person) and person.kind == "general",
        newest(lambda line: replace(line, ends_on=line.effective_on.replace(year=2031))),
    ),
    Slip("APP-22", official, appended(lambda line: _correction(line, ""))),
    Slip("APP-23", official, appended(lambda line: _correction(line, "999/2550"))),
    Slip("APP-24", official, middle(lambda line: replace(line, movement="acting_post"))),
    Slip(
        "PAY-01", _analyst_paid_little, newest(lambda line: replace(line, level="academic-expert"))
    ),
    Slip("PAY-02", _raised_today, _raised_by_nothing),
    Slip(
        "PAY-03", _raised_today, newest(lambda line: replace(line, salary=(line.salary or 0) * 2))
    ),
    Slip("PAY-04", official, newest(lambda line: replace(line, salary=None))),
    Slip(
        "PAY-05",
        _in_one_position,
        lambda person: replace(
            person,
            appointments=tuple(
                line for line in person.appointments if line.effective_on < TWO_YEARS_AGO
            ),
        ),
    ),
    Slip(
        "ALW-01",
        who_has("allowances"),
        last("allowances", lambda _, _line: {"ended_on": date(2001, 1, 1)}),
    ),
    Slip(
        "ALW-02",
        who_has("allowances"),
        also(
            "allowances",
            lambda person: {
                **person.sections["allowances"][-1],
                "started_on": date(2026, 4, 1),
                "ended_on": None,
            },
        ),
    ),
)
