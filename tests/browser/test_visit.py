"""The page checks, each seen to close on a page that deserves it."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from threading import Event
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, served, visits_to
from tests.browser.visit import SECONDS_TO_LOAD, Visit

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
SHEET = ".tiny { font-size: 13px } .unseen { outline: none; box-shadow: none }"
LOOKS = {
    "/tiny": '<link rel="stylesheet" href="/sheet.css"><p class="tiny">ก</p>',
    "/unseen": '<link rel="stylesheet" href="/sheet.css"><a class="unseen" href="/">ก</a>',
    "/seen": '<link rel="stylesheet" href="/sheet.css"><p>ก</p><a href="/">ก</a>',
}
STRICT = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    pages = PAGES | LOOKS
    known = path in {*pages, "/icon.svg", "/sheet.css"}
    start_response(
        "200 OK" if known else "404 Not Found",
        [
            ("Content-Type", "text/css" if path == "/sheet.css" else "text/html; charset=utf-8"),
            ("Content-Security-Policy", POLICY),
        ],
    )
    return [(SHEET if path == "/sheet.css" else PAGE.format(pages.get(path, ""))).encode()]


class Endless:
    """The application, and a file that begins and does not end before it is let go."""

    def __init__(self) -> None:
        self.asked = Event()
        self.let_go = Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        yield from application(environ, start_response)
        if environ["PATH_INFO"] == "/endless":
            self.asked.set()
            assert self.let_go.wait(SECONDS_TO_LOAD)


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


@pytest.mark.parametrize("left", [True, False])
def test_a_page_that_is_left_waits_for_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, *, left: bool
) -> None:
    monkeypatch.setattr("tests.browser.visit.SECONDS_TO_LOAD", 1)
    endless = Endless()
    with served(endless) as site, visits_to(browser, site) as opened:
        visit = opened()
        faulty = pytest.raises(AssertionError, match="1 files never came")
        with nullcontext() if left else faulty, visit.weighed():
            visit.go("/sound")
            visit.page.evaluate("void fetch('/endless')")
            assert endless.asked.wait(SECONDS_TO_LOAD)
            if left:
                visit.go("/seen")
        endless.let_go.set()


def test_small_words_and_an_unseen_focus_are_found(browser: Browser) -> None:
    with served(application) as site, visits_to(browser, site) as opened:
        visit = opened()
        visit.go("/seen")
        visit.assert_readable()
        visit.assert_focus_is_seen()
        visit.go("/tiny")
        with pytest.raises(AssertionError, match="13px"):
            visit.assert_readable()
        visit.go("/unseen")
        with pytest.raises(AssertionError, match="unseen"):
            visit.assert_focus_is_seen()


@pytest.mark.parametrize(
    "policy",
    [
        "",
        POLICY,
        STRICT.replace("default-src 'self'", "default-src 'self' 'unsafe-inline'"),
        STRICT.replace("default-src 'self'", "default-src *"),
        STRICT.replace("frame-ancestors 'none'; ", ""),
        f"{STRICT}; script-src 'self' https://example.org",
    ],
)
def test_a_policy_that_lets_more_in_is_found(browser: Browser, policy: str) -> None:
    with served(application) as site, visits_to(browser, site) as opened:
        visit = opened()
        visit.policy = STRICT
        visit.assert_strict()
        visit.policy = policy
        with pytest.raises(AssertionError):
            visit.assert_strict()
