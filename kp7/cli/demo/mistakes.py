"""What three offices got wrong: each blocks the certification until it is mended."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kp7.cli.demo.careers import Line
from kp7.cli.demo.people import Person

# Lines that a career needs before one of them can be spoilt in the middle.
ENOUGH = 8


def number_missing(people: Sequence[Person]) -> list[Person]:
    """Leave the position number of two officials' newest lines out."""
    first, second, *_ = _careers(people)
    for person in (first, second):
        newest = replace(person.appointments[-1], position_number="")
        people = _with(people, person, (*person.appointments[:-1], newest))
    return list(people)


def salary_fallen(people: Sequence[Person]) -> list[Person]:
    """Swap the digits of one official's newest salary, so that it falls without a cause."""
    person = next(iter(_careers(people)))
    before, newest = person.appointments[-2:]
    lower = before.salary - 1000
    return _with(people, person, (*person.appointments[:-2], before, replace(newest, salary=lower)))


def year_mistyped(people: Sequence[Person]) -> list[Person]:
    """Type a wrong year into one line: it now stands before the appointment."""
    person = next(iter(_careers(people)))
    *before, spoilt, newest = person.appointments
    wrong = spoilt.effective_on.replace(year=person.first_appointed_on.year - 1)
    early = replace(spoilt, effective_on=wrong, sequence=1)
    return _with(people, person, (*before, early, newest))


MISTAKES: dict[str, Callable[[Sequence[Person]], list[Person]]] = {
    "6830304": year_mistyped,
    "6810104": number_missing,
    "5810301": salary_fallen,
}


def _careers(people: Sequence[Person]) -> list[Person]:
    return [
        person
        for person in people
        if person.kind == "official"
        and person.service.ended_on is None
        and len(person.appointments) > ENOUGH
    ]


def _with(people: Sequence[Person], person: Person, lines: tuple[Line, ...]) -> list[Person]:
    return [replace(one, appointments=lines) if one is person else one for one in people]
