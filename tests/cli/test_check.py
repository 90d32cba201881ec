"""`kp7 check`, as an operator types it."""

import json

import pytest
from click.testing import CliRunner, Result

from kp7.cli import check
from kp7.ledger.models import Look
from kp7.personnel.actions.explaining import explain_all
from kp7.personnel.models import Card
from kp7.thai.calendar import PartialDate
from tests.cast import OWN, Cast, add_complete

CODE = "6830108"
WHY = "ตรวจกับทะเบียนบ้านแล้ว"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "database_ready", lambda: None)


@pytest.fixture
def card(cast: Cast) -> Card:
    """Somebody whose day of birth is not known."""
    return add_complete(cast.recorder, 1, birth_date=PartialDate(1980, 5))


def run(*words: str) -> Result:
    """Run the verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(check.command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_findings_are_listed_and_counted_and_the_look_is_kept(card: Card) -> None:
    result = run(CODE, "--severity", "warning")
    assert result.exit_code == 0
    found, counted = result.stdout.strip().splitlines()
    assert found.split("\t")[:3] == ["ควรตรวจสอบ", "PER-04", "นายตัวอย่าง ทดสอบ"]
    assert counted.startswith("1 คน: ต้องแก้ไข 0, ควรตรวจสอบ 1,")
    assert counted.endswith("ยังไม่ชี้แจง 1")
    look = Look.objects.get(what="findings")
    assert (look.register_id, look.person_id) == (OWN, card.person_id)


def test_findings_are_one_json_document(cast: Cast, card: Card) -> None:
    explain_all(by=cast.recorder, register_id=OWN, text=WHY)
    told = json.loads(run(CODE, "--json").stdout)
    assert (told["organization"], told["people"], told["unexplained"]) == (CODE, 1, 0)
    assert told["counts"]["warning"] == 1
    (warning,) = (one for one in told["findings"] if one["severity"] == "warning")
    assert (warning["card"], warning["rule"]) == (str(card.id), "PER-04")
    assert (warning["field"], warning["explanation"]) == ("birth_date", WHY)
    assert WHY in run(CODE, "--severity", "warning").stdout


@pytest.mark.parametrize("words", [("0000000",), ("x", "--json"), (), (CODE, "--severity", "x")])
def test_a_call_that_is_not_in_order_ends_with_2(card: Card, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
    assert card.id
