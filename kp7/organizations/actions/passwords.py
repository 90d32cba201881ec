"""Changing one's password."""

from typing import ClassVar

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from kp7.organizations.actions.acting import act_for
from kp7.organizations.actions.attempts import clear_pair, reserve
from kp7.organizations.actions.signing_in import SlowedDown
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.models import Post
from kp7.organizations.queries import actor_of
from kp7.refusal import Refusal

# Guesses of the old password from an open session wait as guesses from an address do.
OPEN_SESSION = "session"
LONGEST = 200

_SENTENCES = {
    "password_too_short": "รหัสผ่านใหม่สั้นเกินไป ต้องมีอย่างน้อย {min_length} ตัวอักษร",
    "password_too_common": "รหัสผ่านใหม่เดาง่ายเกินไป โปรดตั้งรหัสผ่านที่คนอื่นไม่ใช้กัน",
    "password_entirely_numeric": "รหัสผ่านใหม่มีแต่ตัวเลข โปรดเพิ่มตัวอักษร",
}


class PasswordRefused(Refusal):
    """The old password is wrong, or the new one will not do."""

    status: ClassVar[int] = 422


def change_password(*, by: Actor, old: str, new: str) -> None:
    """Put a new password in the place of the actor's own; all other sessions of the post end."""
    if by.post_id is None:
        raise NotAuthorized("ระบบไม่มีรหัสผ่านของตนเอง ต้องเป็นเจ้าหน้าที่ที่เข้าสู่ระบบเอง")
    _check_new(by.username, old, new)
    if seconds := reserve(by.username, OPEN_SESSION):
        raise SlowedDown(seconds)
    with transaction.atomic():
        # Held against a reset at the same time: the password compared is the one replaced.
        post = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=by.post_id)
        act_for(actor_of(post.pk))
        if not check_password(old, post.password):
            raise PasswordRefused("รหัสผ่านเดิมไม่ถูกต้อง โปรดกรอกใหม่")
        Post.objects.filter(pk=post.pk).update(
            password=make_password(new), must_change_password=False, password_changed_at=Now()
        )
        clear_pair(by.username, OPEN_SESSION)


def _check_new(username: str, old: str, new: str) -> None:
    if new == old:
        raise PasswordRefused("รหัสผ่านใหม่ต้องไม่ซ้ำกับรหัสผ่านเดิม")
    if len(new) > LONGEST:
        raise PasswordRefused(f"รหัสผ่านใหม่ยาวเกินไป ต้องไม่เกิน {LONGEST} ตัวอักษร")
    if username in new.lower():
        raise PasswordRefused("รหัสผ่านใหม่ต้องไม่มีชื่อผู้ใช้อยู่ข้างใน")
    try:
        validate_password(new)
    except ValidationError as weak:
        raise PasswordRefused(" ".join(_sentence(error) for error in weak.error_list)) from weak


def _sentence(error: ValidationError) -> str:
    known = _SENTENCES.get(error.code or "", "รหัสผ่านใหม่ไม่ปลอดภัยพอ โปรดตั้งใหม่")
    return known.format(**(error.params or {}))
