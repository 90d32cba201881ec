"""Signing in, failing, waiting."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.contrib.auth.hashers import verify_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kp7.ledger.models import Change
from kp7.organizations import actions, queries
from kp7.organizations.actions import signing_in
from kp7.organizations.models import SignInFailure
from kp7.refusal import Refusal
from tests.organizations.conftest import (
    ADDRESS,
    ELSEWHERE,
    OFFICERS,
    OPERATOR,
    OWN,
    PASSWORD,
    Country,
    sign_in,
)


def fail(times: int, username: str = OWN, address: str = ADDRESS) -> None:
    """Try a wrong password."""
    for _ in range(times):
        with pytest.raises(actions.WrongPassword):
            sign_in(username, "ผิด", address)


def fail_from_many(count: int) -> None:
    """Let `count` addresses fail once each, without the cost of hashing."""
    now = timezone.now()
    SignInFailure.objects.bulk_create(
        SignInFailure(username_key=OWN, address=f"10.0.{n // 256}.{n % 256}", count=1, last_at=now)
        for n in range(count)
    )


def let_pass(seconds: float) -> None:
    """Move the failures into the past: the clock is the database's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_signinfailure SET last_at = last_at - make_interval(secs => %s)",
            [seconds],
        )


@pytest.mark.parametrize("username", OFFICERS)
def test_the_right_password_signs_everybody_in_and_is_kept(country: Country, username: str) -> None:
    post = sign_in(username)
    assert post == country.post(username)
    assert country.post(username).last_signed_in_at is not None
    kept = Change.objects.filter(row_id=post.pk, action="update").latest("id")
    assert kept.post_id == post.pk
    assert kept.officer == "นายสมชาย ใจดี"
    assert "password" not in kept.row


def test_a_user_name_is_folded(country: Country) -> None:
    assert sign_in(" ๖๘๓๐๒๐๓R ") == country.post(f"{OWN}r")


@pytest.mark.usefixtures("country")
def test_unknown_user_and_wrong_password_are_one_answer_and_cost_the_same_hashes() -> None:
    answers = []
    for username in (OWN, "nobody", "\x00", "ก" * 1000):
        hasher = signing_in.__name__ + ".verify_password"
        with mock.patch(hasher, wraps=verify_password) as verify:
            with pytest.raises(actions.WrongPassword) as refused:
                sign_in(username, "ผิด")
            answers.append((refused.value.sentence, refused.value.status, verify.call_count))
    assert len(set(answers)) == 1


@pytest.mark.usefixtures("country")
def test_five_failures_are_free_then_one_waits_and_is_told_how_long() -> None:
    fail(5)
    with pytest.raises(actions.SlowedDown, match="อีก 1 วินาที") as slowed:
        sign_in()
    assert (slowed.value.status, slowed.value.retry_after) == (429, 1)


@pytest.mark.usefixtures("country")
def test_unknown_user_names_wait_as_known_ones_do() -> None:
    fail(5, "nobody")
    with pytest.raises(actions.SlowedDown):
        sign_in("nobody", "ผิด")


def test_while_waiting_no_password_is_looked_at_and_the_wait_does_not_grow(
    country: Country,
) -> None:
    fail(5)
    with mock.patch.object(signing_in, "verify_password") as verify:
        for _ in range(20):
            with pytest.raises(actions.SlowedDown):
                sign_in()
    verify.assert_not_called()
    let_pass(1)
    assert sign_in() == country.post(OWN)


@pytest.mark.usefixtures("country")
def test_the_next_failure_after_a_wait_doubles_it() -> None:
    fail(5)
    let_pass(1)
    fail(1)
    with pytest.raises(actions.SlowedDown) as slowed:
        sign_in()
    assert slowed.value.retry_after == 2


@pytest.mark.usefixtures("country")
def test_success_clears_the_pair_and_only_the_pair() -> None:
    fail(4)
    fail(4, address=ELSEWHERE)
    sign_in()
    assert list(SignInFailure.objects.values_list("address", "count")) == [(ELSEWHERE, 4)]


@pytest.mark.parametrize("others", [0, 79, 80, 5000])
def test_nobody_shuts_an_office_out_from_elsewhere(country: Country, others: int) -> None:
    fail_from_many(others)
    assert sign_in() == country.post(OWN)


@pytest.mark.usefixtures("country")
def test_under_pressure_whoever_failed_themselves_waits_sooner() -> None:
    fail_from_many(80)
    fail(1)
    with pytest.raises(actions.SlowedDown) as slowed:
        sign_in()
    assert slowed.value.retry_after == 1


