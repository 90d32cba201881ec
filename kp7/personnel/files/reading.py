"""A received file handed to a process of its own, and what that process answers, checked."""

import hashlib
import json
from dataclasses import dataclass
from typing import IO, Final

from kp7.personnel.files import apart, kinds
from kp7.personnel.files.kinds import KEPT, MediaType, Purpose
from kp7.personnel.files.names import display_name
from kp7.personnel.files.refusals import FileRefused, Why

SECONDS: Final = 30  # on the clock: a busy machine is given twice the processor's
LONGEST_HEAD: Final = 500


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that can be kept: written anew, under the name that it is shown by.

    `sha256` is of the content as kept, in hexadecimal.
    """

    name: str
    kind: MediaType
    content: bytes
    sha256: str
    width: int | None
    height: int | None
    pages: int | None


def read(content: bytes, *, name: str, purpose: Purpose) -> ReadFile:
    """Have a file written anew, or refuse it (FileRefused)."""
    kinds.kind_for(purpose, content)
    try:
        with apart.answered(
            "kp7.personnel.files.child", purpose, received=content, seconds=SECONDS
        ) as answer:
            return _understood(answer, name, purpose)
    except (apart.Lost, ValueError, KeyError, TypeError) as nonsense:
        raise FileRefused(Why.TOO_HEAVY) from nonsense


def _understood(answer: IO[bytes], name: str, purpose: Purpose) -> ReadFile:
    """Believe nothing of the answer that can be checked: a broken reader might have written it."""
    head = json.loads(answer.readline(LONGEST_HEAD))
    if "refused" in head:
        raise FileRefused(Why(head["refused"]))
    content, kind = answer.read(purpose.most_bytes + 1), MediaType(head["kind"])
    if KEPT.get(_mark(content)) is not kind or len(content) > purpose.most_bytes:
        raise FileRefused(Why.TOO_HEAVY)
    return ReadFile(
        name=display_name(name, kind),
        kind=kind,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        width=_count(head["width"]),
        height=_count(head["height"]),
        pages=_count(head["pages"]),
    )


def _mark(content: bytes) -> bytes:
    return next((mark for mark in KEPT if content.startswith(mark)), b"")


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and 0 < value < kinds.MOST_PIXELS else None
