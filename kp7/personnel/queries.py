"""Reading cards. Whatever the number of people, the number of statements is the same."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.expressions import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kp7.personnel.codes import in_force, versions
from kp7.personnel.crossing import around
from kp7.personnel.fields import CodeField
from kp7.personnel.loading import held_by
from kp7.personnel.models import Card, CodeEntry, Service
from kp7.personnel.record import Assessment, Kind, Line, Movement, Record, Reference
from kp7.personnel.rules import assess
from kp7.personnel.sections import APPOINTMENTS, EDUCATION, LISTS, PERSONAL, SECTIONS, Section
from kp7.personnel.terms import CodeTable, PositionNumber, Presence
from kp7.thai import names, national_id, text


def today() -> date:
    """The day in Thailand."""
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Codes:
    """The code tables that rules need."""

    kinds: Mapping[str, Kind]
    movements: Mapping[str, Movement]
    reference: Reference


NEEDED_BY_ALL = frozenset({EDUCATION.code, APPOINTMENTS.code})


def codes() -> Codes:
    """Every code table as the rules read it today: one statement."""
    entries: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for entry in in_force(versions(list(CodeTable)), today()):
        entries[entry.table_name][entry.code] = {**entry.attributes, "label": entry.label}
    kinds = {
        code: Kind(
            code,
            said["label"],
            PositionNumber(said["position_number"]),
            _needed(said),
            frozenset(said.get("expects", "").split()),
        )
        for code, said in entries[CodeTable.KINDS].items()
    }
    movements = {
        code: Movement(code, said["group"], said["enters"] == "yes", said["lowers_salary"] == "yes")
        for code, said in entries[CodeTable.MOVEMENTS].items()
    }
    sensitive = frozenset(section.code for section in SECTIONS if section.sensitive)
    return Codes(kinds, movements, Reference(entries, _coded(), sensitive))


def _coded() -> dict[str, tuple[tuple[str, str], ...]]:
    """The columns of each section that hold codes, with their tables."""
    return {
        section.code: tuple(
            (column.name, str(column.table))
            for column in section.fields()
            if isinstance(column, CodeField)
        )
        for section in SECTIONS
    }


def _needed(attributes: Mapping[str, str]) -> frozenset[str]:
    """A section is needed where the kind says `needs_<section>` = yes."""
    return frozenset(
        section.code for section in LISTS if attributes.get(f"needs_{section.code}") == "yes"
    )


def codes_are_loaded() -> bool:
    """Whether the code tables were ever loaded."""
    return CodeEntry.objects.exists()


def options(tables: Iterable[CodeTable], on: date) -> dict[str, list[CodeEntry]]:
    """The entries of some code tables that are valid on a day, in order: one statement."""
    found: dict[str, list[CodeEntry]] = {str(table): [] for table in tables}
    for entry in CodeEntry.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_until__isnull=True) | Q(valid_until__gt=on),
        table_name__in=list(found),
    ):
        found[entry.table_name].append(entry)
    return found


# --- who is in a register ---------------------------------------------------------------------


def _services() -> "QuerySet[Service]":
    return Service.objects.filter(
        register_id=OuterRef("register_id"), person_id=OuterRef("person_id")
    ).order_by("-started_on")


def cards_of(register_id: uuid.UUID, presence: Presence, on: date) -> QuerySet[Card]:
    """The cards of a register in Thai order, with `ended_on` of the newest service."""
    cards = (
        Card.objects.filter(register_id=register_id)
        .select_related("person")
        .annotate(
            started_here_on=Subquery(_services().values("started_on")[:1]),
            ended_on=Subquery(_services().values("ended_on")[:1]),
        )
        .order_by("sort_key", "id")
    )
    active = Q(started_here_on__isnull=False) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    if presence is Presence.ACTIVE:
        return cards.filter(active)
    if presence is Presence.ENDED:
        return cards.exclude(active)
    return cards


def kinds_in(register_id: uuid.UUID) -> dict[str, str]:
    """The kinds of staff that a register's cards have, with their labels."""
    found = Card.objects.filter(register_id=register_id).order_by("kind", "-kind_label")
    return dict(found.values_list("kind", "kind_label").distinct())


