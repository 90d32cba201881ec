"""The code tables as pages show them: what there is, what each entry says, and since when."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from kp7.ledger.queries import changes_of_rows
from kp7.personnel.code_tables import DECLARATIONS, Asked, Attribute, Declaration
from kp7.personnel.codes import in_force, versions
from kp7.personnel.models import CodeEntry
from kp7.personnel.queries import today
from kp7.personnel.sections import LISTS
from kp7.personnel.terms import CodeTable
from kp7.personnel.words import Difference
from kp7.thai import calendar, text

MOST_CHANGES: Final = 100
SEARCHED: Final = ("label", "code", "attributes__line_code", "attributes__abbreviation")


@dataclass(frozen=True, slots=True)
class Table:
    """A code table with how many entries are in use on a day, and how many codes it ever had."""

    table: CodeTable
    in_use: int
    codes: int

    @property
    def declaration(self) -> Declaration:
        """What it is."""
        return DECLARATIONS[self.table]


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What a table is asked for: words, and the day on which an entry is in use (None: any)."""

    searched: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A version of an entry, with its attributes in words."""

    entry: CodeEntry
    words: Mapping[str, str]

    @property
    def listed(self) -> list[tuple[str, str]]:
        """The attributes that have a column: heading and words."""
        declared = DECLARATIONS[CodeTable(self.entry.table_name)].attributes
        return [(one.label, self.words[one.name]) for one in declared if one.listed]

    @property
    def period(self) -> str:
        """When it is in use, in words."""
        return period_of(self.entry)


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of a table; `after` continues it, None at its end."""

    entries: Sequence[ListedEntry]
    total: int
    after: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One change of an entry: who, when, and what."""

    at: datetime
    officer: str
    post: str
    added: bool
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """A version of an entry with all versions of its code and what was changed, newest first."""

    shown: ListedEntry
    versions: Sequence[ListedEntry]
    changes: Sequence[EntryChange]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """All that it says: heading and words."""
        declared = DECLARATIONS[CodeTable(self.shown.entry.table_name)].attributes
        return [(one.label, self.shown.words[one.name]) for one in declared]


@dataclass(frozen=True, slots=True)
class Words:
    """The labels that attributes need beside their own: of levels and of sections."""

    levels: Mapping[str, str] = field(default_factory=dict)

    def of(self, attribute: Attribute, value: str) -> str:
        """What a page shows of an attribute."""
        match attribute.asked:
            case Asked.LEVEL:
                return self.levels.get(value, value)
            case Asked.SECTIONS:
                named = section_labels()
                return ", ".join(named.get(code, code) for code in value.split())
            case Asked.MONEY if value:
                whole, _, satang = value.partition(".")
                return f"{int(whole):,}" + (f".{satang}" if satang else "")
            case _:
                return attribute.words(value)


def tables(on: date) -> list[Table]:
    """Every code table, in the order of its declaration: one statement."""
    counted = {
        row["table_name"]: row
        for row in CodeEntry.objects.order_by()
        .values("table_name")
        .annotate(in_use=Count("id", filter=_used_on(on)), codes=Count("code", distinct=True))
    }
    none = {"in_use": 0, "codes": 0}
    return [
        Table(table, found["in_use"], found["codes"])
        for table in DECLARATIONS
        if (found := counted.get(str(table), none))
    ]


def _used_on(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )


def entries(
    table: CodeTable,
    wanted: EntryFilter,
    *,
    after: uuid.UUID | None = None,
    size: int | None = 50,
) -> Entries:
    """A page of a table in its order. `size` None gives all."""
    found = _matching(CodeEntry.objects.filter(table_name=table), wanted.searched)
    if wanted.on is not None:
        found = found.filter(_used_on(wanted.on))
    total = found.count()
    place = CodeEntry.objects.filter(id=after, table_name=table).first() if after else None
    ordered = _behind(found, place).order_by(
        "order", "code", F("valid_from").asc(nulls_first=True), "id"
    )
    page = list(ordered[: size + 1] if size else ordered)
    shown = page[:size] if size else page
    words = words_of(table)
    return Entries(
        [_listed(entry, words) for entry in shown],
        total,
        shown[-1].id if len(page) > len(shown) else None,
    )


def _matching(found: "QuerySet[CodeEntry]", searched: str) -> "QuerySet[CodeEntry]":
    for word in text.fold(searched).split():
        anywhere = Q()
        for name in SEARCHED:
            anywhere |= Q(**{f"{name}__icontains": word})
        found = found.filter(anywhere)
    return found


def _behind(found: "QuerySet[CodeEntry]", place: CodeEntry | None) -> "QuerySet[CodeEntry]":
    """What comes behind an entry; one that is not of this table begins at the start."""
    if place is None:
        return found
    same = Q(order=place.order, code=place.code)
    later = Q(valid_from__isnull=False)
    if place.valid_from is not None:
        later = Q(valid_from__gt=place.valid_from)
    return found.filter(
        Q(order__gt=place.order) | Q(order=place.order, code__gt=place.code) | (same & later)
    )


def words_of(table: CodeTable) -> Words:
    """The words that the entries of a table need: a statement where they name levels."""
    if any(one.asked is Asked.LEVEL for one in DECLARATIONS[table].attributes):
        return Words(level_labels())
    return Words()


def level_labels() -> dict[str, str]:
    """The levels of positions, those that ended too, as they are named today."""
    return {one.code: one.label for one in in_force(versions([CodeTable.LEVELS]), today())}


def section_labels() -> dict[str, str]:
    """The sections of many lines, as they are named."""
    return {section.code: section.label for section in LISTS}


def _listed(entry: CodeEntry, words: Words) -> ListedEntry:
    declared = DECLARATIONS[CodeTable(entry.table_name)].attributes
    said = {one.name: words.of(one, str(entry.attributes.get(one.name, ""))) for one in declared}
    return ListedEntry(entry, said)


def period_of(entry: CodeEntry) -> str:
    """When a version is in use: from its first day to its last."""
    since = f"ตั้งแต่ {calendar.format_short(entry.valid_from)}" if entry.valid_from else ""
    until = f"เลิกใช้ {calendar.format_short(entry.valid_until)}" if entry.valid_until else ""
    return " ".join(part for part in (since, until) if part) or "ใช้มาแต่เดิม"


def next_order(table: CodeTable) -> int:
    """The place behind all entries of a table."""
    last = CodeEntry.objects.filter(table_name=table).order_by("-order").first()
    return last.order + 1 if last else 0


def entry(table: CodeTable, entry_id: uuid.UUID) -> CodeEntry | None:
    """One version of an entry of this table."""
    return CodeEntry.objects.filter(id=entry_id, table_name=table).first()


def opened(found: CodeEntry) -> OpenedEntry:
    """Everything that the page of an entry shows."""
    words = words_of(CodeTable(found.table_name))
    stood = CodeEntry.objects.filter(table_name=found.table_name, code=found.code)
    same = list(stood.order_by(F("valid_from").desc(nulls_last=True)))
    return OpenedEntry(
        _listed(found, words),
        [_listed(one, words) for one in same],
        _changes(CodeTable(found.table_name), [one.id for one in same], words),
    )


def _changes(table: CodeTable, ids: Iterable[uuid.UUID], words: Words) -> list[EntryChange]:
    """What was changed, newest first; each beside the change of the same version before it."""
    changes: list[EntryChange] = []
    before: dict[uuid.UUID, dict[str, str]] = {}
    for change in changes_of_rows(ids):
        now = _said(table, change.row, words)
        earlier = before.get(change.row_id)
        changes.append(
            EntryChange(
                change.recorded_at,
                change.officer,
                change.post,
                earlier is None,
                [
                    Difference(label, (earlier or {}).get(label, ""), value)
                    for label, value in now.items()
                    if value != (earlier or {}).get(label, "")
                ],
            )
        )
        before[change.row_id] = now
    return changes[::-1][:MOST_CHANGES]


def _said(table: CodeTable, row: Mapping[str, Any], words: Words) -> dict[str, str]:  # Any: jsonb
    """A version as the history keeps it, in words by heading."""
    attributes = row.get("attributes") or {}
    return {
        "ชื่อ": str(row["label"]),
        "ลำดับ": str(row["order"]),
        "เริ่มใช้": _day(row.get("valid_from")),
        "เลิกใช้": _day(row.get("valid_until")),
        **{
            one.label: words.of(one, str(attributes.get(one.name, "")))
            for one in DECLARATIONS[table].attributes
        },
    }


def _day(iso: str | None) -> str:
    return calendar.format_short(date.fromisoformat(iso)) if iso else ""
