"""The manual, step by step, by its labels alone: the LAO, then its province.

With KP7_PICTURES=folder the pages on the way are drawn into it, as an office's screen shows them:
docs/pictures/certification.png comes from here.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from kp7.certification.terms import WARNING, State
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.visit import Visit
from tests.cast import OWN, PASSWORD, Cast, add_complete, case_of, make_cast, make_round
from tests.crowd import add_crowd

NAME = "องค์การบริหารส่วนตำบลเกาะแก้ว"
WARM = 30_000


@pytest.fixture
def people(fresh_database: str) -> Cast:  # noqa: ARG001 # the rows go into it
    made = make_cast()
    make_round("ปีงบประมาณ พ.ศ. 2570 ครั้งที่ 1")
    for number in range(9):
        kind = ("official", "permanent", "general")[number % 3]
        add_complete(made.recorder, number, kind=kind)
    add_crowd(made.recorder, 60)
    return made


def picture(visit: Visit, name: str) -> None:
    """Draw what is on an office's screen, where pictures are asked for."""
    folder = os.environ.get("KP7_PICTURES")
    if folder and visit.page.viewport_size == {"width": WIDE[0], "height": WIDE[1]}:
        # A hidden caret would be an inline style, which our own policy forbids.
        visit.page.screenshot(path=Path(folder) / f"{name}.png", caret="initial")


def enter(visit: Visit, username: str) -> None:
    """ขั้นตอนที่ 1: Login."""
    visit.go("/login/")
    visit.page.get_by_label("ชื่อผู้ใช้").fill(username)
    visit.page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    visit.page.get_by_role("button", name="เข้าสู่ระบบ").click()


def leave(visit: Visit) -> None:
    visit.page.get_by_role("button", name="ออกจากระบบ").click()
    expect(visit.page.get_by_role("button", name="เข้าสู่ระบบ")).to_be_visible()


def choose(visit: Visit, *labels: str) -> None:
    """ขั้นตอนที่ 2: ระบบรับรองข้อมูล, then what appears on the left."""
    menu = visit.page.get_by_role("navigation", name="เมนูหลัก")
    menu.get_by_role("link", name="ระบบรับรองข้อมูล").click()
    for label in labels:
        left = visit.page.get_by_role("navigation", name="เมนูย่อย")
        left.get_by_role("link", name=label, exact=True).click()


def certify_at_the_lao(visit: Visit, shown: str) -> Locator:
    """The LAO's three steps; returns ประวัติการรับรองข้อมูล. `shown` is the role of a window."""
    page = visit.page
    enter(visit, "own")
    choose(visit, "ดำเนินการ(อปท.)", "รับรองข้อมูลระดับ อปท.")
    expect(page.get_by_role("heading", name="จำนวนบุคลากรที่บันทึกและจะรับรอง")).to_be_visible()
    expect(page.get_by_text(WARNING)).to_be_in_viewport()
    button = page.get_by_role("button", name="รับรองระดับ อปท.", exact=True)
    expect(button).to_be_in_viewport()
    if shown == "dialog":
        picture(visit, "certification")
    button.click()
    asking = page.get_by_role(shown)  # type: ignore[arg-type] # playwright lists the roles
    expect(asking.get_by_role("heading", name="ยืนยันการรับรองระดับ อปท.")).to_be_visible()
    if shown == "dialog":  # axe itself is a script
        visit.assert_accessible()
    picture(visit, f"confirm-{shown}")
    page.get_by_role("button", name="ยืนยัน รับรองระดับ อปท.").click()
    history = page.get_by_role(shown)  # type: ignore[arg-type] # playwright lists the roles
    expect(history.get_by_role("heading", name="ประวัติการรับรองข้อมูล")).to_be_visible()
    picture(visit, f"history-{shown}")
    return history


def search(visit: Visit, state: State) -> None:
    """ขั้นตอนที่ 3: สถานภาพรับรองข้อมูล, ค้นหา."""
    visit.page.get_by_label("สถานภาพรับรองข้อมูล").select_option(label=state.label)
    visit.page.get_by_role("button", name="ค้นหา").click()
    expect(visit.page.get_by_role("heading", name="ผลการค้นหา 1 แห่ง")).to_be_visible()


