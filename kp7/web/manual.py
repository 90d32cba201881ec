"""คู่มือ: the manual, for whoever wants to read it, signed in or not."""

import io
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kp7.web import manual_book, manual_paper
from kp7.web.access import everybody
from kp7.web.crumbs import Crumb
from kp7.web.manual_book import Chapter, Page
from kp7.web.menu import Item

MOST_SEARCHED: Final = 100
PDF_NAME: Final = "คู่มือ ก.พ.7.pdf"


@everybody
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    """Show the contents, or the pages in which what is asked for occurs."""
    searched = request.GET.get("q", "")[:MOST_SEARCHED].strip()
    book = manual_book.book()
    shown = {
        "title": book.title,
        "subtitle": book.purpose,
        "chapters": book.chapters,
        "searched": searched,
        "found": manual_book.found(searched),
    }
    return render(request, "manual/contents.html", shown)


@everybody
@require_safe
def manual_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page."""
    book = manual_book.book()
    page = book.page(name)
    if page is None:
        raise Http404
    before, after = book.around(page)
    chapter = book.chapter_of(page)
    shown = {
        "title": page.title,
        "subtitle": page.purpose,
        "crumbs": [Crumb("คู่มือ", reverse("manual")), Crumb(chapter.title), Crumb(page.title)],
        "text": manual_book.html_of(page),
        "before_page": before,
        "after_page": after,
        "side": [_beside(chapter, page)],
    }
    return render(request, "manual/page.html", shown)


@everybody
@require_safe
def manual_pdf(request: HttpRequest) -> FileResponse:  # noqa: ARG001  Django's signature
    """Send the whole manual as one PDF."""
    return FileResponse(io.BytesIO(manual_paper.pdf()), as_attachment=True, filename=PDF_NAME)


def _beside(chapter: Chapter, shown: Page) -> Item:
    """Return the left menu: the pages of the chapter."""
    pages = [
        Item(page.title, "manual_page", url=page.url, current="page" if page is shown else "")
        for page in chapter.pages
    ]
    return Item(chapter.title, "manual", items=pages)
