"""The grid of item 13: where on a sheet each entry stands, known without drawing it. Pure.

A sheet has `ROWS` rows of `PITCH` mm; an entry takes as many as its longest cell has lines. What
does not fit below goes on the next sheet whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kp7.printing.cards.choices import Continuation
from kp7.printing.cards.item13 import Entry
from kp7.printing.cards.setting import Room, Setting, fitting

ROWS: Final = 47
PITCH: Final = 5.4  # mm from row to row
INSET: Final = 1.0  # mm between a rule and the text beside it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of item 13: its heading, its width in mm, the size of its letters in points."""

    heading: str
    width: int
    size: float

    @property
    def room(self) -> Room:
        """What a line of it may hold."""
        return Room(self.width - 2 * INSET, self.size)


COLUMNS: Final = (
    Column("วัน เดือน ปี", 30, 14),
    Column("ตำแหน่ง", 90, 14),
    Column("เลขที่ตำแหน่ง", 16, 13),
    Column("ระดับ", 16, 13),
    Column("อัตราเงินเดือน", 16, 13),
    Column("เอกสารอ้างอิง", 32, 13),
)

Cell = list[str]  # its lines


@dataclass(frozen=True, slots=True)
class Place:
    """An entry on rows `first` to `last` of sheet `page`; all count from 1."""

    entry: Entry
    page: int
    first: int
    last: int
    cells: tuple[Cell, ...]


def places(
    entries: Iterable[Entry], setting: Setting, continuation: Continuation | None = None
) -> tuple[Place, ...]:
    """Where each entry to be printed stands: all of them, or those of a continuation."""
    wanted = entries
    page, row = 1, 1
    if continuation is not None:
        page, row = continuation.page, continuation.row
        wanted = [one for one in entries if not continuation.lines.isdisjoint(one.ids)]
    placed: list[Place] = []
    for entry in wanted:
        cells = tuple(_cell(text, at, setting) for at, text in enumerate(entry.said))
        for piece in _pieces(cells):
            rows = max(map(len, piece))
            if row + rows - 1 > ROWS:
                page, row = page + 1, 1
            placed.append(Place(entry, page, row, row + rows - 1, piece))
            row += rows
    return tuple(placed)


def sheets(placed: Sequence[Place]) -> Iterator[tuple[int, tuple[Place, ...]]]:
    """Each sheet that something stands on, with what does."""
    for page, on_it in groupby(placed, key=lambda place: place.page):
        yield page, tuple(on_it)


def _cell(text: str, at: int, setting: Setting) -> Cell:
    """The lines of a cell."""
    return [
        line
        for paragraph in text.split("\n")
        for line in _lines(setting.segments(paragraph), COLUMNS[at].room)
    ]


def _lines(segments: Iterable[str], room: Room) -> Iterator[str]:
    """Segments put into lines, as many to each as it holds."""
    line = ""
    for segment in fitting(segments, room):
        if line and not room.holds((line + segment).rstrip()):
            yield line.rstrip()
            line = ""
        if line or segment != " ":
            line += segment
    if line.strip():
        yield line.rstrip()


def _pieces(cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """An entry; one longer than a sheet in as many pieces as sheets it takes."""
    longest = max(map(len, cells))
    for start in range(0, max(longest, 1), ROWS):
        yield tuple(cell[start : start + ROWS] or [""] for cell in cells)
