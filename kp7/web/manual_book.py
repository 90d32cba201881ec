"""คู่มือ as a book: the chapters that its contents list, and the HTML of each page.

The pages are Markdown, written in docs/manual; manual_pages beside this file is that folder.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kp7.thai import text

FOLDER: Final = Path(__file__).resolve().parent / "manual_pages"
CONTENTS: Final = "README"
PICTURES: Final = "pictures/"
_LISTED: Final = re.compile(r"^- \[.+\]\(([a-z0-9-]+)\.md\)")
_PNG_SIZE: Final = slice(16, 24)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the manual: one task, what it is for, and its text in Markdown."""

    name: str
    title: str
    purpose: str
    body: str

    @property
    def url(self) -> str:
        """Its address in the product."""
        return reverse("manual_page", args=[self.name])


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pages that belong together, in the order in which one learns."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The whole manual."""

    title: str
    purpose: str
    chapters: tuple[Chapter, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page, first to last."""
        return tuple(page for chapter in self.chapters for page in chapter.pages)

    def page(self, name: str) -> Page | None:
        """Return the page of that name."""
        return next((page for page in self.pages if page.name == name), None)

    def chapter_of(self, page: Page) -> Chapter:
        """Return the chapter in which a page stands."""
        return next(chapter for chapter in self.chapters if page in chapter.pages)

    def around(self, page: Page) -> tuple[Page | None, Page | None]:
        """Return the pages before and after a page."""
        pages = (None, *self.pages, None)
        place = pages.index(page)
        return pages[place - 1], pages[place + 1]


@cache
def book() -> Book:
    """Return the manual as its contents list it."""
    contents = page_of(CONTENTS)
    chapters = []
    for part in f"\n{contents.body}".split("\n## ")[1:]:
        title, _, listed = part.partition("\n")
        names = [found[1] for line in listed.splitlines() if (found := _LISTED.match(line))]
        chapters.append(Chapter(title, tuple(page_of(name) for name in names)))
    return Book(contents.title, contents.purpose, tuple(chapters))


def page_of(name: str) -> Page:
    """Read a page: its heading, the paragraph below that says what it is for, and the rest."""
    heading, purpose, body = (FOLDER / f"{name}.md").read_text(encoding="utf-8").split("\n\n", 2)
    return Page(name, heading.removeprefix("# "), " ".join(purpose.split("\n")), body)


def found(words: str) -> list[Page]:
    """Return the pages in which every word occurs, those that have it in their title first."""
    wanted = [key for word in words.split() if (key := text.search_key(word))]
    if not wanted:
        return []
    hits = [page for page in book().pages if all(key in _key(page.name) for key in wanted)]
    return sorted(hits, key=lambda page: wanted[0] not in text.search_key(page.title))


@cache
def _key(name: str) -> str:
    page = page_of(name)
    return text.search_key(f"{page.title} {page.purpose} {page.body}")


@cache
def html_of(page: Page) -> str:
    """Return a page's text as HTML; what it says is Markdown alone, any HTML in it is text."""
    said: str = markdown().render(page.body)
    return said


@cache
def markdown() -> MarkdownIt:
    """Return the reader of the manual's Markdown."""
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")


def size_of(picture: str) -> tuple[int, int]:
    """Return a PNG's width and height."""
    with (FOLDER / PICTURES / picture).open("rb") as file:
        size = file.read(_PNG_SIZE.stop)[_PNG_SIZE]
    return int.from_bytes(size[:4]), int.from_bytes(size[4:])


class _Renderer(RendererHTML):
    """Draws links, pictures and tables as our pages have them."""

    def link_open(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Lead to the product's page of what the file links to."""
        target = str(tokens[place].attrs["href"])
        if target.endswith(".md"):
            name = target.removesuffix(".md")
            page = reverse("manual") if name == CONTENTS else reverse("manual_page", args=[name])
            tokens[place].attrs["href"] = page
        return self.renderToken(tokens, place, options, env)

    def image(
        self,
        tokens: Sequence[Token],
        place: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """Show a picture in its size, named by its words."""
        token = tokens[place]
        name = str(token.attrs["src"]).removeprefix(PICTURES)
        alt = escape(self.renderInlineAsText(token.children or [], options, env))
        width, height = size_of(name)
        return (
            f'<img src="{escape(static(f"manual/{name}"))}" alt="{alt}" width="{width}"'
            f' height="{height}" loading="lazy">'
        )

    def table_open(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Let a wide table be moved sideways on a telephone."""
        tokens[place].attrSet("class", "table")
        opened = self.renderToken(tokens, place, options, env)
        return f'<div class="wide">{opened}'

    def table_close(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Close what was opened around it."""
        return f"{self.renderToken(tokens, place, options, env)}</div>"
