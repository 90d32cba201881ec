"""An .ods beside its values: passwords, hidden rows, merged cells, formulas, failures, links."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kp7.intake.reading import archives
from kp7.intake.reading.book import Merged
from kp7.intake.reading.marks import Marks, Told
from kp7.intake.reading.refusals import BookRefused, Why

_ELEMENT: Final = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?:\s([^>]*))?>"
)
_TABLE: Final = re.compile(rb"""\btable:name=(["'])(.*?)\1""")
_HIDDEN: Final = re.compile(rb"""\btable:visibility=["'](?:collapse|filter)["']""")
_ROWS: Final = re.compile(rb"""\btable:number-rows-repeated=["']([0-9]{1,9})["']""")
_COLUMNS: Final = re.compile(rb"""\btable:number-columns-repeated=["']([0-9]{1,9})["']""")
_WIDE: Final = re.compile(rb"""\btable:number-columns-spanned=["']([0-9]{1,5})["']""")
_HIGH: Final = re.compile(rb"""\btable:number-rows-spanned=["']([0-9]{1,7})["']""")
_FAILED: Final = re.compile(rb"""\bcalcext:value-type=["']error["']""")
_SHOWN: Final = re.compile(rb"<text:p[^>]*>(#[^<]{1,12})<")
_FORMULA: Final = b"table:formula="
_MOST_HIDDEN: Final = 100_000
_MOST_MERGED: Final = 2_000
_FAR: Final = 400  # bytes within which a cell's text begins
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def told(archive: zipfile.ZipFile) -> Told:
    """Walk all parts; refuse what is encrypted."""
    found = Told()
    for part in archive.infolist():
        if part.filename == "content.xml":
            _content(archive, part, found)
        elif part.filename.lower().endswith((".xml", ".rels")):
            for block in archives.blocks(archive, part):
                if part.filename == "META-INF/manifest.xml" and b"encryption-data" in block:
                    raise BookRefused(Why.PASSWORD)
    return found


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: in which sheet's marks, row and column."""

    marks: Marks = field(default_factory=Marks)
    row: int = 0
    rows: int = 0  # how often the row is repeated
    column: int = 0


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, found: Told) -> None:
    walk = _Walk()
    for block in _whole_cells(archives.blocks(archive, part)):
        found.links |= b"<table:table-source" in block or b"<table:dde-link" in block
        for element in _ELEMENT.finditer(block):
            kind, attributes = element[1], element[2] or b""
            if kind == b"table":
                name = _TABLE.search(attributes)
                walk = _Walk()
                found.sheets[_plain(name[2]) if name else ""] = walk.marks
            elif kind == b"table-row":
                _row(walk, attributes)
            else:
                _cell(walk, attributes, block[element.end() : element.end() + _FAR])


def _whole_cells(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut blocks before a cell begins, so that none lies in two."""
    rest = b""
    for block in blocks:
        whole = rest + block
        cut = max(whole.rfind(b"<table:"), 0)
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _row(walk: _Walk, attributes: bytes) -> None:
    walk.row += walk.rows
    walk.rows, walk.column = _times(_ROWS, attributes), 0
    if b"visibility" in attributes and _HIDDEN.search(attributes) and walk.rows <= _MOST_HIDDEN:
        walk.marks.hidden_rows.update(range(walk.row, walk.row + walk.rows))


def _cell(walk: _Walk, attributes: bytes, after: bytes) -> None:
    marks, row, column = walk.marks, walk.row, walk.column
    walk.column += _times(_COLUMNS, attributes) if b"repeated" in attributes else 1
    marks.formulas += _FORMULA in attributes
    if b"error" in attributes and _FAILED.search(attributes):
        shown = _SHOWN.search(after)
        marks.errors[row, column] = shown[1].decode("utf-8", "replace") if shown else "#ERR!"
    if b"spanned" in attributes and len(marks.merged) < _MOST_MERGED:
        last_row = row + _times(_HIGH, attributes) - 1
        last_column = column + _times(_WIDE, attributes) - 1
        if (last_row, last_column) != (row, column):
            marks.merged.append(Merged(row, column, last_row, last_column))


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(int(found[1]), 1) if found else 1


def _plain(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text
