"""The people list: searched, filtered, paged, and the same cost for ten as for two thousand."""

import pytest
from django.test import Client

from kp7.personnel.actions.people import end_service
from tests.cast import (
    Cast,
    add_card,
    add_complete,
    certified,
    national_id,
    signed_in,
)
from tests.crowd import add_crowd
from tests.web.recording import get, page_of, post, said_of, statements

MOST_STATEMENTS = 14


@pytest.fixture
def recorder(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.recorder)


def names_on(page: str, *names: str) -> list[str]:
    """Those of the names that the list of a page shows, in its order."""
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return sorted((name for name in names if name in rows), key=rows.index)


def test_people_stand_in_thai_order_with_masked_ids(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="เขียว")
    add_complete(cast.recorder, 2, first_name="กบ")
    add_complete(cast.recorder, 3, first_name="แก้ว")
    page = page_of(get(recorder, "/people/"))
    assert names_on(page, "เขียว", "กบ", "แก้ว") == ["กบ", "แก้ว", "เขียว"]
    assert "บุคลากร 3 คน" in page
    assert national_id(1) not in page
    assert "xxxxx" in page


def test_an_empty_register_says_what_to_do_first(recorder: Client) -> None:
    page = said_of(get(recorder, "/people/"))
    assert "ยังไม่มีบุคลากรในทะเบียน" in page
    assert "เพิ่มบุคลากร" in page
    assert "ส่งออก Excel" not in page


@pytest.mark.parametrize(
    "searched",
    ["สมชาย", "ส", "ดี", "ใจดี สมชาย", "นายสมชาย ใจดี", "สมชาย  ใจ", "{id}", "{dashed}", "{thai}"],
)
def test_somebody_is_found_by_any_part_of_a_name_or_the_national_id(
    recorder: Client, cast: Cast, searched: str
) -> None:
    add_complete(cast.recorder, 1, first_name="สมชาย", last_name="ใจดี")
    add_complete(cast.recorder, 2, first_name="กมล", last_name="ทอง")
    digits = national_id(1)
    thai = digits.translate({ord("0") + n: chr(ord("๐") + n) for n in range(10)})
    typed = searched.format(id=digits, dashed=f"{digits[0]}-{digits[1:5]}-{digits[5:]}", thai=thai)
    answer = post(recorder, "/people/", {"searched": typed, "presence": "active"})
    assert (answer.status_code, answer["Location"]) == (302, "/people/")
    page = page_of(get(recorder, "/people/"))
    assert names_on(page, "สมชาย", "กมล") == ["สมชาย"]
    assert "ผลการค้นหา 1 คน" in page


def test_a_sara_am_in_two_letters_finds_the_one_in_one(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="ดำรง")
    post(recorder, "/people/", {"searched": "ดํารง", "presence": "active"})
    assert "ผลการค้นหา 1 คน" in page_of(get(recorder, "/people/"))


