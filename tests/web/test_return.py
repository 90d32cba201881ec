"""ขอให้จังหวัดส่งคืน, ส่งคืนแก้ไข with its reason, and the second certification."""

import pytest
from django.http import HttpResponse
from django.test import Client

from kp7.certification.models import Step
from kp7.certification.terms import State
from kp7.personnel.models import Register
from tests.cast import (
    OWN,
    Cast,
    add_card,
    add_complete,
    case_of,
    certified,
    signed_in,
)

REVIEW = "/certification/lao/review/"
ASK = "/certification/lao/ask-return/"
HISTORY = "/certification/lao/history/"
WINDOW = {"HX-Request": "true", "HX-Target": "window"}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    return cast


def press_return(client: Client, reason: str, revision: int = 1) -> HttpResponse:
    """Send the form of ส่งคืนแก้ไข."""
    address = f"/certification/province/{case_of(OWN).id}/return/"
    answer = client.post(address, {"revision": str(revision), "reason": reason})
    assert isinstance(answer, HttpResponse)
    return answer


def press_ask(client: Client, reason: str, revision: int = 1) -> HttpResponse:
    """Send the form of ขอให้จังหวัดส่งคืน."""
    answer = client.post(ASK, {"revision": str(revision), "reason": reason})
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_return_gives_the_register_back_with_its_reason(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    answer = press_return(client, "ขาดพนักงานจ้าง 2 คน")
    result = client.get(answer.headers["Location"]).content.decode()
    assert "ส่งคืนแก้ไข เรียบร้อยแล้ว" in result
    assert case_of(OWN).state == State.RETURNED
    assert not Register.objects.get(pk=OWN).sealed
    signed_in(client, cast.certifier)
    page = client.get(REVIEW).content.decode()
    assert "ขาดพนักงานจ้าง 2 คน" in page
    assert cast.province.officer in page


def test_what_was_returned_is_corrected_and_certified_again(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    press_return(client, "ขาดพนักงานจ้าง 1 คน")
    add_complete(cast.recorder, 2, kind="mission")
    signed_in(client, cast.certifier)
    seen = client.get(REVIEW).context["seen"].initial
    answer = client.post(f"{REVIEW}confirm/", seen, follow=True)
    history = answer.content.decode()
    assert "รับรองระดับ อปท. เรียบร้อยแล้ว" in history
    assert history.count('<tr><th scope="row">') == 3
    assert "ขาดพนักงานจ้าง 1 คน" in history
    signed_in(client, cast.province)
    window = client.get(f"/certification/province/{case_of(OWN).id}/").content.decode()
    assert window.count('<th scope="row"><a class="row-link"') == 2
    address = f"/certification/province/{case_of(OWN).id}/certify/"
    assert client.post(address, {"revision": "3"}).status_code == 302
    assert case_of(OWN).state == State.PROVINCE_CERTIFIED


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("", "กรุณากรอกข้อมูลในช่องนี้"),
        (" \u200b ", "กรุณากรอกข้อมูลในช่องนี้"),
        ("ก" * 2001, "รับได้ไม่เกิน 2000 ตัวอักษร"),
    ],
)
@pytest.mark.parametrize("level", ["province", "certifier"])
def test_a_reason_is_asked_for(
    client: Client, cast: Cast, level: str, reason: str, says: str
) -> None:
    signed_in(client, getattr(cast, level))
    answer = (press_return if level == "province" else press_ask)(client, reason)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert case_of(OWN).revision == 1


