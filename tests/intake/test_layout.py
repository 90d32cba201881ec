"""The workbook's sheets follow the sections: each column of each, by the class of its field."""

import pytest

from kp7.intake import layout
from kp7.intake.columns import LINE_ID, PERSON_ID, PERSON_NAME
from kp7.personnel.fields import StoredFileField
from kp7.personnel.sections import SECTIONS, section_of
from kp7.personnel.terms import CodeTable

FILES_APART = {"photographs", "documents"}


def test_every_section_whose_lines_stand_without_a_file_has_a_sheet() -> None:
    named = [sheet.code for sheet in layout.sheets()]
    sections = [section.code for section in SECTIONS if section.code not in FILES_APART]
    assert named == [*sections, "services", "nothing"]


def test_every_column_that_a_clerk_fills_is_in_its_sheet() -> None:
    for sheet in layout.sheets():
        section = section_of(sheet.code)
        if section is None:
            continue
        held = [layout.column_name(column.key) for column in sheet.columns[3:]]
        fields = [f.name for f in section.fields() if not isinstance(f, StoredFileField)]
        assert held == fields, sheet.code


def test_every_sheet_begins_with_whose_line_it_is() -> None:
    for sheet in layout.sheets():
        assert [column.key for column in sheet.columns[:3]] == [LINE_ID, PERSON_ID, PERSON_NAME]


def test_no_sheet_has_two_columns_of_one_name_or_key() -> None:
    for sheet in layout.sheets():
        for told in ("key", "label"):
            each = [getattr(column, told) for column in sheet.columns]
            assert len(each) == len(set(each)), sheet.code


def test_excel_takes_the_names_of_all_sheets() -> None:
    names = [sheet.name for sheet in layout.sheets()]
    assert len(names) == len(set(names))
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("การศึกษา", "การศึกษา"),
        ("ก/ข: [ค]", "ก-ข- -ค-"),
        ("ก" * 31, "ก" * 31),
        ("ก" * 40, "ก" * 31),
        ("ก" * 30 + "กิข", "ก" * 30),
        ("ก" * 29 + "กี่ข", "ก" * 29),
    ],
)
def test_a_long_name_is_cut_between_letters(label: str, name: str) -> None:
    assert layout.sheet_name(label) == name


def test_a_relative_s_national_id_is_not_taken_for_the_person_s() -> None:
    parents = layout.layout().sheet("parents")
    assert parents is not None
    column = parents.column("parents.national_id")
    assert column is not None
    assert column.label == "เลขประจำตัวประชาชน (บิดามารดา)"
    assert layout.column_name(column.key) == "national_id"


@pytest.mark.parametrize(
    ("sheet", "key", "kind"),
    [
        ("personal", "birth_date", "partial"),
        ("personal", "title", "suggested"),
        ("personal", "sex", "choice"),
        ("appointments", "salary", "money"),
        ("appointments", "effective_on", "day"),
        ("appointments", "sequence", "count"),
        ("appointments", "movement", "code"),
        ("education", "finished_year", "year"),
        ("education", "highest", "bool"),
        ("leaves", "days", "number"),
        ("addresses", "postcode", "postcode"),
        ("addresses", "moo", "text"),
        ("services", "ended_by", "code"),
        ("nothing", "section", "choice"),
    ],
)
def test_a_column_is_what_its_field_is(sheet: str, key: str, kind: str) -> None:
    found = layout.layout().sheet(sheet)
    assert found is not None
    column = found.column(key)
    assert column is not None
    assert column.kind == kind


def test_a_code_names_its_table_and_a_choice_its_words() -> None:
    found = {sheet.code: sheet for sheet in layout.sheets()}
    movement = found["appointments"].column("movement")
    half = found["evaluations"].column("half")
    nothing = found["nothing"].column("section")
    assert movement is not None
    assert half is not None
    assert nothing is not None
    assert movement.table is CodeTable.MOVEMENTS
    assert [code for code, _ in half.choices] == ["1", "2"]
    assert ("education", "การศึกษา") in nothing.choices


def test_what_takes_a_right_of_its_own_says_so() -> None:
    assert {sheet.code for sheet in layout.sheets() if sheet.sensitive} == {"private", "discipline"}
