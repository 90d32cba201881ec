"""How the words of one card are set: in which digits, and which of them are names."""

from collections.abc import Sequence
from dataclasses import dataclass

from icu4py.breakers import CharacterBreaker

from kp7.printing import words
from kp7.printing.cards.choices import Digits
from kp7.thai.digits import to_thai

Segments = list[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """The digits that paper shows, and the names on a card, which are never cut."""

    digits: Digits = Digits.ARABIC
    names: tuple[str, ...] = ()

    def shown(self, text: str) -> str:
        """A text in the digits chosen."""
        return to_thai(text) if self.digits is Digits.THAI else text

    def segments(self, text: str, most: int = words.WHOLE) -> Segments:
        """A text as the templates take it."""
        return words.segments(self.shown(text), self.names, most=most)

    def paragraphs(self, text: str, most: int = words.WHOLE) -> list[Segments]:
        """A text of several lines, each of its own."""
        return [self.segments(line, most) for line in text.split("\n") if line]

    @staticmethod
    def letters(text: str) -> Sequence[str]:
        """A text letter by letter, marks with their consonants."""
        return list(CharacterBreaker(text, words.THAI))
