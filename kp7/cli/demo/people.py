"""The people of one organization: a pure function of its place in the list."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kp7.cli.demo.careers import Career, Elsewhere, Line
from kp7.cli.demo.ids import national_id
from kp7.cli.demo.names import Name, Names
from kp7.cli.demo.orders import Orders
from kp7.cli.demo.schooling import Education, educations
from kp7.cli.demo.seats import Establishment, Seat
from kp7.organizations.terms import OrganizationType
from kp7.personnel.record import Value
from kp7.thai.calendar import PartialDate

# Careers run up to this day, whatever the day is: the demo is the same everywhere, for ever.
LAST_DAY = date(2026, 10, 1)
# Nobody born before it is still in service on LAST_DAY: 60 is reached in an earlier fiscal year.
OLDEST = date(1966, 10, 2)
YEAR = 365.25
PEOPLE_AT_MOST = 2000
TRANSFERS = (date(2022, 10, 1), date(2023, 10, 1))
AGES_AT_START = {
    "official": (23, 30),
    "teacher": (23, 30),
    "transferred": (23, 28),
    "permanent": (20, 30),
}
CONTRACTS = ("mission", "general", "expert")
# Whose resolutions stand behind an organization's orders; those of a municipality are ก.ท.จ.
COMMITTEES = {OrganizationType.PAO: "ก.จ.จ.", OrganizationType.SAO: "ก.อบต.จังหวัด"}


@dataclass(frozen=True, slots=True)
class Place:
    """An organization as the generator sees it; `number` is its place in the demo's list.

    `old_papers` tells whether some of its people's papers lack the day on which they were born.
    """

    number: int
    code: str
    type: OrganizationType
    short_name: str
    province: str
    province_rank: int
    district: str
    subdistricts: tuple[str, ...]
    postcode: str
    old_papers: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """How long somebody serves here; `ended_on` is None for whoever still does."""

    started_on: date
    ended_on: date | None
    ended_by: str
    document: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it is kept with a card."""

    id: uuid.UUID
    name: str
    media_type: str
    content: bytes
    width: int | None
    height: int | None
    pages: int | None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The hash that its content has."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person with the card that the organization keeps.

    `sections` are the lines of all sections but education and appointments, by column;
    `nothing` are the sections of which it is recorded that there is nothing; `card` is what the
    personal data say otherwise than they should.
    """

    number: int
    national_id: str
    name: Name
    sex: str
    birth_date: PartialDate
    marital_state: str
    kind: str
    first_appointed_on: date
    service: Service
    educations: tuple[Education, ...]
    appointments: tuple[Line, ...]
    sections: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()
    files: tuple[Kept, ...] = ()
    card: Mapping[str, Value] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day that the card can speak of."""
        ended_on = self.service.ended_on
        return ended_on - timedelta(days=1) if ended_on else LAST_DAY


def people_of(place: Place) -> list[Person]:
    """Invent everybody who works in an organization, and the few who did until lately."""
    random = Random(f"kp7 demo {place.code}")  # noqa: S311  the same people every time
    return _Office(random, place).people()


