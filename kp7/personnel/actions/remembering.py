"""Looking at what a card was and at what was changed of it: kept like every look from outside."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from kp7.ledger.actions import record_looks
from kp7.ledger.queries import Place
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel import history, past, queries
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.looking import check_reach, look_from_outside, named
from kp7.personnel.history import Asked, Edit, Edits
from kp7.personnel.models import Card
from kp7.personnel.past import Past
from kp7.personnel.record import Assessment

PAST = "past"
HISTORY = "history"


@dataclass(frozen=True, slots=True)
class RememberedCard:
    """A card and how it was; `past` is None where the system knew no such card then.

    `organization` says whose it is, where that is not the reader's own.
    """

    card: Card
    past: Past | None
    organization: str


@dataclass(frozen=True, slots=True)
class HistoryOfCard:
    """A card and a page of what was changed of it; `organization` as in `RememberedCard`."""

    card: Card
    edits: Edits
    organization: str


def look_at_past(
    *, by: Actor, card_id: uuid.UUID, on: date | None, known: datetime | None
) -> RememberedCard:
    """A card as of a day, as the system knew it at an instant, without what `by` may not read."""
    card, organization = _looked_at(by, card_id, PAST)
    found = past.as_of(card_id, on=on, known=known)
    return RememberedCard(card, found and _readable(found, by), organization)


def look_at_history(
    *, by: Actor, card_id: uuid.UUID, asked: Asked, place: Place | None = None, size: int = 50
) -> HistoryOfCard:
    """A page of what was changed of a card, newest first, without what `by` may not read."""
    card, organization = _looked_at(by, card_id, HISTORY)
    edits = history.page(
        history.of_card(card_id),
        asked,
        reads_sensitive=by.reads_sensitive,
        place=place,
        size=size,
    )
    return HistoryOfCard(card, edits, organization)


def look_at_changes(*, by: Actor, register_id: uuid.UUID, asked: Asked) -> Iterator[Edit]:
    """Every change of a register, newest first, without what `by` may not read.

    From outside, a look is kept at each person whom a change is of, before the first is told.
    """
    changes = history.of_register(register_id)
    sensitive = by.reads_sensitive
    if not authority.may_record(by, register_id):
        check_reach(by, register_id)
        record_looks(
            actor=named(by),
            register_id=register_id,
            person_ids=history.people_of(changes, asked, reads_sensitive=sensitive),
            what=HISTORY,
        )
    return history.every(changes, asked, reads_sensitive=sensitive)


def check_may_look(*, by: Actor, card_id: uuid.UUID) -> None:
    """Gone where the card is out of reach; nothing is shown, so no look is kept."""
    card = queries.card(card_id)
    if card is None:
        raise Gone
    if not authority.may_record(by, card.register_id):
        check_reach(by, card.register_id)


def _looked_at(by: Actor, card_id: uuid.UUID, what: str) -> tuple[Card, str]:
    """The card, whose it is, and the look kept; one out of reach is Gone, as one that never was."""
    card = queries.card(card_id)
    if card is None:
        raise Gone
    if authority.may_record(by, card.register_id):
        return card, ""
    return card, look_from_outside(by, card, what)


def _readable(found: Past, by: Actor) -> Past:
    seen = Assessment(found.record, ()).for_reader(reads_sensitive=by.reads_sensitive)
    return replace(found, record=seen.record)
