"""Spreadsheets of LibreOffice."""

from collections.abc import Mapping

from kp7.intake.reading.refusals import Why
from tests.intake.reading import sheets
from tests.intake.reading.odd.made import BILLION, EITHER, Odd, ods_cell, ods_sheet, only
from tests.intake.reading.sheets import ods_of, zipped


def open_documents() -> Mapping[str, Odd]:
    """Workbooks of LibreOffice."""
    typed = "<table:table-row><table:table-cell office:value-type="
    row = f"<table:table-row>{ods_cell('ชื่อ')}</table:table-row>"
    again = (
        "<table:table-row table:number-rows-repeated='1048575'>"
        "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    )
    return {
        "an ods": Odd(sheets.ods),
        "an ods with empty rows to the end": Odd(ods_sheet(row + again)),
        "an ods with a hidden row": Odd(
            ods_sheet(row.replace("-row>", "-row table:visibility='collapse'>", 1))
        ),
        "an ods that repeats a word everywhere": Odd(
            ods_sheet(
                "<table:table-row table:number-rows-repeated='1000000'>"
                + ods_cell("ก", "table:number-columns-repeated='1000'")
                + "</table:table-row>"
            ),
            only(Why.TOO_HEAVY, Why.ROWS, Why.FAR_CELL, Why.COLUMNS, Why.BROKEN),
        ),
        "an ods that repeats a word 4 billion times": Odd(
            ods_sheet(
                "<table:table-row>"
                + ods_cell("ก", "table:number-columns-repeated='4000000000'")
                + "</table:table-row>"
            ),
            EITHER,
        ),
        "an ods that repeats backwards": Odd(
            ods_sheet(
                "<table:table-row table:number-rows-repeated='-5'>"
                + ods_cell("ก")
                + "</table:table-row>"
            ),
            EITHER,
        ),
        "an ods with macros": Odd(
            ods_sheet(row, **{"Basic/Standard/Module1.xml": b"<x/>"}), only(Why.MACROS)
        ),
        "an ods with a password": Odd(
            ods_sheet(row, **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            only(Why.PASSWORD),
        ),
        "an ods with entities": Odd(
            ods_sheet(row, **{"styles.xml": BILLION.encode() + b"<x/>"}), only(Why.ENTITIES)
        ),
        "an ods with a formula": Odd(
            ods_sheet(
                typed + "'float' office:value='2' table:formula='of:=1+1'>"
                "<text:p>2</text:p></table:table-cell></table:table-row>"
            )
        ),
        "an ods with a date": Odd(
            ods_sheet(
                typed + "'date' office:date-value='1980-01-02'>"
                "<text:p>x</text:p></table:table-cell></table:table-row>"
            )
        ),
        "an ods with a date that never was": Odd(
            ods_sheet(
                typed + "'date' office:date-value='hello'>"
                "<text:p>x</text:p></table:table-cell></table:table-row>"
            ),
            EITHER,
        ),
        "an ods with a failed formula and a merged cell": Odd(
            ods_sheet(
                "<table:table-row>"
                + ods_cell("ก", "table:number-columns-spanned='3'")
                + "<table:covered-table-cell table:number-columns-repeated='2'/></table:table-row>"
                "<table:table-row table:number-rows-repeated='2'><table:table-cell/>"
                "</table:table-row>"
                "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
                "<table:table-cell office:value-type='float' office:value='0'"
                " calcext:value-type='error' table:formula='of:=1/0'><text:p>#DIV/0!</text:p>"
                "</table:table-cell></table:table-row>"
            )
        ),
        "an ods with a link": Odd(ods_sheet("<table:table-source xlink:href='x'/>" + row), EITHER),
        "an ods without content": Odd(
            lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            only(Why.BROKEN),
        ),
        "an ods that ends early": Odd(
            lambda: sheets.replaced(sheets.ods(), "content.xml", b"<office:document-content>"),
            EITHER,
        ),
        "an ods of no tables": Odd(lambda: ods_of(""), only(Why.NO_SHEET, Why.BROKEN)),
    }
