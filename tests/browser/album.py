"""The manual's pictures: taken from the product's pages, and compared with those that are kept.

A picture is compared in cells of 2 × 2 pixels, whose mean forgives a shade at a letter's edge. One
changed digit moves some sixteen cells (measured), so six are forgiven, which is less than a letter.
"""

import io
import math
import os
from dataclasses import dataclass, field
from pathlib import Path

import time_machine
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Locator, expect

from kp7.thai.calendar import BANGKOK, SHORT_MONTHS, format_date, format_long, format_short
from tests.browser.visit import Visit, refuse

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "manual" / "pictures"
TAKING = "KP7_TAKE_PICTURES"
CELL = 2
VISIBLE = 20  # of 255: how far a cell's mean must move to be a change that somebody sees
FORGIVEN = 6  # cells
HEAVIEST = 150_000
MARGIN = 10
# What the database's clock has told stands still: an instant of today is NOW, one of a day that
# lies ahead or behind is as many days from it. What our own stopped clock told is left as it is.
STOPPED = r"""
([months, now, due]) => {
  const names = months.join("|").replaceAll(".", "\\.");
  const pattern = `(\\d{1,2}) (${names}) (\\d{4}) (\\d\\d):(\\d\\d) น\\.`;
  const stopped = (text, day, month, year, hour, minute) => {
    const told = new Date(year - 543, months.indexOf(month), day, hour, minute);
    const shown = new Date(now);
    if (Math.abs(told - shown) < Math.abs(told - Date.now())) return text;
    shown.setDate(shown.getDate() + Math.round((told - Date.now()) / 86400000));
    return `${shown.getDate()} ${months[shown.getMonth()]} ${shown.getFullYear() + 543} 10:45 น.`;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const told = node.data.replace(new RegExp(pattern, "g"), stopped).replaceAll(due[0], due[1]);
    if (told !== node.data) node.data = told;
  }
  document.activeElement?.blur();
}
"""
NOW = "2027-01-12T10:45:00"
DUE = ("31 มีนาคม 2642", "31 มีนาคม 2570")


@dataclass
class Album:
    """Pictures of one walk; what differs is told at its end, all at once."""

    folder: Path = PICTURES
    taking: bool = field(default_factory=lambda: os.environ.get(TAKING) == "1")
    differing: list[str] = field(default_factory=list)

    def take(self, visit: Visit, name: str, part: Locator | None = None, *, tall: int = 0) -> None:
        """Draw a part of the page, or what is on the screen; keep it, or hold it to what is kept.

        `tall` cuts a long part after so many pixels.
        """
        page = visit.page
        if part is not None:
            expect(part).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.evaluate(STOPPED, [SHORT_MONTHS, NOW, DUE])
        _refuse_the_real_day(page.locator("body").inner_text())
        page.mouse.move(0, 0)
        content = page.screenshot(
            caret="initial",  # a hidden caret would be an inline style, which our policy forbids
            animations="disabled",
            full_page=part is not None,
            clip=None if part is None else _box(part, tall),
        )
        self.keep(name, content)

    def keep(self, name: str, content: bytes) -> None:
        """Write the picture, or note in what it differs from the one that is kept."""
        path = self.folder / f"{name}.png"
        if self.taking:
            path.write_bytes(small(content))
        elif not path.exists():
            self.differing.append(f"{name}: there is no such picture")
        elif difference := differing(path.read_bytes(), content):
            self.differing.append(f"{name}: {difference}")

    def check(self) -> None:
        """Refuse the walk if a picture is not of today's page."""
        if self.differing:
            refuse([*self.differing, "look at the pages, then: make pictures"])


def _refuse_the_real_day(said: str) -> None:
    """Refuse a page that tells the machine's day: its picture would be another one tomorrow."""
    day = time_machine.escape_hatch.datetime.datetime.now(BANGKOK).date()
    for write in (format_date, format_short, format_long):
        assert write(day) not in said, f"the page tells the real day, {write(day)}"


def _box(part: Locator, tall: int) -> FloatRect:
    part.page.evaluate("window.scrollTo(0, 0)")
    box = part.bounding_box()
    assert box is not None
    margin = 0 if part.evaluate("part => part.tagName") == "DIALOG" else MARGIN
    left, top = math.floor(box["x"]) - margin, math.floor(box["y"]) - margin
    width = math.ceil(box["width"]) + 2 * margin
    height = math.ceil(box["height"]) + 2 * margin
    return {"x": left, "y": top, "width": width, "height": min(height, tall or height)}


def small(content: bytes) -> bytes:
    """The same picture in at most 256 colours."""
    written = io.BytesIO()
    drawn = _read(content).quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue()


def differing(kept: bytes, taken: bytes) -> str:
    """Say in what two pictures differ, as far as an eye would see it."""
    one, other = _read(kept), _read(small(taken))
    if one.size != other.size:
        return f"is {one.width} × {one.height}, the page is {other.width} × {other.height}"
    red, green, blue = ImageChops.difference(_cells(one), _cells(other)).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    changed = sum(worst.histogram()[VISIBLE + 1 :])
    return f"{changed} places differ" if changed > FORGIVEN else ""


def _read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _cells(picture: Image.Image) -> Image.Image:
    return picture.reduce(CELL)
