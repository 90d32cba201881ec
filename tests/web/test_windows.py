"""The frame of the pages."""

from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from django_htmx.middleware import HtmxDetails

from kp7.web.request import VisitorRequest
from kp7.web.windows import layout_for
from tests.web.conftest import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pages"):
        yield


@pytest.mark.parametrize(
    ("headers", "layout"),
    [
        ({}, "base.html"),
        ({"HX-Request": "true", "HX-Target": "window"}, "window.html"),
        ({"HX-Request": "true", "HX-Target": "people"}, "base.html"),
    ],
)
def test_a_page_opens_as_a_window_only_where_htmx_asks_for_one(
    rf: RequestFactory, headers: dict[str, str], layout: str
) -> None:
    request = rf.get("/", headers=headers)
    asked = VisitorRequest.__new__(VisitorRequest)
    asked.META, asked.htmx = request.META, HtmxDetails(request)
    assert layout_for(asked) == layout


def test_the_header_says_who_and_where(officer: Client, account: Account) -> None:
    page = officer.get("/").content.decode()
    for words in ("กรมส่งเสริมการปกครองท้องถิ่น", account.post.name, "ออกจากระบบ", "เปลี่ยนรหัสผ่าน"):
        assert words in page


def test_no_page_holds_a_script_or_a_style_of_its_own(officer: Client) -> None:
    page = officer.get("/test/form/").content.decode()
    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script src="/static/')


def test_an_error_is_tied_to_its_field(officer: Client) -> None:
    page = officer.post("/test/form/", {"name": "ยาวเกินไปมาก"}).content.decode()
    assert 'href="#id_name"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_name_error"' in page
    assert "รับได้ไม่เกิน 5 ตัวอักษร แต่ที่กรอกยาว 12 ตัวอักษร" in page


def test_script_in_a_field_is_text(officer: Client) -> None:
    page = officer.post("/test/form/", {"name": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_the_banner_of_a_demonstration_shows_only_there(client: Client) -> None:
    with override_settings(DEMO=False):
        assert "ระบบสาธิต" not in client.get("/login/").content.decode()
    with override_settings(DEMO=True):
        assert "ระบบสาธิต" in client.get("/login/").content.decode()
