"""The manual's pictures are of today's pages: each walk draws them anew and compares.

`make pictures` (KP7_TAKE_PICTURES=1) keeps what is drawn instead.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from xlsxwriter import Workbook

from kp7.certification import sampling
from kp7.certification.terms import State
from kp7.personnel.actions.explaining import explain_all
from kp7.personnel.queries import name_of
from kp7.web.templatetags import kp7 as tags
from tests.browser.album import Album
from tests.browser.conftest import OpenPage
from tests.browser.office import (
    CERTIFIER,
    DLA,
    NEIGHBOUR,
    PROVINCE,
    Office,
    make_office,
    standing_still,
)
from tests.browser.test_manual_walk import choose
from tests.browser.visit import Visit
from tests.cast import PASSWORD
from tests.web.recording import card_url
from tests.work import run_jobs

SCREEN = (1366, 850)
NAME = "องค์การบริหารส่วนตำบลเกาะแก้ว"


@pytest.fixture
def office(
    fresh_database: str,  # noqa: ARG001 # the rows go into it
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    settings.DEMO = True  # the banner says on each page that nobody in it is real
    monkeypatch.setattr(tags, "is_worker_there", lambda: True)
    monkeypatch.setattr(sampling, "draw", lambda _, people, number: tuple(people[:number]))
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


def test_people_and_their_cards(visit: Visit, album: Album, office: Office) -> None:
    page = enter(visit, CERTIFIER)
    main = page.locator("main")
    visit.go("/people/")
    album.take(visit, "people")
    album.take(visit, "lists", page.locator("main .card-header").first)
    album.take(visit, "workbook", page.locator("main .card-footer").first)
    visit.go("/people/add/")
    album.take(visit, "person-add", main, tall=760)
    visit.go(card_url(office.cards[1]))
    album.take(visit, "card")
    page.get_by_role("button", name="แก้เลขประจำตัวประชาชน").click()
    album.take(visit, "national-id", page.get_by_role("dialog"))
    visit.go(card_url(office.cards[1]))
    page.get_by_role("button", name="บันทึกการพ้น").click()
    album.take(visit, "service-end", page.get_by_role("dialog"))
    visit.go(card_url(office.cards[1], "name_changes"))
    album.take(visit, "nothing", page.get_by_role("region", name="การเปลี่ยนชื่อ-นามสกุล"))
    visit.go(card_url(office.cards[1], "photographs", "add"))
    album.take(visit, "photograph", main)


def test_position_lines(visit: Visit, album: Album, office: Office) -> None:
    page = enter(visit, CERTIFIER)
    main = page.locator("main")
    visit.go(card_url(office.cards[1], "appointments"))
    album.take(visit, "lines", page.get_by_role("region", name="ตำแหน่งและอัตราเงินเดือน"))
    page.get_by_role("button", name="ลบ ").first.click()
    album.take(visit, "line-remove", page.get_by_role("dialog"))
    visit.go(card_url(office.cards[1], "appointments", "add"))
    album.take(visit, "line-add", main, tall=900)
    page.get_by_label("วันที่มีผล").fill("31/02/2570")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.locator(".error-summary")).to_be_visible()
    album.take(visit, "line-wrong", main, tall=560)
    visit.go(card_url(office.cards[1], "appointments"))
    page.get_by_role("button", name="แก้ไข ").first.click()
    page.get_by_label("เลขที่ตำแหน่ง").fill("66-3-02-3201-004")
    page.get_by_role("button", name="แก้ไขรายการนี้และรายการถัดไป").click()
    expect(page.get_by_role("button", name="ยืนยันแก้ไข 2 รายการ")).to_be_visible()
    album.take(visit, "forward", main)
    page.set_viewport_size({"width": SCREEN[0], "height": 1180})
    visit.go("/people/orders/add/")
    page.get_by_label("วันที่มีผล").fill("1/4/2570")
    page.get_by_label("ประเภทการเคลื่อนไหว").select_option("step_raise")
    page.get_by_label("เลขที่เอกสาร").fill("7/2570")
    page.get_by_label("เอกสารลงวันที่").fill("25/3/2570")
    page.get_by_role("button", name="แสดงรายชื่อ").click()
    page.get_by_label("เงินเดือนใหม่ของ").first.fill("22,040")
    page.get_by_label("เงินเดือนใหม่ของ").nth(1).fill("-")
    page.get_by_label("เงินเดือนใหม่ของ").nth(2).click()
    album.take(visit, "order")


def test_checking_and_looking_back(visit: Visit, album: Album, office: Office) -> None:
    enter(visit, PROVINCE)
    visit.go(card_url(office.cards[1]))
    visit.page.get_by_role("button", name="ออกจากระบบ").click()
    page = enter(visit, CERTIFIER)
    main = page.locator("main")
    visit.go("/people/findings/")
    page.locator("li details.explain > summary").first.click()
    album.take(visit, "findings")
    visit.go("/people/history/")
    album.take(visit, "edits", main, tall=720)
    visit.go(card_url(office.cards[1], "past"))
    page.get_by_label("มีผล ณ วันที่").fill("1/1/2560")
    page.get_by_role("button", name="ดูข้อมูล").click()
    expect(page.get_by_text("ข้อมูลย้อนหลัง ไม่ใช่ข้อมูลปัจจุบัน")).to_be_visible()
    album.take(visit, "past", main, tall=760)
    visit.go("/lookers/")
    album.take(visit, "lookers", main)


def test_the_establishment(visit: Visit, album: Album) -> None:
    page = enter(visit, CERTIFIER)
    window = page.get_by_role("dialog")
    visit.go("/people/establishment/")
    page.get_by_role("button", name="สร้างกรอบจากเลขที่ตำแหน่งในบัตร").click()
    album.take(visit, "establishment-build", window)
    window.get_by_role("button", name="สร้างกรอบ").click()
    expect(page.get_by_role("heading", name="ตำแหน่ง 6 อัตรา")).to_be_visible()
    page.get_by_role("button", name="เพิ่มตำแหน่ง").click()
    album.take(visit, "seat-add", window)
    visit.go("/people/establishment/")
    album.take(visit, "establishment", page.locator("main"), tall=860)
    page.get_by_role("link", name="66-3-01-3102-001").click()
    album.take(visit, "seat", window)
    visit.go("/people/establishment/plan/?first_year=2570")
    album.take(visit, "plan", page.locator("main"), tall=760)


def test_transfers(visit: Visit, album: Album, office: Office) -> None:
    page = enter(visit, CERTIFIER)
    window = page.get_by_role("dialog")
    visit.go(card_url(office.cards[1]))
    page.get_by_role("button", name="ให้โอน").click()
    window.get_by_label("ค้นหาหน่วยงานที่รับโอน").fill("ทต. รัษฎา ภูเก็ต")
    window.get_by_role("button", name="ค้นหา").click()
    window.get_by_role("radio").first.check()
    window.get_by_label("ให้โอนตั้งแต่วันที่").fill("1/1/2570")
    window.get_by_label("คำสั่งให้โอนเลขที่").fill("8/2570")
    window.get_by_label("คำสั่งลงวันที่").fill("25/12/2569")
    album.take(visit, "release", window)
    window.get_by_role("button", name="ให้โอน").click()
    expect(page.get_by_text("ส่งให้หน่วยงานปลายทางแล้ว")).to_be_visible()
    visit.go("/")
    page.get_by_role("button", name="ออกจากระบบ").click()
    enter(visit, NEIGHBOUR)
    visit.go("/people/transfers/")
    album.take(visit, "transfers", page.locator("main"))
    page.get_by_role("button", name="รับโอน นางสาวขวัญ ตัวอย่าง", exact=True).click()
    album.take(visit, "transfer-accept", window)


def test_the_code_tables(visit: Visit, album: Album) -> None:
    page = enter(visit, DLA)
    visit.go("/codes/")
    album.take(visit, "code-tables", page.locator("main"), tall=700)
    visit.go("/codes/movements/")
    album.take(visit, "code-table", page.locator("main"), tall=560)
    page.get_by_role("link", name="บรรจุและแต่งตั้ง", exact=True).click()
    album.take(visit, "code-entry", page.locator("main"), tall=520)


HEADINGS = (
    ("ที่", "เลขประจำตัวประชาชน", "ชื่อ-สกุล", "ตำแหน่ง", "", "", "คำสั่ง", ""),
    ("", "", "", "วันที่มีผล", "ประเภทการเคลื่อนไหว", "เงินเดือน", "เลขที่", "ลงวันที่"),
)
MOVEMENT = "เลื่อนขั้นเงินเดือน (0.5 / 1 / 1.5 / 2 ขั้น)"


def own_file(path: Path, office: Office) -> Path:
    """A list of a salary round as an office keeps it: two rows of headings, one day mistyped."""
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("เลื่อนเงินเดือน")
        for row, words in enumerate(HEADINGS):
            sheet.write_row(row, 0, words)
        for number, card in enumerate(office.cards[:5]):
            day = "31/02/2570" if number == 3 else "1 เม.ย. 2570"
            pay = 13_500 + 620 * number
            said = (number + 1, card.person.national_id, name_of(card), day, MOVEMENT, pay)
            sheet.write_row(2 + number, 0, (*said, "7/2570", "25 มี.ค. 2570"))
    return path


def test_bringing_in_a_file(visit: Visit, album: Album, office: Office, tmp_path: Path) -> None:
    page = enter(visit, CERTIFIER)
    window = page.get_by_role("dialog")
    visit.go("/people/intake/")
    album.take(visit, "intake", page.locator("main"))
    file = own_file(tmp_path / "เลื่อนเงินเดือน เม.ย. 2570.xlsx", office)
    page.get_by_label("ไฟล์ตารางข้อมูล").set_input_files(file)
    page.get_by_role("button", name="อ่านไฟล์").click()
    expect(page.get_by_role("heading", name="จับคู่คอลัมน์")).to_be_visible()
    page.set_viewport_size({"width": SCREEN[0], "height": 1300})
    album.take(visit, "intake-mapping")
    page.get_by_role("button", name="ตรวจสอบก่อนนำเข้า").click()
    expect(page.get_by_role("heading", name="ความคืบหน้า: ")).to_be_visible()
    run_jobs()  # the page asks by itself how far it is, and comes anew at the end
    expect(page.get_by_role("heading", name="ตรวจสอบก่อนนำเข้า")).to_be_visible()
    album.take(visit, "intake-preview")
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    page.get_by_role("button", name="นำเข้า 4 รายการ").click()
    window.get_by_role("checkbox").check()
    album.take(visit, "intake-apply", window)
    window.get_by_role("button", name="นำเข้า 4 รายการ").click()
    expect(page.get_by_role("heading", name="ความคืบหน้า: ")).to_be_visible()
    run_jobs()
    expect(page.get_by_role("heading", name="ผลการนำเข้า")).to_be_visible()
    album.take(visit, "intake-done", page.locator("main"), tall=620)
    visit.go("/jobs/")
    album.take(visit, "jobs", page.locator("main"))


def printed_page(page: Page, number: int) -> bytes:
    """The upper part of a page of the PDF that the form makes, as poppler draws it."""
    token = page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    asked: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token}
    asked |= {"parts": "all", "digits": "arabic"}
    answer = page.request.post(page.url, form=asked, headers={"Referer": page.url})
    assert answer.headers["content-type"] == "application/pdf", answer.text()
    part = ("-x", "0", "-y", "0", "-W", "827", "-H", "560")
    drawn = subprocess.run(  # noqa: S603 # constant arguments
        ["pdftoppm", "-r", "100", *part, "-png", "-f", str(number), "-singlefile", "-"],  # noqa: S607
        input=answer.body(),
        capture_output=True,
        check=True,
    )
    return drawn.stdout


def test_printing(visit: Visit, album: Album, office: Office) -> None:
    page = enter(visit, CERTIFIER)
    main = page.locator("main")
    visit.go(card_url(office.cards[1], "print"))
    album.take(visit, "print", main)
    album.keep("printed-front", printed_page(page, 1))
    album.keep("printed-inside", printed_page(page, 2))
    visit.go(card_url(office.cards[1], "print", "continuation"))
    album.take(visit, "continuation", main)
    visit.go("/people/print/")
    album.take(visit, "print-many", main)
    page.get_by_role("button", name="สั่งพิมพ์").click()
    expect(page.get_by_role("heading", name="ความคืบหน้า: ")).to_be_visible()
    run_jobs()
    expect(page.get_by_role("heading", name="ไฟล์พร้อมแล้ว")).to_be_visible()
    album.take(visit, "print-done", page.get_by_role("region", name="ไฟล์พร้อมแล้ว"))
