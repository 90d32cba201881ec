"""Cells at odd places, and odd cells."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import xlsxwriter

from kp7.intake.reading.refusals import Why
from tests.intake.reading import sheets
from tests.intake.reading.odd.made import (
    EITHER,
    Odd,
    cell,
    drawn,
    number_cell,
    only,
    row_of,
    text_cell,
    xlsx_of,
)
from tests.intake.reading.sheets import HEAD, ROSTER, sheet, xlsx


def places() -> Mapping[str, Odd]:
    """Cells where nobody looks: far away, without a place, out of order."""
    far = only(Why.FAR_CELL)
    return {
        "a cell in the last place of all": Odd(
            xlsx_of(row_of(1_048_576, number_cell("XFD1048576", 1))), far
        ),
        "a cell beyond the last row": Odd(
            xlsx_of(row_of(9_999_999, number_cell("A9999999", 1))), EITHER
        ),
        "a cell beyond the last column": Odd(xlsx_of(row_of(2, number_cell("ZZZZZZ2", 1))), far),
        "a row of a number without end": Odd(
            xlsx_of(row_of(99_999_999_999, number_cell("A2", 1))), EITHER
        ),
        "a row of a negative number": Odd(xlsx_of(row_of(-5, number_cell("A-5", 1))), EITHER),
        "a column without a row": Odd(xlsx_of(row_of(2, number_cell("A", 1))), EITHER),
        "cells without places": Odd(xlsx_of("<row><c><v>1</v></c><c><v>2</v></c></row>")),
        "cells out of order": Odd(xlsx_of(row_of(2, number_cell("C2", 3) + number_cell("A2", 1)))),
        "rows out of order": Odd(
            xlsx_of(row_of(9, number_cell("A9", 9)) + row_of(2, number_cell("A2", 2)))
        ),
        "a row that comes twice": Odd(xlsx_of(row_of(2, number_cell("A2", 1)) * 2)),
        "a value at row 200,000": Odd(xlsx_of(row_of(200_000, number_cell("B200000", 1)))),
        "a value at row 200,000 and column 400": Odd(
            xlsx_of(row_of(200_000, number_cell("OJ200000", 1))), far
        ),
        "200,000 empty rows": Odd(lambda: xlsx(drawn(200_000, 3))),
        "200,000 empty rows of 15 columns": Odd(lambda: xlsx(drawn(200_000, 15))),
        "200,000 rows without cells": Odd(
            lambda: xlsx(sheet(HEAD + "".join(row_of(n, "") for n in range(2, 200_000))))
        ),
        "400 empty columns": Odd(lambda: xlsx(drawn(100, 400))),
        "16,384 empty columns": Odd(lambda: xlsx(drawn(20, 16_384))),
        "400 filled columns": Odd(lambda: xlsx(drawn(20, 400, value=True))),
        "600 filled columns": Odd(lambda: xlsx(drawn(20, 600, value=True)), only(Why.COLUMNS)),
        "110,000 filled rows": Odd(lambda: xlsx(drawn(110_000, 2, value=True)), only(Why.ROWS)),
        "90,000 rows of 25": Odd(
            lambda: xlsx(drawn(90_000, 25, value=True)), only(Why.CELLS, Why.TOO_HEAVY)
        ),
        "20,000 rows of 15": Odd(lambda: xlsx(drawn(20_000, 15, value=True))),
        "a space at the end of a long sheet": Odd(
            xlsx_of(row_of(60_000, text_cell("C60000", " ")))
        ),
        "formulas dragged to row 50,000": Odd(
            xlsx_of(
                "".join(
                    row_of(n, cell(f"A{n}", '<f>IF(B1="","",1)</f><v></v>', "t='str'"))
                    for n in range(2, 50_000)
                )
            )
        ),
        "a heading at row 30,000": Odd(
            lambda: xlsx(sheet(row_of(30_000, text_cell("A30000", "ชื่อ"))))
        ),
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
        "hidden rows": Odd(xlsx_of(row_of(2, number_cell("A2", 1), "hidden='1'"))),
        "merged headings": Odd(
            xlsx_of("", after="<mergeCells count='1'><mergeCell ref='A1:C1'/></mergeCells>")
        ),
        "a merged cell of the whole sheet": Odd(
            xlsx_of("", after="<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>")
        ),
        "a merged cell turned about": Odd(
            xlsx_of("", after="<mergeCells><mergeCell ref='C9:A1'/></mergeCells>"), EITHER
        ),
        "a merged cell of nonsense": Odd(
            xlsx_of("", after="<mergeCells><mergeCell ref='hello'/></mergeCells>"), EITHER
        ),
        "50,000 merged cells": Odd(
            xlsx_of(
                "",
                after="<mergeCells>"
                + "".join(f"<mergeCell ref='A{n}:B{n}'/>" for n in range(1, 50_000))
                + "</mergeCells>",
            )
        ),
        "a formula with its result": Odd(xlsx_of(row_of(2, cell("A2", formula + "<v>5</v>")))),
        "a formula without a result": Odd(xlsx_of(row_of(2, cell("A2", formula)))),
        "a formula with an empty result": Odd(xlsx_of(row_of(2, cell("A2", formula + "<v></v>")))),
        "a formula that fetches": Odd(
            xlsx_of(row_of(2, cell("A2", '<f>WEBSERVICE("http://x/")</f><v>5</v>')))
        ),
        "a formula that failed": Odd(
            xlsx_of(row_of(2, cell("A2", formula + "<v>#REF!</v>", "t='e'")))
        ),
        "an error typed by hand": Odd(xlsx_of(row_of(2, cell("A2", "<v>#N/A</v>", "t='e'")))),
        "an error nobody knows": Odd(
            xlsx_of(row_of(2, cell("A2", "<v>#WHAT</v>", "t='e'"))), EITHER
        ),
        "a kind of cell nobody knows": Odd(
            xlsx_of(row_of(2, cell("A2", "<v>1</v>", "t='zz'"))), EITHER
        ),
        "a number that is none": Odd(xlsx_of(row_of(2, number_cell("A2", "abc"))), EITHER),
        "a number without end": Odd(xlsx_of(row_of(2, number_cell("A2", "1e999"))), EITHER),
        "not a number": Odd(xlsx_of(row_of(2, number_cell("A2", "NaN"))), EITHER),
        "an ISO date": Odd(xlsx_of(row_of(2, cell("A2", "<v>2020-01-02</v>", "t='d'")))),
        "an ISO date that never was": Odd(
            xlsx_of(row_of(2, cell("A2", "<v>2020-99-99</v>", "t='d'"))), EITHER
        ),
        "a style that is not there": Odd(
            xlsx_of(row_of(2, cell("A2", "<v>1</v>", "s='999'"))), EITHER
        ),
        "dates of every kind": Odd(_dates),
        "dates from 1904": Odd(_from_1904),
        "a chart sheet": Odd(_with_chart),
        "pictures, comments and links": Odd(_decorated),
        "a protected sheet": Odd(xlsx_of("", after="<sheetProtection sheet='1' password='CC2A'/>")),
        "a table of Excel": Odd(_with_table),
        "validation lists": Odd(_with_validation),
        "written by openpyxl": Odd(lambda: sheets.by_openpyxl(ROSTER)),
        "written by xlsxwriter": Odd(sheets.roster),
    }


def _written(fill: Callable[[xlsxwriter.Workbook], None], **options: bool) -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **options})
    book.set_properties({"created": sheets.MADE})
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
