"""A question that a page or a window asks before something is done, and what was answered."""

from dataclasses import dataclass, field

from django.http import QueryDict

from kp7.web import saved_forms
from kp7.web.notices import Said
from kp7.web.request import OfficerRequest


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks, and what its button says."""

    title: str
    sentence: str
    button: str
    look: str = field(default="btn-primary", kw_only=True)


@dataclass(frozen=True, slots=True)
class Task(Question):
    """A question of which the outcome is always the same; `done` says it."""

    done: Said


def typed(request: OfficerRequest) -> QueryDict | None:
    """Return what was typed: just now, or before the session ran out."""
    return request.POST if request.method == "POST" else saved_forms.take(request)
