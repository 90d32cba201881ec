"""`kp7 organizations` and `kp7 transfers`, as an operator types them."""

from datetime import timedelta

import click
import pytest
import time_machine
from click.testing import CliRunner, Result
from django.utils import timezone

from kp7.cli import organizations, transfers
from kp7.personnel.models import Card, Transfer
from kp7.personnel.queries import today
from kp7.refusal import Refusal
from tests.cast import NEXT_DOOR, OWN, Cast, add_complete
from tests.personnel.transfers.moves import let_go, take_in

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (organizations, transfers):
        monkeypatch.setattr(module, "database_ready", lambda: None)


def run(command: click.Command, *words: str) -> Result:
    """Run a verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(command, words)
    error = result.exception
    if error is not None and not isinstance(error, (SystemExit, Refusal)):
        raise error
    return result


def merge(*words: str) -> Result:
    return run(organizations.command, "merge", *words)


def test_two_organizations_merge(cast: Cast) -> None:
    add_complete(cast.recorder, 1)
    result = merge("6830108", "5830105", "--on", today().isoformat(), "--by", "dla")
    assert result.exit_code == 0, result.output
    assert "1 cards went over, 0 people had one in both" in result.output
    assert Card.objects.get().register_id == NEXT_DOOR


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("9999999", "5830105", "--by", "dla"), "No organization has the code 9999999"),
        (("6830108", "5830105", "--by", "nobody"), "There is no account nobody"),
        (("6830108", "5830105"), "Missing option"),
    ],
)
def test_a_merger_that_is_not_in_order(cast: Cast, words: tuple[str, ...], said: str) -> None:
    assert cast
    result = merge(*words, "--on", today().isoformat())
    assert result.exit_code != 0
    assert said in result.output


def test_only_dla_merges(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    result = merge("6830108", "5830105", "--on", today().isoformat(), "--by", "own")
    assert isinstance(result.exception, Refusal)
    assert Card.objects.get(id=card.id).register_id == OWN


def test_transfers_whose_day_has_come_are_done(cast: Cast) -> None:
    card = add_complete(cast.recorder, 1)
    tomorrow = today() + timedelta(days=1)
    take_in(cast.recorder_next_door, let_go(cast.recorder, card, tomorrow))
    assert run(transfers.command, "settle").output == "0 done.\n"
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert run(transfers.command, "settle").output == "1 done.\n"
    assert Transfer.objects.get().state == "done"
