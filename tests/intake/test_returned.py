"""Refused rows come back in their own shape, with the reasons, and can be brought in again."""

from datetime import date, datetime, time

from kp7.intake.columns import REASON
from kp7.intake.mapping import Mapping_, SheetMapping, content_rows
from kp7.intake.reading import reader
from kp7.intake.reading.book import Book, Merged, Sheet
from kp7.intake.returned import refused_rows
from tests.intake.workbooks import opened, read

TYPED = datetime(2523, 4, 12)  # noqa: DTZ001  a cell knows no time zone
MOMENT = datetime(2020, 1, 2, 8, 30)  # noqa: DTZ001  as above
ROWS = (
    ("ทะเบียนบุคลากร",),
    ("ลำดับ", "ข้อมูล", None, "เงินเดือน"),
    (None, "ชื่อ-สกุล", "วันเกิด"),
    (1, "นายก ตัวอย่าง", date(1980, 5, 3), 15060.5),
    (2, "=1+1", TYPED, "-"),
    (),
    (3, "นายค ตัวอย่าง", "12/4/2523", True),
    (4, "<r>x</r>", time(8, 30), MOMENT),
)
MERGED = (Merged(1, 0, 2, 0), Merged(1, 1, 1, 2))
BOOK = Book(
    "บัญชี.xlsx",
    "xlsx",
    (Sheet("กอง/ช่าง", ROWS, merged=MERGED), Sheet("กองคลัง", (("ชื่อ",), ("นายข ตัวอย่าง",)))),
)
MAPPING = Mapping_(
    (
        SheetMapping("กอง/ช่าง", "personal", (1, 2), {1: "full_name", 2: "birth_date"}),
        SheetMapping("กองคลัง", "personal", (0, 0), {0: "full_name"}),
    )
)
REASONS = {
    ("กอง/ช่าง", 4): ("อ่านวันที่ไม่ได้", "ไม่มีเลขประจำตัวประชาชน"),
    ("กอง/ช่าง", 6): ("ไม่พบบุคคลนี้",),
    ("กอง/ช่าง", 7): ("=HYPERLINK(1)",),
}


def returned() -> bytes:
    """The workbook that is handed back."""
    return read(refused_rows(BOOK, MAPPING, REASONS))


def test_only_refused_rows_come_back_under_their_own_headings() -> None:
    book = opened(returned())
    assert book.sheetnames == ["กอง-ช่าง"]
    said = [[cell.value for cell in row] for row in book["กอง-ช่าง"].iter_rows()]
    assert said[0][0] == "ทะเบียนบุคลากร"
    assert said[1][:4] == ["ลำดับ", "ข้อมูล", None, "เงินเดือน"]
    assert said[2] == [None, "ชื่อ-สกุล", "วันเกิด", None, REASON]
    assert said[3][:2] == [2, "=1+1"]
    assert said[3][4] == "อ่านวันที่ไม่ได้\nไม่มีเลขประจำตัวประชาชน"
    assert said[4] == [3, "นายค ตัวอย่าง", "12/4/2523", True, "ไม่พบบุคคลนี้"]
    assert len(said) == 6


def test_cells_come_back_as_they_came_and_none_is_a_formula() -> None:
    sheet = opened(returned())["กอง-ช่าง"]
    assert sheet["C4"].value == TYPED
    assert sheet["D6"].value == MOMENT
    assert sheet["B6"].value == "<r>x</r> "
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]


def test_merged_headings_stay_merged() -> None:
    sheet = opened(returned())["กอง-ช่าง"]
    assert {str(place) for place in sheet.merged_cells.ranges} == {"A2:A3", "B2:C2"}


def test_what_comes_back_is_read_by_the_same_mapping() -> None:
    again = reader.read(returned(), name="คืน.xlsx")
    (sheet,) = again.sheets
    one = MAPPING.sheets[0]
    rows = dict(content_rows(sheet, one))
    assert [row[1] for row in rows.values()] == ["=1+1", "นายค ตัวอย่าง", "<r>x</r> "]


def test_nothing_refused_is_an_empty_workbook() -> None:
    assert opened(read(refused_rows(BOOK, MAPPING, {}))).sheetnames == [REASON]


def test_two_sheets_whose_names_excel_cannot_tell_apart_come_back_both() -> None:
    long = "ก" * 31
    rows = (("ชื่อ",), ("นายข ตัวอย่าง",))
    names = (f"{long}1", f"{long}2", "A/B", "a-b")
    book = Book("x.ods", "ods", tuple(Sheet(name, rows) for name in names))
    mapping = Mapping_(tuple(SheetMapping(name, "personal", (0, 0), {}) for name in names))
    content = read(refused_rows(book, mapping, {(name, 1): ("ไม่รับ",) for name in names}))
    assert opened(content).sheetnames == [long, f"{'ก' * 27} 2", "A-B", "a-b 2"]
