"""When invented people were away: each time of two fiscal years, totals of those before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kp7.cli.demo.lives.chances import Values, happens, workday
from kp7.cli.demo.lives.family import Relative
from kp7.cli.demo.people import Person

RECORDED_YEARS = (2025, 2026)
TOTALLED_YEARS = (2022, 2023, 2024)
SATURDAY = 5
# What a baby takes: who bears it stays away as long, in days of the calendar.
MATERNITY = timedelta(days=89)
REASONS = {
    "sick": ("ไข้หวัด", "ปวดศีรษะ", "อาหารเป็นพิษ", "ตรวจสุขภาพตามนัด"),
    "personal": ("ธุระส่วนตัว", "พาบิดามารดาไปพบแพทย์", "ติดต่อราชการ"),
    "vacation": ("พักผ่อนประจำปี",),
}
KINDS = ("sick", "sick", "personal", "vacation", "vacation")


@dataclass(frozen=True, slots=True)
class Away:
    """A leave of whole days, from the first to the last."""

    kind: str
    first: date
    last: date


def leaves(random: Random, person: Person, children: Sequence[Relative]) -> Iterator[Values]:
    """Yield each leave of the last two fiscal years, none overlapping another."""
    for fiscal_year in RECORDED_YEARS:
        first, last = _year_served(person, fiscal_year)
        if first > last:
            continue
        born = [child.born for child in children if first <= child.born <= last - MATERNITY]
        babies = [_for_baby(person, day) for day in born]
        taken = list(babies)
        for away in _usual(random, first, last):
            if all(away.last < other.first or away.first > other.last for other in taken):
                taken.append(away)
        yield from (_leave(random, away) for away in sorted(taken, key=lambda one: one.first))


def totals(random: Random, person: Person, years: Sequence[int]) -> Iterator[Values]:
    """Yield the totals of whole years."""
    for fiscal_year in years:
        first, last = _year_served(person, fiscal_year)
        if (last - first).days < 364:  # noqa: PLR2004  whole years alone
            continue
        for kind, most in (("sick", 12), ("personal", 8), ("vacation", 10)):
            days = random.randint(0, most)
            yield {
                "fiscal_year": fiscal_year,
                "kind": kind,
                "times": (days + 1) // 2,
                "days": Decimal(days),
            }


def _year_served(person: Person, fiscal_year: int) -> tuple[date, date]:
    first, last = date(fiscal_year - 1, 10, 1), date(fiscal_year, 9, 30)
    return max(first, person.first_appointed_on), min(last, person.last_day)


def _usual(random: Random, first: date, last: date) -> Iterator[Away]:
    """Yield a few leaves of one to three days, weeks apart."""
    day = first + timedelta(days=random.randint(20, 80))
    while day + timedelta(days=5) < last:
        monday = day - timedelta(days=day.weekday())
        length = random.choice((1, 1, 1, 2, 3))
        start = max(first, monday) + timedelta(days=random.randint(0, 5 - length))
        yield Away(random.choice(KINDS), start, start + timedelta(days=length - 1))
        day += timedelta(days=random.randint(45, 140))


def _for_baby(person: Person, born: date) -> Away:
    if person.sex == "female":
        return Away("maternity", born, born + MATERNITY)
    monday = born + timedelta(days=7 - born.weekday())
    return Away("help_wife", monday, monday + timedelta(days=11))


def _leave(random: Random, away: Away) -> Values:
    half = away.first == away.last and away.kind == "personal" and happens(random, 0.4)
    return {
        "kind": away.kind,
        "started_on": away.first,
        "ended_on": away.last,
        "half_day": random.choice(("morning", "afternoon")) if half else "",
        "days": Decimal("0.5") if half else Decimal(_days(away)),
        "reason": random.choice(REASONS.get(away.kind, ("บุตรเกิด",))),
        "document_number": f"ใบลา ที่ {random.randint(1, 600)}",
        "document_date": workday(away.first - timedelta(days=3)),
    }


def _days(away: Away) -> int:
    """Count the days as the rules of leave do: those of a birth by the calendar."""
    length = (away.last - away.first).days + 1
    if away.kind == "maternity":
        return length
    days = (away.first + timedelta(days=number) for number in range(length))
    return sum(day.weekday() < SATURDAY for day in days)
