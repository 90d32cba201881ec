"""Good files that were damaged on their way."""

import random
from collections.abc import Mapping
from typing import Final

from tests.intake.reading import sheets
from tests.intake.reading.odd.made import (
    EITHER,
    Odd,
)
from tests.intake.reading.odd.old_books import marked_xls
from tests.intake.reading.sheets import HEAD, sheet, xlsx

TRUNCATED: Final = 80
MUTATED: Final = 100


def damaged() -> Mapping[str, Odd]:
    """Good files cut short, and with bytes changed: by a seed, the same every time."""
    good = (sheets.roster(), sheets.xls(), sheets.ods(), xlsx(sheet(HEAD)), marked_xls())
    chance = random.Random(20_261_123)  # noqa: S311  the same every time
    found: dict[str, Odd] = {}
    for number in range(TRUNCATED):
        content = good[number % len(good)]
        cut = content[: chance.randrange(1, len(content))]
        found[f"cut {number}"] = Odd(lambda cut=cut: cut, EITHER)  # type: ignore[misc]  # a lambda of its own
    for number in range(MUTATED):
        changed = bytearray(good[number % len(good)])
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(8, len(changed))] = chance.randrange(256)
        whole = bytes(changed)
        found[f"changed {number}"] = Odd(lambda whole=whole: whole, EITHER)  # type: ignore[misc]  # a lambda of its own
    return found
