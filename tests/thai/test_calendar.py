import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.thai import calendar
from kp7.thai.calendar import DateRefused, PartialDate, Precision
from kp7.thai.digits import to_thai
from tests.thai.letters import TEXTS

FIRST, LAST = date(1857, 1, 1), date(2107, 12, 31)  # 2400 to 2650
DAYS = st.dates(FIRST, LAST)
FORMATS: dict[str, Callable[[date], str]] = {
    "05/03/2530": calendar.format_date,
    "05032530": lambda day: calendar.format_date(day).replace("/", ""),
    "5-3-2530, 5.3.2530, 5 3 2530": lambda day: f"{day.day}-{day.month}-{day.year + 543}".replace(
        "-", "-. "[day.toordinal() % 3]
    ),
    "5 มี.ค. 2530": calendar.format_short,
    "5 มีนาคม พ.ศ. 2530": lambda day: calendar.format_long(day).replace(" 2", " พ.ศ. 2"),
    "๕ มีนาคม ๒๕๓๐": lambda day: to_thai(calendar.format_long(day)),
}
FIFTH_OF_MARCH = date(1987, 3, 5)


def every_day() -> Iterator[date]:
    return (FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1))


@pytest.mark.parametrize("written", FORMATS.values(), ids=FORMATS)
def test_every_day_is_read_as_it_is_written(written: Callable[[date], str]) -> None:
    assert [day for day in every_day() if calendar.parse_date(written(day)) != day] == []


