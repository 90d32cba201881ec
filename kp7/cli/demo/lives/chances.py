"""What the inventing of a life draws on: chance, days, and the papers behind a line."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from kp7.cli.demo.careers import Line
from kp7.cli.demo.orders import BUDDHIST
from kp7.personnel.record import Value

Values = Mapping[str, Value]

_MONDAY_TO_FRIDAY = 5


def happens(random: Random, how_often: float) -> bool:
    """Tell whether something happens that does so in one case out of 1 / how_often."""
    return random.random() < how_often


def day_between(random: Random, first: date, last: date) -> date:
    """Draw a day; the first where the last is before it."""
    return first + timedelta(days=random.randint(0, max(0, (last - first).days)))


def years_after(day: date, years: float) -> date:
    """Return the day so many years later."""
    return day + timedelta(days=int(years * 365.25))


def workday(day: date) -> date:
    """Return the day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _MONDAY_TO_FRIDAY + 1))


def paper(random: Random, issuer: str, day: date, kind: str = "คำสั่ง") -> tuple[str, date]:
    """Return what an order is called that was signed shortly before a day, and when it was."""
    signed = workday(day - timedelta(days=random.randint(1, 15)))
    return f"{kind} {issuer} ที่ {random.randint(1, 900)}/{signed.year + BUDDHIST}", signed


def cited(line: Line) -> Values:
    """Cite the paper of a line of the career."""
    what = "สัญญาจ้าง" if line.document_kind == "contract" else f"คำสั่ง {line.document_issuer}"
    return {
        "document_number": f"{what} ที่ {line.document_number}",
        "document_date": line.document_date,
    }
