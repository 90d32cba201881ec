"""Reading imports: one, those of a register, what the newest plan says row by row.

An import is read by those who may record in its register. Rows of what is sensitive are hidden
from whoever lacks the right to it, and counted nowhere for them.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, QuerySet

from kp7.intake.heads import book_of
from kp7.intake.layout import layout
from kp7.intake.mapping import Mapping_, problems
from kp7.intake.models import Import, PlannedRow, RememberedMapping
from kp7.intake.reading.book import Book, Merged
from kp7.intake.shapes import section_labels
from kp7.intake.terms import ImportState, Outcome
from kp7.jobs.queries import JobView, latest_of
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.refusal import Refusal

PLAN, APPLY, UNDO = "intake.plan", "intake.apply", "intake.undo"


class NoSuchImport(Refusal):
    """There is no such import, or it is another organization's."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__("ไม่พบการนำเข้านี้ หรือไม่ใช่ของหน่วยงานท่าน")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each section become what; sections in the card's order."""

    by_section: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, outcome: str, section: str = "") -> int:
        """How many rows become that, of one section or of all."""
        named = (section,) if section else self.by_section
        return sum(self.by_section.get(code, {}).get(outcome, 0) for code in named)

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The sections that the file speaks of: code and label."""
        labels = section_labels()
        return tuple((code, labels[code]) for code in labels if code in self.by_section)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(sum(counts.values()) for counts in self.by_section.values())

    @property
    def to_write(self) -> int:
        """How many rows would be written."""
        return self.of(Outcome.NEW) + self.of(Outcome.CHANGED)


@dataclass(frozen=True, slots=True)
class FoundByRule:
    """What a rule would newly find once the import is applied."""

    code: str
    severity: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import among others."""

    id: uuid.UUID
    name: str
    kind: str
    state: ImportState
    officer: str
    at: datetime
    counts: Counts


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Some imports, newest first; `after` continues them."""

    imports: tuple[ImportRow, ...]
    after: uuid.UUID | None
    total: int


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import as it stands; `seen` is what applying must name, `failure` why it came to nothing.

    `problems` say why it cannot be checked yet; `same_as` is an earlier import of the same bytes
    that was applied.
    """

    id: uuid.UUID
    register_id: uuid.UUID
    name: str
    kind: str
    size: int
    state: ImportState
    officer: str
    at: datetime
    planned_at: datetime | None
    applied_at: datetime | None
    applied_by: str
    undone_at: datetime | None
    undone_by: str
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    mapping: Mapping_
    mapping_name: str
    seen: int
    counts: Counts
    found: tuple[FoundByRule, ...]
    skip_refused: bool
    job: JobView | None
    same_as: uuid.UUID | None
    failure: str
    sees_cells: bool

    @property
    def may_apply(self) -> bool:
        """Whether there is something to confirm."""
        return self.state is ImportState.PLANNED and self.counts.to_write > 0


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The first rows of a sheet, their cells as text; rows and columns count from A1.

    `withheld`: the rows beneath the headings are not shown to this reader.
    """

    name: str
    hidden: bool
    total_rows: int
    rows: tuple[tuple[str, ...], ...]
    hidden_rows: tuple[int, ...]
    merged: tuple[Merged, ...]
    withheld: bool = False


def imports_of(
    register_id: uuid.UUID, *, after: uuid.UUID | None = None, size: int = 20
) -> ImportPage:
    """The imports of a register, newest first."""
    found = Import.objects.filter(register_id=register_id).order_by("-id")
    total = found.count()
    beyond = found.filter(id__lt=after) if after else found
    rows = list(beyond.only(*_LISTED)[: size + 1])
    shown = rows[:size]
    return ImportPage(
        tuple(_row(one) for one in shown), shown[-1].id if len(rows) > size else None, total
    )


_LISTED = ("id", "name", "kind", "state", "officer", "received_at", "counts")


def _row(one: Import) -> ImportRow:
    return ImportRow(
        one.id,
        one.name,
        one.kind,
        ImportState(one.state),
        one.officer,
        one.received_at,
        Counts(one.counts),
    )


def found_import(import_id: uuid.UUID, *, by: Actor) -> Import:
    """The stored import, for whoever may record in its register; else NoSuchImport."""
    one = Import.objects.filter(id=import_id).first()
    if one is None or not (by.is_system or authority.may_record(by, one.register_id)):
        raise NoSuchImport
    return one


