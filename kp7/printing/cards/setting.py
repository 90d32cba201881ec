"""How the words of one card are set: in which digits, and which of them are names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from icu4py.breakers import CharacterBreaker

from kp7.printing import words
from kp7.printing.cards.choices import Digits
from kp7.printing.fonts import width
from kp7.thai.digits import to_thai

Segments = list[str]
PARTS: Final = re.compile(r"(?<= )|(?= )|(?<=-)")
POINT: Final = 25.4 / 72  # mm
SLACK: Final = 0.2  # mm that a typesetter may measure otherwise


@dataclass(frozen=True, slots=True)
class Room:
    """What a line of a column may hold: its width in mm between its insets, and its letters."""

    wide: float
    size: float
    bold: bool = False

    def holds(self, text: str) -> bool:
        """Whether a text fits in one line."""
        return self.measured(text) <= self.wide - SLACK

    def measured(self, text: str) -> float:
        """How wide a text is, in mm."""
        return width(text, self.size, bold=self.bold) * POINT


@dataclass(frozen=True, slots=True)
class Setting:
    """The digits that paper shows, and the names on a card, which are never cut."""

    digits: Digits = Digits.ARABIC
    names: tuple[str, ...] = ()

    def shown(self, text: str) -> str:
        """A text in the digits chosen."""
        return to_thai(text) if self.digits is Digits.THAI else text

    def segments(self, text: str, room: Room | None = None) -> Segments:
        """A text as the templates take it; `room` is what its column has, where that is narrow."""
        found = words.segments(self.shown(text), self.names)
        return [*fitting(found, room)] if room else found

    def paragraphs(self, text: str, room: Room | None = None) -> list[Segments]:
        """A text of several lines, each of its own."""
        return [self.segments(line, room) for line in text.split("\n") if line]


def fitting(segments: Iterable[str], room: Room) -> Iterator[str]:
    """The segments, one too wide for its room in parts: words, a number's, at last letters."""
    for segment in segments:
        if room.holds(segment):
            yield segment
        else:
            for part in PARTS.split(segment):
                yield from [part] if room.holds(part) else CharacterBreaker(part, words.THAI)
