import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.thai import national_id
from kp7.thai.national_id import NationalIdRefused

VALID = st.text("0123456789", min_size=12, max_size=12).map(
    lambda first: first + national_id.check_digit(first)
)


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890121",
        "1-2345-67890-12-1",
        " 1 2345 67890 12 1 ",
        "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑",
        "1–2345–67890–12–1",
        "123456\u200b7890121",
    ],
)
def test_an_id_is_read_however_it_is_typed(typed: str) -> None:
    assert national_id.parse(typed) == "1234567890121"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "กรุณากรอก"),
        ("-", "กรุณากรอก"),
        ("123456789012", "ต้องมี 13 หลัก แต่ท่านกรอก 12 หลัก"),
        ("12345678901211", "แต่ท่านกรอก 14 หลัก"),
        ("1" * 100_000, "แต่ท่านกรอก 100000 หลัก"),
        ("12345678901ก1", "ต้องเป็นตัวเลขเท่านั้น"),
        ("1.23457E+12", "ต้องเป็นตัวเลขเท่านั้น"),
        ("１２３４５６７８９０１２１", "ต้องเป็นตัวเลขเท่านั้น"),
        ("1234567890122", "เลขหลักสุดท้าย"),
    ],
)
def test_what_is_no_id_is_refused_with_its_reason(typed: str, told: str) -> None:
    with pytest.raises(NationalIdRefused) as refusal:
        national_id.parse(typed)
    assert told in refusal.value.sentence


def test_a_refusal_does_not_repeat_the_id() -> None:
    with pytest.raises(NationalIdRefused) as refusal:
        national_id.parse("9876543210987")
    assert "98765" not in refusal.value.sentence


@given(VALID)
def test_written_and_read_again_it_is_the_same(digits: str) -> None:
    assert national_id.is_valid(digits)
    assert national_id.parse(national_id.formatted(digits)) == digits


@given(VALID, st.integers(0, 12), st.integers(1, 9))
def test_a_wrong_digit_is_caught_but_for_the_third_or_where_the_check_digit_is_1(
    digits: str, place: int, by: int
) -> None:
    wrong = str((int(digits[place]) + by) % 10)
    caught = not national_id.is_valid(digits[:place] + wrong + digits[place + 1 :])
    assert caught or place == 2 or (digits[-1] == "1" and place < 12)


@pytest.mark.parametrize("typed", ["1274567890121", "1235567890121"])
def test_some_wrong_digits_pass(typed: str) -> None:
    assert national_id.is_valid("1234567890121")
    assert national_id.is_valid(typed)


@pytest.mark.parametrize("text", ["", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "1-2345-67890-12-1", "123456789012x"])
def test_only_thirteen_arabic_digits_are_valid(text: str) -> None:
    assert not national_id.is_valid(text)


def test_an_id_is_shown_whole_or_masked() -> None:
    assert national_id.formatted("1234567890121") == "1-2345-67890-12-1"
    assert national_id.masked("1234567890121") == "1-2345-xxxxx-xx-1"
