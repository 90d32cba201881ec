"""What an office's own file holds is guessed from its headings, its content and its names."""

from collections.abc import Sequence
from typing import Final

import pytest

from kp7.intake import cells
from kp7.intake.cells import CodeWords
from kp7.intake.columns import FULL_NAME, PERSON_ID, PERSON_NAME, REASON, SheetSpec
from kp7.intake.guessing import guess
from kp7.intake.layout import layout
from kp7.intake.mapping import (
    Mapping_,
    SheetMapping,
    fits,
    headings,
    missing,
    problems,
    signature,
    target_of,
    unmapped,
)
from kp7.intake.reading.book import Book, Merged, Row, Sheet
from kp7.intake.synonyms import UNMINDED, synonyms_of
from kp7.personnel.terms import CodeTable
from kp7.thai import national_id
from kp7.thai.text import search_key

WORDS: Final = {
    CodeTable.LEAVE_KINDS: CodeWords([("sick", "ลาป่วย"), ("personal", "ลากิจส่วนตัว")]),
    CodeTable.RELIGIONS: CodeWords([("buddhist", "พุทธ"), ("islam", "อิสลาม")]),
}


def person(number: int) -> str:
    first = f"9{number:011}"
    return first + national_id.check_digit(first)


def sheet(rows: Sequence[Row], name: str = "Sheet1", *merged: Merged) -> Sheet:
    return Sheet(name, rows, merged=merged)


def guessed(one: Sheet) -> SheetMapping:
    book = Book("x", "xlsx", (one,))
    mapping = guess(book, layout(), WORDS)
    assert Mapping_.from_json(mapping.to_json()) == mapping
    assert mapping.to_json() == Mapping_.from_json(mapping.to_json()).to_json()
    if mapping.sheets[0].section:
        assert problems(mapping, book, layout()) == ()
    return mapping.sheets[0]


def keys(one: Sheet) -> tuple[str, ...]:
    return tuple(guessed(one).columns.values())


@pytest.mark.parametrize("own", layout().sheets, ids=lambda own: own.code)
def test_our_own_sheets_are_known_whole(own: SheetSpec) -> None:
    one = guessed(sheet([[column.label for column in own.columns]], own.name))
    assert one.section == own.code
    assert list(one.columns.values()) == [column.key for column in own.columns]
    assert all(reason.sure == 100 for reason in one.reasons.values())
    assert not missing(one, layout())


@pytest.mark.parametrize("own", layout().sheets, ids=lambda own: own.code)
def test_every_column_is_known_by_each_of_its_other_names(own: SheetSpec) -> None:
    said = [
        (column.key, word)
        for column in own.columns
        for word in sorted(set(column.synonyms) - set(UNMINDED))
        if column.key != PERSON_ID
    ]
    rows = [sheet([["เลขประจำตัวประชาชน", word], [person(1), None]], own.name) for _, word in said]
    found = guess(Book("x", "xlsx", tuple(rows)), layout(), {}).sheets
    for (key, word), one in zip(said, found, strict=True):
        assert one.section == own.code
        assert key in heads(own, word)
        assert one.columns[1] in heads(own, word), word


def heads(own: SheetSpec, word: str) -> set[str]:
    """The columns that a word can head."""
    names = {PERSON_NAME, FULL_NAME} if word in synonyms_of("", FULL_NAME) else set()
    return names | {
        one.key
        for one in own.columns
        if search_key(word) in {search_key(each) for each in (one.label, *one.synonyms)}
    }


ROSTER: Final[list[Row]] = [
    ["บัญชีรายชื่อพนักงานส่วนตำบล"],
    [],
    ["ที่", "ชื่อ - สกุล", "เลขบัตร ปชช.", "วดป.เกิด", "ประเภทพนักงาน", "วันบรรจุ", "หมายเหตุ"],
    *(
        [float(n), "นายหนึ่ง สอง", person(n), "5/3/2530", "พนักงานจ้าง", "1 ม.ค. 2560", None]
        for n in range(1, 9)
    ),
]


def test_an_office_s_roster_is_one_row_a_person() -> None:
    one = guessed(sheet(ROSTER, "กองคลัง"))
    assert (one.section, one.heading_rows) == ("personal", (2, 2))
    assert one.columns == {
        1: FULL_NAME,
        2: PERSON_ID,
        3: "birth_date",
        4: "kind",
        5: "first_appointed_on",
    }
    assert not missing(one, layout())


@pytest.mark.parametrize("own", layout().sheets, ids=lambda own: own.code)
def test_a_row_a_person_makes_no_roster_of_our_own_sheets(own: SheetSpec) -> None:
    labels = [column.label for column in own.columns]
    rows: list[Row] = [[None, person(n), f"นาย ก ข{n}"] for n in range(1, 9)]
    assert guessed(sheet([labels, *rows], own.name)).section == own.code


