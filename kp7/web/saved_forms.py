"""Text that an officer had typed when the session ran out, given back to that officer alone."""

import datetime as dt
import uuid
from typing import Final

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from kp7.web import sessions
from kp7.web.models import SavedForm
from kp7.web.request import OfficerRequest

KEPT_FOR: Final = dt.timedelta(hours=24)
NOTICE: Final = "ข้อมูลที่ท่านพิมพ์ไว้ก่อนหมดเวลายังอยู่ กรุณาตรวจแล้วกดบันทึกอีกครั้ง"
NEVER_KEPT: Final = ("csrfmiddlewaretoken", "password")
SESSION_FLAG: Final = "saved_forms"


def keep(request: HttpRequest, *, post_id: uuid.UUID, holding_id: uuid.UUID) -> None:
    """Keep what was typed, without token and passwords; the last of a page replaces older ones."""
    typed = {
        name: [text.replace("\x00", "") for text in texts]
        for name, texts in request.POST.lists()
        if not any(word in name.lower() for word in NEVER_KEPT)
    }
    path = request.path[:300]
    SavedForm.objects.filter(post_id=post_id, holding_id=holding_id, path=path).delete()
    if typed:
        SavedForm.objects.create(
            post_id=post_id, holding_id=holding_id, path=path, data=typed, saved_at=timezone.now()
        )


def exist_for(*, post_id: uuid.UUID, holding_id: uuid.UUID) -> bool:
    """Drop what is too old, then tell whether this officer has text waiting."""
    SavedForm.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
    return SavedForm.objects.filter(post_id=post_id, holding_id=holding_id).exists()


def take(request: OfficerRequest) -> QueryDict | None:
    """Give back, once, what this officer had typed on this page; nothing where there is nothing.

    A form view calls it on GET, fills its form with the answer and shows `NOTICE`.
    """
    if not request.session.get(SESSION_FLAG):
        return None
    holder = sessions.holder_of(request.session)
    saved = SavedForm.objects.filter(
        post_id=holder.post_id,
        holding_id=holder.holding_id,
        path=request.path[:300],
        saved_at__gte=timezone.now() - KEPT_FOR,
    ).first()
    if saved is None:
        return None
    saved.delete()
    data = QueryDict(mutable=True)
    for name, texts in saved.data.items():
        data.setlist(name, texts)
    return data
