"""Days as Excel holds them: numbers shown in พ.ศ., and text where there is no such number."""

from datetime import date, timedelta
from typing import Final

DAY: Final = "[$-107041E]d mmm yyyy"  # Thai, Buddhist calendar: shown in พ.ศ., kept as a day
FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel counts a day that never was
_DAY_BEFORE_THE_FIRST: Final = date(1899, 12, 30)
_FIRST: Final = 61  # the number of FIRST_DAY


def serial(day: date) -> int:
    """Give the number by which Excel knows a day from FIRST_DAY on."""
    return (day - _DAY_BEFORE_THE_FIRST).days


def day_of(number: int) -> date:
    """Give the day of such a number; the one that never was is 1 March 1900 here."""
    return _DAY_BEFORE_THE_FIRST + timedelta(days=number if number >= _FIRST else number + 1)
