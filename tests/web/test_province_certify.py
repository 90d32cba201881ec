"""ดำเนินการ(จังหวัด): the list, the window behind the magnifying glass, รับรองระดับจังหวัด."""

from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kp7.certification.actions import ask_return, close_round
from kp7.certification.models import Certification, Step
from kp7.certification.terms import State
from kp7.ledger.models import Look
from kp7.organizations.terms import Role
from kp7.web import saved_forms, sessions
from tests.cast import (
    FAR,
    NEXT_DOOR,
    OWN,
    SYSTEM,
    Cast,
    add_complete,
    case_of,
    certified,
    make_post,
    signed_in,
)

LIST = "/certification/province/"
EXPORT = "/certification/province/export/"
WINDOW = {"HX-Request": "true", "HX-Target": "window"}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    for number in range(7):
        add_complete(cast.recorder, number, kind="mission" if number > 4 else "official")
    certified(cast.certifier)
    return cast


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.province)


def window_of(organization_id: UUID) -> str:
    """The address behind the magnifying glass."""
    return f"{LIST}{case_of(organization_id).id}/"


def press(client: Client, organization_id: UUID, **typed: str) -> HttpResponse:
    """Click รับรองระดับจังหวัด on what stands now."""
    data = {"revision": str(case_of(organization_id).revision), **typed}
    answer = client.post(f"{window_of(organization_id)}certify/", data)
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_manual_s_walk_at_the_province(officer: Client, cast: Cast) -> None:
    listed = officer.get(LIST, {"state": "LAO_CERTIFIED"}).content.decode()
    assert "ผลการค้นหา 1 แห่ง" in listed
    assert 'aria-label="ตรวจสอบ องค์การบริหารส่วนตำบลเกาะแก้ว"' in listed
    window = officer.get(window_of(OWN), headers=WINDOW).content.decode()
    for words in ("ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง", "<strong>5</strong>", "ครบทุกเมนู"):
        assert words in window
    assert window.count('<th scope="row"><a class="row-link"') == 5
    assert cast.certifier.officer in window
    answer = officer.post(
        f"{window_of(OWN)}certify/",
        {"revision": "1", "officials": "๕", "contract": "3", "remark": "นับจากคำสั่งจ้าง"},
        headers=WINDOW,
        follow=True,
    )
    result = answer.content.decode()
    assert answer.status_code == 200
    assert "รับรองระดับจังหวัด เรียบร้อยแล้ว" in result
    assert "มากกว่าที่ อปท. รับรอง 1 คน" in result
    assert "นับจากคำสั่งจ้าง" in result
    assert "ส่งคืนแก้ไข</button>" not in result
    assert case_of(OWN).state == State.PROVINCE_CERTIFIED
    assert "ผลการค้นหา 0 แห่ง" in officer.get(LIST, {"state": "LAO_CERTIFIED"}).content.decode()


def test_numbers_are_compared_before_anything_is_certified(officer: Client) -> None:
    typed = {"revision": "1", "officials": "5", "permanent": "", "contract": "1"}
    page = officer.post(window_of(OWN), typed).content.decode()
    assert "ตรงกับที่ อปท. รับรอง" in page
    assert "น้อยกว่าที่ อปท. รับรอง 1 คน" in page
    assert case_of(OWN).state == State.LAO_CERTIFIED


@pytest.mark.parametrize("number", ["-1", "1.5", "สิบ", "1234567", "<script>"])
def test_a_number_that_is_none_is_said_to_be(officer: Client, number: str) -> None:
    answer = press(officer, OWN, officials=number)
    assert answer.status_code == 422
    assert "ต้องเป็นจำนวนเต็ม" in answer.content.decode()
    assert "<script>" not in answer.content.decode().replace("<script src=", "")
    assert case_of(OWN).state == State.LAO_CERTIFIED


