"""What somebody asked to be printed, as it is kept with the file that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kp7.printing.cards.choices import WHOLE, Digits, Part
from kp7.printing.continuation import Start
from kp7.printing.terms import What


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a card is to be printed.

    Of a ใบต่อ: `start` is where on the sheet it begins, None for below the last print; `first` and
    `last` are ids of lines of the record that it is to begin and end with, None for what is new;
    `after` is the issue whose paper it goes on, None for the newest.
    """

    what: What = What.WHOLE
    parts: tuple[Part, ...] = WHOLE
    digits: Digits = Digits.ARABIC
    certified_copy: bool = False
    start: Start | None = None
    first: UUID | None = None
    last: UUID | None = None
    after: UUID | None = None

    @property
    def chosen(self) -> bool:
        """Whether the lines were chosen by somebody, and are not just what is new."""
        return self.first is not None or self.last is not None

    def to_json(self) -> dict[str, object]:
        """As it is stored."""
        return {
            "what": self.what.value,
            "parts": [part.value for part in self.parts],
            "digits": self.digits.value,
            "certified_copy": self.certified_copy,
            "start": [self.start.page, self.start.row] if self.start else None,
            "first": str(self.first) if self.first else None,
            "last": str(self.last) if self.last else None,
            "after": str(self.after) if self.after else None,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Wanted":  # Any: what JSON holds
        """As it was asked for."""
        return cls(
            what=What(kept["what"]),
            parts=tuple(Part(part) for part in kept["parts"]),
            digits=Digits(kept["digits"]),
            certified_copy=kept["certified_copy"],
            start=Start(*kept["start"]) if kept["start"] else None,
            first=UUID(kept["first"]) if kept["first"] else None,
            last=UUID(kept["last"]) if kept["last"] else None,
            after=UUID(kept["after"]) if kept["after"] else None,
        )
