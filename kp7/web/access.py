"""Which pages need no officer; every other one does."""

from collections.abc import Callable
from typing import Final, TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

PUBLIC: Final = "kp7_public"
EVERYBODY: Final = "kp7_everybody"
WITH_ONE_TIME_PASSWORD: Final = "kp7_with_one_time_password"  # noqa: S105  an attribute's name
POLLED: Final = "kp7_polled"


def public(view: View) -> View:
    """Let a stranger see this page."""
    setattr(view, PUBLIC, True)
    return view


def everybody(view: View) -> View:
    """Let a stranger see this page too, and an officer see it among the menus."""
    setattr(view, EVERYBODY, True)
    return view


def with_one_time_password(view: View) -> View:
    """Let an officer who still has to choose a password see this page."""
    setattr(view, WITH_ONE_TIME_PASSWORD, True)
    return view


def polled(view: View) -> View:
    """Say of a page that it is asked for by a page itself, again and again: nobody is there."""
    setattr(view, POLLED, True)
    return view
