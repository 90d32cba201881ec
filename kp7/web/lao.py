"""What the pages of one LAO share: who may open them, and how its register stands."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http.response import HttpResponseBase

from kp7.organizations.authority import NotAuthorized
from kp7.web.menu import LAO
from kp7.web.request import OfficerRequest

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[OfficerRequest, Rest], Answer]

NOT_LAO = "หน้านี้เป็นของผู้บันทึกและผู้รับรองของ อปท. กรุณาใช้เมนูของท่าน"


def for_lao(view: View[Rest, Answer]) -> View[Rest, Answer]:
    """Let only the recorder and the certifier of an LAO open a page, whatever it is asked for."""

    @wraps(view)
    def checked(request: OfficerRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if request.actor.role not in LAO:
            raise NotAuthorized(NOT_LAO)
        return view(request, *args, **kwargs)

    return checked


def own_register(request: OfficerRequest) -> uuid.UUID:
    """Return the register of an officer who is known to be of an LAO."""
    if request.actor.organization_id is None:
        raise TypeError("an LAO's post has an organization")
    return request.actor.organization_id
