"""The frame of every page, in a browser: windows, double clicks, bad networks, weight."""

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.visit import Visit
from tests.web import pages
from tests.web.conftest import PASSWORD, WRONG, make_account

COLD = 120_000
WARM = 30_000


@pytest.fixture(autouse=True)
def _pages(fresh_database: str) -> Iterator[None]:  # noqa: ARG001 # the account goes into it
    pages.answered.clear()
    make_account("tester")
    with override_settings(ROOT_URLCONF="tests.web.pages", DEMO=True):
        yield


def sign_in(visit: Visit, path: str = "/") -> None:
    visit.go(f"/login/?next={path}")
    visit.page.get_by_label("ชื่อผู้ใช้").fill("tester")
    visit.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    visit.page.get_by_role("button", name="เข้าสู่ระบบ").click()


def window(visit: Visit) -> Locator:
    """Sign in, open the window, return it."""
    sign_in(visit, "/test/list/")
    visit.page.get_by_role("button", name="เปิด").click()
    found = visit.page.get_by_role("dialog")
    expect(found.get_by_role("heading")).to_be_focused()
    return found


def save(opened: Locator, name: str) -> None:
    opened.get_by_label("ชื่อ").fill(name)
    opened.get_by_role("button", name="บันทึก").click()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_pages_are_valid_accessible_and_fit(open_page: OpenPage, size: tuple[int, int]) -> None:
    visit = open_page(size)
    visit.go("/login/")
    visit.assert_sound()
    visit.page.get_by_role("button", name="เข้าสู่ระบบ").click()
    visit.assert_accessible()
    sign_in(visit)
    for path in ("/", "/password/", "/test/list/", "/test/form/", "/test/refusing/", "/nowhere/"):
        visit.go(path)
        visit.assert_sound()


def test_a_page_weighs_little(page_1366: Visit) -> None:
    with page_1366.weighed() as cold:
        page_1366.go("/login/")
    assert 10_000 < cold.transferred <= COLD
    sign_in(page_1366)
    with page_1366.weighed() as warm:
        page_1366.go("/")
    assert warm.transferred <= WARM


def test_a_wrong_password_puts_the_focus_on_the_summary(page_1366: Visit) -> None:
    page_1366.go("/login/")
    page_1366.page.get_by_label("ชื่อผู้ใช้").fill("tester")
    page_1366.page.get_by_label("รหัสผ่าน").fill(WRONG)
    page_1366.page.keyboard.press("Enter")
    expect(page_1366.page.locator(".error-summary")).to_be_focused()
    expect(page_1366.page.get_by_label("ชื่อผู้ใช้")).to_have_value("tester")
    expect(page_1366.page.get_by_label("รหัสผ่าน")).to_have_value("")


def test_escape_closes_a_window_and_the_focus_returns(page_1366: Visit) -> None:
    opened = window(page_1366)
    page_1366.assert_accessible()
    page_1366.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(page_1366.page.get_by_role("button", name="เปิด")).to_be_focused()


def test_an_error_shows_in_the_window_with_the_focus_on_it(page_390: Visit) -> None:
    opened = window(page_390)
    save(opened, "ยาวเกินไปมาก")
    expect(opened.locator(".error-summary")).to_be_focused()
    expect(opened.get_by_label("ชื่อ")).to_have_value("ยาวเกินไปมาก")
    page_390.assert_accessible()
    page_390.assert_fits()


def test_a_refusal_shows_in_the_window_and_the_text_stays(page_1366: Visit) -> None:
    opened = window(page_1366)
    save(opened, pages.SEALED)
    expect(opened.get_by_role("alert")).to_contain_text("ทะเบียนนี้รับรองแล้ว")
    expect(opened.get_by_label("ชื่อ")).to_have_value(pages.SEALED)


def test_without_a_network_a_sentence_shows_and_the_text_stays(page_1366: Visit) -> None:
    opened = window(page_1366)
    page_1366.context.set_offline(offline=True)
    save(opened, "ก")
    expect(opened.get_by_role("alert")).to_contain_text("ติดต่อเครื่องแม่ข่ายไม่ได้")
    expect(opened.get_by_label("ชื่อ")).to_have_value("ก")
    page_1366.context.set_offline(offline=False)
    opened.get_by_role("button", name="บันทึก").click()
    expect(opened.get_by_role("heading")).to_have_text("รายการ")
    page_1366.complaints.clear()  # chromium itself reports the failed request


def test_a_lost_session_in_a_window_leaves_the_text_where_it_is(page_1366: Visit) -> None:
    opened = window(page_1366)
    page_1366.context.clear_cookies(name="kp7_session")
    save(opened, "ก")
    expect(opened.get_by_role("alert")).to_contain_text("เข้าสู่ระบบในแท็บใหม่")
    expect(opened.get_by_label("ชื่อ")).to_have_value("ก")
    page = page_1366.page
    page_1366.page = page_1366.context.new_page()
    sign_in(page_1366)
    page_1366.page = page
    opened.get_by_role("button", name="บันทึก").click()
    expect(opened.get_by_role("heading")).to_have_text("รายการ")
    assert pages.answered == ["ก"]


def test_a_double_click_sends_once(page_1366: Visit) -> None:
    sign_in(page_1366, "/test/form/")
    page_1366.page.get_by_label("ชื่อ").fill(pages.SLOW)
    button = page_1366.page.get_by_role("button", name="บันทึก")
    # Chromium itself joins two clicks of one instant; an impatient hand is slower.
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 150); }")
    expect(page_1366.page.locator("h1")).to_have_text("รายการ")
    assert pages.answered == [pages.SLOW]


def test_after_a_change_closing_the_window_shows_the_page_anew(page_1366: Visit) -> None:
    opened = window(page_1366)
    save(opened, "ใหม่")
    expect(opened.get_by_role("heading")).to_have_text("รายการ")
    page_1366.page.keyboard.press("Escape")
    expect(page_1366.page.locator("main .notice")).to_contain_text("ใหม่")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_without_javascript_the_same_form_is_a_page(
    open_page: OpenPage, size: tuple[int, int]
) -> None:
    visit = open_page(size, javascript=False)
    sign_in(visit, "/test/list/")
    visit.page.get_by_role("button", name="เปิด").click()
    expect(visit.page.locator("h1")).to_have_text("แบบฟอร์ม")
    visit.page.get_by_label("ชื่อ").fill("ก")
    visit.page.get_by_role("button", name="บันทึก").click()
    expect(visit.page.locator("h1")).to_have_text("รายการ")


def test_the_keyboard_alone_is_enough(page_1366: Visit) -> None:
    page_1366.go("/login/")
    page_1366.page.keyboard.press("Tab")
    expect(page_1366.page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_focused()
    page_1366.page.keyboard.press("Enter")
    page_1366.page.keyboard.press("Tab")
    expect(page_1366.page.get_by_label("ชื่อผู้ใช้")).to_be_focused()