def test_somebody_who_stands_twice_makes_no_other_sheet_of_a_roster() -> None:
    assert guessed(sheet([*ROSTER, ROSTER[-1]], "กองคลัง")).section == "personal"


def test_what_is_taken_for_nothing_is_named() -> None:
    assert unmapped(sheet(ROSTER), guessed(sheet(ROSTER))) == ((0, "ที่"),)


def test_a_sheet_a_division_is_the_same_section_again() -> None:
    book = Book("x", "xlsx", (sheet(ROSTER, "กองคลัง"), sheet(ROSTER, "กองช่าง")))
    assert [one.section for one in guess(book, layout(), WORDS).sheets] == ["personal"] * 2


def test_a_roster_with_its_newest_position_is_a_person_and_a_line() -> None:
    head = ["เลขบัตรประชาชน", "คำนำหน้า", "ชื่อ", "สกุล", "เพศ", "ประเภทบุคลากร"]
    line = ["วันที่มีผล", "ประเภทการเคลื่อนไหว", "ตำแหน่ง", "เลขที่ตำแหน่ง", "อัตราเงินเดือน"]
    rows: list[Row] = [
        [person(n), "นาย", "ก", "ข", "ชาย", "พนักงานจ้าง", "1/1/2560", "บรรจุ", "ครู", "1", 15000.0]
        for n in range(5)
    ]
    one = guessed(sheet([head + line, *rows]))
    assert one.section == "personal"
    assert list(one.columns.values())[6:] == [
        "appointments.effective_on",
        "appointments.movement",
        "appointments.position",
        "appointments.position_number",
        "appointments.salary",
    ]
    target = target_of(layout(), "personal", "appointments.salary")
    assert target is not None
    assert (target.section, target.column.key) == ("appointments", "salary")


