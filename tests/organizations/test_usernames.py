"""User names as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.organizations.usernames import is_username, username_key


@pytest.mark.parametrize(
    "typed", ["5830401R", " 5830401r ", "๕๘๓๐๔๐๑r", "5830401\u200br", "5830401r\x00"]
)
def test_the_ways_of_typing_one_user_name(typed: str) -> None:
    assert username_key(typed) == "5830401r"


@given(st.text())
def test_any_text_gives_a_key_that_can_be_stored(text: str) -> None:
    key = username_key(text)
    assert len(key) <= 64
    assert "\x00" not in key
    key.encode()


@pytest.mark.parametrize("text", ["", "A", "ก", "-a", "a b", "a\n", "x" * 65])
def test_what_cannot_be_a_user_name(text: str) -> None:
    assert not is_username(text)
