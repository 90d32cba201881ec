"""Three hundred spreadsheets that offices, other programs and worse send: each with its outcome.

Names are sentences; what is made is a function of the name alone.
"""

import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

import xlsxwriter
import xlwt

from kp7.intake.reading.refusals import Why
from tests.intake.reading import sheets
from tests.intake.reading.sheets import HEAD, ROSTER, ods_of, parts_of, sheet, xlsx, zipped

EITHER: Final = frozenset(Why)
READ: Final[frozenset[Why]] = frozenset()
TRUNCATED: Final = 80
MUTATED: Final = 100


@dataclass(frozen=True, slots=True)
class Odd:
    """A file: how it is made, and the reasons for which it may be refused (none: it is read)."""

    made: Callable[[], bytes]
    why: frozenset[Why] = READ


def _for(*reasons: Why) -> frozenset[Why]:
    return frozenset(reasons)


def _cell(at: str, inside: str, attributes: str = "") -> str:
    return f"<c r='{at}' {attributes}>{inside}</c>"


def _row(number: int, cells: str, attributes: str = "") -> str:
    return f"<row r='{number}' {attributes}>{cells}</row>"


def _text(at: str, text: str) -> str:
    return _cell(at, f"<is><t>{text}</t></is>", "t='inlineStr'")


def _number(at: str, number: object) -> str:
    return _cell(at, f"<v>{number}</v>")


def _drawn(rows: int, columns: int, *, value: bool = False) -> bytes:
    """A sheet of styled cells, empty or filled."""
    letters = [_letters(column) for column in range(columns)]
    inside = "><v>1</v></c>" if value else "/>"
    lines = (
        _row(row, "".join(f"<c r='{one}{row}' s='0'{inside}" for one in letters))
        for row in range(2, rows + 2)
    )
    return sheet(HEAD + "".join(lines))


def _noise(seed: int, length: int) -> bytes:
    return random.Random(seed).randbytes(length)  # noqa: S311  the same every time


def _letters(column: int) -> str:
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _csv(text: str, encoding: str = "utf-8", bom: bytes = b"") -> Callable[[], bytes]:
    return lambda: bom + text.encode(encoding)


def _xlsx(rows: str, **more: str) -> Callable[[], bytes]:
    return lambda: xlsx(sheet(HEAD + rows, **more))


def _with(**parts: bytes) -> Callable[[], bytes]:
    return lambda: xlsx(sheet(HEAD), further=parts)


def _ods(inside: str, **parts: bytes) -> Callable[[], bytes]:
    return lambda: ods_of(f'<table:table table:name="ก">{inside}</table:table>', **parts)


def _ods_cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


TABLE: Final = "เลขบัตร,ชื่อ,เงินเดือน\n9000000000012,นายหนึ่ง,15060\n9000000000021,นางสอง,20000\n"


