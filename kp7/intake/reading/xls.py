"""An .xls beside its values: passwords, macros, hidden rows, formulas, failed results."""

import struct
from collections.abc import Iterator
from typing import Final

from kp7.intake.reading.marks import Marks, Told
from kp7.intake.reading.ole import CompoundFile
from kp7.intake.reading.refusals import MOST_BOX, BookRefused, Why

_BOF, _END_OF_SHEET, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_ROW, _FORMULA, _FAILED, _EPOCH, _LINK = 0x0208, 0x0006, 0x0205, 0x0022, 0x01AE
# Records of one value or several beside each other: label, number, result, error, shared text.
_VALUES: Final = frozenset({0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x00D6, _FORMULA, _FAILED})
_SHORTEST: Final = 8  # the beginning of a workbook
_EXCEL_97: Final = 0x0600
_HIDDEN: Final = 0x20
_MACRO_SHEET: Final = 1
_NO_NUMBER: Final = 0xFFFF
_ERROR_RESULT: Final = 2
_LINK_TO_ITSELF: Final = (0x0401, 0x3A01)
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MACROS: Final = frozenset({"_vba_project_cur", "_vba_project", "vba"})
_ENCRYPTED: Final = frozenset({"encryptedpackage", "encryptioninfo"})
_OTHER_DOCUMENTS: Final = frozenset({"worddocument", "powerpoint document"})


def told(content: bytes) -> Told:
    """Judge a compound file and walk its workbook; refuse what is no workbook, or no safe one."""
    file = CompoundFile(content)
    if file.names & _ENCRYPTED:
        raise BookRefused(Why.PASSWORD)
    if file.names & _OTHER_DOCUMENTS:
        raise BookRefused(Why.WORD)
    if file.names & _MACROS:
        raise BookRefused(Why.MACROS)
    if "workbook" not in file.names:
        raise BookRefused(Why.VERY_OLD if "book" in file.names else Why.UNKNOWN)
    try:
        return _walked(file.stream("workbook"))
    except (struct.error, IndexError) as broken:
        raise BookRefused(Why.BROKEN) from broken


def _walked(stream: bytes) -> Told:
    if len(stream) < _SHORTEST or struct.unpack_from("<H", stream)[0] != _BOF:
        raise BookRefused(Why.BROKEN)
    if struct.unpack_from("<H", stream, 4)[0] < _EXCEL_97:
        raise BookRefused(Why.VERY_OLD)
    found = Told()
    for name, begin in _listed(stream, found):
        marks = found.sheets[name] = _sheet(stream, begin)
        if (marks.last_row + 1) * (marks.last_column + 1) > MOST_BOX:
            raise BookRefused(Why.FAR_CELL, name)
    return found


def _listed(stream: bytes, found: Told) -> list[tuple[str, int]]:
    """Walk what is said of the whole workbook; give its sheets and where each begins."""
    sheets: list[tuple[str, int]] = []
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            raise BookRefused(Why.PASSWORD)
        if kind == _EPOCH:
            found.from_1904 = record[:1] == b"\x01"
        if kind == _LINK and struct.unpack_from("<H", record, 2)[0] not in _LINK_TO_ITSELF:
            found.links = True
        if kind == _SHEET:
            begin, _, sheet_kind, length, wide = struct.unpack_from("<IBBBB", record)
            if sheet_kind == _MACRO_SHEET:
                raise BookRefused(Why.MACROS)
            letters = record[8 : 8 + (length * 2 if wide & 1 else length)]
            name = letters.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            sheets.append((name, begin))
    return sheets


def _sheet(stream: bytes, begin: int) -> Marks:
    marks = Marks()
    for kind, record in _records(stream, begin):
        if kind in _VALUES:
            row, column = struct.unpack_from("<HH", record)
            marks.last_row = max(marks.last_row, row)
            marks.last_column = max(marks.last_column, column)
        if kind == _ROW:
            if record[12] & _HIDDEN:
                marks.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _FORMULA:
            marks.formulas += 1
            row, column, what, code, end = struct.unpack_from("<HH2xBxB3xH", record)
            if what == _ERROR_RESULT and end == _NO_NUMBER:
                marks.errors[row, column] = _ERRORS.get(code, "#N/A")
        elif kind == _FAILED:
            row, column, _, code, failed = struct.unpack_from("<HHHBB", record)
            if failed:
                marks.errors[row, column] = _ERRORS.get(code, "#N/A")
    return marks


def _records(stream: bytes, begin: int) -> Iterator[tuple[int, bytes]]:
    """Walk the records from a place to the end of that sheet, charts within it left out."""
    place, deep = begin, 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        record = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == _BOF:
            deep += 1
        elif kind == _END_OF_SHEET:
            deep -= 1
            if deep <= 0:
                return
        elif deep == 1:
            yield kind, record
