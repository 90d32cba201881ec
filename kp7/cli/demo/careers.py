"""Whole careers: from a seat and a first day to the lines of ตำแหน่งและอัตราเงินเดือน."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kp7.cli.demo import pay
from kp7.cli.demo.orders import Document, Orders
from kp7.cli.demo.pay import BANDS
from kp7.cli.demo.seats import Seat, Stage

PROBATION = timedelta(days=183)
BEFORE_FIRST_RAISE = timedelta(days=120)
ASSISTANT_TEACHER = timedelta(days=731)
APRIL, OCTOBER = 4, 10
DAYS_ON_A_GRADE = 730
# What takes a resolution of the province's committee.
RESOLVED = frozenset(("first_appointment", "appointed", "promoted", "transfer_in", "bands_2559"))
# The grades before 2559 that led to what a level is now (domain.md §3.1).
GRADES = {
    "general-operational": (2, 3, 4),
    "general-experienced": (5, 6),
    "general-senior": (7,),
    "academic-practitioner": (3, 4, 5),
    "academic-professional": (6, 7),
    "academic-senior_professional": (8,),
    "director-primary": (6, 7),
    "director-middle": (8,),
    "executive-primary": (7,),
    "executive-middle": (8,),
    "executive-high": (9,),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of ตำแหน่งและอัตราเงินเดือน, its columns named as they are stored."""

    effective_on: date
    sequence: int
    movement: str
    position: str
    position_number: str
    level: str
    division: str
    salary: int | None
    document_kind: str
    document_issuer: str
    document_number: str
    document_date: date
    ends_on: date | None = None
    contract_number: str = ""
    resolution: str = ""
    administrative_position: str = ""
    acting_order: str = ""
    amends_number: str = ""
    amends_date: date | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An office that somebody served before: its papers, and from when on they are ours."""

    orders: Orders
    until: date
    division: str
    number: str


class Career:
    """The lines of one person, written one after another."""

    def __init__(self, random: Random, seat: Seat, orders: Orders, first_day: date) -> None:
        self.lines: list[Line] = []
        self._random = random
        self._seat = seat
        self._orders = orders
        self._first_day = first_day
        self._salary = pay.of_a_beginner(seat.schooling, first_day)
        self._elsewhere: Elsewhere | None = None
        self._stage = 0
        self._stage_since = first_day

    def serve(self, last_day: date, elsewhere: Elsewhere | None = None) -> None:
        """Serve as an official or a permanent employee up to and including a day."""
        self._elsewhere = elsewhere
        starts = self._starts(last_day)
        self._write(self._first_day, "first_appointment")
        for day, what in sorted(self._events(last_day, starts[1:])):
            if what == _STAGE:
                self._enter(day, starts.index(day))
            elif what == _ROUND:
                self._raise(day)
            elif what == _ADJUSTMENT:
                years = (day - self._first_day).days // 365
                self._salary = pay.adjusted(self._salary, self._seat.schooling, day, years)
                self._write(day, "scale_adjusted", self._orders_on(day).shared_order(day))
            elif what == _BANDS:
                level = self._seat.stages[self._stage].level
                self._salary = max(self._salary, pay.BOTTOM.get(level, 0))
                self._write(day, _MOVEMENTS[what])
            else:
                self._write(day, _MOVEMENTS[what])

    def work_on_contracts(self, last_day: date) -> None:
        """Work on one contract after another up to and including a day."""
        years = 1 if self._seat.kind == "general" else self._random.choice((2, 3, 4))
        year = self._first_day.year + (self._first_day.month >= OCTOBER) + years - 1
        day = date(year, OCTOBER, 1)
        self._sign(self._first_day, "first_contract", until=day)
        while day <= last_day:
            self._salary = pay.renewed(self._salary, self._seat.schooling, day, years)
            next_day = day.replace(year=day.year + years)
            self._sign(day, "contract_renewed", until=next_day)
            day = next_day

    def _sign(self, day: date, movement: str, *, until: date) -> None:
        """Sign a contract that lasts until the day before another."""
        contract = self._orders.contract(day)
        self._write(day, movement, contract)
        self.lines[-1] = replace(
            self.lines[-1], contract_number=contract.number, ends_on=until - timedelta(days=1)
        )

    def leave(self, day: date, movement: str) -> Document:
        """Leave, and return the order that says so."""
        order = self._orders.order(day)
        self._write(day, movement, order)
        return order

    def _starts(self, last_day: date) -> list[date]:
        """Spread the stages of the seat over the time served."""
        stages = len(self._seat.stages)
        begun = self._first_day
        starts = [begun]
        if self._seat.stages[0].level == "teacher-assistant" and stages > 1:
            begun += ASSISTANT_TEACHER
            starts.append(begun.replace(day=1))
        served = last_day - begun
        left = stages - len(starts)
        for turn in range(1, left + 1):
            place = turn - self._random.uniform(0.1, 0.4)
            starts.append((begun + served * (place / (left + 0.6))).replace(day=1))
        return starts

    def _events(self, last_day: date, starts: list[date]) -> Iterator[tuple[date, int]]:
        """Yield what happens after the first day, each with its place among those of its day."""
        yield from ((day, _STAGE) for day in starts)
        if self._first_day + PROBATION <= last_day and self._seat.kind == "official":
            yield self._first_day + PROBATION, _PROBATION
        if self._elsewhere:
            yield self._elsewhere.until, _TRANSFER
        if self._first_day < BANDS and self._seat.kind == "official":
            yield BANDS, _BANDS
        for day in pay.ADJUSTMENTS:
            if self._first_day < day:
                yield day, _ADJUSTMENT
        for year in range(self._first_day.year, last_day.year + 1):
            for month in (APRIL, OCTOBER):
                day = date(year, month, 1)
                if self._first_day + BEFORE_FIRST_RAISE <= day <= last_day:
                    yield day, _ROUND

    def _enter(self, day: date, index: int) -> None:
        before, stage = self._seat.stages[index - 1 : index + 1]
        self._stage = index
        self._stage_since = day
        self._salary = pay.promoted(self._salary, stage.level, day)
        same = before.position == stage.position
        self._write(day, "promoted" if same else "appointed")

    def _raise(self, day: date) -> None:
        if self._level(day) != self.lines[-1].level:  # a grade up: only before the bands
            self._write(day, "promoted")
        level = self._seat.stages[self._stage].level
        before = self._salary
        self._salary = pay.raised(self._random, before, level)
        if self._salary > before:
            movement = "step_raise"
        else:
            movement = "full_step" if pay.is_top(before, level) else "no_raise"
        self._write(day, movement, self._orders_on(day).shared_order(day))

    def _level(self, day: date) -> str:
        """The level as it was called on a day."""
        level = self._seat.stages[self._stage].level
        if day >= BANDS or self._seat.kind != "official":
            return level
        grades = GRADES[level]
        held = (day - self._stage_since).days // DAYS_ON_A_GRADE
        return f"c{max(grades[min(held, len(grades) - 1)], self._grade)}"

    @property
    def _grade(self) -> int:
        """The grade that was reached: nobody falls back from it."""
        last = self.lines[-1].level if self.lines else ""
        return int(last[1:]) if last[:1] == "c" else 0

    def _orders_on(self, day: date) -> Orders:
        if self._elsewhere and day < self._elsewhere.until:
            return self._elsewhere.orders
        return self._orders

    def _write(self, day: date, movement: str, document: Document | None = None) -> None:
        stage = self._seat.stages[self._stage]
        document = document or self._orders_on(day).order(day)
        same_day = [line.sequence for line in self.lines if line.effective_on == day]
        self.lines.append(
            Line(
                effective_on=day,
                sequence=len(same_day) + 1,
                movement=movement,
                position=stage.position,
                position_number=self._number(stage, day),
                level=self._level(day),
                division=self._division(stage, day),
                salary=self._salary,
                document_kind=document.kind,
                document_issuer=document.issuer,
                document_number=document.number,
                document_date=document.signed_on,
                resolution=self._resolution(day, movement, document),
            )
        )

    def _resolution(self, day: date, movement: str, document: Document) -> str:
        resolved = movement in RESOLVED and self._seat.kind != "permanent"
        return self._orders_on(day).resolution(document) if resolved else ""

    def _number(self, stage: Stage, day: date) -> str:
        if self._elsewhere and day < self._elsewhere.until:
            return self._elsewhere.number
        return stage.old_number if day < BANDS and self._seat.kind == "official" else stage.number

    def _division(self, stage: Stage, day: date) -> str:
        if self._elsewhere and day < self._elsewhere.until:
            return self._elsewhere.division
        return stage.division


# In the order in which they stand where they fall on one day.
_TRANSFER, _STAGE, _PROBATION, _BANDS, _ADJUSTMENT, _ROUND = range(6)
_MOVEMENTS = {_TRANSFER: "transfer_in", _PROBATION: "probation_passed", _BANDS: "bands_2559"}
