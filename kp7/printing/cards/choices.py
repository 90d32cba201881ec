"""What whoever prints a card chooses, and the card as it is given to the printer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from kp7.personnel.record import Record


class Part(StrEnum):
    """A part of the printed ก.พ.7, in the order of its pages."""

    FRONT = "front"
    INSIDE = "inside"
    SUMMARY = "summary"
    INSERTS = "inserts"

    @property
    def label(self) -> str:
        """What the form and the page call it."""
        return _PARTS[self]


class Digits(StrEnum):
    """Which digits paper shows."""

    ARABIC = "arabic"
    THAI = "thai"

    @property
    def label(self) -> str:
        """What the form calls them."""
        return _DIGITS[self]


_PARTS = {
    Part.FRONT: "หน้าแรก (รายการ 1-12)",
    Part.INSIDE: "ตำแหน่งและอัตราเงินเดือน (รายการ 13)",
    Part.SUMMARY: "ข้อมูลสำคัญโดยย่อ",
    Part.INSERTS: "ใบแทรก (เครื่องราชฯ และผลการประเมิน)",
}
_DIGITS = {Digits.ARABIC: "เลขอารบิก (1 2 3)", Digits.THAI: "เลขไทย (๑ ๒ ๓)"}

WHOLE: Final = tuple(Part)


@dataclass(frozen=True, slots=True)
class Continuation:
    """ใบต่อ: some lines of item 13 alone, printed on from row `row` of sheet `page`.

    Both count from 1. Sheet `page` is the paper that exists: where `row` is not its first, neither
    its rules nor its heading and foot are printed again; what does not fit goes on new sheets with
    all of these. `lines` are ids of record lines; every entry made of one of them is printed.
    """

    page: int
    row: int
    lines: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Options:
    """How a card is printed. With a continuation, item 13 alone is, whatever `parts` says."""

    parts: tuple[Part, ...] = WHOLE
    digits: Digits = Digits.ARABIC
    certified_copy: bool = False
    continuation: Continuation | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph (JPEG or PNG) and the year (พ.ศ.) that it was taken in."""

    year: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A card as it is printed for one reader.

    `record` holds no sensitive line where `reads_sensitive` is False. `organization` is the chain
    of the band: the office, its district, its province. `kind` is the kind of staff as this type
    of office calls it; `photographs` are the oldest first.
    """

    record: Record
    organization: tuple[str, ...]
    office: str
    kind: str
    photographs: tuple[Photo, ...] = ()
    reads_sensitive: bool = False
