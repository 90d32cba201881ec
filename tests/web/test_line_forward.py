"""แก้ไขรายการนี้และรายการถัดไป: shown before and after, confirmed, then done at once."""

import re
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.models import Appointment, Card
from kp7.personnel.sections import APPOINTMENTS
from tests.cast import FIRST_LINE, Cast, add_complete, certified, signed_in
from tests.web.recording import LINE, card_url, get, page_of, post, said_of

TYPED = {**LINE, "sequence": "1", "seen": "1"}
RIGHT = {**TYPED, "division": "กองคลัง"}


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    """Three lines in one division."""
    card = add_complete(cast.recorder, 1)
    for year in (2011, 2012):
        values = {
            **FIRST_LINE,
            "sequence": None,
            "movement": "step_raise",
            "salary": str(13000 + year),
            "effective_on": date(year, 4, 1),
        }
        add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=values)
    return card


def lines(card: Card) -> list[Appointment]:
    return list(Appointment.objects.filter(person_id=card.person_id))


def divisions(card: Card) -> list[str]:
    return [line.division for line in lines(card)]


def url(card: Card) -> str:
    return card_url(card, "appointments", lines(card)[0].id, "forward")


def confirmation(page: HttpResponse) -> dict[str, str]:
    """What the confirming page sends."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page_of(page))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_the_form_of_a_position_line_offers_it_and_no_other_form(
    recorder: Client, card: Card
) -> None:
    first = lines(card)[0]
    page = page_of(get(recorder, card_url(card, "appointments", first.id)))
    assert f'formaction="{url(card)}"' in page
    assert "formaction" not in page_of(get(recorder, card_url(card, "appointments", "add")))
    assert "formaction" not in page_of(get(recorder, card_url(card, "personal", card.id)))


def test_it_is_shown_before_it_is_done_and_done_when_confirmed(
    recorder: Client, card: Card
) -> None:
    shown = post(recorder, url(card), RIGHT)
    page = said_of(shown)
    assert "รวม 3 รายการ" in page
    assert page.count("สำนักปลัด") == page.count("กองคลัง") == 3
    assert divisions(card) == ["สำนักปลัด"] * 3
    done = post(recorder, url(card), confirmation(shown))
    assert done.status_code == 302
    assert divisions(card) == ["กองคลัง"] * 3
    assert "แก้ไขรายการนี้และรายการถัดไปแล้ว" in said_of(get(recorder, done["Location"]))


def test_other_columns_of_the_line_are_saved_with_it(recorder: Client, card: Card) -> None:
    shown = post(recorder, url(card), {**RIGHT, "document_number": "99/2553"})
    assert "99/2553" in said_of(shown)
    post(recorder, url(card), confirmation(shown))
    assert [line.document_number for line in lines(card)] == ["99/2553", "12/2553", "12/2553"]


def test_nothing_that_reaches_forward_was_changed(recorder: Client, card: Card) -> None:
    page = post(recorder, url(card), {**TYPED, "document_number": "99/2553"})
    assert page.status_code == 422
    assert "ยังไม่ได้แก้ไขช่องที่แก้รายการถัดไปตามได้" in said_of(page)
    assert 'value="99/2553"' in page_of(page)


def test_no_later_line_says_the_same(recorder: Client, card: Card) -> None:
    shown = post(recorder, url(card), {**TYPED, "salary": "15,070"})
    assert "จะแก้ไขรายการนี้รายการเดียว" in said_of(shown)
    post(recorder, url(card), confirmation(shown))
    assert [line.salary for line in lines(card)] == [15070, 15011, 15012]


def test_later_lines_that_changed_meanwhile_are_shown_again(
    recorder: Client, cast: Cast, card: Card
) -> None:
    shown = post(recorder, url(card), RIGHT)
    change_line(
        by=cast.certifier,
        card=card,
        section=APPOINTMENTS,
        line_id=lines(card)[1].id,
        seen=1,
        values={"division": "กองช่าง"},
    )
    again = post(recorder, url(card), confirmation(shown))
    assert again.status_code in {409, 422}
    assert "รายการถัดไปถูกแก้ไขหลังจากที่ท่านเปิดหน้านี้" in said_of(again)
    assert "จะแก้ไขรายการนี้รายการเดียว" in said_of(again)
    assert post(recorder, url(card), confirmation(again)).status_code == 302
    assert divisions(card) == ["กองคลัง", "กองช่าง", "สำนักปลัด"]


def test_the_line_itself_changed_meanwhile(recorder: Client, cast: Cast, card: Card) -> None:
    shown = post(recorder, url(card), RIGHT)
    change_line(
        by=cast.certifier,
        card=card,
        section=APPOINTMENTS,
        line_id=lines(card)[0].id,
        seen=1,
        values={"salary": "15100"},
    )
    page = post(recorder, url(card), confirmation(shown))
    assert page.status_code in {409, 422}
    assert "15,100.00" in said_of(page)
    assert divisions(card) == ["สำนักปลัด"] * 3


@pytest.mark.parametrize("later", ["", "x", "0-0", "9" * 400])
def test_a_confirmation_of_something_else_is_asked_again(
    recorder: Client, card: Card, later: str
) -> None:
    page = post(recorder, url(card), {**RIGHT, "later": later})
    assert "รวม 3 รายการ" in said_of(page)
    assert divisions(card) == ["สำนักปลัด"] * 3


def test_what_cannot_be_read_is_said_in_the_form(recorder: Client, card: Card) -> None:
    page = post(recorder, url(card), {**RIGHT, "salary": "มาก"})
    assert page.status_code == 422
    assert "กองคลัง" in page_of(page)


def test_a_sealed_register_refuses(client: Client, cast: Cast) -> None:
    sealed = add_complete(cast.recorder, 1)
    recorder = signed_in(client, cast.recorder)
    shown = post(recorder, url(sealed), RIGHT)
    certified(cast.certifier)
    page = post(recorder, url(sealed), confirmation(shown))
    assert page.status_code == 423
    assert divisions(sealed) == ["สำนักปลัด"]


def test_a_section_without_such_columns_has_no_such_page(recorder: Client, card: Card) -> None:
    assert get(recorder, card_url(card, "education", card.id, "forward")).status_code == 404
