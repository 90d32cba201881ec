"""What the docs say, held to the code; and each of these checks seen to find a fault."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
import pytest
from django.apps import apps
from psycopg.conninfo import make_conninfo

from kp7.certification.terms import State, StepCode
from kp7.cli import main
from kp7.cli.demo import scenario
from kp7.cli.demo.mistakes import MISTAKES
from kp7.database.embedded import Server
from kp7.organizations.terms import Role
from kp7.personnel.terms import Headcount
from tools import docs

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted(DOCS.rglob("*.md"))
DECISIONS = sorted((DOCS / "adr").glob("0*.md"))
LONGEST_DECISION = 60
PASSWORD = "of-the-runbook"
# Set by `kp7 serve` for its own workers, so no operator is told of it.
INTERNAL = {"KP7_DEMO"}

SQL_BLOCK = re.compile(r"```sql\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
COMMAND = re.compile(r"(?:^|[ /])kp7 ([a-z-][^\n|]*)", re.MULTILINE)
OPTION = re.compile(r"(?<!\S)(--[a-z][a-z-]*)")
VARIABLE = re.compile(r"\b(?:KP7_[A-Z_]*[A-Z]|DATABASE_(?:OWNER_)?URL)\b")
TARGET = re.compile(r"\bmake ([a-z]+)")
PATH = re.compile(r"`((?:kp7|tests|tools|bench|docs|requirements)/[\w/.-]+)")
TERM = re.compile(r"^\| `(\w+)` \| ([^|]+) \|", re.MULTILINE)
TEST = re.compile(r"`(tests/[a-z_/]+\.py)?(?:::(test_\w+))?`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def each_page(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=named)


# --- written by the code ------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(docs.PAGES))
def test_a_generated_page_is_what_the_code_says(name: str) -> None:
    assert text_of(DOCS / name) == docs.PAGES[name](), "run `make docs`"


def test_every_variable_that_the_code_reads_is_explained() -> None:
    read = {
        variable
        for path in (ROOT / "kp7").rglob("*.py")
        for variable in VARIABLE.findall(text_of(path))
    }
    assert read - INTERNAL == {name for name, _ in docs.variables()}


# --- links --------------------------------------------------------------------------------------


def broken_links(text: str, folder: Path) -> list[str]:
    return [
        target
        for target in LINK.findall(text)
        if "://" not in target and not (folder / target).exists()
    ]


@each_page(PAGES)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(text_of(page), page.parent) == []


def test_a_broken_link_is_found() -> None:
    assert broken_links("[a](nowhere.md) [b](README.md#x) [c](x.png)", DOCS) == [
        "nowhere.md",
        "x.png",
    ]


def test_every_page_is_reached_from_the_first() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            found = (page.parent / target for target in LINK.findall(text_of(page)))
            waiting += [path.resolve() for path in found if path.suffix == ".md"]
    assert set(PAGES) - reached == set()


def missing_paths(text: str) -> list[str]:
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


@each_page(PAGES)
def test_every_path_named_exists(page: Path) -> None:
    assert missing_paths(text_of(page)) == []


def test_a_path_that_is_not_there_is_found() -> None:
    assert missing_paths("`kp7/none.py` `kp7/refusal.py` `tests/none/`") == [
        "kp7/none.py",
        "tests/none/",
    ]


# --- commands, targets, variables ---------------------------------------------------------------


def code_in(text: str) -> str:
    return "\n".join(block or inline for block, inline in CODE.findall(text))


def command_called(words: list[str]) -> tuple[click.Command, list[str]]:
    """The verb that some words call, and the words that are left."""
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        verb = command.get_command(click.Context(command), words[0])
        if verb is None:
            return command, words
        command, words = verb, words[1:]
    return command, words


def unknown_commands(text: str) -> Iterator[str]:
    for line in COMMAND.findall(code_in(text)):
        command, left = command_called(line.split())
        if isinstance(command, click.Group) and left and not left[0].startswith("-"):
            yield left[0]
        known = {option for parameter in command.params for option in parameter.opts}
        yield from (option for option in OPTION.findall(line) if option not in {*known, "--help"})


def unknown_targets(text: str) -> set[str]:
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    return set(TARGET.findall(code_in(text))) - targets


def unknown_variables(text: str) -> set[str]:
    return set(VARIABLE.findall(text)) - {name for name, _ in docs.variables()}


@each_page([page for page in PAGES if page.name != "commands.md"])
def test_every_command_target_and_variable_named_exists(page: Path) -> None:
    text = text_of(page)
    assert list(unknown_commands(text)) == []
    assert unknown_targets(text) == set()
    assert unknown_variables(text) == set()


def test_a_command_a_target_and_a_variable_that_are_none_are_found() -> None:
    text = (
        "`kp7 sing`, `kp7 db dance --all`, `kp7 serve --loud`, `make tea`, KP7_TEA; `kp7 migrate`"
    )
    assert list(unknown_commands(text)) == ["sing", "dance", "--all", "--loud"]
    assert unknown_targets(text) == {"tea"}
    assert unknown_variables(text) == {"KP7_TEA"}


def test_the_accounts_of_the_readme_are_those_of_the_demonstration() -> None:
    listed = re.findall(r"^\| (`.+?`) \|", text_of(ROOT / "README.md"), re.MULTILINE)
    told = set(re.findall(r"`([^`]+)`", " ".join(listed)))
    codes = {place.code for place in scenario.demo_places()}
    offices = {"dla", "auditor", *(f"p{province}" for province in scenario.PROVINCES)}
    assert told - codes - {f"{code}r" for code in codes} == offices
    assert told & codes & MISTAKES.keys() == {"6830304"}
    assert told & codes & {*scenario.CERTIFIED_BY_LAO} == {"6830307"}
    assert scenario.PASSWORD in text_of(ROOT / "README.md")


# --- the runbook ----------------------------------------------------------------------------------


@pytest.fixture
def by_the_runbook(server: Server) -> Iterator[dict[str, str]]:
    """A database made by the runbook's statements, under other names; the environment for it."""
    outside, inside = (
        block.replace("kp7", "runbook").replace("…", PASSWORD)
        for block in SQL_BLOCK.findall(text_of(DOCS / "runbook.md"))
    )
    administrator = server.url("superuser", "postgres")
    run_as(administrator, outside)
    run_as(server.url("superuser", "runbook"), inside)
    address = server.url("superuser", "runbook")
    yield {
        "DATABASE_URL": make_conninfo(address, user="runbook_app", password=PASSWORD),
        "DATABASE_OWNER_URL": make_conninfo(address, user="runbook_owner", password=PASSWORD),
    }
    run_as(administrator, "DROP DATABASE runbook WITH (FORCE)")
    run_as(administrator, "DROP ROLE runbook_app; DROP ROLE runbook_owner")


