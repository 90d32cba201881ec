"""Passwords that are shown once and changed at the first sign-in."""

import secrets
from dataclasses import dataclass, field

# Without 0 o 1 l i: these are read from paper and typed.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS = 3
GROUP_LENGTH = 4


@dataclass(frozen=True, slots=True)
class OneTimePassword:
    """An account and the password that opens it once; not shown where it is printed in passing."""

    username: str
    password: str = field(repr=False)


def one_time_password() -> str:
    """Return a random password of 59 bits in three groups: kx7m-p4tr-9hcd."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)
    )
