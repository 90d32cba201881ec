"""Changing a line, alone and when somebody else was quicker."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from kp7.personnel.actions.lines import change_line, remove_line
from kp7.personnel.models import Appointment, Card, CodeEntry
from kp7.personnel.sections import APPOINTMENTS
from kp7.web import saved_forms, sessions
from tests.cast import (
    Cast,
    add_complete,
    certified,
    signed_in,
)
from tests.web.recording import LINE, PERSON, card_url, get, hidden, page_of, post, said_of


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


@pytest.fixture
def line(card: Card) -> Appointment:
    return Appointment.objects.get(person_id=card.person_id)


@pytest.fixture
def url(card: Card, line: Appointment) -> str:
    return card_url(card, "appointments", line.id)


def changed_by_another(cast: Cast, card: Card, line: Appointment, **values: object) -> None:
    """The certifier changes the line meanwhile."""
    change_line(
        by=cast.certifier,
        card=card,
        section=APPOINTMENTS,
        line_id=line.id,
        seen=line.revision,
        values=values,
    )


def test_the_form_shows_the_line_as_it_is_typed(recorder: Client, url: str) -> None:
    page = page_of(get(recorder, url))
    for shown in ('value="01/10/2553"', 'value="15,060"', 'value="20/09/2553"'):
        assert shown in page
    assert 'value="first_appointment" selected' in page


def test_a_line_is_changed_and_stands_before_the_reader(
    recorder: Client, url: str, line: Appointment
) -> None:
    seen = hidden(get(recorder, url), "seen")
    answer = post(recorder, url, {**LINE, "salary": "16,000.50", "seen": seen})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"appointments/?said=saved#line-{line.id}")
    line.refresh_from_db()
    assert (line.salary, line.revision) == (Decimal("16000.50"), 2)


def test_saving_what_stands_changes_nothing(recorder: Client, url: str, line: Appointment) -> None:
    assert post(recorder, url, {**LINE, "sequence": "1", "seen": "1"}).status_code == 302
    line.refresh_from_db()
    assert line.revision == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    recorder: Client, cast: Cast, card: Card, line: Appointment, url: str
) -> None:
    changed_by_another(cast, card, line, salary=Decimal(17000))
    answer = post(recorder, url, {**LINE, "salary": "18,000", "sequence": "1", "seen": "1"})
    assert answer.status_code == 409
    said = said_of(answer)
    assert f"{cast.certifier.officer} แก้ไขรายการนี้" in said
    assert "อัตราเงินเดือน (บาท) 17,000.00 18,000.00" in said
    assert 'value="18,000"' in page_of(answer)
    assert hidden(answer, "seen") == "2"
    again = post(recorder, url, {**LINE, "salary": "18,000", "sequence": "1", "seen": "2"})
    assert again.status_code == 302
    line.refresh_from_db()
    assert line.salary == Decimal(18000)


def test_codes_that_differ_are_compared_by_their_labels(
    recorder: Client, cast: Cast, card: Card, line: Appointment, url: str
) -> None:
    changed_by_another(cast, card, line, level="academic-professional")
    answer = post(recorder, url, {**LINE, "sequence": "1", "seen": "1"})
    assert "ประเภท/ระดับ วิชาการ ชำนาญการ วิชาการ ปฏิบัติการ" in said_of(answer)


def test_a_line_that_was_removed_meanwhile_can_be_added_again(
    recorder: Client, cast: Cast, card: Card, line: Appointment, url: str
) -> None:
    remove_line(by=cast.certifier, card=card, section=APPOINTMENTS, line_id=line.id, seen=1)
    answer = post(recorder, url, {**LINE, "position": "พิมพ์ไว้แล้ว", "seen": "1"})
    page = page_of(answer)
    assert answer.status_code == 409
    assert "ลบรายการนี้" in said_of(answer)
    assert "พิมพ์ไว้แล้ว" in page
    assert f'action="{card_url(card, "appointments", "add")}"' in page


@pytest.mark.parametrize("seen", ["", "0", "-1", "ก", "9" * 30, "๑"])
def test_a_form_without_its_revision_changes_nothing(
    recorder: Client, url: str, line: Appointment, seen: str
) -> None:
    assert post(recorder, url, {**LINE, "salary": "1", "seen": seen}).status_code == 409
    line.refresh_from_db()
    assert line.salary == Decimal(15060)


def test_wrong_input_stays_with_its_revision(recorder: Client, url: str) -> None:
    answer = post(recorder, url, {**LINE, "effective_on": "31/02/2550", "seen": "1"})
    assert answer.status_code == 422
    assert hidden(answer, "seen") == "1"
    assert "31/02/2550" in page_of(answer)


def test_a_code_that_has_ended_stays_where_it_stands(
    recorder: Client, url: str, line: Appointment
) -> None:
    CodeEntry.objects.filter(table_name="levels", code="academic-practitioner").update(
        valid_until=date(2020, 1, 1)
    )
    assert 'value="academic-practitioner" selected' in page_of(get(recorder, url))
    answer = post(recorder, url, {**LINE, "salary": "16,000", "seen": "1"})
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.level_label == "วิชาการ ปฏิบัติการ"


def test_personal_data_are_changed_by_the_same_page(recorder: Client, card: Card) -> None:
    url = card_url(card, "personal", card.id)
    typed = {**PERSON, "first_name": "สมหญิง", "birth_date": "มี.ค. 2530", "seen": "1"}
    answer = post(recorder, url, typed)
    assert answer.status_code == 302
    assert answer["Location"] == f"{card_url(card)}?said=saved"
    page = said_of(get(recorder, card_url(card)))
    assert "นายสมหญิง ใจดี" in page
    assert "วันเดือนปีเกิด มี.ค. 2530" in page
    assert "03/2530" in page_of(get(recorder, url))


def test_personal_data_have_one_line(recorder: Client, card: Card, line: Appointment) -> None:
    assert get(recorder, card_url(card, "personal", line.id)).status_code == 404
    assert get(recorder, card_url(card, "appointments", card.id)).status_code == 404


def test_a_sealed_line_keeps_what_was_typed(
    recorder: Client, cast: Cast, url: str, line: Appointment
) -> None:
    certified(cast.certifier)
    answer = post(recorder, url, {**LINE, "position": "พิมพ์ไว้แล้ว", "seen": "1"})
    assert answer.status_code == 423
    assert "พิมพ์ไว้แล้ว" in page_of(answer)
    line.refresh_from_db()
    assert line.revision == 1


def test_what_was_typed_before_the_session_ran_out_comes_back(
    recorder: Client, cast: Cast, url: str
) -> None:
    session = recorder.session
    session[sessions.SEEN_AT] = timezone.now().timestamp() - 3600
    session.save()
    typed = {**LINE, "position": "พิมพ์ค้างไว้", "seen": "1"}
    assert post(recorder, url, typed)["Location"].startswith("/login/")
    page = page_of(get(signed_in(recorder, cast.recorder), url))
    assert "พิมพ์ค้างไว้" in page
    assert saved_forms.NOTICE in page
    assert 'name="seen" value="1"' in page


def test_others_change_nothing(client: Client, cast: Cast, url: str, line: Appointment) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert post(signed_in(client, actor), url, {**LINE, "seen": "1"}).status_code == 403
    neighbour = signed_in(client, cast.recorder_next_door)
    assert post(neighbour, url, {**LINE, "seen": "1"}).status_code == 404
    line.refresh_from_db()
    assert line.revision == 1


def test_a_line_of_another_card_is_not_there(
    recorder: Client, cast: Cast, line: Appointment
) -> None:
    other = add_complete(cast.recorder, 2)
    assert get(recorder, card_url(other, "appointments", line.id)).status_code == 404


def test_a_line_of_another_lao_is_told_as_none_that_ever_was(
    recorder: Client, cast: Cast, card: Card
) -> None:
    theirs = add_complete(cast.recorder_next_door, 2)
    line = Appointment.objects.get(person_id=theirs.person_id)
    changed_by_another_lao = post(
        recorder, card_url(card, "appointments", line.id), {**LINE, "seen": "1"}
    )
    never = post(recorder, card_url(card, "appointments", uuid4()), {**LINE, "seen": "1"})
    assert (changed_by_another_lao.status_code, changed_by_another_lao.content) == (
        404,
        never.content,
    )
