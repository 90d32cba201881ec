"""Workbooks of Excel before 2007."""

import struct
from collections.abc import Mapping
from datetime import date
from io import BytesIO

import xlwt

from kp7.intake.reading.refusals import Why
from tests.intake.reading import sheets
from tests.intake.reading.odd.made import (
    Odd,
    noise,
    only,
)


def old_books() -> Mapping[str, Odd]:
    """Compound files: .xls, and what is in the same wrapping."""
    return {
        "an xls": Odd(sheets.xls),
        "an xls with hidden rows, formulas and failures": Odd(marked_xls),
        "an xls with a value in its last place": Odd(_far_xls, only(Why.FAR_CELL)),
        "an xls of 60,000 rows": Odd(lambda: sheets.xls([["ก", "ข"], *[["1", "2"]] * 60_000])),
        "a workbook with a password": Odd(
            lambda: sheets.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
            only(Why.PASSWORD),
        ),
        "an xls with a password": Odd(_locked_xls, only(Why.PASSWORD)),
        "an xls of Excel 5": Odd(lambda: sheets.compound({"Book": b"x"}), only(Why.VERY_OLD)),
        "an xls that says it is of Excel 5": Odd(
            lambda: sheets.compound({"Workbook": struct.pack("<HHHH", 0x0809, 8, 0x0500, 5)}),
            only(Why.VERY_OLD),
        ),
        "an xls with macros": Odd(
            lambda: sheets.compound({"Workbook": b"x", "_VBA_PROJECT": b"y"}), only(Why.MACROS)
        ),
        "an xls of one macro sheet": Odd(_macro_sheet, only(Why.MACROS)),
        "an old Word document": Odd(
            lambda: sheets.compound({"WordDocument": b"x"}), only(Why.WORD)
        ),
        "old slides": Odd(lambda: sheets.compound({"PowerPoint Document": b"x"}), only(Why.WORD)),
        "a message of Outlook": Odd(
            lambda: sheets.compound({"__properties_version1.0": b"x"}), only(Why.UNKNOWN)
        ),
        "a compound file without anything": Odd(lambda: sheets.compound({}), only(Why.UNKNOWN)),
        "a compound file that is a head alone": Odd(
            lambda: sheets.xls()[:512], only(Why.BROKEN, Why.UNKNOWN)
        ),
        "a compound file that chains to itself": Odd(_endless_chain, only(Why.BROKEN)),
        "a compound file of noise": Odd(
            lambda: sheets.xls()[:8] + noise(2, 20_000), only(Why.BROKEN)
        ),
        "an xls of noise": Odd(
            lambda: sheets.compound({"Workbook": noise(3, 9_000)}),
            only(Why.BROKEN),
        ),
    }


def marked_xls() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("ก")
    page.write(0, 0, "ชื่อ")
    page.write(1, 0, xlwt.Formula("1/0"))
    page.write(2, 0, xlwt.Formula("A1"))
    page.row(1).hidden = True
    page.write_merge(4, 4, 0, 3, "รวม")
    style = xlwt.XFStyle()
    style.num_format_str = "d/m/yyyy"
    page.write(5, 0, date(1980, 1, 2), style)
    book.add_sheet("ซ่อน").visibility = 1
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _far_xls() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("ก")
    page.write(0, 0, "ชื่อ")
    page.write(65_535, 255, 1)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _biff(*records: tuple[int, bytes]) -> bytes:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0, 0, 0, 0)
    return begin + b"".join(struct.pack("<HH", kind, len(one)) + one for kind, one in records)


def _locked_xls() -> bytes:
    return sheets.compound({"Workbook": _biff((0x002F, bytes(54)), (0x000A, b""))})


def _macro_sheet() -> bytes:
    listed = struct.pack("<IBBBB", 0, 0, 1, 1, 0) + b"a"
    return sheets.compound({"Workbook": _biff((0x0085, listed), (0x000A, b""))})


def _endless_chain() -> bytes:
    content = bytearray(sheets.compound({"Workbook": b"x"}))
    table = 512 + struct.unpack_from("<I", content, 76)[0] * 512
    struct.pack_into("<II", content, table, 1, 0)
    return bytes(content)
