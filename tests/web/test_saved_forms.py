"""A session that runs out in the middle of a form."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from kp7.ledger.actions import act_as
from kp7.organizations.models import Holding
from kp7.web.models import SavedForm
from kp7.web.saved_forms import NOTICE
from tests.web.conftest import Account, hold, make_account, sign_in

pytestmark = pytest.mark.django_db

FORM = "/test/form/"
TYPED = {"name": "สมชาย", "csrfmiddlewaretoken": "token", "new_password": "secret"}


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pages"):
        yield


@pytest.fixture
def later() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31), tick=False) as clock:
        yield clock


@pytest.fixture
def expired(officer: Client, later: time_machine.Traveller) -> Client:  # noqa: ARG001 # after
    """A browser whose officer pressed บันทึก a minute too late."""
    assert officer.post(FORM, TYPED)["Location"] == f"/login/?next={FORM}"
    return officer


def test_the_same_officer_finds_the_text_once(expired: Client, account: Account) -> None:
    assert sign_in(expired, account.username, to=FORM)["Location"] == FORM
    page = expired.get(FORM).content.decode()
    assert 'value="สมชาย"' in page
    assert NOTICE in page
    assert 'value="สมชาย"' not in expired.get(FORM).content.decode()
    assert not SavedForm.objects.exists()


def test_neither_token_nor_password_is_kept(expired: Client) -> None:  # noqa: ARG001 # did it
    assert SavedForm.objects.get().data == {"name": ["สมชาย"]}


def test_another_account_on_the_same_browser_sees_nothing(expired: Client) -> None:
    other = make_account("other")
    sign_in(expired, other.username)
    assert "สมชาย" not in expired.get(FORM).content.decode()
    assert SavedForm.objects.count() == 1


def test_the_next_officer_in_the_same_post_sees_nothing(expired: Client, account: Account) -> None:
    with transaction.atomic():
        act_as(post_id=None, officer="tests", post="ระบบ", organization="")
        Holding.objects.filter(pk=account.holding.pk).update(until=timezone.now())
        hold(account.post, "สมหญิง")
    sign_in(expired, account.username)
    assert "สมชาย" not in expired.get(FORM).content.decode()
    assert SavedForm.objects.count() == 1


def test_after_a_day_it_is_gone(
    expired: Client, account: Account, later: time_machine.Traveller
) -> None:
    later.shift(dt.timedelta(hours=24, seconds=1))
    sign_in(expired, account.username)
    assert "สมชาย" not in expired.get(FORM).content.decode()
    assert not SavedForm.objects.exists()


def test_a_stranger_leaves_nothing(client: Client, account: Account) -> None:  # noqa: ARG001
    assert client.post(FORM, TYPED).status_code == 302
    assert not SavedForm.objects.exists()


def test_a_form_from_elsewhere_leaves_nothing(
    account: Account, later: time_machine.Traveller
) -> None:
    strict = Client(enforce_csrf_checks=True)
    later.shift(dt.timedelta(minutes=-31))
    token = token_in(strict.get("/login/").content.decode())
    data = {"username": account.username, "password": "ถูกต้อง-kp7-demo"}
    strict.post("/login/", {**data, "csrfmiddlewaretoken": token})
    later.shift(dt.timedelta(minutes=31))
    assert strict.post(FORM, {"name": "ฝากไว้"}).status_code == 403
    assert not SavedForm.objects.exists()


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_in_a_window_htmx_is_sent_to_sign_in(
    officer: Client,
    later: time_machine.Traveller,  # noqa: ARG001 # after
) -> None:
    response = officer.post(FORM, TYPED, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == f"/login/?next={FORM}"
    assert SavedForm.objects.count() == 1


def test_in_a_window_the_text_of_a_stranger_stays_where_it_is(client: Client) -> None:
    response = client.post(FORM, TYPED, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["X-Kp7-Notice"] == "1"
    assert "HX-Redirect" not in response
