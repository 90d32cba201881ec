import unicodedata

import pytest
from hypothesis import example, given

from kp7.thai.text import fold, search_key, sort_key
from tests.thai.letters import TEXTS, every_pile

# As ICU 72 sorts them in its locale th.
SORTED = """
กบ กร กรรณิการ์ กฤตยา กฤษณะ กอง ก้อง กองแก้ว กองทอง ก้องภพ กา ก่า ก้า ก๊า ก๋า กาญจนา กำพล
เก่ง เก็จ เกาะ แก้ว แกะ โกวิท ใกล้รุ่ง ไก่ ขาว เขียว จันทร์ จันทรา เจริญ ใจดี ญาดา ณัฐ ธรรม์
ธรรมะ บ้วน บัว พัน พันธ์ พันธุ์ เพชร เพ็ญ รุ่ง เรือง ฤทัย ฤๅษี ลักษณ์ ไล่ ศรี สม ส้ม สมชาย
สมหญิง สาคร สำราญ เสาวลักษณ์ แสง โสภา ใส หม้อ หมู หมู่ เหมือน แหม่ม ใหม่ ไหม อนงค์ เอก ไอริณ
ฮวด เฮง
"""


def in_order(words: list[str]) -> list[str]:
    backwards = words[::-1]  # so that equal keys would show
    return sorted(backwards, key=sort_key)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ดํา", "ดำ"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("เเก้ว", "แก้ว"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e35\u0e48\u0e48", "ที่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("พันธ\u0e4c\u0e38", "พันธุ์"),
        ("ขา\u0e49ว", "ข้าว"),
        ("สม\u200bชาย", "สมชาย"),
        ("\ufeffสมชาย\u00a0ใจดี\r\n", "สมชาย ใจดี"),
        ("สมชาย \t  ใจดี", "สมชาย ใจดี"),
        ("ส\x00ม\x1bชาย\ud83d", "สมชาย"),
        ("Cafe\u0301", "Café"),
        ("๕ ½", "๕ ½"),
    ],
)
def test_what_looks_alike_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert fold(typed) == kept


def test_sara_am_is_never_taken_apart() -> None:
    assert fold("ดำเนินการ") == "ดำเนินการ"


@example("\u0e01\u0e33\u0301\u0e4d\u0e48\u0e32")
@example("\u0e01\u0e38\u0e32\u0e3a\u0e38")
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "  " not in once


def test_folding_any_pile_of_marks_twice_changes_nothing() -> None:
    folded = [fold(pile) for pile in every_pile()]
    assert [fold(pile) for pile in folded] == folded


@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert search_key(fold(text)) == search_key(text)
    assert sort_key(fold(text)) == sort_key(text)


@given(TEXTS)
def test_a_search_key_is_no_pattern_for_like(text: str) -> None:
    assert not set(search_key(text)) & set("%_\\ .-")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("สมชาย ใจดี", "สมชายใจดี"),
        ("น.ส.  ปราณี", "นสปราณี"),
        ("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "1234567890121"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("ต่าง ๆ", "ต่าง"),
        ("José O’Brien", "joseobrien"),
        ("100%_\\", "100"),
        ("เ.เก้ว", "แก้ว"),
    ],
)
def test_a_search_key_is_letters_and_digits(typed: str, key: str) -> None:
    assert search_key(typed) == key


def test_names_sort_as_in_a_thai_dictionary() -> None:
    names = SORTED.split()
    assert in_order(names) == names


def test_the_five_classic_traps() -> None:
    traps = ["กบ", "เกาะ", "แก้ว", "ไก่", "ขาว", "เขียว"]
    assert sorted(traps) != traps
    assert in_order(traps) == traps


def test_marks_decide_only_between_words_that_are_otherwise_alike() -> None:
    assert sort_key("ก้องภพ") > sort_key("กองทอง")
    assert sort_key("ก้อง") > sort_key("กอง")
    assert sort_key("ก้อง") < sort_key("กองก")
    marked = ["กก", "กก์", "กก็", "กก่", "กก้", "กก๊", "กก๋", "ก์ก"]
    assert in_order(marked) == marked


def test_all_of_one_first_name_stand_together() -> None:
    people = ["กอง ฮวด", "ก้อง กบ", "ก้อง เขียว", "กองแก้ว กบ"]
    assert in_order(people) == people


def test_digits_come_before_latin_before_thai() -> None:
    mixed = ["๑ หนึ่ง", "2", "๓", "Anan", "ANAN B", "élan", "Zoë", "กบ"]
    assert in_order(mixed) == mixed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เทศบาลเมืองฯ", "เทศบาลเมือง"),
        ("ใด ๆ", "ใด"),
        ("สมชาย (เล็ก)", "สมชาย เล็ก"),
        ("SMITH", "smith"),
        ("ฤๅษี", "ฤาษี"),
        ("หมู่ ๑", "หมู่ 1"),
    ],
)
def test_what_never_counts_in_sorting(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)
