"""What was changed, by whom, before and after: of one card wherever it was, and of a register.

Newest first. A change is found by where its row was at the time, so it stays with the register
in which it was made, and goes along with the card.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from kp7.ledger.models import Change
from kp7.ledger.queries import Place, place_after
from kp7.personnel import queries, sections
from kp7.personnel.kept import line_of, row_of
from kp7.personnel.models import Card, NothingRecorded, Person, Service
from kp7.personnel.origins import origins
from kp7.personnel.record import Line, Reference
from kp7.personnel.sections import PERSONAL, Section
from kp7.personnel.terms import Group
from kp7.personnel.words import Column, Difference, text_of
from kp7.thai import national_id, text

SERVICES: Final = Section("services", Service, Group.CAREER, effective="started_on")
NOTHING: Final = str(NothingRecorded._meta.db_table)
CHUNK: Final = 1000
EMPTY: Final = Value("", output_field=TextField())
NOT_SAID: Final = ("revision", "register_id", "person_id")  # of a row, and not of its card


class Deed(StrEnum):
    """What was done to a row."""

    ADDED = "insert"
    CHANGED = "update"
    REMOVED = "delete"

    @property
    def label(self) -> str:
        """The word in the list."""
        return _DEEDS[self]


_DEEDS = {Deed.ADDED: "เพิ่ม", Deed.CHANGED: "แก้ไข", Deed.REMOVED: "ลบ"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of changes is asked for: from a day to a day, a section's code, an officer."""

    since: date | None = None
    until: date | None = None
    section: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one line: who did what, when, and how the line stood before and after.

    `nothing` says that a “ไม่มี” of the section is meant; `ids` are the national ids before and
    after, masked, where that was corrected.
    """

    at: datetime
    officer: str
    post: str
    organization: str
    deed: Deed
    section: Section
    nothing: bool
    register_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    card_id: uuid.UUID | None
    before: Line | None
    after: Line | None
    ids: tuple[str, str] | None = None

    @property
    def differences(self) -> list[Difference]:
        """The columns in which before and after differ."""
        compared = [
            Difference(
                str(column.verbose_name),
                _words(column, self.before),
                _words(column, self.after),
            )
            for column in self.section.fields()
            if _said(column, self.before) != _said(column, self.after)
        ]
        return compared if self.ids is None else [Difference(ID_LABEL, *self.ids), *compared]


@dataclass(frozen=True, slots=True)
class Edits:
    """A page of changes; `next` continues it, None at its end."""

    edits: Sequence[Edit]
    next: Place | None


ID_LABEL: Final = "เลขประจำตัวประชาชน"


def sections_of_history() -> list[Section]:
    """The sections that a list of changes can be asked for."""
    return [*sections.SECTIONS, SERVICES]


# --- of a card, of a register -------------------------------------------------------------------


def of_card(card_id: uuid.UUID) -> QuerySet[Change]:
    """The changes of a card and its rows, under each person that it was said to be.

    Those of the cards that it was transferred from are among them, up to the transfer.
    """
    mine = Q(pk__in=())
    for held in _held(card_id):
        mine |= held
    card = Card.objects.filter(id=card_id).first()
    for origin in origins(card.register_id, card.person_id) if card else ():
        mine |= Q(register_id=origin.register_id, person_id=origin.person_id, id__lte=origin.until)
    return Change.objects.filter(mine)


def of_register(register_id: uuid.UUID) -> QuerySet[Change]:
    """The changes of cards and their rows made while they were in a register."""
    return Change.objects.filter(register_id=register_id)


def _held(card_id: uuid.UUID) -> Iterator[Q]:
    """Which rows were the card's, from one of its changes to the next."""
    changes = Change.objects.filter(row_id=card_id, table_name=Card._meta.db_table)
    whose: tuple[object, object] | None = None
    since = 0
    for number, register_id, person_id in changes.order_by("id").values_list(
        "id", "register_id", "person_id"
    ):
        if whose not in {None, (register_id, person_id)}:
            yield Q(register_id=whose[0], person_id=whose[1], id__gte=since, id__lt=number)
            whose = None
        if whose is None:
            whose, since = (register_id, person_id), number
    if whose is not None:
        yield Q(register_id=whose[0], person_id=whose[1], id__gte=since)


