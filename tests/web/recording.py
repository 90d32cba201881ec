"""What the tests of recording share: what a browser types, and what a page says."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kp7.personnel.models import Card

PERSON = {
    "national_id": "",
    "title": "นาย",
    "first_name": "สมชาย",
    "last_name": "ใจดี",
    "birth_date": "05/03/2530",
    "sex": "male",
    "nationality": "ไทย",
    "marital_state": "single",
    "kind": "official",
    "first_appointed_on": "01/10/2553",
    "service_started_on": "01/10/2553",
}
LINE = {
    "effective_on": "01/10/2553",
    "movement": "first_appointment",
    "position": "นักทรัพยากรบุคคล",
    "position_number": "66-3-01-3102-001",
    "level": "academic-practitioner",
    "division": "สำนักปลัด",
    "salary": "15,060",
    "document_kind": "order",
    "document_number": "12/2553",
    "document_date": "20/09/2553",
}
DEGREE = {"level": "bachelor", "degree": "รัฐประศาสนศาสตรบัณฑิต", "finished_year": "2546"}


def page_of(response: HttpResponse) -> str:
    """The words of a page, as a reader has them."""
    return html.unescape(response.content.decode())


def said_of(response: HttpResponse) -> str:
    """The words of a page without its tags, white space as one space."""
    return " ".join(re.sub(r"<[^>]*>", " ", page_of(response)).split())


def hidden(response: HttpResponse, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page_of(response))
    assert found, f"no {name}"
    return found[1]


def card_url(card: Card, *rest: object) -> str:
    """An address beneath a card."""
    return "/".join(["/people", str(card.id), *(str(part) for part in rest), ""])


def post(client: Client, url: str, data: Mapping[str, object]) -> HttpResponse:
    """Send a form."""
    response = client.post(url, data)
    assert isinstance(response, HttpResponse)
    return response


def get(client: Client, url: str) -> HttpResponse:
    """Open a page; an answer that comes in pieces, as one."""
    return as_one(client.get(url))


def as_one(response: HttpResponseBase) -> HttpResponse:
    """Take an answer that comes in pieces for one."""
    if isinstance(response, StreamingHttpResponse):
        whole = response.getvalue()
        return HttpResponse(whole, status=response.status_code, headers=response.headers)
    assert isinstance(response, HttpResponse)
    return response


@contextmanager
def statements() -> Iterator[CaptureQueriesContext]:
    """Count every statement of a request: session, SAVEPOINT and SET too."""
    with CaptureQueriesContext(connection) as captured:
        yield captured


def line_in(response: HttpResponse) -> UUID:
    """The line that a redirect leads to."""
    return UUID(response["Location"].rpartition("#line-")[2])
