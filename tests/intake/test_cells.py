"""A cell is read as the form reads the same words; what cannot be read says so in Thai."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.intake.cells import CodeWords, as_text, reader_as_written, reader_of, value_of
from kp7.intake.columns import ColumnKind, ColumnSpec
from kp7.intake.reading.book import Cell
from kp7.intake.reading.marks import NOT_COMPUTED
from kp7.personnel.record import Value
from kp7.personnel.terms import CodeTable
from kp7.thai import calendar, national_id
from kp7.thai.calendar import PartialDate
from kp7.thai.digits import to_thai
from kp7.thai.excel import FIRST_DAY, day_of, serial

SEX: Final = ColumnSpec("sex", "เพศ", "choice", choices=(("male", "ชาย"), ("female", "หญิง")))
HALF: Final = ColumnSpec(
    "half",
    "ครั้งที่",
    "choice",
    choices=(("1", "ครั้งที่ 1 (1 ต.ค. - 31 มี.ค.)"), ("2", "ครั้งที่ 2 (1 เม.ย. - 30 ก.ย.)")),
)
KINDS: Final[tuple[ColumnKind, ...]] = (
    *("text", "code", "suggested", "day", "partial", "year", "money", "number", "count"),
    *("bool", "choice", "national_id", "postcode"),
)
ID: Final = "1234567890121"


def column(kind: ColumnKind, **more: int) -> ColumnSpec:
    return ColumnSpec("x", "ช่อง", kind, **{"max_length": 60, **more})  # type: ignore[arg-type]  # only numbers


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("day", "05/03/2530", date(1987, 3, 5)),
        ("day", "5 มี.ค. 2530", date(1987, 3, 5)),
        ("day", "๕ มีนาคม พ.ศ. ๒๕๓๐", date(1987, 3, 5)),
        ("day", " 05032530 ", date(1987, 3, 5)),
        ("day", date(1980, 1, 2), date(1980, 1, 2)),
        ("day", datetime(1980, 1, 2, 9), date(1980, 1, 2)),  # noqa: DTZ001  as Excel has it
        ("day", 30_000.0, date(1982, 2, 18)),
        ("partial", "2503", PartialDate(1960)),
        ("partial", 2503.0, PartialDate(1960)),
        ("partial", "มี.ค. 2503", PartialDate(1960, 3)),
        ("partial", "00/00/2503", PartialDate(1960)),
        ("partial", date(1960, 3, 1), PartialDate(1960, 3, 1)),
        ("year", 2560.0, 2017),
        ("year", "พ.ศ. ๒๕๖๐", 2017),
        ("money", 12_340.0, Decimal("12340.00")),
        ("money", "12,340.00 บาท", Decimal("12340.00")),
        ("money", 15_060.299999999999, Decimal("15060.30")),
        ("money", 0.1 + 0.2, Decimal("0.30")),
        ("number", 0.5, Decimal("0.50")),
        ("number", "85.5%", Decimal("85.50")),
        ("number", "3 วัน", Decimal("3.00")),
        ("count", 2.0, 2),
        ("count", "๓ คน", 3),
        ("bool", "ใช่", True),
        ("bool", "✓", True),
        ("bool", "/", True),
        ("bool", True, True),
        ("bool", 1.0, True),
        ("bool", "ไม่ใช่", False),
        ("bool", None, False),
        ("national_id", 1234567890121.0, ID),
        ("national_id", "1-2345-67890-12-1", ID),
        ("national_id", "1 2345 67890 12 1 ", ID),
        ("national_id", to_thai(ID), ID),
        ("national_id", "1234567890121.0", ID),
        ("postcode", 83_000.0, "83000"),
        ("postcode", "๘๓๐๐๐", "83000"),
        ("text", 2.0, "2"),
        ("text", 123.45, "123.45"),
        ("text", "  ทํา\u200b  งาน ", "ทำ งาน"),
        ("text", "12.0", "12.0"),
        ("text", date(2023, 1, 1), "01/01/2566"),
        ("code", "ลาป่วย [sick]", "ลาป่วย [sick]"),
    ],
)
def test_a_cell_is_read_as_its_column(kind: ColumnKind, cell: Cell, value: Value) -> None:
    read = value_of(column(kind), cell)
    assert (read.value, read.problem) == (value, "")
    assert type(read.value) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        ("day", "12/4/23", "4 หลัก"),
        ("day", "05/03/1987", "ค.ศ. 1987"),
        ("day", date(2523, 4, 12), "พ.ศ. 2523"),
        ("day", date(2700, 1, 1), "นอกช่วง"),
        ("day", 2523.0, "วว/ดด/ปปปป"),
        ("day", True, "วันที่"),
        ("day", time(3, 0), "เวลา"),
        ("day", "31/02/2530", "ปฏิทิน"),
        ("partial", date(2503, 1, 1), "พ.ศ. 2503"),
        ("year", 60.0, "4 หลัก"),
        ("year", 2017.0, "2560"),
        ("year", date(2017, 1, 1), "ปี"),
        ("money", -5.0, "ติดลบ"),
        ("money", "หนึ่งหมื่น", "ตัวเลข"),
        ("money", 1e12, "มากเกิน"),
        ("money", 1.2345, "ทศนิยม"),
        ("number", 1000.0, "999.99"),
        ("count", 2.5, "จำนวนเต็ม"),
        ("bool", "x", "ใช่ หรือ ไม่ใช่"),
        ("bool", "อาจจะ", "ใช่ หรือ ไม่ใช่"),
        ("national_id", "1.23E+12", "ข้อความ"),
        ("national_id", 123456789012.0, "12 หลัก"),
        ("national_id", "1234567890123", "หลักสุดท้าย"),
        ("national_id", "12345", "13 หลัก"),
        ("postcode", "8300000000" * 7, "ยาวเกินไป"),
        ("text", "ก" * 61, "60 ตัวอักษร"),
        ("text", "#N/A", "#N/A"),
        ("money", "#DIV/0!", "สูตร"),
        ("day", NOT_COMPUTED, "Excel แล้วบันทึกใหม่"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(kind: ColumnKind, cell: Cell, said: str) -> None:
    read = value_of(column(kind), cell)
    assert read.value is None
    assert said in read.problem


def test_a_year_of_the_common_era_that_is_meant_in_the_other_is_offered() -> None:
    read = value_of(column("day"), date(2523, 4, 12))
    assert read.offer == "-543"
    assert "12/04/2523" in read.problem
    assert "EDATE" in read.problem


@pytest.mark.parametrize("cell", [None, "", "-", " – ", "—", "ไม่มี", " \u00a0 ", "N/A"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_nothing_in_every_column(kind: ColumnKind, cell: Cell) -> None:
    read = value_of(column(kind), cell)
    assert read.problem == ""
    assert read.value in {None, "", False}


@pytest.mark.parametrize(
    ("spec", "cell", "value"),
    [
        (SEX, "ชาย", "male"),
        (SEX, " ช. ", "male"),
        (SEX, "หญิง", "female"),
        (SEX, "FEMALE", "female"),
        (HALF, 1.0, "1"),
        (HALF, "ครั้งที่ ๒", "2"),
        (HALF, "ครั้งที่ 1 (1 ต.ค. - 31 มี.ค.)", "1"),
    ],
)
def test_a_choice_is_read_by_its_words(spec: ColumnSpec, cell: Cell, value: str) -> None:
    assert value_of(spec, cell).value == value


def test_a_choice_that_is_none_says_what_there_is() -> None:
    assert "“ชาย” “หญิง”" in value_of(SEX, "M").problem


def test_codes_are_known_by_label_or_code_and_never_guessed() -> None:
    words = CodeWords([("sick", "ลาป่วย"), ("a", "ระดับ ต้น"), ("b", "ระดับต้น"), ("c", "จ.ส.อ.")])
    leave = ColumnSpec("kind", "ประเภท", "code", table=CodeTable.LEAVE_KINDS)
    assert value_of(leave, " ลา ป่วย", words).value == "sick"
    assert value_of(leave, "SICK", words).value == "sick"
    assert value_of(leave, "จสอ", words).value == "c"
    assert "หลายรายการ" in value_of(leave, "ระดับต้น", words).problem
    assert "ลากิจ" in value_of(leave, "ลากิจ", words).problem
    assert value_of(leave, None, words).value == ""


def test_a_step_loses_its_unit() -> None:
    step = ColumnSpec("raised_steps", "ขั้น", max_length=10)
    assert value_of(step, "1.5 ขั้น").value == "1.5"
    assert value_of(step, 0.5).value == "0.5"


CELLS = (
    st.text(max_size=40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)


@given(st.sampled_from(KINDS), CELLS)
def test_no_cell_brings_a_reader_down(kind: ColumnKind, cell: Cell) -> None:
    read = value_of(column(kind), cell)
    assert not read.problem or read.value is None


@given(st.dates(date(1857, 1, 1), date(2107, 12, 31)))
def test_every_day_is_read_however_it_is_written(day: date) -> None:
    written = (
        calendar.format_date(day),
        calendar.format_short(day),
        calendar.format_long(day),
        to_thai(calendar.format_date(day)),
        as_text(day),
        day,
    )
    assert {value_of(column("day"), cell).value for cell in written} == {day}


@given(st.integers(10_000, 73_050))
def test_a_day_without_its_format_is_still_that_day(number: int) -> None:
    day = value_of(column("day"), float(number)).value
    assert isinstance(day, date)
    assert serial(day) == number


@given(st.dates(FIRST_DAY, date(9999, 12, 31)))
def test_a_number_of_excel_s_is_one_day(day: date) -> None:
    assert day_of(serial(day)) == day


def test_the_first_days_of_excel_are_counted_as_it_does() -> None:
    assert day_of(1) == date(1900, 1, 1)
    assert day_of(59) == date(1900, 2, 28)
    assert day_of(61) - day_of(59) == timedelta(days=1)


@given(st.integers(0, 99_999_999), st.integers(0, 99))
def test_every_amount_is_read_to_the_satang(baht: int, satang: int) -> None:
    amount = Decimal(f"{baht}.{satang:02}")
    for cell in (float(amount), f"{amount:,}", f"{amount} บาท", to_thai(str(amount))):
        assert value_of(column("money"), cell).value == amount


@given(st.integers(10**11, 10**12 - 1))
def test_every_national_id_is_read_however_it_is_written(first: int) -> None:
    digits = f"{first}{national_id.check_digit(str(first))}"
    for cell in (
        digits,
        float(digits),
        int(digits),
        national_id.formatted(digits),
        to_thai(digits),
    ):
        assert value_of(column("national_id"), cell).value == digits


@given(st.lists(st.sampled_from(["1", 1, 1.0, True, "ก", None, "-"]), max_size=20))
def test_a_reader_that_remembers_reads_the_same(cells: list[Cell]) -> None:
    for kind in KINDS:
        reader = reader_of(column(kind))
        assert [reader(cell) for cell in cells] == [value_of(column(kind), cell) for cell in cells]


def test_a_dash_that_we_wrote_ourselves_stays_one() -> None:
    reader = reader_as_written(column("text"))
    assert [reader(cell).value for cell in ("-", "ไม่มี", None, 2.0)] == ["-", "ไม่มี", "", "2"]
    assert reader("#N/A").problem
    assert reader_as_written(column("money"))("-").value is None
