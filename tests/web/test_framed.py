"""กรอบ = มีคนครอง + ว่าง beside the headcounts: at the LAO and in the province's window."""

import pytest
from django.test import Client

from tests.cast import OWN, Cast, add_complete, case_of, certified, signed_in
from tests.seats import NUMBER, OTHER, seats
from tests.web.recording import get, page_of, said_of

REVIEW = "/certification/lao/review/"


@pytest.fixture
def certifier(client: Client, cast: Cast) -> Client:
    return signed_in(client, cast.certifier)


def test_without_an_establishment_the_page_says_so_and_lets_certify(
    certifier: Client, cast: Cast
) -> None:
    add_complete(cast.recorder, 1)
    assert "ยังไม่ได้บันทึกกรอบอัตรากำลัง" in page_of(get(certifier, REVIEW))
    assert certified(cast.certifier)


def test_the_frame_is_filled_and_vacant_by_kind(certifier: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER, OTHER)
    add_complete(cast.recorder, 1)
    page = said_of(get(certifier, REVIEW))
    assert "พนักงานเทศบาล 1 2 1 1" in page or "พนักงานส่วนตำบล 1 2 1 1" in page
    assert "รวมทั้งสิ้น 1 2 1 1" in page
    assert "≠" not in page


def test_people_without_a_seat_are_a_hint_and_block_nothing(certifier: Client, cast: Cast) -> None:
    seats(cast.recorder, NUMBER)
    add_complete(cast.recorder, 1)
    add_complete(cast.recorder, 2, kind="mission")
    page = said_of(get(certifier, REVIEW))
    assert "พนักงานจ้างตามภารกิจ 1 0 ≠ ไม่เท่ากับจำนวนคน 0 0" in page
    assert "จำนวนบุคลากรไม่เท่ากับจำนวนตำแหน่งที่มีคนครอง" in page
    assert certified(cast.certifier)


@pytest.mark.parametrize("sealed", [False, True])
def test_the_province_sees_it_in_the_window(client: Client, cast: Cast, *, sealed: bool) -> None:
    seats(cast.recorder, NUMBER, OTHER)
    add_complete(cast.recorder, 1)
    if sealed:
        certified(cast.certifier)
    province = signed_in(client, cast.province)
    page = get(province, f"/certification/province/{case_of(OWN).id}/")
    assert "รวมทั้งสิ้น 1 2 1 1" in said_of(page)
    assert f"/people/establishment/of/{OWN}/" in page_of(page)
