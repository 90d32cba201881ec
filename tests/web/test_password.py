"""เปลี่ยนรหัสผ่าน."""

import pytest
from django.test import Client

from tests.web.conftest import PASSWORD, WRONG, Account, make_account, sign_in

pytestmark = pytest.mark.django_db

NEW = "รหัสใหม่-ของเรา-2570"


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> int:
    data = {"old_password": old, "new_password": new, "again": again}
    return int(client.post("/password/", data).status_code)


def test_a_one_time_password_leads_nowhere_but_to_a_new_one(client: Client) -> None:
    account = make_account("newcomer", must_change_password=True)
    sign_in(client, account.username)
    assert client.get("/")["Location"] == "/password/"
    assert "ใช้ครั้งเดียว" in client.get("/password/").content.decode()
    assert change(client) == 302
    assert client.get("/").status_code == 200


def test_a_change_ends_the_other_sessions_and_keeps_this_one(
    officer: Client, account: Account
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, account.username)
    assert change(officer) == 302
    assert officer.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_the_wrong_old_password_changes_nothing(officer: Client, account: Account) -> None:
    assert change(officer, old=WRONG) in {401, 403, 409, 422}
    assert sign_in(Client(), account.username).status_code == 302


@pytest.mark.parametrize("weak", ["สั้น", "12345678901234", "password123"])
def test_a_weak_password_is_refused_in_thai(officer: Client, weak: str) -> None:
    data = {"old_password": PASSWORD, "new_password": weak, "again": weak}
    response = officer.post("/password/", data)
    assert 400 <= response.status_code < 500
    assert "This password" not in response.content.decode()


def test_two_different_new_passwords_are_refused(officer: Client) -> None:
    assert change(officer, again=WRONG) == 422
