"""Planned rows put aside, row by row, and taken up again when they are written."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.db import connection

from kp7.intake.layout import NOTHING
from kp7.intake.models import PlannedRow
from kp7.intake.planning import Planned
from kp7.intake.shapes import Shape, shape
from kp7.intake.terms import Outcome
from kp7.personnel.record import Line
from kp7.personnel.sections import PERSONAL

COLUMNS: Final = (
    "of_import_id",
    "number",
    "sheet",
    "row",
    "section",
    "person",
    "person_id",
    "card_id",
    "digits",
    "line_id",
    "outcome",
    "sensitive",
    "shown",
    "values",
    "before",
    "differences",
    "findings",
)
COPY: Final = f"COPY intake_plannedrow ({', '.join(COLUMNS)}) FROM STDIN"
MOST_SHOWN: Final = 300


class Staged(NamedTuple):
    """A row that is to be written, as it was put aside."""

    person_id: uuid.UUID
    line_id: uuid.UUID
    outcome: str
    digits: str
    values: list[str | None]
    before: list[str | None] | None


def put_aside(import_id: uuid.UUID, plan: Iterable[Sequence[Planned]]) -> None:
    """Put a new plan in the place of the old one: a statement for each part of it."""
    PlannedRow.objects.filter(of_import_id=import_id).delete()
    for rows in plan:
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(COPY) as copy,
        ):
            for one in rows:
                copy.write_row(_row(import_id, one))


def staged(import_id: uuid.UUID, section: str) -> Iterator[Staged]:
    """The rows of a section that are to be written, in the file's order."""
    rows = PlannedRow.objects.filter(
        of_import_id=import_id, section=section, outcome__in=[Outcome.NEW, Outcome.CHANGED]
    ).order_by("number")
    for row in rows.values_list(
        "person_id", "line_id", "outcome", "digits", "values", "before"
    ).iterator(chunk_size=2000):
        yield Staged(*row)  # type: ignore[arg-type]  # what is written has all of them


def sections_staged(import_id: uuid.UUID) -> list[str]:
    """The sections of which something is to be written."""
    rows = PlannedRow.objects.filter(
        of_import_id=import_id, outcome__in=[Outcome.NEW, Outcome.CHANGED]
    )
    return list(rows.order_by("section").values_list("section", flat=True).distinct())


def name_new_people(import_id: uuid.UUID, people: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Let the rows of new people name the person and the card that they have now."""
    if not people:
        return
    with connection.cursor() as cursor:
        cursor.execute(NAME, [list(people), list(people.values()), import_id, import_id])


NAME: Final = """
UPDATE intake_plannedrow r SET person_id = n.person_id, card_id = c.line_id
  FROM unnest(%s::uuid[], %s::uuid[]) AS n(meant, person_id), intake_plannedrow c
 WHERE r.of_import_id = %s AND r.person_id = n.meant
   AND c.of_import_id = %s AND c.section = 'personal' AND c.outcome = 'NEW'
   AND c.person_id = n.meant
"""


def _row(import_id: uuid.UUID, one: Planned) -> tuple[object, ...]:
    line = one.line
    new_card = line.section == PERSONAL.code and one.outcome is Outcome.NEW
    return (
        import_id,
        line.number,
        _kept(line.sheet),
        line.row,
        line.section,
        _kept(one.person),
        one.person_id,
        one.line_id if new_card else one.card_id,
        line.digits if new_card else "",
        one.line_id or (uuid.UUID(int=line.number) if line.section == NOTHING else None),
        str(one.outcome),
        one.sensitive,
        *_said(one),
        _json([[said.place, said.label, said.sentence, "blocking"] for said in line.wrong]),
    )


def _said(one: Planned) -> tuple[str, str | None, str | None, str]:
    """What is shown of a row, what is written of it, what stood before, how the two differ."""
    if not one.outcome.writes:
        return "", None, None, "[]"
    if one.becomes is None:  # “ไม่มี” of a section
        code = str(one.line.values["section"])
        return shape(code).section.label, _json([code]), None, "[]"
    known, becomes = shape(one.line.section), one.becomes
    after = _json(known.texts(becomes.after))
    shown = _kept(known.in_short(becomes.after, becomes.line))[:MOST_SHOWN]
    if becomes.before is None:
        return shown, after, None, "[]"
    before = _json(known.texts(becomes.before.values))
    return shown, after, before, _json(_differences(known, becomes.before, becomes.line))


def _differences(known: Shape, before: Line, after: Line) -> list[list[str]]:
    return [
        [column.label, known.words(name, before), known.words(name, after)]
        for name, column in known.columns.items()
        if before.values.get(name) != after.values.get(name)
        or (column.table and before.text(f"{name}_label") != after.text(f"{name}_label"))
    ]


def _kept(text: str) -> str:
    """Text without what a database cannot hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)
