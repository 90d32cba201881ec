"""What an odd file is, and the pieces that odd files are made of."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kp7.intake.reading.refusals import Why
from tests.intake.reading.sheets import HEAD, ods_of, sheet, xlsx

EITHER: Final = frozenset(Why)
READ: Final[frozenset[Why]] = frozenset()


@dataclass(frozen=True, slots=True)
class Odd:
    """A file: how it is made, and the reasons for which it may be refused (none: it is read)."""

    made: Callable[[], bytes]
    why: frozenset[Why] = READ


def only(*reasons: Why) -> frozenset[Why]:
    return frozenset(reasons)


def cell(at: str, inside: str, attributes: str = "") -> str:
    return f"<c r='{at}' {attributes}>{inside}</c>"


def row_of(number: int, cells: str, attributes: str = "") -> str:
    return f"<row r='{number}' {attributes}>{cells}</row>"


def text_cell(at: str, text: str) -> str:
    return cell(at, f"<is><t>{text}</t></is>", "t='inlineStr'")


def number_cell(at: str, number: object) -> str:
    return cell(at, f"<v>{number}</v>")


def drawn(rows: int, columns: int, *, value: bool = False) -> bytes:
    """A sheet of styled cells, empty or filled."""
    letters = [letters_of(column) for column in range(columns)]
    inside = "><v>1</v></c>" if value else "/>"
    lines = (
        row_of(row, "".join(f"<c r='{one}{row}' s='0'{inside}" for one in letters))
        for row in range(2, rows + 2)
    )
    return sheet(HEAD + "".join(lines))


def noise(seed: int, length: int) -> bytes:
    return random.Random(seed).randbytes(length)  # noqa: S311  the same every time


def letters_of(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def csv_of(text: str, encoding: str = "utf-8", bom: bytes = b"") -> Callable[[], bytes]:
    return lambda: bom + text.encode(encoding)


def xlsx_of(rows: str, **more: str) -> Callable[[], bytes]:
    return lambda: xlsx(sheet(HEAD + rows, **more))


def xlsx_with(**parts: bytes) -> Callable[[], bytes]:
    return lambda: xlsx(sheet(HEAD), further=parts)


def ods_sheet(inside: str, **parts: bytes) -> Callable[[], bytes]:
    return lambda: ods_of(f'<table:table table:name="ก">{inside}</table:table>', **parts)


def ods_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


TABLE: Final = "เลขบัตร,ชื่อ,เงินเดือน\n9000000000012,นายหนึ่ง,15060\n9000000000021,นางสอง,20000\n"
BILLION: Final = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]>'
)
