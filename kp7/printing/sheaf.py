"""Many documents at once: set in processes that are replaced, bound into one PDF or a ZIP.

    pages = sheaf.bind(sheaf.printed(prepared), file, title="ก.พ.7 อบต.…")
    sheaf.zipped(((name, sheet.pdf) for …), file)

`printed` yields in the order given, a document at a time, so whoever reads it can stop, say how
far it is, and name what was refused.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from kp7.printing.binding import Binding
from kp7.printing.engine import Prepared
from kp7.printing.press import told

DOCUMENTS_A_PRESS: Final = 15  # then another process takes over: memory stays flat
PRESS: Final = (sys.executable, "-I", "-X", "utf8", "-m", "kp7.printing.press")


class PressLost(RuntimeError):  # noqa: N818  named as the house names them
    """A process that sets documents ended without an answer, twice for the same document."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that was set, or the Thai sentence of why it was not. `at` counts from 0."""

    at: int
    title: str
    pdf: bytes = b""
    refused: str = ""


def printed(documents: Iterable[Prepared]) -> Iterator[Printed]:
    """Each document, set; in the order given."""
    press: _Press | None = None
    try:
        for at, document in enumerate(documents):
            if press is not None and at % DOCUMENTS_A_PRESS == 0:
                press.closed()
                press = None
            line = told(document, f"{at}-")
            press = press or _Press()
            answered = press.set(line)
            if answered is None:  # killed, by an operator or for its memory: once more
                press.closed()
                press = _Press()
                answered = press.set(line)
            if answered is None:
                raise PressLost
            yield Printed(at, document.title, *answered)
    finally:
        if press is not None:
            press.closed()


class _Press:
    """A process that sets documents; it holds no secret and no database."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            PRESS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={}, cwd="/"
        )

    def set(self, line: bytes) -> tuple[bytes, str] | None:
        """A document's PDF or why it was refused; None where the process is gone."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            return None
        try:
            into.write(line)
            into.flush()
        except BrokenPipeError:
            return None
        head = out.readline()
        if not head:
            return None
        said = json.loads(head)
        if "refused" in said:
            return b"", str(said["refused"])
        pdf = out.read(int(said["size"]))
        return (pdf, "") if len(pdf) == said["size"] else None

    def closed(self) -> None:
        """Let it end."""
        self._process.communicate()


# --- one PDF of many ----------------------------------------------------------------------------


def bind(documents: Iterable[Printed], file: BinaryIO, *, title: str) -> int:
    """Bind documents into one PDF, tagged and attached as each of them is; how many pages it has.

    Each must have been set with a serial of its own (`printed` does). Each is written as it comes,
    so memory is that of one. With none of them nothing is written.
    """
    binding = Binding(file, title)
    for document in documents:
        if document.pdf:
            binding.add(document.pdf, title=document.title, number=document.at + 1)
    return binding.finish()


# --- a ZIP of many ------------------------------------------------------------------------------


def zipped(documents: Iterable[tuple[str, bytes]], file: BinaryIO) -> int:
    """Put documents into a ZIP by their names: how many. A name that repeats gets a number."""
    names: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, pdf in documents:
            seen = names[name] = names.get(name, 0) + 1
            stem, dot, suffix = name.rpartition(".")
            archive.writestr(name if seen == 1 else f"{stem} ({seen}){dot}{suffix}", pdf)
    return sum(names.values())
