"""One person before one browser: a page, and what it said and loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

from tests.validity import problems_of

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NOT_LOADED = "Failed to load resource"
RUN_AXE = """
async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(violation =>
    `${violation.id}: ${violation.help}: ` +
    violation.nodes.map(node => `${node.target} ${node.html}`).join(" | "));
}
"""


class LoadingFinished(TypedDict):
    """What chromium says when a file is there."""

    encodedDataLength: float


@dataclass
class Weight:
    """The bytes that came over the wire, headers included."""

    transferred: float = 0

    def add(self, event: LoadingFinished) -> None:
        """Count one file; one from the cache weighs nothing."""
        self.transferred += event["encodedDataLength"]


class Visit:
    """A page in a context of its own (cookies, cache), watched from the start."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.complaints: list[str] = []
        self.foreign_requests: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._stumble)
        context.on("request", self._notice)
        context.on("response", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        # What could not be loaded is judged by its answer: a page may well be a 404 or a 409.
        if message.type in {"error", "warning"} and not message.text.startswith(NOT_LOADED):
            self.complaints.append(message.text)

    def _judge(self, answer: Response) -> None:
        for_people = answer.request.resource_type in {"document", "xhr", "fetch"}
        if answer.status >= (500 if for_people else 400):
            self.complaints.append(f"{answer.status} {answer.url}")

    def _stumble(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _notice(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and not request.url.startswith(
            self.site + "/"
        ):
            self.foreign_requests.append(request.url)

    def go(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(path)

    @contextmanager
    def weighed(self) -> Iterator[Weight]:
        """Weigh what is loaded meanwhile."""
        weight = Weight()
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", weight.add)
        try:
            yield weight
            self.page.wait_for_load_state("networkidle")
        finally:
            session.detach()

    def assert_accessible(self) -> None:
        """Refuse a page in which axe finds anything."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        assert self.page.evaluate(RUN_AXE) == []

    def assert_fits(self) -> None:
        """Refuse a page that scrolls sideways."""
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0

    def assert_valid(self) -> None:
        """Refuse a page whose HTML, as the server sent it, is not valid."""
        answer = self.context.request.get(self.page.url)
        assert problems_of(answer.text()) == []

    def assert_sound(self) -> None:
        """Refuse a page that is not valid, accessible and as wide as its screen."""
        self.assert_valid()
        self.assert_accessible()
        self.assert_fits()
