"""Writes the pages of docs/ that the code says itself: rules, states, settings, commands.

`make docs` writes them; tests/house/test_docs.py fails while one of them is behind the code.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import getdoc
from pathlib import Path

import click
import django

from kp7.certification.terms import State, StepCode
from kp7.certification.transitions import TRANSITIONS, transition
from kp7.cli import HELP, main
from kp7.organizations.terms import Role
from kp7.personnel.rules import EMPTY_REGISTER, RULES
from kp7.personnel.terms import Severity

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 96
# A line of the help's list: a variable, then what it means; a line without one goes on.
VARIABLE = re.compile(r"^  ([A-Z][A-Z0-9_]+)?\s+(\S.*)$")


def page(title: str, source: str, *parts: str) -> str:
    """A whole page, with the note that keeps people from editing it."""
    note = f"<!-- Written by `make docs` from {source}: change the code, not this page. -->"
    return "\n\n".join((f"# {title}", note, *parts)) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def sentence(thing: object) -> str:
    """The first sentence of a docstring, on one line."""
    return (getdoc(thing) or "").split("\n\n", maxsplit=1)[0].replace("\n", " ")


def rules() -> str:
    """Every rule, the blocking ones first, as the list in the code has them."""
    rows = [
        (
            f"`{rule.code}`",
            rule.severity.label,
            rule.section or "(many)",
            rule.says,
            sentence(rule.check),
        )
        for rule in RULES
    ]
    empty = EMPTY_REGISTER
    rows.append(
        (f"`{empty.code}`", empty.severity.label, "–", empty.sentence, "A register without people.")
    )
    meanings = {
        Severity.BLOCKING: "keeps the button “รับรองระดับ อปท.” off",
        Severity.WARNING: "keeps the button off until it is mended or explained (ชี้แจง); an "
        "explanation stays while the data that the rule read stay",
        Severity.HINT: "is shown beside the line",
    }
    return page(
        "Rules",
        "`kp7/personnel/rules/`",
        "What a card is asked. Rules never refuse a write: what they find is a *finding*, worked "
        "out anew whenever it is read (see [ADR 6](adr/0006-findings-are-computed-live.md)). What "
        "is said of a warning is kept "
        "([ADR 24](adr/0024-a-warning-is-explained-by-what-its-rule-read.md)). "
        "The codes `EST` and `IDN` read the rest of the register too.",
        table(
            ("severity", "label", "a finding of it"),
            ((f"`{s}`", s.label, meaning) for s, meaning in meanings.items()),
        ),
        table(("code", "severity", "section", "what must hold", "what it finds"), rows),
    )


def states() -> str:
    """States, steps, the transition table, and a picture of it."""
    return page(
        "States and steps",
        "`kp7/certification/terms.py` and `transitions.py`",
        "A case is one organization in one round. It is in one state; a state is never assigned, a "
        "step is taken. สถานภาพรับรองข้อมูล (the search field) and สถานะการรับรองข้อมูล (the column) "
        "are two labels of this one state.",
        diagram(),
        "## States",
        table(
            ("state", "Thai", "the LAO's data", "reached by a step of today"),
            (
                (f"`{state}`", state.label, "sealed" if state.sealed else "open", _reached(state))
                for state in State
            ),
        ),
        "## Steps",
        table(
            ("from", "step", "Thai", "to", "whose turn"),
            (
                (
                    f"`{cell.before}`",
                    f"`{cell.step}`",
                    cell.step.label,
                    f"`{cell.after}`" if cell.after is not cell.before else "stays",
                    cell.role.label,
                )
                for cell in TRANSITIONS
            ),
        ),
        "## Every cell",
        "Who may take a step in a state; an empty cell is out of turn.",
        table(
            ("", *(f"`{step}`" for step in StepCode)),
            ((f"`{state}`", *(_turn(state, step) for step in StepCode)) for state in State),
        ),
        "Only these roles take steps; "
        + ", ".join(f"`{role}` ({role.label})" for role in _without_steps())
        + " and the system itself take none. A round opened by DLA or the operator puts every "
        "organization into `DRAFT`.",
    )


def diagram() -> str:
    """The transitions as Mermaid draws them; states that no step reaches yet are left out."""
    cells = [cell for cell in TRANSITIONS if _reached(cell.before) != "no"]
    shown = list(dict.fromkeys(state for cell in cells for state in (cell.before, cell.after)))
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {State.DRAFT}: เปิดรอบ",
        *(
            f"    {state}: {state.label} ({'sealed' if state.sealed else 'open'})"
            for state in shown
        ),
        *(f"    {cell.before} --> {cell.after}: {cell.step.label}" for cell in cells),
    ]
    return "\n".join(("```mermaid", *lines, "```"))


def _reached(state: State) -> str:
    if state is State.DRAFT:
        return "yes, when a round opens"
    entered = any(cell.after is state and cell.before is not state for cell in TRANSITIONS)
    return "yes" if entered else "no"


def _turn(state: State, step: StepCode) -> str:
    cell = transition(state, step)
    return cell.role.label if cell else ""


def _without_steps() -> list[Role]:
    return [role for role in Role if all(cell.role is not role for cell in TRANSITIONS)]


def settings() -> str:
    """The environment, as `kp7 --help` explains it."""
    return page(
        "Settings",
        "the help of `kp7` (`kp7/cli/__init__.py`)",
        "There is no file of settings: the environment is all. A secret has no default on a real "
        "server, which refuses to start without it. [The runbook](runbook.md) says which to set.",
        table(
            ("variable", "meaning"),
            ((f"`{name}`", meaning.replace("|", "\\|")) for name, meaning in variables()),
        ),
    )


def variables() -> Iterator[tuple[str, str]]:
    """Each variable with its meaning; two that share one paragraph share the meaning."""
    listed = HELP.split("Environment:")[1].split("\n\nIt ends")[0]
    found: list[tuple[str, list[str]]] = []
    for line in listed.splitlines():
        match = VARIABLE.match(line)
        if match and match[1]:
            found.append((match[1], [match[2]]))
        elif match:
            found[-1][1].append(match[2])
    for name, words in found:
        yield name, " ".join(words)


def commands() -> str:
    """The help of every verb, as it is printed."""
    shown = [
        f"## {context.command_path}\n\n```text\n{context.get_help()}\n```"
        for context in _contexts(_context(main, "kp7"))
    ]
    return page("Commands", "their own help", *shown)


def _context(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    command._help_option = None  # noqa: SLF001  click keeps the names that it was first asked by
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            verb = group.get_command(context, name)
            if verb is not None:
                yield from _contexts(_context(verb, name, context))


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules,
    "states.md": states,
    "settings.md": settings,
    "commands.md": commands,
}


def write() -> None:
    """Write every page."""
    for name, written in PAGES.items():
        (DOCS / name).write_text(written(), encoding="utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kp7.config.settings")
    django.setup()
    write()