def texts() -> Mapping[str, Odd]:
    """Tables as text, and what only looks like them."""
    bad = _for(Why.ENCODING)
    return {
        "csv in UTF-8": Odd(_csv(TABLE)),
        "csv in UTF-8 with a mark": Odd(_csv(TABLE, bom=b"\xef\xbb\xbf")),
        "csv in TIS-620": Odd(_csv(TABLE, "tis-620")),
        "csv in cp874 with curly quotes": Odd(_csv(TABLE.replace("นางสอง", "“นางสอง”…"), "cp874")),
        "csv in UTF-16 little": Odd(_csv(TABLE, "utf-16-le", b"\xff\xfe")),
        "csv in UTF-16 big": Odd(_csv(TABLE, "utf-16-be", b"\xfe\xff")),
        "csv in UTF-16 without a mark": Odd(_csv(TABLE, "utf-16-le"), bad),
        "csv in UTF-16 cut in a letter": Odd(
            lambda: (b"\xff\xfe" + TABLE.encode("utf-16-le"))[:-1], bad
        ),
        "csv of semicolons": Odd(_csv(TABLE.replace(",", ";"))),
        "csv of tabs": Odd(_csv(TABLE.replace(",", "\t"))),
        "csv of bars": Odd(_csv(TABLE.replace(",", "|"))),
        "csv that says its separator": Odd(_csv("sep=;\n" + TABLE.replace(",", ";"))),
        "csv with Windows line ends": Odd(_csv(TABLE.replace("\n", "\r\n"))),
        "csv with old Mac line ends": Odd(_csv(TABLE.replace("\n", "\r"))),
        "csv with a break within a cell": Odd(_csv('ชื่อ,ที่อยู่\nก,"บ้าน\nถนน"\n')),
        "csv with a quote that never closes": Odd(
            _csv('ชื่อ,ที่อยู่\nก,"' + "บ้าน\n" * 20_000), _for(Why.QUOTES)
        ),
        "csv with quotes within words": Odd(_csv('ชื่อ,ขนาด\nก,จอ 14" ใหญ่\n')),
        "csv of one column": Odd(_csv("ชื่อ\nหนึ่ง\nสอง\n")),
        "csv of one cell": Odd(_csv("ชื่อ")),
        "csv of commas alone": Odd(_csv(",,,\n,,,\n"), _for(Why.NOTHING)),
        "csv of spaces": Odd(_csv("   \n \n"), _for(Why.EMPTY)),
        "csv with a cell of 40,000 letters": Odd(_csv("ชื่อ\n" + "ก" * 40_000), _for(Why.QUOTES)),
        "csv of 400 columns": Odd(_csv(",".join(map(str, range(400))) + "\n1\n")),
        "csv of 600 columns": Odd(
            _csv(",".join(map(str, range(600))) + "\n1\n"), _for(Why.COLUMNS)
        ),
        "csv of 120,000 rows": Odd(_csv("ก,ข\n" + "1,2\n" * 120_000), _for(Why.ROWS)),
        "csv ending in 50,000 empty rows": Odd(_csv(TABLE + ",,\n" * 50_000)),
        "csv with formulas to harm": Odd(_csv("ชื่อ\n=cmd|' /C calc'!A0\n@SUM(1)\n")),
        "csv with a zero byte": Odd(lambda: b"a,b\n1,\x00\n", bad),
        "csv with control letters": Odd(lambda: b"a,b\n1,\x07\n", bad),
        "letters of another code page": Odd(lambda: b"a,b\n\xfc\xfd\xfe\xff\xdb\xdc\n", bad),
        "Thai in half UTF-8": Odd(lambda: TABLE.encode()[:-8] + b"\xe0\xb8\n", EITHER),
        "json": Odd(_csv('{"ชื่อ": "ก"}')),
        "nothing": Odd(lambda: b"", _for(Why.EMPTY)),
        "zero bytes alone": Odd(lambda: bytes(5000), _for(Why.EMPTY)),
        "a mark alone": Odd(lambda: b"\xef\xbb\xbf", _for(Why.NOTHING, Why.EMPTY)),
        "20 MB and more": Odd(lambda: b"a,b\n" * 5_000_001, _for(Why.TOO_LARGE)),
        "19 MB of one line": Odd(lambda: b"a" * 19_000_000, _for(Why.QUOTES)),
        "noise": Odd(lambda: _noise(1, 50_000), EITHER),
    }


def others() -> Mapping[str, Odd]:
    """Other kinds of files under the name of a spreadsheet."""
    cases = {
        "a pdf": (b"%PDF-1.7\n", Why.PDF),
        "a jpeg": (b"\xff\xd8\xff\xe0", Why.PICTURE),
        "a png": (b"\x89PNG\r\n\x1a\n", Why.PICTURE),
        "a gif": (b"GIF89a", Why.PICTURE),
        "a tiff": (b"II*\0", Why.PICTURE),
        "a webp": (b"RIFF\0\0\0\0WEBP", Why.PICTURE),
        "a heic": (b"\0\0\0\x18ftypheic", Why.PICTURE),
        "a program of Windows": (b"MZ\x90\0", Why.PROGRAM),
        "a program of Linux": (b"\x7fELF", Why.PROGRAM),
        "a script": (b"#!/bin/sh\nrm x\n", Why.PROGRAM),
        "a rar": (b"Rar!\x1a\x07", Why.ARCHIVE),
        "a 7z": (b"7z\xbc\xaf\x27\x1c", Why.ARCHIVE),
        "a gzip": (b"\x1f\x8b\x08", Why.ARCHIVE),
        "an empty zip": (b"PK\x05\x06" + bytes(18), Why.ARCHIVE),
        "an rtf": (b"{\\rtf1 ", Why.RTF),
        "a web page": (b"<html><table><tr><td>x</td></tr></table>", Why.WEB_PAGE),
        "a web page with a mark": (b"\xef\xbb\xbf<!DOCTYPE html>", Why.WEB_PAGE),
        "a web page in UTF-16": ("\ufeff<html><table>".encode("utf-16-le"), Why.WEB_PAGE),
        "a bare table": (b"\r\n  <TABLE border=1>", Why.WEB_PAGE),
        "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart", Why.WEB_PAGE),
        "a picture of vectors": (b"<svg xmlns='x'>", Why.WEB_PAGE),
        "XML of Excel 2003": (b"<?xml version='1.0'?><Workbook xmlns='x'>", Why.XML),
        "XHTML": (b"<?xml version='1.0'?><html>", Why.WEB_PAGE),
        "Excel 2": (b"\x09\x00\x04\x00\x02\x00\x10\x00", Why.VERY_OLD),
        "Excel 3": (b"\x09\x02\x06\x00\x00\x00\x10\x00", Why.VERY_OLD),
        "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", Why.VERY_OLD),
    }
    return {
        name: Odd(lambda content=content: content + b"x" * 900, _for(why))  # type: ignore[misc]  # a lambda of its own
        for name, (content, why) in cases.items()
    }


