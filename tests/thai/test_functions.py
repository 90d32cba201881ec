"""The database's functions and Python's are the same, for whatever a reader may type."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kp7.thai import text

pytestmark = pytest.mark.django_db

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
MARKS = st.sampled_from(
    "\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e38\u0e3a\u0e40\u0e41\u0e47\u0e48\u0e49\u0e4c\u0e4d\u0e4e"
)
CONSONANTS = st.sampled_from("กขนมรฤอฮ")
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
FOREIGN_MARKS = st.sampled_from(
    "\u0300\u0301\u0323\u0327\u0334\u0338\u05b0\u064b\u0ec8\u20d0\u3099"
)
UNSEEN = st.sampled_from(
    "\t\n\x01\x1f\x7f\x85\xa0\xad\u034f\u061c\u2009\u200b\u200d\u2060\ufeff\ufe0f"
)
DIGITS = st.sampled_from("0189๐๑๘๙")
ANYTHING = st.characters(
    exclude_categories=("Cs", "Cn"), exclude_characters="\0", max_codepoint=0x33FF
)
LETTERS = st.one_of(MARKS, CONSONANTS, THAI, LATIN, FOREIGN_MARKS, UNSEEN, DIGITS, ANYTHING)
TEXTS = st.lists(st.text(LETTERS, max_size=24), min_size=1, max_size=40)


def answers(function: str, texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {function}(said) FROM unnest(%s::text[]) WITH ORDINALITY AS t (said, place)"  # noqa: S608  names of our own
            " ORDER BY place",
            [texts],
        )
        return [row[0] for row in cursor.fetchall()]


@given(texts=TEXTS)
def test_fold_is_the_same_in_the_database(texts: list[str]) -> None:
    assert answers("thai_fold", texts) == [text.fold(each) for each in texts]


@given(texts=TEXTS)
def test_search_key_is_the_same_in_the_database(texts: list[str]) -> None:
    assert answers("thai_search_key", texts) == [text.search_key(each) for each in texts]


@given(texts=TEXTS)
def test_sort_key_is_the_same_in_the_database(texts: list[str]) -> None:
    assert answers("thai_sort_key", texts) == [text.sort_key(each) for each in texts]
