"""Drawing the sample that a province looks at: nobody chooses it, anybody can draw it again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

SMALL = 5
LARGEST = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be drawn, with their kind of staff."""

    id: UUID
    kind: str


def size(people: int) -> int:
    """max(5, 10 % rounded up), at most 60 and at most everybody (certification.md §3)."""
    return min(people, LARGEST, max(SMALL, -(-people // 10)))


def draw(seed: bytes, people: Sequence[Candidate], number: int) -> tuple[Candidate, ...]:
    """`number` people of a register, at least one of each kind there is, in the order drawn.

    A pure function of its arguments, whatever the order of `people`: each is ranked by
    SHA-256(seed ‖ id), the first of each kind come first, then the others. A larger number keeps
    the earlier picks. More kinds than `number` draw one of each.
    """
    ranked = sorted(people, key=lambda one: (hashlib.sha256(seed + one.id.bytes).digest(), one.id))
    kinds: set[str] = set()
    firsts: list[Candidate] = []
    others: list[Candidate] = []
    for one in ranked:
        (others if one.kind in kinds else firsts).append(one)
        kinds.add(one.kind)
    return tuple((firsts + others)[: max(number, len(firsts))])