def archives() -> Mapping[str, Odd]:
    """ZIP files: bombs, lies, other documents."""
    broken = _for(Why.BROKEN)
    return {
        "parts that overlap": Odd(sheets.overlapping, _for(Why.OVERLAPPING)),
        "a bomb of zeros": Odd(lambda: xlsx(sheet(HEAD + " " * 300_000_000)), _for(Why.UNPACKED)),
        "a bomb in a part nobody asks for": Odd(
            _with(**{"xl/custom.xml": b" " * 260_000_000}), _for(Why.UNPACKED)
        ),
        "a bomb among the pictures": Odd(_with(**{"xl/media/a.png": bytes(100_000_000)})),
        "6,000 parts": Odd(
            _with(**{f"xl/media/{number}.png": b"x" for number in range(6_000)}), _for(Why.PARTS)
        ),
        "two parts of one name": Odd(_doubled, _for(Why.OVERLAPPING)),
        "a size that lies": Odd(_lying, _for(Why.OVERLAPPING, Why.BROKEN)),
        "an encrypted part": Odd(_encrypted_zip, _for(Why.PASSWORD)),
        "packed in another way": Odd(
            lambda: zipped(parts_of(sheet(HEAD)), zipfile.ZIP_LZMA), broken
        ),
        "stored without packing": Odd(lambda: zipped(parts_of(sheet(HEAD)), zipfile.ZIP_STORED)),
        "a zip of a text": Odd(lambda: zipped({"a.txt": b"x"}), _for(Why.ARCHIVE)),
        "a zip in a zip": Odd(lambda: zipped({"a.xlsx": sheets.roster()}), _for(Why.ARCHIVE)),
        "a Word document": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
            _for(Why.WORD),
        ),
        "slides": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
            _for(Why.WORD),
        ),
        "an OpenDocument text": Odd(
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            _for(Why.ARCHIVE),
        ),
        "a binary workbook": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}),
            _for(Why.XLSB),
        ),
        "a workbook of Numbers": Odd(
            lambda: zipped({"Index/Document.iwa": b"x"}), _for(Why.NUMBERS)
        ),
        "macros": Odd(_with(**{"xl/vbaProject.bin": b"x"}), _for(Why.MACROS)),
        "old macros": Odd(_with(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), _for(Why.MACROS)),
        "links to other books": Odd(
            _with(**{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
        ),
        "connections": Odd(_with(**{"xl/connections.xml": b"<connections/>"})),
        "content types alone": Odd(lambda: zipped({"[Content_Types].xml": b"<x/>"}), broken),
        "no workbook": Odd(lambda: _without("xl/workbook.xml"), _for(Why.NO_SHEET, Why.BROKEN)),
        "no relations": Odd(lambda: _without("xl/_rels/workbook.xml.rels"), EITHER),
        "no sheet behind its name": Odd(lambda: _without("xl/worksheets/sheet1.xml"), EITHER),
        "no styles": Odd(lambda: _without("xl/styles.xml"), EITHER),
        "no directory": Odd(lambda: sheets.roster()[:-40], broken),
        "something before the zip": Odd(lambda: b"PK\x03\x04xx" + sheets.roster(), EITHER),
        "something after the zip": Odd(lambda: sheets.roster() + b"x" * 100, EITHER),
        "folders as parts": Odd(_with(**{"xl/worksheets/": b""})),
        "parts named with backslashes": Odd(_backslashes, EITHER),
        "a part named out of its folder": Odd(_with(**{"../../etc/passwd.xml": b"<x/>"})),
    }


def _without(part: str) -> bytes:
    return zipped({name: one for name, one in parts_of(sheet(HEAD)).items() if name != part})


def _backslashes() -> bytes:
    return zipped(
        {
            name.replace("xl/worksheets/", "xl\\worksheets\\"): one
            for name, one in parts_of(sheet(HEAD)).items()
        }
    )


def _doubled() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts_of(sheet(HEAD)).items():
            archive.writestr(name, content)
        archive.writestr("XL/worksheets/sheet1.xml", sheet(HEAD))
    return written.getvalue()


def _lying() -> bytes:
    """A sheet that says it is smaller than it is, in both places where it says so."""
    content = sheet(HEAD + " " * 5_000_000)
    packed = xlsx(content)
    return packed.replace(struct.pack("<I", len(content)), struct.pack("<I", 5_000))


def _encrypted_zip() -> bytes:
    content = bytearray(xlsx(sheet(HEAD)))
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


BILLION: Final = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]>'
)


