"""What belongs to the work of invented people: results, allowances, duties, double time."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from kp7.cli.demo.careers import Line
from kp7.cli.demo.lives.chances import (
    Values,
    cited,
    day_between,
    happens,
    paper,
    years_after,
)
from kp7.cli.demo.people import CONTRACTS, Person, Place
from kp7.personnel.record import Value

APRIL = 4
# The rounds of the last three years, by the day on which their raise counts.
ROUNDS = tuple(date(year, month, 1) for year in (2024, 2025, 2026) for month in (4, 10))
HALF_A_YEAR = timedelta(days=120)
# The least part of the pay that came on top, with the steps and the result it stands for.
STEPS = ((0.04, "1.5", "outstanding"), (0.025, "1", "very_good"), (0.001, "0.5", "good"))
SCORES = {
    "outstanding": (90, 98),
    "very_good": (80, 89),
    "good": (70, 79),
    "fair": (60, 69),
}
POSITION_ALLOWANCES = {
    "academic-senior_professional": 3500,
    "director-primary": 1500,
    "director-middle": 5600,
    "executive-primary": 3500,
    "executive-middle": 5600,
    "executive-high": 10000,
}
ACADEMIC_ALLOWANCES = {"teacher-ks2": 3500, "teacher-ks3": 5600}
LIVING_BELOW = 10_000
DUTIES = (
    ("กรรมการประจำหน่วยเลือกตั้ง", "หน่วยเลือกตั้งที่ 1"),
    ("คณะทำงานป้องกันและบรรเทาสาธารณภัยช่วงเทศกาล", "จุดบริการประชาชน"),
    ("เจ้าหน้าที่ศูนย์พักคอยชุมชน", "ศูนย์พักคอยตัวอย่าง"),
    ("คณะทำงานจัดงานประเพณีท้องถิ่น", "สนามหน้าสำนักงาน"),
)
# Martial law in the whole country (announced by the army, lifted by royal command).
MARTIAL_LAW = (date(2014, 5, 20), date(2015, 3, 31))
ANNOUNCEMENT = "ประกาศกองทัพบก ฉบับที่ 1/2557 เรื่อง การประกาศใช้กฎอัยการศึก ลงวันที่ 20 พฤษภาคม 2557"


def evaluations(random: Random, person: Person, place: Place, rounds: int) -> Iterator[Values]:
    """Yield the results of the last rounds, as the raises tell them."""
    raises = {
        after.effective_on: (before, after) for before, after in pairwise(person.appointments)
    }
    for day in ROUNDS[-rounds:]:
        begun = day - timedelta(days=183)
        if person.first_appointed_on + HALF_A_YEAR > day or day > person.last_day:
            continue
        result, steps = _result(random, person, raises.get(day))
        low, high = SCORES[result]
        number, signed = paper(random, place.short_name, day, "ประกาศ")
        yield {
            "fiscal_year": day.year,
            "half": 1 if day.month == APRIL else 2,
            "result": result,
            "score": Decimal(random.randint(low * 10, high * 10)) / 10,
            "raised_steps": steps,
            "document_number": number,
            "document_date": max(signed, begun),
        }


def allowances(person: Person) -> Iterator[Values]:
    """Yield what comes on top of the pay, from the line that brought it."""
    since: dict[str, tuple[Line, int, str]] = {}
    for line in person.appointments:
        kind, amount = _allowance(person, line)
        if kind and since.get(kind, (line, 0, ""))[1] != amount:
            if kind in since:
                yield _paid(since[kind], line.effective_on)
            since[kind] = (line, amount, kind)
    for one in since.values():
        yield _paid(one, person.service.ended_on)


def special_duties(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield none, one or two duties beside the work."""
    for subject, where in random.sample(DUTIES, random.choice((0, 0, 0, 1, 2))):
        day = day_between(random, person.first_appointed_on, person.last_day - timedelta(days=30))
        if day <= person.first_appointed_on:
            continue
        number, signed = paper(random, place.short_name, day)
        yield {
            "kind": "คณะกรรมการหรือคณะทำงาน",
            "subject": subject,
            "place": where,
            "started_on": day,
            "ended_on": day + timedelta(days=random.randint(1, 20)),
            "document_number": number,
            "document_date": signed,
        }


