"""ดูข้อมูล ณ วันที่: a card as it was, to be read and no more."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from kp7.ledger.models import Look
from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line
from kp7.personnel.models import Card
from kp7.personnel.sections import APPOINTMENTS
from kp7.thai import calendar
from tests.cast import FIRST_LINE, Cast, add_complete, signed_in
from tests.web.recording import card_url, get, page_of, said_of, statements


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card with a position of 2553 and a raise of 2554."""
    card = add_complete(cast.recorder, 1)
    raised = {
        **FIRST_LINE,
        "sequence": None,
        "movement": "step_raise",
        "salary": "15440",
        "effective_on": date(2011, 4, 1),
    }
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=raised)
    return card


def past_url(card: Card, **days: str) -> str:
    asked = "&".join(f"{name}={day}" for name, day in days.items())
    return f"{card_url(card, 'past')}?{asked}"


def test_a_card_leads_to_its_past(recorder: Client, card: Card) -> None:
    assert f'href="{card_url(card, "past")}"' in page_of(get(recorder, card_url(card)))


def test_a_day_shows_what_had_taken_effect_by_then(recorder: Client, card: Card) -> None:
    before = said_of(get(recorder, past_url(card, on="31/03/2554")))
    after = said_of(get(recorder, past_url(card, on="1 เม.ย. 2554")))
    assert ("15,060.00" in before, "15,440.00" in before) == (True, False)
    assert "อัตราเงินเดือน (บาท) 15,440.00" in after
    assert "มีผล ณ วันที่ 31 มีนาคม 2554" in before


def test_the_past_says_that_it_is_and_nothing_can_be_edited(recorder: Client, card: Card) -> None:
    page = page_of(get(recorder, past_url(card, on="31/03/2554")))
    assert "ข้อมูลย้อนหลัง ไม่ใช่ข้อมูลปัจจุบัน" in page
    main = page.partition("<main")[2]
    assert 'method="post"' not in main
    assert "/add/" not in main
    assert "เพิ่มรายการ" not in main


def test_a_day_before_it_was_recorded_knows_no_card(recorder: Client, card: Card) -> None:
    yesterday = calendar.format_date(queries.today() - timedelta(days=1))
    page = said_of(get(recorder, past_url(card, on="31/03/2554", known=yesterday)))
    assert "ระบบยังไม่มีบัตร ก.พ.7" in page
    assert "15,060" not in page
    today = calendar.format_date(queries.today())
    page = said_of(get(recorder, past_url(card, known=today)))
    assert f"ตามที่ระบบบันทึกไว้ถึงสิ้นวันที่ {calendar.format_long(queries.today())}" in page
    assert "15,440" in page


def test_without_a_day_it_is_today(recorder: Client, card: Card) -> None:
    with time_machine.travel(timezone.now(), tick=True):
        page = said_of(get(recorder, card_url(card, "past")))
    assert f"มีผล ณ วันที่ {calendar.format_long(queries.today())}" in page


@pytest.mark.parametrize("day", ["31/02/2554", "2011-03-31", "ก", "31/03/2011", "9" * 400])
def test_a_day_that_is_none_is_said_beside_the_field(
    recorder: Client, card: Card, day: str
) -> None:
    answer = get(recorder, past_url(card, on=day))
    assert answer.status_code == 422
    assert "15,060" not in page_of(answer)


def test_those_above_see_it_and_their_look_is_kept(client: Client, cast: Cast, card: Card) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        page = said_of(get(signed_in(client, actor), past_url(card, on="31/03/2554")))
        assert "15,060.00" in page
    assert list(Look.objects.values_list("what", flat=True)) == ["past"] * 3
    strange = signed_in(client, cast.other_province)
    assert get(strange, card_url(card, "past")).status_code == 404


def test_the_past_costs_the_same_for_few_lines_and_many(
    recorder: Client, cast: Cast, card: Card
) -> None:
    def cost() -> int:
        get(recorder, past_url(card, on="31/03/2567"))
        with statements() as taken:
            get(recorder, past_url(card, on="31/03/2567"))
        return len(taken)

    for_few = cost()
    for year in range(2012, 2022):
        values = {**FIRST_LINE, "sequence": None, "effective_on": date(year, 4, 1)}
        add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=values)
    assert cost() == for_few <= 14
