"""What the process that reads a spreadsheet answers, written there and checked here.

Lines of JSON: a head, then rows in chunks, sheet by sheet. Days and times are lists of a letter
and their ISO form; all else is as JSON has it. Nothing of the answer is believed unseen, for a
broken reader might have written it: what is no cell makes the whole answer nonsense.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import IO, Any, Final, cast

from kp7.intake.reading.book import Book, BookKind, Cell, Merged, Row, Sheet
from kp7.intake.reading.refusals import MOST_CELLS, MOST_COLUMNS, BookRefused, Why

CHUNK: Final = 1_000  # rows on a line
LONGEST_NAME: Final = 255
_KINDS: Final = frozenset({"xlsx", "xls", "ods", "csv"})
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})
_LONGEST_ROWS: Final = 1_048_576


class Nonsense(Exception):  # noqa: N818  not an error of ours: the other side's
    """The answer is none."""


def written(kind: BookKind, sheets: Sequence[Sheet], notes: Iterable[str]) -> Iterator[bytes]:
    """Write an answer, a line at a time."""
    heads = [
        {
            "name": sheet.name[:LONGEST_NAME],
            "hidden": sheet.hidden,
            "hidden_rows": sorted(sheet.hidden_rows),
            "merged": [
                [one.first_row, one.first_column, one.last_row, one.last_column]
                for one in sheet.merged
            ],
            "rows": len(sheet.rows),
        }
        for sheet in sheets
    ]
    yield _line({"kind": kind, "sheets": heads, "notes": list(notes)})
    for sheet in sheets:
        for begin in range(0, len(sheet.rows), CHUNK):
            yield _line(sheet.rows[begin : begin + CHUNK])


def refused(refusal: BookRefused) -> bytes:
    """Write that the file is not taken."""
    return _line({"refused": refusal.why, "sheet": refusal.sheet[:LONGEST_NAME]})


def _line(content: object) -> bytes:
    text = json.dumps(
        content, default=_tagged, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return text.encode("utf-8", "replace") + b"\n"


def _tagged(value: object) -> list[str]:
    if isinstance(value, datetime):
        return ["s", value.replace(tzinfo=None).isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, time):
        return ["t", value.replace(tzinfo=None).isoformat()]
    raise TypeError(type(value))


def understood(answer: IO[bytes], name: str) -> Book:
    """Read an answer; raises BookRefused where it says so and Nonsense where it is none."""
    try:
        head = json.loads(answer.readline())
        if "refused" in head:
            raise BookRefused(Why(head["refused"]), _text(head["sheet"]))
        return _book(head, answer, name)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Nonsense from wrong


def _book(head: dict[str, Any], answer: IO[bytes], name: str) -> Book:  # a JSON document
    if head["kind"] not in _KINDS:
        raise Nonsense
    reader = _Reader()
    sheets = tuple(
        Sheet(
            name=_text(one["name"]),
            rows=reader.rows(answer, _count(one["rows"], _LONGEST_ROWS)),
            hidden=one["hidden"] is True,
            hidden_rows=frozenset(_count(row, _LONGEST_ROWS) for row in one["hidden_rows"]),
            merged=tuple(_merged(each) for each in one["merged"]),
        )
        for one in head["sheets"]
    )
    kind = cast("BookKind", head["kind"])  # one of _KINDS
    return Book(name, kind, sheets, tuple(_text(note) for note in head["notes"]))


class _Reader:
    """Reads rows; equal texts and days are kept once."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._days: dict[tuple[str, str], Cell] = {}
        self._cells = 0

    def rows(self, answer: IO[bytes], count: int) -> list[Row]:
        found: list[Row] = []
        while len(found) < count:
            chunk = json.loads(answer.readline())
            if not isinstance(chunk, list) or not chunk:
                raise Nonsense
            found += [self._row(row) for row in chunk]
        if len(found) != count:
            raise Nonsense
        return found

    def _row(self, row: list[object]) -> Row:
        if not row:
            return ()
        self._cells += len(row)
        if len(row) > MOST_COLUMNS or self._cells > MOST_CELLS:
            raise Nonsense
        texts = self._texts
        return tuple(
            texts.setdefault(cell, cell) if type(cell) is str else self._cell(cell) for cell in row
        )

    def _cell(self, cell: object) -> Cell:
        if type(cell) in _PLAIN:
            return cast("Cell", cell)  # of one of the plain types
        tag, text = cast("list[str]", cell)  # what is not two strings raises below
        known = self._days.get((tag, text))
        if known is None:
            known = self._days[tag, text] = _untagged(tag, text)
        return known


def _untagged(tag: str, text: str) -> Cell:
    match tag:
        case "d":
            return date.fromisoformat(text)
        case "s":
            return datetime.fromisoformat(text)
        case "t":
            return time.fromisoformat(text)
    raise Nonsense


def _merged(numbers: list[object]) -> Merged:
    first_row, first_column, last_row, last_column = numbers
    return Merged(
        _count(first_row, _LONGEST_ROWS),
        _count(first_column, MOST_COLUMNS),
        _count(last_row, _LONGEST_ROWS),
        _count(last_column, MOST_COLUMNS),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Nonsense
    return value


def _count(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise Nonsense
    return value
