"""A table as the templates take it, and a section that holds nothing. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kp7.printing.cards import phrases
from kp7.printing.cards.choices import Paper
from kp7.printing.cards.setting import Room, Setting
from kp7.printing.engine import Data

INSETS: Final = 2.0  # mm beside the text of a cell, both sides together
HEADING_INSETS: Final = 1.0  # the same of a heading


@dataclass(frozen=True, slots=True)
class Shape:
    """The headings of a table and the width of each column in mm; `centred` names columns.

    `size` is that of its letters in points, `heading` that of its headings.
    """

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()
    size: float = 13
    heading: float = 13


def table(
    shape: Shape, rows: Iterable[Sequence[str]], setting: Setting, *, empty: str = ""
) -> dict[str, Data]:
    """A table; `empty` is what stands in it where it has no row."""
    return {
        "widths": shape.widths,
        "centred": sorted(shape.centred),
        "size": shape.size,
        "heading": shape.heading,
        "headings": [
            setting.paragraphs(heading, Room(width - HEADING_INSETS, shape.heading, bold=True))
            for heading, width in zip(shape.headings, shape.widths, strict=True)
        ],
        "rows": [
            [
                setting.paragraphs(cell, Room(width - INSETS, shape.size))
                for cell, width in zip(row, shape.widths, strict=True)
            ]
            for row in rows
        ],
        "empty": setting.segments(empty),
    }


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
