"""A mapping says what is wrong with it, and is known again by the headings of its file."""

from typing import Final

import pytest

from kp7.intake.columns import FULL_NAME, PERSON_ID
from kp7.intake.layout import layout
from kp7.intake.mapping import (
    NO_HEADING,
    Mapping_,
    Reason,
    SheetMapping,
    content_rows,
    fits,
    further_sections,
    headings,
    missing,
    problems,
    signature,
    target_of,
)
from kp7.intake.reading.book import Book, Row, Sheet

ROWS: Final[list[Row]] = [
    ("เลขบัตร", "ชื่อ", "เพศ"),
    ("9000000000012", "ก", "ชาย"),
    (),
    (None, "  ", None),
    ("9000000000021", "ข"),
]
BOOK: Final = Book("x", "xlsx", (Sheet("ก", ROWS), Sheet("ข", ())))
GOOD: Final = SheetMapping("ก", "personal", (0, 0), {0: PERSON_ID, 1: "first_name", 2: "sex"})


def wrong(one: SheetMapping) -> str:
    return " ".join(problems(Mapping_((one,)), BOOK, layout()))


def test_a_good_mapping_has_no_problems() -> None:
    assert wrong(GOOD) == ""
    assert wrong(SheetMapping("ก", "personal", NO_HEADING, {0: PERSON_ID})) == ""


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (SheetMapping("ก"), "ยังไม่ได้เลือกแผ่นงานใดเลย"),
        (SheetMapping("ค", "personal", columns={0: PERSON_ID}), "ไม่มีแผ่นงาน “ค”"),
        (SheetMapping("ก", "nowhere", columns={0: PERSON_ID}), "ไม่มีหมวดข้อมูล"),
        (SheetMapping("ก", "personal", columns={1: "first_name"}), "เลขประจำตัวประชาชน"),
        (
            SheetMapping("ก", "personal", columns={0: PERSON_ID, 1: "sex", 2: "sex"}),
            "คอลัมน์ B และ C ถูกเลือกเป็น “เพศ”",
        ),
        (SheetMapping("ก", "personal", columns={0: PERSON_ID, 1: "salary"}), "คอลัมน์ B"),
        (SheetMapping("ก", "personal", columns={0: PERSON_ID, 1: "no.such"}), "คอลัมน์ B"),
        (SheetMapping("ก", "personal", (0, 9), {0: PERSON_ID}), "แถวหัวตาราง"),
        (
            SheetMapping("ก", "personal", columns={0: PERSON_ID, 1: FULL_NAME, 2: "last_name"}),
            "ชื่อ-สกุลในช่องเดียว",
        ),
    ],
)
def test_what_is_wrong_is_said(one: SheetMapping, said: str) -> None:
    assert said in wrong(one)


def test_what_a_new_line_needs_and_the_file_lacks_is_listed() -> None:
    assert [column.key for column in missing(GOOD, layout())] == ["title", "last_name", "kind"]


@pytest.mark.parametrize(
    ("section", "key", "found"),
    [
        ("personal", "sex", ("personal", "sex")),
        ("personal", FULL_NAME, ("personal", FULL_NAME)),
        ("personal", "appointments.salary", ("appointments", "salary")),
        ("parents", "parents.national_id", ("parents", "parents.national_id")),
        ("personal", "parents.national_id", ("parents", "parents.national_id")),
        ("parents", PERSON_ID, ("parents", PERSON_ID)),
        ("personal", "salary", None),
        ("personal", "appointments.nothing", None),
        ("nowhere", "sex", None),
        ("appointments", FULL_NAME, None),
    ],
)
def test_a_key_leads_to_one_column(section: str, key: str, found: tuple[str, str] | None) -> None:
    target = target_of(layout(), section, key)
    assert (target and (target.section, target.column.key)) == found


def test_further_sections_are_those_of_the_same_row() -> None:
    one = SheetMapping(
        "ก", "personal", columns={0: PERSON_ID, 1: "appointments.salary", 2: "private.religion"}
    )
    assert further_sections(layout(), one) == ("appointments", "private")


def test_only_rows_that_hold_something_are_walked() -> None:
    assert [number for number, _ in content_rows(BOOK.sheets[0], GOOD)] == [1, 4]


def test_it_comes_back_from_json() -> None:
    mapping = Mapping_(
        (
            SheetMapping("ก", "personal", (1, 2), {3: "sex"}, {3: Reason("เพราะ", 90)}),
            SheetMapping("ข"),
        )
    )
    again = Mapping_.from_json(mapping.to_json())
    assert again.to_json() == mapping.to_json()
    assert again.sheets[0].columns == {3: "sex"}
    assert again.sheets[0].reasons == {3: Reason("เพราะ", 90)}


def test_a_file_of_the_same_headings_is_known_again() -> None:
    mapping = Mapping_((GOOD,))
    kept = signature(BOOK, mapping)
    more = [("เลขบัตร", "ชื่อ ", "เพศ."), *ROWS[1:], ("9000000000039", "ค", "หญิง")]
    assert fits(mapping, Book("y", "csv", (Sheet("ก", more),)), kept)
    other = [("เลขบัตร", "เพศ", "ชื่อ"), *ROWS[1:]]
    assert not fits(mapping, Book("y", "csv", (Sheet("ก", other),)), kept)
    assert not fits(mapping, Book("y", "csv", (Sheet("ค", more),)), kept)
    assert not fits(mapping, BOOK, "")


def test_where_no_merging_is_told_a_heading_reaches_over_what_stands_below() -> None:
    one = Sheet("ก", [("ชื่อ", "คำสั่ง", None, None), (None, "เลขที่", "ลงวันที่", None)])
    assert headings(one, (0, 1)) == {0: "ชื่อ", 1: "คำสั่ง เลขที่", 2: "คำสั่ง ลงวันที่"}
