"""Commands that overlap: the last one out stops the server that was started in passing."""

import subprocess
from pathlib import Path

import pytest

from kp7.database import embedded
from tests.database.conftest import python

pytestmark = pytest.mark.slow  # starts and stops servers of its own

VISITOR = """
import sys, pathlib
from kp7.database import visits
visits.visit(pathlib.Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.read()
"""


def _visitor(home: Path) -> "subprocess.Popen[str]":
    visitor = python(VISITOR, home)
    assert visitor.stdout is not None
    assert visitor.stdout.readline() == "here\n"
    return visitor


def _leave(visitor: "subprocess.Popen[str]") -> None:
    visitor.communicate(timeout=60)
    assert visitor.returncode == 0


def test_last_visitor_stops_what_the_first_started(quiet: Path) -> None:
    first, second = _visitor(quiet), _visitor(quiet)
    _leave(first)
    assert embedded.is_running(quiet)
    _leave(second)
    assert not embedded.is_running(quiet)


def test_killed_visitor_keeps_nobody(quiet: Path) -> None:
    first, second = _visitor(quiet), _visitor(quiet)
    first.kill()
    first.communicate()
    _leave(second)
    assert not embedded.is_running(quiet)


def test_server_that_was_asked_to_stay_stays(quiet: Path) -> None:
    visitor = _visitor(quiet)
    assert not embedded.start(quiet).started
    _leave(visitor)
    assert embedded.is_running(quiet)
    _leave(_visitor(quiet))
    assert embedded.is_running(quiet)
