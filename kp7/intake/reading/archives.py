"""The ZIP that .xlsx and .ods are: its directory judged before anything in it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from kp7.intake.reading.book import BookKind
from kp7.intake.reading.refusals import MOST_UNPACKED_MEGABYTES, BookRefused, Why

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = MOST_UNPACKED_MEGABYTES * 1_000_000
BLOCK: Final = 1_000_000
_ENCRYPTED: Final = 0x1
_LOCAL_HEADER: Final = 30
_PACKINGS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNPACKED: Final = (".xml", ".rels")  # pictures and the like are never unpacked
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_NO_ENTITIES: Final = (b"<!DOCTYPE", b"<!ENTITY")
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError),
    *(NotImplementedError, UnicodeDecodeError, RuntimeError),
)


def opened(content: bytes) -> zipfile.ZipFile:
    """Open the archive; refuse one that is broken, encrypted or built to harm."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except _BROKEN as broken:
        raise BookRefused(Why.BROKEN) from broken
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise BookRefused(Why.PARTS)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise BookRefused(Why.PASSWORD)
    _refuse_overlapping(parts)
    read = [part for part in parts if part.filename.lower().endswith(_UNPACKED)]
    if sum(part.file_size for part in read) > MOST_UNPACKED:
        raise BookRefused(Why.UNPACKED)
    if any(part.compress_type not in _PACKINGS for part in read):
        raise BookRefused(Why.BROKEN)
    return archive


def _refuse_overlapping(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that lie upon each other: a few kilobytes that unpack to terabytes."""
    names = {part.filename.lower() for part in parts}
    reached = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < reached:
            raise BookRefused(Why.OVERLAPPING)
        reached = part.header_offset + _LOCAL_HEADER + len(part.filename) + part.compress_size
    if len(names) < len(parts):
        raise BookRefused(Why.OVERLAPPING)


def kind_of(archive: zipfile.ZipFile) -> BookKind:
    """Tell a workbook by its parts; refuse, by name where it is known, what is none."""
    names = {name.lower().replace("\\", "/").lstrip("/") for name in archive.namelist()}
    if "mimetype" in names and _mimetype(archive) == _OPEN_DOCUMENT:
        _refuse_scripts(names)
        return "ods"
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        raise BookRefused(Why.NUMBERS)
    if "xl/workbook.bin" in names:
        raise BookRefused(Why.XLSB)
    if "[content_types].xml" in names:
        return _office(names)
    raise BookRefused(Why.ARCHIVE)


def _office(names: set[str]) -> BookKind:
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise BookRefused(Why.WORD)
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in names):
        raise BookRefused(Why.MACROS)
    if not any(name.startswith("xl/") for name in names):
        raise BookRefused(Why.BROKEN)
    return "xlsx"


def _refuse_scripts(names: set[str]) -> None:
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        raise BookRefused(Why.MACROS)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    part = next(name for name in archive.namelist() if name.lower() == "mimetype")
    try:
        with archive.open(part) as mimetype:
            return mimetype.read(len(_OPEN_DOCUMENT) + 10).strip()
    except _BROKEN as broken:
        raise BookRefused(Why.BROKEN) from broken


def blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part of XML piece by piece; refuse declared entities and a size that lies."""
    size, tail = 0, b""
    try:
        with archive.open(part) as packed:
            while block := packed.read(BLOCK):
                size += len(block)
                seen = tail + block
                if any(mark in seen for mark in _NO_ENTITIES):
                    raise BookRefused(Why.ENTITIES)
                if b"\0" in block:  # not UTF-8: what is declared could not be seen
                    raise BookRefused(Why.BROKEN)
                tail = block[-len(_NO_ENTITIES[0]) :]
                yield block
    except _BROKEN as broken:
        raise BookRefused(Why.BROKEN) from broken
    if size != part.file_size:
        raise BookRefused(Why.OVERLAPPING)


def judge_all(archive: zipfile.ZipFile) -> None:
    """Unpack every part that is read, once, only to judge it."""
    for part in archive.infolist():
        if part.filename.lower().endswith(_UNPACKED):
            for _ in blocks(archive, part):
                pass
