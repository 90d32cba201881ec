"""What a reader copies and searches: each glyph of a PDF says its own character.

Typst maps the glyphs of a cluster (ที่: three glyphs) each to the whole cluster and says in
ActualText what is meant. Readers that do not know ActualText (Firefox, Chrome) would copy
ที่ที่ที่; where a cluster has as many glyphs as characters, as in every face without ligatures,
each glyph is given the character that it draws.
"""

import io
import re
from collections.abc import Iterator
from typing import Final

import pikepdf

CLUSTER: Final = re.compile(rb"/ActualText\s*<FEFF([0-9A-F]+)>\s*>>\s*BDC(.*?)\bEMC", re.DOTALL)
FONT: Final = re.compile(rb"/(\w+) [\d.]+ Tf")
STRING: Final = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
MEANT: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
MAPPING: Final = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{8,})>")
CELLS: Final = (pikepdf.Name.TH, pikepdf.Name.TD)
OCTAL: Final = re.compile(rb"[0-7]{1,3}")

Drawn = dict[tuple[int, int], dict[int, str]]


def repaired(pdf: bytes, serial: str = "") -> bytes:
    """The same pages with a text layer that every reader copies right.

    Byte for byte the same for the same pages: the file's id is made of its content. `serial` goes
    before the names of table headings, which must differ between cards that are bound together;
    such a document has no bookmarks of its own.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        repair(document)
        del document.Root.MarkInfo["/Suspects"]  # false, as without it; poppler complains of it
        if serial:
            name_headings(document, serial)
            del document.Root.Outlines  # the whole has its own
        out = io.BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return out.getvalue()


def repair(document: pikepdf.Pdf) -> None:
    """Let each glyph of each face say the character that it draws."""
    fonts: dict[tuple[int, int], pikepdf.Object] = {}
    drawn: Drawn = {}
    for page in document.pages:
        named = page.resources.get("/Font", pikepdf.Dictionary())
        keys = {name.lstrip("/"): font.objgen for name, font in named.items()}
        fonts |= {font.objgen: font for _, font in named.items()}
        for name, glyph, character in _glyphs(page.Contents.read_bytes()):
            drawn.setdefault(keys[name], {}).setdefault(glyph, character)
    for key, font in fonts.items():
        says = drawn.get(key, {})
        stream = font.ToUnicode
        stream.write(MAPPING.sub(lambda found: _said(found, says), stream.read_bytes()))  # noqa: B023  called at once


def name_headings(document: pikepdf.Pdf, serial: str) -> None:
    """Give the headings of tables names of their own, there and where their cells refer to them."""
    for cell in document.objects:
        if not isinstance(cell, pikepdf.Dictionary) or cell.get("/S") not in CELLS:
            continue
        if "/ID" in cell:
            cell.ID = pikepdf.String(serial + str(cell.ID))
        for said in cell.get("/A", ()):
            if "/Headers" in said:
                said.Headers = pikepdf.Array(
                    pikepdf.String(serial + str(name)) for name in said.Headers
                )


def _glyphs(content: bytes) -> Iterator[tuple[str, int, str]]:
    """Every glyph of a cluster, by its font's name, with its own character."""
    for cluster in CLUSTER.finditer(content):
        text = bytes.fromhex(cluster[1].decode()).decode("utf-16-be")
        font = FONT.search(cluster[2])
        codes = b"".join(_unescaped(found[1]) for found in STRING.finditer(cluster[2]))
        if font and len(codes) == 2 * len(text):
            name = font[1].decode()
            for at, character in enumerate(text):
                yield name, int.from_bytes(codes[2 * at : 2 * at + 2]), character


def _unescaped(string: bytes) -> bytes:
    return ESCAPED.sub(_byte, string)


def _byte(escaped: re.Match[bytes]) -> bytes:
    said = escaped[1]
    if OCTAL.fullmatch(said):
        return bytes([int(said, 8) & 0xFF])
    return MEANT.get(said, said)


def _said(mapping: re.Match[bytes], drawn: dict[int, str]) -> bytes:
    character = drawn.get(int(mapping[1], 16))
    if character is None:
        return mapping[0]
    return b"<%s> <%s>" % (mapping[1], character.encode("utf-16-be").hex().upper().encode())
