"""Orders beside a career: acting in a post, helping out elsewhere, an order that was corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from kp7.cli.demo.careers import Line
from kp7.cli.demo.lives.chances import happens, paper
from kp7.cli.demo.pay import BANDS
from kp7.cli.demo.people import LAST_DAY, Person, Place

ROOM = timedelta(days=150)
KINDS = frozenset(("official", "teacher"))


def with_orders_beside(random: Random, person: Person, place: Place) -> tuple[Line, ...]:
    """Put one such order of a few people among the lines of their careers."""
    if person.kind not in KINDS or not happens(random, 0.12):
        return person.appointments
    told = list(person.appointments)
    rooms = list(_rooms(told))
    if rooms:
        index = random.choice(rooms)
        told.insert(index + 1, _beside(random, told[index], place))
    return tuple(told)


def _rooms(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines after which there is time for something to begin and to end."""
    for index, (before, after) in enumerate(pairwise(lines)):
        if before.effective_on >= BANDS and after.effective_on - before.effective_on > ROOM:
            yield index


def _beside(random: Random, line: Line, place: Place) -> Line:
    what = random.choice(("acting_post", "seconded", "order_corrected"))
    if what == "order_corrected":
        return _correction(random, line, place)
    day = line.effective_on + timedelta(days=random.randint(20, 60))
    acting = what == "acting_post"
    title = f"หัวหน้าฝ่าย ({line.division})" if acting else "ช่วยปฏิบัติงานที่ศูนย์ดำรงธรรมสมมติ"
    return replace(
        _ordered(random, line, place, day),
        movement=what,
        administrative_position=title,
        acting_order="1" if acting else "",
        ends_on=day + timedelta(days=random.randint(30, 80)),
    )


def _correction(random: Random, line: Line, place: Place) -> Line:
    """Give the order anew: its number was right, a word in it was not."""
    return replace(
        _ordered(random, line, place, line.effective_on),
        sequence=line.sequence + 1,
        movement="order_corrected",
        document_date=min(line.document_date + timedelta(days=30), LAST_DAY),
        amends_number=line.document_number,
        amends_date=line.document_date,
    )


def _ordered(random: Random, line: Line, place: Place, day: date) -> Line:
    number, signed = paper(random, "", day)
    return replace(
        line,
        effective_on=day,
        sequence=1,
        document_kind="order",
        document_issuer=place.short_name,
        document_number=number.rpartition(" ")[2],
        document_date=signed,
        resolution="",
    )
