"""One person before one browser: a page, and what it said and loaded."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

from tests.validity import problems_of

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SECONDS_TO_LOAD = 30
NOT_LOADED = "Failed to load resource"
RUN_AXE = """
async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(violation =>
    `${violation.id}: ${violation.help}: ` +
    violation.nodes.map(node => `${node.target} ${node.html}`).join(" | "));
}
"""
# Words below 13.6 px (0.85 rem), but for those that no one sees.
TOO_SMALL = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    const around = walker.currentNode.parentElement;
    if (!words || !around.checkVisibility({visibilityProperty: true})) continue;
    const size = parseFloat(getComputedStyle(around).fontSize);
    if (size < 13.6) found.push(`${size}px: ${words.slice(0, 40)}`);
  }
  return found;
}
"""
# What can have the focus and, having it, looks as before. A press of Tab comes first: only then
# does chromium treat a focus given by a script as one given by the keyboard.
UNSEEN_FOCUS = """
() => {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const looks = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return (outlined ? "outlined " : "") + style.boxShadow + style.backgroundColor;
  };
  const unseen = [];
  for (const element of document.querySelectorAll(selector)) {
    if (element.type === "hidden" || element.disabled || !element.checkVisibility()) continue;
    element.blur();
    const before = looks(element);
    element.focus();
    if (document.activeElement !== element || looks(element) === before)
      unseen.push(element.outerHTML.slice(0, 80));
  }
  return unseen;
}
"""
POLICY = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


class Told(TypedDict):
    """What chromium says when it gives up on a file."""

    requestId: str


class Asked(Told):
    """What chromium says when it asks for a file: for which document, too."""

    loaderId: str


class LoadingFinished(Told):
    """What chromium says when a file is there."""

    encodedDataLength: float


@dataclass
class Weight:
    """The bytes that came over the wire, headers included; and what is still on its way."""

    transferred: float = 0
    awaited: dict[str, str] = field(default_factory=dict)  # the document of each request

    def ask(self, event: Asked) -> None:
        """Wait for one file."""
        self.awaited[event["requestId"]] = event["loaderId"]

    def add(self, event: LoadingFinished) -> None:
        """Count one file; one from the cache weighs nothing."""
        self.transferred += event["encodedDataLength"]
        self.give_up(event)

    def give_up(self, event: Told) -> None:
        """Wait for one file no longer."""
        self.awaited.pop(event["requestId"], None)

    def awaited_by(self, document: str) -> int:
        """Count the files that a document still waits for: of one that was left, no word comes."""
        return list(self.awaited.values()).count(document)


def refuse(faults: list[str]) -> None:
    """Name each fault: pytest explains only what a test file itself asserts."""
    if faults:
        raise AssertionError("\n".join(faults))


class Visit:
    """A page in a context of its own (cookies, cache), watched from the start."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.policy = ""
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
        answer = self.page.goto(path)
        self.policy = answer.headers.get("content-security-policy", "") if answer else ""

    @contextmanager
    def weighed(self) -> Iterator[Weight]:
        """Weigh what is loaded meanwhile."""
        weight = Weight()
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", weight.ask)
        session.on("Network.loadingFinished", weight.add)
        session.on("Network.loadingFailed", weight.give_up)
        try:
            yield weight
            self.page.wait_for_load_state("load")
            until = time.monotonic() + SECONDS_TO_LOAD
            shown: str = session.send("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]
            while files := weight.awaited_by(shown):
                assert time.monotonic() < until, f"{files} files never came"
                self.page.wait_for_timeout(10)  # in which events arrive
        finally:
            session.detach()

    def assert_accessible(self) -> None:
        """Refuse a page in which axe finds anything."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        refuse(self.page.evaluate(RUN_AXE))

    def assert_fits(self) -> None:
        """Refuse a page that scrolls sideways."""
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{wider} px wider than the screen"

    def assert_readable(self) -> None:
        """Refuse a page with words too small to read."""
        refuse(self.page.evaluate(TOO_SMALL))

    def assert_focus_is_seen(self) -> None:
        """Refuse a page on which the keyboard's place cannot be seen."""
        self.page.keyboard.press("Tab")
        refuse(self.page.evaluate(UNSEEN_FOCUS))

    def assert_strict(self) -> None:
        """Refuse a policy that lets in anything but our own files, or lets a page be framed."""
        parts = (part.strip().partition(" ") for part in self.policy.split(";") if part.strip())
        assert {name: allowed.strip() for name, _, allowed in parts} == POLICY, self.policy

    def assert_valid(self) -> None:
        """Refuse a page whose HTML, as the server sent it, is not valid."""
        answer = self.context.request.get(self.page.url)
        refuse(problems_of(answer.text()))

    def assert_sound(self) -> None:
        """Refuse a page that is not valid, accessible and as wide as its screen."""
        self.assert_valid()
        self.assert_accessible()
        self.assert_fits()
