"""A stranger finds their way: every verb and every variable is explained."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import kp7
from kp7.cli import VERBS, main
from kp7.database.problems import DatabaseProblem
from kp7.refusal import Refusal
from tests.cli.conftest import Command

PACKAGE = Path(kp7.__file__).parent
INTERNAL = {"KP7_DEMO"}  # `kp7 serve` sets it itself


def test_help_needs_nothing_and_lists_every_verb(kp7: Command) -> None:
    printed = kp7.done("--help")
    for verb in VERBS:
        assert re.search(rf"^  {verb} +\w", printed, re.MULTILINE)
    assert list(kp7.home.iterdir()) == []


def test_help_explains_every_variable_that_the_code_reads() -> None:
    read = re.compile(r'"((?:KP7|DATABASE)_[A-Z_]+)"')
    found = {name for file in PACKAGE.rglob("*.py") for name in read.findall(file.read_text())}
    printed = CliRunner().invoke(main, ["--help"]).output
    assert {name for name in found - INTERNAL if f"  {name} " not in printed} == set()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_says_the_same_in_the_list(verb: str) -> None:
    context = click.Context(main)
    command = main.get_command(context, verb)
    assert command is not None
    assert command.help
    assert command.help.splitlines()[0] == VERBS[verb].does


def test_unknown_verb_is_named(kp7: Command) -> None:
    answer = kp7.run("fly")
    assert answer.returncode == 2
    assert "No such command 'fly'" in answer.stderr


@pytest.mark.parametrize(
    ("problem", "code"), [(Refusal("ทำไม่ได้"), 1), (DatabaseProblem("The disk is full."), 2)]
)
def test_what_is_refused_is_a_sentence_and_a_code(
    problem: Exception, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def refuse() -> None:
        raise problem

    monkeypatch.setattr(type(main), "get_command", lambda *_: refuse)
    answer = CliRunner().invoke(main, ["serve"])
    assert answer.exit_code == code
    assert answer.stderr == f"Error: {problem}\n"


def test_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stumble() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(main), "get_command", lambda *_: stumble)
    assert isinstance(CliRunner().invoke(main, ["serve"]).exception, ZeroDivisionError)
