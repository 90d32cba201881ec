"""กรอบอัตรากำลัง before a browser: sound at both sizes, and its windows by keyboard."""

from datetime import date

import pytest
from playwright.sync_api import expect

from kp7.personnel.actions.establishment import close_seat, record_plan
from kp7.personnel.models import Seat
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_order import enter
from tests.browser.visit import Visit
from tests.cast import OWN, Cast, add_complete
from tests.seats import NUMBER, OTHER, seats

pytestmark = pytest.mark.usefixtures("fresh_database")

LIST = "/people/establishment/"


def furnish(cast: Cast) -> list[Seat]:
    """A few seats of two divisions, one held, one closed, and a plan."""
    made = [
        *seats(cast.recorder, NUMBER, OTHER),
        *seats(
            cast.recorder,
            "66-3-04-2102-001",
            division="กองคลัง",
            position="นักบริหารงานการคลัง",
            administrative_position="ผู้อำนวยการกองคลัง",
            level="ระดับต้น",
        ),
        *seats(cast.recorder, "ภ-01", division="กองคลัง", kind="mission", level=""),
    ]
    add_complete(cast.recorder, 1)
    add_complete(cast.recorder, 2, kind="mission")
    close_seat(
        by=cast.recorder,
        register_id=OWN,
        seat_id=made[1].id,
        seen=1,
        closed_on=date(2026, 10, 1),
        document="มติ ก.อบต.จังหวัด ครั้งที่ 9/2569",
    )
    record_plan(
        by=cast.recorder,
        register_id=OWN,
        first_year=2026,
        resolution="มติ ก.อบต.จังหวัด ครั้งที่ 8/2568",
        resolved_on=date(2025, 9, 25),
    )
    return made


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_pages_are_sound(
    open_page: OpenPage, cast: Cast, size: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    visit = open_page(size)
    enter(visit)
    visit.go(LIST)
    visit.assert_sound()  # with nothing on it
    made = furnish(cast)
    pictures = tmp_path_factory.mktemp("establishment")
    for name, path in {
        "list": f"{LIST}?shown=all",
        "plan": f"{LIST}plan/",
        "seat": f"{LIST}seats/{made[0].id}/",
        "add": f"{LIST}seats/add/",
        "close": f"{LIST}seats/{made[2].id}/close/",
        "build": f"{LIST}from-cards/",
        "review": "/certification/lao/review/",
    }.items():
        visit.go(path)
        visit.assert_sound()
        visit.page.screenshot(path=pictures / f"{name}-{size[0]}.png", full_page=True)
    visit.go(LIST)
    visit.page.get_by_text("แยกตามประเภทและสังกัด").click()
    visit.assert_sound()


def test_a_seat_is_added_in_a_window_by_keyboard(page_1366: Visit, cast: Cast) -> None:
    furnish(cast)
    enter(page_1366)
    page_1366.go(LIST)
    page = page_1366.page
    page.get_by_role("button", name="เพิ่มตำแหน่ง").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("เลขที่ตำแหน่ง").fill("66-3-05-3701-001")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("ประเภทบุคลากร").select_option("official")
    dialog.get_by_label("สังกัด").fill("กองช่าง")
    page.get_by_label("ตำแหน่งในสายงาน").fill("วิศวกรโยธา")
    dialog.get_by_role("button", name="บันทึก").click()
    expect(dialog).to_contain_text("กรุณากรอกข้อมูลในช่องนี้")
    page.get_by_label("กำหนดตำแหน่งตั้งแต่วันที่").fill("1/10/2566")
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("บันทึกตำแหน่งในกรอบอัตรากำลังแล้ว")
    expect(page.locator("main")).to_contain_text("วิศวกรโยธา")


def test_the_seat_opens_as_a_window_and_leads_on(page_1366: Visit, cast: Cast) -> None:
    furnish(cast)
    enter(page_1366)
    page_1366.go(LIST)
    page = page_1366.page
    page.get_by_role("link", name="66-3-04-2102-001").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("ผู้อำนวยการกองคลัง")
    dialog.get_by_role("button", name="ยุบเลิก").click()
    expect(dialog).to_contain_text("ตำแหน่งที่มีผู้ดำรงอยู่ยุบเลิกไม่ได้")
    page_1366.assert_accessible()
