"""Days in พ.ศ.: read as people write them, shown as they expect them.

Storage is ISO: a year here is a common-era year unless its name says Buddhist. Before 2484 the
Thai year began in April, so that January to March bore the number of the year before; old birth
dates are taken as they are commonly converted, by 543 years.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Self
from zoneinfo import ZoneInfo

from kp7.refusal import Refusal
from kp7.thai.digits import to_arabic
from kp7.thai.text import fold

OFFSET: Final = 543
EARLIEST: Final = 2400
LATEST: Final = 2650
COMMON_ERA: Final = range(1800, 2201)  # what is in nobody's พ.ศ., but in somebody's ค.ศ.
BANGKOK: Final = ZoneInfo("Asia/Bangkok")

MONTHS: Final = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS: Final = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)


_LONGEST: Final = 100
_SHOWN: Final = 30
_YEAR_DIGITS: Final = 4
_OCTOBER: Final = 10

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_SEPARATOR: Final = r"(?: ?[/.\-] ?| )"
_YEAR: Final = r"(?:ปี ?)?(?P<era>[พค]\.? ?ศ\.? ?)?(?P<year>[0-9]+)"
_IN_WORDS: Final = rf"(?P<word>[\u0E01-\u0E4E][\u0E01-\u0E4E. ]*?)[/.\- ]*{_YEAR}"
_IN_NUMBERS: Final = rf"(?P<month>[0-9]{{1,2}}){_SEPARATOR}{_YEAR}"
_DAY: Final = r"(?:วัน[\u0E01-\u0E4E]*?ที่ ?)?(?P<day>[0-9]{1,2})"
_DAYS: Final = (
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(rf"{_DAY}{_SEPARATOR}{_IN_NUMBERS}"),
    re.compile(rf"{_DAY}[/.\- ]*{_IN_WORDS}"),
)
_YEARS: Final = (re.compile(_YEAR),)
_MONTHS: Final = (re.compile(_IN_NUMBERS), re.compile(_IN_WORDS))
# How papers write a day or a month that nobody knows: 00/00/2503, -/-/2503.
_UNKNOWN: Final = re.compile(rf"(?:(?:0{{1,2}}|-{{1,2}}){_SEPARATOR}){{1,2}}")


class DateRefused(Refusal):
    """The text names no day, month or year of the calendar in พ.ศ."""


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: a year, a month of it, or a day. The year is ค.ศ."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            message = "a day needs its month"
            raise ValueError(message)
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, first_day: date, precision: str) -> Self:
        """Rebuild the date from what is stored: its first day and its precision."""
        known = Precision(precision)
        return cls(
            first_day.year,
            None if known is Precision.YEAR else first_day.month,
            first_day.day if known is Precision.DAY else None,
        )

    @property
    def precision(self) -> Precision:
        """Tell how much is known."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        """Give the earliest day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Give the latest day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def parse_date(text: str) -> date:
    """Read a day in พ.ศ., in figures or in words; raises DateRefused with what to do instead."""
    said = _as_said(text)
    found = _first_match(_DAYS, said)
    if found is None:
        raise DateRefused(
            f"อ่านวันที่ “{_shown(text)}” ไม่ได้ กรุณากรอกเป็น วว/ดด/ปปปป เช่น 05/03/2530"
            if said
            else "กรุณากรอกวันที่ เช่น 05/03/2530"
        )
    return _day(found, text).first_day


def parse_partial(text: str) -> PartialDate:
    """Read a date of which day, or day and month, may be unknown: 05/03/2503, 03/2503, 2503."""
    said = _as_said(text)
    if (found := _first_match(_DAYS, said)) and found["day"].strip("0"):
        return _day(found, text)
    known = _UNKNOWN.sub("", said, count=1) if _UNKNOWN.match(said) else said
    if found := _first_match(_MONTHS, known):
        return _month(found, text)
    if found := _first_match(_YEARS, known):
        return PartialDate(_common_era(found, text))
    raise DateRefused(
        f"อ่านวันที่ “{_shown(text)}” ไม่ได้ กรุณากรอกเป็น วว/ดด/ปปปป เช่น 05/03/2503 "
        "ถ้าไม่ทราบวันหรือเดือน กรอก 03/2503 หรือ 2503"
        if said
        else "กรุณากรอกวันที่ เช่น 05/03/2503 ถ้าไม่ทราบวันหรือเดือน กรอก 03/2503 หรือ 2503"
    )


def parse_year(text: str) -> int:
    """Read a year in พ.ศ. and give it in ค.ศ.; raises DateRefused."""
    said = _as_said(text)
    found = _first_match(_YEARS, said)
    if found is None:
        raise DateRefused(
            f"อ่านปี “{_shown(text)}” ไม่ได้ กรุณากรอกปี พ.ศ. 4 หลัก เช่น 2530"
            if said
            else "กรุณากรอกปี พ.ศ. 4 หลัก เช่น 2530"
        )
    return _common_era(found, text)


