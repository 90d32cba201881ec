"""The command as people run it: in a process of its own, on a KP7_HOME of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kp7.database import embedded

OURS = ("DATABASE_", "KP7_", "DJANGO_")


@dataclass(frozen=True)
class Command:
    """`kp7` with an environment that holds nothing of ours but what is given."""

    home: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self, *words: str, **environment: str) -> "subprocess.Popen[str]":
        """Start the command and return its process."""
        clean = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
        return subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-m", "kp7", *words],
            env={**clean, "KP7_HOME": str(self.home), **self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        process = self.start(*words, **environment)
        printed, error = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, printed, error)

    def done(self, *words: str, **environment: str) -> str:
        """Run the command, which has to succeed, and return what it printed."""
        answer = self.run(*words, **environment)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout


def _home() -> Path:
    path = Path(tempfile.mkdtemp(prefix="kp7-c-", dir="/tmp"))
    path.chmod(0o755)
    return path


def _remove(path: Path) -> None:
    if embedded.is_running(path):
        embedded.stop(path)
    shutil.rmtree(path)


@pytest.fixture
def kp7() -> Iterator[Command]:
    """The command on an empty KP7_HOME."""
    path = _home()
    yield Command(path)
    _remove(path)


@pytest.fixture(scope="module")
def migrated() -> Iterator[Command]:
    """The command on a KP7_HOME with all tables and nothing in them."""
    path = _home()
    command = Command(path)
    command.done("migrate")
    yield command
    _remove(path)


@pytest.fixture
def ended() -> Iterator[Callable[["subprocess.Popen[str]"], None]]:
    """Ends what a test has started, whatever becomes of the test."""
    processes: list[subprocess.Popen[str]] = []
    yield processes.append
    for process in processes:
        process.terminate()
        process.communicate(timeout=60)
