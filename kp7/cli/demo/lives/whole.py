"""A life as a whole: every other section of a card, told so that the sections agree."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random

from kp7.cli.demo.lives import home, honours, learning, leave, pictures, work
from kp7.cli.demo.lives.acting import with_orders_beside
from kp7.cli.demo.lives.chances import Values, happens
from kp7.cli.demo.lives.family import Family
from kp7.cli.demo.people import CONTRACTS, Kept, Person, Place

Sections = Mapping[str, tuple[Values, ...]]

ALL_ROUNDS, LAST_ROUNDS = 6, 2
# What an office notes that there is none of, where there is none, and how often it does.
NOTED = {"marriages": 0.8, "children": 0.8, "name_changes": 0.5, "discipline": 0.6}


def whole(person: Person, place: Place) -> Person:
    """Return the person with a card that has every section, or says that it is empty."""
    random = _random(person)
    person = replace(person, appointments=with_orders_beside(random, person, place))
    family = Family(random, person, place)
    double_time, not_on_duty = work.martial_law(random, person)
    told = _sections(
        private=home.private(random),
        addresses=home.addresses(random, person, place),
        parents=family.parents(),
        marriages=family.weddings(),
        children=family.offspring(),
        name_changes=family.name_changes(),
        heirs=() if person.kind in CONTRACTS else family.heirs(),
        trainings=learning.trainings(random, person, place),
        licences=learning.licences(random, person),
        skills=learning.skills(random),
        expertise=learning.expertise(random, person),
        allowances=work.allowances(person),
        evaluations=work.evaluations(random, person, place, ALL_ROUNDS),
        special_duties=work.special_duties(random, person, place),
        double_time=double_time,
        unpaid=(*not_on_duty, *work.unpaid(random, person, place)),
        leaves=leave.leaves(random, person, family.children),
        leave_totals=leave.totals(random, person, leave.TOTALLED_YEARS),
        decorations=honours.decorations(random, person),
        merits=honours.merits(random, person, place),
        discipline=honours.discipline(random, person, place),
    )
    files, shown = _pictures(random, person) if pictures.is_pictured(person, place) else ((), {})
    noted = [code for code, often in NOTED.items() if happens(random, often)]
    nothing = tuple(code for code in noted if code not in told)
    return replace(
        person, sections={**told, **shown}, nothing=person.nothing + nothing, files=files
    )


def brief(person: Person, place: Place) -> Person:
    """Return the person with what an office writes down first: the card is still short."""
    random = _random(person)
    family = Family(random, person, place)
    told = _sections(
        addresses=home.current_address(random, person, place),
        parents=family.parents(),
        licences=learning.licences(random, person),
        evaluations=work.evaluations(random, person, place, LAST_ROUNDS),
        leave_totals=leave.totals(random, person, leave.RECORDED_YEARS[-1:]),
    )
    return replace(person, sections=told)


def _pictures(random: Random, person: Person) -> tuple[tuple[Kept, ...], Sections]:
    portraits = pictures.photographs(random)
    paper, paper_line = pictures.paper_of_appointment(random, person)
    return (
        (*(file for file, _ in portraits), paper),
        {"photographs": tuple(line for _, line in portraits), "documents": (paper_line,)},
    )


def _sections(**lines: Iterable[Values]) -> Sections:
    return {code: found for code, of_section in lines.items() if (found := tuple(of_section))}


def _random(person: Person) -> Random:
    """Chance of its own, so that careers stay as they are whatever is told beside them."""
    return Random(f"kp7 demo life {person.national_id}")  # noqa: S311  the same lives every time
