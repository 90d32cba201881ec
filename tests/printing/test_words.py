"""Where a line of Thai may end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kp7.printing.words import WHOLE, segments
from kp7.thai.digits import to_thai
from tests.personnel.records import table

THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), max_size=60)
MIXED = st.text(st.sampled_from("กขคงนมรสา ะิีู่้์เแไำ 0123456789/.-()abc ๐๑๒ที่"), max_size=80)


@given(st.one_of(THAI, MIXED))
def test_joined_the_segments_are_the_text(text: str) -> None:
    assert "".join(segments(text)) == text
    assert "".join(segments(text, keep=[text[2:9]])) == text


@pytest.mark.parametrize(
    "whole",
    [
        "มงกุฎไทย",
        "ชำนาญการ",
        "คำสั่ง",
        "12/2565",
        "1 ต.ค. 2565",
        "ที่ 12/2565",
        "ลว. 1 ต.ค. 65",
        "ครั้งที่ 3/2565",
        "11:57 น.",
        "(ร.ง.ม.)",
    ],
)
@pytest.mark.parametrize("digits", [str, to_thai])
def test_a_term_a_date_and_a_number_stay_whole(whole: str, digits: type[str]) -> None:
    text = digits(f"ตามหนังสือ {whole} เรื่องแจ้งผล")
    assert digits(whole) in segments(text)


@pytest.mark.parametrize("place", ["ตากใบ", "เบตง", "ยะลา", "สุราษฎร์ธานี"])
@pytest.mark.parametrize("before", ["จังหวัด", "อำเภอ", "อ."])
def test_a_place_stays_whole_after_the_word_for_it(before: str, place: str) -> None:
    assert any(one.endswith(place) for one in segments(f"ตั้งอยู่ใน{before}{place}"))


def test_the_name_of_a_place_inside_a_word_means_nothing() -> None:
    assert "ตาก" not in segments("สายตากว้างไกล")


def test_a_name_stays_whole_where_it_is_named() -> None:
    name = "ตัวอย่างเจริญสุข"
    assert name not in segments(f"นายดี {name}")
    assert name in segments(f"นายดี {name}", keep=[name])


def test_a_long_name_is_cut_between_its_words() -> None:
    name = "ห้วยน้ำใสบนดอยสูง" * 6
    assert segments(name, keep=[name]) == segments(name)


@pytest.mark.parametrize("text", ["x" * 200, "9" * 200, "ฐ" * 200, "ก่" * 100])
def test_what_is_longer_than_a_line_wraps_anywhere(text: str) -> None:
    assert max(map(len, segments(text))) <= WHOLE


@pytest.mark.parametrize("name", ["decorations", "penalties", "evaluation_results", "documents"])
def test_no_term_of_a_code_table_is_cut_after_one_letter(name: str) -> None:
    for entry in table(name).values():
        for one in segments(entry["label"]):
            assert one == " " or len(one) > 1, entry["label"]
