"""A report as pages: A4 upright or on its side, thin rules, headings again on each page."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar, Final

from kp7.printing import fonts, sheaf, words
from kp7.printing.engine import Data, Prepared
from kp7.printing.lists.blocks import Block, Column, Facts, Head, Signatures, Table
from kp7.refusal import Refusal
from kp7.thai import calendar

TEMPLATE: Final = "lists/report.typ"
UPRIGHT_MM: Final = 180.0
SIDEWAYS_MM: Final = 267.0
POINT_MM: Final = 25.4 / 72
SIZE: Final = 13  # points, as the template sets the rows
INSET_MM: Final = 2 * 3 * POINT_MM + 0.3  # beside the text of a cell, and what measures differ by
LETTER_MM: Final = 2.0  # about what a letter of the text takes, so that what is longer wraps
FEWEST: Final = 4
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
    rooms = _rooms(table.columns, width)
    return {
        "kind": "table",
        "caption": _segments(table.caption),
        "empty": _segments(table.empty),
        "columns": [
            {"label": _cell(one.label, room), "width": one.width, "numeric": one.numeric}
            for one, room in zip(table.columns, rooms, strict=True)
        ],
        "rows": [
            {
                "look": _look(table, at),
                "cells": [_cell(said, room) for said, room in zip(row, rooms, strict=True)],
            }
            for at, row in enumerate(table.rows)
        ],
    }


def _look(table: Table, at: int) -> str:
    if at in table.strong:
        return "strong"
    return "inner" if at in table.inner else ""


def _rooms(columns: Sequence[Column], width: float) -> list[float]:
    """How many mm of text fit a line of each column."""
    whole = sum(one.width for one in columns)
    return [width * one.width / whole - INSET_MM for one in columns]


@lru_cache(maxsize=4096)
def _cell(said: str, room: float) -> tuple[tuple[str, ...], ...]:
    """The lines of a cell; lists say the same many times.

    What fits one line is one piece: a table of thousands of pieces takes memory for each.
    """
    lines: list[tuple[str, ...]] = []
    for line in said.split("\n"):
        if fonts.width(line, SIZE, bold=True) * POINT_MM <= room:
            lines.append((line,) if line else ())
        else:
            most = max(FEWEST, int(room / LETTER_MM))
            lines.append(tuple(words.segments(line, most=min(most, words.WHOLE))))
    return tuple(lines)


def _segments(text: str) -> tuple[str, ...]:
    return tuple(words.segments(text))
