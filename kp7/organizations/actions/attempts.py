"""Counting attempts: each is kept as failed before the password is looked at."""

from uuid import uuid4

from django.db import connection, transaction

from kp7.organizations.models import SignInFailure
from kp7.organizations.throttle import (
    HIGHEST_PRESSURE,
    Failures,
    recent,
    seconds_left,
)

# Locks the pair's row, new or old, without changing it, and tells what it says now.
_LOCK_PAIR = """
INSERT INTO organizations_signinfailure (id, username_key, address, count, last_at)
VALUES (%s, %s, %s, 0, clock_timestamp())
ON CONFLICT (username_key, address)
   DO UPDATE SET count = organizations_signinfailure.count
RETURNING count, last_at, clock_timestamp()
"""

_PRESSURE = """
SELECT coalesce(sum(count), 0)
  FROM (SELECT count FROM organizations_signinfailure
         WHERE username_key = %s AND count > 0
           AND last_at > clock_timestamp() - interval '1 hour'
         LIMIT %s) AS failure
"""

_COUNT = """
UPDATE organizations_signinfailure SET count = %s, last_at = clock_timestamp()
 WHERE username_key = %s AND address = %s
"""

_FORGET_OLD = """
DELETE FROM organizations_signinfailure WHERE id IN (
    SELECT id FROM organizations_signinfailure
     WHERE last_at < clock_timestamp() - interval '1 day'
     ORDER BY last_at LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


def reserve(username_key: str, address: str) -> int:
    """Count an attempt as failed and return 0, or leave it and return the seconds to wait.

    Committed before anybody compares a password: of parallel guesses each waits for the row, and
    sees the ones before it. An attempt made while waiting is not counted.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_LOCK_PAIR, [uuid4(), username_key, address])
        count, last_at, now = cursor.fetchone()
        pair = Failures(count, last_at)
        cursor.execute(_PRESSURE, [username_key, HIGHEST_PRESSURE])
        (pressure,) = cursor.fetchone()
        seconds = seconds_left(pair, pressure, now)
        if seconds == 0:
            cursor.execute(_COUNT, [recent(pair, now) + 1, username_key, address])
            cursor.execute(_FORGET_OLD)
    return seconds


def clear_pair(username_key: str, address: str) -> None:
    """Forget the failures of one address on one user name: it knew the password."""
    SignInFailure.objects.filter(username_key=username_key, address=address).delete()


def clear_all(username_key: str) -> None:
    """Forget all failures on one user name."""
    SignInFailure.objects.filter(username_key=username_key).delete()
