"""Files of a card: kept with the line that shows them, handed out to those who may open it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from kp7.ledger.queries import has_looked
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.personnel import queries
from kp7.personnel.actions.editing import Gone, Invalid
from kp7.personnel.actions.looking import CARD, look_from_outside
from kp7.personnel.fields import StoredFileField
from kp7.personnel.files.kinds import MediaType, Purpose
from kp7.personnel.files.reading import ReadFile
from kp7.personnel.models import Card, File, FileContent, Row
from kp7.personnel.sections import LISTS, Section

FILE: Final = "file"
OPEN_CARD: Final = dt.timedelta(minutes=10)  # a picture of a card just opened is no look of its own
ANOTHERS: Final = "ไฟล์นี้ไม่ใช่ของบัตรนี้ กรุณาเลือกไฟล์ใหม่"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file as it is sent: under the name and the type that it was kept with."""

    name: str
    kind: MediaType
    content: bytes


def kept(row: Row, section: Section, values: Mapping[str, object]) -> Mapping[str, object]:
    """Keep the files among the values of a line; the line will name them by their ids.

    Called inside the transaction of the line: a line that is refused leaves no file.
    """
    ids = {}
    for column in section.fields():
        if isinstance(column, StoredFileField) and column.name in values:
            ids[column.name] = _kept(row, column, values[column.name])
    return {**values, **ids}


def _kept(row: Row, column: StoredFileField, value: object) -> object:
    if isinstance(value, ReadFile):
        return _stored(row, value)
    if value != getattr(row, column.attname) and not _fits(row, column, value):
        raise Invalid({column.name: [ANOTHERS]})
    return value


def _stored(row: Row, read: ReadFile) -> uuid.UUID:
    """Keep a file, once a card: the same again is the one that is there."""
    of_card = {"register_id": row.register_id, "person_id": row.person_id}
    there = File.objects.filter(**of_card, sha256=read.sha256).first()
    if there is not None:
        return there.id
    file = File.objects.create(
        **of_card,
        name=read.name,
        media_type=read.kind,
        size=len(read.content),
        sha256=read.sha256,
        width=read.width,
        height=read.height,
        pages=read.pages,
    )
    FileContent.objects.create(file=file, content=read.content)
    return file.id


def _fits(row: Row, column: StoredFileField, value: object) -> bool:
    """Whether a file named by its id is the card's own, and of a kind that the column takes."""
    if not isinstance(value, uuid.UUID):
        return value is None
    return File.objects.filter(
        id=value,
        register_id=row.register_id,
        person_id=row.person_id,
        media_type__in=Purpose(column.accepts).accepts,
    ).exists()


def hand_out(*, by: Actor, card_id: uuid.UUID, file_id: uuid.UUID) -> HandedOut:
    """A file of a card that `by` may open; one out of reach is Gone, as one that never was.

    Whoever opens one from outside is kept. A file that a sensitive line shows, or that no line
    shows any more, takes the right to what is sensitive.
    """
    card = queries.card(card_id)
    if card is None:
        raise Gone
    file = File.objects.filter(
        id=file_id, register_id=card.register_id, person_id=card.person_id
    ).first()
    if file is None or (_is_sensitive(card, file) and not by.reads_sensitive):
        raise Gone
    if not authority.may_record(by, card.register_id) and not _comes_with_card(by, card, file):
        look_from_outside(by, card, FILE)
    content = bytes(FileContent.objects.get(file=file).content)
    return HandedOut(file.name, MediaType(file.media_type), content)


def _is_sensitive(card: Card, file: File) -> bool:
    (record,) = queries.records(card.register_id, [card])
    showing = [
        record.reference.is_sensitive(section.code, line)
        for section in LISTS
        for column in section.fields()
        if isinstance(column, StoredFileField)
        for line in record.section(section.code)
        if line.values.get(column.name) == file.id
    ]
    return not showing or any(showing)


def _comes_with_card(by: Actor, card: Card, file: File) -> bool:
    """Whether it is a picture of the card that `by` has just opened: that look is kept already."""
    return (
        by.post_id is not None
        and file.media_type != MediaType.PDF
        and has_looked(by.post_id, card.person_id, CARD, since=timezone.now() - OPEN_CARD)
    )
