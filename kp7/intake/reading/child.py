"""The process that reads one spreadsheet: `python -m kp7.intake.reading.child < file > answer`.

It holds no secret and no database, and gives up the right to open anything before it reads the
first byte of the file.
"""

import codecs
import sys
from collections.abc import Sequence
from typing import Final

from kp7.intake.reading import answers, archives, delimited, kinds, notes, ods, values, xls, xlsx
from kp7.intake.reading.book import BookKind, Cell, Sheet
from kp7.intake.reading.kinds import MOST_BYTES, Container
from kp7.intake.reading.marks import Told
from kp7.intake.reading.refusals import BookRefused, Why
from kp7.personnel.files import apart
from kp7.personnel.files.apart import Limits

LIMITS: Final = Limits(memory=500_000_000, seconds=18, answer=400_000_000)
ENCODINGS: Final = ("cp874", "utf-16-le", "utf-16-be", "cp437", "latin-1")  # each a file to open
TEXT_SHEET: Final = "ข้อมูล"


def main() -> None:
    """Read a file from standard input and answer on standard output."""
    apart.confine(LIMITS)
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    apart.open_nothing_more()
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        kind, sheets, told = read(content)
        for line in answers.written(kind, sheets, notes.notes(told, sheets)):
            sys.stdout.buffer.write(line)
    except BookRefused as refused:
        sys.stdout.buffer.write(answers.refused(refused))
    except MemoryError:
        sys.stdout.buffer.write(answers.refused(BookRefused(Why.TOO_HEAVY)))
    sys.stdout.buffer.flush()


def read(content: bytes) -> tuple[BookKind, Sequence[Sheet], Told]:
    """Read a file of any kind that is taken; refuse all else."""
    if len(content) > MOST_BYTES:
        raise BookRefused(Why.TOO_LARGE)
    kind, told = _told(content)
    sheets = _text(content) if kind == "csv" else _values(content, told)
    if not sheets:
        raise BookRefused(Why.NO_SHEET)
    if not any(sheet.rows for sheet in sheets):
        raise BookRefused(Why.NOTHING)
    return kind, sheets, told


def _told(content: bytes) -> tuple[BookKind, Told]:
    match kinds.container_of(content):
        case Container.TEXT:
            return "csv", Told()
        case Container.OLE:
            return "xls", xls.told(content)
        case Container.ZIP:
            with archives.opened(content) as archive:
                kind = archives.kind_of(archive)
                return kind, xlsx.told(archive) if kind == "xlsx" else ods.told(archive)


def _text(content: bytes) -> Sequence[Sheet]:
    rows: list[list[Cell]] = []
    for cells in delimited.table(content):
        row: list[Cell] = [cell if cell and not cell.isspace() else None for cell in cells]
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    values.trim(rows)
    values.judge(rows, "")
    return [Sheet(TEXT_SHEET, rows)]


def _values(content: bytes, told: Told) -> Sequence[Sheet]:
    """Read the values; whatever brings the reader of values down, the file is broken."""
    try:
        return list(values.sheets(content, told))
    except (BookRefused, MemoryError):
        raise
    except BaseException as broken:  # a panic in Rust is no Exception
        raise BookRefused(Why.BROKEN) from broken


if __name__ == "__main__":
    main()