def test_script_in_a_reason_is_text(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    press_return(client, "<script>alert(1)</script>")
    signed_in(client, cast.certifier)
    for path in (REVIEW, HISTORY):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_asking_keeps_the_seal_and_is_shown_to_both(client: Client, cast: Cast) -> None:
    signed_in(client, cast.certifier)
    assert "ขอให้จังหวัดส่งคืน" in client.get(REVIEW).content.decode()
    answer = press_ask(client, "ลืมเพิ่มลูกจ้าง 1 คน")
    history = client.get(answer.headers["Location"]).content.decode()
    assert "ขอให้จังหวัดส่งคืน เรียบร้อยแล้ว" in history
    assert case_of(OWN).state == State.LAO_CERTIFIED
    page = client.get(REVIEW)
    assert "ขอให้จังหวัดส่งคืนแล้ว" in page.content.decode()
    assert not page.context["may_ask"]
    signed_in(client, cast.province)
    window = client.get(f"/certification/province/{case_of(OWN).id}/").content.decode()
    assert "ลืมเพิ่มลูกจ้าง 1 คน" in window


@pytest.mark.parametrize("who", ["recorder", "certifier_next_door"])
def test_only_its_certifier_asks(client: Client, cast: Cast, who: str) -> None:
    if who == "certifier_next_door":
        add_complete(cast.recorder_next_door, 3)
        certified(cast.certifier_next_door)
    signed_in(client, getattr(cast, who))
    page = client.get(REVIEW)
    assert page.context["may_ask"] is (who == "certifier_next_door")
    if who == "recorder":
        assert press_ask(client, "ลืมเพิ่ม").status_code == 403
    assert case_of(OWN).revision == 1


def test_a_double_click_is_one_step(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    first, second = press_return(client, "ขาด 1 คน"), press_return(client, "ขาด 1 คน")
    assert first.headers["Location"] == second.headers["Location"]
    assert Step.objects.filter(case=case_of(OWN), step="RETURN").count() == 1


def test_a_stale_form_keeps_its_reason(client: Client, cast: Cast) -> None:
    signed_in(client, cast.certifier)
    press_ask(client, "ลืมเพิ่ม 1 คน")
    signed_in(client, cast.province)
    answer = press_return(client, "ขาด 2 คน")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "หลังจากที่ท่านเปิดหน้านี้" in page
    assert "ขาด 2 คน" in page
    assert 'name="revision" value="2"' in page
    assert press_return(client, "ขาด 2 คน", revision=2).status_code == 302


def test_returning_what_is_certified_by_the_province_is_out_of_turn(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.province)
    client.post(f"/certification/province/{case_of(OWN).id}/certify/", {"revision": "1"})
    answer = press_return(client, "ขาด 1 คน", revision=2)
    assert answer.status_code == 409
    assert "ส่งคืนแก้ไขไม่ได้ในขณะนี้" in answer.content.decode()


@pytest.mark.parametrize("who", ["other_province", "dla", "auditor"])
def test_nobody_else_returns(client: Client, cast: Cast, who: str) -> None:
    signed_in(client, getattr(cast, who))
    assert press_return(client, "ขาด 1 คน").status_code in {403, 404}
    assert case_of(OWN).state == State.LAO_CERTIFIED


def test_the_sealed_page_says_since_when_and_by_whom(client: Client, cast: Cast) -> None:
    signed_in(client, cast.recorder)
    page = client.get(REVIEW).content.decode()
    assert f"โดย {cast.certifier.officer}" in page
    assert "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้" in page
    assert "btn-certify" not in page


def test_a_return_is_a_page_without_a_window_and_a_window_in_one(
    client: Client, cast: Cast
) -> None:
    signed_in(client, cast.province)
    address = f"/certification/province/{case_of(OWN).id}/return/?state=LAO_CERTIFIED"
    assert "<!DOCTYPE" in client.get(address).content.decode()
    window = client.get(address, headers=WINDOW).content.decode()
    assert "window-heading" in window
    assert "<!DOCTYPE" not in window
    answer = client.post(address, {"revision": "1", "reason": "ขาด 1 คน"})
    assert "state=LAO_CERTIFIED" in answer.headers["Location"]


def test_a_finding_leads_to_the_place_to_mend_it(client: Client, cast: Cast) -> None:
    card = add_card(cast.recorder_next_door, 9)
    signed_in(client, cast.certifier_next_door)
    page = client.get(REVIEW).content.decode()
    assert f'href="/people/{card.id}/appointments/"' in page
    assert client.get(f"/people/{card.id}/appointments/").status_code == 200
