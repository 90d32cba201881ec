"""The four faces of TH SarabunPSK that paper is set in: all there, or nothing is printed."""

import logging
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

import typst

from kp7.refusal import Refusal

logger = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "TH SarabunPSK"
FACES: Final = {
    "Regular.ttf": ("normal", 400, "ตัวปกติ"),
    "Bold.ttf": ("normal", 700, "ตัวหนา"),
    "Italic.ttf": ("italic", 400, "ตัวเอน"),
    "BoldItalic.ttf": ("italic", 700, "ตัวหนาเอน"),
}
WINDOWS_UNICODE: Final = (3, 1)
SPACE: Final = frozenset(" \n")
SHOWN: Final = 40  # letters around the one that is missing


class FontMissing(Refusal):
    """A face is absent: text would come out as boxes, so nothing is printed."""

    status: ClassVar[int] = 503

    def __init__(self, labels: list[str], folder: Path, files: list[str]) -> None:
        super().__init__(
            f"พิมพ์ไม่ได้ เพราะเครื่องแม่ข่ายไม่มีแบบอักษร {FAMILY} {' '.join(labels)} "
            "กรุณาแจ้งผู้ดูแลระบบให้ติดตั้งแบบอักษรแล้วพิมพ์ใหม่"
        )
        self.for_operators = (
            f"{FAMILY} is missing {', '.join(files)} in {folder}: install the package again"
        )


class CharacterMissing(Refusal):
    """A character that the faces lack: it would come out as a box, so nothing is printed."""

    status: ClassVar[int] = 422

    def __init__(self, character: str, text: str) -> None:
        start = max(0, text.index(character) - SHOWN // 2)
        shown = text[start : start + SHOWN].strip()
        super().__init__(
            f"พิมพ์ไม่ได้ เพราะแบบอักษร {FAMILY} ไม่มีตัวอักษร “{character}” "
            f"(U+{ord(character):04X}) ในข้อความ “{shown}” กรุณาแก้ไขข้อความนั้นแล้วพิมพ์ใหม่"
        )
        self.character = character


def faces() -> typst.Fonts:
    """The faces, each of them seen; raises FontMissing."""
    return _faces(FOLDER)


def check_printable(texts: Iterator[str]) -> None:
    """See that the faces hold every character of some texts; raises CharacterMissing."""
    known = _coverage(FOLDER)
    for text in texts:
        if not known.issuperset(text):
            raise CharacterMissing(next(one for one in text if one not in known), text)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is when set in one line, in the unit of `size`."""
    advances = _advances(FOLDER, "Bold.ttf" if bold else "Regular.ttf")
    return size * sum(advances.get(character, 0.0) for character in text)


@cache
def _faces(folder: Path) -> typst.Fonts:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    there = {(one.style, one.weight) for one in found.fonts() if one.family == FAMILY}
    absent = {name: face for name, face in FACES.items() if face[:2] not in there}
    if absent:
        missing = FontMissing([face[2] for face in absent.values()], folder, list(absent))
        logger.error(missing.for_operators)
        raise missing
    return found


@cache
def _coverage(folder: Path) -> frozenset[str]:
    """The characters that every face draws."""
    drawn = [frozenset(_advances(folder, name)) for name in FACES]
    return frozenset.intersection(*drawn) | SPACE


@cache
def _advances(folder: Path, name: str) -> dict[str, float]:
    """How wide each character of a face is, in em; raises FontMissing."""
    _faces(folder)
    face = (folder / name).read_bytes()
    em = struct.unpack_from(">H", _table(face, b"head"), 18)[0]
    measured = struct.unpack_from(">H", _table(face, b"hhea"), 34)[0]
    metrics = _table(face, b"hmtx")
    return {
        chr(point): struct.unpack_from(">H", metrics, 4 * min(glyph, measured - 1))[0] / em
        for point, glyph in _mapped(face)
    }


def _table(face: bytes, wanted: bytes) -> bytes:
    for number in range(struct.unpack_from(">H", face, 4)[0]):
        tag, _, at, length = struct.unpack_from(">4sLLL", face, 12 + 16 * number)
        if tag == wanted:
            return face[at : at + length]
    return b""


def _character_map(face: bytes) -> bytes:
    """The Windows character map of a TrueType file, which is of format 4."""
    table = _table(face, b"cmap")
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, at = struct.unpack_from(">HHL", table, 4 + 8 * number)
        if (platform, encoding) == WINDOWS_UNICODE:
            return table[at:]
    return b""


def _mapped(face: bytes) -> Iterator[tuple[int, int]]:
    """The code points that lead to a glyph, with it."""
    table = _character_map(face)
    segments = struct.unpack_from(">H", table, 6)[0] // 2
    row = f">{segments}H"
    ends = struct.unpack_from(row, table, 14)
    starts = struct.unpack_from(row, table, 16 + 2 * segments)
    deltas = struct.unpack_from(row, table, 16 + 4 * segments)
    offsets_at = 16 + 6 * segments
    offsets = struct.unpack_from(row, table, offsets_at)
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for point in range(start, end + 1):
            if offsets[index]:
                at = offsets_at + 2 * index + offsets[index] + 2 * (point - start)
                glyph = struct.unpack_from(">H", table, at)[0] if at + 2 <= len(table) else 0
            else:
                glyph = (point + deltas[index]) & 0xFFFF
            if glyph:
                yield point, glyph
