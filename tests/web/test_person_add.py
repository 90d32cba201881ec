"""Adding somebody to one's own register."""

import re
from datetime import date

import pytest
from django.test import Client

from kp7.ledger.models import Look
from kp7.personnel.actions import people as people_actions
from kp7.personnel.models import Card, Service
from kp7.thai.calendar import PartialDate
from tests.cast import (
    NEXT_DOOR,
    OWN,
    Cast,
    add_card,
    add_complete,
    certified,
    national_id,
    signed_in,
)
from tests.web.recording import DEGREE, LINE, PERSON, get, page_of, post, said_of

ADD = "/people/add/"


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def somebody(number: int = 1, **typed: str) -> dict[str, str]:
    """What is typed of somebody new."""
    return {**PERSON, "national_id": national_id(number), **typed}


def test_somebody_is_added_and_the_positions_come_next(recorder: Client) -> None:
    answer = post(recorder, ADD, somebody())
    card = Card.objects.get(register_id=OWN)
    assert answer.status_code == 302
    where = f"/people/{card.id}/appointments/add/"
    assert answer["Location"] == f"{where}?said=person-added&first=1"
    assert card.kind_label == "พนักงานส่วนตำบล"
    assert Service.objects.get(person=card.person).started_on == date(2010, 10, 1)
    page = page_of(get(recorder, answer["Location"]))
    assert "เพิ่มบุคลากรแล้ว" in page
    assert 'value="01/10/2553"' in page
    assert 'value="first_appointment" selected' in page
    assert 'name="first" value="1"' in page


def test_somebody_new_is_whole_after_three_forms(recorder: Client) -> None:
    address = post(recorder, ADD, somebody())["Location"]
    position = post(recorder, address, {**LINE, "first": "1"})["Location"]
    card = Card.objects.get()
    assert position == f"/people/{card.id}/education/add/?said=saved&first=1"
    assert 'name="highest" id="id_highest" checked' in page_of(get(recorder, position))
    done = post(recorder, position, {**DEGREE, "first": "1"})["Location"]
    assert done.startswith(f"/people/{card.id}/education/?said=saved#line-")
    assert "ครบถ้วน" in said_of(get(recorder, done))


def test_fields_stand_under_headings(recorder: Client) -> None:
    page = page_of(get(recorder, ADD))
    legends = re.findall(r"<legend>([^<]*)</legend>", page)
    assert legends == ["ชื่อและเลขประจำตัว", "ข้อมูลบุคคล", "การรับราชการ"]


def test_the_first_day_here_may_be_later_than_the_first_day_in_service(recorder: Client) -> None:
    post(recorder, ADD, somebody(started_on="๑ เม.ย. ๒๕๖๕"))
    assert Service.objects.get().started_on == date(2022, 4, 1)


def test_without_any_first_day_somebody_is_not_added(recorder: Client) -> None:
    answer = post(recorder, ADD, somebody(service_started_on=""))
    assert answer.status_code == 422
    assert "อย่างใดอย่างหนึ่ง" in page_of(answer)
    assert not Card.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("national_id", "1234567890123", "เลขหลักสุดท้ายไม่ตรง"),
        ("national_id", "12345", "13 หลัก"),
        ("first_name", "ก" * 300, "ยาวเกินไป รับได้ไม่เกิน 100"),
        ("birth_date", "29/02/2550", "ไม่มีวันที่ 29/02/2550 ในปฏิทิน"),
        ("birth_date", "05/03/1987", "ดูเหมือนท่านกรอกปี ค.ศ."),
        ("service_started_on", "31/02/2550", "ไม่มีวันที่ 31/02/2550 ในปฏิทิน"),
        ("kind", "", "กรุณาเลือกรายการในช่องนี้"),
        ("kind", "king", "กรุณาเลือกใหม่"),
        ("kind", "transferred", "กรุณาเลือกใหม่"),
        ("first_name", "", "กรุณากรอกข้อมูลในช่องนี้"),
    ],
)
def test_what_cannot_be_stored_is_said_beside_its_field_and_stays(
    recorder: Client, field: str, typed: str, sentence: str
) -> None:
    sent = {**somebody(), field: typed, "former_names": "ชื่อเดิมที่พิมพ์ไว้"}
    answer = post(recorder, ADD, sent)
    page = page_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "พบข้อมูลที่ต้องแก้ไข 1 รายการ" in page
    assert "ชื่อเดิมที่พิมพ์ไว้" in page
    assert f'id="id_{field}_error"' in page
    if typed:
        assert typed in page or field == "kind"
    assert "<title>ข้อผิดพลาด:" in page
    assert not Card.objects.exists()


