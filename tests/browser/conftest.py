"""A real browser before a real server on a real database, all on this machine."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from wsgiref.types import WSGIApplication

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.visit import Visit

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WIDE = (1366, 768)
NARROW = (390, 844)

OpenPage = Callable[..., Visit]


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # inherited name
        """Say nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def served(application: WSGIApplication) -> Iterator[str]:
    """Serve an application on a free port of loopback, a thread for each request."""
    httpd = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    httpd.set_app(application)
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    """Playwright's loop runs in this thread, so Django must be told that we know."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium."""
    if not CHROMIUM.exists():
        pytest.fail("the browser tests need Debian's chromium: make test installs it as root")
    with _playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        chromium_sandbox=False,  # it shows our own pages only, and few containers allow one
    ) as launched:
        yield launched


@pytest.fixture
def site(fresh_database: str) -> Iterator[str]:  # noqa: ARG001 # what the site shows
    """The address of the product, running on a database of this test's own."""
    with served(get_wsgi_application()) as address:
        yield address


@contextmanager
def visits_to(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Make pages of a site; afterwards none may have complained or asked another host."""
    visits: list[Visit] = []

    def opened(size: tuple[int, int] = WIDE, *, javascript: bool = True) -> Visit:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
        )
        context.set_default_timeout(15_000)
        visits.append(Visit(context, site))
        return visits[-1]

    try:
        yield opened
    finally:
        for visit in visits:
            visit.context.close()
    for visit in visits:
        assert visit.complaints == []
        assert visit.foreign_requests == []


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Make pages of the product; see visits_to."""
    with visits_to(browser, site) as opened:
        yield opened


@pytest.fixture
def page_1366(open_page: OpenPage) -> Visit:
    """A page on an office's screen."""
    return open_page(WIDE)


@pytest.fixture
def page_390(open_page: OpenPage) -> Visit:
    """A page on a telephone."""
    return open_page(NARROW)


@pytest.fixture
def page_1366_without_javascript(open_page: OpenPage) -> Visit:
    """A page on an office's screen where scripts do not run."""
    return open_page(WIDE, javascript=False)


@pytest.fixture
def page_390_without_javascript(open_page: OpenPage) -> Visit:
    """A page on a telephone where scripts do not run."""
    return open_page(NARROW, javascript=False)
