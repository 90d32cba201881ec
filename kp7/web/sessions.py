"""Who is signed in, since when, and whether that still holds."""

import uuid
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

POST: Final = "post"
HOLDING: Final = "holding"
AUTH_HASH: Final = "auth"
SIGNED_IN_AT: Final = "signed_in_at"
SEEN_AT: Final = "seen_at"
TOUCHED_EVERY: Final = 60


@dataclass(frozen=True, slots=True)
class Holder:
    """The post that signed in and the holding of the officer in it, as the session remembers."""

    post_id: uuid.UUID
    holding_id: uuid.UUID
    auth_hash: str


def now() -> float:
    """Return the server's time in seconds."""
    return timezone.now().timestamp()


def begin(
    session: SessionBase, *, post_id: uuid.UUID, holding_id: uuid.UUID, auth_hash: str
) -> None:
    """Start a session under a new key, so that a key known from before is worth nothing."""
    session.flush()
    session.cycle_key()
    session[POST] = str(post_id)
    session[HOLDING] = str(holding_id)
    session[AUTH_HASH] = auth_hash
    session[SIGNED_IN_AT] = session[SEEN_AT] = now()


def renew(session: SessionBase, *, auth_hash: str) -> None:
    """Carry this session, alone of those of its post, over a change of password."""
    session.cycle_key()
    session[AUTH_HASH] = auth_hash


def holder(session: SessionBase) -> Holder | None:
    """Return who signed in on this session, expired or not."""
    return holder_of(session) if POST in session else None


def holder_of(session: SessionBase) -> Holder:
    """Return who signed in on this session; somebody must have."""
    return Holder(
        post_id=uuid.UUID(session[POST]),
        holding_id=uuid.UUID(session[HOLDING]),
        auth_hash=session[AUTH_HASH],
    )


def is_over(session: SessionBase) -> bool:
    """Tell whether the session was idle for too long or has lasted too long."""
    idle: float = now() - session[SEEN_AT]
    lasted: float = now() - session[SIGNED_IN_AT]
    return idle >= settings.SESSION_IDLE_SECONDS or lasted >= settings.SESSION_LONGEST_SECONDS


def touch(session: SessionBase) -> None:
    """Remember that the officer is here, writing at most once a minute."""
    at = now()
    if at - session[SEEN_AT] >= TOUCHED_EVERY:
        session[SEEN_AT] = at