def test_text_is_folded_and_thai_digits_are_read(recorder: Client) -> None:
    thai = national_id(7).translate({ord("0") + n: chr(ord("๐") + n) for n in range(10)})
    post(
        recorder,
        ADD,
        somebody(
            national_id=thai, first_name=" ดํารง\u200b ", last_name="เเก้ว", birth_date="๕/๓/๒๕๓๐"
        ),
    )
    card = Card.objects.select_related("person").get()
    assert (card.first_name, card.last_name) == ("ดำรง", "แก้ว")
    assert card.person.national_id == national_id(7)
    assert card.birth_date == PartialDate(1987, 3, 5)


def test_script_in_a_name_is_only_a_name(recorder: Client) -> None:
    script = "<script>alert(1)</script>"
    wrong = recorder.post(ADD, somebody(first_name=script, kind="")).content.decode()
    assert script not in wrong
    post(recorder, ADD, somebody(first_name=script, last_name='"><img src=x>'))
    card = Card.objects.get()
    for url in ("/people/", f"/people/{card.id}/", f"/people/{card.id}/personal/{card.id}/"):
        raw = recorder.get(url).content.decode()
        assert script not in raw
        assert "<img" not in raw
        assert "&lt;script&gt;" in raw


def test_a_card_that_is_there_is_named_and_linked(recorder: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    answer = post(recorder, ADD, somebody(1))
    assert answer.status_code == 409
    assert "มีบัตร ก.พ.7 ของเลขประจำตัวประชาชนนี้อยู่แล้ว" in page_of(answer)
    assert f'href="/people/{card.id}/"' in page_of(answer)


def test_somebody_active_elsewhere_names_the_place_and_nothing_more(
    recorder: Client, cast: Cast
) -> None:
    add_card(cast.recorder_next_door, 1, first_name="ลับสุดยอด")
    answer = post(recorder, ADD, somebody(1))
    page = page_of(answer)
    assert answer.status_code == 409
    assert cast.recorder_next_door.organization in page
    assert "ลับสุดยอด" not in page
    look = Look.objects.get()
    assert (look.register_id, look.what) == (NEXT_DOOR, people_actions.PROBE)
    assert not Card.objects.filter(register_id=OWN).exists()


def test_probing_is_limited(recorder: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_actions, "PROBES_AN_HOUR", 2)
    for number in range(3):
        add_card(cast.recorder_next_door, number)
    answers = [post(recorder, ADD, somebody(number)).status_code for number in range(3)]
    assert answers == [409, 409, 429]


def test_a_sealed_register_keeps_what_was_typed_and_adds_nobody(
    recorder: Client, cast: Cast
) -> None:
    add_complete(cast.recorder, 9)
    certified(cast.certifier)
    assert "บันทึก</button>" not in page_of(get(recorder, ADD))
    answer = post(recorder, ADD, somebody(1, first_name="ใหม่เอี่ยม"))
    assert answer.status_code == 423
    assert "ใหม่เอี่ยม" in page_of(answer)
    assert "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้" in said_of(answer)
    assert Card.objects.count() == 1


def test_sending_the_same_person_twice_adds_one(recorder: Client) -> None:
    assert [post(recorder, ADD, somebody()).status_code for _ in range(2)] == [302, 409]
    assert Card.objects.count() == 1


def test_nobody_but_an_lao_adds(client: Client, cast: Cast) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert post(signed_in(client, actor), ADD, somebody()).status_code == 403
    assert not Card.objects.exists()
