"""รับรองระดับ อปท., as the manual walks it and as it goes wrong."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kp7.certification.actions import close_round, open_round
from kp7.certification.models import Step
from kp7.certification.terms import WARNING, WORDING, State
from tests.cast import (
    OWN,
    SYSTEM,
    Cast,
    add_card,
    add_complete,
    case_of,
    certified,
    make_cast,
    signed_in,
)
from tests.crowd import add_crowd

SEEN = ("revision", "last", "count")
REVIEW = "/certification/lao/review/"
CONFIRM = "/certification/lao/review/confirm/"
WINDOW = {"HX-Request": "true", "HX-Target": "window"}


@pytest.fixture
def certifier(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.certifier)


def seen_on(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = {name: re.search(f'name="{name}" value="([^"]*)"', page) for name in SEEN}
    return {name: match[1] for name, match in found.items() if match}


def press_certify(client: Client) -> dict[str, str]:
    """Open the confirmation; what it sends along when it is confirmed."""
    return seen_on(client.get(CONFIRM).content.decode())


def test_the_manual_s_walk_at_the_lao(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    add_complete(cast.recorder, 2, kind="mission")
    start = certifier.get("/certification/").content.decode()
    assert "ดำเนินการ(อปท.)" in start
    assert certifier.get("/certification/lao/").headers["Location"] == REVIEW
    page = certifier.get(REVIEW).content.decode()
    for words in ("รับรองข้อมูลระดับ อปท.", "ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง", WARNING):
        assert words in page
    asked = certifier.get(CONFIRM, seen_on(page)).content.decode()
    assert WORDING in asked
    assert "ยืนยัน รับรองระดับ อปท." in asked
    answer = certifier.post(CONFIRM, seen_on(asked), follow=True)
    history = answer.content.decode()
    assert answer.status_code == 200
    assert "ประวัติการรับรองข้อมูล" in history
    assert "รับรองระดับ อปท. เรียบร้อยแล้ว" in history
    assert history.count('<tr><th scope="row">') == 1
    assert cast.certifier.officer in history
    assert case_of(OWN).state == State.LAO_CERTIFIED


def test_a_window_gets_the_history_without_a_frame(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    answer = certifier.post(CONFIRM, press_certify(certifier), headers=WINDOW, follow=True)
    page = answer.content.decode()
    assert '<h1 id="window-heading" tabindex="-1">ประวัติการรับรองข้อมูล</h1>' in page
    assert "<!DOCTYPE" not in page


def test_a_double_click_is_answered_as_the_first(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    seen = press_certify(certifier)
    first, second = certifier.post(CONFIRM, seen), certifier.post(CONFIRM, seen)
    assert first.headers["Location"] == second.headers["Location"]
    assert Step.objects.filter(case=case_of(OWN)).count() == 1


def test_a_change_since_opening_is_told_with_fresh_numbers(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    seen = press_certify(certifier)
    add_complete(cast.recorder, 2)
    answer = certifier.post(CONFIRM, seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert cast.recorder.officer in page
    assert "<strong>2</strong>" in page
    assert "ยืนยัน รับรองระดับ อปท." not in page
    early = certifier.get(CONFIRM, seen).content.decode()
    assert "ข้อมูลเปลี่ยนแปลงหลังจากที่ท่านเปิดหน้านี้" in early
    assert case_of(OWN).state == State.DRAFT


def test_what_blocks_keeps_the_button_off_and_is_listed_first(
    certifier: Client, cast: Cast
) -> None:
    add_complete(cast.recorder, 1, sex="")
    seen = press_certify(certifier)
    add_card(cast.recorder, 2)
    page = certifier.get(REVIEW).content.decode()
    assert "ยังรับรองไม่ได้ เพราะมีข้อมูลที่ต้องแก้ไข 1 รายการ" in page
    assert "disabled" in page
    assert page.index("ยังไม่มีรายการตำแหน่ง") < page.index("ยังไม่ได้บันทึกเพศ")
    fresh = press_certify_anyway(certifier, seen)
    assert certifier.post(CONFIRM, fresh).status_code == 422
    assert case_of(OWN).state == State.DRAFT


def press_certify_anyway(client: Client, seen: dict[str, str]) -> dict[str, str]:
    """What a page that was open would send, had it seen everything."""
    context = client.get(REVIEW).context
    return {**seen, **{name: str(value) for name, value in context["seen"].initial.items()}}


def test_an_empty_register_cannot_be_certified(certifier: Client) -> None:
    page = certifier.get(REVIEW).content.decode()
    assert "ยังไม่มีบุคลากรในทะเบียน" in page
    assert "disabled" in page


def test_the_recorder_is_told_who_clicks(client: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    signed_in(client, cast.recorder)
    page = client.get(REVIEW).content.decode()
    assert "ผู้รับรองของหน่วยงานเป็นผู้คลิกปุ่มนี้" in page
    seen = press_certify_anyway(client, {})
    assert client.post(CONFIRM, seen).status_code == 403
    assert case_of(OWN).state == State.DRAFT


def test_out_of_turn_says_the_state(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    answer = certifier.post(CONFIRM, press_certify_anyway(certifier, {}))
    assert answer.status_code == 409
    assert "รับรองระดับ อปท.ไม่ได้ในขณะนี้" in answer.content.decode()


def test_a_closed_round_says_when_it_closed(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    seen = press_certify(certifier)
    close_round(by=SYSTEM, round_id=case_of(OWN).round_id)
    answer = certifier.post(CONFIRM, seen)
    assert answer.status_code == 409
    assert "ปิดรอบแล้วเมื่อ" in answer.content.decode()
    assert "disabled" in certifier.get(REVIEW).content.decode()


def test_before_the_first_round_the_page_says_so(client: Client, db: None) -> None:  # noqa: ARG001
    signed_in(client, make_cast().certifier)
    assert "ยังไม่เปิดรอบการรับรองข้อมูล" in client.get(REVIEW).content.decode()
    assert client.get(CONFIRM).status_code == 302


def test_seen_fields_that_no_page_sends_are_a_bad_request(certifier: Client) -> None:
    for revision in ("", "x", "-1", str(2**31), "9" * 400):
        answer = certifier.post(CONFIRM, {"revision": revision, "last": "1", "count": "1"})
        assert answer.status_code == 400


def test_the_province_has_no_pages_of_an_lao(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    for path in (REVIEW, CONFIRM, "/certification/lao/", "/certification/lao/history/"):
        assert client.get(path).status_code == 403


def test_the_history_holds_every_round_newest_first(certifier: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    close_round(by=SYSTEM, round_id=case_of(OWN).round_id)
    now = timezone.now()
    open_round(
        by=SYSTEM,
        name="รอบที่สอง",
        fiscal_year=2570,
        opens_at=now,
        closes_at=now + timedelta(days=9),
    )
    certified(cast.certifier)
    page = certifier.get("/certification/lao/history/").content.decode()
    assert page.index("รอบที่สอง") < page.index("รอบทดสอบ")
    assert "เรียบร้อยแล้ว" not in page


@pytest.mark.slow
@pytest.mark.parametrize(("path", "most"), [(REVIEW, 16), (CONFIRM, 16)])
def test_the_number_of_statements_does_not_grow_with_people(
    certifier: Client, cast: Cast, path: str, most: int
) -> None:
    counts = []
    for people in (10, 1990):
        add_crowd(cast.recorder, people, first=people)
        certifier.get(path)
        with CaptureQueriesContext(connection) as captured:
            certifier.get(path)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= most, captured.captured_queries
