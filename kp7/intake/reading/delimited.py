"""A table as text: .csv in whichever encoding and with whichever separator an office has it."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from kp7.intake.reading.refusals import MOST_ROWS, BookRefused, Why

LONGEST_CELL: Final = 32_767  # as in Excel
_SEPARATORS: Final = (",", ";", "\t", "|")
_SAMPLE: Final = 60
_SAMPLE_LETTERS: Final = 200_000
_SEP_LINE: Final = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
_NEVER_IN_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def table(content: bytes) -> Sequence[Sequence[str]]:
    """Read the rows of a text; refuse what is no table."""
    text = decoded(content)
    found = _SEP_LINE.match(text)
    begin = found.end() if found else 0
    separator = found[1] if found else _separator(text)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(_rows(text[begin:], separator))
    except csv.Error as broken:
        raise BookRefused(Why.QUOTES) from broken


def decoded(content: bytes) -> str:
    """Read the letters: by the mark at the beginning, as UTF-8, or as what Thai Windows writes."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], (encoding,))
    return _decoded(content, ("utf-8", "cp874"))


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NEVER_IN_TEXT.search(text):
            break
        return text
    raise BookRefused(Why.ENCODING)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    for number, row in enumerate(_cut(text, separator)):
        if number > MOST_ROWS * 2:
            raise BookRefused(Why.ROWS)
        yield row


def _cut(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator)


def _separator(text: str) -> str:
    """Choose the separator that cuts most of the first rows into the same number of cells."""
    return max(_SEPARATORS, key=lambda one: _evenness(text[:_SAMPLE_LETTERS], one))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    try:
        rows = list(islice(_cut(text, separator), _SAMPLE))
    except csv.Error:
        return (0, 0)
    widths = [len(row) for row in rows if len(row) > 1]
    most = max(widths, key=widths.count, default=0)
    return (widths.count(most), most)
