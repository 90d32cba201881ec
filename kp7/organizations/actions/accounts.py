"""Opening, resetting and closing accounts, and handing a post to another officer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from os import cpu_count
from typing import ClassVar

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from kp7.ledger.queries import database_now
from kp7.organizations import account_rows
from kp7.organizations.account_rows import AccountRow, Known, Problem
from kp7.organizations.actions.acting import act_for
from kp7.organizations.actions.attempts import clear_all
from kp7.organizations.authority import Actor, check_administer
from kp7.organizations.models import Amphoe, Holding, Officer, Post, Province
from kp7.organizations.one_time import OneTimePassword, one_time_password
from kp7.organizations.queries import current_by_code
from kp7.organizations.standings import StandingView
from kp7.organizations.terms import Role
from kp7.organizations.usernames import username_key
from kp7.refusal import Refusal
from kp7.thai.text import fold


class AccountsRefused(Refusal):
    """Something is wrong with the table of accounts, so none was opened; `problems` says what."""

    status: ClassVar[int] = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            f"ข้อมูลบัญชีผู้ใช้ไม่ถูกต้อง {len(problems)} แห่ง จึงยังไม่เปิดบัญชีใดเลย โปรดแก้ไขแล้วส่งใหม่"
        )
        self.problems = tuple(problems)


class NoSuchAccount(Refusal):
    """No account has this user name."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__("ไม่พบบัญชีผู้ใช้นี้ โปรดตรวจสอบชื่อผู้ใช้")


class OfficerRefused(Refusal):
    """An officer needs a first name and a last name, neither of them endless."""

    status: ClassVar[int] = 422


def create_accounts(
    *, by: Actor, rows: Iterable[Mapping[str, str | None]]
) -> list[OneTimePassword]:
    """Open an account for each line of a table, or none; return the one-time passwords.

    The columns are `account_rows.COLUMNS`. Raises AccountsRefused with everything that is wrong.
    """
    check_administer(by)
    asked = account_rows.read(rows)
    _check(asked)
    # Hashing thousands of passwords takes minutes: no transaction is open meanwhile.
    given = [OneTimePassword(row.username, one_time_password()) for row in asked]
    with ThreadPoolExecutor(cpu_count()) as hashing:
        hashes = list(hashing.map(make_password, [item.password for item in given]))
    _open(by, asked, hashes, must_change_password=True)
    return given


def create_demo_accounts(
    *, by: Actor, rows: Iterable[Mapping[str, str | None]], password: str
) -> None:
    """Open accounts that share one known password and keep it: for demonstrations alone."""
    check_administer(by)
    asked = account_rows.read(rows)
    _open(by, asked, [make_password(password)] * len(asked), must_change_password=False)


def reset(*, by: Actor, username: str) -> OneTimePassword:
    """Replace a lost password by one for one time; its sessions end, its waits are forgotten."""
    given = OneTimePassword(username_key(username), one_time_password())
    hashed = make_password(given.password)
    with _changing(by, username) as post:
        _renew(post, hashed)
    return given


def unlock(*, by: Actor, username: str) -> None:
    """Forget all failed attempts on a user name."""
    with _changing(by, username) as post:
        clear_all(post.username)


def disable(*, by: Actor, username: str) -> None:
    """Close an account and end its sessions, for good: opening it again does not revive them."""
    with _changing(by, username) as post:
        Post.objects.filter(pk=post.pk).update(
            is_active=False, session_epoch=F("session_epoch") + 1
        )


def enable(*, by: Actor, username: str) -> None:
    """Open a closed account again, with the password that it had."""
    with _changing(by, username) as post:
        Post.objects.filter(pk=post.pk).update(is_active=True)


def let_read_sensitive(*, by: Actor, username: str) -> None:
    """Give an account the right to read sensitive sections."""
    with _changing(by, username) as post:
        Post.objects.filter(pk=post.pk).update(reads_sensitive=True)


def keep_from_sensitive(*, by: Actor, username: str) -> None:
    """Take the right to read sensitive sections from an account."""
    with _changing(by, username) as post:
        Post.objects.filter(pk=post.pk).update(reads_sensitive=False)