def test_many_rows_a_person_are_lines() -> None:
    head = ["เลขบัตรประชาชน", "ชื่อ-สกุล", "วัน เดือน ปี", "ความเคลื่อนไหว", "ตำแหน่ง", "เงินเดือน"]
    rows: list[Row] = [[person(n // 3), "ก ข", "1/1/2560", "เลื่อน", "ครู", 15000.0] for n in range(9)]
    one = guessed(sheet([head, *rows]))
    assert one.section == "appointments"
    assert list(one.columns.values()) == [
        PERSON_ID,
        PERSON_NAME,
        "effective_on",
        "movement",
        "position",
        "salary",
    ]


MERGED: Final[list[Row]] = [
    ["เลขบัตร ปชช.", "ประเภทการลา", "ลา", None, "คำสั่ง", None],
    [None, None, "ตั้งแต่", "ถึง", "เลขที่", "ลงวันที่"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    *([person(n // 3), "ลาป่วย", "1/1/2560", "2/1/2560", "5", "3/1/2560"] for n in range(9)),
]


@pytest.mark.parametrize(
    "merged",
    [
        (Merged(0, 0, 1, 0), Merged(0, 1, 1, 1), Merged(0, 2, 0, 3), Merged(0, 4, 0, 5)),
        (),
    ],
)
def test_headings_of_two_rows_are_read_together(merged: tuple[Merged, ...]) -> None:
    one = sheet(MERGED, "Sheet1", *merged)
    found = guessed(one)
    assert (found.section, found.heading_rows) == ("leaves", (0, 2))
    assert list(found.columns.values()) == [
        PERSON_ID,
        "kind",
        "started_on",
        "ended_on",
        "document_number",
        "document_date",
    ]
    assert headings(one, (0, 2))[4] == "คำสั่ง เลขที่"


def test_one_heading_over_three_columns_is_a_name_in_parts() -> None:
    head = ["เลขบัตร ปชช.", "ชื่อ-สกุล", None, None, "เพศ"]
    rows: list[Row] = [[person(n), "นาย", "ก", "ข", "ชาย"] for n in range(5)]
    one = guessed(sheet([head, *rows], "Sheet1", Merged(0, 1, 0, 3)))
    assert list(one.columns.values())[1:4] == ["title", "first_name", "last_name"]


def test_the_id_is_known_by_its_digits() -> None:
    rows: list[Row] = [[person(n), "ก ข", "ชาย", "1/1/2530"] for n in range(5)]
    one = guessed(sheet([["รหัส", "ชื่อ-สกุล", "เพศ", "วันเกิด"], *rows]))
    assert one.columns[0] == PERSON_ID
    assert "13 หลัก" in one.reasons[0].sentence


def test_a_list_s_words_tell_a_column_without_a_heading() -> None:
    head = ["เลขบัตร ปชช.", None, "ตั้งแต่วันที่", "ถึงวันที่", "จำนวนวันลา"]
    rows: list[Row] = [[person(n // 3), "ลาป่วย", "1/1/2560", "2/1/2560", 2.0] for n in range(9)]
    one = guessed(sheet([head, *rows], "การลา"))
    assert one.columns[1] == "kind"
    assert one.reasons[1].sure < 70


def test_a_heading_is_not_believed_over_what_stands_under_it() -> None:
    rows: list[Row] = [[person(n), "ก ข", "ชาย", "กองคลัง"] for n in range(5)]
    one = guessed(sheet([["เลขบัตร ปชช.", "ชื่อ-สกุล", "เพศ", "วันเกิด"], *rows]))
    assert one.columns.get(3) != "birth_date" or one.reasons[3].sure < 60


@pytest.mark.parametrize(
    "one",
    [
        sheet([]),
        sheet([["สรุปงบประมาณ"], ["รายได้", 5.0]]),
        Sheet("ซ่อน", ROSTER, hidden=True),
        sheet([["ชื่อ-สกุล", "เพศ", "วันเกิด"], ["ก ข", "ชาย", "1/1/2530"]]),
    ],
)
def test_a_sheet_without_people_or_out_of_sight_is_left_out(one: Sheet) -> None:
    assert guessed(one).section == ""


def test_a_group_of_columns_is_a_line_of_another_section() -> None:
    group = ["ตำแหน่งและเงินเดือนแรกบรรจุ", None, None, None]
    rows: list[Row] = [
        ["เลขบัตรประชาชน", "ชื่อ-สกุล", "วันเกิด", "ประเภทบุคลากร", *group],
        [None, None, None, None, "ตำแหน่ง", "อัตราเงินเดือน (บาท)", "วันที่มีผล", "ประเภทการเคลื่อนไหว"],
        *(
            (person(n), "นาย ก ข", "1/1/2530", "พนักงานจ้าง", "ครู", 15000.0, "1/1/2560", "บรรจุ")
            for n in range(5)
        ),
    ]
    one = guessed(sheet(rows, "กองการศึกษา", Merged(0, 4, 0, 7)))
    assert list(one.columns.values())[1:] == [
        FULL_NAME,
        "birth_date",
        "kind",
        "appointments.position",
        "appointments.salary",
        "appointments.effective_on",
        "appointments.movement",
    ]


def test_a_name_under_a_relative_is_not_the_owner_s() -> None:
    rows: list[Row] = [
        ["เลขบัตรประชาชน", "ชื่อ-สกุล", "วันเกิด", "ประเภทบุคลากร", "บิดา", None],
        [None, None, None, None, "ชื่อ", "นามสกุล"],
        *([person(n), "นาย ก ข", "1/1/2530", "พนักงานจ้าง", "ค", "ข"] for n in range(5)),
    ]
    one = guessed(sheet(rows, "Sheet1", Merged(0, 4, 0, 5)))
    assert one.columns == {0: PERSON_ID, 1: FULL_NAME, 2: "birth_date", 3: "kind"}
    assert [heading for _, heading in unmapped(sheet(rows), one)] == ["บิดา ชื่อ", "บิดา นามสกุล"]


def test_one_id_twice_by_mistake_is_still_a_roster() -> None:
    rows = [*ROSTER, ROSTER[-1]]
    assert guessed(sheet(rows)).section == "personal"


def test_reasons_that_were_handed_back_are_no_column() -> None:
    said = ["", "", REASON, *["เพราะ"] * (len(ROSTER) - 3)]
    rows: list[Row] = [[*row, text] for row, text in zip(ROSTER, said, strict=True)]
    one, again = guessed(sheet(ROSTER)), guessed(sheet(rows))
    assert one.columns == again.columns
    before = signature(Book("x", "xlsx", (sheet(ROSTER),)), Mapping_((one,)))
    assert fits(Mapping_((one,)), Book("x", "xlsx", (sheet(rows),)), before)


def test_a_whole_workbook_is_guessed_from_some_of_its_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[object] = []
    value_of = cells.value_of
    monkeypatch.setattr(
        cells,
        "value_of",
        lambda *given: read.append(given) or value_of(*given),  # type: ignore[func-returns-value]  # counted
    )
    pages = tuple(
        Sheet(
            own.name,
            [
                [column.label for column in own.columns],
                *([person(n)] * len(own.columns) for n in range(300)),
            ],
        )
        for own in layout()
    )
    found = guess(Book("x", "xlsx", pages), layout(), WORDS)
    assert [one.section for one in found.sheets] == [own.code for own in layout()]
    assert len(read) < 40 * sum(len(own.columns) for own in layout())
