"""`kp7 accounts`, as an operator types it."""

import csv
import io
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kp7.cli import accounts
from kp7.organizations import actions, queries
from kp7.organizations.models import Post

pytestmark = pytest.mark.django_db

HEADER = (
    "username,role,organization_code,province_code,amphoe_code,post_name,title,first_name,last_name"
)
CERTIFIER = "6830203,lao_certifier,6830203,,,,นาย,สมชาย,ใจดี"
PROVINCE = "p83,province_officer,,83,,ท้องถิ่นจังหวัด,นาง,สมศรี,มีสุข"
ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def _database_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "database_ready", lambda: None)


def kp7_accounts(*words: str) -> Result:
    """Run `kp7 accounts …`; a bug rises, a refusal is its exit code."""
    result = CliRunner().invoke(accounts.command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def table(folder: Path, *lines: str, encoding: str = "utf-8-sig") -> str:
    """Write a table of accounts as Excel does."""
    file = folder / "accounts.csv"
    file.write_text("\r\n".join(lines), encoding=encoding)
    return str(file)


@pytest.fixture
def passwords(tmp_path: Path) -> dict[str, str]:
    """Two accounts, and the one-time passwords that were printed."""
    result = kp7_accounts("create", table(tmp_path, HEADER, CERTIFIER, PROVINCE))
    assert result.exit_code == 0
    printed = csv.DictReader(io.StringIO(result.stdout))
    return {line["username"]: line["one_time_password"] for line in printed}


def opens(username: str, password: str) -> bool:
    """Tell whether a password opens an account."""
    try:
        actions.sign_in(username=username, password=password, address=ADDRESS)
    except actions.WrongPassword:
        return False
    return True


def test_created_accounts_open_with_the_passwords_printed(passwords: dict[str, str]) -> None:
    assert set(passwords) == {"6830203", "p83"}
    assert all(opens(username, password) for username, password in passwords.items())
    assert Post.objects.get(username="p83").name == "ท้องถิ่นจังหวัด"


def test_passwords_go_to_a_new_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    out = tmp_path / "passwords.csv"
    result = kp7_accounts("create", table(tmp_path, HEADER, CERTIFIER), "--out", str(out))
    username, password = out.read_text().splitlines()[1].split(",")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert password not in result.output
    assert opens(username, password)


def test_an_existing_file_is_not_written_over_and_nothing_is_done(tmp_path: Path) -> None:
    out = tmp_path / "passwords.csv"
    out.write_text("of somebody else")
    result = kp7_accounts("create", table(tmp_path, HEADER, CERTIFIER), "--out", str(out))
    assert result.exit_code == 2
    assert out.read_text() == "of somebody else"
    assert not Post.objects.exists()


def test_wrong_lines_are_named_and_no_account_is_created(tmp_path: Path) -> None:
    wrong = "x,superuser,,,,,,ก,ข"
    result = kp7_accounts("create", table(tmp_path, HEADER, CERTIFIER, wrong))
    assert result.exit_code == 1
    assert "line 3: role 'superuser': give one of lao_recorder" in result.stderr
    assert "No account was created." in result.stderr
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("header", "encoding", "said"),
    [
        (HEADER + ",สิทธิ", "utf-8", "a column that is not known: สิทธิ"),
        ("first_name,last_name", "utf-8", "lacks the column username, role"),
        (HEADER + ",สิทธิ", "cp874", "is not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(
    tmp_path: Path, header: str, encoding: str, said: str
) -> None:
    result = kp7_accounts("create", table(tmp_path, header, CERTIFIER, encoding=encoding))
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.usefixtures("passwords")
def test_the_list_shows_state_holder_and_office() -> None:
    kp7_accounts("disable", "p83")
    lines = kp7_accounts("list", "--province", "83").stdout.splitlines()
    assert [line.split("\t") for line in lines] == [
        ["6830203", "lao_certifier", "one-time password", "0", "นายสมชาย ใจดี",
         "องค์การบริหารส่วนตำบลกมลา อำเภอกะทู้ จังหวัดภูเก็ต", "sensitive"],
        ["p83", "province_officer", "disabled", "0", "นางสมศรี มีสุข",
         "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดภูเก็ต", "-"],
    ]  # fmt: skip
    assert "p83" not in kp7_accounts("list", "--role", "lao_certifier").stdout


def test_a_reset_prints_a_new_password(passwords: dict[str, str]) -> None:
    printed = kp7_accounts("reset", "p83").stdout.splitlines()[1].split(",")
    assert printed[0] == "p83"
    assert opens("p83", printed[1])
    assert not opens("p83", passwords["p83"])


def test_unlock_lets_who_waits_try_again(passwords: dict[str, str]) -> None:
    for _ in range(5):
        assert not opens("p83", "ผิด")
    assert kp7_accounts("unlock", "p83").exit_code == 0
    assert opens("p83", passwords["p83"])


def test_disable_closes_and_enable_opens(passwords: dict[str, str]) -> None:
    kp7_accounts("disable", "p83")
    with pytest.raises(actions.AccountDisabled):
        opens("p83", passwords["p83"])
    kp7_accounts("enable", "p83")
    assert opens("p83", passwords["p83"])


@pytest.mark.usefixtures("passwords")
def test_hand_over_names_the_new_officer() -> None:
    new = ("--title", "นางสาว", "--first-name", "วรรณา", "--last-name", "แก้วใส")
    password = kp7_accounts("hand-over", "p83", *new).stdout.splitlines()[1].split(",")[1]
    post = actions.sign_in(username="p83", password=password, address=ADDRESS)
    assert queries.actor_of(post.pk).officer == "นางสาววรรณา แก้วใส"


@pytest.mark.usefixtures("passwords")
def test_a_new_officer_needs_a_name() -> None:
    result = kp7_accounts("hand-over", "p83", "--first-name", " ", "--last-name", "แก้วใส")
    assert result.exit_code == 2
    assert "A first and a last name are needed" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("reset", "nobody"),
        ("unlock", "nobody"),
        ("disable", "nobody"),
        ("enable", "nobody"),
        ("hand-over", "nobody", "--first-name", "ก", "--last-name", "ข"),
    ],
)
def test_an_unknown_account_is_said_in_english(words: tuple[str, ...]) -> None:
    result = kp7_accounts(*words)
    assert result.exit_code == 1
    assert "There is no account nobody." in result.stderr


@pytest.mark.parametrize("verb", ["", *accounts.command.commands])
def test_every_verb_explains_itself(verb: str) -> None:
    result = kp7_accounts(*([verb] if verb else []), "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


@pytest.mark.usefixtures("passwords")
def test_the_right_to_what_is_sensitive_is_given_and_taken() -> None:
    assert "reads sensitive" in kp7_accounts("sensitive", "p83").stdout
    assert kp7_accounts("list", "--role", "province_officer").stdout.endswith("\tsensitive\n")
    assert "no longer reads" in kp7_accounts("sensitive", "p83", "--off").stdout
    assert kp7_accounts("list", "--role", "province_officer").stdout.endswith("\t-\n")
    assert kp7_accounts("sensitive", "nobody").exit_code == 1
