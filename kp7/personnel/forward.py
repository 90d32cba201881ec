"""How far the correction of one line reaches: the later lines that were copied from it."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kp7.personnel.entries import line_of
from kp7.personnel.models import Card, Row
from kp7.personnel.record import Line
from kp7.personnel.sections import Section


@dataclass(frozen=True, slots=True)
class Later:
    """A later line that a correction reaches, its revision, and in which columns."""

    line: Line
    revision: int
    columns: tuple[str, ...]


def rows_of(card: Card, section: Section) -> list[Row]:
    """The lines of a section, in the card's order."""
    found = section.model._default_manager.filter(
        register_id=card.register_id, person_id=card.person_id
    )
    return list(found)


def later_of(
    section: Section, rows: Iterable[Row], line_id: UUID, columns: Collection[str]
) -> list[Later]:
    """The lines behind `line_id` that a change of those columns reaches, in order."""
    revisions = {row.id: row.revision for row in rows}
    lines = [line_of(row, section) for row in rows]
    found = reached(lines, line_id, columns)
    return [Later(line, revisions[line.id], found[line.id]) for line in lines if line.id in found]


def reached(
    lines: Sequence[Line], line_id: UUID, columns: Collection[str]
) -> Mapping[UUID, tuple[str, ...]]:
    """Each later line that says what the line says of a column, until one says otherwise.

    A line that says nothing of it neither ends the run nor takes the correction; where the line
    itself says nothing there is nothing to follow.
    """
    start = next((n for n, line in enumerate(lines) if line.id == line_id), len(lines))
    found: dict[UUID, tuple[str, ...]] = {}
    for column in columns:
        for line in _run(lines[start:], column):
            found[line.id] = (*found.get(line.id, ()), column)
    return found


def _run(lines: Sequence[Line], column: str) -> Iterable[Line]:
    if not lines or _empty(old := lines[0].values.get(column)):
        return
    for line in lines[1:]:
        value = line.values.get(column)
        if value == old:
            yield line
        elif not _empty(value):
            return


def _empty(value: object) -> bool:
    return value is None or value == ""


def mark_of(later: Iterable[Later]) -> str:
    """What a reader saw of the lines that a correction reaches, in a few letters."""
    seen = [f"{one.line.id}:{one.revision}:{','.join(sorted(one.columns))}" for one in later]
    digest = hashlib.sha256("\n".join(seen).encode()).hexdigest()
    return f"{len(seen)}-{digest[:32]}"