def import_view(import_id: uuid.UUID, *, by: Actor) -> ImportView | None:
    """An import for its page; None where `by` may not see it."""
    try:
        one = found_import(import_id, by=by)
    except NoSuchImport:
        return None
    mapping = Mapping_.from_json(one.mapping)
    return ImportView(
        id=one.id,
        register_id=one.register_id,
        name=one.name,
        kind=one.kind,
        size=one.size,
        state=ImportState(one.state),
        officer=one.officer,
        at=one.received_at,
        planned_at=one.planned_at,
        applied_at=one.applied_at,
        applied_by=one.applied_by,
        undone_at=one.undone_at,
        undone_by=one.undone_by,
        notes=tuple(one.notes),
        problems=problems(mapping, head_of(one), layout()),
        mapping=mapping,
        mapping_name=one.mapping_name,
        seen=one.seen,
        counts=counts_of(one, by=by),
        found=tuple(FoundByRule(**rule) for rule in one.found),
        skip_refused=one.skip_refused,
        job=_newest_job(one.id),
        same_as=_same_as(one),
        failure=one.failure,
        sees_cells=sees_cells(one, by),
    )


def counts_of(one: Import, *, by: Actor) -> Counts:
    """How many rows become what, without the rows that `by` may not read."""
    if by.reads_sensitive:
        return Counts(one.counts)
    found = readable_rows(one.id, by).values_list("section", "outcome").annotate(n=Count("id"))
    counts: dict[str, dict[str, int]] = {}
    for section, outcome, number in found.order_by("section", "outcome"):
        counts.setdefault(section, {})[outcome] = number
    return Counts(counts)


def readable_rows(import_id: uuid.UUID, by: Actor) -> QuerySet[PlannedRow]:
    """The rows of the newest plan that `by` may read."""
    found = PlannedRow.objects.filter(of_import_id=import_id)
    return found if by.reads_sensitive else found.filter(sensitive=False)


def head_of(one: Import) -> Book:
    """The first rows of an import's file."""
    return book_of(one.name, one.kind, one.heads)


def _newest_job(import_id: uuid.UUID) -> JobView | None:
    jobs = [job for kind in (PLAN, APPLY, UNDO) if (job := latest_of(kind, import_id))]
    return max(jobs, key=lambda job: job.asked_at, default=None)


def _same_as(one: Import) -> uuid.UUID | None:
    return (
        Import.objects.filter(
            register_id=one.register_id, sha256=one.sha256, state=ImportState.APPLIED
        )
        .exclude(id=one.id)
        .order_by("-id")
        .values_list("id", flat=True)
        .first()
    )


def sees_cells(one: Import, by: Actor) -> bool:
    """Whether `by` may see a file's cells as they stand: nobody knows yet what is sensitive there.

    Whoever brought it in has seen them; others need the right to what is sensitive.
    """
    return by.is_system or by.reads_sensitive or (by.post_id == one.post_id)


def sheets_of(import_id: uuid.UUID, *, by: Actor, rows: int = 12) -> tuple[SheetHead, ...]:
    """The first rows of each sheet of an import as in the file; headings alone where withheld."""
    one = found_import(import_id, by=by)
    withheld, mapping = not sees_cells(one, by), Mapping_.from_json(one.mapping)
    return tuple(
        SheetHead(
            head["name"],
            head["hidden"],
            head["total_rows"],
            tuple(
                tuple(cells)
                for cells in head["rows"][
                    : _headings_end(mapping, head["name"]) if withheld else rows
                ]
            ),
            tuple(row for row in head["hidden_rows"] if row < rows),
            tuple(merged for said in head["merged"] if (merged := Merged(*said)).first_row < rows),
            withheld,
        )
        for head in one.heads
    )


def _headings_end(mapping: Mapping_, name: str) -> int:
    """How many of a sheet's first rows are no content; none of a sheet that is left out."""
    sheet = mapping.sheet(name)
    return sheet.heading_rows[1] + 1 if sheet and sheet.section else 0


def mappings_of(register_id: uuid.UUID) -> tuple[str, ...]:
    """The names of the mappings that an organization has remembered, the last used first."""
    found = RememberedMapping.objects.filter(register_id=register_id)
    return tuple(found.order_by("-used_at", "name").values_list("name", flat=True))


def remembered(register_id: uuid.UUID, name: str) -> Mapping_ | None:
    """The mapping that an organization remembered under a name."""
    found = RememberedMapping.objects.filter(register_id=register_id, name=name).first()
    return Mapping_.from_json(found.mapping) if found else None
