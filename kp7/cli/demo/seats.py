"""The seats of an organization: what its people do, on which level, under which number."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from kp7.cli.demo.divisions import (
    AUDIT,
    AUDITOR,
    EXECUTIVE,
    HEALTH_WORKS,
    PLANNER,
    TEACHER,
    Division,
    Work,
    divisions,
)
from kp7.organizations.terms import OrganizationType


@dataclass(frozen=True, slots=True)
class Stage:
    """Some years of a career: a level in a position, with its number, and the one before 2559."""

    level: str
    position: str
    division: str
    number: str
    old_number: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody does today (the last stage) and did before; `schooling` is what it asks for."""

    kind: str
    schooling: str
    stages: tuple[Stage, ...]
    years: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The least and the most people of each sort (domain.md §2.5)."""

    officials: tuple[int, int]
    permanent: tuple[int, int]
    contract: tuple[int, int]
    teachers: float
    transferred: float
    deputies: int
    secretary: tuple[str, ...]
    deputy: str
    head: tuple[str, ...]
    experts: int = 0


_MIDDLE, _PRIMARY = "executive-middle", "executive-primary"
SIZES = {
    OrganizationType.SAO: Sizes(
        (15, 25), (0, 3), (15, 40), 0.14, 0, 1, (_PRIMARY, _MIDDLE), _PRIMARY, ("director-primary",)
    ),
    OrganizationType.TM: Sizes(
        (24, 38), (1, 4), (25, 50), 0.16, 0, 1, (_MIDDLE,), _PRIMARY, ("director-primary",)
    ),
    OrganizationType.TOWN: Sizes(
        (80, 115),
        (6, 12),
        (70, 115),
        0.4,
        0,
        2,
        (_MIDDLE,),
        _MIDDLE,
        ("director-primary", "director-middle"),
    ),
    OrganizationType.CITY: Sizes(
        (230, 260),
        (20, 26),
        (220, 250),
        0.5,
        0,
        3,
        ("executive-high",),
        _MIDDLE,
        ("director-middle",),
        experts=2,
    ),
    OrganizationType.PAO: Sizes(
        (200, 240),
        (14, 20),
        (130, 160),
        0.2,
        0.34,
        3,
        ("executive-high",),
        _MIDDLE,
        ("director-middle",),
        experts=1,
    ),
}
# How long somebody has served who sits on a level.
YEARS = {
    "general-operational": (0.4, 7),
    "general-experienced": (6, 14),
    "general-senior": (15, 25),
    "academic-practitioner": (0.4, 5),
    "academic-professional": (4.5, 12),
    "academic-senior_professional": (13, 26),
    "director-primary": (8, 18),
    "director-middle": (14, 26),
    "executive-primary": (10, 20),
    "executive-middle": (14, 26),
    "executive-high": (20, 30),
    "teacher-assistant": (0.4, 1.9),
    "teacher-ks1": (2.1, 8),
    "teacher-ks2": (7, 13),
    "teacher-ks3": (12, 22),
}
_LADDERS = {
    "general": (
        ("general-operational", "general-experienced", "general-senior"),
        (44, 50, 6),
    ),
    "academic": (
        ("academic-practitioner", "academic-professional", "academic-senior_professional"),
        (46, 51, 3),
    ),
    "teacher": (
        ("teacher-assistant", "teacher-ks1", "teacher-ks2", "teacher-ks3"),
        (8, 35, 36, 21),
    ),
}
_ASSISTANTS = {"teacher-assistant": "ครูผู้ช่วย"}
_BEFORE_DIRECTOR = ("academic-practitioner", "academic-professional")
_EXECUTIVES = ("executive-primary", "executive-middle", "executive-high")
_DIGITS = {OrganizationType.PAO: 1, OrganizationType.SAO: 3}
MUNICIPAL = 2
WORKERS = (
    ("พนักงานขับรถยนต์", "9001"),
    ("ภารโรง", "9002"),
    ("นักการ", "9003"),
    ("คนงาน", "9004"),
    ("พนักงานสูบน้ำ", "9005"),
)
MISSIONS = (
    ("ผู้ช่วยเจ้าพนักงานธุรการ", "high_vocational"),
    ("ผู้ช่วยนักทรัพยากรบุคคล", "bachelor"),
    ("ผู้ช่วยนักวิเคราะห์นโยบายและแผน", "bachelor"),
    ("ผู้ช่วยเจ้าพนักงานการเงินและบัญชี", "high_vocational"),
    ("ผู้ช่วยเจ้าพนักงานจัดเก็บรายได้", "vocational"),
    ("ผู้ช่วยเจ้าพนักงานพัสดุ", "vocational"),
    ("ผู้ช่วยนายช่างโยธา", "high_vocational"),
    ("ผู้ช่วยนักพัฒนาชุมชน", "bachelor"),
    ("ผู้ช่วยครูผู้ดูแลเด็ก", "bachelor"),
    ("พนักงานขับรถยนต์", "primary"),
    ("พนักงานขับเครื่องจักรกลขนาดเบา", "primary"),
)
GENERALS = (
    "คนงาน",
    "คนงานประจำรถขยะ",
    "คนสวน",
    "ภารโรง",
    "ยาม",
    "ผู้ดูแลเด็ก",
    "พนักงานดับเพลิง",
    "คนงาน",
)


@dataclass
class Numbers:
    """Position numbers PP-T-DD-LLLL-NNN of one organization, each given once."""

    province_rank: int
    type_digit: int
    _given: Counter[str] = field(default_factory=Counter)

    def next(self, division_code: str, line_code: str) -> tuple[str, str]:
        """Return the next number of a line of work, and one as they were before 2559."""
        start = f"{self.province_rank:02d}-{self.type_digit}-{division_code}-{line_code}"
        old_start = f"{division_code}-0{line_code[1:]}"
        self._given[start] += 1
        self._given[old_start] += 1
        return f"{start}-{self._given[start]:03d}", f"{old_start}-{self._given[old_start]:03d}"


class Establishment:
    """The seats of one organization of a type."""

    def __init__(self, random: Random, of_type: OrganizationType, province_rank: int) -> None:
        self._random = random
        self._type = of_type
        self._sizes = SIZES[of_type]
        self._divisions = divisions(of_type)
        self._numbers = Numbers(province_rank, _DIGITS.get(of_type, MUNICIPAL))

    def seats(self) -> Iterator[Seat]:
        """Yield every seat: officials from the top down, employees, then staff on contracts."""
        sizes = self._sizes
        officials = self._random.randint(*sizes.officials)
        teachers = round(officials * sizes.teachers)
        transferred = round(officials * sizes.transferred)
        leading = list(self._leading())
        yield from leading
        for turn in range(officials - teachers - transferred - len(leading)):
            yield self._staff(self._divisions[turn % len(self._divisions)])
        for _ in range(teachers):
            yield self._teacher()
        for _ in range(transferred):
            yield self._transferred()
        for _ in range(self._random.randint(*sizes.permanent)):
            yield self._permanent()
        for _ in range(self._random.randint(*sizes.contract)):
            yield self._mission() if self._random.random() < 0.45 else self._general()  # noqa: PLR2004  nearly half
        for _ in range(sizes.experts):
            yield self._contract("expert", "ที่ปรึกษาด้านกฎหมาย", "bachelor", "สำนักปลัด")

    def _leading(self) -> Iterator[Seat]:
        """Secretary, deputies, heads of the divisions, auditor."""
        office = {
            OrganizationType.PAO: "องค์การบริหารส่วนจังหวัด",
            OrganizationType.SAO: "องค์การบริหารส่วนตำบล",
        }.get(self._type, "เทศบาล")
        level = self._random.choice(self._sizes.secretary)
        yield self._executive(f"ปลัด{office}", level)
        for _ in range(self._sizes.deputies):
            yield self._executive(f"รองปลัด{office}", self._sizes.deputy)
        for division in self._divisions:
            yield self._head(division)
        yield self._official("official", AUDITOR, "12", AUDIT)

    def _executive(self, title: str, level: str) -> Seat:
        """Lead the organization; whoever has become its secretary was a deputy before."""
        first = self._divisions[0]
        before = self._stages(PLANNER, first.code, first.name, _BEFORE_DIRECTOR)
        directing = self._stages(
            first.head, first.code, first.name, ("director-primary",), first.head_position
        )
        levels = _EXECUTIVES[: _EXECUTIVES.index(level) + 1]
        position = f"{title} ({EXECUTIVE.name})"
        leading = self._stages(EXECUTIVE, "00", first.name, levels[-1:], position)
        deputy = position if position.startswith("รอง") else f"รอง{position}"
        helping = self._stages(EXECUTIVE, "00", first.name, levels[:-1], deputy)
        stages = (*before, *directing, *helping, *leading)
        return Seat("official", "bachelor", stages, YEARS[level])

    def _head(self, division: Division) -> Seat:
        level = self._random.choice(self._sizes.head)
        academic = next((work for work in division.works if work.ladder == "academic"), PLANNER)
        before = self._stages(academic, division.code, division.name, _BEFORE_DIRECTOR)
        levels = ("director-primary", "director-middle")[: 1 + level.endswith("middle")]
        heading = self._stages(
            division.head, division.code, division.name, levels, division.head_position
        )
        return Seat("official", "bachelor", (*before, *heading), YEARS[level])

    def _staff(self, division: Division) -> Seat:
        work = self._random.choice(division.works)
        return self._official("official", work, division.code, division.name)

    def _official(self, kind: str, work: Work, division_code: str, division: str) -> Seat:
        levels, weights = _LADDERS[work.ladder]
        (level,) = self._random.choices(levels, weights)
        stages = self._stages(work, division_code, division, levels[: levels.index(level) + 1])
        if work.ladder == "general":
            schooling = self._random.choice(("high_vocational", "vocational"))
        else:
            schooling = "bachelor"
        return Seat(kind, schooling, stages, YEARS[level])

    def _teacher(self) -> Seat:
        division = next(one for one in self._divisions if one.code == "08")
        return self._official("teacher", TEACHER, division.code, division.name)

    def _transferred(self) -> Seat:
        work = self._random.choice(HEALTH_WORKS)
        division = next(one for one in self._divisions if one.code == "06")
        seat = self._official("transferred", work, division.code, division.name)
        # Whoever came with the health stations of 2565 served the ministry before.
        return Seat(seat.kind, seat.schooling, seat.stages, (5, 12))

    def _permanent(self) -> Seat:
        position, code = self._random.choice(WORKERS)
        division = self._random.choice(self._divisions)
        number, old = self._numbers.next(division.code, code)
        stage = Stage("", position, division.name, number, old)
        return Seat("permanent", "primary", (stage,), (14, 23))

    def _mission(self) -> Seat:
        position, schooling = self._random.choice(MISSIONS)
        return self._contract(
            "mission", position, schooling, self._random.choice(self._divisions).name
        )

    def _general(self) -> Seat:
        position = self._random.choice(GENERALS)
        division = self._random.choice(self._divisions)
        return self._contract("general", position, "general", division.name)

    def _contract(self, kind: str, position: str, schooling: str, division: str) -> Seat:
        return Seat(kind, schooling, (Stage("", position, division, "", ""),), (0.3, 12))

    def _stages(
        self,
        work: Work,
        division_code: str,
        division: str,
        levels: tuple[str, ...],
        position: str = "",
    ) -> tuple[Stage, ...]:
        """One position on one level after another: the number stays."""
        if not levels:
            return ()
        number, old = self._numbers.next(division_code, work.code)
        return tuple(
            Stage(level, position or _ASSISTANTS.get(level, work.name), division, number, old)
            for level in levels
        )
