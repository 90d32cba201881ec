"""Seats follow the cards: whoever saves a position line, or a service, calls `follow` last.

Nobody is ever put off a seat: what a card says and the establishment cannot give is for the rules
to find. See docs/adr/0023.
"""

import uuid
from collections.abc import Sequence

from django.db import connection

from kp7.database.ids import new_id
from kp7.personnel.claims import claims
from kp7.personnel.models import Card
from kp7.personnel.seats import Seating, seating_of

SEAT = """
WITH dropped AS (
    DELETE FROM personnel_seatholding WHERE id = ANY(%(dropped)s::uuid[]) RETURNING id
), changed AS (
    UPDATE personnel_seatholding h
       SET started_on = c.since, ended_on = c.until, revision = h.revision + 1
      FROM unnest(%(changed)s::uuid[], %(changed_since)s::date[], %(changed_until)s::date[])
           AS c(id, since, until)
     WHERE h.id = c.id RETURNING h.id
)
INSERT INTO personnel_seatholding
       (id, register_id, person_id, revision, seat_id, started_on, ended_on)
SELECT a.id, %(register)s, a.person, 1, a.seat, a.since, a.until
  FROM (SELECT count(*) FROM dropped) AS first, (SELECT count(*) FROM changed) AS second,
       unnest(%(added)s::uuid[], %(persons)s::uuid[], %(seats)s::uuid[],
              %(since)s::date[], %(until)s::date[]) AS a(id, person, seat, since, until)
    ON CONFLICT DO NOTHING
"""


def take_turns(register_id: uuid.UUID) -> None:
    """Wait for whoever fills or empties seats of a register now, and keep others waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT personnel_lock_seats(%s)", [register_id])


def follow(card: Card) -> None:
    """Seat the person of a card where its newest position line says, or vacate: 3 statements.

    To be called inside `editing`, after what the card says has been written.
    """
    take_turns(card.register_id)
    seat(card.register_id, [card.person_id])


def seat(register_id: uuid.UUID, persons: Sequence[uuid.UUID] | None) -> int:
    """Seat these people (None: everybody of the register) as their cards say.

    Returns how many sit down. Behind `take_turns`; of two whose cards name one vacant seat, the
    one who was there first is seated.
    """
    found = [(claim, seating_of(claim)) for claim in claims(register_id, persons)]
    wanted = [(claim.person_id, what) for claim, what in found if not what.nothing]
    return _write(register_id, wanted) if wanted else 0


def _write(register_id: uuid.UUID, wanted: Sequence[tuple[uuid.UUID, Seating]]) -> int:
    changed = [what.change for _, what in wanted if what.change]
    added = sorted(
        ((what.add, person) for person, what in wanted if what.add),
        key=lambda one: (one[0][1], one[1]),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            SEAT,
            {
                "register": register_id,
                "dropped": [what.drop for _, what in wanted if what.drop],
                "changed": [holding for holding, _, _ in changed],
                "changed_since": [since for _, since, _ in changed],
                "changed_until": [until for _, _, until in changed],
                "added": [new_id() for _ in added],
                "persons": [person for _, person in added],
                "seats": [place[0] for place, _ in added],
                "since": [place[1] for place, _ in added],
                "until": [place[2] for place, _ in added],
            },
        )
        seated: int = cursor.rowcount
    return seated