@pytest.mark.parametrize(
    "typed",
    [
        "5/3/2530",
        "05/03/2530",
        "๐๕/๐๓/๒๕๓๐",
        "05032530",
        "5 มี.ค. 2530",
        "5 มี.ค.2530",
        "5 มีค 2530",
        "5มีนา2530",
        "5-มี.ค.-2530",
        "5 มี. ค. 2530",
        "5 มีนาคม พ.ศ. 2530",
        "5 มีนาคม พ.ศ.๒๕๓๐",
        "5 มีนาคม พศ 2530",
        "วันที่ 5 เดือนมีนาคม ปี พ.ศ. 2530",
        "วันพฤหัสบดีที่ 5 มีนาคม 2530",
        "5-3-2530",
        "5–3–2530",
        "5.3.2530",
        "5 3 2530",
        "5 / 3 / 2530",
        "\ufeff 05/03/2530\u00a0",
        "5/3/พ.ศ. 2530",
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert calendar.parse_date(typed) == FIFTH_OF_MARCH


def test_a_common_misspelling_is_read() -> None:
    assert calendar.parse_date("1 กรกฏาคม 2530") == date(1987, 7, 1)


def test_a_leap_day_exists_in_its_year_only() -> None:
    assert calendar.parse_date("29/02/2551") == date(2008, 2, 29)
    with pytest.raises(DateRefused) as refusal:
        calendar.parse_date("29/02/2550")
    assert refusal.value.sentence.startswith("ไม่มีวันที่ 29/02/2550 ในปฏิทิน")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "กรุณากรอกวันที่ เช่น 05/03/2530"),
        ("   ", "กรุณากรอกวันที่ เช่น 05/03/2530"),
        ("เมื่อวาน", "อ่านวันที่ “เมื่อวาน” ไม่ได้"),
        ("5 กันยุง 2530", "อ่านวันที่ “5 กันยุง 2530” ไม่ได้"),
        ("2530", "อ่านวันที่ “2530” ไม่ได้"),
        ("1987-03-05", "อ่านวันที่ “1987-03-05” ไม่ได้"),
        ("5/3/30", "เป็นเลข 4 หลัก เช่น 05/03/2530 (ท่านกรอก “5/3/30”)"),
        ("5 มี.ค. 30", "(ท่านกรอก “5 มี.ค. 30”)"),
        ("050330", "(ท่านกรอก “050330”)"),
        ("5/3/25300", "เป็นเลข 4 หลัก"),
        ("5/3/1987", "ดูเหมือนท่านกรอกปี ค.ศ. 1987 กรุณากรอกเป็น พ.ศ. เช่น 2530"),
        ("05031987", "ดูเหมือนท่านกรอกปี ค.ศ. 1987 กรุณากรอกเป็น พ.ศ. เช่น 2530"),
        ("29/02/2023", "ดูเหมือนท่านกรอกปี ค.ศ. 2023 กรุณากรอกเป็น พ.ศ. เช่น 2566"),
        ("5 มี.ค. ค.ศ. 2530", "ดูเหมือนท่านกรอกปี ค.ศ. 2530 กรุณากรอกเป็น พ.ศ. เช่น 2530"),
        ("5/3/2399", "กรุณากรอกปี 2400 ถึง 2650"),
        ("5/3/2651", "กรุณากรอกปี 2400 ถึง 2650"),
        ("5/3/0000", "กรุณากรอกปี 2400 ถึง 2650"),
        ("0/3/2530", "ไม่มีวันที่ 00/03/2530 ในปฏิทิน"),
        ("5/13/2530", "ไม่มีวันที่ 05/13/2530 ในปฏิทิน"),
        ("31/04/2530", "ไม่มีวันที่ 31/04/2530 ในปฏิทิน"),
        ("x" * 1_000_000, "อ่านวันที่ “xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” ไม่ได้"),
        ("a\x00\x1b\nb", "อ่านวันที่ “a b” ไม่ได้"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_do(typed: str, told: str) -> None:
    with pytest.raises(DateRefused) as refusal:
        calendar.parse_date(typed)
    assert told in refusal.value.sentence
    assert "กรุณา" in refusal.value.sentence
    assert "เช่น" in refusal.value.sentence


@given(st.integers(1900, 2200), DAYS)
def test_a_common_era_year_is_never_taken_for_a_buddhist_one(year: int, day: date) -> None:
    with pytest.raises(DateRefused, match=re.escape(f"ปี ค.ศ. {year}")):
        calendar.parse_date(f"{day.day}/{day.month}/{year}")


@given(TEXTS | st.text("0123456789๐๕/.- มีนาคมพศ", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (calendar.parse_date, calendar.parse_partial, calendar.parse_year):
        try:
            parse(text)
        except DateRefused as refusal:
            assert len(refusal.sentence) < 200  # noqa: PT017  either way is an answer


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("2503", PartialDate(1960)),
        ("พ.ศ. ๒๕๐๓", PartialDate(1960)),
        ("ปี 2503", PartialDate(1960)),
        ("-/-/2503", PartialDate(1960)),
        ("00/00/2503", PartialDate(1960)),
        ("03/2503", PartialDate(1960, 3)),
        ("3-2503", PartialDate(1960, 3)),
        ("มี.ค. 2503", PartialDate(1960, 3)),
        ("เดือนมีนาคม พ.ศ. 2503", PartialDate(1960, 3)),
        ("-/03/2503", PartialDate(1960, 3)),
        ("00/03/2503", PartialDate(1960, 3)),
        ("- มี.ค. 2503", PartialDate(1960, 3)),
        ("05/03/2503", PartialDate(1960, 3, 5)),
        ("5 มี.ค. 2503", PartialDate(1960, 3, 5)),
        ("05032503", PartialDate(1960, 3, 5)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(typed: str, known: PartialDate) -> None:
    assert calendar.parse_partial(typed) == known


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "กรุณากรอกวันที่"),
        ("นานแล้ว", "อ่านวันที่ “นานแล้ว” ไม่ได้"),
        ("13/2503", "ไม่มีเดือนที่ 13 ในปฏิทิน"),
        ("03/03", "เป็นเลข 4 หลัก"),
        ("1960", "ดูเหมือนท่านกรอกปี ค.ศ. 1960 กรุณากรอกเป็น พ.ศ. เช่น 2503"),
        ("มี.ค. 1960", "ดูเหมือนท่านกรอกปี ค.ศ. 1960"),
        ("29/02/2502", "ไม่มีวันที่ 29/02/2502 ในปฏิทิน"),
        ("05/00/2503", "ไม่มีวันที่ 05/00/2503 ในปฏิทิน"),
    ],
)
def test_what_is_no_date_at_all_is_refused(typed: str, told: str) -> None:
    with pytest.raises(DateRefused, match=re.escape(told)):
        calendar.parse_partial(typed)


@given(DAYS, st.sampled_from(Precision))
def test_a_partial_date_is_stored_and_written_without_loss(day: date, precision: Precision) -> None:
    known = PartialDate.of(day, precision)
    assert known.precision is precision
    assert PartialDate.of(known.first_day, str(known.precision)) == known
    assert calendar.parse_partial(calendar.format_partial(known)) == known
    assert known.first_day <= day <= known.last_day


def test_a_partial_date_has_a_first_and_a_last_day() -> None:
    assert PartialDate(2008).last_day == date(2008, 12, 31)
    assert PartialDate(2008, 2).first_day == date(2008, 2, 1)
    assert PartialDate(2008, 2).last_day == date(2008, 2, 29)
    assert PartialDate(2008, 2, 3).first_day == PartialDate(2008, 2, 3).last_day


@pytest.mark.parametrize("parts", [(2008, None, 3), (2008, 13, None), (2007, 2, 29)])
def test_a_partial_date_that_cannot_be_is_an_error(parts: tuple[int, int | None, int]) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        PartialDate(*parts)


def test_a_day_is_written_in_three_ways() -> None:
    assert calendar.format_date(FIFTH_OF_MARCH) == "05/03/2530"
    assert calendar.format_short(FIFTH_OF_MARCH) == "5 มี.ค. 2530"
    assert calendar.format_long(FIFTH_OF_MARCH) == "5 มีนาคม 2530"


def test_an_instant_is_written_as_bangkok_sees_it() -> None:
    instant = datetime(2026, 11, 22, 2, 41, tzinfo=UTC)
    assert calendar.format_instant(instant) == "22 พ.ย. 2569 09:41 น."
    assert calendar.format_instant(datetime(2026, 12, 31, 18, 0, tzinfo=UTC)) == (
        "1 ม.ค. 2570 01:00 น."
    )


def test_a_naive_time_is_no_instant() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.format_instant(datetime(2026, 11, 22))  # noqa: DTZ001  the case itself


def test_a_year_is_read_in_buddhist_era_and_given_in_common_era() -> None:
    assert calendar.parse_year("2530") == 1987
    assert calendar.parse_year(" พ.ศ. ๒๕๓๐ ") == 1987
    assert calendar.buddhist_year(1987) == 2530


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "กรุณากรอกปี พ.ศ. 4 หลัก เช่น 2530"),
        ("สอง", "อ่านปี “สอง” ไม่ได้"),
        ("30", "(ท่านกรอก “30”)"),
        ("1987", "ดูเหมือนท่านกรอกปี ค.ศ. 1987"),
    ],
)
def test_what_is_no_year_is_refused(typed: str, told: str) -> None:
    with pytest.raises(DateRefused, match=re.escape(told)):
        calendar.parse_year(typed)


def test_a_fiscal_year_starts_in_october() -> None:
    assert calendar.fiscal_year(date(2026, 9, 30)) == 2569
    assert calendar.fiscal_year(date(2026, 10, 1)) == 2570
    assert calendar.fiscal_year_bounds(2570) == (date(2026, 10, 1), date(2027, 10, 1))


@given(DAYS)
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    since, until = calendar.fiscal_year_bounds(calendar.fiscal_year(day))
    assert since <= day < until
