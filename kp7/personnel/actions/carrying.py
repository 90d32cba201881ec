"""A card brought to another register: all that it holds is there too, and stays where it was.

Where the person had a card in that register before, the two become one: lines that are not there
are added, one that stands under the same key says what the newer card says, and nothing is lost.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from django.db import connection, models

from kp7.personnel.actions.editing import label_for
from kp7.personnel.codes import entry_on
from kp7.personnel.fields import StoredFileField
from kp7.personnel.models import Card, Explanation, File, NothingRecorded, Row
from kp7.personnel.sections import LISTS, PERSONAL
from kp7.personnel.terms import CodeTable

AnyRow = TypeVar("AnyRow", bound=Row)
Meeting = Callable[[Row, Row], None]  # a line that stands, and one that comes under its key
Ids = Mapping[uuid.UUID, uuid.UUID]  # from what it was there to what it is here

OF_THE_ROW: Final = frozenset({"id", "revision", "register", "person"})
NUMBER: Final = "sequence"
BYTES: Final = """
INSERT INTO personnel_filecontent (file_id, content)
SELECT brought.new, kept.content
  FROM unnest(%s::uuid[], %s::uuid[]) AS brought(old, new)
  JOIN personnel_filecontent kept ON kept.file_id = brought.old
"""


def bring(card: Card, to: uuid.UUID, on: date) -> Card:
    """The card as it stands, in the register `to` as well; the kind is named as it is there."""
    brought = _personal(card, to, on)
    _sections(card, to, _renew)
    return brought


def add(card: Card, to: uuid.UUID) -> None:
    """What an older card holds, added to the newer one in the register `to`, which has its say."""
    _sections(card, to, _keep)


def _sections(card: Card, to: uuid.UUID, meet: Meeting) -> None:
    files = _files(card, to)
    lines: dict[uuid.UUID, uuid.UUID] = {}
    for section in LISTS:
        lines |= _lines(section.model, card, to, files, meet)
    _nothing(card, to)
    _explanations(card, to, lines)


def _personal(card: Card, to: uuid.UUID, on: date) -> Card:
    there = Card.objects.filter(register_id=to, person_id=card.person_id).first()
    brought = there or Card(register_id=to, person_id=card.person_id)
    for column in PERSONAL.stored():
        setattr(brought, column.attname, getattr(card, column.attname))
    kind = entry_on(CodeTable.KINDS, card.kind, on)
    brought.kind_label = label_for(kind, to) if kind else card.kind_label
    if there is not None:
        brought.revision += 1
    brought.save(force_insert=there is None, force_update=there is not None)
    return brought


def _files(card: Card, to: uuid.UUID) -> Ids:
    """Every file of the card, with its bytes; one that is there already is that one."""
    there = {file.sha256: file.id for file in _rows(File, to, card.person_id)}
    ids: dict[uuid.UUID, uuid.UUID] = {}
    new: list[File] = []
    old: list[uuid.UUID] = []
    for file in _rows(File, card.register_id, card.person_id):
        if file.sha256 not in there:
            new.append(_copy(file, to))
            old.append(file.id)
            there[file.sha256] = new[-1].id
        ids[file.id] = there[file.sha256]
    File.objects.bulk_create(new)
    with connection.cursor() as cursor:
        cursor.execute(BYTES, [old, [file.id for file in new]])
    return ids


def _lines(
    model: type[Row], card: Card, to: uuid.UUID, files: Ids, meet: Meeting
) -> dict[uuid.UUID, uuid.UUID]:
    there = list(_rows(model, to, card.person_id))
    same = {_content(row): row.id for row in there}
    keyed = {key: row for row in there for key in _keys(row)}
    numbers = {_number(row) for row in there}
    ids: dict[uuid.UUID, uuid.UUID] = {}
    new: list[Row] = []
    for row in _rows(model, card.register_id, card.person_id):
        line = _copy(row, to, files)
        standing = next((keyed[key] for key in _keys(line) if key in keyed), None)
        if _content(line) in same:
            ids[row.id] = same[_content(line)]
        elif standing is not None:
            meet(standing, line)
            ids[row.id] = standing.id
        else:
            _take_free_number(line, numbers)
            new.append(line)
            ids[row.id] = line.id
    model._default_manager.bulk_create(new)
    return ids


def _nothing(card: Card, to: uuid.UUID) -> None:
    """A recorded “ไม่มี” goes along where no line contradicts it."""
    of_card = {"register_id": to, "person_id": card.person_id}
    here = set(_rows(NothingRecorded, to, card.person_id).values_list("section", flat=True))
    there = _rows(NothingRecorded, card.register_id, card.person_id)
    asked = here | set(there.values_list("section", flat=True))
    holding = {
        section.code
        for section in LISTS
        if section.code in asked and _rows(section.model, to, card.person_id).exists()
    }
    NothingRecorded.objects.filter(**of_card, section__in=here & holding).delete()
    NothingRecorded.objects.bulk_create(
        NothingRecorded(**of_card, section=code) for code in sorted(asked - here - holding)
    )


def _explanations(card: Card, to: uuid.UUID, lines: Ids) -> None:
    """What was said of a warning goes along with the line that it was said of."""
    there = {(row.rule, row.line_id) for row in _rows(Explanation, to, card.person_id)}
    new = []
    for row in _rows(Explanation, card.register_id, card.person_id):
        line_id = lines.get(row.line_id) if row.line_id else None
        if (row.line_id is None or line_id) and (row.rule, line_id) not in there:
            new.append(_copy(row, to))
            new[-1].line_id = line_id
    Explanation.objects.bulk_create(new)


# --- rows ---------------------------------------------------------------------------------------


def _rows(
    model: type[AnyRow], register_id: uuid.UUID, person_id: uuid.UUID
) -> "models.QuerySet[AnyRow]":
    return model._default_manager.filter(register_id=register_id, person_id=person_id).order_by(
        "id"
    )


def _columns(model: type[Row]) -> Iterator["models.Field[object, object]"]:
    """What a row says, beside whose it is and how often it changed."""
    return (
        column
        for column in model._meta.concrete_fields
        if column.name not in OF_THE_ROW and not column.generated
    )


def _copy(row: AnyRow, to: uuid.UUID, files: Ids | None = None) -> AnyRow:
    copied = type(row)(register_id=to, person_id=row.person_id)
    for column in _columns(type(row)):
        value = getattr(row, column.attname)
        if isinstance(column, StoredFileField) and files is not None:
            value = files.get(value)
        setattr(copied, column.attname, value)
    return copied


def _content(row: Row) -> tuple[object, ...]:
    """What makes two lines the same: all they say but their number."""
    return tuple(
        getattr(row, column.attname) for column in _columns(type(row)) if column.name != NUMBER
    )


def _keys(row: Row) -> Iterator[tuple[object, ...]]:
    """The keys under which the card holds one such line; those with a number can be moved."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "register" in constraint.fields:
            names = [name for name in constraint.fields if name not in OF_THE_ROW]
            values = [getattr(row, name) for name in names]
            known = None not in values or constraint.nulls_distinct is False
            if known and "id" not in constraint.fields and NUMBER not in names:
                yield (constraint.name, *values)


def _number(row: Row) -> tuple[object, int]:
    """The number of a line that has one: among those of its day, or of the whole section."""
    return getattr(row, "effective_on", None), getattr(row, NUMBER, 0)


def _take_free_number(line: Row, numbers: set[tuple[object, int]]) -> None:
    if not hasattr(line, NUMBER):
        return
    day, number = _number(line)
    if (day, number) in numbers:
        setattr(line, NUMBER, 1 + max(taken for of, taken in numbers if of == day))
    numbers.add(_number(line))


def _keep(standing: Row, line: Row) -> None:
    """The line that stands has its say."""


def _renew(standing: Row, line: Row) -> None:
    """The line that comes has its say."""
    for column in _columns(type(standing)):
        if column.name != NUMBER:
            setattr(standing, column.attname, getattr(line, column.attname))
    standing.revision += 1
    standing.save(force_update=True)
