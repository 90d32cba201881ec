"""The manual's pictures are of today's pages: each walk draws them anew and compares.

`make pictures` (KP7_TAKE_PICTURES=1) keeps what is drawn instead.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from kp7.certification.terms import State
from kp7.personnel.actions.explaining import explain_all
from tests.browser.album import Album
from tests.browser.conftest import OpenPage
from tests.browser.office import (
    CERTIFIER,
    PROVINCE,
    Office,
    make_office,
    standing_still,
)
from tests.browser.test_manual_walk import choose
from tests.browser.visit import Visit
from tests.cast import PASSWORD

SCREEN = (1366, 850)
NAME = "องค์การบริหารส่วนตำบลเกาะแก้ว"


@pytest.fixture
def office(fresh_database: str, settings: Settings) -> Iterator[Office]:  # noqa: ARG001
    settings.DEMO = True  # the banner says on each page that nobody in it is real
    with standing_still():
        yield make_office()


@pytest.fixture
def album() -> Iterator[Album]:
    made = Album()
    yield made
    made.check()


@pytest.fixture
def visit(office: Office, open_page: OpenPage) -> Visit:  # noqa: ARG001 # whom it shows
    return open_page(SCREEN)


def enter(visit: Visit, username: str) -> Page:
    visit.go("/login/")
    visit.page.get_by_label("ชื่อผู้ใช้").fill(username)
    visit.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    visit.page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(visit.page.get_by_role("button", name="ออกจากระบบ")).to_be_visible()
    return visit.page


def test_signing_in(visit: Visit, album: Album) -> None:
    visit.go("/login/")
    visit.page.get_by_label("ชื่อผู้ใช้").fill(CERTIFIER)
    album.take(visit, "sign-in", visit.page.locator("main"))
    enter(visit, CERTIFIER)
    album.take(visit, "home")
    visit.go("/password/")
    album.take(visit, "password", visit.page.locator("main"))


def test_the_certification_at_both_levels(visit: Visit, album: Album, office: Office) -> None:
    explain_all(
        by=office.certifier,
        register_id=office.cards[0].register_id,
        text="บันทึกเฉพาะรายการแรกและรายการล่าสุด ตรวจกับบัตรแล้ว",
    )
    page = enter(visit, CERTIFIER)
    choose(visit)
    album.take(visit, "certification")
    choose(visit, "ดำเนินการ(อปท.)", "รับรองข้อมูลระดับ อปท.")
    album.take(visit, "review")
    page.get_by_role("button", name="รับรองระดับ อปท.", exact=True).click()
    album.take(visit, "confirm", page.get_by_role("dialog"))
    page.get_by_role("button", name="ยืนยัน รับรองระดับ อปท.").click()
    expect(page.get_by_role("heading", name="ประวัติการรับรองข้อมูล")).to_be_visible()
    album.take(visit, "history", page.get_by_role("dialog"))
    visit.go("/certification/lao/review/")
    album.take(visit, "sealed", page.locator("main"), tall=420)
    page.get_by_role("button", name="ขอให้จังหวัดส่งคืน").click()
    page.get_by_label("เหตุผล").fill("พบคำสั่งเลื่อนเงินเดือนที่ยังไม่ได้บันทึก 1 ฉบับ")
    album.take(visit, "ask-return", page.get_by_role("dialog"))
    visit.go("/")
    page.get_by_role("button", name="ออกจากระบบ").click()
    enter(visit, PROVINCE)
    choose(visit, "ดำเนินการ(จังหวัด)")
    page.get_by_label("สถานภาพรับรองข้อมูล").select_option(label=State.LAO_CERTIFIED.label)
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.get_by_role("heading", name="ผลการค้นหา 1 แห่ง")).to_be_visible()
    album.take(visit, "province-search")
    page.get_by_role("button", name=f"ตรวจสอบ {NAME}").click()
    window = page.get_by_role("dialog")
    album.take(visit, "inspect", window)
    page.get_by_role("button", name="ส่งคืนแก้ไข").click()
    expect(page.get_by_label("เหตุผล")).to_be_visible()
    album.take(visit, "return", window)
    page.get_by_role("button", name="กลับไปดูข้อมูล").click()
    page.get_by_role("button", name="รับรองระดับจังหวัด").click()
    expect(window.get_by_text("รับรองระดับจังหวัด เรียบร้อยแล้ว")).to_be_visible()
    album.take(visit, "province-certified", window)
