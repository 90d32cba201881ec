"""A person's page: for its own office, and for whoever may look."""

from datetime import date

import pytest
from django.test import Client

from kp7.certification.actions import return_to_lao
from kp7.ledger.models import Look
from kp7.personnel.actions.lines import add_line
from kp7.personnel.actions.looking import CARD
from kp7.personnel.actions.people import end_service
from kp7.personnel.sections import APPOINTMENTS, SECTIONS
from tests.cast import (
    FIRST_LINE,
    OWN,
    Cast,
    add_card,
    add_complete,
    case_of,
    certified,
    national_id,
    signed_in,
)
from tests.crowd import add_crowd
from tests.web.recording import card_url, get, page_of, said_of, statements

MOST_STATEMENTS = 16
NOBODY = "/people/01a0f4c2-0000-7000-8000-000000000000/"


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def test_the_card_says_what_follows_from_its_dates(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    page = said_of(get(recorder, card_url(card)))
    assert "นายตัวอย่าง ทดสอบ" in page
    assert "พนักงานส่วนตำบล" in page
    assert "วันครบเกษียณอายุ 30 ก.ย. 2583" in page
    assert "ปฏิบัติงานอยู่" in page
    assert "ครบถ้วน" in page


def test_the_national_id_is_masked_until_asked_for(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    page = page_of(get(recorder, card_url(card)))
    digits = national_id(1)
    masked, _, rest = page.partition("</summary>")
    assert f"{digits[0]}-{digits[1:5]}-xxxxx-xx-{digits[-1]}" in masked
    assert f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}" in rest


def test_every_section_is_a_tab_with_its_lines_and_findings(recorder: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    opened = get(recorder, card_url(card))
    page = said_of(opened)
    for section in SECTIONS:
        assert section.label in page
        response = get(recorder, card_url(card, section.code))
        if section.sensitive:
            assert response.status_code == 403
            assert "เป็นข้อมูลอ่อนไหว" in said_of(response)
            assert f'href="{card_url(card, section.code)}"' not in page_of(opened)
        else:
            assert response.status_code == 200
            assert 'aria-current="page"' in page_of(response)
    assert "ตำแหน่งและอัตราเงินเดือน ต้องแก้ไข 1" in page


def test_a_section_that_no_card_has_is_not_there(recorder: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    assert get(recorder, card_url(card, "wishes")).status_code == 404


def test_a_finding_leads_to_the_very_field(recorder: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    wrong = {**FIRST_LINE, "position_number": ""}
    line = add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=wrong)
    page = page_of(get(recorder, card_url(card, "appointments")))
    assert "ไม่มีเลขที่ตำแหน่ง" in page
    assert f"/people/{card.id}/appointments/{line.id}/#id_position_number" in page


def test_a_line_is_shown_whole(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    page = said_of(get(recorder, card_url(card, "appointments")))
    for said in ("1 ต.ค. 2553", "บรรจุและแต่งตั้ง", "15,060.00", "12/2553", "เอกสารลงวันที่ 20 ก.ย. 2553"):
        assert said in page


def test_another_lao_s_card_is_byte_for_byte_nobody_s(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    stranger = signed_in(client, cast.recorder_next_door)
    nobody = stranger.get(NOBODY)
    for rest in ((), ("appointments",), ("personal", card.id), ("appointments", "add")):
        foreign = stranger.get(card_url(card, *rest))
        assert (foreign.status_code, foreign.content) == (404, nobody.content)
        assert dict(foreign.headers) == dict(nobody.headers)
    assert not Look.objects.exists()


def test_those_above_read_it_without_a_button_and_are_kept(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    for actor in (cast.province, cast.amphoe, cast.dla, cast.auditor):
        page = page_of(get(signed_in(client, actor), card_url(card, "appointments")))
        assert "นักทรัพยากรบุคคล" in page
        assert "องค์การบริหารส่วนตำบลเกาะแก้ว อำเภอเมืองภูเก็ต จังหวัดภูเก็ต" in page
        assert "เพิ่มรายการ" not in page
        assert "/remove/" not in page
        look = Look.objects.latest("id")
        assert (look.register_id, look.person_id, look.what) == (OWN, card.person_id, CARD)
        assert (look.officer, look.post_id) == (actor.officer, actor.post_id)


def test_another_province_finds_nothing(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    other = signed_in(client, cast.other_province)
    foreign, nobody = other.get(card_url(card)), other.get(NOBODY)
    assert (foreign.status_code, foreign.content) == (404, nobody.content)


def test_one_s_own_look_is_not_kept(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    get(recorder, card_url(card))
    assert not Look.objects.exists()


def test_a_sealed_card_has_no_button(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    certified(cast.certifier)
    page = page_of(get(recorder, card_url(card)))
    assert "ข้อมูลถูกล็อกแล้ว" in page
    assert "บันทึกการพ้น" not in page
    assert f"/personal/{card.id}/" not in page


def test_a_returned_register_shows_the_province_s_reason(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    certified(cast.certifier)
    case = case_of(OWN)
    return_to_lao(
        case_id=case.id, by=cast.province, seen=case.revision, reason="ขาดเลขที่ตำแหน่ง 2 คน"
    )
    page = said_of(get(recorder, card_url(card)))
    assert "จังหวัดส่งคืนแก้ไข" in page
    assert "ขาดเลขที่ตำแหน่ง 2 คน" in page
    assert "บันทึกการพ้น" in page


def test_a_card_costs_the_same_with_ten_lines_and_three_hundred(
    recorder: Client, cast: Cast
) -> None:
    (few,) = add_crowd(cast.recorder, 1, lines=10)
    (many,) = add_crowd(cast.recorder, 1, lines=300, first=1)
    with statements() as for_few:
        get(recorder, card_url(few, "appointments"))
    with statements() as for_many:
        page = page_of(get(recorder, card_url(many, "appointments")))
    assert "300 รายการ" in page
    assert len(for_many) == len(for_few) <= MOST_STATEMENTS


def test_a_look_from_above_costs_little_too(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    province = signed_in(client, cast.province)
    with statements() as found:
        get(province, card_url(card))
    assert len(found) <= MOST_STATEMENTS


def test_age_after_leaving_stands_still(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    end_service(
        by=cast.recorder, card=card, ended_on=date(2020, 5, 3), movement="resigned", document="ก"
    )
    page = said_of(get(recorder, card_url(card)))
    assert "อายุ 40 ปี 0 เดือน 0 วัน" in page
    assert "ลาออก 3 พ.ค. 2563" in page
