"""Where invented people went to school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from kp7.cli.demo.seats import Seat


@dataclass(frozen=True, slots=True)
class Education:
    """A line of การศึกษา, its columns named as they are stored; years of the common era."""

    level: str
    degree: str
    major: str
    institution: str
    country: str
    started_year: int
    finished_year: int
    finished_on: date | None
    used_for_appointment: bool
    highest: bool


@dataclass(frozen=True, slots=True)
class _Study:
    level: str
    age: int
    years: int
    degrees: tuple[tuple[str, str], ...]
    institutions: tuple[str, ...]


_UNIVERSITIES = ("มหาวิทยาลัยตัวอย่าง", "มหาวิทยาลัยสมมติวิทยา", "มหาวิทยาลัยจำลองธรรม", "สถาบันทดลองศึกษา")
_COLLEGES = ("วิทยาลัยเทคนิคตัวอย่าง", "วิทยาลัยอาชีวศึกษาสมมติ", "วิทยาลัยการอาชีพจำลอง")
_SCHOOLS = ("โรงเรียนตัวอย่างวิทยา", "โรงเรียนสมมติพิทยาคม", "โรงเรียนบ้านทดลอง", "โรงเรียนวัดจำลอง")
_TRADES = (("การบัญชี", "การบัญชี"), ("ช่างโยธา", "ก่อสร้าง"), ("คอมพิวเตอร์ธุรกิจ", "คอมพิวเตอร์"))
_STUDIES = {
    "primary": _Study("primary", 12, 6, (("ประถมศึกษาปีที่ 6", ""),), _SCHOOLS),
    "lower_secondary": _Study("lower_secondary", 15, 3, (("มัธยมศึกษาปีที่ 3", ""),), _SCHOOLS),
    "upper_secondary": _Study("upper_secondary", 18, 3, (("มัธยมศึกษาปีที่ 6", ""),), _SCHOOLS),
    "vocational": _Study("vocational", 18, 3, _TRADES, _COLLEGES),
    "high_vocational": _Study("high_vocational", 20, 2, _TRADES, _COLLEGES),
    "bachelor": _Study(
        "bachelor",
        22,
        4,
        (
            ("รัฐศาสตรบัณฑิต", "การปกครอง"),
            ("รัฐประศาสนศาสตรบัณฑิต", "การปกครองท้องถิ่น"),
            ("บริหารธุรกิจบัณฑิต", "การบัญชี"),
            ("นิติศาสตรบัณฑิต", "นิติศาสตร์"),
            ("วิศวกรรมศาสตรบัณฑิต", "วิศวกรรมโยธา"),
            ("ศิลปศาสตรบัณฑิต", "การพัฒนาชุมชน"),
        ),
        _UNIVERSITIES,
    ),
    "master": _Study(
        "master",
        0,
        2,
        (("รัฐประศาสนศาสตรมหาบัณฑิต", "นโยบายสาธารณะ"), ("รัฐศาสตรมหาบัณฑิต", "การเมืองการปกครอง")),
        _UNIVERSITIES,
    ),
}
_HEALTH = (("สาธารณสุขศาสตร์", "สาธารณสุขชุมชน"),)
_OF_KIND = {
    ("teacher", "bachelor"): (("ครุศาสตรบัณฑิต", "การศึกษาปฐมวัย"), ("ศึกษาศาสตรบัณฑิต", "คณิตศาสตร์")),
    ("transferred", "vocational"): _HEALTH,
    ("transferred", "high_vocational"): _HEALTH,
    ("transferred", "bachelor"): (
        ("สาธารณสุขศาสตรบัณฑิต", "สาธารณสุขชุมชน"),
        ("พยาบาลศาสตรบัณฑิต", "พยาบาลศาสตร์"),
    ),
}
_EARLIER = {"bachelor": "upper_secondary", "high_vocational": "vocational", "vocational": "primary"}
_LATER = {"bachelor": "master", "high_vocational": "bachelor", "vocational": "bachelor"}
_OF_WORKERS = ("primary", "lower_secondary", "upper_secondary")


def educations(
    random: Random, seat: Seat, born: date, first_day: date, last_day: date
) -> Iterator[Education]:
    """Yield one to three lines: before, for, and after the appointment."""
    entry = seat.schooling if seat.schooling in _EARLIER else random.choice(_OF_WORKERS)
    finished = min(born.year + _STUDIES[entry].age + random.randint(0, 1), first_day.year)
    later = _later(random, entry, seat, first_day, last_day)
    if entry in _EARLIER and random.random() < 0.6:  # noqa: PLR2004  most say where they began
        earlier = _STUDIES[_EARLIER[entry]]
        ended = min(born.year + earlier.age, finished - _STUDIES[entry].years)
        yield _line(random, earlier, ended, seat, for_appointment=False, highest=False)
    yield _line(
        random, _STUDIES[entry], finished, seat, for_appointment=True, highest=later is None
    )
    if later is not None:
        yield later


def _later(
    random: Random, entry: str, seat: Seat, first_day: date, last_day: date
) -> Education | None:
    finished = first_day.year + random.randint(3, 9)
    if entry not in _LATER or finished >= last_day.year or random.random() > 0.3:  # noqa: PLR2004  a third
        return None
    study = _STUDIES[_LATER[entry]]
    return _line(random, study, finished, seat, for_appointment=False, highest=True)


def _line(  # noqa: PLR0913  the columns of a line
    random: Random,
    study: _Study,
    finished: int,
    seat: Seat,
    *,
    for_appointment: bool,
    highest: bool,
) -> Education:
    degrees = _OF_KIND.get((seat.kind, study.level), study.degrees)
    degree, major = random.choice(degrees)
    knows_the_day = random.random() < 0.4  # noqa: PLR2004  some papers are at hand
    return Education(
        level=study.level,
        degree=degree,
        major=major,
        institution=random.choice(study.institutions),
        country="ไทย",
        started_year=finished - study.years,
        finished_year=finished,
        finished_on=date(finished, 3, random.randint(15, 31)) if knows_the_day else None,
        used_for_appointment=for_appointment,
        highest=highest,
    )
