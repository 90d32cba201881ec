"""Files of an office's own, for the tests of the import pages: made as an office makes them."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cast import national_id

NAME = "ทะเบียนบุคลากร 2569.xlsx"
SHEET = "ทะเบียน"
ABOVE = {
    "A2": "ลำดับ",
    "B2": "เลขประจำตัวประชาชน",
    "C2": "ชื่อ-สกุล",
    "D2": "วัน เดือน ปีเกิด",
    "E2": "เพศ",
    "F2": "ประเภทบุคลากร",
    "G2": "วันสั่งบรรจุ",
    "H2": "วันเริ่มปฏิบัติราชการ",
}
BENEATH = (
    "ตำแหน่ง",
    "ระดับ",
    "สังกัด",
    "อัตราเงินเดือน (บาท)",
    "วันที่มีผล",
    "ประเภทการเคลื่อนไหว",
)
FIRST_ROW = 4
Row = Sequence[object]


def dashed(digits: str) -> str:
    """A national id as offices write it."""
    return f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"


def person(number: int, name: str, salary: object = 15060, digits: str = "") -> Row:
    """Somebody's row: dates in พ.ศ. as text, the id with dashes."""
    return (
        number,
        digits or dashed(national_id(number)),
        name,
        "5 มี.ค. 2530",
        "ชาย",
        "พนักงานส่วนตำบล",
        "01/10/2553",
        "1 ต.ค. 2553",
        "นักทรัพยากรบุคคล",
        "วิชาการ ปฏิบัติการ",
        "สำนักปลัด",
        salary,
        "1 ตุลาคม 2553",
        "บรรจุและแต่งตั้ง",
    )


GOOD = (
    person(1, "นายสมชาย ใจดี"),
    person(2, "นายสมศักดิ์ รักเรียน", "16,190"),
    person(3, "นายสมปอง ทองมา"),
)
BAD = person(4, "นายสมคิด ผิดเลข", digits="1-2345-67890-12-3")


def office(rows: Sequence[Row] = (*GOOD, BAD)) -> bytes:
    """A sheet under a title and a heading of two rows, with merged cells, and a hidden sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet["A1"] = "บัญชีรายชื่อบุคลากรองค์การบริหารส่วนตำบลตัวอย่าง"
    sheet.merge_cells("A1:N1")
    for place, words in ABOVE.items():
        sheet[place] = words
        sheet.merge_cells(f"{place}:{place[0]}3")
    sheet["I2"] = "ตำแหน่งและเงินเดือนแรกบรรจุ"
    sheet.merge_cells("I2:N2")
    for column, words in zip("IJKLMN", BENEATH, strict=True):
        sheet[f"{column}3"] = words
    for row in rows:
        sheet.append(list(row))
    hidden = book.create_sheet("คำนวณ")
    hidden["A1"] = "สูตร"
    hidden.sheet_state = "hidden"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook as bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
