"""Ending, resuming and renewing a service; mending and removing a card."""

from datetime import date

import pytest
from django.test import Client

from kp7.ledger.models import Look
from kp7.personnel.models import Appointment, Card, Service
from tests.cast import (
    NEXT_DOOR,
    Cast,
    add_card,
    add_complete,
    certified,
    national_id,
    signed_in,
)
from tests.web.recording import card_url, get, page_of, post, said_of

LEAVING = {"movement": "resigned", "ended_on": "1/10/2565", "document": "คำสั่งที่ 1/2565"}


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


def ending(card: Card) -> str:
    """The address of the form."""
    return card_url(card, "service", "end")


def test_a_service_ends(recorder: Client, card: Card) -> None:
    answer = post(recorder, ending(card), LEAVING)
    assert answer["Location"] == f"{card_url(card)}?said=ended"
    service = Service.objects.get()
    assert (service.ended_on, service.ended_by_label) == (date(2022, 10, 1), "ลาออก")
    page = said_of(get(recorder, answer["Location"]))
    assert "บันทึกการพ้นแล้ว" in page
    assert "ยกเลิกการพ้น" in page
    assert "กลับเข้าปฏิบัติงาน" in page


def test_only_movements_by_which_one_leaves_are_offered(recorder: Client, card: Card) -> None:
    page = page_of(get(recorder, ending(card)))
    for label in ("ลาออก", "ให้โอน", "เกษียณอายุราชการ", "ถึงแก่กรรม", "สิ้นสุดสัญญาจ้าง"):
        assert f">{label}</option>" in page
    for label in ("ต่อสัญญาจ้าง", "เลื่อนขั้นเงินเดือน", "บรรจุและแต่งตั้ง"):
        assert label not in page
    refused = post(recorder, ending(card), {**LEAVING, "movement": "contract_renewed"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ended_on": "31/02/2565"}, "ไม่มีวันที่ 31/02/2565 ในปฏิทิน"),
        ({"ended_on": "1/10/2540"}, "วันที่พ้นต้องอยู่หลังวันที่เริ่มงาน"),
        ({"movement": ""}, "กรุณาเลือกรายการในช่องนี้"),
    ],
)
def test_an_end_that_cannot_be_keeps_what_was_typed(
    recorder: Client, card: Card, typed: dict[str, str], sentence: str
) -> None:
    answer = post(recorder, ending(card), {**LEAVING, **typed})
    assert answer.status_code == 422
    assert sentence in page_of(answer)
    assert "คำสั่งที่ 1/2565" in page_of(answer)
    assert Service.objects.get().ended_on is None


def test_an_end_is_recorded_once(recorder: Client, card: Card) -> None:
    assert [post(recorder, ending(card), LEAVING).status_code for _ in range(2)] == [302, 422]


def test_a_wrong_end_is_taken_back(recorder: Client, card: Card) -> None:
    post(recorder, ending(card), LEAVING)
    answer = post(recorder, card_url(card, "service", "resume"), {})
    assert answer["Location"] == f"{card_url(card)}?said=resumed"
    assert Service.objects.get().ended_on is None
    assert post(recorder, card_url(card, "service", "resume"), {}).status_code == 422


def test_an_end_cannot_be_taken_back_from_under_another_service(
    recorder: Client, cast: Cast, card: Card
) -> None:
    post(recorder, ending(card), LEAVING)
    add_card(cast.recorder_next_door, 1, service_started_on=date(2023, 1, 1))
    answer = post(recorder, card_url(card, "service", "resume"), {})
    assert answer.status_code == 409
    assert cast.recorder_next_door.organization in page_of(answer)


def test_somebody_who_left_comes_back(recorder: Client, card: Card) -> None:
    post(recorder, ending(card), LEAVING)
    answer = post(recorder, card_url(card, "service", "return"), {"started_on": "1/4/2567"})
    assert answer["Location"] == f"{card_url(card)}?said=returned"
    assert Service.objects.count() == 2
    assert "ปฏิบัติงานอยู่" in said_of(get(recorder, card_url(card)))


