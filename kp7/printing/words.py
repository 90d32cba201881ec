"""Where a line of Thai may end: between words, never inside one.

Thai is written without spaces. ICU's dictionary finds most words; it cuts through names, and
through terms of ours that it does not know. A text becomes segments: what must stay whole on its
line, and " " where a space stands. Joined, the segments are the text.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from icu4py.breakers import CharacterBreaker, LineBreaker

from kp7.thai.calendar import MONTHS, SHORT_MONTHS

THAI: Final = "th"
WHOLE: Final = 24  # as many letters stay together at most: what is longer wraps anywhere

# Terms that ICU cuts, or that read badly when cut: beginnings of words that mean nothing alone.
TERMS: Final = (
    "ชำนาญการ",
    "ปฏิบัติการ",
    "อำนวยการ",
    "ชำนาญงาน",
    "ปฏิบัติงาน",
    "รักษาการ",
    "ช่วยราชการ",
    "ก.พ.7",
    "ก.พ.๗",
    "มงกุฎไทย",
    "ช้างเผือก",
    "มหาปรมาภรณ์",
    "มหาวชิรมงกุฎ",
    "เบญจมาภรณ์",
    "จัตุรถาภรณ์",
    "ตริตาภรณ์",
    "ทวีติยาภรณ์",
    "ประถมาภรณ์",
    "จักรพรรดิมาลา",
    "เบญจมดิเรกคุณาภรณ์",
    "ราชกิจจานุเบกษา",
    "อิสริยาภรณ์",
    "พระราชทาน",
    "ว่าที่ร้อยตรี",
    "ว่าที่ร้อยโท",
    "ว่าที่ร้อยเอก",
    "สัมฤทธิ์",
    "ล้างมลทิน",
    "เลขที่",
    "คำสั่ง",
    "แต่งตั้ง",
    "เงินเดือน",
    "วันที่",
    "ปีงบประมาณ",
    "พนักงาน",
    "ลูกจ้าง",
    "ฝึกอบรม",
    "ข้าราชการ",
    "สถานศึกษา",
    "คู่สมรส",
    "วันลา",
    "พักผ่อน",
    "ช่วยเหลือ",
    "เลี้ยงดู",
    "ฟื้นฟู",
    "สมรรถภาพ",
    "อุปสมบท",
    "ทรัพยากรบุคคล",
    "องค์การบริหาร",
    "ส่วนตำบล",
    "ส่วนจังหวัด",
)
BOUND: Final = frozenset({"นัก", "การ", "ความ", "ผู้", "กอง", "ที่", "หมู่"})
# A place is known by the word before it: ตาก alone also stands inside other words.
BEFORE_PLACES: Final = (
    "จังหวัด",
    "อำเภอ",
    "กิ่งอำเภอ",
    "เขต",
    "แขวง",
    "ตำบล",
    "เมือง",
    "จ.",
    "อ.",
    "ต.",
    "เทศบาลนคร",
    "เทศบาลเมือง",
    "เทศบาลตำบล",
    "องค์การบริหารส่วนจังหวัด",
    "องค์การบริหารส่วนตำบล",
    "อบจ.",
    "อบต.",
    "ทน.",
    "ทม.",
    "ทต.",
)
DAY: Final = rf"[0-9๐-๙]{{1,2}} (?:{'|'.join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))})"
# A number and the word that says of what it is: ที่ 12/2565, ลว. 1 ต.ค. 65, ครั้งที่ 3; 11:57 น.
COUNTED: Final = "ที่|เลขที่|ฉบับที่|ครั้งที่|รุ่นที่|ลำดับที่|หมู่ที่|ตอนที่|คนที่|ขั้น|เล่ม|หน้า|ลำดับ|ร้อยละ|บ้านเลขที่"
DATE: Final = re.compile(
    rf"(?:ลว\. )?{DAY}(?: (?:พ\.ศ\. )?[0-9๐-๙]{{2,4}})?|พ\.ศ\. [0-9๐-๙]{{4}}"
    rf"|(?:{COUNTED}) [0-9๐-๙][0-9๐-๙/.,-]*"
    r"|[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2} น\."
)


def segments(text: str, keep: Iterable[str] = (), *, most: int = WHOLE) -> list[str]:
    """Cut a text into what stays whole on its line. `keep`: names in it, each of which does.

    `most` is the number of letters that still fit the column: a longer piece wraps anywhere.
    """
    if not text:
        return []
    found: list[str] = []
    for piece in _pieces(text, [*_protected(text, keep)]):
        word = piece.rstrip(" ")
        found += _cut(word, most)
        found += " " * (len(piece) - len(word))
    return found


def _pieces(text: str, whole: list[tuple[int, int]]) -> Iterator[str]:
    """The text at ICU's line ends, but for those inside what must stay whole."""
    ends = [0, *_line_ends(text)]
    kept = [at for at in ends if at in {0, len(text)} or not any(a < at < z for a, z in whole)]
    begun = ""
    for start, end in pairwise(kept):
        piece = begun + text[start:end]
        begun = piece if text[start:end].lstrip("(“") in BOUND and end < len(text) else ""
        if not begun:
            yield piece


def _line_ends(text: str) -> Iterator[int]:
    at = 0
    for piece in LineBreaker(text, THAI):
        at += len(piece)
        yield at


def _protected(text: str, keep: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where something stands that stays whole: a name, a date, a term, a place."""
    for pattern in (DATE, _terms()):
        for found in pattern.finditer(text):
            yield found.span()
    for found in _places().finditer(text):
        yield found.span("place")
    for name in keep:
        at = text.find(name) if 0 < len(name) <= WHOLE else -1
        while at >= 0:
            yield at, at + len(name)
            at = text.find(name, at + len(name))


def _cut(word: str, most: int) -> list[str]:
    """A word that fits as it is; a longer one letter by letter, marks with their consonants."""
    if len(word) <= most:
        return [word] if word else []
    letters = list(CharacterBreaker(word, THAI))
    return [word] if len(letters) <= most else letters


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(_one_of(TERMS))


@cache
def _places() -> re.Pattern[str]:
    before = "|".join(map(re.escape, sorted(BEFORE_PLACES, key=len, reverse=True)))
    return re.compile(
        rf"(?:{before})(?P<place>{_one_of(_place_names())})(?![\u0E30-\u0E3A\u0E45-\u0E4E])"
    )


def _place_names() -> Iterator[str]:
    """Provinces and districts, as they follow the word for what they are."""
    data = files("kp7.organizations") / "data"
    for name in ("provinces", "amphoe"):
        with (data / f"{name}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield row["name_th"].removeprefix("เขต").strip()


def _one_of(words: Iterable[str]) -> str:
    """A pattern that finds the longest of many words in one go: a tree of their letters."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    ways = [re.escape(first) + _one_of(rest) for first, rest in rests.items() if first]
    if not ways:
        return ""
    found = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{found})?" if "" in rests else found
