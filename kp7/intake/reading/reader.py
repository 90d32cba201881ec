"""A received spreadsheet handed to a process of its own, and what that process answers."""

from typing import Final

from kp7.intake.reading import answers, kinds
from kp7.intake.reading.book import Book
from kp7.intake.reading.kinds import MOST_BYTES
from kp7.intake.reading.refusals import BookRefused, Why
from kp7.personnel.files import apart

SECONDS: Final = 20  # on the clock


def read(content: bytes, *, name: str) -> Book:
    """Read a spreadsheet of any kind that is taken, or refuse it (BookRefused)."""
    if len(content) > MOST_BYTES:
        raise BookRefused(Why.TOO_LARGE)
    kinds.container_of(content)
    try:
        with apart.answered(
            "kp7.intake.reading.child", received=content, seconds=SECONDS
        ) as answer:
            return answers.understood(answer, name)
    except (apart.Lost, answers.Nonsense) as lost:
        raise BookRefused(Why.TOO_HEAVY) from lost
