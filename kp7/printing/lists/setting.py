"""A report as pages: A4 upright or on its side, thin rules, headings again on each page."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from kp7.printing import engine, words
from kp7.printing.engine import Data
from kp7.printing.lists.blocks import Block, Column, Facts, Head, Signatures, Table
from kp7.thai import calendar

TEMPLATE: Final = "lists/report.typ"
UPRIGHT_MM: Final = 180.0
SIDEWAYS_MM: Final = 267.0
LETTER_MM: Final = 2.0  # about what a letter of the text takes, so that what is longer wraps
FEWEST: Final = 4
MANY: Final = 5  # so many columns no longer fit a page that stands upright


def table_pdf(head: Head, table: Table) -> bytes:
    """One list on paper; on its side where it has many columns."""
    return report_pdf(head, [table], sideways=len(table.columns) > MANY)


def report_pdf(head: Head, blocks: Sequence[Block], *, sideways: bool = False) -> bytes:
    """Several tables and what belongs to them, in order, as one document."""
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
    return engine.compile(
        TEMPLATE, data, title=f"{head.title} {head.organization}", moment=head.moment
    )


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
    most = _letters(table.columns, width)
    return {
        "kind": "table",
        "caption": _segments(table.caption),
        "empty": _segments(table.empty),
        "columns": [
            {"label": _segments(one.label, fits), "width": one.width, "numeric": one.numeric}
            for one, fits in zip(table.columns, most, strict=True)
        ],
        "rows": [
            {
                "look": _look(table, at),
                "cells": [
                    [_segments(line, fits) for line in said.split("\n")]
                    for said, fits in zip(row, most, strict=True)
                ],
            }
            for at, row in enumerate(table.rows)
        ],
    }


def _look(table: Table, at: int) -> str:
    if at in table.strong:
        return "strong"
    return "inner" if at in table.inner else ""


def _letters(columns: Sequence[Column], width: float) -> list[int]:
    """How many letters fit each column."""
    whole = sum(one.width for one in columns)
    return [max(FEWEST, int(width * one.width / whole / LETTER_MM)) for one in columns]


@lru_cache(maxsize=4096)
def _cut(text: str, most: int) -> tuple[str, ...]:
    """A text as segments; lists say the same many times."""
    return tuple(words.segments(text, most=min(most, words.WHOLE)))


def _segments(text: str, most: int = words.WHOLE) -> tuple[str, ...]:
    return _cut(text, most)