def hand_over(
    *, by: Actor, username: str, title: str, first_name: str, last_name: str
) -> OneTimePassword:
    """Give a post to another officer; the one before loses it, and its sessions end."""
    officer = Officer(title=fold(title), first_name=fold(first_name), last_name=fold(last_name))
    _check_officer(officer)
    given = OneTimePassword(username_key(username), one_time_password())
    hashed = make_password(given.password)
    with _changing(by, username) as post:
        now = database_now()
        Holding.objects.filter(post=post, until=None).update(until=now)
        officer.save(force_insert=True)
        Holding.objects.create(post=post, officer=officer, since=now)
        _renew(post, hashed)
    return given


@contextmanager
def _changing(by: Actor, username: str) -> Iterator[Post]:
    """Open a transaction that holds an account by its lock and names who changes it."""
    check_administer(by)
    with transaction.atomic():
        # Held so that a sign-in or another change of this account waits for this one.
        post = (
            Post.objects.select_for_update(of=("self",), no_key=True)
            .filter(username=username_key(username))
            .first()
        )
        if post is None:
            raise NoSuchAccount
        act_for(by)
        yield post


def _renew(post: Post, hashed: str) -> None:
    Post.objects.filter(pk=post.pk).update(
        password=hashed,
        must_change_password=True,
        password_changed_at=Now(),
        session_epoch=F("session_epoch") + 1,
    )
    clear_all(post.username)


def _check_officer(officer: Officer) -> None:
    if not officer.first_name or not officer.last_name:
        raise OfficerRefused("ต้องมีทั้งชื่อและนามสกุลของเจ้าหน้าที่")
    longest = max(len(officer.title), len(officer.first_name), len(officer.last_name))
    if longest > account_rows.LONGEST_NAME:
        raise OfficerRefused(f"ชื่อยาวเกินไป ต้องไม่เกิน {account_rows.LONGEST_NAME} ตัวอักษร")


def _check(asked: Sequence[AccountRow]) -> dict[str, StandingView]:
    """Refuse a table with anything wrong in it; return the organizations that it names."""
    organizations = current_by_code({row.organization_code for row in asked})
    known = Known(
        organization_codes=organizations,
        amphoe_codes=set(Amphoe.objects.values_list("code", flat=True)),
        province_codes=set(Province.objects.values_list("code", flat=True)),
        usernames=set(
            Post.objects.filter(username__in=[row.username for row in asked]).values_list(
                "username", flat=True
            )
        ),
    )
    if problems := account_rows.problems(asked, known):
        raise AccountsRefused(problems)
    return organizations


def _open(
    by: Actor, asked: Sequence[AccountRow], hashes: Sequence[str], *, must_change_password: bool
) -> None:
    with transaction.atomic():
        organizations = _check(asked)
        act_for(by)
        now = database_now()
        posts = [
            _post(row, organizations, hashed, now, must_change_password=must_change_password)
            for row, hashed in zip(asked, hashes, strict=True)
        ]
        officers = [
            Officer(title=row.title, first_name=row.first_name, last_name=row.last_name)
            for row in asked
        ]
        Post.objects.bulk_create(posts, batch_size=1000)
        Officer.objects.bulk_create(officers, batch_size=1000)
        Holding.objects.bulk_create(
            [
                Holding(post=post, officer=officer, since=now)
                for post, officer in zip(posts, officers, strict=True)
            ],
            batch_size=1000,
        )


def _post(
    row: AccountRow,
    organizations: Mapping[str, StandingView],
    hashed: str,
    now: datetime,
    *,
    must_change_password: bool,
) -> Post:
    role = Role(row.role)
    standing = organizations.get(row.organization_code)
    return Post(
        username=row.username,
        role=role.value,
        name=row.post_name or role.post_name,
        organization_id=standing.organization_id if standing else None,
        province_id=row.province_code or None,
        amphoe_id=row.amphoe_code or None,
        password=hashed,
        reads_sensitive=role is Role.LAO_CERTIFIER,
        must_change_password=must_change_password,
        password_changed_at=now,
    )
