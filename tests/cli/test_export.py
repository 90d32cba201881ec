"""`kp7 export`, as an operator types it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kp7.cli import export
from kp7.ledger.models import Look
from tests.cast import OWN, Cast, add_complete
from tests.intake.workbooks import rows_of
from tests.lines import add_other_lines

CODE = "6830108"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "database_ready", lambda: None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the workbook is to go."""
    return tmp_path / "register.xlsx"


def run(*words: str | Path) -> Result:
    """Run the verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(export.command, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_register_becomes_a_workbook_and_the_look_is_kept(cast: Cast, file: Path) -> None:
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    result = run(CODE, file)
    assert result.exit_code == 0, result.output
    found = rows_of(file.read_bytes())
    assert len(found["ข้อมูลส่วนตัว"]) == 1
    assert len(found["การได้รับโทษทางวินัย"]) == 1
    assert file.stat().st_mode & 0o077 == 0
    assert os.listdir(file.parent) == [file.name]  # noqa: PTH208  names alone
    look = Look.objects.get(what="export")
    assert (look.register_id, look.person_id) == (OWN, card.person_id)


def test_a_blank_form_holds_nobody(cast: Cast, file: Path) -> None:
    add_complete(cast.certifier, 1)
    assert run(CODE, file, "--template").exit_code == 0
    assert rows_of(file.read_bytes())["ข้อมูลส่วนตัว"] == []
    assert not Look.objects.exists()


def test_an_officer_s_export_holds_what_the_officer_may_see(cast: Cast, file: Path) -> None:
    card = add_complete(cast.certifier, 1)
    add_other_lines(cast.certifier, card)
    assert run(CODE, file, "--as", cast.recorder.username).exit_code == 0
    assert "การได้รับโทษทางวินัย" not in rows_of(file.read_bytes())
    assert not Look.objects.exists()


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("0000000", "new.xlsx"), 2, "No organization has the code"),
        ((CODE, "new.xls"), 2, "ends in .xlsx"),
        ((CODE, "nowhere/new.xlsx"), 2, "no folder"),
        ((CODE, "there.xlsx"), 2, "--force"),
        ((CODE, "new.xlsx", "--as", "nobody"), 2, "No officer is called nobody"),
        ((CODE, "new.xlsx", "--as", "next-r"), 1, "may not read the register"),
        ((CODE,), 2, "Missing argument"),
    ],
)
def test_what_is_not_in_order_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    there = tmp_path / "there.xlsx"
    there.write_text("kept")
    result = run(*words)
    assert result.exit_code == code
    assert said in result.output
    assert [one.name for one in tmp_path.iterdir()] == ["there.xlsx"]
    assert there.read_text() == "kept"


def test_a_file_that_is_there_is_written_over_when_told_so(cast: Cast, file: Path) -> None:
    add_complete(cast.recorder, 1)
    file.write_text("old")
    assert run(CODE, file, "--force").exit_code == 0
    assert len(rows_of(file.read_bytes())["ข้อมูลส่วนตัว"]) == 1


def test_an_export_that_fails_leaves_no_half_file(
    cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_complete(cast.recorder, 1)
    file.write_text("old")

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run(CODE, file, "--force")
    assert result.exit_code == 2
    assert "No space left" in result.output
    assert file.read_text() == "old"
    assert [one.name for one in file.parent.iterdir()] == [file.name]
