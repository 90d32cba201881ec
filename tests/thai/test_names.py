import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.thai import names
from kp7.thai.text import fold, search_key
from tests.thai.letters import TEXTS

FIRST_NAMES = st.sampled_from(["สมชาย", "เก็จ", "ไอริณ", "อนงค์", "ณัฐ", "แก้ว", "John"])
LAST_NAMES = st.sampled_from(["ใจดี", "ณ อยุธยา", "แซ่ตั้ง", "Smith"])
TITLES = st.sampled_from(
    (*names.TITLES, *names.TITLES_IN_SHORT, *names.RANKS, *names.RANKS_IN_SHORT)
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("นาย สมชาย ใจดี", "สมชาย ใจดี"),
        ("นางสาวสาวิตรี", "สาวิตรี"),
        ("น.ส.ปราณี", "ปราณี"),
        ("น.ส. ปราณี", "ปราณี"),
        ("นส.ปราณี", "ปราณี"),
        ("นส ปราณี", "ปราณี"),
        ("ว่าที่ร้อยตรีสมชาย", "สมชาย"),
        ("ว่าที่ ร.ต. สมชาย", "สมชาย"),
        ("ว่าที่ร.ต.สมชาย", "สมชาย"),
        ("ว่าที่ ร.ต.หญิง สมหญิง", "สมหญิง"),
        ("ว่าที่ร้อยตรีหญิงสมหญิง", "สมหญิง"),
        ("ว่าที่ ร.ต. (หญิง) สมหญิง", "สมหญิง"),
        ("ว่าที่ ร.ต. ดร. สมชาย", "สมชาย"),
        ("ส.อ.สมชาย", "สมชาย"),
        ("จ.ส.อ. สมชาย", "สมชาย"),
        ("จ่าสิบเอกสมชาย", "สมชาย"),
        ("พ.จ.อ.สมชาย", "สมชาย"),
        ("พ.อ.อ.สมชาย", "สมชาย"),
        ("ส.ต.ต.สมชาย", "สมชาย"),
        ("พล.ต.อ.สมชาย", "สมชาย"),
        ("ผศ.ดร.สมชาย", "สมชาย"),
        ("ดร สมชาย", "สมชาย"),
        ("ม.ร.ว.สมชาย", "สมชาย"),
        ("นายกองเอกสมชาย", "สมชาย"),
        ("นายJohn Smith", "John Smith"),
    ],
)
def test_titles_and_ranks_come_off(typed: str, name: str) -> None:
    assert names.strip_title(typed) == name


@pytest.mark.parametrize(
    "name",
    ["", "นาย", "นาย ", "นายก", "นายิกา ใจดี", "นางาม", "ดรุณี", "นพ ใจดี", "พลอย", "หญิง", "ศศิ", "จตุพร"],
)
def test_a_name_stays_a_name(name: str) -> None:
    assert names.strip_title(name) == name.strip()


def test_nang_sao_is_not_taken_out_of_the_middle_of_a_name() -> None:
    assert names.strip_title("นางสาวิตรี") == "สาวิตรี"


def test_a_first_name_that_begins_with_a_whole_title_loses_it() -> None:
    assert names.strip_title("นางนวล ใจดี") == "นวล ใจดี"


@given(TEXTS)
def test_something_of_a_name_is_always_left(text: str) -> None:
    name = names.strip_title(text)
    assert fold(text).endswith(name)
    assert bool(name) == bool(fold(text))


@given(TITLES, FIRST_NAMES, LAST_NAMES)
def test_every_title_comes_off_a_full_name(title: str, first: str, last: str) -> None:
    assert names.strip_title(names.full_name(title, first, last)) == f"{first} {last}"
    assert names.strip_title(f"{title} {first} {last}") == f"{first} {last}"


def test_title_and_first_name_are_written_together() -> None:
    assert names.full_name("นาย", "สมชาย", "ใจดี") == "นายสมชาย ใจดี"
    assert names.full_name("", "สมชาย", "") == "สมชาย"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("สมชาย ใจดี", ("สมชาย", "ใจดี")),
        ("ใจดี  สมชาย", ("ใจดี", "สมชาย")),
        ("ใจดี นายสมชาย", ("ใจดี", "สมชาย")),
        ("ว่าที่ ร.ต. สมชาย ใจดี", ("สมชาย", "ใจดี")),
        ("ใจดี ว่าที่ ร.ต. สมชาย", ("ใจดี", "สมชาย")),
        ("สม สม", ("สม",)),
        ("นาย", ("นาย",)),
        ("1-2345-67890-12-1", ("1234567890121",)),
        (" . - ", ()),
        ("", ()),
        ("a b c d e f g h", ("a", "b", "c", "d", "e", "f")),
        ("ก" * 1000, ("ก" * 200,)),
    ],
)
def test_a_search_is_its_words(typed: str, words: tuple[str, ...]) -> None:
    assert names.split_search(typed) == words


@given(TITLES, FIRST_NAMES, LAST_NAMES)
def test_whoever_is_searched_by_full_name_is_found(title: str, first: str, last: str) -> None:
    stored = search_key(first + last)
    for typed in (
        names.full_name(title, first, last),
        f"{last} {title}{first}",
        f"{last} {first}",
        first[:2],
    ):
        assert all(word in stored for word in names.split_search(typed))
