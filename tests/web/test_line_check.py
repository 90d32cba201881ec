"""The rules speak while a line is typed: beside the field, before it is saved, in no one's way."""

import re

import pytest
from django.test import Client

from kp7.ledger.models import Change
from kp7.personnel.models import Appointment, Card
from tests.cast import Cast, add_complete, signed_in
from tests.web.recording import LINE, card_url, get, page_of, post, said_of


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


def beside(page: str, field: str) -> str:
    """What stands beside a field."""
    found = re.search(rf'<div id="id_{field}_found"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]*>", "", found[1]).strip()


RAISE = {**LINE, "effective_on": "01/04/2554", "movement": "step_raise", "salary": "14000"}


def test_a_new_line_is_asked_about_while_it_is_typed(officer: Client, card: Card) -> None:
    before = Change.objects.count()
    answer = post(officer, card_url(card, "appointments", "check"), RAISE)
    assert answer.status_code == 200
    assert "ต่ำกว่ารายการก่อนหน้า" in beside(page_of(answer), "salary")
    assert beside(page_of(answer), "position") == ""
    assert 'hx-swap-oob="true"' in page_of(answer)
    assert Change.objects.count() == before
    assert Appointment.objects.count() == 1


def test_what_is_half_typed_is_asked_about_as_far_as_it_is_known(
    officer: Client, card: Card
) -> None:
    for typed in ({}, {"effective_on": "x", "salary": "-"}, {"movement": "\x00", "salary": "1e9"}):
        assert post(officer, card_url(card, "appointments", "check"), typed).status_code == 200


def test_a_line_is_asked_about_in_its_place(officer: Client, card: Card) -> None:
    line = Appointment.objects.get()
    address = card_url(card, "appointments", line.id, "check")
    typed = {**LINE, "effective_on": "01/10/2550", "sequence": "1"}
    assert "อยู่ก่อนวันสั่งบรรจุ" in beside(page_of(post(officer, address, typed)), "effective_on")


def test_personal_data_are_asked_about_too(officer: Client, card: Card) -> None:
    answer = post(officer, card_url(card, "personal", card.id, "check"), {"birth_date": "2523"})
    assert "ยังไม่ครบวันหรือเดือน" in beside(page_of(answer), "birth_date")


def test_a_finding_keeps_nobody_from_saving_and_stands_beside_the_field_afterwards(
    officer: Client, card: Card
) -> None:
    answer = post(officer, card_url(card, "appointments", "add"), RAISE)
    assert answer.status_code == 302
    line = Appointment.objects.get(movement="step_raise")
    assert "ต่ำกว่ารายการก่อนหน้า" in said_of(get(officer, card_url(card, "appointments")))
    page = page_of(get(officer, card_url(card, "appointments", line.id)))
    assert "ต่ำกว่ารายการก่อนหน้า" in beside(page, "salary")
    assert f'data-hx-post="{card_url(card, "appointments", line.id, "check")}"' in page


def test_another_offices_card_is_not_asked_about(client: Client, cast: Cast, card: Card) -> None:
    officer = signed_in(client, cast.recorder_next_door)
    assert officer.post(card_url(card, "appointments", "check"), RAISE).status_code == 404