def test_failures_on_one_account_do_not_slow_another(country: Country) -> None:
    fail(5)
    assert sign_in("p83") == country.post("p83")


@pytest.mark.usefixtures("country")
def test_a_quiet_hour_forgets_and_a_day_removes() -> None:
    fail(5)
    let_pass(3600)
    fail(4)
    let_pass(24 * 3600 + 1)
    fail(1, "nobody")
    assert list(SignInFailure.objects.values_list("username_key", flat=True)) == ["nobody"]


@pytest.mark.usefixtures("country")
def test_a_disabled_account_says_so_only_to_who_knows_its_password() -> None:
    actions.disable(by=OPERATOR, username=OWN)
    fail(1)
    with pytest.raises(actions.AccountDisabled):
        sign_in()


def test_a_post_that_nobody_holds_lets_nobody_in(country: Country) -> None:
    with connection.cursor() as cursor:
        actions.act_for(OPERATOR)
        cursor.execute("UPDATE organizations_holding SET until = clock_timestamp()")
    with pytest.raises(actions.AccountDisabled):
        sign_in()
    with pytest.raises(queries.PostInactive):
        country.actor(OWN)


def test_a_hash_of_older_parameters_is_renewed_at_sign_in(country: Country) -> None:
    old = country.post(OWN).password
    with mock.patch.object(signing_in, "verify_password", return_value=(True, True)):
        post = sign_in()
    assert country.post(OWN).password == post.password != old


def test_a_request_knows_its_officer_from_one_statement(country: Country) -> None:
    post = country.post(OWN)
    with CaptureQueriesContext(connection) as statements:
        signed_in = queries.signed_in(post.pk)
    assert len(statements) == 1
    assert signed_in.auth_hash == post.get_session_auth_hash()
    assert signed_in.actor.organization == "องค์การบริหารส่วนตำบลกมลา อำเภอกะทู้ จังหวัดภูเก็ต"
    assert (signed_in.actor.officer, signed_in.actor.post) == ("นายสมชาย ใจดี", "ผู้รับรองข้อมูล")


@pytest.mark.parametrize(
    ("username", "office"),
    [
        ("p83", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดภูเก็ต"),
        ("a8302", "สำนักงานส่งเสริมการปกครองท้องถิ่น อำเภอกะทู้ จังหวัดภูเก็ต"),
        ("dla", "กรมส่งเสริมการปกครองท้องถิ่น"),
        ("auditor", "หน่วยตรวจสอบ"),
        ("auditor83", "หน่วยตรวจสอบ จังหวัดภูเก็ต"),
    ],
)
def test_every_post_belongs_to_an_office(country: Country, username: str, office: str) -> None:
    assert country.actor(username).organization == office


@pytest.mark.race
@pytest.mark.parametrize(("failures", "seconds_ago", "through"), [(0, 0, 5), (10, 40, 1)])
def test_of_parallel_guesses_no_more_get_through_than_of_guesses_in_turn(
    committed_country: Country,  # noqa: ARG001 # opened
    failures: int,
    seconds_ago: int,
    through: int,
) -> None:
    """Without the reservation all twenty would be compared with the password."""
    if failures:
        last_at = timezone.now() - dt.timedelta(seconds=seconds_ago)
        SignInFailure.objects.create(
            username_key=OWN, address=ADDRESS, count=failures, last_at=last_at
        )
    start = threading.Barrier(20)

    def guess(number: int) -> type[Refusal]:
        start.wait()
        try:
            sign_in(OWN, f"ผิด {number}")
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()
        raise AssertionError("a wrong password got in")

    with (
        mock.patch.object(signing_in, "verify_password", return_value=(False, False)),
        ThreadPoolExecutor(20) as guessers,
    ):
        answers = Counter(guessers.map(guess, range(20)))
    assert SignInFailure.objects.get().count == failures + through
    assert answers == {actions.WrongPassword: through, actions.SlowedDown: 20 - through}


@pytest.mark.race
def test_a_guess_does_not_survive_a_reset_that_overtakes_it(committed_country: Country) -> None:
    """The old password is compared, the reset commits, and only then is the lock taken."""
    verified = verify_password(PASSWORD, committed_country.post(OWN).password)

    def reset_meanwhile(*_: object) -> tuple[bool, bool]:
        actions.reset(by=OPERATOR, username=OWN)
        return verified

    with (
        mock.patch.object(signing_in, "verify_password", side_effect=reset_meanwhile),
        pytest.raises(actions.WrongPassword),
    ):
        sign_in()
