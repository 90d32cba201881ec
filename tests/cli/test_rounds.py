"""`kp7 round`, as an operator types it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone

from kp7.certification.models import Round
from kp7.cli import rounds
from kp7.organizations.queries import today
from kp7.thai.calendar import format_date
from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "database_ready", lambda: None)


def kp7_round(*words: str) -> Result:
    """Run `kp7 round …`; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(rounds.command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def opened(name: str = "รอบที่ 1", *words: str, closes: str | None = None) -> Result:
    closing = closes or in_days(90)
    return kp7_round("open", name, "--fiscal-year", "2570", "--closes", closing, *words)


def test_a_round_opens_at_the_start_of_today_and_closes_at_the_start_of_its_day() -> None:
    result = opened()
    assert result.exit_code == 0, result.output
    made = Round.objects.get()
    local = [at.astimezone(rounds.BANGKOK) for at in (made.opens_at, made.closes_at)]
    assert [at.date() for at in local] == [today(), today() + timedelta(days=90)]
    assert {(at.hour, at.minute) for at in local} == {(0, 0)}
    assert (made.name, made.fiscal_year) == ("รอบที่ 1", 2570)


@pytest.mark.parametrize("spoken", [True, False])
def test_days_are_read_in_both_eras(*, spoken: bool) -> None:
    day = today() + timedelta(days=30)
    typed = format_date(day) if spoken else f"{day.isoformat()}T16:30"
    assert opened(closes=typed).exit_code == 0
    closes_at = Round.objects.get().closes_at.astimezone(rounds.BANGKOK)
    assert closes_at.date() == day
    assert closes_at.hour == (0 if spoken else 16)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("30/02/2570", "not a day that can be read"),
        ("29/02/2570", "not a day that can be read"),
        ("soon", "not a day that can be read"),
        ("2570-08-22", "looks like พ.ศ.; write 2027"),
        ("22/08/2027", "not a day that can be read"),
    ],
)
def test_what_is_no_day_is_refused(typed: str, said: str) -> None:
    result = opened(closes=typed)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("year", "said"), [("2027", "in พ.ศ. it is 2570"), ("2999", "not between"), ("x", "integer")]
)
def test_a_fiscal_year_is_in_the_buddhist_era(year: str, said: str) -> None:
    result = kp7_round("open", "รอบ", "--fiscal-year", year, "--closes", in_days(9))
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_round_closes_after_it_opens() -> None:
    result = opened("รอบ", "--opens", in_days(0), closes=in_days(-1))
    assert result.exit_code == 2
    assert "before it opens" in result.stderr


def test_a_round_is_not_opened_ahead() -> None:
    result = opened("รอบ", "--opens", in_days(1))
    assert result.exit_code == 1
    assert "opened while it runs" in result.stderr


def test_a_round_has_a_name() -> None:
    assert opened(" ").exit_code == 2
    assert opened("ร" * 201).exit_code == 2


def test_rounds_do_not_overlap() -> None:
    opened()
    second = opened("รอบที่ 2")
    assert second.exit_code == 1
    assert "“รอบที่ 1” runs from" in second.stderr
    assert "do not overlap" in second.stderr
    assert Round.objects.count() == 1


def test_a_name_is_used_once() -> None:
    opened()
    kp7_round("close")
    assert "There is a round “รอบที่ 1” already" in opened().stderr


def test_the_next_round_opens_where_the_one_before_was_closed() -> None:
    opened()
    assert kp7_round("close", "รอบที่ 1").exit_code == 0
    assert opened("รอบที่ 2").exit_code == 0
    first, second = Round.objects.order_by("opens_at")
    assert first.closes_at == second.opens_at < timezone.now()


def test_only_the_running_round_is_closed() -> None:
    assert "No round is running" in kp7_round("close").stderr
    opened()
    other = kp7_round("close", "รอบอื่น")
    assert other.exit_code == 1
    assert "The round that is running is “รอบที่ 1”" in other.stderr


def test_a_dla_officer_opens_and_closes_and_nobody_else() -> None:
    make_cast()
    for username in ("p83", "auditor"):
        refused = opened("รอบ", "--by", username)
        assert refused.exit_code == 1
        assert f"{username} is no DLA officer" in refused.stderr
    assert opened("รอบ", "--by", "dla").exit_code == 0
    assert "is no DLA officer" in kp7_round("close", "--by", "p83").stderr
    assert kp7_round("close", "--by", "dla").exit_code == 0


def test_an_unknown_account_is_named() -> None:
    assert "There is no account nobody" in opened("รอบ", "--by", "nobody").stderr


def test_rounds_are_listed_newest_first() -> None:
    opened()
    kp7_round("close")
    opened("รอบที่ 2")
    lines = [line.split("\t") for line in kp7_round("list").stdout.splitlines()]
    assert [(line[0], line[1], line[-1]) for line in lines] == [
        ("running", "2570", "รอบที่ 2"),
        ("over", "2570", "รอบที่ 1"),
    ]