def test_the_search_is_kept_until_it_is_cleared(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    post(recorder, "/people/", {"searched": "ไม่มีใคร", "presence": "active"})
    page = page_of(get(recorder, "/people/"))
    assert "ไม่พบบุคลากรตามเงื่อนไข" in page
    assert 'value="ไม่มีใคร"' in page
    assert post(recorder, "/people/", {"clear": "1"}).status_code == 302
    assert "บุคลากร 1 คน" in page_of(get(recorder, "/people/"))


def test_kind_completeness_and_presence_filter(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="ครบดี")
    add_card(cast.recorder, 2, first_name="ขาดตำแหน่ง")
    add_complete(cast.recorder, 3, first_name="รับจ้าง", kind="mission")
    left = add_complete(cast.recorder, 4, first_name="ลาออกแล้ว")
    end_service(
        by=cast.recorder,
        card=left,
        ended_on=left.service_started_on.replace(year=2020),
        movement="resigned",
        document="",
    )
    everybody = ("ครบดี", "ขาดตำแหน่ง", "รับจ้าง", "ลาออกแล้ว")

    def found(**asked: str) -> set[str]:
        post(recorder, "/people/", {"presence": "active", **asked})
        return set(names_on(page_of(get(recorder, "/people/")), *everybody))

    assert found() == {"ครบดี", "ขาดตำแหน่ง", "รับจ้าง"}
    assert found(complete="no") == {"ขาดตำแหน่ง"}
    assert found(complete="yes") == {"ครบดี", "รับจ้าง"}
    assert found(kind="mission") == {"รับจ้าง"}
    assert found(presence="ended") == {"ลาออกแล้ว"}
    assert found(presence="all") == set(everybody)


def test_the_badge_counts_what_is_to_mend(recorder: Client, cast: Cast) -> None:
    add_card(cast.recorder, 1)
    assert "ต้องแก้ไข 2 รายการ" in said_of(get(recorder, "/people/"))


def test_a_page_holds_fifty_and_the_next_continues(recorder: Client, cast: Cast) -> None:
    cards = add_crowd(cast.recorder, 60)
    first = page_of(get(recorder, "/people/"))
    assert first.count("ฝูงชน") == 50
    assert "กลับไปต้นรายการ" not in first
    second = page_of(get(recorder, f"/people/?after={cards[49].id}"))
    assert names_on(second, "คนที่00049", "คนที่00050", "คนที่00059") == ["คนที่00050", "คนที่00059"]
    assert "กลับไปต้นรายการ" in second
    assert "บุคลากร 60 คน" in second


def test_a_place_of_another_register_says_nothing_of_it(recorder: Client, cast: Cast) -> None:
    foreign = add_card(cast.recorder_next_door, 1, first_name="ฮ")
    add_card(cast.recorder, 2, first_name="กบ")
    assert "กบ" in page_of(get(recorder, f"/people/?after={foreign.id}"))
    assert "กบ" in page_of(get(recorder, "/people/?after=ไม่ใช่รหัส"))


def test_a_search_of_300_letters_is_refused_and_stays(recorder: Client) -> None:
    typed = "ก" * 300
    answer = post(recorder, "/people/", {"searched": typed, "presence": "active"})
    assert answer.status_code == 422
    assert typed in page_of(answer)


def test_a_sealed_register_says_so_and_offers_no_button(recorder: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    certified(cast.certifier)
    page = said_of(get(recorder, "/people/"))
    assert "ข้อมูลถูกล็อกแล้ว: รับรองระดับ อปท." in page
    assert cast.certifier.officer in page
    assert "ขอให้จังหวัดส่งคืน" in page
    assert "เพิ่มบุคลากร" not in page


def test_only_an_lao_has_a_people_list(client: Client, cast: Cast) -> None:
    for actor in (cast.province, cast.dla, cast.auditor):
        assert get(signed_in(client, actor), "/people/").status_code == 403


def test_an_lao_sees_its_own_people_alone(client: Client, cast: Cast) -> None:
    add_complete(cast.recorder, 1, first_name="บ้านเรา")
    add_complete(cast.recorder_next_door, 2, first_name="บ้านเขา")
    assert "บ้านเรา" not in page_of(get(signed_in(client, cast.recorder_next_door), "/people/"))


@pytest.mark.parametrize("asked", [{}, {"complete": "yes"}, {"searched": "คน"}])
@pytest.mark.slow
def test_the_list_costs_the_same_for_ten_and_for_two_thousand(
    recorder: Client, cast: Cast, asked: dict[str, str]
) -> None:
    add_crowd(cast.recorder, 10)
    post(recorder, "/people/", {"presence": "active", **asked})
    with statements() as for_ten:
        get(recorder, "/people/")
    add_crowd(cast.recorder, 1990, first=10)
    with statements() as for_many:
        page = page_of(get(recorder, "/people/"))
    assert "2000 คน" in page or "2,000 คน" in page
    assert len(for_many) == len(for_ten) <= MOST_STATEMENTS
