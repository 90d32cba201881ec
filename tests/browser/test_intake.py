"""A clerk brings an office's own file in, in a real browser: to the cards, and back."""

import pytest
from playwright.sync_api import Page, expect

from kp7.personnel.models import Appointment, Card
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_recording import enter
from tests.browser.visit import Visit
from tests.cast import Cast
from tests.web.intake_files import BAD, GOOD, NAME, office
from tests.work import run_jobs

pytestmark = pytest.mark.usefixtures("fresh_database", "cast")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INTAKE = "/people/intake/"


def choose_file(page: Page) -> None:
    page.get_by_label("ไฟล์ตารางข้อมูล").set_input_files(
        {"name": NAME, "mimeType": XLSX, "buffer": office((*GOOD, BAD))}
    )
    page.get_by_role("button", name="อ่านไฟล์").click()


def take_positions_too(page: Page) -> None:
    """The rows say positions beside names."""
    page.get_by_text("แถวเดียวมีข้อมูลหมวดอื่นด้วย").click()
    page.get_by_label("ตำแหน่งและอัตราเงินเดือน", exact=True).check()
    page.get_by_role("button", name="แสดงคอลัมน์ตามที่เลือก").click()


def work(visit: Visit) -> None:
    """Somebody's worker does what waits; the page follows by itself where scripts run."""
    expect(visit.page.get_by_role("heading", name="ความคืบหน้า")).to_be_visible()
    run_jobs()
    visit.page.get_by_role("link", name="ดูความคืบหน้าล่าสุด").click()


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_an_office_s_own_file_comes_in_and_goes_back(
    open_page: OpenPage, size: tuple[int, int]
) -> None:
    visit = open_page(size)
    page = visit.page
    enter(visit)
    visit.go(INTAKE)
    visit.assert_sound()
    choose_file(page)
    expect(page.get_by_role("heading", name="จับคู่คอลัมน์")).to_be_visible()
    visit.assert_sound()
    take_positions_too(page)
    expect(page.get_by_label("อัตราเงินเดือน (บาท)").first).to_have_value("appointments.salary")
    page.get_by_text("ดูแถวแรกของแผ่นงานนี้").click()
    visit.assert_accessible()
    visit.assert_fits()
    page.get_by_role("button", name="ตรวจสอบก่อนนำเข้า").click()
    work(visit)
    expect(page.get_by_role("heading", name="ตรวจสอบก่อนนำเข้า")).to_be_visible()
    expect(page.get_by_text("คอลัมน์ B").first).to_be_visible()
    visit.assert_sound()
    visit.assert_focus_is_seen()
    page.get_by_role("button", name="นำเข้า 6 รายการ").click()
    window = page.get_by_role("dialog")
    expect(window.get_by_role("heading", name="ยืนยันการนำเข้า")).to_be_focused()
    visit.assert_accessible()
    window.get_by_role("button", name="นำเข้า 6 รายการ").click()
    expect(window.get_by_role("alert")).to_be_visible()
    window.get_by_label("นำเข้าโดยข้าม").check()
    window.get_by_role("button", name="นำเข้า 6 รายการ").click()
    work(visit)
    expect(page.get_by_text("บันทึกแล้ว 6 รายการ")).to_be_visible()
    visit.assert_sound()
    assert (Card.objects.count(), Appointment.objects.count()) == (3, 3)
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    page.get_by_role("dialog").get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    work(visit)
    expect(page.get_by_text("ยกเลิกการนำเข้าแล้วโดย")).to_be_visible()
    assert (Card.objects.count(), Appointment.objects.count()) == (0, 0)


def test_it_goes_without_scripts(page_390_without_javascript: Visit) -> None:
    visit = page_390_without_javascript
    page = visit.page
    enter(visit)
    visit.go(INTAKE)
    choose_file(page)
    page.get_by_role("button", name="ตรวจสอบก่อนนำเข้า").click()
    work(visit)
    page.get_by_role("button", name="นำเข้า 6 รายการ").click()
    page.get_by_label("นำเข้าโดยข้าม").check()
    page.get_by_role("button", name="นำเข้า 6 รายการ").click()
    work(visit)
    expect(page.get_by_text("บันทึกแล้ว 6 รายการ")).to_be_visible()
    assert Card.objects.count() == 3


def test_the_refused_rows_are_downloaded(page_1366: Visit, cast: Cast) -> None:
    assert cast.recorder.organization_id
    page = page_1366.page
    enter(page_1366)
    page_1366.go(INTAKE)
    choose_file(page)
    page.get_by_role("button", name="ตรวจสอบก่อนนำเข้า").click()
    work(page_1366)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="ดาวน์โหลดแถวที่ไม่ผ่าน").click()
    assert downloading.value.suggested_filename == "ทะเบียนบุคลากร 2569 (แถวที่ไม่ผ่าน).xlsx"
