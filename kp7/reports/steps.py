"""ประวัติการรับรองข้อมูล as a list: a row a step."""

from collections.abc import Iterable
from typing import Final

from kp7.certification.models import Step
from kp7.reports.sheets import Cell, Table
from kp7.thai import calendar

SHEET: Final = "ประวัติการรับรองข้อมูล"
COLUMNS: Final = (
    ("วันที่และเวลา", 24),
    ("รอบการรับรอง", 28),
    ("ขั้นตอน", 26),
    ("สถานะการรับรองข้อมูล", 26),
    ("ผู้ดำเนินการ", 26),
    ("ตำแหน่งในระบบ", 22),
    ("เหตุผล", 40),
    ("ข้าราชการ", 11),
    ("ลูกจ้างประจำ", 12),
    ("พนักงานจ้าง", 11),
    ("รวม", 9),
)


def table_of(steps: Iterable[Step]) -> Table:
    """Give the steps in the order given, with the people that were certified."""
    return Table(SHEET, COLUMNS, map(_row, steps))


def _row(step: Step) -> list[Cell]:
    told: list[Cell] = [
        calendar.format_instant(step.at),
        step.case.round.name,
        step.code.label,
        step.state.label,
        step.officer,
        step.post,
        step.reason,
    ]
    certified = step.certification
    if certified is None:
        return told
    counts = (certified.officials, certified.permanent, certified.contract, certified.total)
    return [*told, *counts]
