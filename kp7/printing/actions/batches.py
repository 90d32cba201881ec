"""The cards of many people as one file: asked for, printed by a job, fetched, and let go of."""

import os
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, ClassVar, Final

from django.db import transaction
from django.utils import timezone

from kp7.jobs import actions as jobs
from kp7.jobs.running import Running
from kp7.ledger.actions import record_looks
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.organizations.queries import actor_of
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.looking import named
from kp7.personnel.queries import Filter
from kp7.printing.actions.cards import PRINTED, check_print
from kp7.printing.actions.drawing import Asked, Drawn, Shown, draw
from kp7.printing.models import Batch, BatchPart, Issue
from kp7.printing.planning import NothingNew
from kp7.printing.queries import may_fetch, people_wanted
from kp7.printing.terms import Bundle
from kp7.printing.wanted import Wanted
from kp7.refusal import Refusal

KIND: Final = "printing.batch"
MOST: Final = 3_000
KEPT_FOR: Final = timedelta(days=7)
PART: Final = 1_000_000


class Nobody(Refusal):
    """The list is empty."""

    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__("ไม่มีบุคลากรตามเงื่อนไขที่เลือก กรุณาเปลี่ยนเงื่อนไขแล้วลองใหม่")


class TooMany(Refusal):
    """More people than one file is for."""

    status: ClassVar[int] = 422

    def __init__(self, number: int) -> None:
        super().__init__(
            f"มีบุคลากร {number:,} คน พิมพ์ได้ครั้งละไม่เกิน {MOST:,} คน กรุณาเลือกทีละกองหรือทีละประเภทบุคลากร"
        )


class Expired(Refusal):
    """The file is not kept any more."""

    status: ClassVar[int] = 410

    def __init__(self) -> None:
        super().__init__(f"ไฟล์นี้เก็บไว้ {KEPT_FOR.days} วันและลบไปแล้ว กรุณาสั่งพิมพ์ใหม่")


