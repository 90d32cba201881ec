"""A page that may also open as a window over the page one came from."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from kp7.web.request import OfficerRequest, VisitorRequest

WINDOW = "window"


def wants_window(request: OfficerRequest | VisitorRequest) -> bool:
    """Tell whether htmx asked for this page to fill the window."""
    return bool(request.htmx) and request.htmx.target == WINDOW


def render_window(
    request: OfficerRequest, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """Render a template that `{% extends layout %}`: alone for a window, else as a whole page.

    The context holds `title`, which heads either.
    """
    layout = "window.html" if wants_window(request) else "base.html"
    return render(request, template, {**context, "layout": layout}, status=status)
