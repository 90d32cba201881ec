"""Opening, resetting, closing accounts; handing a post over."""

import re
from collections.abc import Callable

import pytest

from kp7.ledger.models import Change
from kp7.organizations import actions, queries
from kp7.organizations.authority import Actor, NotAuthorized
from kp7.organizations.models import Holding, Post
from kp7.organizations.terms import Role
from tests.organizations.cast import CAST
from tests.organizations.conftest import NEXT_DOOR, OPERATOR, OWN, PASSWORD, Country, row, sign_in

NEW = row(NEXT_DOOR, "lao_certifier", organization_code=NEXT_DOOR, post_name="ปลัด อบต.")
OTHER = row("p81", "province_officer", province_code="81")

ADMINISTRATION: dict[str, Callable[[Actor], object]] = {
    "create": lambda by: actions.create_accounts(by=by, rows=[NEW]),
    "create for a demonstration": lambda by: actions.create_demo_accounts(
        by=by, rows=[NEW], password=PASSWORD
    ),
    "reset": lambda by: actions.reset(by=by, username=OWN),
    "unlock": lambda by: actions.unlock(by=by, username=OWN),
    "disable": lambda by: actions.disable(by=by, username=OWN),
    "enable": lambda by: actions.enable(by=by, username=OWN),
    "hand over": lambda by: actions.hand_over(
        by=by, username=OWN, title="", first_name="สมศรี", last_name="มีสุข"
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in CAST if name != "system"])
@pytest.mark.parametrize("action", ADMINISTRATION)
def test_no_officer_administers_accounts(action: str, name: str) -> None:
    with pytest.raises(NotAuthorized):
        ADMINISTRATION[action](CAST[name])


@pytest.mark.parametrize("action", ADMINISTRATION)
@pytest.mark.usefixtures("country")
def test_the_operator_does_and_history_names_them(action: str) -> None:
    last = Change.objects.latest("id").pk
    ADMINISTRATION[action](OPERATOR)
    kept = Change.objects.filter(pk__gt=last)
    assert {change.officer for change in kept} == (set() if action == "unlock" else {"การทดสอบ"})


def test_accounts_are_opened_with_one_time_passwords(country: Country) -> None:
    given = actions.create_accounts(by=OPERATOR, rows=[NEW, OTHER])
    assert [one.username for one in given] == [NEXT_DOOR, "p81"]
    for one in given:
        assert re.fullmatch(r"[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}", one.password)
        assert one.password not in repr(one)
        assert sign_in(one.username, one.password).must_change_password
    assert country.actor(NEXT_DOOR).post == "ปลัด อบต."
    assert country.actor("p81").post == Role.PROVINCE_OFFICER.post_name


@pytest.mark.usefixtures("country")
def test_one_wrong_line_opens_no_account_and_is_named() -> None:
    before = Post.objects.count()
    with pytest.raises(actions.AccountsRefused) as refused:
        actions.create_accounts(by=OPERATOR, rows=[NEW, row(OWN, "lao_certifier"), OTHER])
    assert {found.line for found in refused.value.problems} == {3}
    assert Post.objects.count() == before


def test_a_reset_gives_a_new_password_ends_sessions_and_forgets_waits(country: Country) -> None:
    session = country.post(OWN).get_session_auth_hash()
    for _ in range(5):
        with pytest.raises(actions.WrongPassword):
            sign_in(OWN, "ผิด")
    given = actions.reset(by=OPERATOR, username=OWN)
    assert country.post(OWN).get_session_auth_hash() != session
    assert sign_in(OWN, given.password).must_change_password
    with pytest.raises(actions.WrongPassword):
        sign_in()


def test_an_unlocked_account_waits_for_nothing(country: Country) -> None:
    for _ in range(5):
        with pytest.raises(actions.WrongPassword):
            sign_in(OWN, "ผิด")
    actions.unlock(by=OPERATOR, username=OWN)
    assert sign_in() == country.post(OWN)


def test_a_disabled_account_ends_its_sessions_and_enabling_does_not_revive_them(
    country: Country,
) -> None:
    post = country.post(OWN)
    actions.disable(by=OPERATOR, username=OWN)
    with pytest.raises(queries.PostInactive) as inactive:
        queries.signed_in(post.pk)
    assert inactive.value.status == 401
    actions.enable(by=OPERATOR, username=OWN)
    assert queries.signed_in(post.pk).auth_hash != post.get_session_auth_hash()
    assert sign_in() == post


def test_a_post_is_handed_over_and_who_held_it_when_is_kept(country: Country) -> None:
    before = queries.signed_in(country.post(OWN).pk)
    given = actions.hand_over(
        by=OPERATOR, username=OWN, title="นางสาว", first_name="สมศรี", last_name="มีสุข"
    )
    after = queries.signed_in(country.post(OWN).pk)
    assert after.actor.officer == "นางสาวสมศรี มีสุข"
    assert after.holding_id != before.holding_id
    assert after.auth_hash != before.auth_hash
    first, second = Holding.objects.filter(post__username=OWN).order_by("since")
    assert first.until == second.since
    assert sign_in(OWN, given.password).must_change_password
    with pytest.raises(actions.WrongPassword):
        sign_in()


@pytest.mark.parametrize(("first", "last"), [("", "มีสุข"), ("สมศรี", " "), ("ก" * 201, "มีสุข")])
@pytest.mark.usefixtures("country")
def test_a_new_officer_has_a_whole_name(first: str, last: str) -> None:
    with pytest.raises(actions.OfficerRefused):
        actions.hand_over(by=OPERATOR, username=OWN, title="", first_name=first, last_name=last)


@pytest.mark.parametrize("action", ["reset", "unlock", "disable", "enable"])
@pytest.mark.usefixtures("country")
def test_an_unknown_account_is_refused(action: str) -> None:
    with pytest.raises(actions.NoSuchAccount):
        getattr(actions, action)(by=OPERATOR, username="nobody")


def test_the_list_shows_holder_office_and_failures(country: Country) -> None:
    with pytest.raises(actions.WrongPassword):
        sign_in(OWN, "ผิด")
    lines = {line.username: line for line in queries.accounts_list(province_code="83")}
    assert set(lines) == {OWN, f"{OWN}r", "p83", "a8302", "auditor83"}
    assert lines[OWN].recent_failures == 1
    assert lines[OWN].officer == "นายสมชาย ใจดี"
    assert lines[OWN].organization == country.actor(OWN).organization
    assert [line.username for line in queries.accounts_list(role=Role.DLA_OFFICER)] == ["dla"]
