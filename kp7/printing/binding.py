"""One PDF of many, written as they come: none of them is held once it is written.

Each document is one that `text_layer.repaired` saved with a serial of its own. Its objects are
numbered on from those before it and written at once, small ones together in a compressed object
stream; what belongs to the whole (pages, structure, attachments, bookmarks) is written at the end.
A library that binds holds every object of every document until it saves: two megabytes a card.
"""

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Dictionary, Name, String

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
TAKEN_OVER: Final = ("/Lang", "/MarkInfo", "/OutputIntents", "/ViewerPreferences")
LEFT_OUT: Final = ("/Catalog", "/XRef", "/ObjStm", "/Metadata", "/StructTreeRoot")
# A reference, but not what looks like one inside a string, whose parentheses qpdf escapes.
REFERENCE: Final = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]+>|(\d+) (\d+) R\b", re.DOTALL)
IN_USE, PACKED = 1, 2  # kinds of entries of a cross-reference stream
MOST_PACKED: Final = 2_000  # objects in one object stream


@dataclass(slots=True)
class Whole:
    """What documents have in common: references and text, as they are written at the end."""

    pages: list[bytes] = field(default_factory=list)
    count: int = 0
    parts: list[bytes] = field(default_factory=list)
    parents: list[bytes] = field(default_factory=list)
    headings: list[tuple[bytes, bytes]] = field(default_factory=list)
    files: list[tuple[bytes, bytes]] = field(default_factory=list)
    titles: list[tuple[str, bytes]] = field(default_factory=list)
    next_key: int = 0
    catalog: bytes = b""
    roles: bytes = b"<< >>"
    metadata: bytes = b""


