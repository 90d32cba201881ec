"""Pages of printing before a browser, and any page on paper by Ctrl+P."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kp7.printing.actions.cards import print_card
from kp7.printing.wanted import Wanted
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_order import enter
from tests.browser.visit import Visit
from tests.cast import Cast, add_complete
from tests.crowd import add_crowd
from tests.printing.test_lists import text_of
from tests.printing.test_printing import raise_on
from tests.work import run_jobs

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_pages_of_printing_are_sound(
    open_page: OpenPage, cast: Cast, size: tuple[int, int]
) -> None:
    card = add_complete(cast.recorder, 1)
    print_card(by=cast.recorder, card_id=card.id, wanted=Wanted())
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    visit = open_page(size)
    enter(visit, "own-r")
    for path in (
        f"/people/{card.id}/print/",
        f"/people/{card.id}/print/continuation/",
        "/people/print/",
        "/people/printing/",
    ):
        visit.go(path)
        visit.assert_sound()


def test_a_card_opens_beside_its_page(page_1366: Visit, cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    enter(page_1366, "own-r")
    page_1366.go(f"/people/{card.id}/print/")
    page = page_1366.page
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="พิมพ์", exact=True).click()
    assert opened.value is not page
    page_1366.go(f"/people/{card.id}/print/")
    expect(page.get_by_role("cell", name=cast.recorder.officer)).to_be_visible()


def test_a_file_of_everybody_is_asked_for_and_fetched(
    page_1366: Visit, cast: Cast, tmp_path: Path
) -> None:
    add_crowd(cast.recorder, 2)
    enter(page_1366, "own-r")
    page_1366.go("/people/")
    page = page_1366.page
    page.get_by_role("button", name="พิมพ์ ก.พ.7").click()
    page.get_by_role("button", name="สั่งพิมพ์").click()
    expect(page.get_by_role("button", name="ยกเลิกงานนี้")).to_be_visible()
    page_1366.assert_sound()
    run_jobs()
    expect(page.get_by_role("heading", name="ไฟล์พร้อมแล้ว")).to_be_visible()
    page_1366.assert_sound()
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด").click()
    file = tmp_path / "cards.pdf"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF-")


def test_any_page_is_clean_on_paper(page_1366: Visit, cast: Cast, tmp_path: Path) -> None:
    add_crowd(cast.recorder, 50)
    enter(page_1366, "own-r")
    page_1366.go("/people/")
    pages = text_of(page_1366.page.pdf(), tmp_path)
    assert len(pages) > 1
    for page in pages:
        assert "ความครบถ้วน" in page  # the headings, on each page
    said = "".join(pages)
    assert cast.recorder.officer in said
    for word in ("ออกจากระบบ", "หน้าแรก", "ส่งออก Excel", "เพิ่มบุคลากร", "ค้นหา", "ตรวจสอบข้อมูล"):
        assert word not in said