def test_a_return_into_a_running_service_is_refused(recorder: Client, card: Card) -> None:
    answer = post(recorder, card_url(card, "service", "return"), {"started_on": "1/4/2567"})
    assert answer.status_code in {409, 422}
    assert Service.objects.count() == 1


def test_a_mistyped_national_id_is_corrected_with_all_its_lines(
    recorder: Client, card: Card
) -> None:
    url = card_url(card, "national-id")
    answer = post(recorder, url, {"national_id": national_id(77), "seen": "1"})
    assert answer["Location"] == f"{card_url(card)}?said=id-corrected"
    card = Card.objects.select_related("person").get(id=card.id)
    assert card.person.national_id == national_id(77)
    assert Appointment.objects.get().person_id == card.person_id


def test_a_correction_to_somebody_s_id_is_refused(recorder: Client, cast: Cast, card: Card) -> None:
    url = card_url(card, "national-id")
    other = add_card(cast.recorder, 2)
    mine = post(recorder, url, {"national_id": national_id(2), "seen": "1"})
    assert mine.status_code == 409
    assert f'href="{card_url(other)}"' in page_of(mine)
    add_card(cast.recorder_next_door, 3)
    theirs = post(recorder, url, {"national_id": national_id(3), "seen": "1"})
    assert theirs.status_code == 409
    assert cast.recorder_next_door.organization in page_of(theirs)
    assert Look.objects.get().register_id == NEXT_DOOR
    wrong = post(recorder, url, {"national_id": "1234567890123", "seen": "1"})
    assert wrong.status_code == 422


def test_a_correction_of_what_changed_meanwhile_is_shown_again(
    recorder: Client, card: Card
) -> None:
    url = card_url(card, "national-id")
    answer = post(recorder, url, {"national_id": national_id(77), "seen": "9"})
    assert answer.status_code == 409
    assert 'name="seen" value="1"' in page_of(answer)


def test_a_card_that_holds_nothing_is_removed(recorder: Client, cast: Cast) -> None:
    empty = add_card(cast.recorder, 5)
    assert "ลบบัตรที่เพิ่มผิด" in page_of(get(recorder, card_url(empty)))
    answer = post(recorder, card_url(empty, "remove"), {})
    assert answer["Location"] == "/people/?said=person-removed"
    assert not Card.objects.exists()
    assert not Service.objects.exists()


def test_a_card_with_lines_stays(recorder: Client, card: Card) -> None:
    assert "ลบบัตรที่เพิ่มผิด" not in page_of(get(recorder, card_url(card)))
    answer = post(recorder, card_url(card, "remove"), {})
    assert answer.status_code == 422
    assert "บัตรนี้มีรายการอยู่" in page_of(answer)
    assert Card.objects.exists()


PAGES = ("service/end", "service/resume", "service/return", "national-id", "remove")


@pytest.mark.parametrize("page", PAGES)
def test_a_sealed_register_lets_nothing_of_it_happen(
    recorder: Client, cast: Cast, card: Card, page: str
) -> None:
    certified(cast.certifier)
    typed = {**LEAVING, "started_on": "1/4/2567", "national_id": national_id(77), "seen": "1"}
    answer = post(recorder, card_url(card, page), typed)
    assert answer.status_code == 423
    assert Service.objects.get().revision == 1


@pytest.mark.parametrize("page", PAGES)
def test_others_do_nothing_of_it(client: Client, cast: Cast, card: Card, page: str) -> None:
    url = card_url(card, page)
    assert get(signed_in(client, cast.province), url).status_code == 403
    assert get(signed_in(client, cast.recorder_next_door), url).status_code == 404
    window = signed_in(client, cast.recorder).get(
        url, headers={"HX-Request": "true", "HX-Target": "window"}
    )
    assert "<html" not in window.content.decode()