def page(
    changes: QuerySet[Change],
    asked: Asked,
    *,
    reads_sensitive: bool,
    place: Place | None = None,
    size: int = 50,
) -> Edits:
    """A page of changes, newest first: the same number of statements whatever its size."""
    found = _asked(changes, asked, reads_sensitive=reads_sensitive)
    if place is not None:
        found = found.filter(recorded_at__lte=place.at)[place.passed :]
    rows = list(found[: size + 1])
    shown = rows[:size]
    more = len(rows) > size
    after = place_after([change.recorded_at for change in shown], place) if more else None
    return Edits(list(_edits(shown)), after)


def every(changes: QuerySet[Change], asked: Asked, *, reads_sensitive: bool) -> Iterator[Edit]:
    """All changes asked for, newest first, never all at once in memory."""
    found = _asked(changes, asked, reads_sensitive=reads_sensitive).iterator(CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield from _edits(chunk)


def people_of(
    changes: QuerySet[Change], asked: Asked, *, reads_sensitive: bool
) -> Sequence[uuid.UUID]:
    """The people whose changes those are."""
    found = _asked(changes, asked, reads_sensitive=reads_sensitive).order_by()
    return [one for one in found.values_list("person_id", flat=True).distinct() if one]


# --- what is asked for --------------------------------------------------------------------------


def _asked(changes: QuerySet[Change], asked: Asked, *, reads_sensitive: bool) -> QuerySet[Change]:
    earlier = Change.objects.filter(row_id=OuterRef("row_id"), id__lt=OuterRef("id"))
    newest = earlier.order_by("-id")
    found = changes.annotate(
        earlier=Subquery(newest.values("row")[:1], output_field=JSONField()),
        earlier_person=Subquery(newest.values("person_id")[:1]),
    ).filter(_in_sections(asked.section), _says_something())
    if asked.since is not None:
        found = found.filter(recorded_at__gte=_start_of(asked.since))
    if asked.until is not None:
        found = found.filter(recorded_at__lt=_start_of(asked.until + timedelta(days=1)))
    if asked.officer:
        found = found.filter(officer__icontains=text.fold(asked.officer))
    readable = found if reads_sensitive else _readable(found)
    return readable.order_by("-recorded_at", "-id")


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _in_sections(code: str) -> Q:
    """The changes of one section, its “ไม่มี” among them; of all where no code is given."""
    wanted = [s for s in sections_of_history() if code in {"", s.code}]
    tables = [section.model._meta.db_table for section in wanted]
    return Q(table_name__in=tables) | Q(
        table_name=NOTHING, row__section__in=[section.code for section in wanted]
    )


class _Said(Func):
    """What a kept row says of a card: without whose it is and its number."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = JSONField()

    def __init__(self, row: str) -> None:
        left_out = Value([*NOT_SAID], output_field=ArrayField(TextField()))
        super().__init__(F(row), left_out)


def _says_something() -> Q:
    """All but the rows that only follow their card to another person or register."""
    follows = Q(action=Deed.CHANGED) & Q(_Same(_Said("row"), _Said("earlier")))
    return Q(table_name=Card._meta.db_table) | ~follows


class _Same(Func):
    """Whether two values are alike, nothing and nothing too."""

    template = "(%(expressions)s)"
    arg_joiner = " IS NOT DISTINCT FROM "
    conditional = True


def _readable(changes: QuerySet[Change]) -> QuerySet[Change]:
    """The changes that may be read without the right to sensitive data: the one place to ask.

    A line that was or became sensitive is left out as a whole.
    """
    reference = queries.codes().reference
    hidden = [section for section in sections.SECTIONS if section.sensitive]
    found = changes.exclude(
        Q(table_name__in=[section.model._meta.db_table for section in hidden])
        | Q(table_name=NOTHING, row__section__in=[section.code for section in hidden])
    )
    for section in sections.LISTS:
        table = section.model._meta.db_table
        for column, codes in _sensitive_codes(section, reference):
            found = found.alias(
                said_now=Coalesce(KeyTextTransform(column, "row"), EMPTY),
                said_before=Coalesce(KeyTextTransform(column, "earlier"), EMPTY),
            ).exclude(Q(table_name=table) & (Q(said_now__in=codes) | Q(said_before__in=codes)))
    return found


def _sensitive_codes(section: Section, reference: Reference) -> Iterator[tuple[str, list[str]]]:
    """The columns of a section that can hold a sensitive code, with those codes."""
    for column, table in reference.coded.get(section.code, ()):
        said = reference.entries.get(table, {})
        codes = [code for code, entry in said.items() if entry.get("sensitive") == "yes"]
        if codes:
            yield column, codes


# --- edits --------------------------------------------------------------------------------------


def _edits(changes: Iterable[Any]) -> Iterator[Edit]:
    """Changes as lines of their sections, with the names and national ids of their people."""
    rows = list(changes)  # Any: `_asked` gave each what stood earlier
    names = _names(rows)
    ids = _national_ids(rows)
    for row in rows:
        deed = Deed(row.action)
        nothing = row.table_name == NOTHING
        section = _section_of(row)
        after = None if nothing or deed is Deed.REMOVED else line_of(section, row.row)
        before = {Deed.REMOVED: row.row, Deed.CHANGED: row.earlier}.get(deed)
        card_id, name = names.get((row.register_id, row.person_id), (None, ""))
        yield Edit(
            at=row.recorded_at,
            officer=row.officer,
            post=row.post,
            organization=row.organization,
            deed=deed,
            section=section,
            nothing=nothing,
            register_id=row.register_id,
            person_id=row.person_id,
            name=name,
            card_id=card_id,
            before=line_of(section, before) if before and not nothing else None,
            after=after,
            ids=_corrected(row, section, ids),
        )


def _section_of(change: Change) -> Section:
    known = sections_of_history()
    if change.table_name == NOTHING:
        return next(section for section in known if section.code == change.row["section"])
    return next(s for s in known if s.model._meta.db_table == change.table_name)


def _words(column: Column, line: Line | None) -> str:
    return text_of(column, line) if line is not None else ""


def _said(column: Column, line: Line | None) -> object:
    """What tells two versions of a column apart: its value, a code's label too."""
    if line is None:
        return "", ""
    return _words(column, line), line.values.get(column.name) or ""


def _corrected(
    row: Any,  # noqa: ANN401  as in `_edits`
    section: Section,
    ids: Mapping[uuid.UUID, str],
) -> tuple[str, str] | None:
    """The national ids of a card that became another person's."""
    if section is not PERSONAL or row.action != Deed.CHANGED:
        return None
    return _pair(ids, row) if row.earlier_person != row.person_id else None


def _pair(ids: Mapping[uuid.UUID, str], row: Any) -> tuple[str, str]:  # noqa: ANN401  as in `_edits`
    return ids[row.earlier_person], ids[row.person_id]


def _national_ids(rows: Sequence[Any]) -> dict[uuid.UUID, str]:
    wanted = {
        person_id
        for row in rows
        if row.action == Deed.CHANGED and row.earlier_person != row.person_id
        for person_id in (row.earlier_person, row.person_id)
    }
    if not wanted:
        return {}
    people = Person.objects.filter(id__in=wanted).values_list("id", "national_id")
    return {person_id: national_id.masked(digits) for person_id, digits in people}


Whose = tuple[uuid.UUID | None, uuid.UUID | None]


def _names(rows: Sequence[Change]) -> dict[Whose, tuple[uuid.UUID | None, str]]:
    """Whose each change was: the card's id where it is still there, and the name it last had."""
    wanted = {(row.register_id, row.person_id) for row in rows}
    of_these = Q(
        register_id__in={register for register, _ in wanted},
        person_id__in={person for _, person in wanted},
    )
    found: dict[Whose, tuple[uuid.UUID | None, str]] = {
        (card.register_id, card.person_id): (card.id, queries.name_of(card))
        for card in Card.objects.filter(of_these)
    }
    gone = {person for register, person in wanted if (register, person) not in found}
    if gone:
        kept = (
            Change.objects.filter(of_these, table_name=Card._meta.db_table, person_id__in=gone)
            .order_by("register_id", "person_id", "-id")
            .distinct("register_id", "person_id")
        )
        for change in kept:
            name = queries.name_of(row_of(Card, change.row))
            found.setdefault((change.register_id, change.person_id), (None, name))
    return found
