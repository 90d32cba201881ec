"""What an entry form starts from: the line as it stands, its choices, what the last line said."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.terms import OrganizationType
from kp7.personnel import queries
from kp7.personnel.codes import entry_on, in_force, valid_on, versions
from kp7.personnel.fields import CodeField, SuggestedField
from kp7.personnel.models import Card, CodeEntry, Row
from kp7.personnel.offers import offer
from kp7.personnel.record import Line, Value
from kp7.personnel.sections import PERSONAL, Section
from kp7.personnel.terms import MOVEMENT_GROUPS, CodeTable
from kp7.thai import calendar

OTHER_DAYS: Final = "ใช้กับรายการที่มีผลในช่วงอื่น"
LABELS: Mapping[OrganizationType, str] = {
    OrganizationType.PAO: "label_pao",
    OrganizationType.CITY: "label_municipality",
    OrganizationType.TOWN: "label_municipality",
    OrganizationType.TM: "label_municipality",
    OrganizationType.SAO: "label_sao",
    OrganizationType.PATTAYA: "label_pattaya",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a code table as a form offers it; `group` heads those that belong together.

    `note` says of one that is not in use today when it is.
    """

    code: str
    label: str
    group: str
    note: str = ""


Choices = Mapping[CodeTable, Sequence[Choice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankEntry:
    """What the form of a line is made of; as it stands for somebody who has no card yet.

    `carried` is what a new line starts from, and `offered` the columns of it that come from the
    document its officer worked with last; `unasked` are columns that the person's kind of staff
    does not have.
    """

    section: Section
    choices: Choices
    line: Line | None = None
    carried: Mapping[str, Value] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(BlankEntry):
    """The form of one line of a card. `line` is None for a new one, and for one that is gone.

    `revision` is what a change must name as seen.
    """

    card: Card
    revision: int

    @property
    def name(self) -> str:
        """Whose card it is."""
        return queries.name_of(self.card)


def entry(
    register_id: uuid.UUID,
    card_id: uuid.UUID,
    section: Section,
    line_id: uuid.UUID | None = None,
    *,
    by: Actor | None = None,
) -> Entry | None:
    """The form of a line of a card in this register; None where the register has no such card.

    Where `by` lacks the right to what is sensitive, such a line is not there either.
    """
    card = queries.card(card_id)
    if card is None or card.register_id != register_id:
        return None
    row = _row(card, section, line_id) if line_id else None
    hidden = by is not None and not by.reads_sensitive
    if row is not None and hidden and holds_sensitive_code(row, section):
        return None
    return Entry(
        card=card,
        section=section,
        line=line_of(row, section) if row else None,
        revision=row.revision if row else 0,
        choices=(dated_choices if section.effective else choices)(
            register_id, tables_of(section), queries.today()
        ),
        unasked=_unasked(card, section, row),
    )


def with_offers(entry: Entry, by: Actor | None = None) -> Entry:
    """The form of a new line with what it starts from, the document `by` worked with last too."""
    offered = offer(entry.card, entry.section, by)
    return replace(entry, carried=offered.values, offered=offered.of_last)


def holds_sensitive_code(row: Row, section: Section) -> bool:
    """Whether a column of the line holds a code whose table calls it sensitive."""
    held = Q()
    for column in section.fields():
        if isinstance(column, CodeField) and (code := getattr(row, column.name)):
            held |= Q(table_name=column.table, code=code)
    return bool(held) and CodeEntry.objects.filter(held, attributes__sensitive="yes").exists()


def _unasked(card: Card, section: Section, row: Row | None) -> frozenset[str]:
    """The columns that the kind of staff is not asked for, but for those that hold something."""
    if not section.only_for:
        return frozenset()
    kind = entry_on(CodeTable.KINDS, card.kind, queries.today())
    rule = kind.attributes.get("position_number") if kind else None
    return frozenset(
        name
        for name, asked in section.only_for.items()
        if rule is not None and asked != rule and not (row and getattr(row, name))
    )


def _row(card: Card, section: Section, line_id: uuid.UUID) -> Row | None:
    if section is PERSONAL:
        return card if line_id == card.id else None
    row: Row | None = queries.line(card, section, line_id)
    return row


def line_of(row: Row, section: Section) -> Line:
    """A stored row as plain values."""
    return Line(row.id, {field.attname: getattr(row, field.attname) for field in section.stored()})


def tables_of(section: Section) -> list[CodeTable]:
    """The code tables that the section's columns draw on."""
    return [
        CodeTable(field.table)
        for field in section.fields()
        if isinstance(field, (CodeField, SuggestedField))
    ]


def choices(register_id: uuid.UUID, tables: Iterable[CodeTable], on: date) -> Choices:
    """The entries of some code tables that are valid on a day, named as in this organization."""
    wanted = list(tables)
    return _named(register_id, wanted, on, [e for e in versions(wanted) if valid_on(e, on)])


def dated_choices(register_id: uuid.UUID, tables: Iterable[CodeTable], on: date) -> Choices:
    """As `choices`, and last the entries of other days: a line may take effect on one of those."""
    wanted = list(tables)
    known = in_force(versions(wanted), on)
    return _named(
        register_id,
        wanted,
        on,
        [*(e for e in known if valid_on(e, on)), *(e for e in known if not valid_on(e, on))],
    )


def _named(
    register_id: uuid.UUID, tables: Sequence[CodeTable], on: date, entries: Iterable[CodeEntry]
) -> Choices:
    kind = standing_on(register_id, on).type if CodeTable.KINDS in tables else None
    found: dict[CodeTable, list[Choice]] = {table: [] for table in tables}
    for entry in entries:
        if named := label_of(entry, kind):
            found[CodeTable(entry.table_name)].append(_choice(entry, named, on))
    return found


def _choice(entry: CodeEntry, named: str, on: date) -> Choice:
    if valid_on(entry, on):
        return Choice(entry.code, named, _group(entry))
    if entry.valid_until is not None and entry.valid_until <= on:
        last = entry.valid_until - timedelta(days=1)
        return Choice(entry.code, named, OTHER_DAYS, f"ใช้ถึง {calendar.format_short(last)}")
    since = calendar.format_short(entry.valid_from) if entry.valid_from else ""
    return Choice(entry.code, named, OTHER_DAYS, f"ใช้ตั้งแต่ {since}")


def exits(on: date) -> list[Choice]:
    """The movements by which somebody leaves."""
    listed = queries.options([CodeTable.MOVEMENTS], on)[CodeTable.MOVEMENTS]
    return [
        Choice(found.code, found.label, "")
        for found in listed
        if found.attributes.get("leaves") == "yes"
    ]


def label_of(found: CodeEntry, kind: OrganizationType | None) -> str:
    """The entry's label; a kind of staff is named after the type of its organization.

    '' where organizations of that type have no such kind.
    """
    if kind is None or not any(key.startswith("label_") for key in found.attributes):
        return found.label
    return str(found.attributes.get(LABELS[kind], ""))


def _group(found: CodeEntry) -> str:
    group = found.attributes.get("group", "")
    return MOVEMENT_GROUPS.get(group) or str(found.attributes.get("type", ""))
