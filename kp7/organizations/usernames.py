"""User names as they are typed and as they are kept."""

import re

from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def username_key(typed: str) -> str:
    """Return what a user typed as a user name is kept: folded, lower case, Arabic digits.

    Whatever is typed gives a key that the database can store, at most 64 characters long.
    """
    return to_arabic(fold(typed)).lower()[:64]


def is_username(text: str) -> bool:
    """Tell whether `text` can be a user name."""
    return _PATTERN.fullmatch(text) is not None
