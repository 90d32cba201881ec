from hypothesis import given
from hypothesis import strategies as st

from kp7.thai.digits import to_arabic, to_thai


def test_digits_are_written_either_way() -> None:
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙") == "0123456789"
    assert to_thai("5 มี.ค. 2530") == "๕ มี.ค. ๒๕๓๐"


@given(st.text("0123456789/ กข"))
def test_what_was_arabic_comes_back_arabic(text: str) -> None:
    assert to_arabic(to_thai(text)) == text
