"""ผู้เข้าดูข้อมูล: an organization sees who looked at its cards from outside."""

import pytest
from django.test import Client

from kp7.ledger.actions import record_looks
from kp7.personnel.actions.looking import look_at_card, named
from kp7.web import lookers
from tests.cast import (
    OWN,
    Cast,
    add_card,
    add_complete,
    national_id,
    signed_in,
)
from tests.web.recording import PERSON, card_url, get, page_of, post, said_of, statements


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def test_nobody_looked_yet(recorder: Client) -> None:
    assert "ยังไม่มีผู้ใดจากภายนอก" in page_of(get(recorder, "/lookers/"))


def test_a_look_says_who_when_and_whose(client: Client, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    get(signed_in(client, cast.province), card_url(card))
    page = get(signed_in(client, cast.recorder), "/lookers/")
    for said in (cast.province.officer, cast.province.post, cast.province.organization):
        assert said in said_of(page)
    assert "เปิดดูบัตร ก.พ.7" in said_of(page)
    assert f'href="{card_url(card)}"' in page_of(page)


def test_a_national_id_that_was_asked_for_is_shown_to_its_organization(
    client: Client, cast: Cast
) -> None:
    add_card(cast.recorder_next_door, 1)
    typed = {**PERSON, "national_id": national_id(1)}
    post(signed_in(client, cast.recorder), "/people/add/", typed)
    page = said_of(get(signed_in(client, cast.recorder_next_door), "/lookers/"))
    assert "กรอกเลขประจำตัวประชาชน" in page
    assert cast.recorder.officer in page
    assert national_id(1) not in page


def test_a_page_holds_fifty_and_the_next_continues(
    recorder: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookers, "PAGE", 2)
    for number in range(3):
        card = add_complete(cast.recorder, number, first_name=f"คนที่{number}")
        look_at_card(by=cast.province, card_id=card.id)
    first = page_of(get(recorder, "/lookers/"))
    assert ("คนที่2" in first, "คนที่1" in first, "คนที่0" in first) == (True, True, False)
    mark = first.partition("?before=")[2].partition('"')[0]
    second = page_of(get(recorder, f"/lookers/?before={mark}"))
    assert ("คนที่1" in second, "คนที่0" in second) == (False, True)
    assert "กลับไปรายการล่าสุด" in second


def test_no_look_is_passed_over_where_many_are_of_one_instant(
    recorder: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes out or prints an office looks at all its people at once."""
    monkeypatch.setattr(lookers, "PAGE", 2)
    cards = [add_complete(cast.recorder, n, first_name=f"คนที่{n}") for n in range(5)]
    record_looks(
        actor=named(cast.province),
        register_id=OWN,
        person_ids=[card.person_id for card in cards],
        what="card",
    )
    seen, address = "", "/lookers/"
    for _ in range(3):
        page = page_of(get(recorder, address))
        seen += page
        mark = page.partition("?before=")[2].partition('"')[0]
        address = f"/lookers/?before={mark}"
    assert [seen.count(f"คนที่{n} ") for n in range(5)] == [1] * 5
    assert "?before=" not in page


@pytest.mark.parametrize("before", ["ก", "-1", "9" * 18, "9" * 40])
def test_a_place_that_is_none_shows_the_newest(recorder: Client, before: str) -> None:
    assert get(recorder, f"/lookers/?before={before}").status_code == 200


def test_only_an_lao_has_lookers(client: Client, cast: Cast) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert get(signed_in(client, actor), "/lookers/").status_code == 403


def test_looks_cost_the_same_for_few_and_many(recorder: Client, cast: Cast) -> None:
    cards = [add_complete(cast.recorder, number) for number in range(4)]
    look_at_card(by=cast.province, card_id=cards[0].id)
    with statements() as for_one:
        get(recorder, "/lookers/")
    for card in cards:
        look_at_card(by=cast.dla, card_id=card.id)
    with statements() as for_many:
        get(recorder, "/lookers/")
    assert len(for_many) == len(for_one)