def matching(cards: QuerySet[Card], searched: str) -> QuerySet[Card]:
    """Those whose name holds every word searched, in either order, or with that national id."""
    digits = text.search_key(searched)
    if digits.isdigit():
        return cards.filter(person__national_id__contains=digits)
    for word in names.split_search(searched):
        cards = cards.filter(search_key__contains=word)
    return cards


@dataclass(frozen=True, slots=True)
class Filter:
    """What the people list is asked for. `complete`: True, False or either."""

    searched: str = ""
    kind: str = ""
    complete: bool | None = None
    presence: Presence = Presence.ACTIVE


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of the people list."""

    card: Card
    assessment: Assessment

    @property
    def name(self) -> str:
        """Title and name as written."""
        return name_of(self.card)

    @property
    def masked_id(self) -> str:
        """The national id with its middle hidden."""
        return national_id.masked(self.assessment.record.national_id)

    @property
    def newest(self) -> Line | None:
        """The newest position line."""
        lines = self.assessment.record.section("appointments")
        return lines[-1] if lines else None


@dataclass(frozen=True, slots=True)
class People:
    """A page of people; `after` continues it, None at its end."""

    people: Sequence[ListedPerson]
    total: int
    after: uuid.UUID | None


def cards_wanted(register_id: uuid.UUID, wanted: Filter) -> QuerySet[Card]:
    """The cards that a filter asks for, in Thai order, be they complete or not."""
    cards = matching(cards_of(register_id, wanted.presence, today()), wanted.searched)
    return cards.filter(kind=wanted.kind) if wanted.kind else cards


def people(
    register_id: uuid.UUID, wanted: Filter, *, after: uuid.UUID | None = None, size: int | None = 50
) -> People:
    """A page of a register's people in Thai order, each assessed. `size` None gives all.

    Whether a card is complete is what the rules say of it now, so a filter by completeness
    assesses the whole list; everything else assesses the page alone.
    """
    cards = cards_wanted(register_id, wanted)
    if wanted.complete is not None:
        return _of_completeness(
            cards, register_id, complete=wanted.complete, after=after, size=size
        )
    total = cards.count()
    page = list(_beyond(cards, register_id, after)[: size + 1] if size else cards)
    shown = page[:size] if size else page
    by_card = {a.record.card_id: a for a in assessments(register_id, shown)}
    return People(
        [ListedPerson(card, by_card[card.id]) for card in shown],
        total,
        shown[-1].id if len(page) > len(shown) else None,
    )


CHUNK = 200  # people who are assessed at once where all are


def everybody(register_id: uuid.UUID, wanted: Filter) -> Iterator[ListedPerson]:
    """All people that a filter asks for, in Thai order, some in memory at a time."""
    cards, known = list(cards_wanted(register_id, wanted)), codes()
    for start in range(0, len(cards), CHUNK):
        chunk = cards[start : start + CHUNK]
        for card, assessment in zip(chunk, assessments(register_id, chunk, known), strict=True):
            if wanted.complete in {None, assessment.complete}:
                yield ListedPerson(card, assessment)


def _beyond(
    cards: QuerySet[Card], register_id: uuid.UUID, after: uuid.UUID | None
) -> QuerySet[Card]:
    if after is None:
        return cards
    place = Subquery(
        Card.objects.filter(id=after, register_id=register_id).values("sort_key"),
        output_field=TextField(),
    )
    since = Coalesce(place, Value(""))  # a card that is gone, or another's, begins at the start
    return cards.filter(Q(sort_key__gt=since) | Q(sort_key=since, id__gt=after))


def _of_completeness(
    cards: QuerySet[Card],
    register_id: uuid.UUID,
    *,
    complete: bool,
    after: uuid.UUID | None,
    size: int | None,
) -> People:
    everyone = list(cards)
    by_card = {a.record.card_id: a for a in assessments(register_id, everyone)}
    wanted = [card for card in everyone if by_card[card.id].complete is complete]
    start = next((i + 1 for i, card in enumerate(wanted) if card.id == after), 0)
    shown = wanted[start : start + size] if size else wanted
    more = size is not None and start + size < len(wanted)
    return People(
        [ListedPerson(card, by_card[card.id]) for card in shown],
        len(wanted),
        shown[-1].id if more else None,
    )


def name_of(card: Card) -> str:
    """Title and name as written in Thai."""
    return names.full_name(card.title, card.first_name, card.last_name)


def named_in(
    register_id: uuid.UUID, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """The card's id and the name of each of these people that the register has."""
    found = Card.objects.filter(register_id=register_id, person_id__in=set(person_ids))
    return {card.person_id: (card.id, name_of(card)) for card in found}


