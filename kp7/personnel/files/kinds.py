"""What a file is by its first bytes, and how large it may be. What it calls itself is not asked."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from kp7.personnel.files.refusals import FileRefused, Why

HEAD: Final = 1024  # as far as a reader of PDF looks for its mark
LONGEST_SIDE_OF_PHOTOGRAPH: Final = 1200  # 2 × 2.5 inches at 480 dots
LONGEST_SIDE_OF_DOCUMENT: Final = 3508  # A4 at 300 dots an inch
MOST_PIXELS: Final = 50_000_000
FEWEST_PIXELS_A_SIDE: Final = 100


class MediaType(StrEnum):
    """What is kept, by the name that it is handed out under."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        """The end of its file's name."""
        return {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}[self]


class Purpose(StrEnum):
    """What a file is attached as."""

    PHOTOGRAPH = "photograph"
    DOCUMENT = "document"

    @property
    def most_bytes(self) -> int:
        """How large a file may be, as received and as kept."""
        return 5_000_000 if self is Purpose.PHOTOGRAPH else 10_000_000

    @property
    def too_large(self) -> Why:
        """The reason for refusing a larger one."""
        photograph = self is Purpose.PHOTOGRAPH
        return Why.PHOTOGRAPH_TOO_LARGE if photograph else Why.DOCUMENT_TOO_LARGE

    @property
    def accepts(self) -> frozenset[MediaType]:
        """The kinds that are taken."""
        images = frozenset({MediaType.JPEG, MediaType.PNG})
        return images if self is Purpose.PHOTOGRAPH else images | {MediaType.PDF}


KEPT: Final[Mapping[bytes, MediaType]] = {
    b"\xff\xd8\xff": MediaType.JPEG,
    b"\x89PNG\r\n\x1a\n": MediaType.PNG,
    b"%PDF-": MediaType.PDF,
}
OTHERS: Final[Sequence[tuple[Why, tuple[bytes, ...]]]] = (
    (
        Why.PROGRAM,
        (
            b"MZ",
            b"\x7fELF",
            b"#!",
            b"\xca\xfe\xba\xbe",
            b"\xfe\xed\xfa",
            b"\xce\xfa\xed\xfe",
            b"\xcf\xfa\xed\xfe",
            b"L\0\0\0\x01\x14\x02\0",  # a Windows shortcut
            b"@echo",
            b"<?php",
        ),
    ),
    (
        Why.OTHER_IMAGE,
        (
            b"GIF8",
            b"II*\0",
            b"MM\0*",
            b"BM",
            b"\0\0\x01\0",
            b"\0\0\0\x0cjP",
            b"\xffO\xffQ",
            b"8BPS",
        ),
    ),
    (
        Why.OFFICE,
        (
            b"PK",
            b"\xd0\xcf\x11\xe0",
            b"{\\rtf",
            b"Rar!",
            b"7z\xbc\xaf",
            b"\x1f\x8b",
            b"BZh",
            b"\xfd7zXZ",
        ),
    ),
)
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif"})
WEB: Final = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<!--")


def kind_of(content: bytes) -> MediaType:
    """Tell a file by its content; refuse, by name where it is known, what is not kept."""
    if not content:
        raise FileRefused(Why.EMPTY)
    for mark, kind in KEPT.items():
        if content.startswith(mark):
            return kind
    raise FileRefused(_why_not(content[:HEAD]))


def _why_not(head: bytes) -> Why:
    for why, marks in OTHERS:
        if head.startswith(marks):
            return why
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return Why.HEIC
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Why.OTHER_IMAGE
    if b"%PDF-" in head:
        return Why.JUNK_BEFORE
    words = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return Why.WEB_PAGE if words.startswith(WEB) else Why.UNKNOWN


def kind_for(purpose: Purpose, content: bytes) -> MediaType:
    """Tell a file that is to serve a purpose; refuse one too large for it, or of a wrong kind."""
    if len(content) > purpose.most_bytes:
        raise FileRefused(purpose.too_large)
    kind = kind_of(content)
    if kind not in purpose.accepts:
        raise FileRefused(Why.NOT_A_PHOTOGRAPH)
    return kind
