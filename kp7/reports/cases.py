"""The province's list as an Excel workbook."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

from kp7.certification.queries import ListedCase
from kp7.reports.sheets import PLAIN, headed
from kp7.thai import calendar

SHEET: Final = "สถานะการรับรองข้อมูล"
COLUMNS: Final = (
    ("ลำดับ", 7),
    ("รหัส อปท.", 10),
    ("ชื่อ อปท.", 38),
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("ข้าราชการ", 11),
    ("ลูกจ้างประจำ", 12),
    ("พนักงานจ้าง", 11),
    ("รวม", 9),
    ("สถานะการรับรองข้อมูล", 24),
    ("ตั้งแต่", 22),
    ("อปท. ขอให้ส่งคืน", 16),
)


def workbook(cases: Sequence[ListedCase]) -> bytes:
    """Return a workbook with a line for each case, in the order given."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = headed(book, SHEET, COLUMNS)
        for number, case in enumerate(cases, start=1):
            sheet.write_row(number, 0, _line(number, case))
        sheet.autofilter(0, 0, len(cases), len(COLUMNS) - 1)
    return file.getvalue()


def _line(number: int, case: ListedCase) -> tuple[str | int, ...]:
    standing = case.standing
    return (
        number,
        standing.code,
        standing.full_name,
        standing.amphoe,
        standing.province,
        case.officials,
        case.permanent,
        case.contract,
        case.total,
        case.state.label,
        calendar.format_instant(case.case.since),
        "ขอส่งคืน" if case.asked_to_return else "",
    )
