"""Reading what was kept."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from kp7.ledger.models import Change, Look

LOOKED_THROUGH: Final = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a register's history has come: what a reader had before them."""

    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind the first `passed` entries of an instant. It names no row."""

    at: datetime
    passed: int


def place_after(instants: Sequence[datetime], place: Place | None) -> Place:
    """Where the next page begins, after one that began at `place` and shows these, newest first."""
    last = instants[-1]
    passed = sum(instant == last for instant in instants)
    if place is not None and place.at == last:
        passed += place.passed
    return Place(last, passed)


def mark_of(register_id: uuid.UUID) -> Mark:
    """The newest change of a register and the number of its changes.

    Both, for numbers are given before commit: a late commit adds to the count, not to the newest.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(id), 0), count(*) FROM ledger_change WHERE register_id = %s",
            [register_id],
        )
        last, count = cursor.fetchone()
    return Mark(last, count)


def last_change(register_id: uuid.UUID) -> Change | None:
    """The newest change of a register."""
    return Change.objects.filter(register_id=register_id).order_by("-recorded_at", "-id").first()


def last_change_of_row(row_id: uuid.UUID) -> Change | None:
    """The newest change of one row: who stands behind what it says now."""
    return Change.objects.filter(row_id=row_id).order_by("-id").first()


def newest_row_by(  # noqa: PLR0913  who wrote where, and what is looked for
    *,
    post_id: uuid.UUID,
    officer: str,
    register_id: uuid.UUID,
    table: str,
    saying: str,
    since: datetime,
) -> Change | None:
    """The newest row that an officer wrote into a table and that says something in one column.

    Looked for among the register's newest changes alone: a long history costs no more.
    """
    newest = Change.objects.filter(register_id=register_id).order_by("-id")[:LOOKED_THROUGH]
    return (
        Change.objects.filter(
            id__in=newest.values("id"),
            post_id=post_id,
            officer=officer,
            table_name=table,
            recorded_at__gte=since,
        )
        .exclude(action="delete")
        .exclude(**{f"row__{saying}": ""})
        .order_by("-id")
        .first()
    )


def changes_of_rows(row_ids: Iterable[uuid.UUID]) -> QuerySet[Change]:
    """Every change of some rows, oldest first."""
    return Change.objects.filter(row_id__in=list(row_ids)).order_by("id")


def looks_at(register_id: uuid.UUID) -> QuerySet[Look]:
    """Looks at a register from outside, newest first."""
    return Look.objects.filter(register_id=register_id).order_by("-looked_at", "-id")


def page_of_looks(
    register_id: uuid.UUID, place: Place | None, size: int
) -> tuple[Sequence[Look], Place | None]:
    """A page of the looks at a register, newest first, and where the next one begins, if any.

    Whoever takes out or prints an office looks at all its people at one instant.
    """
    found = looks_at(register_id)
    if place is not None:
        found = found.filter(looked_at__lte=place.at)[place.passed :]
    rows = list(found[: size + 1])
    shown = rows[:size]
    more = len(rows) > size
    return shown, place_after([look.looked_at for look in shown], place) if more else None


def looks_by(post_id: uuid.UUID, what: str, *, since: datetime) -> int:
    """How often a post looked at `what` since an instant."""
    return Look.objects.filter(post_id=post_id, what=what, looked_at__gte=since).count()


def looked_at(post_id: uuid.UUID, what: str, *, since: datetime) -> frozenset[uuid.UUID]:
    """The people of whom a post looked at `what` since an instant."""
    found = Look.objects.filter(post_id=post_id, what=what, looked_at__gte=since)
    return frozenset(found.values_list("person_id", flat=True))


def has_looked(post_id: uuid.UUID, person_id: uuid.UUID, what: str, *, since: datetime) -> bool:
    """Whether a post looked at `what` of a person since an instant."""
    return Look.objects.filter(
        post_id=post_id, person_id=person_id, what=what, looked_at__gte=since
    ).exists()


def database_now() -> datetime:
    """The database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)  # noqa: S101  psycopg gives timestamptz as datetime
    return now
