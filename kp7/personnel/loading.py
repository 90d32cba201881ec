"""Everything that some cards say, in one statement, however many sections a card has.

Each section is a branch of one UNION ALL whose columns come as text; how a column is read back is
decided by its class. Measured against a statement a section: see docs/adr/0028.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from django.db import connection, models
from psycopg import sql

from kp7.personnel.fields import PartialDateField, StoredFileField, partial_from_iso
from kp7.personnel.record import Explained, Line, Period, Value
from kp7.personnel.sections import LISTS, Section

NOTHING = "nothing"
EXPLANATIONS = "explanations"
SERVICES = "services"
# The people stand in the statement once, however many sections read them.
ASKED = "WITH asked AS MATERIALIZED (SELECT %(persons)s::uuid[] AS persons)"
BESIDE = """
SELECT 'nothing', n.id::text, n.person_id::text, ARRAY[n.section]::text[]
  FROM personnel_nothingrecorded n
 WHERE n.register_id = %(register)s
   AND n.person_id = ANY((SELECT persons FROM asked)::uuid[])
UNION ALL
SELECT 'explanations', e.id::text, e.person_id::text,
       ARRAY[e.rule, e.line_id::text, e.fingerprint, e.text]::text[]
  FROM personnel_explanation e
 WHERE e.register_id = %(register)s
   AND e.person_id = ANY((SELECT persons FROM asked)::uuid[])
UNION ALL
SELECT 'services', s.id::text, s.person_id::text,
       ARRAY[s.started_on::text, s.ended_on::text]::text[]
  FROM personnel_service s
 WHERE s.register_id = %(register)s
   AND s.person_id = ANY((SELECT persons FROM asked)::uuid[])
"""
BRANCH = sql.SQL("""
SELECT {code}, t.id::text, t.person_id::text, ARRAY[{columns}]::text[]
  FROM {table} t
 WHERE t.register_id = %(register)s
   AND t.person_id = ANY((SELECT persons FROM asked)::uuid[])
""")

Reader = Callable[[str], Value]
READERS: Mapping[type[models.Field[object, object]], Reader] = {
    models.BooleanField: lambda said: said == "true",
    models.IntegerField: int,
    models.DecimalField: Decimal,
    models.DateField: date.fromisoformat,
    PartialDateField: partial_from_iso,
    StoredFileField: uuid.UUID,
}


@dataclass(frozen=True, slots=True)
class Held:
    """What one person's card holds beside the personal data."""

    lines: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    nothing: set[str] = field(default_factory=set)
    explanations: list[Explained] = field(default_factory=list)
    services: list[Period] = field(default_factory=list)


def held_by(register_id: uuid.UUID, persons: Sequence[uuid.UUID]) -> dict[uuid.UUID, Held]:
    """What some people's cards hold, their services here included: one statement."""
    found = {str(person): Held() for person in persons}
    shapes = {section.code: shape_of(section) for section in LISTS}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"register": register_id, "persons": list(persons)})
        for code, line_id, person_id, values in cursor:
            held = found[person_id]
            if code == NOTHING:
                held.nothing.add(values[0])
            elif code == EXPLANATIONS:
                held.explanations.append(_explained(values))
            elif code == SERVICES:
                held.services.append(_period(values))
            else:
                held.lines[code].append(shapes[code].line(line_id, values))
    for held in found.values():
        held.services.sort(key=lambda period: period.started_on)
        for code, lines in held.lines.items():
            if len(lines) > 1:
                lines.sort(key=shapes[code].place)
    return {uuid.UUID(person): held for person, held in found.items()}


@dataclass(frozen=True, slots=True)
class Shape:
    """How the columns of a section are read back and ordered."""

    names: tuple[str, ...]
    read: tuple[tuple[str, int, Reader], ...]
    order: tuple[str, ...]

    def line(self, line_id: str, said: Sequence[str | None]) -> Line:
        """A line from its columns as text."""
        values: dict[str, Value] = dict(zip(self.names, said, strict=True))
        for name, index, reader in self.read:
            text = said[index]
            if text is not None:
                values[name] = reader(text)
        return Line(uuid.UUID(line_id), values)

    def place(self, line: Line) -> tuple[object, ...]:
        """Where a line stands among the others: as the database orders, nulls last."""
        values = line.values
        return tuple((values[name] is None, values[name]) for name in self.order), line.id


@cache
def shape_of(section: Section) -> Shape:
    """How a section's columns are read back and ordered."""
    columns = section.stored()
    order = [name for name in section.model._meta.ordering or () if name != "id"]
    return Shape(
        names=tuple(column.attname for column in columns),
        read=tuple(
            (column.attname, index, reader)
            for index, column in enumerate(columns)
            if (reader := _reader(column)) is not None
        ),
        order=tuple(str(name) for name in order),
    )


def _reader(column: "models.Field[object, object]") -> Reader | None:
    return next((read for kind, read in READERS.items() if isinstance(column, kind)), None)


@cache
def _statement() -> str:
    branches = [
        BRANCH.format(
            code=sql.Literal(section.code),
            columns=sql.SQL(", ").join(
                sql.SQL("t.{}::text").format(sql.Identifier(str(column.column)))
                for column in section.stored()
            ),
            table=sql.Identifier(section.model._meta.db_table),
        ).as_string()
        for section in LISTS
    ]
    return ASKED + "UNION ALL".join([*branches, BESIDE])


def _period(values: Sequence[str | None]) -> Period:
    started_on, ended_on = (date.fromisoformat(day) if day else None for day in values)
    return Period(started_on or date.min, ended_on)


def _explained(values: Sequence[str]) -> Explained:
    rule, line_id, fingerprint, text = values
    return Explained(rule, uuid.UUID(line_id) if line_id else None, fingerprint, text)