def martial_law(random: Random, person: Person) -> tuple[list[Values], list[Values]]:
    """Return the double time of whoever served under martial law, and the days it leaves out."""
    started_on = max(MARTIAL_LAW[0], person.first_appointed_on)
    ended_on = min(MARTIAL_LAW[1], person.last_day)
    if person.kind in CONTRACTS or started_on >= ended_on:
        return [], []
    days = (ended_on - started_on).days + 1
    excluded = random.randint(1, 9) if days > 2 * 30 and happens(random, 0.15) else 0
    double: dict[str, Value] = {
        "announcement": ANNOUNCEMENT,
        "started_on": started_on,
        "ended_on": ended_on,
        "excluded_days": excluded,
        "doubled_days": days - excluded,
        "document_number": "ประกาศกองทัพบก ที่ 1/2557",
    }
    if not excluded:
        return [double], []
    away = day_between(random, started_on, ended_on - timedelta(days=excluded))
    order = person.appointments[0].document_issuer
    number, signed = paper(random, order, away)
    return [double], [
        {
            "kind": "not_on_duty",
            "started_on": away,
            "ended_on": away + timedelta(days=excluded - 1),
            "details": f"ลา {excluded} วัน มิได้ประจำปฏิบัติหน้าที่ในเขตกฎอัยการศึก",
            "document_number": number,
            "document_date": signed,
        }
    ]


def unpaid(random: Random, person: Person, place: Place) -> Iterator[Values]:
    """Yield the months without pay of the few who went with a spouse posted abroad."""
    first = years_after(person.first_appointed_on, 3)
    last = date(2024, 6, 30)
    if person.kind in CONTRACTS or person.marital_state == "single" or first >= last:
        return
    if happens(random, 0.02):
        day = day_between(random, max(first, date(2016, 1, 1)), last)
        number, signed = paper(random, place.short_name, day)
        yield {
            "kind": "unpaid",
            "started_on": day,
            "ended_on": day + timedelta(days=random.randint(60, 90)),
            "details": "ลากิจส่วนตัวเพื่อเลี้ยงดูบุตร โดยไม่ได้รับเงินเดือน",
            "document_number": number,
            "document_date": signed,
        }


def _result(random: Random, person: Person, raised: tuple[Line, Line] | None) -> tuple[str, str]:
    """Tell the result, and the steps where they are counted."""
    if raised is None or person.kind in CONTRACTS:
        return random.choice(("good", "very_good", "very_good", "outstanding")), ""
    before, after = raised
    if after.movement == "full_step":
        return "very_good", ""
    part = (after.salary or 0) / (before.salary or 1) - 1
    for least, steps, result in STEPS:
        if part >= least:
            return result, steps
    return ("good" if after.movement == "step_raise" else "fair"), "0"


def _allowance(person: Person, line: Line) -> tuple[str, int]:
    if person.kind in CONTRACTS:
        return ("living", 1000) if (line.salary or 0) < LIVING_BELOW else ("", 0)
    if line.level in POSITION_ALLOWANCES:
        return "position", POSITION_ALLOWANCES[line.level]
    if line.level in ACADEMIC_ALLOWANCES:
        return "academic", ACADEMIC_ALLOWANCES[line.level]
    return "", 0


def _paid(since: tuple[Line, int, str], until: date | None) -> Values:
    line, amount, kind = since
    return {
        "kind": kind,
        "amount": Decimal(amount),
        "started_on": line.effective_on,
        "ended_on": until - timedelta(days=1) if until else None,
        **cited(line),
    }