class Binding:
    """A PDF being written."""

    def __init__(self, file: BinaryIO, title: str) -> None:
        self._file = file
        self._title = title
        self._at = 0
        self._entries = bytearray(struct.pack(">BQH", 0, 0, 65535))
        self._digest = hashlib.sha256()
        self._whole = Whole()
        self._page_tree, self._structure, self._everything = 1, 2, 3
        self._entries += bytes(3 * 11)  # theirs, filled in at the end

    # --- one more document ---

    def add(self, pdf: bytes, *, title: str, number: int) -> None:
        """Write a document behind those that are there; `number` tells its attachments apart."""
        if not self._at:
            self._write(HEADER)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            whole = self._whole
            page_tree = document.make_indirect(Dictionary())
            document.Root.Pages.Parent = page_tree
            for page in document.pages:
                page.obj.StructParents = int(page.obj.StructParents) + whole.next_key
            files = [*self._named_files(document, number)]
            parents = self._indirect_parents(document)
            kept = [one for one in document.objects if _is_kept(one)]
            first = self._next_number()
            numbers = {one.objgen: first + at for at, one in enumerate(kept)}
            numbers[page_tree.objgen] = self._page_tree
            numbers[document.Root.StructTreeRoot.objgen] = self._everything
            self._note(document, numbers, title, parents, files)
            self._write_objects(kept, numbers)

    def _named_files(self, document: pikepdf.Pdf, number: int) -> Iterable[pikepdf.Object]:
        for file in document.Root.get("/AF", ()):
            file.F = file.UF = String(f"{number:05}-{file.UF}")
            yield document.make_indirect(file) if not file.is_indirect else file

    def _indirect_parents(self, document: pikepdf.Pdf) -> list[pikepdf.Object]:
        nums = document.Root.StructTreeRoot.ParentTree.Nums
        found = []
        for at in range(0, len(nums), 2):
            owners = nums[at + 1]
            found.append(owners if owners.is_indirect else document.make_indirect(owners))
        return found

    def _note(
        self,
        document: pikepdf.Pdf,
        numbers: Mapping[tuple[int, int], int],
        title: str,
        parents: list[pikepdf.Object],
        files: list[pikepdf.Object],
    ) -> None:
        """Note what the whole needs to know of a document."""
        whole, root = self._whole, document.Root
        tree = root.StructTreeRoot

        def reference(one: pikepdf.Object) -> bytes:
            return b"%d 0 R" % numbers[one.objgen]

        for part in tree.K:
            part.S = Name.Part
            whole.parts.append(reference(part))
        keys = [int(key) for key in list(tree.ParentTree.Nums)[::2]]
        for key, owners in zip(keys, parents, strict=True):
            whole.parents.append(b"%d %s" % (key + whole.next_key, reference(owners)))
        whole.next_key += int(tree.ParentTreeNextKey)
        names = list(tree.IDTree.Names) if "/IDTree" in tree else []
        whole.headings += [(bytes(one.ID), reference(one)) for one in names[1::2]]
        whole.files += [(file.UF.unparse(), reference(file)) for file in files]
        whole.titles.append((title, reference(document.pages[0].obj)))
        whole.pages.append(reference(root.Pages))
        whole.count += len(document.pages)
        if not whole.catalog:
            self._take_over(document, numbers)

    def _take_over(self, document: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int]) -> None:
        """Take from the first document what all have alike."""
        root, whole = document.Root, self._whole
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said[TITLE] = self._title
        whole.metadata = root.Metadata.read_bytes()
        said_by_all = [
            b"%s %s" % (name.encode(), renumbered(root[name].unparse(resolved=True), numbers))
            for name in TAKEN_OVER
        ]
        whole.catalog = b" ".join(said_by_all)
        roles = root.StructTreeRoot.get("/RoleMap", Dictionary())
        whole.roles = renumbered(roles.unparse(resolved=True), numbers)

    # --- writing ---

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._digest.update(content)
        self._at += len(content)

    def _next_number(self) -> int:
        return len(self._entries) // 11

    def _enter(self, kind: int, where: int, index: int, number: int | None = None) -> None:
        entry = struct.pack(">BQH", kind, where, index)
        if number is None:
            self._entries += entry
        else:
            self._entries[11 * number : 11 * number + 11] = entry

    def _write_objects(
        self, objects: list[pikepdf.Object], numbers: Mapping[tuple[int, int], int]
    ) -> None:
        """Write a document's objects: streams by themselves, the others packed."""
        packed: list[tuple[int, bytes]] = []
        first = self._next_number()
        self._entries += bytes(11 * len(objects))
        for number, one in enumerate(objects, start=first):
            if isinstance(one, pikepdf.Stream):
                said = renumbered(one.stream_dict.unparse(resolved=True), numbers)
                self._write_stream(number, said, one.read_raw_bytes())
            else:
                packed.append((number, renumbered(one.unparse(resolved=True), numbers)))
        for start in range(0, len(packed), MOST_PACKED):
            self._pack(packed[start : start + MOST_PACKED])

    def _write_stream(self, number: int, said: bytes, content: bytes) -> None:
        self._enter(IN_USE, self._at, 0, number)
        self._write(b"%d 0 obj\n%s\nstream\n" % (number, said))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")

    def _pack(self, packed: list[tuple[int, bytes]]) -> None:
        container = self._next_number()
        self._entries += bytes(11)
        index, at = [], 0
        for place, (number, said) in enumerate(packed):
            index.append(b"%d %d" % (number, at))
            at += len(said) + 1
            self._enter(PACKED, container, place, number)
        head = b" ".join(index) + b"\n"
        content = zlib.compress(head + b"\n".join(said for _, said in packed) + b"\n")
        said = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
        self._write_stream(container, said % (len(packed), len(head), len(content)), content)

    # --- the whole ---

    def finish(self) -> int:
        """Write what belongs to the whole; how many pages there are."""
        whole = self._whole
        if not whole.count:
            return 0
        root, metadata = self._next_number(), self._next_number() + 1
        outline = metadata + 1
        self._entries += bytes(11 * (3 + len(whole.titles)))
        said = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(whole.metadata)
        self._write_stream(metadata, said, whole.metadata)
        catalog = (
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Metadata %d 0 R "
            b"/Outlines %d 0 R /AF [%s] /Names << /EmbeddedFiles << /Names [%s] >> >> %s >>"
        ) % (
            *(self._page_tree, self._structure, metadata, outline),
            b" ".join(file for _, file in whole.files),
            b" ".join(b"%s %s" % named for named in whole.files),
            whole.catalog,
        )
        objects = [*self._trees(), (root, catalog), *self._bookmarks(outline)]
        for start in range(0, len(objects), MOST_PACKED):
            self._pack(objects[start : start + MOST_PACKED])
        self._write_entries(root)
        return whole.count

    def _trees(self) -> Iterable[tuple[int, bytes]]:
        """The trees of pages and of structure."""
        whole = self._whole
        yield (
            self._page_tree,
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (whole.count, b" ".join(whole.pages)),
        )
        headings = b" ".join(
            b"<%s> %s" % (name.hex().encode(), one) for name, one in sorted(whole.headings)
        )
        yield (
            self._structure,
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Nums [%s] >> "
            b"/ParentTreeNextKey %d /RoleMap %s /IDTree << /Names [%s] >> >>"
            % (
                *(self._everything, b" ".join(whole.parents), whole.next_key, whole.roles),
                headings,
            ),
        )
        yield (
            self._everything,
            b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>"
            % (self._structure, b" ".join(whole.parts)),
        )

    def _bookmarks(self, outline: int) -> Iterable[tuple[int, bytes]]:
        titles = self._whole.titles
        last = outline + len(titles)
        yield (
            outline,
            b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>"
            % (outline + 1, last, len(titles)),
        )
        for number, (title, page) in enumerate(titles, start=outline + 1):
            before = b"/Prev %d 0 R " % (number - 1) if number > outline + 1 else b""
            after = b"/Next %d 0 R " % (number + 1) if number < last else b""
            yield (
                number,
                b"<< /Title %s /Parent %d 0 R %s%s/Dest [%s /Fit] >>"
                % (String(title).unparse(), outline, before, after, page),
            )

    def _write_entries(self, root: int) -> None:
        """Write where everything stands; the id of the file is made of all before."""
        number, at = self._next_number(), self._at
        self._enter(IN_USE, at, 0)
        content = zlib.compress(bytes(self._entries))
        name = self._digest.hexdigest()[:32].encode()
        said = (
            b"<< /Type /XRef /Size %d /W [1 8 2] /Root %d 0 R /ID [<%s> <%s>] "
            b"/Filter /FlateDecode /Length %d >>"
        ) % (number + 1, root, name, name, len(content))
        self._write(b"%d 0 obj\n%s\nstream\n" % (number, said))
        self._write(content)
        self._write(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)


def renumbered(said: bytes, numbers: Mapping[tuple[int, int], int]) -> bytes:
    """An object as text, its references led to where their objects are now; else to nothing."""

    def led(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        number = numbers.get((int(found[1]), int(found[2])))
        return b"null" if number is None else b"%d 0 R" % number

    return REFERENCE.sub(led, said)


def _is_kept(one: pikepdf.Object) -> bool:
    """Whether an object is the document's own, and not of its frame."""
    if isinstance(one, (Dictionary, pikepdf.Stream)):
        return one.get("/Type") not in LEFT_OUT
    return one is not None
