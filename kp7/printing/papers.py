"""Cards read for the printer: whatever their number, the number of statements is the same."""

import io
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from PIL import Image

from kp7.organizations.authority import Actor
from kp7.organizations.queries import standing_on
from kp7.organizations.standings import StandingView
from kp7.personnel import queries
from kp7.personnel.models import Card
from kp7.personnel.record import Assessment, Record
from kp7.personnel.stored_files import contents_of
from kp7.printing.cards.choices import Paper, Photo
from kp7.thai.calendar import buddhist_year

PHOTOGRAPHS: Final = "photographs"
LARGEST: Final = (480, 640)  # dots: 300 to the inch at the size that the form has
QUALITY: Final = 85


def papers(register_id: uuid.UUID, cards: Sequence[Card], *, by: Actor) -> list[Paper]:
    """Each card as `by` may see it on paper, in the order given.

    Whether `by` may print it at all was asked before: see `kp7.printing.actions`.
    """
    if not cards:
        return []
    standing = standing_on(register_id, queries.today())
    records = [
        Assessment(record, ()).for_reader(reads_sensitive=by.reads_sensitive).record
        for record in queries.records(register_id, cards)
    ]
    pictures = contents_of(file_id for record in records for _, file_id in _photographs(record))
    return [
        Paper(
            record=record,
            organization=_chain(standing),
            office=standing.short_name,
            kind=card.kind_label or record.kind.label,
            photographs=_photos(record, pictures),
            reads_sensitive=by.reads_sensitive,
        )
        for card, record in zip(cards, records, strict=True)
    ]


def _chain(standing: StandingView) -> tuple[str, ...]:
    return standing.full_name, f"อำเภอ{standing.amphoe}", f"จังหวัด{standing.province}"


def _photographs(record: Record) -> list[tuple[int, uuid.UUID]]:
    """The year (ค.ศ.) and the file of each photograph, the oldest first."""
    return [
        (line.number("taken_year") or 0, file_id)
        for line in record.section(PHOTOGRAPHS)
        if isinstance(file_id := line.values.get("file"), uuid.UUID)
    ]


def _photos(record: Record, pictures: Mapping[uuid.UUID, bytes]) -> tuple[Photo, ...]:
    return tuple(
        Photo(buddhist_year(year), at_most(pictures[file_id]))
        for year, file_id in _photographs(record)
        if file_id in pictures
    )


def at_most(picture: bytes) -> bytes:
    """A picture in no more dots than the form can show: a sheaf of 200 cards stays small."""
    with Image.open(io.BytesIO(picture)) as image:
        if image.width <= LARGEST[0] and image.height <= LARGEST[1] and image.format == "JPEG":
            return picture
        image.thumbnail(LARGEST)
        smaller = io.BytesIO()
        image.convert("RGB").save(smaller, "JPEG", quality=QUALITY)
        return smaller.getvalue()
