"""Rows as the history keeps them, read as lines of a card.

A row was kept with the columns that its table had then: one that came later says what it says
of every line that nobody has touched since, its default.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import DecimalField, Field

from kp7.personnel.loading import shape_of
from kp7.personnel.models import Row
from kp7.personnel.record import Line
from kp7.personnel.sections import Section

AnyRow = TypeVar("AnyRow", bound=Row)
Kept = Mapping[str, Any]  # a row as jsonb: text, numbers, booleans and nulls by column


def line_of(section: Section, row: Kept) -> Line:
    """A kept row as the line of a section that it was."""
    return Line(
        UUID(row["id"]), {column.attname: _value(column, row) for column in section.stored()}
    )


def lines_of(section: Section, rows: Iterable[Kept]) -> tuple[Line, ...]:
    """Kept rows of one section, in the card's order."""
    return tuple(sorted((line_of(section, row) for row in rows), key=shape_of(section).place))


def row_of(model: type[AnyRow], row: Kept) -> AnyRow:
    """A kept row as an object of its table, never to be saved."""
    columns: Sequence[Field[Any, Any]] = model._meta.concrete_fields
    return model(**{c.attname: _value(c, row) for c in columns if not c.generated})


def _value(column: "Field[Any, Any]", row: Kept) -> Any:  # noqa: ANN401  what the column holds
    if column.attname not in row:
        return column.get_default()
    kept = row[column.attname]
    if kept is not None and isinstance(column, DecimalField):
        return Decimal(str(kept))  # the database can also hold NaN, which Django refuses
    return column.to_python(kept)
