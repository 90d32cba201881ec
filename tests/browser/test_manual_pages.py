"""คู่มือ in a browser: for a stranger and an officer, on a screen, a telephone and paper."""

import pytest
from playwright.sync_api import expect

from kp7.web.manual_book import book
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_recording import enter
from tests.browser.visit import Visit
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("fresh_database")
LOOKED_AT = ("lao-steps", "typing", "nothing", "intake-check")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_manual_is_sound(open_page: OpenPage, cast: Cast, size: tuple[int, int]) -> None:  # noqa: ARG001 # who enters
    visit = open_page(size)
    visit.go("/manual/?q=แว่นขยาย")
    visit.assert_sound()
    enter(visit)
    for path in ("/manual/", *(f"/manual/{name}/" for name in LOOKED_AT)):
        visit.go(path)
        visit.assert_sound()
        visit.assert_readable()
    visit.assert_focus_is_seen()


def test_every_page_fits_a_telephone_with_its_pictures(page_390: Visit) -> None:
    for page in book().pages:
        page_390.go(page.url)
        try:
            page_390.assert_fits()
        except AssertionError as wider:
            raise AssertionError(page.name) from wider
        loaded = page_390.page.evaluate(
            """async () => {
                const pictures = [...document.querySelectorAll(".manual img")];
                for (const one of pictures) { one.loading = "eager"; await one.decode(); }
                return pictures.map(one => one.naturalWidth > 0 && one.alt.length > 9);
            }"""
        )
        assert all(loaded), page.name


def test_a_stranger_finds_the_way_in(page_1366: Visit) -> None:
    page_1366.go("/login/")
    page = page_1366.page
    page.get_by_role("link", name="คู่มือการเข้าสู่ระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เข้าสู่ระบบและออกจากระบบ")
    page.get_by_role("link", name="เปลี่ยนรหัสผ่าน").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เปลี่ยนรหัสผ่าน")
    page.get_by_role("link", name="คู่มือ", exact=True).click()
    page.get_by_role("searchbox").fill("เเว่นขยาย")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="พบ 3 หน้าที่มีคำว่า")).to_be_visible()


def test_a_page_s_own_help_is_one_click_away(page_1366: Visit, cast: Cast) -> None:  # noqa: ARG001
    enter(page_1366)
    page = page_1366.page
    page_1366.go("/people/orders/add/")
    page.get_by_role("link", name="คู่มือหน้านี้").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("บันทึกคำสั่งทั้งฉบับ")
    left = page.get_by_role("navigation", name="เมนูย่อย")
    left.get_by_role("link", name="แก้ไขรายการนี้และรายการถัดไป").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("แก้ไขรายการนี้และรายการถัดไป")
