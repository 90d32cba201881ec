"""The establishment in numbers: กรอบอัตรากำลัง on a day, and แผนอัตรากำลัง 3 ปี.

Whatever the number of seats, each question is one statement.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from kp7.personnel.establishment import rows
from kp7.personnel.models import Plan
from kp7.personnel.terms import Headcount
from kp7.thai import calendar

YEARS: Final = 3


# --- the frame: filled + vacant ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FrameCount:
    """How many seats there are, and how many of them are held."""

    label: str
    seats: int
    filled: int

    @property
    def vacant(self) -> int:
        """How many nobody holds."""
        return self.seats - self.filled


@dataclass(frozen=True, slots=True)
class FrameCell:
    """The seats of one kind in one division."""

    kind: str
    label: str
    headcount: Headcount
    division: str
    seats: int
    filled: int


@dataclass(frozen=True, slots=True)
class Frame:
    """กรอบอัตรากำลัง in numbers, on a day."""

    cells: tuple[FrameCell, ...]

    @property
    def total(self) -> FrameCount:
        """All seats."""
        return _sum("รวมทั้งสิ้น", self.cells)

    def of_kind(self, kind: str, label: str) -> FrameCount:
        """The seats of one kind."""
        return _sum(label, [cell for cell in self.cells if cell.kind == kind])

    def by_kind(self) -> list[FrameCount]:
        """The seats of each kind, in the order of the table of kinds."""
        kinds = {cell.kind: cell.label for cell in self.cells}
        return [self.of_kind(kind, label) for kind, label in kinds.items()]

    def by_division(self) -> list[FrameCount]:
        """The seats of each division, in the order of the table of divisions."""
        divisions = dict.fromkeys(cell.division for cell in self.cells)
        return [
            _sum(division, [cell for cell in self.cells if cell.division == division])
            for division in divisions
        ]

    def of(self, headcount: Headcount) -> FrameCount:
        """The seats that count in one of the manual's three."""
        return _sum(headcount.label, [cell for cell in self.cells if cell.headcount is headcount])


def _sum(label: str, cells: Iterable[FrameCell]) -> FrameCount:
    counted = list(cells)
    return FrameCount(
        label, sum(cell.seats for cell in counted), sum(cell.filled for cell in counted)
    )


_FRAME: Final = """
WITH places AS (
    SELECT label, min("order") AS place FROM personnel_codeentry
     WHERE table_name = 'divisions' GROUP BY label
), kinds AS (
    SELECT DISTINCT ON (code) code, "order" AS place, attributes ->> 'headcount' AS headcount
      FROM personnel_codeentry WHERE table_name = 'kinds'
     ORDER BY code, coalesce(valid_from, '-infinity') <= %(on)s DESC,
              abs(%(on)s::date - valid_from) NULLS LAST
)
SELECT s.kind, max(s.kind_label), coalesce(k.headcount, 'officials'), s.division, count(*),
       count(h.id)
  FROM personnel_seat s
  LEFT JOIN personnel_seatholding h
         ON h.seat_id = s.id AND daterange(h.started_on, h.ended_on) @> %(on)s::date
  LEFT JOIN kinds k ON k.code = s.kind
  LEFT JOIN places p ON p.label = s.division
 WHERE s.register_id = %(register)s AND daterange(s.opened_on, s.closed_on) @> %(on)s::date
 GROUP BY s.kind, k.headcount, k.place, s.division, p.place
 ORDER BY k.place NULLS LAST, s.kind, p.place NULLS LAST, s.division
"""


def frame_of(register_id: uuid.UUID, on: date) -> Frame:
    """How many seats of each kind and division a register has on a day, and how many are held."""
    return Frame(
        tuple(
            FrameCell(kind, label, Headcount(headcount), division, seats, filled)
            for kind, label, headcount, division, seats, filled in rows(
                _FRAME, register=register_id, on=on
            )
        )
    )


# --- แผนอัตรากำลัง 3 ปี -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """Seats of one kind in one fiscal year (พ.ศ.): at its beginning, new, closed."""

    year: int
    existing: int
    opened: int
    closed: int

    @property
    def total(self) -> int:
        """The seats at the end of the year."""
        return self.existing + self.opened - self.closed


@dataclass(frozen=True, slots=True)
class PlannedKind:
    """One kind of staff over the years of a plan."""

    label: str
    years: Sequence[PlannedYear]


@dataclass(frozen=True, slots=True)
class ThreeYears:
    """แผนอัตรากำลัง 3 ปี: the years (พ.ศ.), each kind's seats, and the paper it stands by."""

    years: Sequence[int]
    kinds: Sequence[PlannedKind]
    plan: Plan | None

    @property
    def total(self) -> PlannedKind:
        """All kinds together."""
        return PlannedKind(
            "รวมทั้งสิ้น",
            [
                PlannedYear(
                    year,
                    sum(kind.years[place].existing for kind in self.kinds),
                    sum(kind.years[place].opened for kind in self.kinds),
                    sum(kind.years[place].closed for kind in self.kinds),
                )
                for place, year in enumerate(self.years)
            ],
        )

    @property
    def period(self) -> tuple[date, date]:
        """The first day of the plan, and the first day after it."""
        return (
            calendar.fiscal_year_bounds(self.years[0])[0],
            calendar.fiscal_year_bounds(self.years[-1])[1],
        )


_PLAN: Final = """
SELECT s.kind, max(s.kind_label), y.year,
       count(*) FILTER (WHERE s.opened_on < y.first
                          AND (s.closed_on IS NULL OR s.closed_on >= y.first)),
       count(*) FILTER (WHERE s.opened_on >= y.first AND s.opened_on < y.after),
       count(*) FILTER (WHERE s.closed_on >= y.first AND s.closed_on < y.after)
  FROM personnel_seat s
 CROSS JOIN unnest(%(years)s::int[], %(first)s::date[], %(after)s::date[]) AS y(year, first, after)
  LEFT JOIN (SELECT code, min("order") AS place FROM personnel_codeentry
              WHERE table_name = 'kinds' GROUP BY code) AS k ON k.code = s.kind
 WHERE s.register_id = %(register)s
 GROUP BY s.kind, k.place, y.year ORDER BY k.place NULLS LAST, s.kind, y.year
"""


def three_years_of(register_id: uuid.UUID, first_year: int) -> ThreeYears:
    """The plan of the three fiscal years from this one (พ.ศ.) on: two statements."""
    years = [first_year + n for n in range(YEARS)]
    bounds = [calendar.fiscal_year_bounds(year) for year in years]
    found = rows(
        _PLAN,
        register=register_id,
        years=years,
        first=[first for first, _ in bounds],
        after=[after for _, after in bounds],
    )
    kinds: dict[str, tuple[str, list[PlannedYear]]] = {}
    for kind, label, year, existing, opened, closed in found:
        planned = PlannedYear(year, existing, opened, closed)
        kinds.setdefault(kind, (label, []))[1].append(planned)
    plan = Plan.objects.filter(
        register_id=register_id, first_year=first_year - calendar.OFFSET
    ).first()
    return ThreeYears(
        years,
        [
            PlannedKind(label, planned)
            for label, planned in kinds.values()
            if any(one.existing or one.opened or one.closed for one in planned)
        ],
        plan,
    )


def newest_plan_year(register_id: uuid.UUID) -> int:
    """The first fiscal year (พ.ศ.) of the newest plan on record; this year's where none is."""
    newest = Plan.objects.filter(register_id=register_id).order_by("-first_year").first()
    if newest is None:
        return calendar.fiscal_year(timezone.localdate())
    return calendar.buddhist_year(newest.first_year)
