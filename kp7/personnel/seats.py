"""Who belongs on which seat, as cards say: pure.

A card says so by the newest position line that names a number. Acting and ช่วยราชการ name where
somebody works, not the seat that is theirs; a line by which somebody leaves names none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from kp7.thai import digits, text

SHAPE: Final = re.compile(r"[0-9]{2}-[0-9]-[0-9]{2}-[0-9]{4}-[0-9]{3}")
LAST_DIGITS: Final = re.compile(r"(.*?)([0-9]{1,9})")


class Shown(StrEnum):
    """Which seats a list shows, as of its day."""

    STANDING = "standing"
    VACANT = "vacant"
    FILLED = "filled"
    CLOSED = "closed"
    ALL = "all"

    @property
    def label(self) -> str:
        """The word in the filter."""
        return _SHOWN[self]


_SHOWN = {
    Shown.STANDING: "มีอยู่ในกรอบ",
    Shown.VACANT: "ว่าง",
    Shown.FILLED: "มีคนครอง",
    Shown.CLOSED: "ยุบเลิกแล้ว",
    Shown.ALL: "ทั้งหมด รวมยุบเลิก",
}


class Disagreement(StrEnum):
    """How a card and the establishment say different things."""

    TAKEN = "taken"
    UNKNOWN = "unknown"
    CLOSED = "closed"


def number_of(typed: str) -> str:
    """A position number as it is kept and compared: Arabic digits, no spaces."""
    return digits.to_arabic(text.fold(typed)).replace(" ", "")


def well_formed(number: str) -> bool:
    """Whether a number has the shape in use since 2559; older ones and others are numbers too."""
    return SHAPE.fullmatch(number) is not None


def run_of(number: str, count: int) -> Iterator[str]:
    """`count` numbers from this one on, counting its last digits; fewer where they run out."""
    if count == 1:
        yield number
    elif found := LAST_DIGITS.fullmatch(number):
        beginning, last = found.groups()
        for value in range(int(last), min(int(last) + count, 10 ** len(last))):
            yield f"{beginning}{value:0{len(last)}d}"


@dataclass(frozen=True, slots=True)
class Standing:
    """A holding as it stands: [started_on, ended_on) on the seat of that number.

    `groundless`: the seat is of a kind with position numbers, and no line names it any more.
    """

    id: UUID
    seat_id: UUID
    number: str
    started_on: date
    ended_on: date | None
    groundless: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a card says of its person's seat, and how things stand.

    `number` was named since `since` ('' where no line names one); `served_since`, `served_until`
    and `left_on` bound it. The seat of that number, where the establishment has one, stands in
    [`opened_on`, `closed_on`), is `taken` by somebody else with no end, or free from `free_from`.
    `numbered` says whether people of this kind have position numbers at all.
    """

    person_id: UUID
    numbered: bool
    number: str
    since: date | None
    served_since: date
    served_until: date | None
    left_on: date | None
    seat_id: UUID | None
    opened_on: date | None
    closed_on: date | None
    taken: bool
    free_from: date | None
    newest: Standing | None
    free_before: date | None

    @property
    def until(self) -> date | None:
        """The first day on which the person is not here."""
        return _earliest(self.served_until, self.left_on)


@dataclass(frozen=True, slots=True)
class Seating:
    """What to do about one person: at most one holding to end, change or drop, and one to add."""

    drop: UUID | None = None
    change: tuple[UUID, date, date | None] | None = None
    add: tuple[UUID, date, date | None] | None = None

    @property
    def nothing(self) -> bool:
        """Whether everything stands as the card says."""
        return self.drop is None and self.change is None and self.add is None


def seating_of(claim: Claim) -> Seating:
    """What makes the establishment say what the card says, without overwriting anybody."""
    place = _place(claim)
    newest = claim.newest
    if newest is None:
        return Seating(add=place)
    if place is not None and place[0] == newest.seat_id:
        _, since, until = place
        if newest.ended_on is not None and since >= newest.ended_on:
            return Seating(add=place)
        if (since, until) == (newest.started_on, newest.ended_on):
            return Seating()
        return Seating(change=(newest.id, since, until))
    ended = _ended(claim, newest)
    return Seating(drop=ended.drop, change=ended.change, add=place)


def _place(claim: Claim) -> tuple[UUID, date, date | None] | None:
    """The seat that the person shall hold, from when to when; None where there is none."""
    if claim.seat_id is None or claim.taken or claim.since is None:
        return None
    since = max(
        day
        for day in (
            claim.since,
            claim.served_since,
            claim.opened_on,
            claim.free_from,
            claim.free_before,
        )
        if day is not None
    )
    until = _earliest(claim.until, claim.closed_on)
    return None if until is not None and until <= since else (claim.seat_id, since, until)


def _ended(claim: Claim, newest: Standing) -> Seating:
    """How the newest holding ends, where the card names another seat or none any more."""
    if newest.groundless and newest.ended_on is None:
        return Seating(drop=newest.id)
    if claim.since is None or claim.number == newest.number:
        return _cut(newest, claim.until)
    return _cut(newest, _earliest(claim.since, claim.until))


def _cut(newest: Standing, day: date | None) -> Seating:
    """End a holding on a day, unless it had ended by then; one of no day at all is dropped."""
    if day is None or (newest.ended_on is not None and newest.ended_on <= day):
        return Seating()
    if day <= newest.started_on:
        return Seating(drop=newest.id)
    return Seating(change=(newest.id, newest.started_on, day))


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
