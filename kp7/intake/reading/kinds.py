"""What a received file is by its first bytes. What it calls itself is not asked."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from kp7.intake.reading.refusals import MOST_MEGABYTES, BookRefused, Why

MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000
HEAD: Final = 1024


class Container(StrEnum):
    """What kind of file could hold a workbook."""

    ZIP = "zip"
    OLE = "ole"
    TEXT = "text"


_TAKEN: Final[Sequence[tuple[bytes, Container]]] = (
    (b"PK\x03\x04", Container.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container.OLE),
)
_OTHERS: Final[Sequence[tuple[Why, tuple[bytes, ...]]]] = (
    (Why.PDF, (b"%PDF-",)),
    (
        Why.PICTURE,
        (
            *(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\x01\0"),
            *(b"RIFF", b"8BPS", b"\0\0\0\x0cjP"),
        ),
    ),
    (
        Why.PROGRAM,
        (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"L\0\0\0\x01\x14\x02\0", b"<?php"),
    ),
    (
        Why.ARCHIVE,
        (b"PK\x05\x06", b"PK00", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"),
    ),
    (Why.RTF, (b"{\\rtf",)),
    (
        Why.VERY_OLD,  # the first record of a worksheet of Excel 2, 3 and 4, and of a workbook of 4
        (
            *(b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
            b"\x09\x08\x08\x00",
        ),
    ),
)
_WEB: Final = (
    *(b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<script", b"<meta", b"<style"),
    *(b"<div", b"<!--", b"<tr", b"mime-version:", b"<svg"),
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def container_of(content: bytes) -> Container:
    """Tell a file by its content; refuse, by name where it is known, what holds no workbook."""
    if not content.strip(b"\0 \t\r\n"):
        raise BookRefused(Why.EMPTY)
    for mark, container in _TAKEN:
        if content.startswith(mark):
            return container
    head = content[:HEAD]
    for why, marks in _OTHERS:
        if head.startswith(marks):
            raise BookRefused(why)
    if head[4:8] == b"ftyp":
        raise BookRefused(Why.PICTURE)
    _refuse_marked_up(head)
    return Container.TEXT


def _refuse_marked_up(head: bytes) -> None:
    """Refuse web pages, which many systems hand out as .xls, and other XML."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    words = head.replace(b"\0", b"").lstrip().lower()
    if words.startswith(b"<?xml"):
        raise BookRefused(Why.WEB_PAGE if b"<html" in words else Why.XML)
    if words.startswith(_WEB):
        raise BookRefused(Why.WEB_PAGE)