def parts() -> Mapping[str, Odd]:
    """XML within the workbook that means harm, or is merely wrong."""
    entities, broken = _for(Why.ENTITIES), _for(Why.BROKEN)
    return {
        "a billion laughs in a sheet": Odd(
            lambda: xlsx(
                sheet(_row(1, _text("A1", "&c;"))).replace(
                    b"<worksheet", BILLION.encode() + b"<worksheet"
                )
            ),
            entities,
        ),
        "an entity of a file": Odd(
            lambda: xlsx(
                sheet(_row(1, _text("A1", "&x;"))).replace(
                    b"<worksheet",
                    b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet',
                )
            ),
            entities,
        ),
        "entities in the shared texts": Odd(
            _with(**{"xl/sharedStrings.xml": BILLION.encode() + b"<sst/>"}), entities
        ),
        "entities in the styles": Odd(
            _with(**{"xl/styles.xml": BILLION.encode() + b"<x/>"}), entities
        ),
        "entities in a comment nobody reads": Odd(
            _with(**{"xl/comments1.xml": BILLION.encode() + b"<x/>"}), entities
        ),
        "a sheet in UTF-16": Odd(
            lambda: xlsx(sheet(HEAD).decode().encode("utf-16")), _for(Why.BROKEN)
        ),
        "2,000,000 shared texts": Odd(
            _with(**{"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 2_000_000 + b"</sst>"}),
            _for(Why.SHARED_TEXTS),
        ),
        "1,000,000 shared texts": Odd(
            _with(
                **{
                    "xl/sharedStrings.xml": b"<sst>"
                    + b"<si><t>abc</t></si>" * 1_000_000
                    + b"</sst>"
                }
            ),
            EITHER,
        ),
        "a shared text that is not there": Odd(
            _xlsx(_row(2, _cell("A2", "<v>99</v>", "t='s'"))), EITHER
        ),
        "a sheet that ends early": Odd(lambda: xlsx(sheet(HEAD)[:-30]), EITHER),
        "a sheet that is no XML": Odd(lambda: xlsx(b"hello"), EITHER),
        "a sheet without rows": Odd(lambda: xlsx(sheet("")), _for(Why.NOTHING)),
        "a workbook part that is no XML": Odd(_with(**{"xl/workbook.xml": b"<"}), broken),
        "styles that are no XML": Odd(_with(**{"xl/styles.xml": b"<a><b></a>"}), broken),
        "a workbook without sheets": Odd(xlsx, _for(Why.NO_SHEET, Why.BROKEN)),
        "250 sheets": Odd(lambda: xlsx(*[sheet(HEAD)] * 250), _for(Why.SHEETS)),
        "150 sheets": Odd(lambda: xlsx(*[sheet(HEAD)] * 150)),
        "two sheets of one name": Odd(_same_names, EITHER),
        "elements with prefixes": Odd(_prefixed),
        "strict OOXML": Odd(_strict, EITHER),
        "XML nested 100,000 deep": Odd(_xlsx("<a>" * 100_000 + "</a>" * 100_000), EITHER),
        "an attribute of a megabyte": Odd(_xlsx(_row(2, "", f"a='{'x' * 1_000_000}'"))),
        "a text of 5 megabytes": Odd(_xlsx(_row(2, _text("A2", "ก" * 1_700_000))), EITHER),
        "half a surrogate pair": Odd(_xlsx(_row(2, _text("A2", "&#xD83D;"))), EITHER),
        "letters XML does not know": Odd(_xlsx(_row(2, _text("A2", "_x0001_&#1;"))), EITHER),
        "letters that are no UTF-8": Odd(
            lambda: xlsx(sheet(HEAD).replace("ชื่อ".encode(), b"\xff\xfe")), EITHER
        ),
    }


def _same_names() -> bytes:
    made = parts_of(sheet(HEAD), sheet(HEAD))
    book = made["xl/workbook.xml"].replace('"ก2"'.encode(), '"ก1"'.encode())
    return zipped({**made, "xl/workbook.xml": book})


def _prefixed() -> bytes:
    text = (
        f'<x:worksheet xmlns:x="{sheets.MAIN}"><x:sheetData><x:row r="1" hidden="1"><x:c r="A1">'
        "<x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    return xlsx(text.encode())


def _strict() -> bytes:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return zipped(
        {
            name: one.replace(sheets.MAIN.encode(), strict)
            for name, one in parts_of(sheet(HEAD)).items()
        }
    )


def places() -> Mapping[str, Odd]:
    """Cells where nobody looks: far away, without a place, out of order."""
    far = _for(Why.FAR_CELL)
    return {
        "a cell in the last place of all": Odd(
            _xlsx(_row(1_048_576, _number("XFD1048576", 1))), far
        ),
        "a cell beyond the last row": Odd(_xlsx(_row(9_999_999, _number("A9999999", 1))), EITHER),
        "a cell beyond the last column": Odd(_xlsx(_row(2, _number("ZZZZZZ2", 1))), far),
        "a row of a number without end": Odd(_xlsx(_row(99_999_999_999, _number("A2", 1))), EITHER),
        "a row of a negative number": Odd(_xlsx(_row(-5, _number("A-5", 1))), EITHER),
        "a column without a row": Odd(_xlsx(_row(2, _number("A", 1))), EITHER),
        "cells without places": Odd(_xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>")),
        "cells out of order": Odd(_xlsx(_row(2, _number("C2", 3) + _number("A2", 1)))),
        "rows out of order": Odd(_xlsx(_row(9, _number("A9", 9)) + _row(2, _number("A2", 2)))),
        "a row that comes twice": Odd(_xlsx(_row(2, _number("A2", 1)) * 2)),
        "a value at row 200,000": Odd(_xlsx(_row(200_000, _number("B200000", 1)))),
        "a value at row 200,000 and column 400": Odd(
            _xlsx(_row(200_000, _number("OJ200000", 1))), far
        ),
        "200,000 empty rows": Odd(lambda: xlsx(_drawn(200_000, 3))),
        "200,000 empty rows of 15 columns": Odd(lambda: xlsx(_drawn(200_000, 15))),
        "200,000 rows without cells": Odd(
            lambda: xlsx(sheet(HEAD + "".join(_row(n, "") for n in range(2, 200_000))))
        ),
        "400 empty columns": Odd(lambda: xlsx(_drawn(100, 400))),
        "16,384 empty columns": Odd(lambda: xlsx(_drawn(20, 16_384))),
        "400 filled columns": Odd(lambda: xlsx(_drawn(20, 400, value=True))),
        "600 filled columns": Odd(lambda: xlsx(_drawn(20, 600, value=True)), _for(Why.COLUMNS)),
        "110,000 filled rows": Odd(lambda: xlsx(_drawn(110_000, 2, value=True)), _for(Why.ROWS)),
        "90,000 rows of 25": Odd(
            lambda: xlsx(_drawn(90_000, 25, value=True)), _for(Why.CELLS, Why.TOO_HEAVY)
        ),
        "20,000 rows of 15": Odd(lambda: xlsx(_drawn(20_000, 15, value=True))),
        "a space at the end of a long sheet": Odd(_xlsx(_row(60_000, _text("C60000", " ")))),
        "formulas dragged to row 50,000": Odd(
            _xlsx(
                "".join(
                    _row(n, _cell(f"A{n}", '<f>IF(B1="","",1)</f><v></v>', "t='str'"))
                    for n in range(2, 50_000)
                )
            )
        ),
        "a heading at row 30,000": Odd(lambda: xlsx(sheet(_row(30_000, _text("A30000", "ชื่อ"))))),
    }


def marks() -> Mapping[str, Odd]:
    """Hidden, merged, computed, failed, dated."""
    formula = "<f>SUM(A1)</f>"
    return {
        "a hidden sheet": Odd(lambda: xlsx(sheet(HEAD), sheet(HEAD), states=["", "hidden"])),
        "a very hidden sheet": Odd(
            lambda: xlsx(sheet(HEAD), sheet(HEAD), states=["", "veryHidden"])
        ),
        "all sheets hidden": Odd(lambda: xlsx(sheet(HEAD), states=["hidden"])),
        "a sheet hidden in an unknown way": Odd(lambda: xlsx(sheet(HEAD), states=["odd"]), EITHER),
        "hidden rows": Odd(_xlsx(_row(2, _number("A2", 1), "hidden='1'"))),
        "merged headings": Odd(
            _xlsx("", after="<mergeCells count='1'><mergeCell ref='A1:C1'/></mergeCells>")
        ),
        "a merged cell of the whole sheet": Odd(
            _xlsx("", after="<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>")
        ),
        "a merged cell turned about": Odd(
            _xlsx("", after="<mergeCells><mergeCell ref='C9:A1'/></mergeCells>"), EITHER
        ),
        "a merged cell of nonsense": Odd(
            _xlsx("", after="<mergeCells><mergeCell ref='hello'/></mergeCells>"), EITHER
        ),
        "50,000 merged cells": Odd(
            _xlsx(
                "",
                after="<mergeCells>"
                + "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(1, 50_000))
                + "</mergeCells>",
            )
        ),
        "a formula with its result": Odd(_xlsx(_row(2, _cell("A2", formula + "<v>5</v>")))),
        "a formula without a result": Odd(_xlsx(_row(2, _cell("A2", formula)))),
        "a formula with an empty result": Odd(_xlsx(_row(2, _cell("A2", formula + "<v></v>")))),
        "a formula that fetches": Odd(
            _xlsx(_row(2, _cell("A2", '<f>WEBSERVICE("http://x/")</f><v>5</v>')))
        ),
        "a formula that failed": Odd(
            _xlsx(_row(2, _cell("A2", formula + "<v>#REF!</v>", "t='e'")))
        ),
        "an error typed by hand": Odd(_xlsx(_row(2, _cell("A2", "<v>#N/A</v>", "t='e'")))),
        "an error nobody knows": Odd(_xlsx(_row(2, _cell("A2", "<v>#WHAT</v>", "t='e'"))), EITHER),
        "a kind of cell nobody knows": Odd(
            _xlsx(_row(2, _cell("A2", "<v>1</v>", "t='zz'"))), EITHER
        ),
        "a number that is none": Odd(_xlsx(_row(2, _number("A2", "abc"))), EITHER),
        "a number without end": Odd(_xlsx(_row(2, _number("A2", "1e999"))), EITHER),
        "not a number": Odd(_xlsx(_row(2, _number("A2", "NaN"))), EITHER),
        "an ISO date": Odd(_xlsx(_row(2, _cell("A2", "<v>2020-01-02</v>", "t='d'")))),
        "an ISO date that never was": Odd(
            _xlsx(_row(2, _cell("A2", "<v>2020-99-99</v>", "t='d'"))), EITHER
        ),
        "a style that is not there": Odd(
            _xlsx(_row(2, _cell("A2", "<v>1</v>", "s='999'"))), EITHER
        ),
        "dates of every kind": Odd(_dates),
        "dates from 1904": Odd(_from_1904),
        "a chart sheet": Odd(_with_chart),
        "pictures, comments and links": Odd(_decorated),
        "a protected sheet": Odd(_xlsx("", after="<sheetProtection sheet='1' password='CC2A'/>")),
        "a table of Excel": Odd(_with_table),
        "validation lists": Odd(_with_validation),
        "written by openpyxl": Odd(lambda: sheets.by_openpyxl(ROSTER)),
        "written by xlsxwriter": Odd(sheets.roster),
    }


def _written(fill: Callable[[xlsxwriter.Workbook], None], **options: bool) -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    fill(book)
    book.close()
    return content.getvalue()


def _dates() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for row, code in enumerate((14, 15, 22, 27, 45, 71, 72, 77, 81)):
            style = book.add_format()
            style.set_num_format(code)
            for column, number in enumerate(
                (0, 1, 60, 61, 0.5, 30000, 30000.75, 227_000, 2_958_465)
            ):
                page.write_number(row, column, number, style)
            page.write_number(row, 9, -5, style)
            page.write_number(row, 10, 3e9, style)

    return _written(fill)


def _from_1904() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, date(1980, 1, 2), style)

    return _written(fill, date_1904=True)


def _with_chart() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("a").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=a!$A$1:$A$1"})
        book.add_chartsheet("b").set_chart(chart)

    return _written(fill)


def _decorated() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_url(0, 0, "https://example.org/", string="ก")
        page.write_comment(0, 1, "ความเห็น")
        page.write_rich_string(1, 0, "ก", book.add_format({"bold": True}), "ข", "ค")

    return _written(fill)


def _with_table() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().add_table(0, 0, 3, 2, {"data": [["ก", 1, 2]] * 3})

    return _written(fill)


def _with_validation() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write(0, 0, "เพศ")
        page.data_validation(1, 0, 500, 0, {"validate": "list", "source": ["ชาย", "หญิง"]})

    return _written(fill)


def old_books() -> Mapping[str, Odd]:
    """Compound files: .xls, and what is in the same wrapping."""
    return {
        "an xls": Odd(sheets.xls),
        "an xls with hidden rows, formulas and failures": Odd(_marked_xls),
        "an xls with a value in its last place": Odd(_far_xls, _for(Why.FAR_CELL)),
        "an xls of 60,000 rows": Odd(lambda: sheets.xls([["ก", "ข"], *[["1", "2"]] * 60_000])),
        "a workbook with a password": Odd(
            lambda: sheets.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
            _for(Why.PASSWORD),
        ),
        "an xls with a password": Odd(_locked_xls, _for(Why.PASSWORD)),
        "an xls of Excel 5": Odd(lambda: sheets.compound({"Book": b"x"}), _for(Why.VERY_OLD)),
        "an xls that says it is of Excel 5": Odd(
            lambda: sheets.compound({"Workbook": struct.pack("<HHHH", 0x0809, 8, 0x0500, 5)}),
            _for(Why.VERY_OLD),
        ),
        "an xls with macros": Odd(
            lambda: sheets.compound({"Workbook": b"x", "_VBA_PROJECT": b"y"}), _for(Why.MACROS)
        ),
        "an xls of one macro sheet": Odd(_macro_sheet, _for(Why.MACROS)),
        "an old Word document": Odd(
            lambda: sheets.compound({"WordDocument": b"x"}), _for(Why.WORD)
        ),
        "old slides": Odd(lambda: sheets.compound({"PowerPoint Document": b"x"}), _for(Why.WORD)),
        "a message of Outlook": Odd(
            lambda: sheets.compound({"__properties_version1.0": b"x"}), _for(Why.UNKNOWN)
        ),
        "a compound file without anything": Odd(lambda: sheets.compound({}), _for(Why.UNKNOWN)),
        "a compound file that is a head alone": Odd(
            lambda: sheets.xls()[:512], _for(Why.BROKEN, Why.UNKNOWN)
        ),
        "a compound file that chains to itself": Odd(_endless_chain, _for(Why.BROKEN)),
        "a compound file of noise": Odd(
            lambda: sheets.xls()[:8] + _noise(2, 20_000), _for(Why.BROKEN)
        ),
        "an xls of noise": Odd(
            lambda: sheets.compound({"Workbook": _noise(3, 9_000)}),
            _for(Why.BROKEN),
        ),
    }


def _marked_xls() -> bytes:
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


def open_documents() -> Mapping[str, Odd]:
    """Workbooks of LibreOffice."""
    typed = "<table:table-row><table:table-cell office:value-type="
    row = f"<table:table-row>{_ods_cell('ชื่อ')}</table:table-row>"
    again = (
        "<table:table-row table:number-rows-repeated='1048575'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    return {
        "an ods": Odd(sheets.ods),
        "an ods with empty rows to the end": Odd(_ods(row + again)),
        "an ods with a hidden row": Odd(
            _ods(row.replace("-row>", "-row table:visibility='collapse'>", 1))
        ),
        "an ods that repeats a word everywhere": Odd(
            _ods(
                "<table:table-row table:number-rows-repeated='1000000'>"
                + _ods_cell("ก", "table:number-columns-repeated='1000'")
                + "</table:table-row>"
            ),
            _for(Why.TOO_HEAVY, Why.ROWS, Why.FAR_CELL, Why.COLUMNS, Why.BROKEN),
        ),
        "an ods that repeats a word 4 billion times": Odd(
            _ods(
                "<table:table-row>"
                + _ods_cell("ก", "table:number-columns-repeated='4000000000'")
                + "</table:table-row>"
            ),
            EITHER,
        ),
        "an ods that repeats backwards": Odd(
            _ods(
                "<table:table-row table:number-rows-repeated='-5'>"
                + _ods_cell("ก")
                + "</table:table-row>"
            ),
            EITHER,
        ),
        "an ods with macros": Odd(
            _ods(row, **{"Basic/Standard/Module1.xml": b"<x/>"}), _for(Why.MACROS)
        ),
        "an ods with a password": Odd(
            _ods(row, **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            _for(Why.PASSWORD),
        ),
        "an ods with entities": Odd(
            _ods(row, **{"styles.xml": BILLION.encode() + b"<x/>"}), _for(Why.ENTITIES)
        ),
        "an ods with a formula": Odd(
            _ods(
                typed + "'float' office:value='2' table:formula='of:=1+1'>"
                "<text:p>2</text:p></table:table-cell></table:table-row>"
            )
        ),
        "an ods with a date": Odd(
            _ods(
                typed + "'date' office:date-value='1980-01-02'>"
                "<text:p>x</text:p></table:table-cell></table:table-row>"
            )
        ),
        "an ods with a date that never was": Odd(
            _ods(
                typed + "'date' office:date-value='hello'>"
                "<text:p>x</text:p></table:table-cell></table:table-row>"
            ),
            EITHER,
        ),
        "an ods with a failed formula and a merged cell": Odd(
            _ods(
                "<table:table-row>"
                + _ods_cell("ก", "table:number-columns-spanned='3'")
                + "<table:covered-table-cell table:number-columns-repeated='2'/></table:table-row>"
                "<table:table-row table:number-rows-repeated='2'><table:table-cell/>"
                "</table:table-row>"
                "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
                "<table:table-cell office:value-type='float' office:value='0'"
                " calcext:value-type='error' table:formula='of:=1/0'><text:p>#DIV/0!</text:p>"
                "</table:table-cell></table:table-row>"
            )
        ),
        "an ods with a link": Odd(_ods("<table:table-source xlink:href='x'/>" + row), EITHER),
        "an ods without content": Odd(
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            _for(Why.BROKEN),
        ),
        "an ods that ends early": Odd(
            lambda: sheets.replaced(sheets.ods(), "content.xml", b"<office:document-content>"),
            EITHER,
        ),
        "an ods of no tables": Odd(lambda: ods_of(""), _for(Why.NO_SHEET, Why.BROKEN)),
    }


def damaged() -> Mapping[str, Odd]:
    """Good files cut short, and with bytes changed: by a seed, the same every time."""
    good = (sheets.roster(), sheets.xls(), sheets.ods(), xlsx(sheet(HEAD)), _marked_xls())
    chance = random.Random(20_261_123)  # noqa: S311  the same every time
    found: dict[str, Odd] = {}
    for number in range(TRUNCATED):
        content = good[number % len(good)]
        cut = content[: chance.randrange(1, len(content))]
        found[f"cut {number}"] = Odd(lambda cut=cut: cut, EITHER)  # type: ignore[misc]  # a lambda of its own
    for number in range(MUTATED):
        changed = bytearray(good[number % len(good)])
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(8, len(changed))] = chance.randrange(256)
        whole = bytes(changed)
        found[f"changed {number}"] = Odd(lambda whole=whole: whole, EITHER)  # type: ignore[misc]  # a lambda of its own
    return found


def all_of_them() -> Mapping[str, Odd]:
    """All."""
    groups = (texts, others, archives, parts, places, marks, old_books, open_documents, damaged)
    return {name: odd for group in groups for name, odd in group().items()}
