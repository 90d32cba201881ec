"""A report as pages: A4 upright or on its side, thin rules, headings again on each page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Final

from kp7.printing import fonts, sheaf, words
from kp7.printing.engine import Data, Prepared
from kp7.printing.lists.blocks import Block, Facts, Head, Signatures, Table
from kp7.refusal import Refusal
from kp7.thai import calendar

TEMPLATE: Final = "lists/report.typ"
UPRIGHT_MM: Final = 180.0
SIDEWAYS_MM: Final = 267.0
POINT_MM: Final = 25.4 / 72
SIZE: Final = 13  # points, as the template sets the rows
INSET_MM: Final = 2 * 3 * POINT_MM + 0.3  # beside the text of a cell, and what measures differ by
MOST_MM: Final = 60.0  # a longer word gives way to the other columns
SET_HERE: Final = 2_000  # cells; a longer list is set in a process of its own
MOST_CELLS: Final = 20_000  # some 500 MB while it is set
MANY: Final = 5  # so many columns no longer fit a page that stands upright


class TooLong(Refusal):
    """More rows than one file of paper is for."""

    status: ClassVar[int] = 422

    def __init__(self, most: int) -> None:
        super().__init__(
            f"รายการนี้มีมากกว่า {most:,} แถว พิมพ์ครั้งเดียวไม่ได้ กรุณาค้นหาให้แคบลง หรือส่งออกเป็น Excel"
        )


class CouldNotSet(Refusal):
    """Something in the list cannot be drawn; its sentence says what."""

    status: ClassVar[int] = 422


def table_pdf(head: Head, table: Table) -> bytes:
    """One list on paper; on its side where it has many columns."""
    return report_pdf(head, [table], sideways=len(table.columns) > MANY)


def report_pdf(head: Head, blocks: Sequence[Block], *, sideways: bool = False) -> bytes:
    """Several tables and what belongs to them, in order, as one document.

    A long one is set in a process of its own, which takes its memory with it when it ends.
    """
    cells = sum(
        len(block.columns) * len(block.rows) for block in blocks if isinstance(block, Table)
    )
    if cells > MOST_CELLS:
        raise TooLong(most_rows(max(len(b.columns) for b in blocks if isinstance(b, Table))))
    document = _prepared(head, blocks, sideways=sideways)
    if cells <= SET_HERE:
        return document.pdf()
    (printed,) = sheaf.printed([document])
    if printed.refused:
        raise CouldNotSet(printed.refused)
    return printed.pdf


def most_rows(columns: int) -> int:
    """How many rows of so many columns are printed at once."""
    return MOST_CELLS // columns


def _prepared(head: Head, blocks: Sequence[Block], *, sideways: bool) -> Prepared:
    width = SIDEWAYS_MM if sideways else UPRIGHT_MM
    data: dict[str, Data] = {
        "sideways": sideways,
        "organization": _segments(head.organization),
        "title": _segments(head.title),
        "filtered": _segments(head.filtered),
        "printed": _segments(
            f"พิมพ์โดย {head.printed_by} เมื่อ {calendar.format_instant(head.moment)}"
        ),
        "blocks": [_block(block, width) for block in blocks],
    }
    return Prepared(TEMPLATE, data, f"{head.title} {head.organization}", head.moment)


def _block(block: Block, width: float) -> Mapping[str, Data]:
    match block:
        case Table():
            return _table(block, width)
        case Facts():
            return {
                "kind": "facts",
                "facts": [[_segments(label), _segments(said)] for label, said in block.facts],
            }
        case Signatures():
            return {
                "kind": "signatures",
                "lines": [[_segments(line) for line in one] for one in block.lines],
            }


def _table(table: Table, width: float) -> Mapping[str, Data]:
    widths = _widths(table, width)
    rooms = [one - INSET_MM for one in widths]
    return {
        "kind": "table",
        "caption": _segments(table.caption),
        "empty": _segments(table.empty),
        "columns": [
            {"label": _cell(one.label, room), "width": wide, "numeric": one.numeric}
            for one, room, wide in zip(table.columns, rooms, widths, strict=True)
        ],
        "rows": [
            {
                "look": _look(table, at),
                "cells": [
                    _cell(said, room, names=one.names)
                    for said, room, one in zip(row, rooms, table.columns, strict=True)
                ],
            }
            for at, row in enumerate(table.rows)
        ],
    }


def _look(table: Table, at: int) -> str:
    if at in table.strong:
        return "strong"
    return "inner" if at in table.inner else ""


def _widths(table: Table, width: float) -> list[float]:
    """How wide each column is, in mm: as asked, but no narrower than its longest piece.

    Where all pieces together are wider than the page, each gives way alike, and is cut.
    """
    whole = sum(one.width for one in table.columns)
    asked = [width * one.width / whole for one in table.columns]
    least = [
        min(MOST_MM, max(_longest(one.label), *_all_longest(table, at), 0)) + INSET_MM
        for at, one in enumerate(table.columns)
    ]
    if sum(least) >= width:
        return [width * one / sum(least) for one in least]
    wide = {at for at, one in enumerate(asked) if one >= least[at]}
    while True:
        left = width - sum(one for at, one in enumerate(least) if at not in wide)
        share = left / sum(asked[at] for at in wide)
        tight = {at for at in wide if asked[at] * share < least[at]}
        if not tight:
            return [asked[at] * share if at in wide else one for at, one in enumerate(least)]
        wide -= tight


def _all_longest(table: Table, at: int) -> Iterator[float]:
    names = table.columns[at].names
    for said in {row[at] for row in table.rows}:
        yield _longest(said, names=names)


@lru_cache(maxsize=20_000)
def _longest(said: str, *, names: bool = False) -> float:
    """How wide the widest piece of a cell is that stays whole, in mm."""
    pieces = (piece for line in said.split("\n") for piece in _pieces(line, names=names))
    return max(map(_mm, pieces), default=0)


def _pieces(line: str, *, names: bool) -> Sequence[str]:
    """What stays whole on its line: a word, or all between two spaces of a name."""
    if not names:
        return _segments(line)
    first, *rest = line.split(" ")
    return [first, *(piece for one in rest for piece in (" ", one))]


def _mm(text: str) -> float:
    return fonts.width(text, SIZE, bold=True) * POINT_MM


@lru_cache(maxsize=20_000)
def _cell(said: str, room: float, *, names: bool = False) -> tuple[tuple[str, ...], ...]:
    """The lines of a cell; lists say the same many times.

    What fits one line is one piece: a table of thousands of pieces takes memory for each.
    """
    return tuple(
        ((line,) if line else ()) if _mm(line) <= room else tuple(_fitting(line, room, names=names))
        for line in said.split("\n")
    )


def _fitting(line: str, room: float, *, names: bool) -> Iterator[str]:
    """The pieces of a line; one too wide for its column letter by letter."""
    for piece in _pieces(line, names=names):
        if _mm(piece) <= room:
            yield piece
        else:
            yield from words.segments(piece, most=1)


@lru_cache(maxsize=20_000)
def _segments(text: str) -> tuple[str, ...]:
    return tuple(words.segments(text))
