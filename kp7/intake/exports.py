"""Reading the workbooks that jobs make."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kp7.intake.models import Export
from kp7.jobs.queries import JobView, latest_of
from kp7.organizations.authority import Actor

KIND: Final = "export.register"
KEPT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExportView:
    """A workbook that was asked for: how far its job is, and whether it can be fetched."""

    id: uuid.UUID
    asked_at: datetime
    people: int
    size: int
    made: bool
    job: JobView | None


def newest_export(by: Actor, register_id: uuid.UUID) -> ExportView | None:
    """Return what the actor's post asked for last and what has not lapsed."""
    kept = Export.objects.filter(
        register_id=register_id, post_id=by.post_id, asked_at__gt=timezone.now() - KEPT_FOR
    )
    one = kept.defer("content").order_by("-id").first()
    if one is None:
        return None
    job = latest_of(KIND, one.id)
    return ExportView(one.id, one.asked_at, one.people, one.size, one.made_at is not None, job)