def test_a_difference_does_not_block(officer: Client) -> None:
    assert press(officer, OWN, officials="99").status_code == 302
    kept = Certification.objects.get(step="CERTIFY_PROVINCE")
    assert (kept.officials, kept.counted_officials, kept.counted_permanent) == (5, 99, None)


def test_a_double_click_is_answered_as_the_first(officer: Client) -> None:
    first = officer.post(f"{window_of(OWN)}certify/", {"revision": "1"})
    second = officer.post(f"{window_of(OWN)}certify/", {"revision": "1"})
    assert first.headers["Location"] == second.headers["Location"]
    assert Step.objects.filter(case=case_of(OWN)).count() == 2


def test_a_stale_window_is_refused_with_the_case_as_it_stands(officer: Client, cast: Cast) -> None:
    ask_return(case_id=case_of(OWN).id, by=cast.certifier, seen=1, reason="ลืมเพิ่ม 1 คน")
    typed = {"revision": "1", "officials": "4", "remark": "นับแล้ว"}
    answer = officer.post(f"{window_of(OWN)}certify/", typed, headers=WINDOW)
    page = answer.content.decode()
    assert "นับแล้ว" in page
    assert answer.status_code == 409
    assert answer.headers["X-Kp7-Window"] == "1"
    assert "หลังจากที่ท่านเปิดหน้านี้" in page
    assert "ลืมเพิ่ม 1 คน" in page
    assert 'name="revision" value="2"' in page


def test_what_the_lao_has_not_certified_has_no_buttons_and_no_sample(
    officer: Client, cast: Cast
) -> None:
    add_complete(cast.recorder_next_door, 100)
    page = officer.get(window_of(NEXT_DOOR)).content.decode()
    assert "อปท. ยังไม่ได้รับรองข้อมูลชุดนี้" in page
    assert "<strong>1</strong>" in page
    assert "สุ่มตรวจสอบ" not in page
    assert "btn-certify" not in page
    answer = press(officer, NEXT_DOOR)
    assert answer.status_code == 409
    assert "รับรองระดับจังหวัดไม่ได้ในขณะนี้" in answer.content.decode()


def test_a_closed_round_is_told(officer: Client) -> None:
    close_round(by=SYSTEM, round_id=case_of(OWN).round_id)
    answer = press(officer, OWN)
    assert answer.status_code == 409
    assert "ปิดรอบแล้วเมื่อ" in answer.content.decode()
    assert "btn-certify" not in officer.get(window_of(OWN)).content.decode()


def test_another_province_s_case_is_as_one_that_does_not_exist(
    officer: Client,
) -> None:
    nowhere = officer.get(f"{LIST}{UUID(int=7)}/")
    assert nowhere.status_code == 404
    for path in ("", "certify/", "return/"):
        for ask in (officer.get, officer.post):
            answer = ask(f"{window_of(FAR)}{path}", {"revision": "0", "reason": "ก"})
            assert (answer.status_code, answer.content) == (404, nowhere.content)


def test_an_amphoe_sees_its_own_alone(client: Client, cast: Cast) -> None:
    signed_in(client, cast.amphoe)
    page = client.get(LIST)
    assert {row.case.amphoe_id for row in page.context["found"].cases} == {"8301"}
    assert "amphoe" not in page.context["form"].fields


@pytest.mark.parametrize("who", ["dla", "auditor"])
def test_those_who_oversee_read_and_no_more(client: Client, cast: Cast, who: str) -> None:
    signed_in(client, getattr(cast, who))
    listed = client.get(LIST, {"province": "83", "state": "LAO_CERTIFIED"})
    assert "ผลการค้นหา 1 แห่ง" in listed.content.decode()
    assert client.get(LIST).context["found"].total == 7849
    assert "btn-certify" not in client.get(window_of(OWN)).content.decode()
    assert press(client, OWN).status_code == 403
    assert case_of(OWN).state == State.LAO_CERTIFIED