class _Office:
    """An organization that takes people on."""

    def __init__(self, random: Random, place: Place) -> None:
        self._random = random
        self._place = place
        self._names = Names(random)
        committee = f"{COMMITTEES.get(place.type, 'ก.ท.จ.')}{place.province}"
        self._orders = Orders(random, place.short_name, LAST_DAY, committee)
        before = f"สำนักงานสาธารณสุขจังหวัด{place.province}"
        self._ministry = Orders(random, before, LAST_DAY)

    def people(self) -> list[Person]:
        seats = Establishment(self._random, self._place.type, self._place.province_rank).seats()
        staff = [self._person(seat, number) for number, seat in enumerate(seats)]
        self._random.shuffle(staff)
        return staff

    def _person(self, seat: Seat, number: int) -> Person:
        random = self._random
        left_on, movement = self._leaving(seat)
        last_day = left_on - timedelta(days=1) if left_on else LAST_DAY
        first_day = self._first_day(seat, last_day)
        born = self._born(seat, first_day, left_on if movement == "retired" else None)
        career = Career(random, seat, self._orders, first_day)
        started_on = first_day
        if seat.kind in CONTRACTS:
            career.work_on_contracts(last_day)
        elif seat.kind == "transferred":
            started_on = random.choice(TRANSFERS)
            career.serve(last_day, self._ministry_until(started_on))
        else:
            career.serve(last_day)
        document = ""
        if left_on:
            order = career.leave(left_on, movement)
            document = f"คำสั่ง {order.issuer} ที่ {order.number}"
        sex, marital_state = self._sex(), self._marital_state(born)
        in_the_country = self._place.number * PEOPLE_AT_MOST + number
        return Person(
            number=in_the_country,
            national_id=national_id(in_the_country),
            name=self._names.next(sex, marital_state),
            sex=sex,
            birth_date=self._as_known(born),
            marital_state=marital_state,
            kind=seat.kind,
            first_appointed_on=first_day,
            service=Service(started_on, left_on, movement, document),
            educations=(studied := self._educations(seat, born, first_day)),
            appointments=tuple(career.lines),
            nothing=() if studied else ("education",),
        )

    def _leaving(self, seat: Seat) -> tuple[date | None, str]:
        """Let a few leave during the last two years."""
        if self._random.random() > 0.012 or seat.kind == "transferred":  # noqa: PLR2004  a few
            return None, ""
        if seat.kind in CONTRACTS:
            movement = self._random.choice(("contract_ended", "resigned"))
        else:
            movement = self._random.choice(("retired", "transfer_out", "resigned", "died"))
        if movement in {"retired", "contract_ended"}:
            return date(self._random.choice((2024, 2025, 2026)), 10, 1), movement
        return date(2026, 9, 1) - timedelta(days=self._random.randint(0, 700)), movement

    def _first_day(self, seat: Seat, last_day: date) -> date:
        shortest, longest = seat.years
        if seat.kind in CONTRACTS:  # most are young in service
            longest = self._random.uniform(shortest, longest)
        days = int(self._random.uniform(shortest, longest) * YEAR)
        day = last_day - timedelta(days=days)
        return day.replace(day=self._random.choice((1, 1, 1, 2, 3, 15, 16)))

    def _born(self, seat: Seat, first_day: date, retires_on: date | None) -> date:
        random = self._random
        if retires_on:
            return date(retires_on.year - 60, 10, 1) - timedelta(days=random.randint(1, 300))
        if seat.kind in CONTRACTS:
            oldest = min((LAST_DAY - OLDEST).days, int(59.9 * YEAR))
            age = random.randint(int(22.1 * YEAR), oldest)
            eighteen = first_day - timedelta(days=int(18.1 * YEAR))
            return max(OLDEST, min(LAST_DAY - timedelta(days=age), eighteen))
        youngest, eldest = AGES_AT_START[seat.kind]
        born = first_day - timedelta(days=random.randint(youngest * 366, eldest * 365))
        return born if born >= OLDEST else OLDEST + timedelta(days=random.randint(0, 500))

    def _ministry_until(self, day: date) -> Elsewhere:
        number = str(self._random.randint(100_000, 299_999))
        return Elsewhere(self._ministry, day, f"รพ.สต. {self._ministry.issuer}", number)

    def _sex(self) -> str:
        return "female" if self._random.random() < 0.56 else "male"  # noqa: PLR2004  somewhat more women

    def _marital_state(self, born: date) -> str:
        if born > date(1996, 1, 1):
            return self._random.choice(("single", "single", "single", "married"))
        states = ("single", "married", "divorced", "widowed", "separated")
        return self._random.choices(states, (22, 66, 7, 3, 2))[0]

    def _as_known(self, born: date) -> PartialDate:
        """Forget the day, or the month too, of a few older people, where their papers did."""
        what = self._random.random() if born.year < 1980 else 1.0  # noqa: PLR2004  older people
        if not self._place.old_papers:
            what = 1.0
        if what < 0.02:  # noqa: PLR2004
            return PartialDate(born.year, None, None)
        return PartialDate(born.year, born.month, None if what < 0.04 else born.day)  # noqa: PLR2004

    def _educations(self, seat: Seat, born: date, first_day: date) -> tuple[Education, ...]:
        """General workers need none: of a few it is recorded that there is nothing."""
        if seat.kind == "general" and self._random.random() < 0.05:  # noqa: PLR2004  a few
            return ()
        return tuple(educations(self._random, seat, born, first_day, LAST_DAY))
