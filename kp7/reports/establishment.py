"""กรอบอัตรากำลัง and แผนอัตรากำลัง 3 ปี as Excel workbooks: a sheet of seats, one of figures."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kp7.personnel.establishment import ListedSeat
from kp7.personnel.frames import Frame, FrameCount, ThreeYears
from kp7.reports.people import DATE, FIRST_OF_EXCEL
from kp7.reports.sheets import HEADING, PLAIN
from kp7.thai import calendar

VACANT: Final = "ว่าง"
WRAPPED: Final = {**HEADING, "text_wrap": True, "valign": "top"}
HOLDER: Final = 7
SEATS: Final = (
    ("ลำดับ", 7),
    ("เลขที่ตำแหน่ง", 20),
    ("สังกัด", 24),
    ("ตำแหน่งทางบริหาร", 26),
    ("ตำแหน่งในสายงาน", 26),
    ("ระดับ", 22),
    ("ประเภทบุคลากร", 24),
    ("ผู้ดำรงตำแหน่ง", 28),
    ("ดำรงตำแหน่งตั้งแต่วันที่", 16),
    ("กำหนดตำแหน่งตั้งแต่วันที่", 16),
    ("ยุบเลิกตั้งแต่วันที่", 16),
    ("มติหรือคำสั่งกำหนดตำแหน่ง", 28),
    ("มติหรือคำสั่งยุบเลิก", 28),
)
FIGURES: Final = ("กรอบ", "มีคนครอง", VACANT)
CHANGES: Final = ("มีอยู่เดิม", "เพิ่ม", "ยุบ", "รวม")
Cell = str | int | date | None


def seats_workbook(
    seats: Sequence[ListedSeat], frame: Frame, *, organization: str, on: date
) -> bytes:
    """Return the seats in the order given, and กรอบ = มีคนครอง + ว่าง by kind and division."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"title": f"กรอบอัตรากำลัง {organization} {calendar.format_long(on)}"})
        heading = book.add_format(WRAPPED)
        day = book.add_format({"num_format": DATE, "align": "left"})
        sheet = book.add_worksheet("กรอบอัตรากำลัง")
        _head(sheet, heading, _columns(on))
        for number, seat in enumerate(seats, start=1):
            _write(sheet, day, number, [number, *_cells(seat)])
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(seats), 1), len(SEATS) - 1)
        figures = book.add_worksheet("สรุป")
        _figures(figures, heading, 0, "ประเภทบุคลากร", [*frame.by_kind(), frame.total])
        below = len(frame.by_kind()) + 3
        _figures(figures, heading, below, "สังกัด", [*frame.by_division(), frame.total])
    return file.getvalue()


def plan_workbook(
    plan: ThreeYears, seats: Sequence[ListedSeat], *, organization: str, on: date
) -> bytes:
    """Return the three years by kind, and each seat with its holder and what becomes of it."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        years = f"{plan.years[0]}-{plan.years[-1]}"
        book.set_properties({"title": f"แผนอัตรากำลัง 3 ปี {years} {organization}"})
        heading = book.add_format(WRAPPED)
        day = book.add_format({"num_format": DATE, "align": "left"})
        sheet = book.add_worksheet("แผนอัตรากำลัง 3 ปี")
        columns = [f"{what} {year}" for year in plan.years for what in CHANGES]
        _head(sheet, heading, [("ประเภทบุคลากร", 36), *((column, 10) for column in columns)])
        for number, kind in enumerate([*plan.kinds, plan.total], start=1):
            counts = [
                count
                for year in kind.years
                for count in (year.existing, year.opened, year.closed, year.total)
            ]
            _write(sheet, day, number, [kind.label, *counts])
        listed = book.add_worksheet("รายตำแหน่ง")
        _head(listed, heading, [*_columns(on), *((f"ปี {year}", 12) for year in plan.years)])
        for number, seat in enumerate(seats, start=1):
            marks = [seat.in_year(year) for year in plan.years]
            _write(listed, day, number, [number, *_cells(seat), *marks])
        listed.freeze_panes(1, 2)
    return file.getvalue()


def _columns(on: date) -> list[tuple[str, int]]:
    """The columns of seats; the holders are those of a day."""
    columns = list(SEATS)
    label, width = columns[HOLDER]
    columns[HOLDER] = (f"{label} ณ {calendar.format_short(on)}", width)
    return columns


def _cells(seat: ListedSeat) -> list[Cell]:
    holder = seat.holder
    return [
        seat.number,
        seat.division,
        seat.administrative_position,
        seat.position,
        seat.level,
        seat.kind_label,
        holder.name if holder else VACANT,
        holder.since if holder else None,
        seat.opened_on,
        seat.closed_on,
        seat.document_number,
        seat.closed_document,
    ]


def _figures(
    sheet: Worksheet, heading: Format, row: int, label: str, counts: Sequence[FrameCount]
) -> None:
    sheet.set_column(0, 0, 36)
    for column, name in enumerate((label, *FIGURES)):
        sheet.write_string(row, column, name, heading)
    for place, count in enumerate(counts, start=row + 1):
        sheet.write_string(place, 0, count.label)
        for column, number in enumerate((count.seats, count.filled, count.vacant), start=1):
            sheet.write_number(place, column, number)


def _head(sheet: Worksheet, heading: Format, columns: Sequence[tuple[str, int]]) -> None:
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, heading)


def _write(sheet: Worksheet, day: Format, row: int, cells: Sequence[Cell]) -> None:
    for column, cell in enumerate(cells):
        match cell:
            case None:
                continue
            case str():
                sheet.write_string(row, column, cell)
            case int():
                sheet.write_number(row, column, cell)
            case _ if cell < FIRST_OF_EXCEL:
                sheet.write_string(row, column, calendar.format_short(cell))
            case _:
                sheet.write_datetime(row, column, cell, day)
