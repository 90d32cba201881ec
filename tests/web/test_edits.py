"""ประวัติการแก้ไข: who changed what, of a card and of a whole register."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from kp7.ledger.models import Look
from kp7.organizations.actions.acting import act_for
from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line, change_line
from kp7.personnel.models import Card, Education
from kp7.personnel.sections import DISCIPLINE, EDUCATION, PERSONAL
from kp7.thai import calendar
from kp7.web import edits
from tests.cast import DEGREE, Cast, add_card, add_complete, signed_in
from tests.cast import PERSONAL as SOMEBODY
from tests.lines import OTHER_SECTIONS
from tests.web.recording import card_url, get, page_of, post, said_of, statements

LIST = "/people/history/"
NONE = {"since": "", "until": "", "section": "", "officer": ""}


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card whose degree was mended by the certifier."""
    card = add_complete(cast.recorder, 1)
    change_line(
        by=cast.certifier,
        card=card,
        section=EDUCATION,
        line_id=Education.objects.get(person_id=card.person_id).id,
        seen=1,
        values={"major": "การปกครอง"},
    )
    return card


def mark_in(page: str) -> str:
    return page.partition("?before=")[2].partition('"')[0]


# --- of a card ----------------------------------------------------------------------------------


def test_a_card_leads_to_its_history(recorder: Client, card: Card) -> None:
    assert f'href="{card_url(card, "history")}"' in page_of(get(recorder, card_url(card)))


def test_a_change_is_told_with_who_and_before_and_after(
    recorder: Client, cast: Cast, card: Card
) -> None:
    page = said_of(get(recorder, card_url(card, "history")))
    assert f"{cast.certifier.officer} {cast.certifier.post}" in page
    assert "แก้ไข การศึกษา สาขาวิชา เดิม (ว่าง) → เป็น การปกครอง" in page
    assert "เพิ่ม ข้อมูลส่วนตัว" in page


def test_the_history_is_searched_by_section_day_and_officer(
    recorder: Client, cast: Cast, card: Card
) -> None:
    address = card_url(card, "history")
    asked = {**NONE, "section": "education", "officer": cast.certifier.officer}
    answer = post(recorder, address, asked)
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = said_of(get(recorder, address))
    assert ("การปกครอง" in page, "เพิ่ม ข้อมูลส่วนตัว" in page) == (True, False)
    assert "ผลการค้นหา" not in said_of(get(recorder, LIST))
    post(recorder, address, {**NONE, "until": "01/01/2560"})
    assert "ไม่พบการแก้ไขตามเงื่อนไข" in said_of(get(recorder, address))
    post(recorder, address, {**NONE, "clear": "1"})
    assert "เพิ่ม ข้อมูลส่วนตัว" in said_of(get(recorder, address))


def test_what_cannot_be_searched_is_said_beside_the_field(recorder: Client, card: Card) -> None:
    page = post(recorder, card_url(card, "history"), {**NONE, "since": "31/02/2567"})
    assert page.status_code == 422
    assert "ผลการค้นหา" not in said_of(page)
    assert post(recorder, LIST, {**NONE, "since": "2024-13-99"}).status_code == 422
    assert post(recorder, LIST, {**NONE, "section": "x"}).status_code == 422


def test_a_time_that_was_typed_backwards_is_read_as_it_is_meant(
    recorder: Client, card: Card
) -> None:
    today = queries.today()
    days = [calendar.format_date(today + timedelta(days=n)) for n in (1, -1)]
    post(recorder, LIST, {**NONE, "since": days[0], "until": days[1]})
    page = page_of(get(recorder, LIST))
    assert f'href="{card_url(card)}"' in page
    assert page.index(days[1]) < page.index(days[0])


def test_those_above_see_it_and_their_look_is_kept(client: Client, cast: Cast, card: Card) -> None:
    for actor in (cast.province, cast.amphoe, cast.dla, cast.auditor):
        page = said_of(get(signed_in(client, actor), card_url(card, "history")))
        assert "การปกครอง" in page
    assert list(Look.objects.values_list("what", flat=True)) == ["history"] * 4
    assert "เปิดดูประวัติการแก้ไข" in said_of(get(signed_in(client, cast.recorder), "/lookers/"))
    strange = signed_in(client, cast.other_province)
    assert get(strange, card_url(card, "history")).status_code == 404


