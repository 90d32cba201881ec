"""How much leave each fiscal year saw, in the columns of the card. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kp7.personnel.record import Record
from kp7.thai.calendar import buddhist_year, fiscal_year

LEAVES = "leaves"
LEAVE_TOTALS = "leave_totals"
KINDS = "leave_kinds"
NONE_YET = Decimal(0)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one year saw of one kind: how often, and how many days."""

    times: int = 0
    days: Decimal = NONE_YET

    def __add__(self, other: "Taken") -> "Taken":
        """Both together."""
        return Taken(self.times + other.times, self.days + other.days)


@dataclass(frozen=True, slots=True)
class LeaveYear:
    """A fiscal year (พ.ศ.) and what it saw of each kind, by code."""

    fiscal_year: int
    taken: dict[str, Taken]


def leave_years(record: Record) -> list[LeaveYear]:
    """Every fiscal year with leave in it, oldest first.

    A leave counts in the year that it starts in. Where the card holds a total of a year and kind,
    the total is what the paper card says, and single leaves of that year and kind are part of it.
    """
    years: dict[int, dict[str, Taken]] = defaultdict(lambda: defaultdict(Taken))
    for line in record.section(LEAVES):
        started = line.day("started_on")
        if started is not None:
            taken = Taken(1, line.money("days") or NONE_YET)
            years[fiscal_year(started)][line.text("kind")] += taken
    for line in record.section(LEAVE_TOTALS):
        year = line.number("fiscal_year")
        if year is not None:
            year = buddhist_year(year)
            total = Taken(line.number("times") or 0, line.money("days") or NONE_YET)
            years[year][line.text("kind")] = total
    return [LeaveYear(year, dict(years[year])) for year in sorted(years)]


@dataclass(frozen=True, slots=True)
class LeaveTable:
    """The card's table of leave: a column a kind as the card gathers them, a row a year."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def leave_table(record: Record, *, reads_sensitive: bool) -> LeaveTable:
    """The years as the card prints them: zero is “-”, sick leave only for those with the right."""
    kinds = record.reference.entries.get(KINDS, {})
    ordered = sorted(kinds.items(), key=lambda kind: int(kind[1].get("column_order") or 99))
    columns: dict[str, list[str]] = {}
    for code, said in ordered:
        if said.get("sensitive") == "yes" and not reads_sensitive:
            continue
        columns.setdefault(said.get("column_label") or said["label"], []).append(code)
    return LeaveTable(
        tuple(columns),
        tuple(
            (
                year.fiscal_year,
                tuple(_cell(record, year, codes) for codes in columns.values()),
            )
            for year in leave_years(record)
        ),
    )


def _cell(record: Record, year: LeaveYear, codes: Sequence[str]) -> str:
    taken = sum((year.taken.get(code, Taken()) for code in codes), Taken())
    unit = record.reference.of(KINDS, codes[0]).get("unit", "days")
    if unit == "times":
        return str(taken.times) if taken.times else "-"
    days = f"{taken.days.normalize():f}" if taken.days else "-"
    if unit == "times_and_days":
        return f"{taken.times}/{days}" if taken.times or taken.days else "-"
    return days
