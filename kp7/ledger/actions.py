"""Naming who acts, and recording who looks."""

import json
import uuid
from collections.abc import Sequence

from django.db import connection


def actor_json(*, post_id: uuid.UUID | None, officer: str, post: str, organization: str) -> str:
    """The actor as the database keeps it: names frozen as they are today."""
    return json.dumps(
        {
            "post_id": str(post_id) if post_id else None,
            "officer": officer,
            "post": post,
            "organization": organization,
        },
        ensure_ascii=False,
    )


def act_as(*, post_id: uuid.UUID | None, officer: str, post: str, organization: str) -> None:
    """Name the actor of the transaction that is open; history refuses a write without one.

    Never for the session: a pooled connection would carry it into the next request.
    """
    if not connection.in_atomic_block:
        message = "an actor is named inside a transaction"
        raise RuntimeError(message)
    named = actor_json(post_id=post_id, officer=officer, post=post, organization=organization)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kp7.actor', %s, true)", [named])


def record_look(*, actor: str, register_id: uuid.UUID, person_id: uuid.UUID, what: str) -> None:
    """Keep that `actor` (from `actor_json`) looked at a person of somebody else's register."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_record_look(%s::jsonb, %s, %s, %s)",
            [actor, register_id, person_id, what],
        )


def record_looks(
    *, actor: str, register_id: uuid.UUID, person_ids: Sequence[uuid.UUID], what: str
) -> None:
    """Keep that `actor` looked at several people of somebody else's register: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_record_look(%s::jsonb, %s, person, %s)"
            " FROM unnest(%s::uuid[]) AS seen(person)",
            [actor, register_id, what, list(person_ids)],
        )
