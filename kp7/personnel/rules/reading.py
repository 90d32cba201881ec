"""How a rule reads a card: its lines, its dates, its career, each worked out once for all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kp7.personnel import ages
from kp7.personnel.record import Line, Movement, Record
from kp7.personnel.terms import PositionNumber, Severity
from kp7.thai import calendar
from kp7.thai.calendar import PartialDate

PERSONAL = "personal"
APPOINTMENTS = "appointments"
EDUCATION = "education"


class Found(NamedTuple):
    """Something that a rule found: where it is, and `beside` it what else the rule read.

    `section` is given where a rule speaks of many sections.
    """

    sentence: str
    line: Line | None = None
    field: str = ""
    beside: tuple[Line, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the career: its movement, and whether it belongs to a contract."""

    line: Line
    day: date | None
    movement: Movement | None
    contracted: bool

    @property
    def group(self) -> str:
        """The movement's group; '' where no table knows it."""
        return self.movement.group if self.movement else ""

    @property
    def enters(self) -> bool:
        """Whether it starts a service of the present kind."""
        return self.movement is not None and self.movement.enters


class Reading:
    """A record as rules read it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.personal = record.personal

    def lines(self, section: str) -> tuple[Line, ...]:
        """The lines of a section, in the card's order."""
        return self.record.lines.get(section, ())

    @cached_property
    def numbered(self) -> bool:
        """Whether the kind of staff has position numbers: officials, teachers, permanent staff."""
        return self.record.kind.position_number is PositionNumber.REQUIRED

    @cached_property
    def today(self) -> date | None:
        """The day the card is read on."""
        return self.record.on

    @cached_property
    def born(self) -> PartialDate | None:
        """The birth date, as far as it is known."""
        return self.personal.partial("birth_date")

    @cached_property
    def appointed(self) -> date | None:
        """The day of the first appointment."""
        return self.personal.day("first_appointed_on")

    @cached_property
    def retires(self) -> date | None:
        """The last day of service, for those who have one."""
        if not self.numbered or self.born is None or self.born.year > LAST_YEAR_OF_BIRTH:
            return None
        return ages.retires_on(self.born)

    @cached_property
    def career(self) -> tuple[Step, ...]:
        """The lines of ตำแหน่งและอัตราเงินเดือน with what their movements mean.

        A contract goes on, raises under it included, up to the next entry into service.
        """
        found: list[Step] = []
        contracted = False
        for line in self.lines(APPOINTMENTS):
            movement = self.record.movements.get(line.text("movement"))
            group = movement.group if movement else ""
            contracted = group == "contract" or (contracted and group != "enter")
            found.append(Step(line, line.day("effective_on"), movement, contracted))
        return tuple(found)

    @cached_property
    def paid(self) -> tuple[tuple[Step, Decimal], ...]:
        """The lines of the career that say a salary, with it."""
        return tuple(
            (step, salary)
            for step in self.career
            if (salary := step.line.money("salary")) is not None
        )

    @cached_property
    def begun(self) -> date | None:
        """The first day that is known of any service, contracts among them."""
        days = [step.day for step in self.career if step.day]
        days += [day for day in (self.appointed, self.personal.day("service_started_on")) if day]
        return min(days, default=None)

    @cached_property
    def serves(self) -> bool:
        """Whether the person is in service here today."""
        day, services = self.today, self.record.services
        if day is None or not services:
            return False
        ended = services[-1].ended_on
        return ended is None or ended > day

    def says(self, table: str, code: str, attribute: str) -> str:
        """What a code table says of a code; '' where it says nothing."""
        return self.record.reference.of(table, code).get(attribute, "")


LAST_YEAR_OF_BIRTH = 9000  # beyond it, a day of retirement is no day

Check = Callable[[Reading], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `check` yields what it finds, `says` what must hold.

    `section` is '' where a rule speaks of many sections: each finding then names its own;
    `widely` says that it reads the rest of the register too.
    """

    code: str
    severity: Severity
    section: str
    says: str
    check: Check
    widely: bool = False


def line_of(line: Line) -> str:
    """Name a line by the day from which it counts."""
    day = line.day("effective_on")
    return f"รายการวันที่ {calendar.format_short(day)}" if day else "รายการนี้"


def age_on(born: PartialDate, day: date) -> tuple[int, int]:
    """The age in whole years on a day: at least, and at most where the birth date is partial."""
    return _years(born.last_day, day), _years(born.first_day, day)


def _years(since: date, until: date) -> int:
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def shown(day: date) -> str:
    """Write a day as sentences do."""
    return calendar.format_short(day)


def overlapping(lines: tuple[Line, ...]) -> Iterator[tuple[Line, Line]]:
    """Each line, as [started_on, ended_on], that begins before the end of one before it."""
    dated = sorted(
        ((day, line) for line in lines if (day := line.day("started_on"))), key=lambda one: one[0]
    )
    longest: Line | None = None
    for day, line in dated:
        if longest is not None and _last_day(longest) >= day:
            yield longest, line
        if longest is None or _last_day(line) > _last_day(longest):
            longest = line


def _last_day(line: Line) -> date:
    return line.day("ended_on") or date.max


def backwards(lines: tuple[Line, ...], start: str, end: str) -> Iterator[tuple[Line, date, date]]:
    """Each line that ends before it starts, with the two days."""
    for line in lines:
        started, ended = line.day(start), line.day(end)
        if started and ended and ended < started:
            yield line, started, ended
