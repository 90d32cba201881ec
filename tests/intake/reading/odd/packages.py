"""Archives that lie, are locked or are too much, and parts of a workbook that are wrong."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

from kp7.intake.reading.refusals import Why
from tests.intake.reading import sheets
from tests.intake.reading.odd.made import (
    BILLION,
    EITHER,
    Odd,
    cell,
    only,
    row_of,
    text_cell,
    xlsx_of,
    xlsx_with,
)
from tests.intake.reading.sheets import HEAD, parts_of, sheet, xlsx, zipped


def archives() -> Mapping[str, Odd]:
    """ZIP files: bombs, lies, other documents."""
    broken = only(Why.BROKEN)
    return {
        "parts that overlap": Odd(sheets.overlapping, only(Why.OVERLAPPING)),
        "a bomb of zeros": Odd(lambda: xlsx(sheet(HEAD + " " * 300_000_000)), only(Why.UNPACKED)),
        "a bomb in a part nobody asks for": Odd(
            xlsx_with(**{"xl/custom.xml": b" " * 260_000_000}), only(Why.UNPACKED)
        ),
        "a bomb among the pictures": Odd(xlsx_with(**{"xl/media/a.png": bytes(100_000_000)})),
        "6,000 parts": Odd(
            xlsx_with(**{f"xl/media/{number}.png": b"x" for number in range(6_000)}),
            only(Why.PARTS),
        ),
        "two parts of one name": Odd(_doubled, only(Why.OVERLAPPING)),
        "a size that lies": Odd(_lying, only(Why.OVERLAPPING, Why.BROKEN)),
        "an encrypted part": Odd(_encrypted_zip, only(Why.PASSWORD)),
        "packed in another way": Odd(
            lambda: zipped(parts_of(sheet(HEAD)), zipfile.ZIP_LZMA), broken
        ),
        "stored without packing": Odd(lambda: zipped(parts_of(sheet(HEAD)), zipfile.ZIP_STORED)),
        "a zip of a text": Odd(lambda: zipped({"a.txt": b"x"}), only(Why.ARCHIVE)),
        "a zip in a zip": Odd(lambda: zipped({"a.xlsx": sheets.roster()}), only(Why.ARCHIVE)),
        "a Word document": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
            only(Why.WORD),
        ),
        "slides": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
            only(Why.WORD),
        ),
        "an OpenDocument text": Odd(
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            only(Why.ARCHIVE),
        ),
        "a binary workbook": Odd(
            lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}),
            only(Why.XLSB),
        ),
        "a workbook of Numbers": Odd(
            lambda: zipped({"Index/Document.iwa": b"x"}), only(Why.NUMBERS)
        ),
        "macros": Odd(xlsx_with(**{"xl/vbaProject.bin": b"x"}), only(Why.MACROS)),
        "old macros": Odd(xlsx_with(**{"xl/macrosheets/sheet1.xml": b"<x/>"}), only(Why.MACROS)),
        "links to other books": Odd(
            xlsx_with(**{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
        ),
        "connections": Odd(xlsx_with(**{"xl/connections.xml": b"<connections/>"})),
        "content types alone": Odd(lambda: zipped({"[Content_Types].xml": b"<x/>"}), broken),
        "no workbook": Odd(lambda: _without("xl/workbook.xml"), only(Why.NO_SHEET, Why.BROKEN)),
        "no relations": Odd(lambda: _without("xl/_rels/workbook.xml.rels"), EITHER),
        "no sheet behind its name": Odd(lambda: _without("xl/worksheets/sheet1.xml"), EITHER),
        "no styles": Odd(lambda: _without("xl/styles.xml"), EITHER),
        "no directory": Odd(lambda: sheets.roster()[:-40], broken),
        "something before the zip": Odd(lambda: b"PK\x03\x04xx" + sheets.roster(), EITHER),
        "something after the zip": Odd(lambda: sheets.roster() + b"x" * 100, EITHER),
        "folders as parts": Odd(xlsx_with(**{"xl/worksheets/": b""})),
        "parts named with backslashes": Odd(_backslashes, EITHER),
        "a part named out of its folder": Odd(xlsx_with(**{"../../etc/passwd.xml": b"<x/>"})),
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
            archive.writestr(zipfile.ZipInfo(name), content)
        archive.writestr(zipfile.ZipInfo("XL/worksheets/sheet1.xml"), sheet(HEAD))
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


def parts() -> Mapping[str, Odd]:
    """XML within the workbook that means harm, or is merely wrong."""
    entities, broken = only(Why.ENTITIES), only(Why.BROKEN)
    return {
        "a billion laughs in a sheet": Odd(
            lambda: xlsx(
                sheet(row_of(1, text_cell("A1", "&c;"))).replace(
                    b"<worksheet", BILLION.encode() + b"<worksheet"
                )
            ),
            entities,
        ),
        "an entity of a file": Odd(
            lambda: xlsx(
                sheet(row_of(1, text_cell("A1", "&x;"))).replace(
                    b"<worksheet",
                    b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet',
                )
            ),
            entities,
        ),
        "entities in the shared texts": Odd(
            xlsx_with(**{"xl/sharedStrings.xml": BILLION.encode() + b"<sst/>"}), entities
        ),
        "entities in the styles": Odd(
            xlsx_with(**{"xl/styles.xml": BILLION.encode() + b"<x/>"}), entities
        ),
        "entities in a comment nobody reads": Odd(
            xlsx_with(**{"xl/comments1.xml": BILLION.encode() + b"<x/>"}), entities
        ),
        "a sheet in UTF-16": Odd(
            lambda: xlsx(sheet(HEAD).decode().encode("utf-16")), only(Why.BROKEN)
        ),
        "2,000,000 shared texts": Odd(
            xlsx_with(**{"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 2_000_000 + b"</sst>"}),
            only(Why.SHARED_TEXTS),
        ),
        "1,000,000 shared texts": Odd(
            xlsx_with(
                **{
                    "xl/sharedStrings.xml": b"<sst>"
                    + b"<si><t>abc</t></si>" * 1_000_000
                    + b"</sst>"
                }
            ),
            EITHER,
        ),
        "a shared text that is not there": Odd(
            xlsx_of(row_of(2, cell("A2", "<v>99</v>", "t='s'"))), EITHER
        ),
        "a sheet that ends early": Odd(lambda: xlsx(sheet(HEAD)[:-30]), EITHER),
        "a sheet that is no XML": Odd(lambda: xlsx(b"hello"), EITHER),
        "a sheet without rows": Odd(lambda: xlsx(sheet("")), only(Why.NOTHING)),
        "a workbook part that is no XML": Odd(xlsx_with(**{"xl/workbook.xml": b"<"}), broken),
        "styles that are no XML": Odd(xlsx_with(**{"xl/styles.xml": b"<a><b></a>"}), broken),
        "a workbook without sheets": Odd(xlsx, only(Why.NO_SHEET, Why.BROKEN)),
        "250 sheets": Odd(lambda: xlsx(*[sheet(HEAD)] * 250), only(Why.SHEETS)),
        "150 sheets": Odd(lambda: xlsx(*[sheet(HEAD)] * 150)),
        "two sheets of one name": Odd(_same_names, EITHER),
        "elements with prefixes": Odd(_prefixed),
        "strict OOXML": Odd(_strict, EITHER),
        "XML nested 100,000 deep": Odd(xlsx_of("<a>" * 100_000 + "</a>" * 100_000), EITHER),
        "an attribute of a megabyte": Odd(xlsx_of(row_of(2, "", f"a='{'x' * 1_000_000}'"))),
        "a text of 5 megabytes": Odd(xlsx_of(row_of(2, text_cell("A2", "ก" * 1_700_000))), EITHER),
        "half a surrogate pair": Odd(xlsx_of(row_of(2, text_cell("A2", "&#xD83D;"))), EITHER),
        "letters XML does not know": Odd(
            xlsx_of(row_of(2, text_cell("A2", "_x0001_&#1;"))), EITHER
        ),
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