# --- records ----------------------------------------------------------------------------------


def assessments(
    register_id: uuid.UUID, cards: Sequence[Card], known: Codes | None = None
) -> list[Assessment]:
    """The record of each card and what the rules say of it, in the order given."""
    return [assess(record) for record in records(register_id, cards, known)]


def records(
    register_id: uuid.UUID, cards: Sequence[Card], known: Codes | None = None
) -> list[Record]:
    """The record of each card: one statement each for what the cards hold, codes, the register.

    Whoever asks for many cards some at a time reads the codes once and gives them.
    """
    if not cards:
        return []
    known, day = known or codes(), today()
    persons = [card.person_id for card in cards]
    held = held_by(register_id, persons)
    beside = around(register_id, persons, day)
    stored = [field.attname for field in PERSONAL.stored()]
    return [
        Record(
            card_id=card.id,
            person_id=card.person_id,
            national_id=card.national_id,
            personal=Line(card.id, {name: getattr(card, name) for name in stored}),
            kind=kind_of(card, known),
            lines={
                section.code: tuple(held[card.person_id].lines.get(section.code, ()))
                for section in LISTS
            },
            nothing=frozenset(held[card.person_id].nothing),
            movements=known.movements,
            reference=known.reference,
            explanations=tuple(held[card.person_id].explanations),
            on=day,
            services=tuple(held[card.person_id].services),
            around=beside[card.person_id],
        )
        for card in cards
    ]


def kind_of(card: Card, known: Codes) -> Kind:
    """What the card's kind needs; one that no table knows keeps its label."""
    unknown = Kind(card.kind, card.kind_label, PositionNumber.NONE, NEEDED_BY_ALL)
    return known.kinds.get(card.kind) or unknown


# --- one card ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenedCard:
    """A card as its page shows it."""

    card: Card
    assessment: Assessment
    services: Sequence[Service]

    @property
    def name(self) -> str:
        """Title and name as written."""
        return name_of(self.card)

    @property
    def service(self) -> Service | None:
        """The newest service in this register."""
        return self.services[0] if self.services else None

    @property
    def active(self) -> bool:
        """Whether the person is in service today."""
        newest = self.service
        return newest is not None and (newest.ended_on is None or newest.ended_on > today())


def card(card_id: uuid.UUID) -> Card | None:
    """One card with its register's organization id and seal."""
    return Card.objects.select_related("register", "person").filter(id=card_id).first()


def opened(found: Card) -> OpenedCard:
    """Everything the page of one card shows."""
    services = list(
        Service.objects.filter(register_id=found.register_id, person_id=found.person_id).order_by(
            "-started_on"
        )
    )
    (assessment,) = assessments(found.register_id, [found])
    return OpenedCard(found, assessment, services)


def line(found: Card, section: Section, line_id: uuid.UUID) -> Any:  # noqa: ANN401  the section's model
    """One line of a card, or None."""
    return section.model._default_manager.filter(
        register_id=found.register_id, person_id=found.person_id, id=line_id
    ).first()


def card_in(register_id: uuid.UUID, digits: str) -> Card | None:
    """The card of a national id in one register."""
    return Card.objects.filter(register_id=register_id, person__national_id=digits).first()