def certify_at_the_province(visit: Visit, shown: str) -> Locator:
    """The province's steps; returns the last window."""
    page = visit.page
    enter(visit, "p83")
    choose(visit, "ดำเนินการ(จังหวัด)")
    search(visit, State.LAO_CERTIFIED)
    picture(visit, f"province-{shown}")
    page.get_by_role("button", name=f"ตรวจสอบ {NAME}").click()
    window = page.get_by_role(shown)  # type: ignore[arg-type] # playwright lists the roles
    heading = window.get_by_role("heading", name=f"ข้อมูลจำนวนบุคลากร – {NAME}")
    expect(heading).to_be_visible()
    for words in ("ข้าราชการ", "ลูกจ้างประจำ", "พนักงานจ้าง", "สุ่มตรวจสอบการบันทึกข้อมูล"):
        expect(window.get_by_text(words, exact=True).first).to_be_visible()
    if shown == "dialog":
        visit.assert_accessible()
    picture(visit, f"case-{shown}")
    page.get_by_role("button", name="รับรองระดับจังหวัด").click()
    expect(window.get_by_text("รับรองระดับจังหวัด เรียบร้อยแล้ว")).to_be_visible()
    picture(visit, f"certified-{shown}")
    return window


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_manual_in_windows(open_page: OpenPage, people: Cast, size: tuple[int, int]) -> None:
    visit = open_page(size)
    history = certify_at_the_lao(visit, "dialog")
    first = history.get_by_role("row").nth(1)
    expect(first).to_contain_text("รับรองระดับ อปท.")
    expect(first).to_contain_text(people.certifier.officer)
    visit.assert_accessible()
    visit.assert_fits()
    history.get_by_role("button", name="ปิดหน้าต่าง").last.click()
    expect(visit.page.get_by_text("จึงแก้ไขหรือบันทึกเพิ่มไม่ได้")).to_be_visible()
    visit.assert_sound()
    leave(visit)

    window = certify_at_the_province(visit, "dialog")
    status = window.get_by_text("สถานะการรับรองข้อมูล").first
    expect(status).to_contain_text("รับรองระดับจังหวัด")
    visit.assert_accessible()
    visit.assert_fits()
    window.get_by_role("button", name="ปิดหน้าต่าง").last.click()
    expect(visit.page.get_by_role("heading", name="ผลการค้นหา 0 แห่ง")).to_be_visible()
    search(visit, State.PROVINCE_CERTIFIED)
    visit.assert_sound()
    assert case_of(OWN).state == State.PROVINCE_CERTIFIED


def test_the_manual_without_javascript(open_page: OpenPage, people: Cast) -> None:
    visit = open_page(WIDE, javascript=False)
    history = certify_at_the_lao(visit, "main")
    first = history.get_by_role("row").nth(1)
    expect(first).to_contain_text("รับรองระดับ อปท.")
    expect(first).to_contain_text(people.certifier.officer)
    leave(visit)
    page = visit.page
    certify_at_the_province(visit, "main")
    status = page.get_by_role("main").get_by_text("สถานะการรับรองข้อมูล").first
    expect(status).to_contain_text("รับรองระดับจังหวัด")
    page.get_by_role("link", name="กลับไปผลการค้นหา").click()
    expect(page.get_by_label("สถานภาพรับรองข้อมูล")).to_have_value(State.LAO_CERTIFIED)
    assert case_of(OWN).state == State.PROVINCE_CERTIFIED


def test_escape_leads_back_to_the_magnifying_glass(page_1366: Visit, people: Cast) -> None:  # noqa: ARG001
    enter(page_1366, "p83")
    choose(page_1366, "ดำเนินการ(จังหวัด)")
    glass = page_1366.page.get_by_role("button", name=f"ตรวจสอบ {NAME}")
    glass.click()
    opened = page_1366.page.get_by_role("dialog")
    expect(opened.get_by_role("heading", level=1)).to_be_focused()
    page_1366.page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(glass).to_be_focused()


def test_enter_in_a_number_compares_and_certifies_nothing(page_1366: Visit, people: Cast) -> None:  # noqa: ARG001
    certify_at_the_lao(page_1366, "dialog")
    page_1366.page.keyboard.press("Escape")
    leave(page_1366)
    enter(page_1366, "p83")
    choose(page_1366, "ดำเนินการ(จังหวัด)")
    page_1366.page.get_by_role("button", name=f"ตรวจสอบ {NAME}").click()
    opened = page_1366.page.get_by_role("dialog")
    opened.get_by_label("ข้าราชการ").fill("๔")
    page_1366.page.keyboard.press("Enter")
    expect(opened.get_by_text("มากกว่าที่ อปท. รับรอง 1 คน")).to_be_visible()
    page_1366.assert_accessible()
    assert case_of(OWN).state == State.LAO_CERTIFIED


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_pages_with_findings_and_forms_are_sound(
    open_page: OpenPage, people: Cast, size: tuple[int, int]
) -> None:
    add_crowd(people.recorder, 150, lines=0, first=100)
    visit = open_page(size)
    enter(visit, "own")
    for path in (
        "/certification/",
        "/certification/lao/review/",
        "/certification/lao/review/confirm/",
        "/certification/lao/history/",
        "/certification/lao/ask-return/",
    ):
        visit.go(path)
        visit.assert_sound()
    leave(visit)
    enter(visit, "dla")
    for path in (
        "/certification/province/",
        f"/certification/province/{case_of(OWN).id}/",
        f"/certification/province/{case_of(OWN).id}/return/",
    ):
        visit.go(path)
        visit.assert_sound()


def test_the_certification_page_weighs_little(page_1366: Visit, people: Cast) -> None:
    add_crowd(people.recorder, 150, lines=0, first=100)
    enter(page_1366, "own")
    page_1366.go("/certification/")
    with page_1366.weighed() as warm:
        page_1366.go("/certification/lao/review/")
    assert warm.transferred <= WARM
    expect(page_1366.page.get_by_role("button", name="รับรองระดับ อปท.")).to_be_disabled()


def test_the_certification_page_prints_on_one_sheet_to_sign(page_1366: Visit, people: Cast) -> None:  # noqa: ARG001
    enter(page_1366, "own")
    page_1366.go("/certification/lao/review/")
    printed = page_1366.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
    page_1366.page.emulate_media(media="print")
    for words in ("ผู้บันทึก", "ผู้รับรอง"):
        expect(page_1366.page.get_by_text(f"ลงชื่อ {'.' * 56} {words}")).to_be_visible()
    expect(page_1366.page.get_by_role("button", name="รับรองระดับ อปท.")).to_be_hidden()
