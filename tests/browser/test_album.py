"""The comparer of the manual's pictures, seen to find what changed and to forgive what did not."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from playwright.sync_api import Browser, Page

from tests.browser.album import Album, differing, small

PAGE = """
<!DOCTYPE html><html lang="th"><body style="font: 16px sans-serif; width: 700px">
<h1>รับรองข้อมูลระดับ อปท.</h1><table><tr><th>ประเภทบุคลากร</th><th>จำนวน (คน)</th></tr>
<tr><td>ข้าราชการ</td><td>15</td></tr></table><button>รับรองระดับ อปท.</button></body></html>
"""


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 720, "height": 260})


def drawn(page: Page, html: str) -> bytes:
    page.set_content(html)
    return page.screenshot()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("รับรองระดับ อปท.</button>", "รับรองระดับจังหวัด</button>"),
        ("ข้าราชการ", "ข้าราชการ์"),
        ("15", "16"),
        ("<table>", '<table style="color: #a8150f">'),
        ("<button>", "<button>ไม่"),
        ("(คน)", ""),
    ],
)
def test_a_changed_page_is_found(page: Page, before: str, after: str) -> None:
    kept = small(drawn(page, PAGE))
    assert "places differ" in differing(kept, drawn(page, PAGE.replace(before, after)))


def test_the_same_page_is_the_same_though_its_edges_are_smoothed_otherwise(page: Page) -> None:
    taken = drawn(page, PAGE)
    softer = ImageEnhance.Contrast(Image.open(io.BytesIO(taken)).convert("RGB")).enhance(0.97)
    written = io.BytesIO()
    softer.save(written, "PNG")
    assert differing(small(taken), taken) == ""
    assert differing(small(taken), written.getvalue()) == ""


def test_a_page_of_another_size_is_found(page: Page) -> None:
    kept = small(drawn(page, PAGE))
    page.set_viewport_size({"width": 720, "height": 261})
    assert differing(kept, drawn(page, PAGE)) == "is 720 × 260, the page is 720 × 261"


def test_a_walk_tells_of_every_picture_that_differs_at_its_end(page: Page, tmp_path: Path) -> None:
    taking = Album(tmp_path, taking=True)
    taking.keep("one", drawn(page, PAGE))
    taking.check()
    album = Album(tmp_path, taking=False)
    album.keep("one", drawn(page, PAGE))
    album.check()
    album.keep("one", drawn(page, PAGE.replace("15", "16")))
    album.keep("two", drawn(page, PAGE))
    with pytest.raises(AssertionError, match=r"one: \d+ places differ\ntwo: there is no such"):
        album.check()
