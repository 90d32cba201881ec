"""Photographs and documents in a real browser: chosen, kept over a mistake, saved, never opened."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from kp7.personnel.actions.lines import add_line
from kp7.personnel.files.kinds import Purpose
from kp7.personnel.files.reading import read
from kp7.personnel.files.refusals import Why
from kp7.personnel.models import Card, Document, File, FileContent
from kp7.personnel.sections import DOCUMENTS, PHOTOGRAPHS
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_recording import enter
from tests.browser.visit import Visit
from tests.cast import Cast, add_complete
from tests.personnel import hostile
from tests.web.recording import card_url

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card with a photograph and a document."""
    card = add_complete(cast.recorder, 1)
    portrait = read(hostile.jpeg(), name="รูป.jpg", purpose=Purpose.PHOTOGRAPH)
    values = {"taken_year": 2023, "file": portrait}
    add_line(by=cast.recorder, card=card, section=PHOTOGRAPHS, values=values)
    order = read(hostile.scan(), name="คำสั่งที่ 12.pdf", purpose=Purpose.DOCUMENT)
    values = {"kind": "f06", "title": "คำสั่งเลื่อนขั้น", "file": order}
    add_line(by=cast.recorder, card=card, section=DOCUMENTS, values=values)
    return card


def fill_document(page: Page, title: str) -> None:
    page.get_by_label("หมวดในแฟ้มประวัติ").select_option("f06")
    page.get_by_label("ชื่อเอกสาร").fill(title)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_pages_with_files_are_sound(
    open_page: OpenPage, card: Card, size: tuple[int, int]
) -> None:
    visit = open_page(size)
    enter(visit)
    document = Document.objects.get().id
    for path in (
        card_url(card),
        card_url(card, "photographs"),
        card_url(card, "documents"),
        card_url(card, "photographs", "add"),
        card_url(card, "documents", document),
    ):
        visit.go(path)
        visit.assert_sound()


def test_the_photograph_is_painted_though_it_is_an_attachment(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page_1366.go(card_url(card))
    portrait = page_1366.page.get_by_alt_text("รูปถ่ายล่าสุด")
    expect(portrait).to_be_visible()
    assert portrait.evaluate("image => image.naturalWidth") == 300


@pytest.mark.parametrize("javascript", [True, False])
def test_a_click_saves_a_file_and_opens_nothing(
    open_page: OpenPage, card: Card, tmp_path: Path, *, javascript: bool
) -> None:
    visit = open_page(WIDE, javascript=javascript)
    enter(visit)
    visit.go(card_url(card, "documents"))
    here = visit.page.url
    with visit.page.expect_download() as downloading:
        visit.page.get_by_role("link", name="คำสั่งที่ 12.pdf").click()
    saved = tmp_path / "saved"
    downloading.value.save_as(saved)
    assert downloading.value.suggested_filename == "คำสั่งที่ 12.pdf"
    kept = FileContent.objects.get(file__media_type="application/pdf").content
    assert saved.read_bytes() == bytes(kept)
    assert visit.page.url == here
    assert len(visit.context.pages) == 1


def test_not_even_its_address_opens_a_file(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    for file in File.objects.all():
        here = page_1366.page.url
        with pytest.raises(Error, match="Download is starting"), page_1366.page.expect_download():
            page_1366.page.goto(card_url(card, "files", file.id))
        assert page_1366.page.url == here


def test_a_file_is_chosen_once_though_the_form_is_mended(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "documents", "add"))
    page.get_by_label("ไฟล์").set_input_files(
        {
            "name": "ใบสำคัญ.pdf",
            "mimeType": "application/pdf",
            "buffer": hostile.bytes_of(hostile.document(3)),
        }
    )
    fill_document(page, "")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_text("เลือกไว้แล้ว ใบสำคัญ.pdf")).to_be_visible()
    page_1366.assert_sound()
    fill_document(page, "ใบสำคัญ")
    page.get_by_role("button", name="บันทึก").click()
    expect(page.get_by_role("link", name="ใบสำคัญ.pdf (3 หน้า)")).to_be_visible()


def test_a_program_under_another_name_is_a_sentence_beside_its_field(
    page_1366: Visit, card: Card
) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "photographs", "add"))
    page.get_by_label("ปีที่ถ่าย").fill("2560")
    page.get_by_label("รูปถ่าย").set_input_files(
        {"name": "รูป.jpg", "mimeType": "image/jpeg", "buffer": b"MZ\x90\0" + b"\0" * 999}
    )
    page.get_by_role("button", name="บันทึก").click()
    expect(page.locator(".field-wrong")).to_contain_text(Why.PROGRAM.sentence)
    expect(page.get_by_label("ปีที่ถ่าย")).to_have_value("2560")
    page_1366.assert_sound()


def test_a_file_too_large_is_told_before_it_is_sent(page_1366: Visit, card: Card) -> None:
    enter(page_1366)
    page = page_1366.page
    page_1366.go(card_url(card, "documents", "add"))
    page.get_by_label("ไฟล์").set_input_files(
        {
            "name": "ใหญ่.pdf",
            "mimeType": "application/pdf",
            "buffer": b"%PDF-1.7" + b"\0" * 11_000_000,
        }
    )
    expect(page.locator("#messages")).to_contain_text(Why.DOCUMENT_TOO_LARGE.sentence)
    assert page.get_by_label("ไฟล์").input_value() == ""
