"""Reading the files of cards: what they are, and what they hold."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from kp7.personnel.models import Card, File, FileContent


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file of a card is, without its content."""

    id: uuid.UUID
    name: str
    media_type: str
    size: int
    pages: int | None


def files_of(found: Card) -> dict[uuid.UUID, FileFacts]:
    """The files of a card by their ids, those that no line shows any more among them."""
    facts = File.objects.filter(register_id=found.register_id, person_id=found.person_id)
    return {
        one.id: FileFacts(one.id, one.name, one.media_type, one.size, one.pages) for one in facts
    }


def contents_of(file_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """What some files hold, by their ids: one statement."""
    found = FileContent.objects.filter(file_id__in=set(file_ids))
    return {one.file_id: bytes(one.content) for one in found}
