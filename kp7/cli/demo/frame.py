"""The establishment of an organization, as the careers of its people tell it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from kp7.cli.demo.careers import Line
from kp7.cli.demo.orders import BUDDHIST
from kp7.cli.demo.pay import BANDS
from kp7.cli.demo.people import COMMITTEES, CONTRACTS, LAST_DAY, Person, Place

PRESENT_FORM = re.compile(r"\d{2}-\d-\d{2}-\d{4}-\d{3}")
WITH_TITLE = re.compile(r"(?P<title>.+) \((?P<line>.+)\)")
LADDERS = {
    "general": "ปฏิบัติงาน/ชำนาญงาน",
    "academic": "ปฏิบัติการ/ชำนาญการ",
    "teacher": "ครูผู้ช่วย/คศ.1/คศ.2/คศ.3",
}
LEVELS = {"primary": "ต้น", "middle": "กลาง", "high": "สูง"}
SENIOR = {"general-senior": "อาวุโส", "academic-senior_professional": "ชำนาญการพิเศษ"}
# Of the posts that somebody rose from, so many were given up; the others wait for somebody.
GIVEN_UP = 0.75
FIRST_YEARS = (2024, 2027)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody holds a post; `ended_on` is None for whoever still does."""

    national_id: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Post:
    """A numbered position with who held it, its columns named as they are stored."""

    number: str
    kind: str
    division: str
    position: str
    administrative_position: str
    level: str
    opened_on: date
    closed_on: date | None
    document_number: str
    closed_document: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class PlanOfYears:
    """The paper by which the establishment of three years stands."""

    first_year: int
    resolution: str
    resolved_on: date


def posts_of(place: Place, people: Sequence[Person]) -> Iterator[Post]:
    """Yield every post that the people of an organization hold or held."""
    random = Random(f"kp7 demo frame {place.code}")  # noqa: S311  the same posts every time
    for person in people:
        if person.kind not in CONTRACTS:
            yield from _posts(random, place, person)


def plans_of(place: Place) -> Iterator[PlanOfYears]:
    """Yield the plan that has ended and the one that counts."""
    for first_year in FIRST_YEARS:
        resolved_on = date(first_year - 1, 8, 28)
        yield PlanOfYears(first_year, _resolution(place, resolved_on), min(resolved_on, LAST_DAY))


def _posts(random: Random, place: Place, person: Person) -> Iterator[Post]:
    runs = [
        (number, list(lines))
        for number, lines in groupby(person.appointments, key=lambda line: line.position_number)
        if PRESENT_FORM.fullmatch(number)
    ]
    for index, (number, lines) in enumerate(runs):
        started_on = lines[0].effective_on
        rose_on = runs[index + 1][1][0].effective_on if index + 1 < len(runs) else None
        left_on = rose_on or person.service.ended_on
        held = (Held(person.national_id, started_on, left_on),) if left_on != started_on else ()
        closed_on = _closed_on(random, person, rose_on)
        yield Post(
            number=number,
            kind=person.kind,
            division=lines[-1].division,
            **_named(lines[-1]),
            opened_on=min(BANDS, started_on),
            closed_on=closed_on,
            document_number=_resolution(place, min(BANDS, started_on) - timedelta(days=30)),
            closed_document=_resolution(place, closed_on - timedelta(days=30)) if closed_on else "",
            held=held,
        )


def _closed_on(random: Random, person: Person, rose_on: date | None) -> date | None:
    """Nobody follows a permanent employee; a post that somebody rose from is often given up."""
    if person.kind == "permanent":
        return person.service.ended_on
    if rose_on is None or random.random() > GIVEN_UP:
        return None
    year = rose_on.year + (rose_on >= date(rose_on.year, 10, 1))
    return min(date(year, 10, 1), LAST_DAY)


def _named(line: Line) -> dict[str, str]:
    ladder, _, level = line.level.partition("-")
    found = WITH_TITLE.fullmatch(line.position)
    return {
        "position": found["line"] if found else line.position.replace("ครูผู้ช่วย", "ครู"),
        "administrative_position": found["title"] if found else "",
        "level": SENIOR.get(line.level) or LADDERS.get(ladder) or LEVELS.get(level, ""),
    }


def _resolution(place: Place, day: date) -> str:
    committee = COMMITTEES.get(place.type, "ก.ท.จ.")
    return f"มติ {committee}{place.province} ครั้งที่ {day.month}/{day.year + BUDDHIST}"