def test_a_name_that_looks_like_markup_is_text(recorder: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    change_line(
        by=cast.recorder,
        card=card,
        section=PERSONAL,
        line_id=card.id,
        seen=1,
        values={**SOMEBODY, "former_names": "<script>alert(1)</script>"},
    )
    page = get(recorder, card_url(card, "history")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_is_sensitive_takes_its_right(client: Client, cast: Cast) -> None:
    card = add_card(cast.recorder, 1)
    with transaction.atomic():
        act_for(cast.recorder)
        DISCIPLINE.model._default_manager.create(
            register_id=card.register_id, person_id=card.person_id, **OTHER_SECTIONS["discipline"]
        )
    assert not cast.auditor.reads_sensitive
    page = said_of(get(signed_in(client, cast.auditor), card_url(card, "history")))
    assert ("กรณีตัวอย่าง" in page, "เพิ่ม ข้อมูลส่วนตัว" in page) == (False, True)


# --- of a register ------------------------------------------------------------------------------


def test_the_list_of_an_lao_is_its_own_people(recorder: Client, cast: Cast, card: Card) -> None:
    other = add_card(cast.recorder_next_door, 2, first_name="ข้างบ้าน")
    page = page_of(get(recorder, LIST))
    assert f'href="{card_url(card)}"' in page
    assert "ข้างบ้าน" not in page
    assert str(other.id) not in page


def test_a_page_continues_where_the_last_ended(
    recorder: Client, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert card
    monkeypatch.setattr(edits, "PAGE", 3)
    first = page_of(get(recorder, LIST))
    second = page_of(get(recorder, f"{LIST}?before={mark_in(first)}"))
    assert (first.count('<ul class="differences">'), second.count('<ul class="differences">')) == (
        3,
        2,
    )
    assert "กลับไปรายการล่าสุด" in second
    assert mark_in(second) == ""


@pytest.mark.parametrize("before", ["ก", "-1", "9" * 18, "1-1", "9" * 18 + "-1", "5-" + "9" * 9])
def test_a_place_that_is_none_shows_a_page(recorder: Client, before: str) -> None:
    assert get(recorder, f"{LIST}?before={before}").status_code == 200


def test_changes_cost_the_same_for_few_and_many(recorder: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    pages = (LIST, card_url(card, "history"))
    costs = []
    for rounds in (0, 5):
        for number in range(rounds):
            add_complete(cast.recorder, number + 2)
            values = {**DEGREE, "degree": f"วุฒิ {number}"}
            add_line(by=cast.recorder, card=card, section=EDUCATION, values=values)
        found = []
        for page in pages:
            get(recorder, page)
            with statements() as taken:
                get(recorder, page)
            found.append(len(taken))
        costs.append(found)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 14


# --- the workbook -------------------------------------------------------------------------------


def test_the_workbook_holds_a_row_for_each_column_and_no_formula(
    recorder: Client, cast: Cast
) -> None:
    card = add_card(cast.recorder, 1)
    change_line(
        by=cast.recorder,
        card=card,
        section=PERSONAL,
        line_id=card.id,
        seen=1,
        values={**SOMEBODY, "former_names": "=1+1", "last_name_en": "@SUM(A1)"},
    )
    post(recorder, LIST, {**NONE, "section": "personal"})
    answer = get(recorder, f"{LIST}export/")
    content = answer.content
    assert "attachment" in answer["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["เมื่อ", "ผู้แก้ไข", "ตำแหน่งในระบบ"]
    changed = [row[6:] for row in rows[1:] if row[6] == "แก้ไข"]
    assert changed == [
        ["แก้ไข", "นามสกุล (อังกฤษ)", "", "@SUM(A1)"],
        ["แก้ไข", "ชื่อ-นามสกุลเดิม", "", "=1+1"],
    ]
    assert {row[4] for row in rows[1:]} == {"นายตัวอย่าง ทดสอบ"}
    with ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
