"""Reading a workbook of ours back, with readers that did not write it."""

import zipfile
from io import BytesIO
from typing import IO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

Rows = dict[str, list[dict[str, object]]]


def rows_of(content: bytes) -> Rows:
    """What each sheet says, row by row, by heading; as our own reader sees it."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    found: Rows = {}
    for name in book.sheet_names:
        heading, *rows = book.get_sheet_by_name(name).to_python() or [[]]
        found[name] = [dict(zip(map(str, heading), row, strict=True)) for row in rows]
    return found


def opened(content: bytes) -> Workbook:
    """The workbook with its looks, lists and checks."""
    return load_workbook(BytesIO(content))


def read(file: IO[bytes]) -> bytes:
    """The bytes of an open workbook, which is closed."""
    with file:
        return file.read()


def parts(content: bytes) -> dict[str, str]:
    """The files that a workbook is made of."""
    archive = zipfile.ZipFile(BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}