class CouldNotPrint(Refusal):
    """Nobody of those asked for could be printed."""

    status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file, in pieces: what it is called, what it is, how long."""

    name: str
    bundle: Bundle
    size: int
    content: Iterator[bytes]


def ask_batch(  # noqa: PLR0913  who prints whom, how, into what
    *,
    by: Actor,
    register_id: uuid.UUID,
    people: Filter,
    division: str,
    wanted: Wanted,
    bundle: Bundle,
    title: str,
) -> uuid.UUID:
    """Ask for the cards of a list as one file; asked again while it is printed, it is that one."""
    with transaction.atomic():
        now = actor_of(by.post_id) if by.post_id else by
        check_print(now, register_id, wanted.what)
        _let_go()
        cards = _some(people_wanted(register_id, people, division))
        batch, _ = Batch.objects.get_or_create(
            register_id=register_id,
            post_id=now.post_id,
            officer=now.officer,
            wanted=wanted.to_json(),
            bundle=bundle,
            cards=cards,
            finished_at=None,
            defaults={"title": title, "post": now.post, "organization": now.organization},
        )
        jobs.ask(by=now, kind=KIND, register_id=register_id, subject=batch.id, title=title)
    return batch.id


def _some(cards: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    if not cards:
        raise Nobody
    if len(cards) > MOST:
        raise TooMany(len(cards))
    return cards


def print_batch(running: Running) -> None:
    """Print a batch. Its file and what is kept of it are stored at once: all of it or nothing."""
    batch = Batch.objects.get(id=running.subject)
    if batch.finished_at is not None:
        return
    wanted = Wanted.from_json(batch.wanted)
    check_print(running.by, batch.register_id, wanted.what)
    asked = Asked(
        by=running.by,
        register_id=batch.register_id,
        card_ids=batch.cards,
        wanted=wanted,
        bundle=Bundle(batch.bundle),
        title=batch.title,
        moment=timezone.now(),
        shown=lambda done, of: running.progress(done, of, "กำลังจัดหน้า"),
        batch_id=batch.id,
    )
    with tempfile.TemporaryFile() as file:
        drawn = draw(asked, file)
        check_drawn(drawn)
        running.progress(len(batch.cards), len(batch.cards), "กำลังเก็บไฟล์")
        with transaction.atomic():
            _finish(batch, asked, drawn, file)


def check_drawn(drawn: Drawn) -> None:
    """Refuse where nothing was printed, and say why."""
    if drawn.issues:
        return
    if drawn.refused:
        raise CouldNotPrint(drawn.refused[0][1])
    raise NothingNew


def _finish(batch: Batch, asked: Asked, drawn: Drawn, file: BinaryIO) -> None:
    """Store the file with what is kept of it, unless another run of the job has."""
    # Guards the file: two runs of one job cannot both store theirs.
    locked = Batch.objects.select_for_update(of=("self",), no_key=True).get(id=batch.id)
    if locked.finished_at is not None:
        return
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    for number, piece in enumerate(iter(lambda: file.read(PART), b"")):
        BatchPart.objects.create(batch=locked, number=number, content=piece)
    keep(asked, drawn)
    now = timezone.now()
    Batch.objects.filter(id=batch.id).update(
        finished_at=now,
        expires_at=now + KEPT_FOR,
        people=len(drawn.issues),
        pages=drawn.pages,
        left_out=drawn.left_out,
        sensitive=drawn.sensitive,
        refused=drawn.refused,
        size=size,
    )


def keep(asked: Asked, drawn: Drawn) -> None:
    """Keep who was printed, and that it was from outside; in the transaction of the file."""
    Issue.objects.bulk_create(drawn.issues, batch_size=200)
    if not authority.may_record(asked.by, asked.register_id):
        record_looks(
            actor=named(asked.by),
            register_id=asked.register_id,
            person_ids=[issue.person_id for issue in drawn.issues],
            what=PRINTED,
        )


def fetch(*, by: Actor, batch_id: uuid.UUID) -> Fetched:
    """The file of a batch; of one that `by` may not fetch or that is not there yet: Gone."""
    batch = Batch.objects.filter(id=batch_id).first()
    if batch is None or not may_fetch(by, batch) or batch.expires_at is None:
        raise Gone
    if batch.expires_at <= timezone.now():
        raise Expired
    return Fetched(
        f"{batch.title}.{batch.bundle}", Bundle(batch.bundle), batch.size, _pieces(batch)
    )


def _pieces(batch: Batch) -> Iterator[bytes]:
    number = 0
    while piece := BatchPart.objects.filter(batch=batch, number=number).first():
        yield bytes(piece.content)
        number += 1


def _let_go() -> None:
    """Remove the files whose time is over; that they were printed stays."""
    BatchPart.objects.filter(batch__expires_at__lte=timezone.now()).delete()


# --- an operator's file -----------------------------------------------------------------------


def print_to(  # noqa: PLR0913  who prints whom, how, into what
    *,
    by: Actor,
    register_id: uuid.UUID,
    card_ids: Sequence[uuid.UUID] | None,
    wanted: Wanted,
    title: str,
    path: Path,
    shown: Shown,
) -> Drawn:
    """Print cards into a file of this machine; `card_ids` None stands for everybody in service.

    The file takes its name when all is in it, together with what is kept of it.
    """
    check_print(by, register_id, wanted.what)
    cards = people_wanted(register_id, Filter()) if card_ids is None else card_ids
    if not cards:
        raise Nobody
    bundle = Bundle.ZIP if path.suffix.lower() == ".zip" else Bundle.PDF
    asked = Asked(by, register_id, cards, wanted, bundle, title, timezone.now(), shown)
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(begun, "xb", opener=_for_oneself) as file:
            drawn = draw(asked, file)
            check_drawn(drawn)
            file.flush()
            os.fsync(file.fileno())
        with transaction.atomic():
            keep(asked, drawn)
            begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
    return drawn


def _for_oneself(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
