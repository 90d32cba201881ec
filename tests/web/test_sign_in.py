"""เข้าสู่ระบบ, ออกจากระบบ."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kp7.ledger.actions import act_as
from kp7.organizations.models import Post
from tests.web.conftest import PASSWORD, WRONG, Account, make_account, sign_in

pytestmark = pytest.mark.django_db


def change(post: Post, **values: object) -> None:
    with transaction.atomic():
        act_as(post_id=None, officer="tests", post="ระบบ", organization="")
        Post.objects.filter(pk=post.pk).update(**values)


def after(minutes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes), tick=False)


def test_the_page_has_the_labels_of_the_manual(client: Client) -> None:
    page = client.get("/login/").content.decode()
    assert ">ชื่อผู้ใช้<" in page
    assert ">รหัสผ่าน<" in page
    assert ">เข้าสู่ระบบ</button>" in page


def test_the_right_password_leads_to_the_start_page_with_name_and_post(
    client: Client, account: Account
) -> None:
    assert sign_in(client, account.username)["Location"] == "/"
    page = client.get("/").content.decode()
    assert "นางสาววรรณา ใจดี" in page
    assert account.post.name in page


@pytest.mark.parametrize("password", [PASSWORD, WRONG])
def test_an_unknown_user_and_a_wrong_password_get_the_same_answer(
    client: Client, account: Account, password: str
) -> None:
    known = sign_in(client, account.username, WRONG)
    unknown = sign_in(client, "nobody", password)
    assert known.status_code == unknown.status_code == 401
    message = known.content.decode().split("error-summary")[1].split("</ul>")[0]
    assert message in unknown.content.decode()


def test_a_wrong_password_is_said_in_the_summary_and_the_title_and_never_sent_back(
    client: Client, account: Account
) -> None:
    page = sign_in(client, account.username, WRONG).content.decode()
    assert "<title>ข้อผิดพลาด: " in page
    assert "error-summary" in page
    assert f'value="{account.username}"' in page
    assert WRONG not in page


def test_nothing_typed_is_asked_for_by_field(client: Client) -> None:
    response = client.post("/login/", {})
    assert response.status_code == 422
    assert 'href="#id_username"' in response.content.decode()


def test_a_slowed_account_gets_429_and_the_seconds_to_wait(
    client: Client, account: Account
) -> None:
    answers = [sign_in(client, account.username, WRONG).status_code for _ in range(12)]
    slowed = sign_in(client, account.username)
    assert 429 in answers
    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) > 0


def test_a_disabled_account_is_not_let_in(client: Client) -> None:
    account = make_account("closed", is_active=False)
    assert sign_in(client, account.username).status_code in {401, 403}
    assert client.get("/").status_code == 302


def test_the_key_of_the_session_changes_at_sign_in(client: Client, account: Account) -> None:
    client.cookies["kp7_session"] = "planted"
    sign_in(client, account.username)
    assert client.cookies["kp7_session"].value != "planted"


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client, account: Account) -> None:
    assert client.get("/?a=1")["Location"] == "/login/?next=/%3Fa%3D1"
    assert sign_in(client, account.username, to="/password/?x=1")["Location"] == "/password/?x=1"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "x", ""],
)
def test_the_way_back_is_always_a_path_of_ours(
    client: Client, account: Account, elsewhere: str
) -> None:
    assert sign_in(client, account.username, to=elsewhere)["Location"] == "/"


def test_signing_out_is_a_post_and_ends_the_session(officer: Client) -> None:
    assert officer.get("/logout/").status_code == 405
    assert officer.get("/").status_code == 200
    assert officer.post("/logout/")["Location"] == "/login/"
    assert officer.get("/").status_code == 302


def test_half_an_hour_of_idling_ends_the_session(officer: Client) -> None:
    with after(29):
        assert officer.get("/").status_code == 200
    with after(58):
        assert officer.get("/").status_code == 200
    with after(89):
        assert officer.get("/").status_code == 302


def test_ten_hours_end_the_session_however_busy(officer: Client) -> None:
    for minutes in range(20, 600, 20):
        with after(minutes):
            assert officer.get("/").status_code == 200
    with after(600):
        assert officer.get("/").status_code == 302


def test_the_session_is_written_at_most_once_a_minute(officer: Client) -> None:
    with after(0.5):
        assert "kp7_session" not in officer.get("/").cookies
    with after(1.5):
        assert "kp7_session" in officer.get("/").cookies


def test_disabling_the_account_ends_its_sessions(officer: Client, account: Account) -> None:
    change(account.post, is_active=False)
    assert officer.get("/").status_code == 302


def test_ending_sessions_by_the_operator_ends_them(officer: Client, account: Account) -> None:
    change(account.post, session_epoch=1)
    assert officer.get("/").status_code == 302
