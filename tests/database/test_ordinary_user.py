"""Started by root and by an ordinary user: both get a server, neither opens a folder."""

import os
import traceback
from pathlib import Path

import psycopg
import pytest

from kp7.database import embedded, installation
from kp7.database.runner import Runner
from tests.database.conftest import AS_ROOT, mode

pytestmark = pytest.mark.slow  # starts and stops servers of its own

NOBODY = 65534


def _as_nobody(work: "os.PathLike[str]") -> str:
    """Start and stop a server in a child that has stepped down; return what went wrong."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            server = embedded.start(Path(work))
            with psycopg.connect(server.url()) as connection:
                connection.execute("SELECT 1")
            server.stop()
            answer = "fine"
        except BaseException:  # noqa: BLE001  whatever it is, the parent reports it
            answer = traceback.format_exc()
        os.write(write, answer.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def test_ordinary_user_starts_it_in_place(home: Path) -> None:
    if AS_ROOT:
        program = installation.from_wheel().program("postgres")
        if not Runner(NOBODY, NOBODY, dropped=True).can_enter(program.parent):
            pytest.skip(
                f"an ordinary user cannot reach {program.parent}, so that none can be tried"
            )
        home.mkdir()
        os.chown(home, NOBODY, NOBODY)
        assert _as_nobody(home) == "fine"
        assert home.joinpath("data").stat().st_uid == NOBODY
    else:
        embedded.start(home).stop()
    assert mode(home / "data") == 0o700
    assert not list(home.glob("postgresql-*"))


@pytest.mark.skipif(not AS_ROOT, reason="only root steps down")
def test_root_steps_down_and_keeps_the_programs_and_secrets(home: Path) -> None:
    server = embedded.start(home)
    with psycopg.connect(server.url("superuser")) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        assert Path(f"/proc/{row[0]}").stat().st_uid != 0
    copy = next(home.glob("postgresql-*"))
    assert {path.stat().st_uid for path in copy.rglob("*")} == {0}
    assert not any(mode(path) & 0o022 for path in copy.rglob("*") if not path.is_symlink())
    assert (home / "secrets" / "superuser").stat().st_uid == 0


@pytest.mark.skipif(not AS_ROOT, reason="only root steps down")
def test_data_stay_with_the_account_that_made_them(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kp7.database.runner.UNPRIVILEGED", ("nobody",))
    embedded.start(home).stop()
    monkeypatch.undo()
    assert embedded.start(home).started
    assert (home / "data").stat().st_uid == NOBODY


@pytest.mark.skipif(not AS_ROOT, reason="only root steps down")
def test_machine_without_such_an_account_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kp7.database.runner.UNPRIVILEGED", ("no-such-account",))
    with pytest.raises(Exception, match="ordinary user"):
        embedded.start(home)
