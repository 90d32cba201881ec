"""The request as the pages get it: with the officer who is asking."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kp7.organizations.authority import Actor


class OfficerRequest(HttpRequest):
    """A request of somebody signed in; `actor` says who, in which post of which organization."""

    actor: Actor
    must_change_password: bool
    htmx: HtmxDetails


class VisitorRequest(HttpRequest):
    """A request to a public page, where nobody may be signed in yet."""

    actor: Actor | None
    htmx: HtmxDetails
