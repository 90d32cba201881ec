"""A code as a cell holds it: by its label, with the code in brackets where it must be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.intake.code_cells import apart, written

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="[]"), max_size=40).map(str.strip)
CODES = st.text(st.sampled_from("abcdefghij0123456789_-"), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("ลาป่วย", "ลาป่วย", ""),
        ("ลาป่วย [sick]", "ลาป่วย", "sick"),
        ("ลาป่วย[sick] ", "ลาป่วย", "sick"),
        ("[sick]", "", "sick"),
        ("ก [ข] ค", "ก [ข] ค", ""),
        ("ก [ข] [c]", "ก [ข]", "c"),
        ("ก []", "ก []", ""),
        ("", "", ""),
    ],
)
def test_label_and_code_are_told_apart(text: str, label: str, code: str) -> None:
    assert apart(text) == (label, code)


def test_a_label_that_will_do_stands_alone() -> None:
    assert written("sick", "ลาป่วย", plain=True) == "ลาป่วย"
    assert written("sick", "ลาป่วย", plain=False) == "ลาป่วย [sick]"
    assert written("sick", "", plain=True) == "[sick]"
    assert written("", "", plain=True) == ""


@given(label=WORDS, code=CODES)
def test_what_is_written_is_read_back(label: str, code: str) -> None:
    assert apart(written(code, label, plain=False)) == (label, code)
