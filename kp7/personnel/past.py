"""A card as it was: on any past day, and as the system knew it at any past instant.

Rebuilt from the history, where each row stands whole after each of its changes. Two times are
kept apart: a line *counts* from its own day on, and the system *knows* of it from the instant it
was recorded.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from kp7.ledger.models import Change
from kp7.personnel import queries, sections
from kp7.personnel.kept import Kept, lines_of, row_of
from kp7.personnel.models import Card, Explanation, NothingRecorded, Person, Service
from kp7.personnel.origins import origins
from kp7.personnel.queries import name_of
from kp7.personnel.record import Explained, Line, Period, Record
from kp7.thai import text

REMOVED = "delete"


@dataclass(frozen=True, slots=True)
class Past:
    """A card as it was. `on` is the day that is asked for, `known` the instant; None is now."""

    card: Card
    record: Record
    services: Sequence[Service]
    on: date | None
    known: datetime | None

    @property
    def name(self) -> str:
        """Title and name as they were written then."""
        return name_of(self.card)


def as_of(
    card_id: uuid.UUID, *, on: date | None = None, known: datetime | None = None
) -> Past | None:
    """A card as of the day `on`, as the system knew it at the instant `known`.

    None where the system knew no such card then. Without `on` every line that was known is there;
    a section without a day from which its lines count is as it was known. Before a transfer it is
    the sender's card that was known. Four statements, three more before a transfer.
    """
    card = _card(card_id, known) or _card_before(card_id, known)
    if card is None:
        return None
    rows = _rows(card, known)
    services = [row_of(Service, row) for row in rows[Service._meta.db_table]]
    if on is not None:
        services = _served(services, on)
    services.sort(key=lambda service: service.started_on, reverse=True)
    record = replace(
        _record(card, rows),
        on=on,
        services=tuple(Period(one.started_on, one.ended_on) for one in reversed(services)),
    )
    return Past(card, record if on is None else _on(record, on), services, on, known)


def card_called(asked: str) -> uuid.UUID | None:
    """The id of a card by that id itself, by its person's id or by the national id.

    Of a person with cards in several registers it is the one with the newest service.
    """
    digits = text.search_key(asked)
    if digits.isdigit():
        return _newest_card_of(Person.objects.filter(national_id=digits).first())
    try:
        one = uuid.UUID(asked.strip())
    except ValueError:
        return None
    if Change.objects.filter(row_id=one, table_name=Card._meta.db_table).exists():
        return one
    return _newest_card_of(Person.objects.filter(id=one).first())


def _newest_card_of(person: Person | None) -> uuid.UUID | None:
    cards = {card.register_id: card.id for card in Card.objects.filter(person=person)}
    served = Service.objects.filter(person=person).order_by("-started_on", "-id")
    registers = [*served.values_list("register_id", flat=True), *cards]
    return next((cards[register] for register in registers if register in cards), None)


def _card(card_id: uuid.UUID, known: datetime | None) -> Card | None:
    newest = _until(Change.objects.filter(row_id=card_id), known).order_by("-id").first()
    if newest is None or newest.action == REMOVED or newest.table_name != Card._meta.db_table:
        return None
    card = row_of(Card, newest.row)
    card.person = Person.objects.get(id=card.person_id)
    return card


def _card_before(card_id: uuid.UUID, known: datetime | None) -> Card | None:
    """The card that this one was transferred from and that the system knew then."""
    here = Card.objects.filter(id=card_id).first()
    if here is None or known is None:
        return None
    for origin in origins(here.register_id, here.person_id):
        there = Card.objects.filter(
            register_id=origin.register_id, person_id=origin.person_id
        ).first()
        found = _card(there.id, known) if there and known < origin.at else None
        if found is not None:
            return found
    return None


def _until(changes: QuerySet[Change], known: datetime | None) -> QuerySet[Change]:
    return changes if known is None else changes.filter(recorded_at__lte=known)


def _rows(card: Card, known: datetime | None) -> Mapping[str, list[Kept]]:
    """The rows of a card by table, each as its newest change left it.

    A row that was somebody else's by then, or in another register, is not among them.
    """
    of_card = {"register_id": card.register_id, "person_id": card.person_id}
    tables = [section.model._meta.db_table for section in sections.LISTS]
    tables += [model._meta.db_table for model in (Service, NothingRecorded, Explanation)]
    once = _until(Change.objects.filter(**of_card, table_name__in=tables), known)
    newest = (
        _until(Change.objects.filter(row_id__in=once.values("row_id")), known)
        .order_by("row_id", "-id")
        .distinct("row_id")
        .values_list("table_name", "action", "row", "register_id", "person_id")
    )
    found: dict[str, list[Kept]] = defaultdict(list)
    for table, action, row, *whose in newest:
        if action != REMOVED and whose == [card.register_id, card.person_id]:
            found[table].append(row)
    return found


def _record(card: Card, rows: Mapping[str, list[Kept]]) -> Record:
    codes = queries.codes()
    stored = [column.attname for column in sections.PERSONAL.stored()]
    nothing = rows.get(NothingRecorded._meta.db_table, ())
    explained = rows.get(Explanation._meta.db_table, ())
    return Record(
        card_id=card.id,
        person_id=card.person_id,
        national_id=card.national_id,
        personal=Line(card.id, {name: getattr(card, name) for name in stored}),
        kind=queries.kind_of(card, codes),
        lines={
            section.code: lines_of(section, rows.get(section.model._meta.db_table, ()))
            for section in sections.LISTS
        },
        nothing=frozenset(row["section"] for row in nothing),
        movements=codes.movements,
        reference=codes.reference,
        explanations=tuple(_explained(row_of(Explanation, row)) for row in explained),
    )


def _explained(kept: Explanation) -> Explained:
    return Explained(kept.rule, kept.line_id, kept.fingerprint, kept.text)


# --- on a day -----------------------------------------------------------------------------------


def _on(record: Record, day: date) -> Record:
    """What had taken effect by a day: later lines are not there yet."""
    lines = {
        section.code: _counting(record.section(section.code), section.effective, day)
        for section in sections.LISTS
    }
    return replace(record, lines=lines)


def _served(services: Iterable[Service], day: date) -> list[Service]:
    """The services that had begun by a day; one that ended later was still running."""
    return [
        service if service.ended_on is None or service.ended_on <= day else _unended(service)
        for service in services
        if service.started_on <= day
    ]


def _counting(lines: Iterable[Line], effective: str, day: date) -> tuple[Line, ...]:
    """The lines that counted on a day; one that does not say since when always did."""
    return tuple(
        line
        for line in lines
        if not effective or (since := line.day(effective)) is None or since <= day
    )


def _unended(service: Service) -> Service:
    service.ended_on, service.ended_by, service.ended_by_label = None, "", ""
    return service
