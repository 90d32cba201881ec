"""Ids that separately run offices can make without meeting: UUIDv7."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a new id; ids made later sort later."""
    return uuid7()
