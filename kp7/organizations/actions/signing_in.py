"""Signing in."""

from typing import ClassVar

from django.contrib.auth.hashers import make_password, verify_password
from django.db import transaction
from django.db.models.functions import Now

from kp7.organizations.actions.acting import act_for
from kp7.organizations.actions.attempts import clear_pair, reserve
from kp7.organizations.models import Post
from kp7.organizations.queries import PostInactive, actor_of
from kp7.organizations.throttle import address_key
from kp7.organizations.usernames import username_key
from kp7.refusal import Refusal

# Verifying against it hashes once, as verifying a real one does, and never succeeds.
NO_PASSWORD = "!"  # noqa: S105


class WrongPassword(Refusal):
    """User name and password do not belong together; which of them is wrong is not told."""

    status: ClassVar[int] = 401

    def __init__(self) -> None:
        super().__init__("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดตรวจสอบแล้วลองใหม่")


class SlowedDown(Refusal):
    """This address failed too often on this user name; it may try again in `retry_after` s."""

    status: ClassVar[int] = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"กรอกรหัสผ่านผิดหลายครั้ง โปรดรออีก {seconds} วินาทีแล้วลองใหม่")
        self.retry_after = seconds


class AccountDisabled(Refusal):
    """The password is right, but the account is closed or nobody holds the post."""

    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__("บัญชีนี้ถูกปิดหรือไม่มีผู้ดำรงตำแหน่ง โปรดติดต่อผู้ดูแลระบบ")


def sign_in(*, username: str, password: str, address: str) -> Post:
    """Return the post that this user name and password open.

    Unknown user names are slowed down, and cost the time of a password, as known ones do.
    """
    key, origin = username_key(username), address_key(address)
    if seconds := reserve(key, origin):
        raise SlowedDown(seconds)
    found = Post.objects.filter(username=key).first()
    stored = found.password if found else NO_PASSWORD
    matches, outdated = verify_password(password, stored)
    if found is None or not matches:
        raise WrongPassword
    with transaction.atomic():
        # Held against a reset or closing that was decided while the password was compared.
        post = Post.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
        if post.password != stored:
            raise WrongPassword
        _act_as_holder(post)
        if outdated:
            post.password = make_password(password)
        Post.objects.filter(pk=post.pk).update(password=post.password, last_signed_in_at=Now())
        clear_pair(key, origin)
    return post


def _act_as_holder(post: Post) -> None:
    try:
        act_for(actor_of(post.pk))
    except PostInactive as inactive:
        raise AccountDisabled from inactive
