"""A clerk records people: by keyboard, without JavaScript, on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from kp7.personnel.models import Appointment, Card, Service
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.visit import Visit
from tests.cast import (
    PASSWORD,
    Cast,
    add_card,
    add_complete,
    certified,
    national_id,
)
from tests.crowd import add_crowd
from tests.web.recording import card_url

pytestmark = pytest.mark.usefixtures("fresh_database")

COLD = 120_000
WARM = 30_000


@pytest.fixture
def card(cast: Cast) -> Card:
    return add_complete(cast.recorder, 1)


def enter(visit: Visit, username: str = "own-r") -> None:
    visit.go("/login/")
    visit.page.get_by_label("ชื่อผู้ใช้").fill(username)
    visit.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    visit.page.get_by_role("button", name="เข้าสู่ระบบ").click()


def fill_line(page: Page) -> None:
    page.get_by_label("วันที่มีผล").fill("1/4/2554")
    page.get_by_label("ประเภทการเคลื่อนไหว").select_option("step_raise")
    page.get_by_label("อัตราเงินเดือน").fill("๑๕,๕๐๐")


def focused(page: Page) -> str:
    """The id of the element that has the focus."""
    found: str = page.evaluate("document.activeElement.id")
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_page_is_valid_accessible_and_fits(
    open_page: OpenPage, cast: Cast, card: Card, size: tuple[int, int]
) -> None:
    wanting = add_card(cast.recorder, 2)
    visit = open_page(size)
    enter(visit)
    line = Appointment.objects.get().id
    for path in (
        "/people/",
        "/people/add/",
        card_url(card),
        card_url(card, "education"),
        card_url(card, "appointments"),
        card_url(wanting, "appointments"),
        card_url(wanting, "education"),
        card_url(card, "appointments", "add"),
        card_url(card, "appointments", line),
        card_url(card, "appointments", line, "remove"),
        card_url(card, "personal", card.id),
        card_url(card, "service", "end"),
        card_url(wanting, "remove"),
        "/lookers/",
    ):
        visit.go(path)
        visit.assert_sound()


def test_a_sealed_register_s_pages_are_sound_and_silent(
    page_1366: Visit, cast: Cast, card: Card
) -> None:
    certified(cast.certifier)
    enter(page_1366)
    for path in ("/people/", card_url(card), card_url(card, "appointments", "add")):
        page_1366.go(path)
        page_1366.assert_sound()
        expect(page_1366.page.get_by_role("button", name="บันทึก", exact=True)).to_have_count(0)
    page_1366.go(card_url(card))
    page_1366.page.get_by_role("link", name="ไปที่หน้ารับรองข้อมูล").click()
    expect(page_1366.page.get_by_role("heading", level=1)).to_contain_text("รับรองข้อมูลระดับ อปท.")


def test_a_line_is_typed_without_a_mouse(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "appointments", "add"))
    assert focused(page) == "id_effective_on"
    in_order = page.evaluate(
        "[...document.querySelectorAll('.card-body input, .card-body select')].map(e => e.id)"
    )
    walked = []
    for _ in in_order:
        walked.append(focused(page))
        page.keyboard.press("Tab")
    assert walked == in_order
    fill_line(page)
    page.get_by_label("อัตราเงินเดือน").press("Enter")
    expect(page.get_by_text("บันทึกข้อมูลแล้ว")).to_be_visible()
    line = Appointment.objects.get(movement="step_raise")
    assert focused(page) == f"line-{line.id}"


def test_line_after_line_is_typed_with_one_tick(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "appointments", "add"))
    page.get_by_label("บันทึกแล้วเพิ่มรายการถัดไป").check()
    fill_line(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("บันทึกข้อมูลแล้ว")).to_be_visible()
    expect(page.get_by_label("บันทึกแล้วเพิ่มรายการถัดไป")).to_be_checked()
    assert focused(page) == "id_effective_on"
    expect(page.get_by_label("ตำแหน่ง", exact=True)).to_have_value("นักทรัพยากรบุคคล")


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "appointments", "add"))
    fill_line(page)
    page.get_by_label("วันที่มีผล").fill("31/02/2554")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page_1366.assert_accessible()
    page.get_by_role("link", name="ไม่มีวันที่ 31/02/2554 ในปฏิทิน").press("Enter")
    assert focused(page) == "id_effective_on"
    expect(page.get_by_label("อัตราเงินเดือน")).to_have_value("๑๕,๕๐๐")


def test_a_finding_leads_to_its_field(page_1366: Visit, cast: Cast) -> None:
    wanting = add_card(cast.recorder, 2, sex="")
    enter(page_1366)
    page_1366.go(card_url(wanting))
    page_1366.page.get_by_role("link", name="แก้ไข: ยังไม่ได้บันทึกเพศ").click()
    expect(page_1366.page.get_by_label("เพศ")).to_be_focused()


def test_a_line_is_removed_in_a_window(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "appointments"))
    button = page.get_by_role("button", name="ลบ 1 ต.ค. 2553")
    button.click()
    window = page.get_by_role("dialog")
    expect(window.get_by_role("heading")).to_be_focused()
    page_1366.assert_accessible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    button.click()
    window.get_by_role("button", name="ลบรายการ").click()
    expect(page.get_by_text("ลบรายการแล้ว")).to_be_visible()
    assert not Appointment.objects.exists()


def test_a_wrong_end_of_service_stays_in_its_window(page_390: Visit, card: Card) -> None:
    enter(page_390)
    page = page_390.page
    page_390.go(card_url(card))
    page.get_by_role("button", name="บันทึกการพ้น").click()
    window = page.get_by_role("dialog")
    window.get_by_label("เหตุที่พ้น").select_option("resigned")
    window.get_by_label("พ้นตั้งแต่วันที่").fill("31/02/2565")
    window.get_by_role("button", name="บันทึกการพ้น").click()
    expect(window.locator(".error-summary")).to_be_focused()
    page_390.assert_accessible()
    window.get_by_label("พ้นตั้งแต่วันที่").fill("1/10/2565")
    window.get_by_role("button", name="บันทึกการพ้น").click()
    expect(page.get_by_text("บันทึกการพ้นแล้ว")).to_be_visible()
    assert Service.objects.get().ended_by == "resigned"


def test_somebody_is_added_and_found_without_javascript(
    page_390_without_javascript: Visit, cast: Cast
) -> None:
    assert cast.recorder.organization_id
    visit = page_390_without_javascript
    enter(visit)
    page = visit.page
    visit.go("/people/")
    page.get_by_role("button", name="เพิ่มบุคลากร").click()
    page.get_by_label("เลขประจำตัวประชาชน").fill(national_id(3))
    page.get_by_label("คำนำหน้า").fill("นางสาว")
    page.get_by_label("ชื่อ", exact=True).fill("สมหญิง")
    page.get_by_label("นามสกุล", exact=True).fill("ใจดี")
    page.get_by_label("วันเดือนปีเกิด").fill("5/3/2530")
    page.get_by_label("ประเภทบุคลากร").select_option(label="พนักงานจ้างทั่วไป")
    page.get_by_label("วันเริ่มปฏิบัติราชการ").fill("1/10/2560")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_label("วันที่มีผล")).to_have_value("01/10/2560")
    page.get_by_label("ประเภทการเคลื่อนไหว").select_option("first_contract")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกข้อมูลแล้ว")).to_be_visible()
    visit.go("/people/")
    page.get_by_label("ชื่อหรือเลขประจำตัวประชาชน").fill("หญิง")
    page.get_by_role("button", name="ค้นหา", exact=True).click()
    expect(page.get_by_role("link", name="นางสาวสมหญิง ใจดี")).to_be_visible()
    assert "หญิง" not in page.url


def test_the_export_is_a_file_and_the_button_can_be_pressed_again(
    page_1366: Visit, cast: Cast
) -> None:
    add_crowd(cast.recorder, 3)
    enter(page_1366)
    page_1366.go("/people/")
    for _ in range(2):
        with page_1366.page.expect_download() as download:
            page_1366.page.get_by_role("button", name="ส่งออก Excel", exact=True).click()
        assert download.value.suggested_filename.endswith(".xlsx")


def test_pages_weigh_little(page_1366: Visit, cast: Cast, card: Card) -> None:
    add_crowd(cast.recorder, 60)
    enter(page_1366)
    for path in ("/people/", card_url(card, "appointments"), card_url(card, "appointments", "add")):
        with page_1366.weighed() as warm:
            page_1366.go(path)
        assert warm.transferred <= WARM, path
    page_1366.page.context.new_cdp_session(page_1366.page).send("Network.clearBrowserCache")
    with page_1366.weighed() as cold:
        page_1366.go(card_url(card, "appointments", "add"))
    assert cold.transferred <= COLD
