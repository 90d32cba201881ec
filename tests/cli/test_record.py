"""`kp7 record` and `kp7 changes`, as an operator types them."""

import json
from datetime import date, timedelta

import click
import pytest
from click.testing import CliRunner, Result

from kp7.cli import changes, record
from kp7.ledger.models import Look
from kp7.personnel import queries
from kp7.personnel.actions.lines import add_line, change_line, record_nothing
from kp7.personnel.actions.people import end_service
from kp7.personnel.document import document
from kp7.personnel.models import Card
from kp7.personnel.sections import APPOINTMENTS, PERSONAL, TRAININGS
from kp7.thai import calendar
from tests.cast import FIRST_LINE, Cast, add_card, add_complete, national_id
from tests.cast import PERSONAL as SOMEBODY
from tests.cli.conftest import Command

CODE = "6830108"
NOBODY = "01a205c4-6a5d-7263-9bbb-25adc06553be"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (record, changes):
        monkeypatch.setattr(module, "database_ready", lambda: None)


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card with a position of 2553 and a raise of 2554."""
    card = add_complete(cast.recorder, 1)
    raised = {
        **FIRST_LINE,
        "sequence": None,
        "movement": "step_raise",
        "salary": "15440",
        "effective_on": date(2011, 4, 1),
    }
    add_line(by=cast.recorder, card=card, section=APPOINTMENTS, values=raised)
    record_nothing(by=cast.recorder, card=card, section=TRAININGS)
    return card


def run(command: click.Command, *words: str) -> Result:
    """Run a verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(command: click.Command, *words: str) -> str:
    result = run(command, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


# --- record -------------------------------------------------------------------------------------


def test_a_card_is_found_by_each_of_its_ids(card: Card) -> None:
    by_card = said(record.command, str(card.id))
    assert by_card == said(record.command, str(card.person_id))
    assert by_card == said(record.command, national_id(1))
    assert by_card == said(record.command, calendar_dashed(national_id(1)))
    assert "ก.พ.7 ของ นายตัวอย่าง ทดสอบ" in by_card
    assert "15,060.00" in by_card
    assert "15,440.00" in by_card
    assert f"{TRAININGS.label}: ไม่มี" in by_card


def calendar_dashed(digits: str) -> str:
    return f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"


def test_the_card_of_the_newest_service_is_shown(cast: Cast) -> None:
    old = add_card(cast.recorder, 1, first_name="เก่า")
    end_service(
        by=cast.recorder, card=old, ended_on=date(2012, 1, 1), movement="resigned", document=""
    )
    add_card(cast.recorder_next_door, 1, first_name="ใหม่", service_started_on=date(2012, 1, 1))
    assert "นายใหม่" in said(record.command, national_id(1))
    assert "นายเก่า" in said(record.command, str(old.id))


@pytest.mark.parametrize("day", ["2011-03-31", "31/03/2554", "31 มี.ค. 2554"])
def test_a_day_is_read_in_both_eras(card: Card, day: str) -> None:
    told = said(record.command, str(card.id), "--on", day)
    assert ("15,060.00" in told, "15,440.00" in told) == (True, False)
    assert "ข้อมูลที่มีผล ณ วันที่ 31 มีนาคม 2554" in told


def test_json_is_the_document_of_the_record(card: Card) -> None:
    found = json.loads(said(record.command, str(card.id), "--json"))
    (now,) = queries.records(card.register_id, [card])
    assert found["record"] == document(now)
    assert (found["on"], found["known"]) == (None, None)
    assert found["services"] == [
        {"started_on": "2010-10-01", "ended_on": None, "ended_by": ""},
    ]
    then = json.loads(said(record.command, str(card.id), "--on", "2010-10-01", "--json"))
    assert then["on"] == "2010-10-01"
    assert len(then["record"]["sections"]["appointments"]) == 1
    today = queries.today().isoformat()
    known = json.loads(said(record.command, str(card.id), "--known", today, "--json"))
    assert known["record"] == document(now)


def test_a_day_on_which_the_system_knew_no_card_is_said(card: Card) -> None:
    yesterday = (queries.today() - timedelta(days=1)).isoformat()
    result = run(record.command, str(card.id), "--known", yesterday)
    assert result.exit_code == 2
    assert "knew no such card at the end of that day" in result.stderr


@pytest.mark.parametrize("person", [NOBODY, national_id(77), "สมชาย", "12", "", "' OR 1=1"])
@pytest.mark.django_db
def test_somebody_who_is_not_there_is_said(person: str) -> None:
    result = run(record.command, person)
    assert result.exit_code == 2
    assert "There is no such card." in result.stderr
    assert person == "" or person not in result.stderr.replace("13 digits", "")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2567-01-01", "looks like พ.ศ."),
        ("31/02/2554", "not a day that can be read"),
        ("yesterday", "not a day that can be read"),
    ],
)
def test_a_day_that_is_none_is_said(card: Card, day: str, told: str) -> None:
    result = run(record.command, str(card.id), "--on", day)
    assert result.exit_code == 2
    assert told in result.stderr