def format_date(day: date) -> str:
    """Write 05/03/2530."""
    return f"{day.day:02}/{day.month:02}/{buddhist_year(day.year)}"


def format_short(day: date) -> str:
    """Write 5 มี.ค. 2530."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day.year)}"


def format_long(day: date) -> str:
    """Write 5 มีนาคม 2530."""
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day.year)}"


def format_partial(partial: PartialDate) -> str:
    """Write as much as is known, in a way that parse_partial reads: 05/03/2503, 03/2503, 2503."""
    whole = format_date(partial.first_day)
    return {
        Precision.DAY: whole,
        Precision.MONTH: whole.partition("/")[2],
        Precision.YEAR: whole.rpartition("/")[2],
    }[partial.precision]


def format_instant(instant: datetime) -> str:
    """Write an instant as the clock in Bangkok shows it: 22 พ.ย. 2569 09:41 น."""
    if instant.tzinfo is None:
        message = "an instant without a time zone is no instant"
        raise ValueError(message)
    local = instant.astimezone(BANGKOK)
    return f"{format_short(local)} {local:%H:%M} น."


def buddhist_year(common_era: int) -> int:
    """Give the year in พ.ศ."""
    return common_era + OFFSET


def fiscal_year(day: date) -> int:
    """Give the fiscal year (พ.ศ.) of a day: it starts on 1 October of the year before."""
    return buddhist_year(day.year + (day.month >= _OCTOBER))


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Give the first day of a fiscal year (พ.ศ.) and the first day after it."""
    common_era = year - OFFSET
    return date(common_era - 1, _OCTOBER, 1), date(common_era, _OCTOBER, 1)


def _month_words() -> dict[str, int]:
    """List what each month is called: in full, cut short, in letters, as often misspelt."""
    words = {"กรกฏาคม": 7, "กรกฏา": 7}
    for number, (name, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), start=1):
        spoken = name.removesuffix("คม").removesuffix("ยน").removesuffix("พันธ์")
        words |= {name: number, spoken: number, short.replace(".", ""): number}
    return words


_MONTH_WORDS: Final = _month_words()


def _as_said(text: str) -> str:
    """Give the text as the patterns expect it; what is too long to be a date becomes unreadable."""
    if len(text) > _LONGEST:
        return "?"
    return _DASHES.sub("-", to_arabic(fold(text)))


def _shown(text: str) -> str:
    """Quote what was typed, cleaned, and no more of it than fits a sentence."""
    said = fold(text[:_LONGEST])
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"


def _first_match(patterns: tuple[re.Pattern[str], ...], said: str) -> dict[str, str] | None:
    """Give the named parts of the first pattern that fits it all, the month in figures."""
    for pattern in patterns:
        if match := pattern.fullmatch(said):
            parts = match.groupdict(default="")
            word = parts.get("word", "").replace(".", "").replace(" ", "").removeprefix("เดือน")
            if not word:
                return parts
            if word in _MONTH_WORDS:
                return parts | {"month": str(_MONTH_WORDS[word])}
    return None


def _day(parts: dict[str, str], text: str) -> PartialDate:
    year = _common_era(parts, text)
    day, month = int(parts["day"]), int(parts["month"])
    try:
        date(year, month, day)
    except ValueError:
        raise DateRefused(
            f"ไม่มีวันที่ {day:02}/{month:02}/{buddhist_year(year)} ในปฏิทิน "
            "กรุณาตรวจวัน เดือน และปี พ.ศ. อีกครั้ง เช่น 05/03/2530"
        ) from None
    return PartialDate(year, month, day)


def _month(parts: dict[str, str], text: str) -> PartialDate:
    year, month = _common_era(parts, text), int(parts["month"])
    if not 1 <= month <= len(MONTHS):
        raise DateRefused(f"ไม่มีเดือนที่ {month} ในปฏิทิน กรุณากรอกเดือน 1 ถึง 12 เช่น 03/2503")
    return PartialDate(year, month)


def _common_era(parts: dict[str, str], text: str) -> int:
    """Give the year in ค.ศ. of one that was written in พ.ศ.; raises DateRefused."""
    written, era = parts["year"], parts.get("era", "")
    if len(written) != _YEAR_DIGITS:
        raise DateRefused(f"กรุณากรอกปี พ.ศ. เป็นเลข 4 หลัก เช่น 05/03/2530 (ท่านกรอก “{_shown(text)}”)")
    year = int(written)
    if era.startswith("ค") or year in COMMON_ERA:
        meant = buddhist_year(year) if year in COMMON_ERA else 2530
        raise DateRefused(f"ดูเหมือนท่านกรอกปี ค.ศ. {written} กรุณากรอกเป็น พ.ศ. เช่น {meant}")
    if not EARLIEST <= year <= LATEST:
        raise DateRefused(
            f"ปี พ.ศ. {written} อยู่นอกช่วงที่ระบบรับได้ กรุณากรอกปี {EARLIEST} ถึง {LATEST} เช่น 05/03/2530"
        )
    return year - OFFSET
