"""The province's list as a table."""

from collections.abc import Sequence
from typing import Final

from kp7.certification.queries import ListedCase
from kp7.reports.sheets import Cell, Table
from kp7.thai import calendar

SHEET: Final = "สถานะการรับรองข้อมูล"
COLUMNS: Final = (
    ("ลำดับ", 7),
    ("รหัส อปท.", 10),
    ("ชื่อ อปท.", 36),
    ("อำเภอ", 18),
    ("จังหวัด", 18),
    ("ข้าราชการ", 11),
    ("ลูกจ้างประจำ", 12),
    ("พนักงานจ้าง", 11),
    ("รวม", 9),
    ("สถานะการรับรองข้อมูล", 24),
    ("ตั้งแต่", 26),
    ("อปท. ขอให้ส่งคืน", 18),
)


def table_of(cases: Sequence[ListedCase]) -> Table:
    """Give a row for each case, in the order given."""
    rows = (_line(number, case) for number, case in enumerate(cases, start=1))
    return Table(SHEET, COLUMNS, rows)


def _line(number: int, case: ListedCase) -> Sequence[Cell]:
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