@pytest.mark.parametrize("who", ["recorder", "certifier"])
def test_an_lao_has_no_pages_of_the_province(client: Client, cast: Cast, who: str) -> None:
    signed_in(client, getattr(cast, who))
    for path in (LIST, EXPORT, window_of(OWN), window_of(FAR), f"{window_of(OWN)}return/"):
        assert client.get(path).status_code == 403
    assert press(client, OWN).status_code == 403


def test_what_was_typed_outlives_the_session(client: Client, cast: Cast) -> None:
    signed_in(client, cast.province)
    session = client.session
    session[sessions.SEEN_AT] -= 31 * 60
    session.save()
    answer = press(client, OWN, officials="4", remark="นับแล้ว")
    assert answer.headers["Location"] == f"/login/?next={window_of(OWN)}certify/"
    signed_in(client, cast.province)
    page = client.get(f"{window_of(OWN)}certify/").content.decode()
    assert saved_forms.NOTICE in page
    assert "นับแล้ว" in page
    assert "น้อยกว่าที่ อปท. รับรอง 1 คน" in page
    assert case_of(OWN).state == State.LAO_CERTIFIED


def test_opening_the_window_is_no_look_at_a_card(officer: Client) -> None:
    officer.get(window_of(OWN))
    assert not Look.objects.exists()


def test_the_search_knows_every_state_name_amphoe_and_type(officer: Client) -> None:
    page = officer.get(LIST).content.decode()
    for state in State:
        assert f'<option value="{state}">{state.label}</option>' in page
    for wanted, total in (
        ({"name": "เกาะแก้ว"}, 1),
        ({"name": "อบต เกาะ แก้ว"}, 1),
        ({"name": "6830108"}, 1),
        ({"amphoe": "8301", "type": "PAO"}, 1),
        ({"name": "ไม่มีชื่อนี้"}, 0),
    ):
        found = officer.get(LIST, wanted)
        assert f"ผลการค้นหา {total} แห่ง" in found.content.decode(), wanted
    assert officer.get(LIST, {"state": "NONE"}).status_code == 422
    assert officer.get(LIST, {"amphoe": "8101"}).status_code == 422


def test_a_request_to_return_stands_in_the_list(officer: Client, cast: Cast) -> None:
    ask_return(case_id=case_of(OWN).id, by=cast.certifier, seen=1, reason="ลืมเพิ่ม 1 คน")
    assert "ขอส่งคืน" in officer.get(LIST).content.decode()
    assert "ลืมเพิ่ม 1 คน" in officer.get(window_of(OWN)).content.decode()


def test_the_pages_of_a_large_province_follow_each_other(client: Client, cast: Cast) -> None:  # noqa: ARG001
    signed_in(client, make_post("p30", Role.PROVINCE_OFFICER, province_id="30"))
    path, names = f"{LIST}?type=SAO", []
    while path:
        page = client.get(path)
        names += [row.case.id for row in page.context["found"].cases]
        assert page.context["found"].total == 243
        path = page.context["next_url"]
    assert len(names) == len(set(names)) == 243


def test_the_list_takes_as_many_statements_for_one_lao_as_for_334(
    client: Client,
    cast: Cast,  # noqa: ARG001
) -> None:
    signed_in(client, make_post("p30", Role.PROVINCE_OFFICER, province_id="30"))
    client.get(LIST)
    counts = []
    for wanted in ({"name": "ไม่มีชื่อนี้"}, {"type": "PAO"}, {}):
        with CaptureQueriesContext(connection) as captured:
            page = client.get(LIST, wanted)
        counts.append(len(captured))
    assert page.context["found"].total == 334
    assert counts[1] == counts[2] <= 12, [query["sql"] for query in captured.captured_queries]


def test_the_window_takes_a_fixed_number_of_statements(officer: Client) -> None:
    officer.get(window_of(OWN))
    with CaptureQueriesContext(connection) as captured:
        officer.get(window_of(OWN))
    assert len(captured) <= 16, [query["sql"] for query in captured.captured_queries]
