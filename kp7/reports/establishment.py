"""กรอบอัตรากำลัง and แผนอัตรากำลัง 3 ปี as tables: the seats, and their figures."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kp7.personnel.establishment import ListedSeat
from kp7.personnel.frames import Frame, FrameCount, PlannedKind, ThreeYears
from kp7.reports.sheets import Cell, Table
from kp7.thai import calendar

VACANT: Final = "ว่าง"
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


def seats_tables(seats: Sequence[ListedSeat], frame: Frame, *, on: date) -> list[Table]:
    """Give the seats in the order given, and กรอบ = มีคนครอง + ว่าง by kind and by division."""
    rows = ([number, *_cells(seat)] for number, seat in enumerate(seats, start=1))
    return [
        Table("กรอบอัตรากำลัง", _columns(on), rows, frozen=2),
        _figures("สรุป", "ประเภทบุคลากร", [*frame.by_kind(), frame.total]),
        _figures("สรุปตามสังกัด", "สังกัด", [*frame.by_division(), frame.total]),
    ]


def plan_tables(plan: ThreeYears, seats: Sequence[ListedSeat], *, on: date) -> list[Table]:
    """Give the three years by kind, and each seat with its holder and what becomes of it."""
    counted = [f"{what} {year}" for year in plan.years for what in CHANGES]
    years = [[kind.label, *_counts(kind)] for kind in [*plan.kinds, plan.total]]
    listed = (
        [number, *_cells(seat), *[seat.in_year(year) for year in plan.years]]
        for number, seat in enumerate(seats, start=1)
    )
    columns = [*_columns(on), *((f"ปี {year}", 12) for year in plan.years)]
    return [
        Table(
            "แผนอัตรากำลัง 3 ปี",
            [("ประเภทบุคลากร", 36), *((column, 10) for column in counted)],
            years,
        ),
        Table("รายตำแหน่ง", columns, listed, frozen=2),
    ]


def _counts(kind: PlannedKind) -> list[Cell]:
    return [
        count
        for year in kind.years
        for count in (year.existing, year.opened, year.closed, year.total)
    ]


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


def _figures(name: str, label: str, counts: Sequence[FrameCount]) -> Table:
    columns = [(label, 36), *((figure, 10) for figure in FIGURES)]
    rows: list[list[Cell]] = [[one.label, one.seats, one.filled, one.vacant] for one in counts]
    return Table(name, columns, rows)
