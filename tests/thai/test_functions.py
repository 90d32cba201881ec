"""The database's functions and Python's are the same, for whatever a reader may type."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from kp7.thai import text
from tests.thai.letters import TEXTS, every_pile

pytestmark = pytest.mark.django_db

Function = Literal["thai_fold", "thai_search_key", "thai_sort_key"]
MANY = st.lists(TEXTS, min_size=1, max_size=60)
TRAPS = ["กบ", "เกาะ", "แก้ว", "ไก่", "ขาว", "เขียว"]
TYPED = [
    "",
    " ",
    "ว่าที่ ร.ต. สมชาย  ใจดี",
    "น\u0e4d\u0e49า นำ\u0e49 น\u0e49\u0e4dา",
    "เเก้ว ที\u0e48\u0e48 ท\u0e48ี",
    "สม\u200bชาย\u00a0ใจ\ufeffดี",
    "José ÉLODIE Kelvin\u212a",
    "ก\u0e3a\u0e38\u0e48\u0e30\u0e38",
    "เก็จ-ไม้ ฤๅษี อนงค์ ๑๒๓ ฯลฯ ๆ",
]


def in_the_database(function: Function, texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(said) FROM unnest(%s::text[]) WITH ORDINALITY"  # noqa: S608  a literal
            " AS typed (said, place) ORDER BY place",
            [texts],
        )
        return [answer for (answer,) in cursor.fetchall()]


@example(texts=TYPED)
@given(texts=MANY)
def test_fold_is_the_same_in_the_database(texts: list[str]) -> None:
    assert in_the_database("thai_fold", texts) == [text.fold(each) for each in texts]


def test_every_pile_of_marks_folds_alike() -> None:
    piles = every_pile()
    assert in_the_database("thai_fold", piles) == [text.fold(pile) for pile in piles]


@example(texts=TYPED)
@given(texts=MANY)
def test_search_key_is_the_same_in_the_database(texts: list[str]) -> None:
    assert in_the_database("thai_search_key", texts) == [text.search_key(each) for each in texts]


@example(texts=TYPED)
@given(texts=MANY)
def test_sort_key_is_the_same_in_the_database(texts: list[str]) -> None:
    assert in_the_database("thai_sort_key", texts) == [text.sort_key(each) for each in texts]


@pytest.mark.parametrize(
    ("function", "pattern"),
    [
        ("thai_fold", text._UNSEEN),
        ("thai_fold", text._SPACES),
        ("thai_search_key", text._UNMINDED),
    ],
    ids=["unseen", "spaces", "unminded"],
)
def test_every_character_left_out_by_one_is_left_out_by_the_other(
    function: Function, pattern: re.Pattern[str]
) -> None:
    counterpart: Callable[[str], str] = getattr(text, function.removeprefix("thai_"))
    texts = [
        f"a{chr(point)}b"
        for point in range(1, 0xE1000)
        if not 0xD800 <= point <= 0xDFFF and pattern.match(chr(point))
    ]
    assert in_the_database(function, texts) == [counterpart(each) for each in texts]


def test_the_database_may_keep_what_they_give() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, provolatile, proparallel, proisstrict, proconfig FROM pg_proc"
            " WHERE proname LIKE 'thai\\_%' ORDER BY proname"
        )
        fixed = ["search_path=pg_catalog, pg_temp"]
        assert cursor.fetchall() == [
            (name, "i", "s", True, fixed)
            for name in ("thai_fold", "thai_search_key", "thai_sort_key")
        ]


def test_collation_c_sorts_the_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT name FROM unnest(%s::text[]) AS name ORDER BY thai_sort_key(name) COLLATE "C"',
            [TRAPS[::-1]],
        )
        assert [name for (name,) in cursor.fetchall()] == TRAPS
