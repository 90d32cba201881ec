"""What tests of imports stand on."""

import pytest

from kp7.intake.actions import planning, receiving
from kp7.intake.mapping import Mapping_
from kp7.intake.reading import child, notes
from kp7.intake.reading.book import Book


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process, and guess nothing: a child of one's own for each takes long."""

    def read(content: bytes, *, name: str) -> Book:
        kind, sheets, told = child.read(content)
        return Book(name, kind, tuple(sheets), tuple(notes.notes(told, sheets)))

    for room in (planning, receiving):
        monkeypatch.setattr(room, "read", read)
    monkeypatch.setattr(receiving, "guess", lambda *_: Mapping_())
