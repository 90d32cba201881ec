"""The page checks, each seen to close on a page that deserves it."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, served, visits_to
from tests.browser.visit import Visit

POLICY = "default-src 'self'; img-src *"
PAGE = """<!doctype html>
<html lang="th"><head><title>หน้าตัวอย่าง</title><link rel="icon" href="/icon.svg"></head>
<body><main><h1>หน้าตัวอย่าง</h1>{}</main></body></html>
"""
PAGES = {
    "/sound": "<p>ไม่มีอะไรผิด</p>",
    "/unnamed-button": "<button type='button'></button>",
    "/unclosed": "<div><p>ก</div></p>",
    "/inline-script": "<script>document.title = 'x'</script>",
    "/other-host": '<img alt="รูป" src="http://192.0.2.1/picture.png">',
    "/missing-file": '<img alt="รูป" src="/none.png">',
    "/too-wide": '<table><tr><td width="2000">ก</td></tr></table>',
}


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    known = path in PAGES or path == "/icon.svg"
    start_response(
        "200 OK" if known else "404 Not Found",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)],
    )
    return [PAGE.format(PAGES.get(path, "")).encode()]


def look_at(browser: Browser, path: str) -> None:
    with served(application) as site, visits_to(browser, site) as opened:
        visit: Visit = opened(NARROW)
        visit.go(path)
        visit.assert_sound()


def test_a_sound_page_passes(browser: Browser) -> None:
    look_at(browser, "/sound")


@pytest.mark.parametrize("path", sorted(PAGES.keys() - {"/sound"}))
def test_a_page_with_a_fault_does_not(browser: Browser, path: str) -> None:
    with pytest.raises(AssertionError):
        look_at(browser, path)


def test_a_file_from_the_cache_weighs_nothing(browser: Browser) -> None:
    with served(application) as site, visits_to(browser, site) as opened:
        visit = opened()
        with visit.weighed() as weight:
            visit.go("/sound")
        assert 200 < weight.transferred < 2000
