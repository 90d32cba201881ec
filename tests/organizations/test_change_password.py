"""Changing one's own password."""

import pytest

from kp7.organizations import actions
from kp7.organizations.authority import NotAuthorized
from tests.organizations.conftest import OFFICERS, OPERATOR, OWN, PASSWORD, Country, sign_in

NEW = "ข้าวผัดกุ้ง-2569"


@pytest.mark.parametrize("username", OFFICERS)
def test_everybody_changes_their_own_password(country: Country, username: str) -> None:
    before = country.post(username).get_session_auth_hash()
    actions.change_password(by=country.actor(username), old=PASSWORD, new=NEW)
    assert sign_in(username, NEW) == country.post(username)
    assert country.post(username).get_session_auth_hash() != before
    with pytest.raises(actions.WrongPassword):
        sign_in(username)


def test_a_one_time_password_is_done_with(country: Country) -> None:
    given = actions.reset(by=OPERATOR, username=OWN)
    assert country.post(OWN).must_change_password
    actions.change_password(by=country.actor(OWN), old=given.password, new=NEW)
    assert not country.post(OWN).must_change_password


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("ผิด", NEW, "รหัสผ่านเดิมไม่ถูกต้อง"),
        (PASSWORD, PASSWORD, "ต้องไม่ซ้ำกับรหัสผ่านเดิม"),
        (PASSWORD, "สั้น", "ต้องมีอย่างน้อย 10 ตัวอักษร"),
        (PASSWORD, "password1234", "เดาง่ายเกินไป"),
        (PASSWORD, "908172635408", "มีแต่ตัวเลข"),
        (PASSWORD, f"kp7-{OWN}-kp7", "ชื่อผู้ใช้"),
        (PASSWORD, "ก" * 201, "ยาวเกินไป"),
    ],
)
def test_what_will_not_do_is_refused_in_thai(
    country: Country, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(actions.PasswordRefused, match=sentence) as refused:
        actions.change_password(by=country.actor(OWN), old=old, new=new)
    assert refused.value.status == 422
    assert sign_in() == country.post(OWN)


def test_guesses_of_the_old_password_from_an_open_session_wait_too(country: Country) -> None:
    actor = country.actor(OWN)
    for _ in range(5):
        with pytest.raises(actions.PasswordRefused):
            actions.change_password(by=actor, old="ผิด", new=NEW)
    with pytest.raises(actions.SlowedDown):
        actions.change_password(by=actor, old=PASSWORD, new=NEW)
    assert sign_in() == country.post(OWN)


@pytest.mark.usefixtures("country")
def test_the_system_has_no_password() -> None:
    with pytest.raises(NotAuthorized):
        actions.change_password(by=OPERATOR, old=PASSWORD, new=NEW)
