"""Adding a line to a section of a card, or recording that there is none."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kp7.personnel.models import Appointment, Card, Education, NothingRecorded
from tests.cast import (
    Cast,
    add_card,
    add_complete,
    certified,
    signed_in,
)
from tests.web.recording import (
    DEGREE,
    LINE,
    card_url,
    get,
    line_in,
    page_of,
    post,
    said_of,
    statements,
)

MOST_STATEMENTS = 20


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_card(cast.recorder, 1)


def adding(card: Card, section: str = "appointments") -> str:
    """The address of the form."""
    return card_url(card, section, "add")


def test_a_line_is_added_and_stands_before_the_reader(recorder: Client, card: Card) -> None:
    answer = post(recorder, adding(card), LINE)
    line = Appointment.objects.get()
    assert answer.status_code == 302
    assert line_in(answer) == line.id
    assert (line.effective_on, line.salary, line.sequence) == (
        date(2010, 10, 1),
        Decimal("15060.00"),
        1,
    )
    assert (line.movement_label, line.level_label) == ("บรรจุและแต่งตั้ง", "วิชาการ ปฏิบัติการ")
    page = page_of(get(recorder, answer["Location"]))
    assert "บันทึกข้อมูลแล้ว" in page
    assert f'id="line-{line.id}"' in page


def test_a_degree_is_added_by_the_same_page(recorder: Client, card: Card) -> None:
    answer = post(recorder, adding(card, "education"), {**DEGREE, "highest": "on"})
    degree = Education.objects.get()
    assert answer.status_code == 302
    assert (degree.finished_year, degree.highest, degree.country) == (2003, True, "")


def test_a_new_line_offers_what_the_newest_says(recorder: Client, cast: Cast) -> None:
    page = page_of(get(recorder, adding(add_complete(cast.recorder, 2))))
    assert 'value="นักทรัพยากรบุคคล"' in page
    assert 'value="66-3-01-3102-002"' in page
    assert 'value="academic-practitioner" selected' in page
    assert 'value="15,060"' not in page
    assert page.count("autofocus") == 1


def test_the_order_of_the_last_line_is_offered_on_the_next_card_and_marked(
    recorder: Client, cast: Cast, card: Card
) -> None:
    assert "เอกสารอ้างอิงล่าสุด" not in page_of(get(recorder, adding(card)))
    post(recorder, adding(add_card(cast.recorder, 2)), {**LINE, "document_issuer": "อบต.ตัวอย่าง"})
    page = page_of(get(recorder, adding(card)))
    assert "ใช้เอกสารอ้างอิงล่าสุดที่ท่านบันทึกวันนี้" in page
    for value in ("12/2553", "อบต.ตัวอย่าง", "20/09/2553"):
        assert f'value="{value}"' in page
    assert 'value="order" selected' in page
    refused = page_of(post(recorder, adding(card), {**LINE, "salary": "ก"}))
    assert "เอกสารอ้างอิงล่าสุด" not in refused


def test_a_position_line_is_saved_in_twenty_statements(recorder: Client, card: Card) -> None:
    with statements() as taken:
        assert post(recorder, adding(card), LINE).status_code == 302
    assert len(taken) <= MOST_STATEMENTS, taken.captured_queries


def test_one_tick_brings_the_next_form(recorder: Client, card: Card) -> None:
    answer = post(recorder, adding(card), {**LINE, "more": "1"})
    assert answer["Location"] == f"{adding(card)}?said=saved&more=1"
    page = page_of(get(recorder, answer["Location"]))
    assert "บันทึกข้อมูลแล้ว" in page
    assert 'name="more" value="1" checked' in page


def test_a_second_line_of_a_day_goes_behind_the_first(recorder: Client, card: Card) -> None:
    post(recorder, adding(card), LINE)
    post(recorder, adding(card), {**LINE, "movement": "step_raise", "salary": "๑๕,๕๐๐"})
    assert list(Appointment.objects.values_list("sequence", "salary")) == [
        (1, Decimal("15060.00")),
        (2, Decimal("15500.00")),
    ]


def test_a_double_click_adds_one_line_and_says_so(recorder: Client, card: Card) -> None:
    assert post(recorder, adding(card), LINE).status_code == 302
    again = post(recorder, adding(card), LINE)
    assert again.status_code == 422
    assert "มีรายการนี้อยู่แล้วทุกช่องเหมือนกัน" in page_of(again)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("effective_on", "29/02/2550", "ไม่มีวันที่ 29/02/2550 ในปฏิทิน"),
        ("effective_on", "1/10/2010", "ดูเหมือนท่านกรอกปี ค.ศ."),
        ("effective_on", "", "กรุณากรอกข้อมูลในช่องนี้"),
        ("sequence", "สอง", "เลขจำนวนเต็ม"),
        ("salary", "หมื่นห้า", "จำนวนเงินต้องเป็นตัวเลข"),
        ("salary", "-5", "จำนวนเงินต้องไม่ติดลบ"),
        ("position", "ก" * 300, "ยาวเกินไป รับได้ไม่เกิน 200"),
        ("movement", "flown", "กรุณาเลือกใหม่"),
    ],
)
def test_what_cannot_be_stored_is_said_beside_its_field_and_stays(
    recorder: Client, card: Card, field: str, typed: str, sentence: str
) -> None:
    answer = post(recorder, adding(card), {**LINE, "division": "กองที่พิมพ์ไว้", field: typed})
    page = page_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert f'href="#id_{field}"' in page
    assert "กองที่พิมพ์ไว้" in page
    if field != "movement":
        assert typed in page
    assert not Appointment.objects.exists()


def test_the_same_number_in_a_day_is_refused(recorder: Client, card: Card) -> None:
    post(recorder, adding(card), LINE)
    again = post(recorder, adding(card), {**LINE, "sequence": "1", "salary": "16,000"})
    assert again.status_code == 422
    assert "วันนี้มีรายการลำดับที่นี้แล้ว" in page_of(again)


def test_script_in_every_field_stays_text(recorder: Client, card: Card) -> None:
    script = "<script>alert(1)</script>"
    for name in LINE:
        raw = recorder.post(adding(card), {**LINE, name: script}).content.decode()
        assert script not in raw
    assert recorder.get(card_url(card, "appointments")).content.decode().count(script) == 0


def test_a_sealed_register_keeps_what_was_typed(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 2)
    certified(cast.certifier)
    assert "บันทึก</button>" not in page_of(get(recorder, adding(card)))
    answer = post(recorder, adding(card), {**LINE, "position": "พิมพ์ไว้แล้ว"})
    assert answer.status_code == 423
    assert "พิมพ์ไว้แล้ว" in page_of(answer)
    assert "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้" in said_of(answer)
    assert Appointment.objects.count() == 1


def test_personal_data_are_not_added_to(recorder: Client, card: Card) -> None:
    assert get(recorder, adding(card, "personal")).status_code == 404


def test_others_add_nothing(client: Client, cast: Cast, card: Card) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert post(signed_in(client, actor), adding(card), LINE).status_code == 403
    assert post(signed_in(client, cast.recorder_next_door), adding(card), LINE).status_code == 404
    assert not Appointment.objects.exists()


def test_nothing_is_recorded_and_taken_back(recorder: Client, card: Card) -> None:
    section = card_url(card, "education")
    assert "บันทึก “ไม่มี”" in page_of(get(recorder, section))
    answer = post(recorder, f"{section}nothing/", {})
    assert answer["Location"] == f"{section}?said=nothing"
    assert NothingRecorded.objects.get().section == "education"
    page = page_of(get(recorder, answer["Location"]))
    assert "ตรวจแล้วไม่มีข้อมูลในหมวดนี้" in page
    post(recorder, f"{section}nothing/", {})
    assert NothingRecorded.objects.count() == 1
    post(recorder, f"{section}nothing/withdraw/", {})
    assert not NothingRecorded.objects.exists()


def test_a_line_ends_a_recorded_nothing(recorder: Client, card: Card) -> None:
    post(recorder, card_url(card, "education", "nothing"), {})
    post(recorder, adding(card, "education"), DEGREE)
    assert not NothingRecorded.objects.exists()
    refused = post(recorder, card_url(card, "education", "nothing"), {})
    assert refused.status_code == 422
    assert "มีรายการอยู่แล้ว" in page_of(refused)


def test_positions_cannot_be_nothing(recorder: Client, card: Card) -> None:
    assert "บันทึก “ไม่มี”" not in page_of(get(recorder, card_url(card, "appointments")))
    assert post(recorder, card_url(card, "appointments", "nothing"), {}).status_code == 422
