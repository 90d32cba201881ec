"""โอนย้าย on pages: let go, answered, moved; what each side sees, and what it does not."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kp7.certification.actions import return_to_lao
from kp7.personnel import queries
from kp7.personnel.actions.people import end_service
from kp7.personnel.models import Appointment, Card, Transfer
from kp7.thai import calendar
from tests.cast import NEXT_DOOR, OWN, Cast, add_complete, case_of, certified, signed_in
from tests.personnel.transfers.moves import DAY, take_in
from tests.web.recording import card_url, get, page_of, post, said_of, statements

LIST = "/people/transfers/"
ORDER = {
    "searched": "5830105",
    "to_register": str(NEXT_DOOR),
    "effective_on": "1/6/2567",
    "document_number": "12/2567",
    "document_date": "20/5/2567",
}
ACCEPTED = {
    "document_number": "34/2567",
    "document_date": "25/5/2567",
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-02-3102-009",
    "level": "academic-practitioner",
    "division": "สำนักปลัด",
    "salary": "",
}


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


@pytest.fixture
def sender(cast: Cast) -> Client:
    return signed_in(Client(), cast.recorder)


@pytest.fixture
def receiver(cast: Cast) -> Client:
    return signed_in(Client(), cast.recorder_next_door)


def released(sender: Client, card: Card, **changed: str) -> Transfer:
    """Let go on the page."""
    answer = post(sender, card_url(card, "release"), {**ORDER, **changed})
    assert answer.status_code == 302, page_of(answer)
    return Transfer.objects.get(state="released")


def url(transfer: Transfer, what: str) -> str:
    return f"{LIST}{transfer.id}/{what}/"


def test_the_receiver_is_found_by_any_of_its_words(sender: Client, card: Card) -> None:
    """Type, name, amphoe, province and code are shown, for names repeat."""
    page = get(sender, card_url(card, "release"))
    assert "ค้นหาหน่วยงานที่รับโอน" in page_of(page)
    assert "radio" not in page_of(page)
    found = page_of(get(sender, f"{card_url(card, 'release')}?searched=ทต. ภูเก็ต"))
    assert found.count('type="radio"') > 1
    assert re.search(r"เทศบาลตำบล\S+ อำเภอ\S+ จังหวัดภูเก็ต \(รหัส \d{7}\)", found)
    by_code = page_of(get(sender, f"{card_url(card, 'release')}?searched=5830105"))
    assert by_code.count('type="radio"') == 1
    own = page_of(get(sender, f"{card_url(card, 'release')}?searched=6830108"))
    assert "ไม่พบหน่วยงานตามที่ค้นหา" in own
    many = said_of(get(sender, f"{card_url(card, 'release')}?searched=บ้าน"))
    assert re.search(r"พบ \d+ แห่ง แสดง 30 แห่งแรก", many)


def test_letting_go_is_told_on_both_sides(sender: Client, receiver: Client, card: Card) -> None:
    answer = post(sender, card_url(card, "release"), ORDER)
    assert answer["Location"] == f"{LIST}?said=released"
    mine = said_of(get(sender, answer["Location"]))
    assert "ส่งให้หน่วยงานปลายทางแล้ว" in mine
    assert "ยกเลิกการให้โอน" in mine
    assert "รับโอน </" not in mine
    theirs = page_of(get(receiver, LIST))
    assert "นายตัวอย่าง ทดสอบ" in theirs
    assert "นักทรัพยากรบุคคล" in theirs
    assert "12/2567" in theirs
    assert str(card.id) not in theirs
    assert "อยู่ระหว่างโอนไป" in said_of(get(sender, card_url(card)))
    assert "รอหน่วยงานของท่านดำเนินการ 1 รายการ" in said_of(get(receiver, "/"))
    assert "รอหน่วยงานของท่าน" not in said_of(get(sender, "/"))


def test_before_it_accepts_the_receiver_reads_no_card(
    sender: Client, receiver: Client, card: Card
) -> None:
    transfer = released(sender, card)
    page = page_of(get(receiver, url(transfer, "accept")))
    for known in ("นายตัวอย่าง ทดสอบ", "นักทรัพยากรบุคคล", "12/2567"):
        assert known in page
    for secret in ("15,060", "2523", card.person.national_id, str(card.id)):
        assert secret not in page
    assert get(receiver, card_url(card)).status_code == 404


def test_accepting_moves_the_card(sender: Client, receiver: Client, card: Card) -> None:
    transfer = released(sender, card)
    answer = post(receiver, url(transfer, "accept"), ACCEPTED)
    assert answer["Location"] == f"{LIST}?said=transferred"
    there = Card.objects.get(register_id=NEXT_DOOR)
    page = page_of(get(receiver, LIST))
    assert f'href="{card_url(there)}"' in page
    assert "โอนเสร็จแล้ว" in page
    assert "โอนมาจาก" in said_of(get(receiver, card_url(there)))
    assert "โอนไป" in said_of(get(sender, card_url(card)))
    line = Appointment.objects.get(movement="transfer_in")
    assert (line.position_number, line.salary) == ("66-3-02-3102-009", 15060)
    assert "นายตัวอย่าง" not in said_of(get(sender, "/people/"))
    assert "นายตัวอย่าง" in said_of(get(receiver, "/people/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"document_number": ""}, "คำสั่งรับโอนเลขที่"),
        ({"document_date": "31/2/2567"}, "ไม่มีวันที่ 31/02/2567 ในปฏิทิน"),
        ({"position": ""}, "ตำแหน่ง"),
        ({"salary": "มาก"}, "จำนวนเงินต้องเป็นตัวเลข"),
    ],
)
def test_an_acceptance_that_cannot_be_keeps_what_was_typed(
    sender: Client, receiver: Client, card: Card, typed: dict[str, str], sentence: str
) -> None:
    transfer = released(sender, card)
    answer = post(receiver, url(transfer, "accept"), {**ACCEPTED, **typed})
    assert answer.status_code == 422
    assert sentence in page_of(answer)
    assert "66-3-02-3102-009" in page_of(answer)
    assert Transfer.objects.get().state == "released"


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"to_register": ""}, 422, "กรุณาเลือกหน่วยงานที่รับโอน"),
        ({"to_register": str(OWN)}, 422, "กรุณาเลือกหน่วยงานจากผลการค้นหา"),
        ({"document_number": " "}, 422, "คำสั่งให้โอนเลขที่"),
        ({"effective_on": "30/9/2553"}, 409, "ต้องอยู่หลังวันนั้น"),
    ],
)
def test_a_release_that_cannot_be_keeps_what_was_typed(
    sender: Client, card: Card, typed: dict[str, str], status: int, sentence: str
) -> None:
    answer = post(sender, card_url(card, "release"), {**ORDER, **typed})
    assert answer.status_code == status
    assert sentence in page_of(answer)
    assert 'value="20/5/2567"' in page_of(answer)
    assert not Transfer.objects.exists()


def test_a_refusal_and_a_withdrawal(sender: Client, receiver: Client, card: Card) -> None:
    transfer = released(sender, card)
    assert post(receiver, url(transfer, "decline"), {"reason": ""}).status_code == 422
    answer = post(receiver, url(transfer, "decline"), {"reason": "ไม่มีอัตราว่าง"})
    assert answer["Location"] == f"{LIST}?said=transfer-declined"
    assert "ไม่มีอัตราว่าง" in said_of(get(sender, LIST))
    again = released(sender, card)
    answer = post(sender, url(again, "withdraw"), {})
    assert answer["Location"] == f"{LIST}?said=transfer-withdrawn"
    late = post(receiver, url(again, "accept"), ACCEPTED)
    assert late.status_code == 409
    assert "ต้นทางยกเลิก" in page_of(late)
    assert "btn-primary" not in page_of(late)


def test_an_acceptance_after_a_death_says_so(
    sender: Client, receiver: Client, cast: Cast, card: Card
) -> None:
    transfer = released(sender, card)
    end_service(by=cast.recorder, card=card, ended_on=DAY, movement="died", document="")
    answer = post(receiver, url(transfer, "accept"), ACCEPTED)
    assert answer.status_code == 409
    assert "ถึงแก่กรรม" in page_of(answer)
    for side in (sender, receiver):
        assert "โอนไม่ได้แล้ว" in said_of(get(side, LIST))


def test_a_sealed_register_lets_go_and_waits(
    sender: Client, receiver: Client, cast: Cast, card: Card
) -> None:
    certified(cast.certifier)
    assert "ให้โอน" in said_of(get(sender, card_url(card)))
    assert "ปิดแก้ไขอยู่" in page_of(get(sender, card_url(card, "release")))
    transfer = released(sender, card)
    answer = post(receiver, url(transfer, "accept"), ACCEPTED)
    assert answer["Location"] == f"{LIST}?said=transfer-waits"
    waiting = said_of(get(receiver, LIST))
    assert "รับแล้ว รอย้ายบัตร" in waiting
    assert "เปิดแก้ไขข้อมูลได้" in waiting
    early = post(receiver, url(transfer, "settle"), {})
    assert early.status_code == 423
    case = case_of(OWN)
    return_to_lao(case_id=case.id, by=cast.province, seen=case.revision, reason="แก้ไข")
    assert "โอนเสร็จแล้ว" in said_of(get(receiver, LIST))


def test_when_the_day_has_come_a_button_moves_the_card(
    sender: Client, receiver: Client, cast: Cast, card: Card
) -> None:
    tomorrow = queries.today() + timedelta(days=1)
    transfer = released(sender, card, effective_on=calendar.format_date(tomorrow))
    take_in(cast.recorder_next_door, transfer)
    assert f"รอถึงวันที่ {calendar.format_long(tomorrow)}" in said_of(get(sender, LIST))
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        sender, receiver = (
            signed_in(Client(), by) for by in (cast.recorder, cast.recorder_next_door)
        )
        assert "พร้อมย้ายบัตร" in said_of(get(sender, LIST))
        assert "ดำเนินการ 1 รายการ" in said_of(get(sender, "/"))
        answer = post(sender, url(transfer, "settle"), {})
        assert answer["Location"] == f"{LIST}?said=transferred"
        assert "นายตัวอย่าง" in said_of(get(receiver, "/people/"))


def test_the_list_is_filtered_and_paged(sender: Client, receiver: Client, card: Card) -> None:
    transfer = released(sender, card)
    assert "นายตัวอย่าง" in said_of(get(sender, f"{LIST}?direction=out&state=open"))
    assert "นายตัวอย่าง" not in said_of(get(sender, f"{LIST}?direction=in"))
    assert "นายตัวอย่าง" in said_of(get(receiver, f"{LIST}?direction=in&state=released"))
    assert "นายตัวอย่าง" not in said_of(get(sender, f"{LIST}?state=done"))
    assert "นายตัวอย่าง" not in said_of(get(sender, f"{LIST}?before={transfer.id}"))
    assert "นายตัวอย่าง" in said_of(get(sender, f"{LIST}?before=x&state=y"))


def test_the_province_reads_those_of_its_own(
    client: Client, sender: Client, cast: Cast, card: Card
) -> None:
    transfer = released(sender, card)
    page = page_of(get(signed_in(client, cast.province), LIST))
    assert "นายตัวอย่าง ทดสอบ" in page
    assert "/accept/" not in page
    assert "/withdraw/" not in page
    assert "นายตัวอย่าง" not in said_of(get(signed_in(Client(), cast.other_province), LIST))
    assert "นายตัวอย่าง" in said_of(get(signed_in(Client(), cast.auditor), LIST))
    for what in ("accept", "decline", "withdraw"):
        assert get(signed_in(Client(), cast.province), url(transfer, what)).status_code == 403
        assert get(signed_in(Client(), cast.certifier_far), url(transfer, what)).status_code == 404
    assert get(sender, url(transfer, "accept")).status_code == 404
    assert get(sender, url(transfer, "decline")).status_code == 404


def test_the_questions_open_as_windows(sender: Client, receiver: Client, card: Card) -> None:
    headers = {"HX-Request": "true", "HX-Target": "window"}
    window = sender.get(f"{card_url(card, 'release')}?searched=5830105", headers=headers)
    assert "<html" not in window.content.decode()
    transfer = released(sender, card)
    for client, what in ((receiver, "accept"), (receiver, "decline"), (sender, "withdraw")):
        window = client.get(url(transfer, what), headers=headers)
        assert "<html" not in window.content.decode()
        assert window.status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(
    sender: Client, cast: Cast, card: Card
) -> None:
    released(sender, card)
    get(sender, LIST)
    with statements() as one:
        get(sender, LIST)
    for number in range(2, 8):
        released_one = add_complete(cast.recorder, number)
        post(sender, card_url(released_one, "release"), ORDER)
    take_in(cast.recorder_next_door, Transfer.objects.earliest("id"))
    with statements() as many:
        get(sender, LIST)
    assert len(many) == len(one) <= 12, [query["sql"] for query in many]
