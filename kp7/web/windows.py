"""A page that may also open as a window over the page one came from."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render

from kp7.web.request import OfficerRequest, VisitorRequest

WINDOW: Final = "window"
WINDOW_HEADER: Final = "X-Kp7-Window"


def layout_for(request: OfficerRequest | VisitorRequest) -> str:
    """Return the template around a page: a window's where htmx asked for one, else a page's."""
    in_window = bool(request.htmx) and request.htmx.target == WINDOW
    return "window.html" if in_window else "base.html"


def render_window(
    request: OfficerRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Render a template that `{% extends layout %}`: alone for a window, else as a whole page.

    The context holds `title`, which heads either. A window says that it is one, so that it is
    shown whatever its status.
    """
    layout = layout_for(request)
    response = render(request, template, {**context, "layout": layout}, status=status)
    if layout == "window.html":
        response[WINDOW_HEADER] = "1"
    return response


def leave_window(request: OfficerRequest, address: str) -> HttpResponse:
    """Go to a page; from a window too, which closes with it."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
