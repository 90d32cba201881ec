"""A register taken out as a workbook: a sheet a section, every line, nothing ever a formula."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models.expressions import RawSQL
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import DjangoAssertNumQueries

from kp7.intake.actions.exporting import EVERYBODY, blank_form, export_register
from kp7.intake.columns import LISTS
from kp7.intake.layout import sheets
from kp7.intake.writing import HOW
from kp7.ledger.queries import looks_at
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import Gone
from kp7.personnel.actions.lines import add_line, record_nothing
from kp7.personnel.models import Appointment, Card
from kp7.personnel.queries import Filter
from kp7.personnel.sections import (
    APPOINTMENTS,
    DISCIPLINE,
    EDUCATION,
    HEIRS,
    LEAVES,
    PARENTS,
    PRIVATE,
    SKILLS,
)
from kp7.personnel.terms import Presence
from kp7.thai.calendar import PartialDate
from tests.cast import FIRST_LINE, OWN, SYSTEM, Cast, add_card, add_complete, national_id
from tests.intake.workbooks import opened, parts, read, rows_of
from tests.lines import add_other_lines

pytestmark = pytest.mark.slow  # whole workbooks, written and read back

HOSTILE = (
    *("=cmd|' /C calc'!A0", "+66", "-5", "@SUM(A1)", "\tแท็บ"),
    *("<r><t>x</t></r>", "_x0041_", "https://example.com"),
)


def exported(by: Actor, wanted: Filter | None = None) -> bytes:
    """The workbook of the register of OWN, as `by` gets it."""
    return read(export_register(by=by, register_id=OWN, wanted=wanted or EVERYBODY))


def whole(cast: Cast) -> Card:
    """A card with a line of each section."""
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    return card


def columns(sheet: Worksheet) -> dict[object, str]:
    """The letter of each column by its heading."""
    return {cell.value: cell.coordinate.rstrip("1") for cell in sheet[1]}


def test_every_sheet_has_the_lines_of_its_section(cast: Cast) -> None:
    whole(cast)
    found = rows_of(exported(cast.certifier))
    for sheet in sheets():
        if sheet.code != "nothing":
            assert len(found[sheet.name]) == 1, sheet.name
    assert next(iter(found)) == HOW
    assert list(found)[-1] == LISTS


def test_every_row_says_whose_it_is(cast: Cast) -> None:
    card = whole(cast)
    found = rows_of(exported(cast.certifier))
    for sheet in sheets():
        for row in found[sheet.name]:
            assert row["เลขประจำตัวประชาชน"] == national_id(1)
            assert row["ชื่อ-สกุล"] == "นายตัวอย่าง ทดสอบ"
    assert found["ข้อมูลส่วนตัว"][0]["รหัสรายการ"] == str(card.id)


def test_cells_are_what_their_columns_are(cast: Cast) -> None:
    whole(cast)
    found = rows_of(exported(cast.certifier))
    (line,) = found["ตำแหน่งและอัตราเงินเดือน"]
    assert line["วันที่มีผล"] == date(2010, 10, 1)
    assert line["ประเภทการเคลื่อนไหว"] == "บรรจุและแต่งตั้ง"
    assert line["เลขที่ตำแหน่ง"] == "66-3-01-3102-001"
    assert line["อัตราเงินเดือน (บาท)"] == 15060
    (degree,) = found["การศึกษา"]
    assert degree["ปีที่จบ (พ.ศ.)"] == 2546
    assert degree["วุฒิสูงสุด"] == "ไม่ใช่"
    (evaluation,) = found["ผลการประเมิน"]
    assert str(evaluation["ครั้งที่"]).startswith("ครั้งที่ 1 ")
    assert evaluation["คะแนน (ร้อยละ)"] == 88.5
    (address,) = found["ที่อยู่"]
    assert address["หมู่ที่"] == "4"
    assert address["รหัสไปรษณีย์"] == "83000"


def test_days_before_excel_s_time_and_parts_of_days_are_text(cast: Cast) -> None:
    card = add_card(cast.recorder, 1, birth_date=PartialDate(1960, 3))
    for relation, born in (("father", PartialDate(1899, 12, 31)), ("mother", PartialDate(1901))):
        values = {"relation": relation, "first_name": "ตัวอย่าง", "birth_date": born}
        add_line(by=cast.recorder, card=card, section=PARENTS, values=values)
    found = rows_of(exported(cast.recorder))
    assert found["ข้อมูลส่วนตัว"][0]["วันเดือนปีเกิด"] == "03/2503"
    assert [row["วันเดือนปีเกิด"] for row in found["บิดามารดา"]] == ["31/12/2442", "2444"]


def test_whole_days_are_days_shown_in_the_buddhist_era(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    sheet = opened(exported(cast.recorder))["ข้อมูลส่วนตัว"]
    cell = sheet[f"{columns(sheet)['วันสั่งบรรจุ']}2"]
    assert str(cell.value) == "2010-10-01 00:00:00"
    assert cell.number_format == "[$-107041E]d mmm yyyy"


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_becomes_a_formula_a_link_or_markup(cast: Cast, typed: str) -> None:
    card = add_card(cast.recorder, 1)
    add_line(by=cast.recorder, card=card, section=SKILLS, values={"skill": typed})
    content = exported(cast.recorder)
    (row,) = rows_of(content)["ความสามารถพิเศษ"]
    assert str(row["ความสามารถพิเศษ"]).strip() == typed.strip()
    for sheet in opened(content):
        for cells in sheet.iter_rows():
            assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert not [name for name, said in parts(content).items() if "<f>" in said]


def test_a_code_whose_label_has_moved_on_says_label_and_code(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    with transaction.atomic():
        act_for(SYSTEM)
        Appointment.objects.filter(person_id=card.person_id).update(movement_label="บรรจุ (เดิม)")
    (row,) = rows_of(exported(cast.recorder))["ตำแหน่งและอัตราเงินเดือน"]
    assert row["ประเภทการเคลื่อนไหว"] == "บรรจุ (เดิม) [first_appointment]"


def test_a_salary_that_is_no_amount_is_text(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    with transaction.atomic():
        act_for(SYSTEM)
        Appointment.objects.filter(person_id=card.person_id).update(
            salary=RawSQL("%s::numeric", ["NaN"])
        )
    (row,) = rows_of(exported(cast.recorder))["ตำแหน่งและอัตราเงินเดือน"]
    assert row["อัตราเงินเดือน (บาท)"] == "NaN"


def test_nothing_that_was_recorded_is_a_row(cast: Cast) -> None:
    card = add_card(cast.certifier, 1)
    record_nothing(by=cast.certifier, card=card, section=HEIRS)
    (row,) = rows_of(exported(cast.certifier))["บันทึกว่าไม่มี"]
    assert row["หมวดที่ไม่มีข้อมูล"] == "ทายาท"


def test_people_stand_as_on_their_list_and_lines_as_on_the_card(cast: Cast) -> None:
    for number, name in ((1, "อรุณ"), (2, "เกษม"), (3, "กมล")):
        card = add_card(cast.recorder, number, first_name=name)
        for year in (2012, 2009, 2011):
            line = {**FIRST_LINE, "effective_on": date(year, 1, 1), "position_number": ""}
            add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=line)
    found = rows_of(exported(cast.recorder))
    assert [row["ชื่อ"] for row in found["ข้อมูลส่วนตัว"]] == ["กมล", "เกษม", "อรุณ"]
    years = [row["วันที่มีผล"] for row in found["ตำแหน่งและอัตราเงินเดือน"]]
    assert years == [date(year, 1, 1) for year in (2009, 2011, 2012)] * 3


def test_a_filter_chooses_who_is_in_it(cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย")
    add_card(cast.recorder, 2, first_name="กมล")
    for wanted, who in (
        (Filter(searched="สมชาย"), "สมชาย"),
        (Filter(complete=False), "กมล"),
        (Filter(complete=True), "สมชาย"),
    ):
        found = rows_of(exported(cast.recorder, wanted))
        assert [row["ชื่อ"] for row in found["ข้อมูลส่วนตัว"]] == [who]
    assert not rows_of(exported(cast.recorder, Filter(presence=Presence.ENDED)))["ข้อมูลส่วนตัว"]


def test_what_takes_a_right_of_its_own_is_left_out_without_it(cast: Cast) -> None:
    card = whole(cast)
    sick = {"kind": "sick", "started_on": date(2025, 5, 1), "ended_on": date(2025, 5, 1), "days": 1}
    add_line(by=cast.certifier, card=card, section=LEAVES, values=sick)
    seen, unseen = (rows_of(exported(by)) for by in (cast.certifier, cast.recorder))
    for section in (PRIVATE, DISCIPLINE):
        assert section.label in seen
        assert section.label not in unseen
    assert [row["ประเภทการลา"] for row in seen[LEAVES.label]] == ["ลาพักผ่อน", "ลาป่วย"]
    assert [row["ประเภทการลา"] for row in unseen[LEAVES.label]] == ["ลาพักผ่อน"]
    assert "การได้รับโทษทางวินัย" not in str(unseen[HOW])


def test_a_look_from_outside_is_kept_of_everybody_in_it(cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    exported(cast.recorder)
    assert not _lookers(card)
    exported(cast.province)
    assert _lookers(card) == ["export"]


def _lookers(card: Card) -> list[str]:
    return [look.what for look in looks_at(card.register_id).filter(person_id=card.person_id)]


def test_who_may_not_read_there_exports_nothing(cast: Cast) -> None:
    add_card(cast.recorder, 1)
    for by in (cast.recorder_next_door, cast.other_province):
        with pytest.raises(Gone):
            export_register(by=by, register_id=OWN)
        with pytest.raises(Gone):
            blank_form(by=by, register_id=OWN)


def book(cast: Cast) -> Workbook:
    """The blank form as the certifier gets it."""
    return opened(read(blank_form(by=cast.certifier, register_id=OWN)))


def test_a_blank_form_has_the_same_sheets_and_no_row(cast: Cast) -> None:
    whole(cast)
    form = book(cast)
    full = opened(exported(cast.certifier))
    assert form.sheetnames == full.sheetnames
    for sheet in sheets():
        assert [c.value for c in form[sheet.name][1]] == [c.value for c in full[sheet.name][1]]
        assert form[sheet.name].max_row == 1
    assert form[LISTS].sheet_state == "hidden"


def test_headings_are_locked_and_cells_are_not(cast: Cast) -> None:
    whole(cast)
    for content in (exported(cast.certifier), read(blank_form(by=cast.certifier, register_id=OWN))):
        made = opened(content)
        for one in sheets():
            sheet = made[one.name]
            assert sheet.protection.sheet
            assert sheet.protection.password is None
            assert not sheet.protection.sort  # openpyxl: what is not forbidden
            assert sheet.freeze_panes == "D2"
            assert sheet.auto_filter.ref
            assert sheet["A1"].protection.locked
            assert not sheet.column_dimensions["B"].protection.locked
            assert sheet.sheet_format.defaultRowHeight == 24
            for cell in sheet[2] if sheet.max_row > 1 else ():
                assert not cell.protection.locked or cell.value is None


def test_five_hundred_rows_are_ready_with_their_lists_and_checks(cast: Cast) -> None:
    sheet = book(cast)["ตำแหน่งและอัตราเงินเดือน"]
    letters = columns(sheet)
    checks = {
        str(one.sqref).partition("2:")[0]: one for one in sheet.data_validations.dataValidation
    }
    movement = checks[letters["ประเภทการเคลื่อนไหว"]]
    assert (movement.type, movement.formula1) == ("list", "kp7_movements")
    assert str(movement.sqref).endswith("501")
    assert checks[letters["อัตราเงินเดือน (บาท)"]].type == "decimal"
    assert checks[letters["วันที่มีผล"]].type == "custom"
    assert "SUMPRODUCT" in checks["B"].formula1
    assert checks["A"].formula1 == "FALSE"
    assert "พ.ศ." in (checks[letters["วันที่มีผล"]].prompt or "")


def test_lists_hold_what_the_tables_offer_today_as_named_here(cast: Cast) -> None:
    form = book(cast)
    kinds = form.defined_names["kp7_kinds"].attr_text
    words = [row[0].value for row in form[LISTS][kinds.partition("!")[2].replace("$", "")]]
    assert "พนักงานส่วนตำบล" in words
    assert "พนักงานเทศบาล" not in words
    halves = form.defined_names["kp7_evaluations_half"].attr_text
    assert halves.endswith("$2")


def test_no_check_of_excel_is_longer_than_it_takes(cast: Cast) -> None:
    for sheet in book(cast):
        for check in sheet.data_validations.dataValidation:
            assert len(check.formula1 or "") <= 255
            assert len(check.error or "") <= 255
            assert len(check.prompt or "") <= 255
            assert len(check.promptTitle or "") <= 32


def test_notes_stand_beside_headings(cast: Cast) -> None:
    sheet = book(cast)["ตำแหน่งและอัตราเงินเดือน"]
    cell = sheet[f"{columns(sheet)['เลขที่ตำแหน่ง']}1"]
    assert cell.comment is not None
    assert "พนักงานจ้างไม่มีเลขที่ตำแหน่ง" in cell.comment.text


def test_the_statements_do_not_grow_with_the_people(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 6):
        add_card(cast.recorder, number)
    with django_assert_max_num_queries(12):
        exported(cast.recorder)


def test_the_first_sheet_says_how_to_fill_the_others(cast: Cast) -> None:
    said = str([cell.value for (cell,) in book(cast)[HOW].iter_rows(max_col=1)])
    assert "แบบฟอร์ม" in said
    assert "รหัสรายการ" in said
    assert EDUCATION.label in said
