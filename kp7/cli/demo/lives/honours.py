"""What invented people were honoured with, and the rare penalty."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kp7.cli.demo.careers import Line
from kp7.cli.demo.lives.chances import (
    Values,
    day_between,
    happens,
    paper,
    workday,
    years_after,
)
from kp7.cli.demo.orders import BUDDHIST
from kp7.cli.demo.people import CONTRACTS, LAST_DAY, Person, Place
from kp7.personnel.record import Value

# The orders from low to high (domain.md §3.6); two families take turns.
ORDERS = ("bm", "bc", "jm", "jc", "tm", "tc", "thm", "thc", "pm", "pc")
FIRST = {"general": "bm", "permanent": "bm", "academic": "jm", "teacher": "jm"}
HIGHEST = {
    "general-operational": "bc",
    "general-experienced": "jc",
    "general-senior": "tc",
    "academic-practitioner": "jc",
    "academic-professional": "tc",
    "academic-senior_professional": "thc",
    "director-primary": "thm",
    "director-middle": "thc",
    "executive-primary": "thm",
    "executive-middle": "thc",
    "executive-high": "pm",
    "teacher-assistant": "",
    "teacher-ks1": "jc",
    "teacher-ks2": "tc",
    "teacher-ks3": "thm",
    "": "jc",
}
YEARS_BETWEEN = 5
MEDAL_AFTER = 25
GAZETTE = "ฉบับทะเบียนฐานันดร"
BEFORE_VOLUME_1 = 1883
NEW_DAY = 2017
MERITS = ("พนักงานดีเด่นประจำปี", "ผู้มีคุณธรรมและจริยธรรมดีเด่น", "ปฏิบัติงานบริการประชาชนดีเด่น")
OFFENCES = ("มาปฏิบัติงานสายเป็นประจำ", "จัดทำรายงานล่าช้ากว่ากำหนด", "ละเลยการตรวจสอบพัสดุประจำปี")


def decorations(random: Random, person: Person) -> Iterator[Values]:
    """Yield the orders, one about every five years, up to the highest of the level."""
    last = person.appointments[-1]
    if person.kind in CONTRACTS or not HIGHEST[last.level]:
        return
    ladder = person.kind if person.kind == "permanent" else _ladder(person)
    orders = ORDERS[ORDERS.index(FIRST[ladder]) : ORDERS.index(HIGHEST[last.level]) + 1]
    granted: list[dict[str, Value]] = []
    for number, order in enumerate(orders, 1):
        wait = YEARS_BETWEEN * number + random.choice((0, 0, 1))
        day = _granted_on(person.first_appointed_on.year + wait)
        if day > person.last_day or (granted and day <= granted[-1]["granted_on"]):  # type: ignore[operator]
            break
        granted.append(_decoration(random, person, order, day))
    _return_lower_ones(random, granted)
    yield from granted
    medal = _granted_on(person.first_appointed_on.year + MEDAL_AFTER + 1)
    if medal <= person.last_day and person.kind != "permanent":
        yield _decoration(random, person, "rjp", medal)


def merits(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield a merit of a few."""
    if not happens(random, 0.12):
        return
    day = day_between(random, person.first_appointed_on, person.last_day)
    number, signed = paper(random, place.short_name, day, "ประกาศ")
    merit = random.choice(MERITS)
    yield {
        "granted_on": day,
        "merit": f"{merit} พ.ศ. {day.year + BUDDHIST}" if merit.endswith("ปี") else merit,
        "giver": place.short_name,
        "document_number": number,
        "document_date": signed,
    }


def discipline(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield the reprimand of one in a hundred."""
    first, last = years_after(person.first_appointed_on, 2), person.last_day
    if not happens(random, 0.01) or first >= last:
        return
    day = day_between(random, first, last)
    number, signed = paper(random, place.short_name, day)
    inquiry, _ = paper(random, place.short_name, day - timedelta(days=60))
    yield {
        "penalty": "reprimand",
        "severity": "minor",
        "offence": random.choice(OFFENCES),
        "committed_on": day - timedelta(days=random.randint(70, 200)),
        "inquiry_number": inquiry,
        "effective_on": day,
        "document_number": number,
        "document_date": signed,
    }


def _ladder(person: Person) -> str:
    """The ladder on which somebody began."""
    levels = [line.level for line in person.appointments if "-" in line.level]
    return levels[0].partition("-")[0] if levels[0].partition("-")[0] in FIRST else "academic"


def _granted_on(year: int) -> date:
    return date(year, 7, 28) if year >= NEW_DAY else date(year, 12, 5)


def _decoration(random: Random, person: Person, order: str, day: date) -> dict[str, Value]:
    gazetted = day + timedelta(days=random.randint(10, 60))
    return {
        "decoration": order,
        "granted_on": day,
        "position": _line_on(person, day).position,
        "gazette": GAZETTE,
        "gazette_volume": str(gazetted.year - BEFORE_VOLUME_1),
        "gazette_part": f"{random.randint(1, 40)} ข",
        "gazette_page": str(random.randint(1, 300)),
        "gazette_item": str(random.randint(1, 5000)),
        "gazette_date": min(workday(gazetted), LAST_DAY),
        "received_on": min(gazetted + timedelta(days=random.randint(60, 300)), LAST_DAY),
    }


def _line_on(person: Person, day: date) -> Line:
    """The line of the career that held on a day."""
    days = [line.effective_on for line in person.appointments]
    return person.appointments[bisect_right(days, day) - 1]


def _return_lower_ones(random: Random, granted: list[dict[str, Value]]) -> None:
    """Whoever has a higher class of a family returns the lower one, in time."""
    for lower, higher in zip(granted, granted[2:], strict=False):
        received = higher["received_on"]
        if isinstance(received, date) and received < LAST_DAY - timedelta(days=90):
            lower["returned_on"] = received + timedelta(days=random.randint(10, 80))
            lower["returned_as"] = "decoration" if happens(random, 0.7) else "cash"
