"""What a new line starts from, so that a clerk types only what is new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.codes import entry_on
from kp7.personnel.models import Card
from kp7.personnel.record import Value
from kp7.personnel.references import last_reference
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, LISTS, Section
from kp7.personnel.terms import CodeTable, Headcount

FIRST_DEGREE: Final[Mapping[str, Value]] = {"used_for_appointment": True, "highest": True}


@dataclass(frozen=True, slots=True)
class Offer:
    """Values by column; `of_last` are those of the document that the officer worked with last."""

    values: Mapping[str, Value] = field(default_factory=dict)
    of_last: frozenset[str] = frozenset()


def offer(card: Card, section: Section, by: Actor | None) -> Offer:
    """What a new line of a section starts from, before `by` where somebody is to be asked."""
    asked = section.carried or section is EDUCATION
    newest = _newest(card, section) if asked else {}
    values = _first(card, section) if newest is None else newest
    document = _document(card, by) if by and section is APPOINTMENTS else {}
    return Offer({**values, **document}, frozenset(document))


def _newest(card: Card, section: Section) -> dict[str, Value] | None:
    """What the newest line says of columns that mostly stay; None where there is no line."""
    newest: dict[str, Value] | None = (
        section.model._default_manager.filter(
            register_id=card.register_id, person_id=card.person_id
        )
        .values("id", *section.carried)
        .last()
    )
    return newest and {name: newest[name] for name in section.carried}


def _first(card: Card, section: Section) -> Mapping[str, Value]:
    """What a first line starts from: the card knows when and how somebody began."""
    if section is EDUCATION:
        return FIRST_DEGREE
    day = card.first_appointed_on or card.service_started_on
    if section is not APPOINTMENTS or day is None:
        return {}
    kind = entry_on(CodeTable.KINDS, card.kind, queries.today())
    contract = kind is not None and kind.attributes.get("headcount") == Headcount.CONTRACT
    return {
        "effective_on": day,
        "movement": "first_contract" if contract else "first_appointment",
    }


def _document(card: Card, by: Actor) -> Mapping[str, Value]:
    """The document that `by` worked with last, on another card: an order names many people."""
    last = last_reference(by, card.register_id)
    return last.document if last and last.person_id != card.person_id else {}


def next_missing(card: Card) -> Section | None:
    """The first section that the card's kind of staff needs and that holds nothing yet."""
    (record,) = queries.records(card.register_id, [card])
    missing = record.missing()
    return next((section for section in LISTS if section.code in missing), None)
