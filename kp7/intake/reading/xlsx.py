"""An .xlsx beside its values: hidden rows, formulas, failed results, Thai dates, what it links to.

The parts are walked as bytes, a block at a time: building a tree of a sheet takes ten times as
long as reading its values does.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from kp7.intake.reading import archives
from kp7.intake.reading.book import column_of
from kp7.intake.reading.marks import Marks, Told
from kp7.intake.reading.refusals import MOST_BOX, BookRefused, Why

MOST_TEXTS: Final = 1_500_000
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_MOST_LETTERS: Final = 3
_LONGEST_ROW: Final = 20 * archives.BLOCK

_P: Final = rb"<(?:[\w.\-]+:)?"  # the beginning of an element, whatever its prefix
_ROW: Final = re.compile(_P + rb"row\b([^>]*)>")
_ROW_START: Final = re.compile(_P + rb"row\b")
_CELL: Final = re.compile(_P + rb"c\s([^>]*)>")
_FILLED: Final = re.compile(_P + rb"c\s([^>]*[^/>])>(?!\s*</(?:[\w.\-]+:)?c>)")
_COLUMNS: Final = re.compile(_P + rb"""c\s[^>]*?\br=["']([A-Za-z]+)[0-9]""")
_FORMULA: Final = re.compile(
    _P
    + rb"c\s([^>]*)>\s*"
    + _P
    + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</[^>]*>)\s*("
    + _P
    + rb"v\b[^>/]*>[^<])?"
)
_FAILED: Final = re.compile(
    _P + rb"""c\s([^>]*\bt=["']e["'][^>]*)>\s*"""
    rb"(?:" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</[^>]*>)\s*)?" + _P + rb"v\b[^>/]*>([^<]*)<"
)
_HIDDEN: Final = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER: Final = re.compile(rb"""(?:^|\s)r=["']([0-9]{1,9})["']""")
_AT: Final = re.compile(rb"""(?:^|\s)r=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_STYLE: Final = re.compile(rb"""(?:^|\s)s=["']([0-9]+)["']""")
_TEXT_RESULT: Final = re.compile(rb"""(?:^|\s)t=["']str["']""")
_SHARED: Final = re.compile(_P + rb"si\b")

_LINKS: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_THAI_DATES: Final = frozenset({71, 72, 73, 74, 77, 81})  # built in, where Excel speaks Thai
_THAI_LETTERS: Final = re.compile(r"ว+.*ด+.*ป+|ด+.*ป+")


def told(archive: zipfile.ZipFile) -> Told:
    """Walk all parts; refuse what the reader of values could not hold."""
    parts = {part.filename.lower().lstrip("/"): part for part in archive.infolist()}
    found = Told(links=any(name.startswith(_LINKS) for name in parts))
    places: dict[str, str] = {}
    if (workbook := parts.get("xl/workbook.xml")) is not None:
        tree = _tree(archive, workbook)
        found.from_1904 = any(
            one.get("date1904") in {"1", "true"} for one in _named(tree, "workbookPr")
        )
        places = _places(archive, parts, tree)
    styles = parts.get("xl/styles.xml")
    thai = _thai_styles(_tree(archive, styles)) if styles is not None else frozenset()
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")) or part in {workbook, styles}:
            continue
        if name in places:
            found.sheets[places[name]] = _sheet(archive, part, places[name], thai)
        elif name.endswith("sharedstrings.xml"):
            _count_texts(archive, part)
        else:
            for _ in archives.blocks(archive, part):
                pass
    return found


def _tree(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ET.Element:
    try:
        whole = b"".join(archives.blocks(archive, part))
        return ET.fromstring(whole)  # noqa: S314  no DTD is in it
    except ET.ParseError as broken:
        raise BookRefused(Why.BROKEN) from broken


def _named(tree: ET.Element, name: str) -> Iterator[ET.Element]:
    """Walk the elements of a name, in whichever of the two namespaces."""
    return (one for one in tree.iter() if one.tag.rpartition("}")[2] == name)


def _places(
    archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], workbook: ET.Element
) -> dict[str, str]:
    """Map the part of each sheet to the sheet's name."""
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations is None:
        return {}
    targets = {
        one.get("Id", ""): one.get("Target", "")
        for one in _named(_tree(archive, relations), "Relationship")
    }
    found: dict[str, str] = {}
    for sheet in _named(workbook, "sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        target = targets.get(key, "").lower().replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            found[path] = sheet.get("name", "")
    return found


def _thai_styles(styles: ET.Element) -> frozenset[int]:
    """List the styles that show a number as a day only to an Excel that speaks Thai."""
    written = {
        int(one.get("numFmtId", "0"))
        for one in _named(styles, "numFmt")
        if _THAI_LETTERS.search(one.get("formatCode", ""))
    }
    cells = next(_named(styles, "cellXfs"), None)
    if cells is None:
        return frozenset()
    return frozenset(
        number
        for number, one in enumerate(_named(cells, "xf"))
        if int(one.get("numFmtId") or 0) in _THAI_DATES | written
    )


def _count_texts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    number = 0
    for block in archives.blocks(archive, part):
        number += len(_SHARED.findall(block))
        if number > MOST_TEXTS:
            raise BookRefused(Why.SHARED_TEXTS)


def _sheet(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, thai: frozenset[int]
) -> Marks:
    """Walk a sheet's rows."""
    marks, row = Marks(), -1
    for block in _whole_rows(archives.blocks(archive, part)):
        row = _rows(block, row, marks)
        columns = {column.upper() for column in set(_COLUMNS.findall(block))}
        longest = max(columns, key=lambda one: (len(one), one), default=b"A")
        marks.last_column = max(marks.last_column, _column(longest, name))
        _cells(block, marks, thai)
    marks.last_row = max(marks.last_row, row)
    if marks.last_row >= LAST_ROW:
        raise BookRefused(Why.FAR_CELL, name)
    if (marks.last_row + 1) * (marks.last_column + 1) > MOST_BOX:
        _refuse_far_cells(archives.blocks(archive, part), name)
    return marks


def _whole_rows(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Cut blocks before a row begins, so that no cell lies in two."""
    rest = b""
    for block in blocks:
        rest += block
        starts = [one.start() for one in _ROW_START.finditer(rest, len(rest) - len(block))]
        if starts and starts[-1] > 0:
            yield rest[: starts[-1]]
            rest = rest[starts[-1] :]
        elif len(rest) > _LONGEST_ROW:
            raise BookRefused(Why.TOO_HEAVY)
    yield rest


def _rows(block: bytes, row: int, marks: Marks) -> int:
    """Number the rows of a block, those that say no number after the one before."""
    for attributes in _ROW.findall(block):
        number = _NUMBER.search(attributes)
        row = int(number[1]) - 1 if number else row + 1
        marks.last_row = max(marks.last_row, row)
        if b"hidden" in attributes and _HIDDEN.search(attributes):
            marks.hidden_rows.add(row)
    return row


def _column(letters: bytes, sheet: str) -> int:
    column = column_of(letters[:_MOST_LETTERS].decode())
    if len(letters) > _MOST_LETTERS or column >= LAST_COLUMN:
        raise BookRefused(Why.FAR_CELL, sheet)
    return column


def _cells(block: bytes, marks: Marks, thai: frozenset[int]) -> None:
    """Note the cells of which more is to be said; in most blocks there are none."""
    if b"<f" in block or b":f" in block:
        for attributes, value in _FORMULA.findall(block):
            marks.formulas += 1
            place = _at(attributes)
            if place and not value and not _TEXT_RESULT.search(attributes):
                marks.not_computed.append(place)
    if b't="e"' in block or b"t='e'" in block:
        for attributes, text in _FAILED.findall(block):
            if place := _at(attributes):
                marks.errors[place] = text.decode("utf-8", "replace").strip() or "#N/A"
    if thai:
        for attributes in _CELL.findall(block):
            style = _STYLE.search(attributes)
            if style and int(style[1]) in thai and (place := _at(attributes)):
                marks.thai_days.add(place)


def _at(attributes: bytes) -> tuple[int, int] | None:
    found = _AT.search(attributes)
    if found is None:
        return None
    return int(found[2]) - 1, column_of(found[1].decode().upper())


def _refuse_far_cells(blocks: Iterator[bytes], name: str) -> None:
    """Refuse a sheet whose filled cells reach too far; empty ones do not count."""
    last_row = last_column = 0
    for block in _whole_rows(blocks):
        for attributes in _FILLED.findall(block):
            if place := _at(attributes):
                last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
    if (last_row + 1) * (last_column + 1) > MOST_BOX:
        raise BookRefused(Why.FAR_CELL, name)
