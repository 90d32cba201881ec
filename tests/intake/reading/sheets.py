"""Spreadsheets made by hand, part by part: what no library would write."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
XML: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES: Final = (
    XML
    + f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs>'
    "</styleSheet>".encode()
)
MADE: Final = datetime(2026, 11, 23, tzinfo=UTC)
HEAD: Final = "<row r='1'><c r='A1' t='inlineStr'><is><t>ชื่อ</t></is></c></row>"
ROSTER: Final[Sequence[Sequence[object]]] = [
    ["เลขประจำตัวประชาชน", "ชื่อ-สกุล", "เงินเดือน"],
    ["9000000000012", "นายหนึ่ง สอง", 15060],
]


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts as they are: the same parts to the same bytes, whatever the hour."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return written.getvalue()


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    """The part of one sheet."""
    text = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return XML + text.encode()


def parts_of(*sheets: bytes, states: Sequence[str] = (), workbook: str = "") -> dict[str, bytes]:
    """The parts of a workbook of these sheets, named ก1, ก2, …; `states` hide them."""
    hidden = [*states, *[""] * len(sheets)]
    listed = "".join(
        f'<sheet name="ก{number}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{state}"' if state else "")
        + "/>"
        for number, (_, state) in enumerate(zip(sheets, hidden, strict=False), 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": XML
        + b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": XML
        + f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        "xl/workbook.xml": XML
        + f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets>{listed}</sheets>'
        "</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": XML
        + f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'.encode(),
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(sheets, 1)},
    }


def xlsx(
    *sheets: bytes, states: Sequence[str] = (), further: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook of these sheets and further parts."""
    return zipped({**parts_of(*sheets, states=states), **(further or {})})


def roster(rows: Sequence[Sequence[object]] = ROSTER) -> bytes:
    """A workbook as Excel would write it."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"created": MADE})
    page = book.add_worksheet("ข้อมูล")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return written.getvalue()


def by_openpyxl(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook as another program would write it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append([str(one) if one is not None else None for one in row])
    written = BytesIO()
    book.save(written)
    return replaced(written.getvalue(), "docProps/core.xml", XML + b"<coreProperties/>")


def xls(rows: Sequence[Sequence[object]] = ROSTER) -> bytes:
    """An old workbook."""
    book = xlwt.Workbook()
    page = book.add_sheet("ข้อมูล")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def ods(rows: Sequence[Sequence[object]] = ROSTER) -> bytes:
    """A workbook of LibreOffice."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="ข้อมูล")
    for row in rows:
        line = TableRow()
        for value in row:
            kind = "float" if isinstance(value, (int, float)) else "string"
            cell = TableCell(valuetype=kind, **({"value": value} if kind == "float" else {}))
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    written = BytesIO()
    book.save(written)
    return zipped(_parts_in(written.getvalue()))


def ods_of(content: str, **further: bytes) -> bytes:
    """A workbook of LibreOffice with this table content."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style", "calcext")
    )
    body = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{content}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": b"<manifest/>",
            "content.xml": XML + body.encode(),
            **further,
        }
    )


def replaced(content: bytes, name: str, change: bytes) -> bytes:
    """The same archive with another content of one part."""
    return zipped({**_parts_in(content), name: change})


def _parts_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams, each long enough to have sectors of its own."""
    size, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    padded = {name: one.ljust(4096, b"\0") for name, one in streams.items()}
    table: list[int] = []
    body, starts = b"", {}
    for name, one in padded.items():
        count = -(-len(one) // size)
        starts[name] = len(table)
        table += [*range(len(table) + 1, len(table) + count), end]
        body += one.ljust(count * size, b"\0")
    directory = _entry("Root Entry", 5, end, 0)
    for name, one in padded.items():
        directory += _entry(name, 2, starts[name], len(one))
    directory = directory.ljust(-(-len(directory) // size) * size, b"\0")
    first = len(table)
    sectors = len(directory) // size
    table += [*range(first + 1, first + sectors), end]
    place = len(table)
    table.append(0xFFFFFFFD)
    packed = struct.pack(f"<{len(table)}I", *table).ljust(size, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", place, *[free] * 108)
    return header + body + directory + packed


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters), kind, 1, *[0xFFFFFFFF] * 3)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def overlapping(members: int = 50, size: int = 5_000_000) -> bytes:
    """A ZIP of which all parts are the same few bytes: kilobytes that unpack to gigabytes."""
    content = b"0" * size
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    check = zlib.crc32(content)
    sizes = struct.pack("<III", check, len(packed), len(content))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0x5021) + sizes
    local += struct.pack("<HH", 1, 0) + b"a"
    directory = b""
    for number in range(members):
        name = f"xl/worksheets/sheet{number}.xml".encode()
        directory += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0x5021) + sizes
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<HHHHIIH", 0, 0, members, members, len(directory), len(local + packed), 0)
    return local + packed + directory + b"PK\x05\x06" + end
