"""Who looked at a register from outside, as a list: a row a look."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from kp7.ledger.models import Look
from kp7.personnel.queries import named_in
from kp7.reports.sheets import Cell, Table
from kp7.thai import calendar

SHEET: Final = "ผู้เข้าดูข้อมูล"
COLUMNS: Final = (
    ("เมื่อ", 24),
    ("ผู้เข้าดู", 26),
    ("ตำแหน่งในระบบ", 22),
    ("หน่วยงาน", 40),
    ("บัตรของ", 28),
    ("การเข้าดู", 34),
)
CHUNK: Final = 500  # looks whose people are named at once


def table_of(looks: Iterable[Look], register_id: uuid.UUID, what: Mapping[str, str]) -> Table:
    """Give the looks in the order given; `what` says in words what was looked at."""
    return Table(SHEET, COLUMNS, _rows(looks, register_id, what))


def _rows(
    looks: Iterable[Look], register_id: uuid.UUID, what: Mapping[str, str]
) -> Iterator[list[Cell]]:
    rest = iter(looks)
    while chunk := list(islice(rest, CHUNK)):
        people = named_in(register_id, [look.person_id for look in chunk])
        for look in chunk:
            _, name = people.get(look.person_id, (None, ""))
            yield [
                calendar.format_instant(look.looked_at),
                look.officer,
                look.post,
                look.organization,
                name,
                what.get(look.what, look.what),
            ]
