"""Reading the establishment: seats and who holds them on a day.

Whatever the number of seats, each question is one statement.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from kp7.personnel.models import Card, Seat, SeatHolding
from kp7.personnel.seats import Shown
from kp7.thai import calendar, names

STAYS: Final = "คงเดิม"
OPENS: Final = "กำหนดเพิ่ม"
CLOSES: Final = "ยุบเลิก"
Columns = tuple[Any, ...]  # as a statement below names them


def rows(statement: str, **given: object) -> list[Columns]:
    """What a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)  # type: ignore[arg-type]  # psycopg takes ids and arrays
        found: list[Columns] = cursor.fetchall()
    return found


# --- seats and their holders ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a seat; `card_id` is None once the card has gone to another register."""

    holding_id: uuid.UUID
    card_id: uuid.UUID | None
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class ListedSeat:
    """A seat with whoever holds it on the day that was asked for."""

    id: uuid.UUID
    revision: int
    number: str
    kind: str
    kind_label: str
    division: str
    position: str
    administrative_position: str
    level: str
    opened_on: date
    closed_on: date | None
    document_number: str
    closed_document: str
    holder: Holder | None

    def stands(self, day: date) -> bool:
        """Whether the seat is there on a day."""
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)

    @property
    def title(self) -> str:
        """What its holder is called."""
        return titled(self.administrative_position, self.position, self.level)

    def in_year(self, year: int) -> str:
        """What becomes of the seat in a fiscal year (พ.ศ.), in the words of the plan."""
        first, after = calendar.fiscal_year_bounds(year)
        closes = self.closed_on is not None and self.closed_on < after
        if self.opened_on >= after or (closes and self.closed_on and self.closed_on < first):
            return ""
        if closes:
            return CLOSES
        return OPENS if self.opened_on >= first else STAYS


@dataclass(frozen=True, slots=True)
class SeatFilter:
    """What a list of seats is asked for: their holders on a day, and which seats.

    Those that stand on that day or, where `since` and `until` are given, in [since, until).
    """

    on: date
    division: str = ""
    kind: str = ""
    shown: Shown = Shown.STANDING
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """A page of seats, division by division; `after` continues it, None at its end."""

    seats: Sequence[ListedSeat]
    total: int
    after: uuid.UUID | None


_SEATS: Final = """
WITH places AS (
    SELECT label, min("order") AS place FROM personnel_codeentry
     WHERE table_name = 'divisions' GROUP BY label
), listed AS (
    SELECT s.id, s.revision, s.number, s.kind, s.kind_label, s.division, s.position,
           s.administrative_position, s.level, s.opened_on, s.closed_on, s.document_number,
           s.closed_document, h.id AS holding_id, h.started_on, h.ended_on,
           CASE WHEN c.register_id = s.register_id THEN c.id END AS card_id,
           c.title, c.first_name, c.last_name, coalesce(p.place, 99999) AS place
      FROM personnel_seat s
      LEFT JOIN places p ON p.label = s.division
      LEFT JOIN personnel_seatholding h
             ON h.seat_id = s.id AND daterange(h.started_on, h.ended_on) @> %(on)s::date
      LEFT JOIN personnel_card c ON c.register_id = h.register_id AND c.person_id = h.person_id
     WHERE s.register_id = %(register)s
       AND (%(seat)s::uuid IS NULL OR s.id = %(seat)s)
       AND (%(division)s = '' OR s.division = %(division)s)
       AND (%(kind)s = '' OR s.kind = %(kind)s)
       AND CASE %(shown)s
           WHEN 'all' THEN true
           WHEN 'closed' THEN s.closed_on <= %(on)s
           ELSE daterange(s.opened_on, s.closed_on) && daterange(%(since)s, %(until)s)
       END
       AND (%(shown)s <> 'vacant' OR h.id IS NULL) AND (%(shown)s <> 'filled' OR h.id IS NOT NULL)
)
SELECT id, revision, number, kind, kind_label, division, position, administrative_position, level,
       opened_on, closed_on, document_number, closed_document, holding_id, card_id, title,
       first_name, last_name, started_on, ended_on, (SELECT count(*) FROM listed)
  FROM listed
 WHERE %(after)s::uuid IS NULL OR (place, division, number, opened_on, id)
       > (SELECT place, division, number, opened_on, id FROM listed WHERE id = %(after)s)
 ORDER BY place, division, number, opened_on, id
 LIMIT %(most)s
"""


