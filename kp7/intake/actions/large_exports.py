"""A large register's workbook: asked for, made by a job, kept for a day, fetched by who asked."""

import uuid
from dataclasses import asdict
from io import BytesIO
from typing import IO, ClassVar

from django.db import transaction
from django.utils import timezone

from kp7.intake.actions.exporting import Progress, export_register
from kp7.intake.exports import KEPT_FOR, KIND
from kp7.intake.models import Export
from kp7.jobs import actions as jobs
from kp7.organizations import authority
from kp7.organizations.authority import Actor
from kp7.organizations.queries import actor_of
from kp7.personnel.queries import Filter
from kp7.personnel.terms import Presence
from kp7.refusal import Refusal

TITLE = "ส่งออก Excel ทั้งเล่ม"


class NotKept(Refusal):
    """There is no such workbook, or it has lapsed."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__("ไม่มีไฟล์ที่เตรียมไว้ หรือเกิน 1 วันและลบไปแล้ว กรุณากดเตรียมไฟล์ใหม่")


def ask_export(*, by: Actor, register_id: uuid.UUID, wanted: Filter) -> uuid.UUID:
    """Ask for a workbook; asked again for the same while it is made, it is that one.

    What has lapsed is let go of.
    """
    with transaction.atomic():
        now = actor_of(by.post_id) if by.post_id else by
        authority.check_record(now, register_id)
        Export.objects.filter(asked_at__lte=timezone.now() - KEPT_FOR).delete()
        one, _ = Export.objects.get_or_create(
            register_id=register_id,
            post_id=now.post_id,
            wanted=asdict(wanted),
            made_at=None,
            defaults={"asked_at": timezone.now()},
        )
        jobs.ask(by=now, kind=KIND, register_id=register_id, subject=one.id, title=TITLE)
    return one.id


def make_export(*, by: Actor, export_id: uuid.UUID, progress: Progress) -> None:
    """Make a workbook that was asked for; made before, or let go of, it is left as it is."""
    with transaction.atomic():
        one = Export.objects.defer("content").select_for_update(no_key=True).filter(id=export_id)
        found = one.first()
        if found is None or found.made_at is not None:
            return
        authority.check_record(by, found.register_id)
        told = _Told(progress)
        said = found.wanted
        wanted = Filter(**{**said, "presence": Presence(said["presence"])})
        with export_register(
            by=by, register_id=found.register_id, wanted=wanted, progress=told
        ) as file:
            content = file.read()
        found.content, found.size, found.people = content, len(content), told.people
        found.sensitive, found.made_at = by.reads_sensitive, timezone.now()
        found.save()


class _Told:
    """Tells on how far the work is, and keeps how many people there are."""

    def __init__(self, progress: Progress) -> None:
        self.people = 0
        self._progress = progress

    def __call__(self, done: int, total: int) -> None:
        self.people = total
        self._progress(done, total)


def fetch_export(*, by: Actor, register_id: uuid.UUID) -> IO[bytes]:
    """Give the newest workbook that the actor's post asked for, as far as the right goes on."""
    authority.check_record(by, register_id)
    one = (
        Export.objects.filter(
            register_id=register_id,
            post_id=by.post_id,
            made_at__isnull=False,
            asked_at__gt=timezone.now() - KEPT_FOR,
        )
        .order_by("-id")
        .first()
    )
    if one is None or one.content is None:
        raise NotKept
    if one.sensitive:
        authority.check_sensitive(by)
    return BytesIO(one.content)
