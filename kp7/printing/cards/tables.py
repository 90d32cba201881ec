"""A table as the templates take it, and a section that holds nothing. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper
from kp7.printing.cards.setting import Setting
from kp7.printing.engine import Data

NARROW: Final = 20  # mm: below it, words longer than the column are cut letter by letter
LETTERS_A_MM: Final = 0.62  # of the size that tables have


@dataclass(frozen=True, slots=True)
class Shape:
    """The headings of a table and the width of each column in mm; `centred` names columns."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()


def table(
    shape: Shape, rows: Iterable[Sequence[str]], setting: Setting, *, empty: str = ""
) -> dict[str, Data]:
    """A table; `empty` is what stands in it where it has no row."""
    return {
        "widths": shape.widths,
        "centred": sorted(shape.centred),
        "headings": [
            setting.paragraphs(heading, _most(width))
            for heading, width in zip(shape.headings, shape.widths, strict=True)
        ],
        "rows": [
            [
                setting.paragraphs(cell, _most(width))
                for cell, width in zip(row, shape.widths, strict=True)
            ]
            for row in rows
        ],
        "empty": setting.segments(empty),
    }


def _most(width: float) -> int:
    """How many letters are sure to fit a column."""
    return max(4, int(width * LETTERS_A_MM))


def empty(paper: Paper, *sections: str) -> str:
    """What an empty table says: that nothing is held, or that its reader may not see it."""
    sensitive = paper.record.reference.sensitive_sections
    if not paper.reads_sensitive and any(code in sensitive for code in sections):
        return phrases.HIDDEN
    return phrases.NOTHING


def pairs(cells: Sequence[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """Rows that hold two entries side by side, read down the left half, then the right."""
    half = (len(cells) + 1) // 2
    left, right = cells[:half], [*cells[half:], ("",) * width][: max(half, 0)]
    return [(*one, *other) for one, other in zip(left, right, strict=False)]


Facts = Mapping[str, Data]
