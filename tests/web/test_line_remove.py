"""Removing a line, after one more question."""

from decimal import Decimal

import pytest
from django.test import Client

from kp7.personnel.actions.lines import change_line
from kp7.personnel.models import Appointment, Card
from kp7.personnel.sections import APPOINTMENTS
from tests.cast import Cast, add_complete, certified, signed_in
from tests.web.recording import card_url, get, hidden, page_of, post, said_of

WINDOW = {"HX-Request": "true", "HX-Target": "window"}


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


@pytest.fixture
def url(card: Card) -> str:
    line = Appointment.objects.get(person_id=card.person_id)
    return card_url(card, "appointments", line.id, "remove")


def test_the_question_shows_the_whole_line(recorder: Client, url: str) -> None:
    page = said_of(get(recorder, url))
    for said in ("ลบรายการ", "1 ต.ค. 2553", "15,060.00", "20 ก.ย. 2553", "นายตัวอย่าง ทดสอบ"):
        assert said in page
    assert Appointment.objects.exists()


def test_it_opens_as_a_window(recorder: Client, url: str) -> None:
    window = recorder.get(url, headers=WINDOW).content.decode()
    assert "<html" not in window
    assert 'id="window-heading"' in window


def test_a_line_is_removed(recorder: Client, url: str, card: Card) -> None:
    answer = post(recorder, url, {"seen": hidden(get(recorder, url), "seen")})
    assert answer["Location"] == f"{card_url(card, 'appointments')}?said=removed"
    assert "ลบรายการแล้ว" in page_of(get(recorder, answer["Location"]))
    assert not Appointment.objects.exists()


def test_removing_twice_is_harmless(recorder: Client, url: str) -> None:
    assert [post(recorder, url, {"seen": "1"}).status_code for _ in range(2)] == [302, 302]


def test_a_line_that_changed_meanwhile_is_shown_again(
    recorder: Client, cast: Cast, url: str, card: Card
) -> None:
    line = Appointment.objects.get()
    change_line(
        by=cast.certifier,
        card=card,
        section=APPOINTMENTS,
        line_id=line.id,
        seen=1,
        values={"salary": Decimal(17000)},
    )
    answer = post(recorder, url, {"seen": "1"})
    assert answer.status_code == 409
    assert "17,000.00" in page_of(answer)
    assert hidden(answer, "seen") == "2"
    assert Appointment.objects.exists()


def test_a_sealed_line_stays(recorder: Client, cast: Cast, url: str) -> None:
    certified(cast.certifier)
    answer = post(recorder, url, {"seen": "1"})
    assert answer.status_code == 423
    assert "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้" in page_of(answer)
    assert Appointment.objects.exists()


def test_others_remove_nothing(client: Client, cast: Cast, url: str) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert post(signed_in(client, actor), url, {"seen": "1"}).status_code == 403
    assert post(signed_in(client, cast.recorder_next_door), url, {"seen": "1"}).status_code == 404
    assert Appointment.objects.exists()


def test_a_line_that_never_was_is_not_there(recorder: Client, card: Card) -> None:
    never = card_url(card, "appointments", card.id, "remove")
    assert get(recorder, never).status_code == 404
    assert post(recorder, never, {"seen": "1"}).status_code == 404
    assert get(recorder, card_url(card, "personal", card.id, "remove")).status_code == 404
