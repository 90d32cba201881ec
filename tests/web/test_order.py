"""บันทึกคำสั่งทั้งฉบับ: one reference, many people, one page."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kp7.personnel.models import Appointment, Card, Evaluation
from kp7.personnel.orders import MOST
from kp7.web.models import SavedForm
from kp7.web.saved_forms import NOTICE
from tests.cast import PASSWORD, Cast, add_card, add_complete, certified, signed_in
from tests.crowd import add_crowd
from tests.web.recording import get, page_of, post, said_of, statements

ORDER_ADD = "/people/orders/add/"
ORDER = {
    "effective_on": "1/4/2569",
    "movement": "step_raise",
    "document_kind": "order",
    "document_issuer": "องค์การบริหารส่วนตำบลตัวอย่าง",
    "document_number": "45/2569",
    "document_date": "30 มี.ค. 2569",
}
DAY = dt.date(2026, 4, 1)
MOST_STATEMENTS = 16
MOST_TO_SAVE = 30


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def salaries(cards: Sequence[Card], first: int = 12000) -> dict[str, str]:
    """What is typed of each: a salary."""
    return {f"salary_{card.id.hex}": f"{first + n:,}" for n, card in enumerate(cards)}


def send(client: Client, typed: Mapping[str, str], **changed: str) -> HttpResponse:
    return post(client, ORDER_ADD, {**ORDER, **changed, **typed})


def of_order() -> int:
    return Appointment.objects.filter(effective_on=DAY).count()


def names_on(response: HttpResponse) -> list[str]:
    """Whom the table lists, in its order."""
    return re.findall(r'<th scope="row" id="\w+">([^<]+)<', page_of(response))


def test_the_page_asks_once_for_the_order_and_lists_everybody_in_service(
    recorder: Client, cast: Cast
) -> None:
    add_complete(cast.certifier, 1, first_name="เขียว")
    add_complete(cast.certifier, 2, first_name="กบ")
    answer = get(recorder, ORDER_ADD)
    page = page_of(answer)
    assert names_on(answer) == ["นายกบ ทดสอบ", "นายเขียว ทดสอบ"]
    assert page.count('name="document_number"') == 1
    assert page.count("autofocus") == 1
    assert 'value="step_raise" selected' in page
    assert "15,060" in page
    assert "66-3-01-3102-001" in page
    assert ORDER_ADD in page_of(get(recorder, "/people/"))


def test_a_whole_order_is_recorded_and_offered_again_for_those_left(
    recorder: Client, cast: Cast
) -> None:
    cards = add_crowd(cast.certifier, 4)
    answer = send(recorder, {**salaries(cards[:2]), f"salary_{cards[2].id.hex}": "-"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{ORDER_ADD}?said=order-recorded&people=3"
    assert dict(Appointment.objects.filter(effective_on=DAY).values_list("movement", "salary")) == {
        "step_raise": Decimal(12001),
        "no_raise": Decimal(11600),
    }
    shown = get(recorder, answer["Location"])
    assert "บันทึกคำสั่งแล้ว 3 คน" in said_of(shown)
    assert names_on(shown) == ["นายคนที่00003 ฝูงชน"]
    assert 'value="45/2569"' in page_of(shown)
    assert 'value="01/04/2569"' in page_of(shown)
    assert "มีรายการตามคำสั่งนี้แล้ว 3 คน" in said_of(shown)


def test_the_reference_that_is_offered_is_marked(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.certifier, 2)
    assert "เอกสารอ้างอิงล่าสุด" not in page_of(get(recorder, ORDER_ADD))
    send(recorder, salaries(cards[:1]))
    assert "ใช้เอกสารอ้างอิงล่าสุดที่ท่านบันทึกวันนี้" in said_of(get(recorder, ORDER_ADD))


def test_a_tick_says_that_the_salary_stays(recorder: Client, cast: Cast) -> None:
    (card,) = add_crowd(cast.recorder, 1)
    assert send(recorder, {f"stays_{card.id.hex}": "1"}).status_code == 302
    line = Appointment.objects.get(effective_on=DAY)
    assert (line.movement, line.salary) == ("no_raise", Decimal(11600))


def test_step_and_result_are_asked_for_who_wants_them(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 2)
    assert "ขั้นใหม่" not in page_of(get(recorder, ORDER_ADD))
    asked = page_of(send(recorder, salaries(cards[:1]), show="1", details="on"))
    step, result = f"step_{cards[0].id.hex}", f"result_{cards[0].id.hex}"
    assert f'name="{step}"' in asked
    typed = {**salaries(cards[:1]), step: "12.5", result: "good"}
    answer = send(recorder, typed, details="on")
    assert answer["Location"].endswith("&people=1&details=1")
    assert 'name="step_' in page_of(get(recorder, answer["Location"]))
    assert Appointment.objects.get(effective_on=DAY).step == "12.5"
    assert Evaluation.objects.get().result == "good"
    alone = send(recorder, {f"step_{cards[1].id.hex}": "13"}, details="on")
    assert alone.status_code == 422
    assert "กรุณากรอกเงินเดือนใหม่ด้วย" in page_of(alone)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("๑๑,๐๐๐", "ต่ำกว่าเงินเดือนเดิม 11,600 บาท"),
        ("11600", "เท่ากับเงินเดือนเดิม"),
        ("หมื่นห้า", "จำนวนเงินต้องเป็นตัวเลข"),
        ("-5", "จำนวนเงินต้องไม่ติดลบ"),
        ("9" * 300, "จำนวนเงิน"),
    ],
)
def test_what_is_wrong_stands_beside_its_person_and_nothing_is_lost(
    recorder: Client, cast: Cast, typed: str, sentence: str
) -> None:
    cards = add_crowd(cast.recorder, 3)
    wrong = f"salary_{cards[1].id.hex}"
    answer = send(recorder, {**salaries(cards), wrong: typed}, document_issuer="พิมพ์ไว้แล้ว")
    page = page_of(answer)
    assert answer.status_code == 422
    assert f'href="#id_{wrong}"' in page
    assert f'id="id_{wrong}_error"' in page
    assert f"นายคนที่00001 ฝูงชน: {sentence}" in page
    assert {"พิมพ์ไว้แล้ว", "12,000", "12,002", typed} <= set(re.findall(r'value="([^"]*)"', page))
    assert of_order() == 0


def test_a_salary_beside_a_tick_is_refused(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 1)
    answer = send(recorder, {**salaries(cards), f"stays_{cards[0].id.hex}": "1"})
    assert answer.status_code == 422
    assert "กรุณาเลือกอย่างเดียว" in page_of(answer)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("effective_on", "31/02/2569", "ไม่มีวันที่ 31/02/2569 ในปฏิทิน"),
        ("effective_on", "1/4/2026", "ดูเหมือนท่านกรอกปี ค.ศ."),
        ("document_number", "", "กรุณากรอกข้อมูลในช่องนี้"),
        ("document_date", "", "กรุณากรอกข้อมูลในช่องนี้"),
        ("movement", "moved", "กรุณาเลือกใหม่"),
        ("movement", "no_raise", "กรุณาเลือกใหม่"),
        ("kind", "king", "กรุณาเลือกใหม่"),
        ("division", "ไม่มีกองนี้", "กรุณาเลือกใหม่"),
    ],
)
def test_what_is_wrong_with_the_order_keeps_every_salary(
    recorder: Client, cast: Cast, field: str, typed: str, sentence: str
) -> None:
    cards = add_crowd(cast.recorder, 2)
    answer = send(recorder, salaries(cards), **{field: typed})
    page = page_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert f'href="#id_{field}"' in page
    assert 'value="12,000"' in page
    assert 'value="12,001"' in page
    assert of_order() == 0


def test_an_order_about_nobody_is_refused(recorder: Client, cast: Cast) -> None:
    add_crowd(cast.recorder, 2)
    answer = send(recorder, {})
    assert answer.status_code == 422
    assert "ยังไม่ได้พิมพ์เงินเดือนใหม่ของผู้ใด" in page_of(answer)


def test_a_double_click_records_once_and_says_so(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 3)
    send(recorder, salaries(cards))
    again = send(recorder, salaries(cards))
    assert again["Location"] == f"{ORDER_ADD}?said=order-repeated"
    assert "บันทึกไว้แล้วครบทุกคน ไม่มีการบันทึกซ้ำ" in said_of(get(recorder, again["Location"]))
    assert of_order() == 3


def test_another_list_keeps_what_was_typed(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 2)
    official = add_complete(cast.recorder, 1)
    answer = send(recorder, salaries(cards[:1]), show="1", kind="official", document_number="")
    assert answer.status_code == 200
    assert names_on(answer) == ["นายคนที่00000 ฝูงชน", "นายตัวอย่าง ทดสอบ"]
    assert 'value="12,000"' in page_of(answer)
    assert "+400 (3.45%)" in page_of(answer)
    assert "1 จาก 2 คนที่แสดง" in said_of(answer)
    assert f"salary_{official.id.hex}" in page_of(answer)
    assert of_order() == 0


def test_somebody_without_a_position_is_led_to_the_first_line(recorder: Client, cast: Cast) -> None:
    bare = add_card(cast.recorder, 1)
    page = page_of(get(recorder, ORDER_ADD))
    assert f"/people/{bare.id}/appointments/add/" in page
    assert f'name="salary_{bare.id.hex}"' not in page


def test_more_than_a_page_holds_says_how_to_go_on(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, MOST + 5)
    answer = get(recorder, ORDER_ADD)
    assert len(names_on(answer)) == MOST
    assert f"แสดงครั้งละไม่เกิน {MOST} คน ยังมีอีก 5 คน" in said_of(answer)
    send(recorder, salaries(cards[:MOST]))
    assert len(names_on(get(recorder, ORDER_ADD))) == 5


def test_script_in_every_field_stays_text(recorder: Client, cast: Cast) -> None:
    script = "<script>alert(1)</script>"
    cards = add_crowd(cast.recorder, 1)
    for name in (*ORDER, *salaries(cards), "kind", "division"):
        raw = recorder.post(ORDER_ADD, {**ORDER, **salaries(cards), name: script})
        assert script not in raw.content.decode()


def test_names_of_fields_that_no_page_sends_are_not_minded(recorder: Client, cast: Cast) -> None:
    foreign = add_complete(cast.recorder_next_door, 1)
    cards = add_crowd(cast.recorder, 1)
    typed = {**salaries([foreign]), "salary_": "1", "salary_x": "1", "stays_\x00": "1"}
    answer = send(recorder, {**salaries(cards), **typed})
    assert answer.status_code == 302
    assert of_order() == 1


def test_a_sealed_register_keeps_what_was_typed(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    certified(cast.certifier)
    assert "บันทึกคำสั่ง</button>" not in page_of(get(recorder, ORDER_ADD))
    answer = send(recorder, salaries([card], 16000))
    assert answer.status_code == 423
    assert "จึงแก้ไขหรือบันทึกเพิ่มไม่ได้" in said_of(answer)
    assert 'value="16,000"' in page_of(answer)
    assert of_order() == 0


def test_only_an_lao_records_an_order_and_lists_its_own(client: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    for actor in (cast.province, cast.dla, cast.auditor):
        assert get(signed_in(client, actor), ORDER_ADD).status_code == 403
    assert names_on(get(signed_in(client, cast.recorder_next_door), ORDER_ADD)) == []


def test_sixty_typed_salaries_outlive_the_session(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 60)
    typed = salaries(cards) | {f"salary_{cards[7].id.hex}": "-"}
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31), tick=False):
        lost = send(recorder, typed, kind="mission")
        assert lost["Location"] == f"/login/?next={ORDER_ADD}"
        assert SavedForm.objects.count() == 1
        recorder.post("/login/", {"username": cast.recorder.username, "password": PASSWORD})
        back = get(recorder, ORDER_ADD)
        page = page_of(back)
        assert NOTICE in page
        for name, value in typed.items():
            assert re.search(rf'name="{name}" value="{value}"', page), name
        assert 'value="45/2569"' in page
        assert 'value="mission" selected' in page
        assert of_order() == 0
        assert send(recorder, typed).status_code == 302
    assert of_order() == 60


def test_what_was_typed_in_a_window_outlives_the_session(recorder: Client, cast: Cast) -> None:
    window = f"/people/{add_complete(cast.recorder, 1).id}/service/end/"
    typed = {"movement": "resigned", "ended_on": "1/10/2569", "document": "พิมพ์ในหน้าต่าง"}
    htmx = {"HX-Request": "true", "HX-Target": "window"}
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31), tick=False):
        lost = recorder.post(window, typed, headers=htmx)
        assert lost["HX-Redirect"] == f"/login/?next={window}"
        recorder.post("/login/", {"username": cast.recorder.username, "password": PASSWORD})
        assert 'value="พิมพ์ในหน้าต่าง"' in page_of(get(recorder, window))


@pytest.mark.slow
def test_the_page_costs_the_same_for_ten_and_for_two_thousand(recorder: Client, cast: Cast) -> None:
    add_crowd(cast.recorder, 10)
    with statements() as for_ten:
        get(recorder, ORDER_ADD)
    add_crowd(cast.recorder, 1990, first=10)
    with statements() as for_many:
        get(recorder, ORDER_ADD)
    assert len(for_many) == len(for_ten) <= MOST_STATEMENTS, for_many.captured_queries


def test_sixty_people_are_recorded_in_thirty_statements(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 60)
    with statements() as taken:
        assert send(recorder, salaries(cards)).status_code == 302
    assert len(taken) <= MOST_TO_SAVE, taken.captured_queries
