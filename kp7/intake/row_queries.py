"""Reading what the newest plan of an import says, row by row and person by person.

Rows of what is sensitive are hidden from whoever lacks the right to it, and counted nowhere.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from kp7.intake.models import PlannedRow
from kp7.intake.queries import found_import, readable_rows
from kp7.intake.shapes import section_labels
from kp7.intake.terms import Outcome
from kp7.organizations.authority import Actor
from kp7.personnel.words import Difference


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a row from being taken: where (letter and label of the column) and why."""

    column_letter: str
    label: str
    sentence: str
    severity: str = "blocking"


@dataclass(frozen=True, slots=True)
class RowOfPlan:
    """What would be done with a row; `row` is its number as a spreadsheet shows it."""

    number: int
    sheet: str
    row: int
    section: str
    section_label: str
    person: str
    card_id: uuid.UUID | None
    line_id: uuid.UUID | None
    outcome: Outcome
    shown: str
    differences: tuple[Difference, ...]
    findings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RowPage:
    """Some rows of a plan in the file's order; `after` continues them, 0 begins."""

    rows: tuple[RowOfPlan, ...]
    after: int | None
    total: int


@dataclass(frozen=True, slots=True)
class PersonOfImport:
    """Somebody of whom an import wrote, and how many rows."""

    card_id: uuid.UUID | None
    name: str
    rows: int


def rows(  # noqa: PLR0913  what is asked for, and from where on
    import_id: uuid.UUID,
    *,
    by: Actor,
    outcome: str = "",
    section: str = "",
    after: int = 0,
    size: int | None = 50,
) -> RowPage:
    """The rows of the newest plan in the file's order; `size` None gives all."""
    found_import(import_id, by=by)
    wanted = readable_rows(import_id, by)
    if outcome:
        wanted = wanted.filter(outcome=outcome)
    if section:
        wanted = wanted.filter(section=section)
    total = wanted.count()
    page = wanted.filter(number__gt=after).order_by("number").defer("values", "before")
    read = list(page[: size + 1] if size else page)
    shown = read[:size] if size else read
    labels = section_labels()
    return RowPage(
        tuple(_planned(one, labels) for one in shown),
        shown[-1].number if len(read) > len(shown) else None,
        total,
    )


def _planned(one: PlannedRow, labels: Mapping[str, str]) -> RowOfPlan:
    return RowOfPlan(
        number=one.number,
        sheet=one.sheet,
        row=one.row,
        section=one.section,
        section_label=labels.get(one.section, one.section),
        person=one.person,
        card_id=one.card_id,
        line_id=one.line_id,
        outcome=Outcome(one.outcome),
        shown=one.shown,
        differences=tuple(Difference(*said) for said in one.differences),
        findings=tuple(Problem(*said) for said in one.findings),
    )


def people_of(
    import_id: uuid.UUID, *, by: Actor, after: int = 0, size: int = 50
) -> tuple[tuple[PersonOfImport, ...], int]:
    """The people of whom an import writes, in the file's order, from the `after`-th on; and all."""
    found_import(import_id, by=by)
    people: dict[uuid.UUID | None, list[object]] = {}
    written = readable_rows(import_id, by).filter(outcome__in=[Outcome.NEW, Outcome.CHANGED])
    for person_id, card_id, name in written.order_by("number").values_list(
        "person_id", "card_id", "person"
    ):
        seen = people.setdefault(person_id, [card_id, name, 0])
        seen[2] = int(str(seen[2])) + 1
    listed = [PersonOfImport(*seen) for seen in people.values()]  # type: ignore[arg-type]  # built above
    return tuple(listed[after : after + size]), len(listed)
