"""`kp7 intake`, as an operator types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.workbooks import workbook
from kp7.cli import intake
from kp7.intake.models import Import
from kp7.ledger.models import Change
from kp7.organizations.authority import NotAuthorized
from kp7.personnel.models import Card
from tests.cast import Cast, add_card

CODE = "6830108"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "database_ready", lambda: None)
    monkeypatch.setattr(intake, "refuse_pending", lambda: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office.xlsx"
    path.write_bytes(workbook(2))
    return path


def run(*words: str | Path) -> Result:
    """Run the verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(intake.command, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.usefixtures("cast")
def test_it_says_what_it_would_do_and_does_nothing(file: Path) -> None:
    result = run(file, "--lao", CODE, "--as", "own")
    assert result.exit_code == 0, result.output
    assert "เพิ่มใหม่: 50" in result.stdout
    assert result.stdout.rstrip().endswith("ยังไม่ได้บันทึก")
    assert Card.objects.count() == 0
    assert Import.objects.get().state == "CANCELLED"


def test_with_apply_it_is_written_in_the_officers_name(cast: Cast, file: Path) -> None:
    result = run(file, "--lao", CODE, "--as", "own", "--apply")
    assert result.exit_code == 0, result.output
    assert Card.objects.count() == 2
    written = Change.objects.filter(table_name="personnel_card")
    assert {one.officer for one in written} == {cast.certifier.officer}
    again = run(file, "--lao", CODE, "--as", "own", "--apply", "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["counts"] == {
        "NEW": 0,
        "CHANGED": 0,
        "UNCHANGED": 50,
        "REFUSED": 0,
    }


def test_refused_rows_keep_everything_from_being_written(cast: Cast, tmp_path: Path) -> None:
    add_card(cast.certifier_next_door, 900_001)  # somebody of the file, in service there
    file = tmp_path / "office.xlsx"
    file.write_bytes(workbook(2))
    result = run(file, "--lao", CODE, "--as", "own", "--apply", "--json")
    assert result.exit_code == 1
    assert "25 rows are refused; nothing was written." in result.stderr
    said = json.loads(result.stdout)
    assert said["counts"]["REFUSED"] == 25
    assert "มีช่วงเวลาปฏิบัติงานอยู่ที่" in said["rows"][0]["findings"][0]["sentence"]
    assert Card.objects.filter(register_id=cast.certifier.organization_id).count() == 0
    skipped = run(file, "--lao", CODE, "--as", "own", "--apply", "--skip-refused")
    assert skipped.exit_code == 0
    assert Card.objects.filter(register_id=cast.certifier.organization_id).count() == 1


@pytest.mark.usefixtures("cast")
def test_an_operator_is_told_in_english_what_was_wrong_with_the_call(
    file: Path, tmp_path: Path
) -> None:
    assert run(tmp_path / "none.xlsx", "--lao", CODE, "--as", "own").exit_code == 2
    nobody = run(file, "--lao", CODE, "--as", "nobody")
    assert nobody.exit_code == 2
    assert "No officer is called nobody" in nobody.stderr
    assert run(file, "--lao", "0000000", "--as", "own").exit_code == 2


@pytest.mark.usefixtures("cast")
def test_an_officer_of_another_place_is_refused(file: Path) -> None:
    with pytest.raises(NotAuthorized):  # whose sentence `kp7` itself turns into exit code 1
        run(file, "--lao", CODE, "--as", "p83")