def test_its_organization_sees_that_the_operator_looked(card: Card) -> None:
    said(record.command, str(card.id))
    look = Look.objects.get()
    assert (look.register_id, look.person_id) == (card.register_id, card.person_id)
    assert look.officer.startswith("kp7 record (")


# --- changes ------------------------------------------------------------------------------------


def test_changes_are_told_newest_first_with_before_and_after(cast: Cast, card: Card) -> None:
    change_line(
        by=cast.certifier,
        card=card,
        section=PERSONAL,
        line_id=card.id,
        seen=1,
        values={**SOMEBODY, "last_name": "ใหม่"},
    )
    first, column, *rest = said(changes.command, CODE).splitlines()
    assert first.split("\t")[1:] == [
        cast.certifier.officer,
        "นายตัวอย่าง ใหม่",
        "แก้ไข ข้อมูลส่วนตัว",
    ]
    assert column == "\tนามสกุล: ทดสอบ → ใหม่"
    assert any("“ไม่มี”" in line for line in rest)


def test_changes_as_json(cast: Cast, card: Card) -> None:
    found = json.loads(said(changes.command, CODE, "--json"))
    assert [one["done"] for one in found] == ["insert"] * 6
    assert {one["person"] for one in found} == {str(card.person_id)}
    assert {one["officer"] for one in found} == {cast.recorder.officer}
    assert found[-1]["section"] == "personal"
    assert {"label": "ชื่อ", "before": "", "after": "ตัวอย่าง"} in found[-1]["columns"]


def test_changes_since_a_day(card: Card) -> None:
    assert card
    today, tomorrow = queries.today(), queries.today() + timedelta(days=1)
    assert len(json.loads(said(changes.command, CODE, "--since", today.isoformat(), "--json"))) == 6
    for day in (tomorrow.isoformat(), calendar.format_date(tomorrow)):
        assert said(changes.command, CODE, "--since", day, "--json") == "[]\n"
        assert said(changes.command, CODE, "--since", day) == ""


@pytest.mark.django_db
def test_an_organization_that_is_none_is_said() -> None:
    result = run(changes.command, "1234567")
    assert result.exit_code == 2
    assert "No organization has the code 1234567 today." in result.stderr


def test_the_organization_sees_whose_changes_the_operator_read(cast: Cast, card: Card) -> None:
    other = add_card(cast.recorder, 2)
    add_card(cast.recorder_next_door, 3)
    said(changes.command, CODE)
    looks = Look.objects.values_list("register_id", "person_id", "what")
    whose = {(card.register_id, one.person_id, "history") for one in (card, other)}
    assert set(looks) == whose
    assert len(looks) == len(whose)


@pytest.mark.slow
def test_the_verbs_work_as_people_run_them(migrated: Command) -> None:
    for words in (("record", NOBODY), ("changes", "1234567")):
        answer = migrated.run(*words)
        assert answer.returncode == 2
        assert answer.stderr.startswith("Error: ")
