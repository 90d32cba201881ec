"""Ids of invented people: as valid as real ones, the same every time, and nobody's."""

import uuid
from random import Random

from kp7.thai.national_id import check_digit

# Midnight of 1 October 2026, in milliseconds: the day up to which demo careers run.
FIRST_MILLISECOND = 1_790_812_800_000
# No national id that was ever issued begins with 9 (domain.md §5).
NEVER_ISSUED = "9"
NUMBERS = 10**11
# Coprime to NUMBERS: neighbours get numbers that look nothing alike, and none gets another's.
STRIDE = 38_196_601_127


class Ids:
    """Ids laid out as UUIDv7: those made later sort later."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._millisecond = FIRST_MILLISECOND

    def next(self) -> uuid.UUID:
        """Return another id."""
        self._millisecond += 1
        high, low = self._random.getrandbits(12), self._random.getrandbits(62)
        return uuid.UUID(int=self._millisecond << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)


def national_id(number: int) -> str:
    """Return the national id of the demo's person of this number (below 10**11)."""
    first12 = f"{NEVER_ISSUED}{number * STRIDE % NUMBERS:011d}"
    return first12 + check_digit(first12)
