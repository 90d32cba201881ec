"""DPIS's rules of item 13, one by one (domain.md §1.2)."""

from datetime import date
from decimal import Decimal

import pytest

from kp7.personnel.record import Line, Record
from kp7.printing.cards.item13 import Entry, entries
from tests.personnel.records import record
from tests.printing.examples import appointment

DAY, TEXT, NUMBER, LEVEL, PAY, PAPER = range(6)


def printed(*lines: Line) -> list[Entry]:
    of: Record = record(appointments=lines)
    return list(entries(of))


def said(line: Line, column: int) -> str:
    (entry,) = printed(line)
    return entry.said[column]


def test_lines_stand_by_day() -> None:
    late = appointment(effective_on=date(2012, 4, 1), document_number="2/2555")
    early = appointment(effective_on=date(2011, 4, 1), document_number="1/2554")
    assert [one.said[DAY] for one in printed(late, early)] == ["1 เม.ย. 2554", "1 เม.ย. 2555"]


def test_of_one_day_the_lower_salary_stands_first() -> None:
    higher = appointment("step_raise", salary=Decimal(16000), document_number="1/2554")
    lower = appointment("scale_adjusted", salary=Decimal(15500), document_number="2/2554")
    assert [one.said[PAY] for one in printed(higher, lower)] == ["15,500", "16,000"]


def test_of_one_day_and_one_salary_the_clerks_order_stands() -> None:
    second = appointment(sequence=2, document_number="2/2554")
    first = appointment(sequence=1, document_number="1/2554")
    assert [one.ids for one in printed(second, first)] == [(first.id,), (second.id,)]


def test_what_one_order_says_of_position_and_salary_is_printed_once() -> None:
    promoted = appointment("promoted", salary=None)
    raised = appointment("step_raise", salary=Decimal(18000), position="", level="")
    (entry,) = printed(promoted, raised)
    assert set(entry.ids) == {promoted.id, raised.id}
    assert entry.said[PAY] == "18,000"
    assert entry.said[LEVEL] == "ปฏิบัติการ"
    assert "เลื่อนระดับ" in entry.said[TEXT]
    assert "เลื่อนเงินเดือน" in entry.said[TEXT]


@pytest.mark.parametrize(
    "different",
    [
        {"document_number": "13/2553"},
        {"document_date": date(2010, 9, 21)},
        {"document_issuer": "อบต.อื่น"},
        {"effective_on": date(2010, 10, 2)},
        {"position": "นักวิชาการศึกษา"},
        {"document_number": ""},
    ],
)
def test_what_different_orders_say_is_not_merged(different: dict[str, str | date]) -> None:
    both = (appointment("promoted"), appointment("step_raise", **different))
    assert len(printed(*both)) == 2


def test_two_raises_by_one_order_are_two_entries() -> None:
    assert len(printed(appointment("step_raise"), appointment("degree_adjusted"))) == 2


@pytest.mark.parametrize(
    ("movement", "words"),
    [
        ("scale_adjusted", "ปรับอัตราเงินเดือน"),
        ("degree_adjusted", "ปรับอัตราเงินเดือน"),
        ("step_raise", "เลื่อนเงินเดือน"),
        ("no_raise", "ไม่ได้เลื่อนเงินเดือน"),
        ("full_step", "เต็มขั้น"),
        ("step_cut", "ลดขั้นเงินเดือน"),
        ("position_revised", "ปรับปรุงการกำหนดตำแหน่ง"),
        ("probation_passed", "พ้นจากการทดลองปฏิบัติหน้าที่ราชการ"),
    ],
)
def test_movements_are_said_in_the_words_of_paper(movement: str, words: str) -> None:
    assert said(appointment(movement), TEXT).endswith(f"({words})")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("10.5", "ครึ่งขั้น"),
        ("11", "หนึ่งขั้น"),
        ("11.5", "หนึ่งขั้นครึ่ง"),
        ("12", "สองขั้น"),
        ("15", "ขั้น 15"),
    ],
)
def test_a_raise_says_its_steps_under_the_amount(step: str, words: str) -> None:
    before = appointment(effective_on=date(2010, 4, 1), step="10")
    raised = appointment("step_raise", step=step, salary=Decimal(16000))
    assert printed(before, raised)[1].said[PAY] == f"16,000\n{words}"


def test_steps_of_different_levels_are_not_compared() -> None:
    before = appointment(effective_on=date(2010, 4, 1), step="10", level="general-operational")
    assert printed(before, appointment("step_raise", step="11"))[1].said[PAY].endswith("ขั้น 11")


def test_a_raise_in_the_same_position_does_not_repeat_it() -> None:
    first, raised = printed(appointment(effective_on=date(2010, 4, 1)), appointment("step_raise"))
    assert "นักทรัพยากรบุคคล" in first.said[TEXT]
    assert raised.said[TEXT] == "เลื่อนเงินเดือน"
    assert raised.said[NUMBER] == "66-3-01-3102-001"


