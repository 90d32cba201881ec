"""ตรวจสอบข้อมูล: what was found, filtered, explained one by one and a rule at once, exported."""

import re

import pytest
from django.test import Client

from kp7.personnel.actions.lines import add_line
from kp7.personnel.models import Card, Explanation
from kp7.personnel.sections import LEAVE_TOTALS
from kp7.thai.calendar import PartialDate
from tests.cast import Cast, add_complete, certified, signed_in
from tests.web.recording import get

ADDRESS = "/people/findings/"
WHY = "ตรวจกับทะเบียนบ้านแล้ว"


@pytest.fixture
def cards(cast: Cast) -> list[Card]:
    """Two people whose day of birth is not known, and one of whom nothing is to say."""
    add_complete(cast.recorder, 3)
    return [
        add_complete(cast.recorder, n, birth_date=PartialDate(1980, n), first_name=name)
        for n, name in ((1, "ก้อง"), (2, "ขวัญ"))
    ]


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def page_of(officer: Client, address: str) -> str:
    return get(officer, address).content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def explained(officer: Client, card: Card, text: str = WHY, **more: str) -> str:
    """Type an explanation of the card's first warning; the address that it leads to."""
    page = page_of(officer, f"{ADDRESS}?rule=PER-04&by=person")
    of_card = page[page.index(f"/people/{card.id}/explain/") :]
    values = {"rule": "PER-04", "line": str(card.id), "seen": hidden(of_card, "seen"), "text": text}
    answer = officer.post(f"/people/{card.id}/explain/?rule=PER-04", {**values, **more})
    return str(answer.headers.get("Location", answer.status_code))


def test_findings_stand_by_rule_with_the_way_to_mend_them(
    officer: Client, cards: list[Card]
) -> None:
    page = page_of(officer, f"{ADDRESS}?severity=warning")
    assert "สิ่งที่พบ 2 รายการ" in page
    assert f'href="/people/{cards[0].id}/personal/{cards[0].id}/#id_birth_date"' in page
    assert page.index("ก้อง") < page.index("ขวัญ")
    assert "ชี้แจงทั้งกลุ่ม (2 รายการที่ยังไม่ชี้แจง)" in page


def test_they_are_gathered_by_person_where_that_is_asked(
    officer: Client, cards: list[Card]
) -> None:
    page = page_of(officer, f"{ADDRESS}?by=person&severity=warning")
    assert '<h3 id="group-1">นายก้อง ทดสอบ</h3>' in page
    assert page_of(officer, f"{ADDRESS}?rule=PER-05").count("<li>") < page.count("<li>")
    assert len(cards) == 2


@pytest.mark.parametrize("query", ["severity=x", "rule=%00", "after=nothing", "by=2&section=x"])
def test_what_no_page_asks_for_is_left_out(officer: Client, cards: list[Card], query: str) -> None:
    assert cards[0].first_name in page_of(officer, f"{ADDRESS}?{query}")


def test_a_warning_is_explained_and_taken_back_where_it_stands(
    officer: Client, cards: list[Card]
) -> None:
    assert explained(officer, cards[0]) == f"{ADDRESS}?rule=PER-04&said=explained"
    page = page_of(officer, f"{ADDRESS}?rule=PER-04")
    assert f"คำชี้แจง: {WHY}" in page
    assert "ชี้แจงทั้งกลุ่ม (1 รายการ" in page
    assert "สิ่งที่พบ 1 รายการ" in page_of(officer, f"{ADDRESS}?explained=yes")
    assert explained(officer, cards[0], withdraw="1").endswith("said=unexplained")
    assert not Explanation.objects.exists()


def test_an_explanation_of_nothing_is_refused_on_the_page(
    officer: Client, cards: list[Card]
) -> None:
    assert explained(officer, cards[0], " ") == "422"
    assert explained(officer, cards[0], seen="x") == "409"
    assert explained(officer, cards[0], rule="") == "422"
    answer = officer.post(f"{ADDRESS}explain/", {"rule": "PER-04", "text": ""})
    assert answer.status_code == 422
    assert officer.post(f"{ADDRESS}explain/", {"rule": "x" * 11}).status_code == 422


def test_all_of_a_rule_are_explained_at_once(officer: Client, cards: list[Card]) -> None:
    officer.post(f"{ADDRESS}explain/?rule=PER-04", {"rule": "PER-04", "text": WHY})
    assert Explanation.objects.count() == len(cards)
    assert "สิ่งที่พบ 0 รายการ" in page_of(officer, f"{ADDRESS}?explained=no")


def test_what_is_sensitive_is_counted_but_not_shown_without_the_right(
    officer: Client, cast: Cast, cards: list[Card]
) -> None:
    values = {"fiscal_year": 2015, "kind": "sick", "days": "121"}
    add_line(by=cast.certifier, card=cards[0], section=LEAVE_TOTALS, values=values)
    page = page_of(officer, f"{ADDRESS}?by=person")
    assert "เป็นข้อมูลอ่อนไหว 1 รายการ" in page
    assert "ลาป่วย" not in page
    assert "ลาป่วย 121 วัน" in page_of(signed_in(Client(), cast.certifier), ADDRESS)


def test_a_sealed_register_is_read_but_not_explained(
    officer: Client, cast: Cast, cards: list[Card]
) -> None:
    officer.post(f"{ADDRESS}explain/", {"rule": "PER-04", "text": WHY})
    certified(cast.certifier)
    page = page_of(officer, ADDRESS)
    assert WHY in page
    assert "explain-form" not in page
    assert explained_later(officer, cards[0]) == 423


def explained_later(officer: Client, card: Card) -> int:
    values = {"rule": "PER-04", "line": str(card.id), "seen": "", "text": WHY}
    return officer.post(f"/people/{card.id}/explain/", values).status_code


def test_the_button_of_the_certifier_stays_off_until_all_is_explained(
    cast: Cast, cards: list[Card], client: Client
) -> None:
    officer = signed_in(client, cast.certifier)
    page = page_of(officer, "/certification/lao/review/")
    assert f"ยังไม่มีคำชี้แจง {len(cards)} รายการ" in page
    assert f'href="{ADDRESS}?rule=PER-04&amp;explained=no"' in page
    officer.post(f"{ADDRESS}explain/", {"rule": "PER-04", "text": WHY})
    assert "ยังไม่มีคำชี้แจง" not in page_of(officer, "/certification/lao/review/")
    assert "2 รายการมีคำชี้แจงครบทุกรายการ" in page_of(officer, "/certification/lao/review/confirm/")


def test_the_list_is_sent_as_a_workbook(officer: Client, cards: list[Card]) -> None:
    explained(officer, cards[0])
    answer = get(officer, f"{ADDRESS}export/?severity=warning")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
