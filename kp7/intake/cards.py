"""The cards of a register as they are exported: read some at a time, whatever their number."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kp7.intake.outgoing import Held
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.models import Card, Service
from kp7.personnel.queries import Filter
from kp7.personnel.record import Assessment, Line

CHUNK: Final = 200  # people whose cards are in memory at once
PERIOD: Final = ("started_on", "ended_on", "ended_by", "ended_by_label", "document")


def wanted_by(register_id: uuid.UUID, wanted: Filter) -> list[Card]:
    """Find the cards that a filter asks for, in the order of the people list."""
    if wanted.complete is None:
        return list(queries.cards_wanted(register_id, wanted))
    return [person.card for person in queries.everybody(register_id, wanted)]


def chunks(cards: Sequence[Card]) -> Iterator[Sequence[Card]]:
    """Give the cards some at a time."""
    for start in range(0, len(cards), CHUNK):
        yield cards[start : start + CHUNK]


def held_on(register_id: uuid.UUID, cards: Sequence[Card], by: Actor) -> Iterator[Held]:
    """Read what some cards hold as far as `by` may: as many statements for one as for all."""
    services = _services(register_id, cards)
    for record in queries.records(register_id, cards):
        readable = Assessment(record, ()).for_reader(reads_sensitive=by.reads_sensitive).record
        yield Held(readable, services[record.person_id])


def _services(register_id: uuid.UUID, cards: Sequence[Card]) -> dict[uuid.UUID, list[Line]]:
    """Read the periods that these people served here, the oldest first."""
    found: dict[uuid.UUID, list[Line]] = defaultdict(list)
    persons = [card.person_id for card in cards]
    periods = Service.objects.filter(register_id=register_id, person_id__in=persons)
    for said in periods.order_by("started_on", "id").values("id", "person_id", *PERIOD):
        found[said["person_id"]].append(Line(said["id"], {name: said[name] for name in PERIOD}))
    return found
