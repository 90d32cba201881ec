"""The pages that say no."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings

from kp7.organizations.terms import Role
from tests.web.conftest import Account, make_account, sign_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pages"):
        yield


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_what_is_anothers_and_what_does_not_exist_answer_byte_for_byte_the_same(
    officer: Client, method: str
) -> None:
    call = getattr(officer, method)
    anothers, refused, nowhere = (
        call(path) for path in ("/test/missing/1/", "/test/missing/2/", "/no/such/page/")
    )
    assert anothers.status_code == refused.status_code == nowhere.status_code == 404
    assert anothers.content == refused.content == nowhere.content
    assert anothers.headers == refused.headers


def test_every_officer_and_a_stranger_get_the_same_404(officer: Client) -> None:
    other = Client()
    sign_in(other, make_account("other", role=Role.AUDITOR).username)
    pages = {client.get("/no/such/page/").content for client in (officer, other, Client())}
    assert len(pages) == 1


def test_htmx_gets_the_same_404_as_a_notice(officer: Client) -> None:
    anothers = officer.get("/test/missing/1/", headers=HTMX)
    nowhere = officer.get("/no/such/page/", headers=HTMX)
    assert anothers.content == nowhere.content
    assert b"<html" not in anothers.content


def test_a_refusal_is_a_page_with_its_sentence(officer: Client) -> None:
    response = officer.get("/test/refusing/")
    assert response.status_code == 409
    page = response.content.decode()
    assert "ทะเบียนนี้รับรองแล้ว แก้ไขไม่ได้" in page
    assert "<title>ข้อผิดพลาด: " in page


def test_a_refusal_is_a_notice_to_htmx(officer: Client) -> None:
    response = officer.get("/test/refusing/", headers=HTMX)
    assert (response.status_code, response["X-Kp7-Notice"]) == (409, "1")
    assert "<html" not in response.content.decode()


def test_a_bug_says_nothing_of_its_cause(officer: Client) -> None:
    officer.raise_request_exception = False
    response = officer.get("/test/exploding/")
    assert response.status_code == 500
    assert "ระบบขัดข้อง" in response.content.decode()
    assert "1-2345" not in response.content.decode()


def test_a_wrong_method_is_answered_in_thai(officer: Client) -> None:
    response = officer.post("/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "ไม่สามารถเปิดหน้านี้" in response.content.decode()


def test_a_form_without_its_token_is_refused_in_thai(account: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/login/", {"username": account.username})
    assert response.status_code == 403
    assert "แบบฟอร์มนี้หมดอายุ" in response.content.decode()


def test_too_many_fields_are_refused_in_thai(officer: Client) -> None:
    response = officer.post("/test/form/", {f"f{number}": "" for number in range(1100)})
    assert response.status_code == 400
    assert "อ่านข้อมูลที่ส่งมาไม่ได้" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/login/", "/no/such/page/", "/test/refusing/", "/healthz"])
def test_nothing_is_cached_and_nothing_comes_from_elsewhere(officer: Client, path: str) -> None:
    response = officer.get(path)
    assert response["Cache-Control"] == "no-store"
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_healthz_answers_anyone(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
