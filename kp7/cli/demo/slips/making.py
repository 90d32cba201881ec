"""How a slip is made: who it befalls, and what becomes of the card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kp7.cli.demo.careers import Line
from kp7.cli.demo.people import CONTRACTS, Person
from kp7.cli.demo.schooling import Education
from kp7.personnel.record import Value

Values = Mapping[str, Value]
Fits = Callable[[Person], bool]
Spoil = Callable[[Person], Person]

# Lines that a career needs before one of them can be spoilt in the middle.
ENOUGH = 8
# A year that was mistyped: it will not have come for as long as the demo is shown.
FAR = date(2045, 5, 1)


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip that makes a rule speak, of the first of the list whom it fits."""

    rule: str
    fits: Fits
    spoil: Spoil


# --- whom -----------------------------------------------------------------------------------------


def serves(person: Person) -> bool:
    """Whoever works here today."""
    return person.service.ended_on is None


def official(person: Person) -> bool:
    """Whoever has a long career with position numbers, and works here today."""
    return serves(person) and person.kind == "official" and len(person.appointments) > ENOUGH


def on_contract(person: Person) -> bool:
    """Whoever works here on a contract that was renewed."""
    return serves(person) and person.kind in CONTRACTS and len(person.appointments) > 1


def who_has(*sections: str) -> Fits:
    """Whoever works here and whose card holds lines of these sections."""
    return lambda person: serves(person) and all(code in person.sections for code in sections)


# --- what -----------------------------------------------------------------------------------------


def card(columns: Callable[[Person], Values]) -> Spoil:
    """Say something else in the personal data."""
    return lambda person: replace(person, card={**person.card, **columns(person)})


def newest(change: Callable[[Line], Line]) -> Spoil:
    """Change the newest line of the career."""
    return lambda person: _career(person, (*person.appointments[:-1], change(_newest(person))))


def middle(change: Callable[[Line], Line]) -> Spoil:
    """Change a line of the career that others follow."""

    def spoil(person: Person) -> Person:
        *before, line, after = person.appointments
        return _career(person, (*before, change(line), after))

    return spoil


def appended(make: Callable[[Line], Line]) -> Spoil:
    """Put a line behind the newest of its day."""

    def spoil(person: Person) -> Person:
        line = _newest(person)
        another = make(replace(line, sequence=line.sequence + 1))
        return _career(person, (*person.appointments, another))

    return spoil


def study(change: Callable[[Person, Education], Education]) -> Spoil:
    """Change the last study."""
    return lambda person: replace(
        person,
        educations=(*person.educations[:-1], change(person, person.educations[-1])),
    )


def last(section: str, change: Callable[[Person, Values], Values]) -> Spoil:
    """Change the last line of a section."""

    def spoil(person: Person) -> Person:
        *before, line = person.sections[section]
        return _section(person, section, (*before, {**line, **change(person, line)}))

    return spoil


def also(section: str, make: Callable[[Person], Values]) -> Spoil:
    """Add a line to a section."""
    return lambda person: _section(
        person, section, (*person.sections.get(section, ()), make(person))
    )


def _newest(person: Person) -> Line:
    return person.appointments[-1]


def _career(person: Person, lines: Sequence[Line]) -> Person:
    return replace(person, appointments=tuple(lines))


def _section(person: Person, section: str, lines: Sequence[Values]) -> Person:
    nothing = tuple(code for code in person.nothing if code != section)
    return replace(person, sections={**person.sections, section: tuple(lines)}, nothing=nothing)
