"""Age, length of service and retirement, from dates of which parts may be unknown."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kp7.thai.calendar import PartialDate

RETIREMENT_AGE = 60
OCTOBER = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in whole years, months and days."""

    years: int
    months: int
    days: int

    def __str__(self) -> str:
        """As it is written on the card."""
        return f"{self.years} ปี {self.months} เดือน {self.days} วัน"


def span(since: date, until: date) -> Span | None:
    """From `since` up to `until`; None where that lies before it."""
    if until < since:
        return None
    months = (until.year - since.year) * 12 + until.month - since.month
    if until.day < since.day:
        months -= 1
    years, months_left = divmod(months, 12)
    return Span(years, months_left, (until - _after_months(since, months)).days)


def _after_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born: PartialDate, on: date) -> Span | None:
    """The age on a day; None where the day of birth is not known whole, or lies ahead."""
    return span(born.first_day, on) if born.precision == "day" else None


def retires_on(born: PartialDate) -> date | None:
    """The last day of service: 30 September of the fiscal year in which one turns 60.

    Born on 1 October retires that same 30 September, born on 2 October a year later (domain.md
    §3.6, after DPIS). None where it depends on a part of the birth date that is not known.
    """
    first, last = _retirement_year(born.first_day), _retirement_year(born.last_day)
    return date(first, 9, 30) if first == last else None


def _retirement_year(born: date) -> int:
    late = (born.month, born.day) > (OCTOBER, 1)
    return born.year + RETIREMENT_AGE + (1 if late else 0)