def test_a_raise_in_another_position_says_it() -> None:
    before = appointment(effective_on=date(2010, 4, 1), position="นักวิชาการศึกษา")
    assert "นักทรัพยากรบุคคล" in printed(before, appointment("step_raise"))[1].said[TEXT]


@pytest.mark.parametrize("movement", ["acting_post", "acting_for"])
def test_acting_says_for_whom_and_in_which_order(movement: str) -> None:
    line = appointment(movement, position="ผู้อำนวยการกองคลัง", acting_order="2")
    label = {"acting_post": "รักษาการในตำแหน่ง", "acting_for": "รักษาราชการแทน"}[movement]
    assert said(line, TEXT).startswith(f"{label} ผู้อำนวยการกองคลัง (ลำดับที่ 2)")


def test_a_secondment_says_until_when() -> None:
    line = appointment("seconded", ends_on=date(2011, 3, 31))
    assert "ถึง 31 มี.ค. 2554" in said(line, TEXT)


def test_a_correction_quotes_the_order_that_it_is_about() -> None:
    line = appointment("order_corrected", amends_number="5/2552", amends_date=date(2009, 5, 1))
    assert "แก้ไขคำสั่งที่ 5/2552 ลว. 1 พ.ค. 52" in said(line, TEXT)


def test_a_position_in_charge_stands_before_its_line_of_work() -> None:
    line = appointment(administrative_position="ผู้อำนวยการกองคลัง", position="นักบริหารงานการคลัง")
    assert said(line, TEXT).startswith("ผู้อำนวยการกองคลัง (นักบริหารงานการคลัง)")


def test_a_contract_and_an_allowance_are_said() -> None:
    line = appointment(contract_number="7/2560", position_allowance=Decimal(3500))
    assert "สัญญาจ้างเลขที่ 7/2560" in said(line, TEXT)
    assert "เงินประจำตำแหน่ง 3,500 บาท" in said(line, TEXT)


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (Decimal("15060.00"), "15,060"),
        (Decimal("1234567.00"), "1,234,567"),
        (None, ""),
        (Decimal(0), "0"),
    ],
)
def test_a_salary_has_its_thousands_apart_and_no_decimals(
    salary: Decimal | None, words: str
) -> None:
    assert said(appointment(salary=salary), PAY) == words


def test_satang_are_not_dropped() -> None:
    assert said(appointment(salary=Decimal("9000.50")), PAY) == "9,000.50"


@pytest.mark.parametrize(
    ("kind", "issuer", "number", "words"),
    [
        ("คำสั่ง", "อบต.ตัวอย่าง", "1/2554", "คำสั่ง อบต.ตัวอย่าง\nที่ 1/2554 ลว. 20 ก.ย. 53"),
        ("", "อบต.ตัวอย่าง", "1/2554", "คำสั่ง อบต.ตัวอย่าง\nที่ 1/2554 ลว. 20 ก.ย. 53"),
        ("", "", "1/2554", "คำสั่ง\nที่ 1/2554 ลว. 20 ก.ย. 53"),
        ("", "", "คำสั่ง อบต. ที่ 1/2554", "คำสั่ง อบต. ที่ 1/2554 ลว. 20 ก.ย. 53"),
        ("", "", "บันทึกข้อความ ที่ 1", "บันทึกข้อความ ที่ 1 ลว. 20 ก.ย. 53"),
        ("", "", "หนังสือ ที่ มท 1", "หนังสือ ที่ มท 1 ลว. 20 ก.ย. 53"),
        ("ประกาศ", "อบต.ตัวอย่าง", "3", "ประกาศ อบต.ตัวอย่าง\nที่ 3 ลว. 20 ก.ย. 53"),
    ],
)
def test_a_reference_is_an_order_unless_it_says_otherwise(
    kind: str, issuer: str, number: str, words: str
) -> None:
    line = appointment(document_kind_label=kind, document_issuer=issuer, document_number=number)
    assert said(line, PAPER) == words


def test_a_reference_ends_with_the_resolution() -> None:
    line = appointment(resolution="มติ ก.อบต.จังหวัด ครั้งที่ 3/2553")
    assert said(line, PAPER).endswith("\nมติ ก.อบต.จังหวัด ครั้งที่ 3/2553")


def test_a_line_without_paper_has_no_reference() -> None:
    bare = appointment(
        document_kind_label="", document_issuer="", document_number="", document_date=None
    )
    assert said(bare, PAPER) == ""


def test_every_line_of_the_record_is_in_one_entry() -> None:
    lines = [appointment("promoted"), appointment("step_raise"), appointment("moved", sequence=3)]
    ids = [one for entry in printed(*lines) for one in entry.ids]
    assert sorted(ids) == sorted(line.id for line in lines)


def test_an_empty_career_prints_nothing() -> None:
    assert printed() == []
