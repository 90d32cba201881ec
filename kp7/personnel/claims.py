"""What the cards of a register say of its seats: who belongs where, and where they disagree.

Whatever the number of people, each question is one statement.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone

from kp7.personnel.establishment import Columns, rows
from kp7.personnel.models import Card, Seat
from kp7.personnel.seats import Claim, Disagreement, Standing
from kp7.thai import names

_CLAIMS: Final = """
WITH movements AS (
    SELECT DISTINCT ON (code) code, attributes ->> 'group' = 'acting' AS acting,
           attributes ->> 'leaves' = 'yes' AS leaves
      FROM personnel_codeentry WHERE table_name = 'movements'
     ORDER BY code, valid_from DESC NULLS LAST
), kinds AS (
    SELECT DISTINCT ON (code) code, attributes ->> 'position_number' = 'required' AS numbered
      FROM personnel_codeentry WHERE table_name = 'kinds'
     ORDER BY code, valid_from DESC NULLS LAST
), people AS (
    SELECT c.person_id, coalesce(k.numbered, false) AS numbered, v.started_on, v.ended_on
      FROM personnel_card c
      LEFT JOIN kinds k ON k.code = c.kind
     CROSS JOIN LATERAL (SELECT started_on, ended_on FROM personnel_service v
                          WHERE v.register_id = c.register_id AND v.person_id = c.person_id
                          ORDER BY started_on DESC LIMIT 1) AS v
     WHERE c.register_id = %(register)s
       AND (%(persons)s::uuid[] IS NULL OR c.person_id = ANY(%(persons)s))
), lines AS (
    SELECT a.person_id, a.effective_on, coalesce(m.leaves, false) AS leaves,
           CASE WHEN m.leaves THEN ''
                ELSE translate(a.position_number, '๐๑๒๓๔๕๖๗๘๙ ', '0123456789') END AS number,
           row_number() OVER (PARTITION BY a.person_id
                              ORDER BY a.effective_on DESC, a.sequence DESC, a.id DESC) AS place
      FROM personnel_appointment a
      JOIN people USING (person_id)
      LEFT JOIN movements m ON m.code = a.movement
     WHERE a.register_id = %(register)s AND m.acting IS NOT TRUE
), named AS (
    SELECT DISTINCT ON (person_id) person_id, number FROM lines
     WHERE number <> '' ORDER BY person_id, place
), other AS (
    SELECT l.person_id, min(l.place) AS place FROM lines l JOIN named n USING (person_id)
     WHERE l.number NOT IN ('', n.number) GROUP BY l.person_id
), since AS (
    SELECT l.person_id, min(l.effective_on) AS since
      FROM lines l JOIN named n USING (person_id, number) LEFT JOIN other o USING (person_id)
     WHERE o.place IS NULL OR l.place < o.place GROUP BY l.person_id
)
SELECT p.person_id, p.numbered, coalesce(n.number, ''), since.since, p.started_on, p.ended_on,
       gone.effective_on, s.id, s.opened_on, s.closed_on, coalesce(others.taken, false),
       others.free_from, h.id, h.seat_id, h.number, h.started_on, h.ended_on, h.groundless,
       before.free_before
  FROM people p
  LEFT JOIN named n USING (person_id)
  LEFT JOIN since USING (person_id)
  LEFT JOIN lines gone ON gone.person_id = p.person_id AND gone.place = 1 AND gone.leaves
  LEFT JOIN LATERAL (
      SELECT s.id, s.opened_on, s.closed_on FROM personnel_seat s
       WHERE s.register_id = %(register)s AND s.number = n.number
         AND (s.closed_on IS NULL OR s.closed_on > greatest(since.since, %(today)s::date))
       ORDER BY s.opened_on DESC LIMIT 1) AS s ON true
  LEFT JOIN LATERAL (
      SELECT bool_or(o.ended_on IS NULL) AS taken, max(o.ended_on) AS free_from
        FROM personnel_seatholding o
       WHERE o.seat_id = s.id AND o.person_id <> p.person_id) AS others ON true
  LEFT JOIN LATERAL (
      SELECT h.id, h.seat_id, held.number, h.started_on, h.ended_on,
             coalesce(k.numbered, false) AND NOT EXISTS (
                 SELECT FROM lines l WHERE l.person_id = p.person_id AND l.number = held.number
             ) AS groundless
        FROM personnel_seatholding h JOIN personnel_seat held ON held.id = h.seat_id
        LEFT JOIN kinds k ON k.code = held.kind
       WHERE h.person_id = p.person_id AND held.register_id = %(register)s
       ORDER BY h.started_on DESC LIMIT 1) AS h ON true
  LEFT JOIN LATERAL (
      SELECT max(b.ended_on) AS free_before FROM personnel_seatholding b
       WHERE b.person_id = p.person_id AND b.id IS DISTINCT FROM h.id) AS before ON true
 ORDER BY p.person_id