def run_as(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements.split(";"):
            if statement.strip():
                connection.execute(statement.encode())


@pytest.mark.slow
def test_kp7_accepts_the_database_that_the_runbook_makes(by_the_runbook: dict[str, str]) -> None:
    said = ""
    for verb in ("migrate", "migrate --check", "seed reference", "db status"):
        done = subprocess.run(  # noqa: S603 # our own command, constant arguments
            [sys.executable, "-m", "kp7", *verb.split()],
            cwd=ROOT,
            env=os.environ | by_the_runbook,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout
    assert "Added 7,849 organizations" in said
    assert "database runbook" in said


# --- gates --------------------------------------------------------------------------------------


def missing_tests(text: str) -> Iterator[str]:
    path = ""
    for file, function in TEST.findall(text):
        path = file or path
        if not (file or function):
            continue
        if not (ROOT / path).is_file():
            yield path
        elif function and function not in functions_of(ROOT / path):
            yield f"{path}::{function}"


def functions_of(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(text_of(path)))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_test_named_by_a_gate_exists() -> None:
    assert list(missing_tests(text_of(DOCS / "gates.md"))) == []


def test_a_test_that_is_not_there_is_found() -> None:
    here = "tests/house/test_docs.py"
    text = f"`{here}::test_none`, `::test_a_broken_link_is_found`, `tests/none.py::test_x`"
    assert list(missing_tests(text)) == [f"{here}::test_none", "tests/none.py"]


# --- glossary -----------------------------------------------------------------------------------


def test_the_glossary_has_every_table_and_every_term() -> None:
    words = set(re.findall(r"`(\w+)`", text_of(DOCS / "glossary.md")))
    ours = [config for config in apps.get_app_configs() if config.name.startswith("kp7.")]
    tables = {model.__name__ for config in ours for model in config.get_models()}
    terms = {member.name for kind in (State, StepCode, Role, Headcount) for member in kind}
    assert (tables | terms) - words == set()


@pytest.mark.parametrize("kind", [State, StepCode, Role, Headcount])
def test_the_glossary_says_what_the_screen_says(
    kind: type[State] | type[StepCode] | type[Role] | type[Headcount],
) -> None:
    said = dict(TERM.findall(text_of(DOCS / "glossary.md")))
    assert {member.name: said[member.name] for member in kind} == {
        member.name: member.label for member in kind
    }


# --- decisions ----------------------------------------------------------------------------------


@each_page(DECISIONS)
def test_a_decision_is_one_page_of_context_choice_and_cost(page: Path) -> None:
    text = text_of(page)
    assert re.match(rf"# {int(page.name[:4])}\. .+\n\n\d{{4}}-\d\d-\d\d\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Choice", "Cost"]
    assert len(text.splitlines()) <= LONGEST_DECISION


def test_decisions_are_numbered_and_listed() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert LINK.findall(text_of(DOCS / "adr" / "README.md")) == [page.name for page in DECISIONS]


def test_every_part_has_its_line() -> None:
    said = set(re.findall(r"`([^`]+)`", text_of(DOCS / "adr" / "0018-parts.md")))
    lines = [
        line
        for name in ("run.in", "build.in")
        for line in text_of(ROOT / "requirements" / name).splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    parts = {re.split(r"[\[~=<> ]", line)[0] for line in lines}
    assert parts - said == set()


def test_the_version_of_python_is_told_alike() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')}" in text_of(ROOT / "README.md")
