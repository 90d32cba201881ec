"""Text files, and files that are no spreadsheet."""

from collections.abc import Mapping

from kp7.intake.reading.refusals import Why
from tests.intake.reading.odd.made import EITHER, TABLE, Odd, csv_of, noise, only


def texts() -> Mapping[str, Odd]:
    """Tables as text, and what only looks like them."""
    bad = only(Why.ENCODING)
    return {
        "csv in UTF-8": Odd(csv_of(TABLE)),
        "csv in UTF-8 with a mark": Odd(csv_of(TABLE, bom=b"\xef\xbb\xbf")),
        "csv in TIS-620": Odd(csv_of(TABLE, "tis-620")),
        "csv in cp874 with curly quotes": Odd(
            csv_of(TABLE.replace("นางสอง", "“นางสอง”…"), "cp874")
        ),
        "csv in UTF-16 little": Odd(csv_of(TABLE, "utf-16-le", b"\xff\xfe")),
        "csv in UTF-16 big": Odd(csv_of(TABLE, "utf-16-be", b"\xfe\xff")),
        "csv in UTF-16 without a mark": Odd(csv_of(TABLE, "utf-16-le"), bad),
        "csv in UTF-16 cut in a letter": Odd(
            lambda: (b"\xff\xfe" + TABLE.encode("utf-16-le"))[:-1], bad
        ),
        "csv of semicolons": Odd(csv_of(TABLE.replace(",", ";"))),
        "csv of tabs": Odd(csv_of(TABLE.replace(",", "\t"))),
        "csv of bars": Odd(csv_of(TABLE.replace(",", "|"))),
        "csv that says its separator": Odd(csv_of("sep=;\n" + TABLE.replace(",", ";"))),
        "csv with Windows line ends": Odd(csv_of(TABLE.replace("\n", "\r\n"))),
        "csv with old Mac line ends": Odd(csv_of(TABLE.replace("\n", "\r"))),
        "csv with a break within a cell": Odd(csv_of('ชื่อ,ที่อยู่\nก,"บ้าน\nถนน"\n')),
        "csv with a quote that never closes": Odd(
            csv_of('ชื่อ,ที่อยู่\nก,"' + "บ้าน\n" * 20_000), only(Why.QUOTES)
        ),
        "csv with quotes within words": Odd(csv_of('ชื่อ,ขนาด\nก,จอ 14" ใหญ่\n')),
        "csv of one column": Odd(csv_of("ชื่อ\nหนึ่ง\nสอง\n")),
        "csv of one cell": Odd(csv_of("ชื่อ")),
        "csv of commas alone": Odd(csv_of(",,,\n,,,\n"), only(Why.NOTHING)),
        "csv of spaces": Odd(csv_of("   \n \n"), only(Why.EMPTY)),
        "csv with a cell of 40,000 letters": Odd(csv_of("ชื่อ\n" + "ก" * 40_000), only(Why.QUOTES)),
        "csv of 400 columns": Odd(csv_of(",".join(map(str, range(400))) + "\n1\n")),
        "csv of 600 columns": Odd(
            csv_of(",".join(map(str, range(600))) + "\n1\n"), only(Why.COLUMNS)
        ),
        "csv of 120,000 rows": Odd(csv_of("ก,ข\n" + "1,2\n" * 120_000), only(Why.ROWS)),
        "csv ending in 50,000 empty rows": Odd(csv_of(TABLE + ",,\n" * 50_000)),
        "csv with formulas to harm": Odd(csv_of("ชื่อ\n=cmd|' /C calc'!A0\n@SUM(1)\n")),
        "csv with a zero byte": Odd(lambda: b"a,b\n1,\x00\n", bad),
        "csv with control letters": Odd(lambda: b"a,b\n1,\x07\n", bad),
        "letters of another code page": Odd(lambda: b"a,b\n\xfc\xfd\xfe\xff\xdb\xdc\n", bad),
        "Thai in half UTF-8": Odd(lambda: TABLE.encode()[:-8] + b"\xe0\xb8\n", EITHER),
        "json": Odd(csv_of('{"ชื่อ": "ก"}')),
        "nothing": Odd(lambda: b"", only(Why.EMPTY)),
        "zero bytes alone": Odd(lambda: bytes(5000), only(Why.EMPTY)),
        "a mark alone": Odd(lambda: b"\xef\xbb\xbf", only(Why.NOTHING, Why.EMPTY)),
        "20 MB and more": Odd(lambda: b"a,b\n" * 5_000_001, only(Why.TOO_LARGE)),
        "19 MB of one line": Odd(lambda: b"a" * 19_000_000, only(Why.QUOTES)),
        "noise": Odd(lambda: noise(1, 50_000), EITHER),
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
        name: Odd(lambda content=content: content + b"x" * 900, only(why))  # type: ignore[misc]  # a lambda of its own
        for name, (content, why) in cases.items()
    }
