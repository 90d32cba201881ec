"""`kp7 print`, as an operator types it."""

import io
import stat
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from kp7.cli import main
from kp7.cli import print as printing
from kp7.ledger.models import Look
from kp7.printing.actions import batches
from kp7.printing.models import Issue
from tests.cast import Cast, add_complete, national_id
from tests.printing.test_printing import raise_on

pytestmark = pytest.mark.slow  # each prints in processes of their own

CODE = "6830108"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "database_ready", lambda: None)


def run(*words: str) -> Result:
    """Run the verb; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(main, ["print", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def pages(file: Path) -> int:
    with pikepdf.open(file) as made:
        return len(made.pages)


def test_everybody_of_an_organization_in_one_file(cast: Cast, tmp_path: Path) -> None:
    for number in (1, 2):
        add_complete(cast.recorder, number)
    file = tmp_path / "office.pdf"
    result = run("--lao", CODE, str(file))
    assert result.exit_code == 0, result.output
    assert f"2 cards, {pages(file)} pages" in result.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]
    assert Issue.objects.count() == Look.objects.count() == 2


@pytest.mark.parametrize("which", ["card", "person", "national id"])
def test_one_person_however_named(cast: Cast, tmp_path: Path, which: str) -> None:
    card = add_complete(cast.recorder, 1)
    add_complete(cast.recorder, 2)
    named = {"card": card.id, "person": card.person_id, "national id": national_id(1)}[which]
    result = run("--lao", CODE, "--person", str(named), str(tmp_path / "one.pdf"))
    assert result.exit_code == 0, result.output
    assert [issue.card_id for issue in Issue.objects.all()] == [card.id]


def test_a_continuation_of_what_is_new(cast: Cast, tmp_path: Path) -> None:
    card = add_complete(cast.recorder, 1)
    assert run("--lao", CODE, str(tmp_path / "whole.pdf")).exit_code == 0
    nothing = run("--lao", CODE, "--continue", str(tmp_path / "none.pdf"))
    assert nothing.exit_code == 1
    assert "ไม่มีรายการใหม่" in nothing.stderr
    assert not (tmp_path / "none.pdf").exists()
    raise_on(cast.recorder, card, date(2011, 4, 1), "15440")
    result = run("--lao", CODE, "--continue", str(tmp_path / "more.pdf"))
    assert result.exit_code == 0, result.output
    assert pages(tmp_path / "more.pdf") == 1


def test_a_zip_where_the_name_says_so(cast: Cast, tmp_path: Path) -> None:
    add_complete(cast.recorder, 1)
    file = tmp_path / "office.zip"
    assert run("--lao", CODE, "--thai-digits", "--copy", str(file)).exit_code == 0
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        assert len(archive.namelist()) == 1


def test_nothing_is_written_over_unless_told(cast: Cast, tmp_path: Path) -> None:
    add_complete(cast.recorder, 1)
    file = tmp_path / "office.pdf"
    file.write_bytes(b"kept")
    assert run("--lao", CODE, str(file)).exit_code == 2
    assert file.read_bytes() == b"kept"
    assert run("--lao", CODE, "--force", str(file)).exit_code == 0
    assert pages(file) > 0


def test_in_the_name_of_an_officer_as_far_as_they_reach(cast: Cast, tmp_path: Path) -> None:
    add_complete(cast.recorder, 1)
    file = str(tmp_path / "office.pdf")
    assert run("--lao", CODE, "--as", cast.certifier_far.username, file).exit_code == 1
    assert run("--lao", CODE, "--as", cast.recorder.username, file).exit_code == 0
    assert Issue.objects.get().officer == cast.recorder.officer


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "words",
    [
        ("--lao", "0000000", "x.pdf"),
        ("--lao", CODE, "--person", "9999999999999", "x.pdf"),
        ("--lao", CODE, "--person", "somebody", "x.pdf"),
        ("--lao", CODE, "x.txt"),
        ("--lao", CODE, "no/such/folder/x.pdf"),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    *options, name = words
    result = run(*options, str(tmp_path / name))
    assert result.exit_code == 2
    assert not (tmp_path / "x.pdf").exists()


def test_an_office_without_people_is_refused(cast: Cast, tmp_path: Path) -> None:
    assert cast
    assert run("--lao", CODE, str(tmp_path / "x.pdf")).exit_code == 1


def test_where_nothing_is_kept_there_is_no_file(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_complete(cast.recorder, 1)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batches, "keep", broken)
    assert run("--lao", CODE, str(tmp_path / "x.pdf")).exit_code == 2
    assert list(tmp_path.iterdir()) == []
