"""The orders and contracts that lines refer to: everybody's raise of a day is in one order."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kp7.thai.calendar import format_short

BUDDHIST = 543
MOST_IN_A_YEAR = 900


@dataclass(frozen=True, slots=True)
class Document:
    """A document as a line names it."""

    kind: str
    issuer: str
    number: str
    signed_on: date


class Orders:
    """The papers of one office, none of them numbered alike."""

    def __init__(self, random: Random, issuer: str, last_day: date, committee: str = "") -> None:
        self._random = random
        self.issuer = issuer
        self._committee = committee
        self._last_day = last_day
        self._used: set[str] = set()
        self._shared: dict[date, Document] = {}

    def order(self, day: date) -> Document:
        """Return an order of its own, signed before the day on which it takes effect."""
        return self._signed("order", day - timedelta(days=self._random.randint(1, 20)))

    def shared_order(self, day: date) -> Document:
        """Return the one order about everybody's pay on a day: it is signed afterwards."""
        if day not in self._shared:
            signed = day + timedelta(days=self._random.randint(5, 40))
            self._shared[day] = self._signed("order", min(signed, self._last_day))
        return self._shared[day]

    def contract(self, day: date) -> Document:
        """Return a contract from a day on."""
        return self._signed("contract", day - timedelta(days=self._random.randint(0, 5)))

    def resolution(self, order: Document) -> str:
        """Name the resolution by which an order was given, a week before it; '' without any."""
        if not self._committee:
            return ""
        day = order.signed_on - timedelta(days=7)
        meeting = f"{day.month}/{day.year + BUDDHIST}"
        return f"มติ {self._committee} ครั้งที่ {meeting} เมื่อวันที่ {format_short(day)}"

    def _signed(self, kind: str, day: date) -> Document:
        workday = day - timedelta(days=max(0, day.weekday() - 4))
        while True:
            number = f"{self._random.randint(1, MOST_IN_A_YEAR)}/{workday.year + BUDDHIST}"
            if f"{kind} {number}" not in self._used:
                break
        self._used.add(f"{kind} {number}")
        return Document(kind, self.issuer, number, workday)