"""


def claims(register_id: uuid.UUID, persons: Sequence[uuid.UUID] | None = None) -> list[Claim]:
    """What the cards of these people (None: of all) say of their seats, and how things stand."""
    asked = None if persons is None else list(persons)
    found = rows(_CLAIMS, register=register_id, persons=asked, today=_today())
    return [_claim(row) for row in found]


def _claim(row: Columns) -> Claim:
    newest = None if row[12] is None else Standing(*row[12:18])
    return Claim(*(*row[:12], newest, row[18]))


_NAMED: Final = """
SELECT DISTINCT ON (u.number) u.number, c.kind, c.kind_label,
       coalesce(nullif(a.division, ''), 'ไม่ระบุสังกัด'),
       coalesce(nullif(a.position, ''), 'ไม่ระบุตำแหน่ง'),
       a.administrative_position, coalesce(l.level, ''), least(u.since, a.effective_on)
  FROM unnest(%(persons)s::uuid[], %(numbers)s::text[], %(since)s::date[])
       AS u(person_id, number, since)
  JOIN personnel_card c ON c.register_id = %(register)s AND c.person_id = u.person_id
  JOIN personnel_appointment a ON a.register_id = c.register_id AND a.person_id = c.person_id
       AND translate(a.position_number, '๐๑๒๓๔๕๖๗๘๙ ', '0123456789') = u.number
  LEFT JOIN (SELECT DISTINCT ON (code) code, attributes ->> 'level' AS level
               FROM personnel_codeentry WHERE table_name = 'levels'
              ORDER BY code, valid_from DESC NULLS LAST) AS l ON l.code = a.level
 ORDER BY u.number, u.since, u.person_id, a.effective_on DESC, a.sequence DESC, a.id DESC
"""


def seats_on_cards(register_id: uuid.UUID) -> list[Seat]:
    """A seat, not yet stored, for each number that the card of somebody in service names.

    It says what the newest line with that number says, and stands since that line's person does.
    """
    day = _today()
    naming = [
        claim
        for claim in claims(register_id)
        if claim.number and claim.since and (claim.until is None or claim.until > day)
    ]
    found = rows(
        _NAMED,
        register=register_id,
        persons=[claim.person_id for claim in naming],
        numbers=[claim.number for claim in naming],
        since=[claim.since for claim in naming],
    )
    columns = (
        *("number", "kind", "kind_label", "division", "position", "administrative_position"),
        *("level", "opened_on"),
    )
    return [Seat(register_id=register_id, **dict(zip(columns, row, strict=True))) for row in found]


def disagreements(register_id: uuid.UUID) -> dict[uuid.UUID, tuple[Disagreement, str]]:
    """Whose card names a number that the establishment cannot give, and how: by person.

    Nothing where no establishment is on record, and nothing of who is not in service: two
    statements.
    """
    closed = set(
        Seat.objects.filter(register_id=register_id, closed_on__lte=_today()).values_list(
            "number", flat=True
        )
    )
    if not closed and not Seat.objects.filter(register_id=register_id).exists():
        return {}
    found = {}
    for claim in claims(register_id):
        here = claim.until is None or claim.until > _today()
        if claim.number and here and (how := _disagreement(claim, closed)):
            found[claim.person_id] = (how, claim.number)
    return found


def _disagreement(claim: Claim, closed: set[str]) -> Disagreement | None:
    if claim.seat_id is None:
        return Disagreement.CLOSED if claim.number in closed else Disagreement.UNKNOWN
    return Disagreement.TAKEN if claim.taken else None


def who_may_hold(register_id: uuid.UUID, number: str, kind: str) -> dict[uuid.UUID, str]:
    """The names by card of those in service, without a seat, who may be put on this one by hand.

    Cards of kinds with position numbers decide themselves: of those only whose card names it.
    """
    day = _today()
    may = [
        claim.person_id
        for claim in claims(register_id)
        if may_hold(claim, number) and (claim.until is None or claim.until > day)
    ]
    cards = Card.objects.filter(register_id=register_id, person_id__in=may, kind=kind)
    return {
        card.id: names.full_name(card.title, card.first_name, card.last_name)
        for card in cards.order_by("sort_key", "id")
    }


def may_hold(claim: Claim, number: str) -> bool:
    """Whether somebody without a seat may be put on the one of this number by hand."""
    seated = claim.newest is not None and claim.newest.ended_on is None
    return not seated and (claim.number == number or not (claim.number or claim.numbered))


def _today() -> date:
    """The day in Thailand."""
    return timezone.localdate()
