"""Many documents at once: set in processes that are replaced, bound into one PDF or a ZIP.

    pages = sheaf.bind(sheaf.printed(prepared), file, title="ก.พ.7 อบต.…")
    sheaf.zipped(((name, sheet.pdf) for …), file)

`printed` yields in the order given, a document at a time, so whoever reads it can stop, say how
far it is, and name what was refused.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import pikepdf

from kp7.printing.engine import Prepared
from kp7.printing.press import told

DOCUMENTS_A_PRESS: Final = 15  # then another process takes over: memory stays flat
PRESS: Final = (sys.executable, "-m", "kp7.printing.press")
TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
TAKEN_OVER: Final = ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/ViewerPreferences")


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
    """A process that sets documents."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            PRESS, stdin=subprocess.PIPE, stdout=subprocess.PIPE
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

    Each must have been set with a serial of its own (`printed` does). With none of them nothing
    is written. They are bound when all are set: a press and the binding never take their memory
    at once. 200 cards take some 350 MB; what is much more goes into several files, or a ZIP.
    """
    waiting = deque(one for one in documents if one.pdf)
    binding = _Binding(title)
    while waiting:
        binding.add(waiting.popleft())
    return binding.finish(file)


class _Binding:
    """A PDF that grows by documents, with their structure trees side by side in one."""

    def __init__(self, title: str) -> None:
        self._out = pikepdf.Pdf.new()
        self._title = title
        self._parts: list[pikepdf.Object] = []
        self._parents: list[pikepdf.Object | int] = []
        self._headings: dict[str, pikepdf.Object] = {}
        self._files: list[pikepdf.Object | str] = []
        self._begins: list[tuple[str, int]] = []
        self._roles: pikepdf.Object = pikepdf.Dictionary()
        self._next_key = 0

    def add(self, document: Printed) -> None:
        """Put a document's pages, structure and attachments behind those that are there."""
        source = pikepdf.open(io.BytesIO(document.pdf))
        self._begins.append((document.title, len(self._out.pages)))
        for page in source.pages:
            page.obj.StructParents = int(page.obj.StructParents) + self._next_key
        self._out.pages.extend(source.pages)
        self._take_structure(source)
        self._take_files(source, document.at)
        for name in TAKEN_OVER:
            if name not in self._out.Root:
                said = source.Root[name]
                self._out.Root[name] = self._out.copy_foreign(source.make_indirect(said))

    def _take_structure(self, source: pikepdf.Pdf) -> None:
        tree = self._out.copy_foreign(source.Root.StructTreeRoot)
        for part in tree.K:
            part.S = pikepdf.Name.Part
            self._parts.append(part)
        keys = list(tree.ParentTree.Nums)
        for key, parents in zip(keys[::2], keys[1::2], strict=True):
            self._parents += [int(key) + self._next_key, parents]
        names = list(tree.IDTree.Names) if "/IDTree" in tree else []
        for name, heading in zip(names[::2], names[1::2], strict=True):
            self._headings[str(heading.get("/ID", name))] = heading
        self._next_key += int(tree.ParentTreeNextKey)
        self._roles = tree.get("/RoleMap", pikepdf.Dictionary())

    def _take_files(self, source: pikepdf.Pdf, at: int) -> None:
        for file in source.Root.get("/AF", ()):
            taken = self._out.copy_foreign(source.make_indirect(file))
            name = f"{at + 1:05}-{file.UF}"
            taken.F = taken.UF = pikepdf.String(name)
            self._files += [name, taken]

    def finish(self, file: BinaryIO) -> int:
        """Write the PDF; how many pages it has."""
        pages = len(self._out.pages)
        if pages:
            self._set_structure()
            self._set_files()
            self._set_titles()
            self._out.save(
                file,
                deterministic_id=True,
                min_version="1.7",
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
        return pages

    def _set_structure(self) -> None:
        out = self._out
        whole = out.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem))
        tree = out.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        for part in self._parts:
            part.P = whole
        whole.S, whole.P, whole.K = pikepdf.Name.Document, tree, pikepdf.Array(self._parts)
        tree.K = pikepdf.Array([whole])
        tree.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array(self._parents))
        tree.ParentTreeNextKey = self._next_key
        tree.RoleMap = self._roles
        ordered = sorted(self._headings.items(), key=lambda heading: heading[0].encode())
        named = [one for name, heading in ordered for one in (pikepdf.String(name), heading)]
        tree.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(named))
        out.Root.StructTreeRoot = tree

    def _set_files(self) -> None:
        files = pikepdf.Array(
            pikepdf.String(one) if isinstance(one, str) else one for one in self._files
        )
        self._out.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=files))
        self._out.Root.AF = pikepdf.Array(self._files[1::2])

    def _set_titles(self) -> None:
        """The title of the whole, and a bookmark a document."""
        with self._out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said[TITLE] = self._title
        with self._out.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in self._begins)


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
