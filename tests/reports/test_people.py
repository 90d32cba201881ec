"""What Excel is given: text as text, days as days shown in พ.ศ., no formula from what was typed."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line
from kp7.personnel.queries import Filter
from kp7.personnel.sections import APPOINTMENTS, PERSONAL
from kp7.reports.people import headings, table_of
from kp7.reports.sheets import workbook
from kp7.thai.calendar import PartialDate
from kp7.thai.excel import DAY
from tests.cast import FIRST_LINE, OWN, Cast, add_card, add_complete, national_id

Row = dict[str, object]


def written() -> bytes:
    """The workbook of everybody."""
    people = queries.everybody(OWN, Filter())
    with workbook([table_of(people)], title="บุคลากร") as file:
        return file.read()


def rows(content: bytes) -> list[Row]:
    """What the workbook says, by heading."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    heading, *lines = sheet.to_python(skip_empty_area=False)
    return [dict(zip(map(str, heading), line, strict=True)) for line in lines]


def part(content: bytes, name: str) -> str:
    """One of the files that a workbook is made of."""
    return zipfile.ZipFile(BytesIO(content)).read(name).decode()


def test_the_headings_are_the_card_s(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    (row,) = rows(written())
    assert list(row) == headings()
    for column in PERSONAL.fields():
        assert column.verbose_name in row
    assert "อัตราเงินเดือน (บาท) (ล่าสุด)" in row


def test_ids_and_numbers_of_positions_are_text(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    (row,) = rows(written())
    assert row["เลขประจำตัวประชาชน"] == national_id(1)
    assert row["เลขที่ตำแหน่ง (ล่าสุด)"] == "66-3-01-3102-001"


def test_days_are_days_shown_in_the_buddhist_era(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    content = written()
    (row,) = rows(content)
    day = row["วันสั่งบรรจุ"]
    assert isinstance(day, (date, datetime))
    assert (day.year, day.month, day.day) == (2010, 10, 1)
    assert DAY in part(content, "xl/styles.xml")


def test_a_day_known_in_part_or_before_excel_s_time_is_text(cast: Cast) -> None:
    add_complete(cast.recorder, 1, birth_date=PartialDate(1960, 3))
    add_complete(cast.recorder, 2, birth_date=PartialDate(1899, 12, 31))
    assert [row["วันเดือนปีเกิด"] for row in rows(written())] == ["03/2503", "31 ธ.ค. 2442"]


def test_money_is_a_number_and_codes_are_words(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    (row,) = rows(written())
    assert row["อัตราเงินเดือน (บาท) (ล่าสุด)"] == 15060
    assert row["ประเภทบุคลากร"] == "พนักงานส่วนตำบล"
    assert row["เพศ"] == "ชาย"
    assert row["ประเภท/ระดับ (ล่าสุด)"] == "วิชาการ ปฏิบัติการ"


@pytest.mark.parametrize("typed", ["=1+1", "+66", "-5", "@SUM(A1)", "https://example.com"])
def test_nothing_typed_becomes_a_formula_or_a_link(cast: Cast, typed: str) -> None:
    card = add_card(cast.recorder, 1, first_name=typed)
    add_line(
        by=cast.recorder,
        card=card,
        section=APPOINTMENTS,
        values={**FIRST_LINE, "position": typed},
    )
    content = written()
    (row,) = rows(content)
    assert row["ชื่อ"] == typed
    assert row["ตำแหน่ง (ล่าสุด)"] == typed
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_card_without_a_position_has_empty_cells(cast: Cast) -> None:
    add_card(cast.recorder, 1)
    (row,) = rows(written())
    assert row["ตำแหน่ง (ล่าสุด)"] == ""
    assert row["ความครบถ้วน"] == "ยังไม่ครบ"
    assert row["จำนวนที่ต้องแก้ไข"] == 2


def test_nobody_is_a_heading_alone(cast: Cast) -> None:  # noqa: ARG001  the register is empty
    assert rows(written()) == []


def test_the_heading_stays_in_sight(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    assert 'state="frozen"' in part(written(), "xl/worksheets/sheet1.xml")
