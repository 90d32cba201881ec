"""A list as a file: what Excel and CSV are given, whatever was typed into it."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kp7.reports import sheets
from kp7.reports.sheets import BOM, Cell, Table, csv_of, safe, workbook

COLUMNS = (("ชื่อ", 20), ("จำนวน", 8), ("บาท", 12), ("วันที่", 14))
ROW: Sequence[Cell] = ("นายก ตัวอย่าง", 7, Decimal("15060.50"), date(2010, 10, 1))
HOSTILE = (
    *("=cmd|' /C calc'!A0", "+66", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"),
    *("<r><t>x</t></r>", "https://example.com", "0812", '"', "ก,ข", "_x0041_"),
)


def table(*rows: Sequence[Cell]) -> Table:
    """A list of those rows."""
    return Table("รายการ", COLUMNS, rows, frozen=1)


def written(*rows: Sequence[Cell]) -> bytes:
    """The list as a workbook."""
    with workbook([table(*rows)], title="รายการ") as file:
        return file.read()


def opened(*rows: Sequence[Cell]) -> Worksheet:
    """The list as openpyxl sees it."""
    return load_workbook(BytesIO(written(*rows)))["รายการ"]


def told(*rows: Sequence[Cell]) -> str:
    """The list as CSV."""
    return b"".join(csv_of(table(*rows))).decode()


def test_cells_keep_what_they_are() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(written(ROW))).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["นายก ตัวอย่าง", 7, 15060.5, date(2010, 10, 1)]
    cells = opened(ROW)
    assert cells["D2"].number_format == "[$-107041E]d mmm yyyy"
    assert cells["C2"].number_format == "#,##0.00"
    assert cells.freeze_panes == "B2"
    assert cells.auto_filter.ref == "A1:D2"


def test_days_before_excel_s_time_are_text() -> None:
    assert opened(("", None, None, date(1899, 12, 31)))["D2"].value == "31 ธ.ค. 2442"


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(typed: str) -> None:
    (cell,) = [cell for cell in opened((typed,))[2] if cell.value is not None]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    book = CalamineWorkbook.from_filelike(BytesIO(written((typed,))))
    (row,) = book.get_sheet_by_index(0).to_python()[1:]
    assert str(row[0]).strip() == typed.strip()


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_text_begins_as_a_formula_in_csv_and_none_is_lost(typed: str) -> None:
    _, row = csv.reader(StringIO(told((typed,)).removeprefix(BOM), newline=""))
    assert not row[0].startswith(tuple("=+-@\t\r\n＝"))
    assert row[0].removeprefix("'") == typed


def test_csv_is_utf_8_that_excel_knows_by_its_mark() -> None:
    said = b"".join(csv_of(table(ROW)))
    assert said.startswith(b"\xef\xbb\xbf")
    assert said.decode("utf-8-sig").split("\r\n") == [
        "ชื่อ,จำนวน,บาท,วันที่",
        "นายก ตัวอย่าง,7,15060.50,1 ต.ค. 2553",
        "",
    ]


def test_numbers_of_a_csv_stay_numbers() -> None:
    assert told(("x", -7, Decimal("-1.50"), None)).splitlines()[1] == "x,-7,-1.50,"


def test_a_csv_is_sent_while_it_is_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[Sequence[Cell]]:
        for number in range(5_000):
            read.append(number)
            yield (str(number), number)

    pieces = csv_of(Table("รายการ", COLUMNS, rows()))
    next(pieces)
    assert not read
    next(pieces)
    assert len(read) < 1_000


def test_more_rows_than_a_sheet_holds_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    found = [row[0].value for row in opened(("a",), ("b",), ("c",)).iter_rows()]
    assert found == ["ชื่อ", "a", "b", sheets.MORE]


def test_an_empty_list_is_its_heading() -> None:
    assert [cell.value for cell in opened()[1]] == ["ชื่อ", "จำนวน", "บาท", "วันที่"]
    assert told().splitlines() == [f"{BOM}ชื่อ,จำนวน,บาท,วันที่"]


@pytest.mark.parametrize("text", ["", "ก", "'=1", "a=1"])
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    assert safe(text) == text
