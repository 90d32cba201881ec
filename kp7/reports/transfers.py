"""Transfers between organizations as a list: a row a transfer."""

from collections.abc import Iterable
from typing import Final

from kp7.personnel.moves import Move
from kp7.reports.sheets import Cell, Table

SHEET: Final = "โอนย้าย"
COLUMNS: Final = (
    ("ชื่อ-นามสกุล", 28),
    ("ประเภทบุคลากร", 24),
    ("ตำแหน่ง", 28),
    ("ระดับ", 22),
    ("จาก", 40),
    ("ไป", 40),
    ("มีผลวันที่", 16),
    ("คำสั่งให้โอน", 18),
    ("คำสั่งรับโอน", 18),
    ("สถานะ", 28),
    ("รอ", 40),
    ("เหตุผล", 34),
)


def table_of(moves: Iterable[Move]) -> Table:
    """Give the transfers in the order given."""
    return Table(SHEET, COLUMNS, map(_row, moves), frozen=1)


def _row(move: Move) -> list[Cell]:
    transfer = move.transfer
    return [
        move.name,
        move.kind,
        move.position,
        move.level,
        move.sender,
        move.receiver,
        transfer.effective_on,
        transfer.document_number,
        transfer.accepted_document_number,
        move.state.label,
        move.waits,
        transfer.reason,
    ]