def seats_of(
    register_id: uuid.UUID,
    wanted: SeatFilter,
    *,
    after: uuid.UUID | None = None,
    size: int | None = None,
) -> Seats:
    """A page of the seats of a register with their holders on a day. `size` None gives all."""
    most = size + 1 if size else None
    found = rows(_SEATS, **_asked(register_id, wanted), seat=None, after=after, most=most)
    page = [_listed(row) for row in found]
    shown = page[:size] if size else page
    return Seats(
        shown,
        found[0][-1] if found else 0,
        shown[-1].id if len(page) > len(shown) else None,
    )


def seat(register_id: uuid.UUID, seat_id: uuid.UUID, on: date) -> ListedSeat | None:
    """One seat of a register with its holder on a day; None where the register has none such."""
    wanted = SeatFilter(on, shown=Shown.ALL)
    asked = _asked(register_id, wanted)
    found = rows(_SEATS, **asked, seat=seat_id, after=None, most=None)
    return _listed(found[0]) if found else None


def _asked(register_id: uuid.UUID, wanted: SeatFilter) -> dict[str, object]:
    return {
        "register": register_id,
        "on": wanted.on,
        "since": wanted.since or wanted.on,
        "until": wanted.until or wanted.on + timedelta(days=1),
        "division": wanted.division,
        "kind": wanted.kind,
        "shown": str(wanted.shown),
    }


def _listed(row: Columns) -> ListedSeat:
    holding_id, card_id, title, first, last, since, until = row[13:20]
    holder = None
    if holding_id is not None:
        name = names.full_name(title or "", first or "", last or "")
        holder = Holder(holding_id, card_id, name, since, until)
    return ListedSeat(*(*row[:13], holder))


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """The seat that somebody holds, as the page of their card shows it."""

    number: str
    title: str
    division: str
    since: date
    until: date | None


def held_by(card: Card, on: date) -> HeldSeat | None:
    """The seat of the card's own register that its person holds on a day, or will next."""
    found = (
        SeatHolding.objects.select_related("seat")
        .filter(
            register_id=card.register_id,
            person_id=card.person_id,
            seat__register_id=card.register_id,
        )
        .order_by("-started_on")
        .first()
    )
    if found is None or (found.ended_on is not None and found.ended_on <= on):
        return None
    held = found.seat
    title = titled(held.administrative_position, held.position, held.level)
    return HeldSeat(held.number, title, held.division, found.started_on, found.ended_on)


def titled(administrative_position: str, position: str, level: str) -> str:
    """An administrative position with its line and level, or the line and level alone."""
    line = f"{position}{level}"
    return f"{administrative_position} ({line})" if administrative_position else line


@dataclass(frozen=True, slots=True)
class Words:
    """What the filter of a register's seats can be asked for."""

    divisions: Sequence[str]
    kinds: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether no seat was ever recorded."""
        return not self.divisions


def words_of(register_id: uuid.UUID) -> Words:
    """The divisions and kinds that the seats of a register have."""
    found = list(
        Seat.objects.filter(register_id=register_id)
        .order_by("division", "kind", "-kind_label")
        .values_list("division", "kind", "kind_label")
        .distinct()
    )
    return Words(
        list(dict.fromkeys(division for division, _, _ in found)),
        {kind: label for _, kind, label in reversed(found)},
    )
