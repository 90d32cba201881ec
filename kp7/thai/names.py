"""Names of people: title and first name together, a space, the surname."""

import re
from typing import Final

from kp7.thai.text import fold, search_key

# Spoken titles and ranks, in full. A rank may follow ว่าที่ and be followed by หญิง.
TITLES: Final = (
    "นาย",
    "นาง",
    "นางสาว",
    "เด็กชาย",
    "เด็กหญิง",
    "ดอกเตอร์",
    "ศาสตราจารย์",
    "ศาสตราจารย์พิเศษ",
    "ศาสตราจารย์เกียรติคุณ",
    "รองศาสตราจารย์",
    "ผู้ช่วยศาสตราจารย์",
    "นายแพทย์",
    "แพทย์หญิง",
    "ทันตแพทย์",
    "ทันตแพทย์หญิง",
    "เภสัชกร",
    "เภสัชกรหญิง",
    "สัตวแพทย์",
    "สัตวแพทย์หญิง",
    "หม่อมเจ้า",
    "หม่อมราชวงศ์",
    "หม่อมหลวง",
    "คุณหญิง",
    "ท่านผู้หญิง",
)
TITLES_IN_SHORT: Final = (
    "น.ส.",
    "ด.ช.",
    "ด.ญ.",
    "ดร.",
    "ศ.",
    "รศ.",
    "ผศ.",
    "นพ.",
    "พญ.",
    "ทพ.",
    "ทพญ.",
    "ภก.",
    "ภญ.",
    "น.สพ.",
    "สพ.ญ.",
    "ม.จ.",
    "ม.ร.ว.",
    "ม.ล.",
)
# เอก โท ตรี of the army, the navy, the air force, the police and the volunteer defence corps.
_GRADED: Final = (
    *("พล", "พัน", "ร้อย", "จ่าสิบ", "สิบ"),
    *("พลเรือ", "นาวา", "เรือ", "พันจ่า", "จ่า"),
    *("พลอากาศ", "นาวาอากาศ", "เรืออากาศ", "พันจ่าอากาศ", "จ่าอากาศ"),
    *("พลตำรวจ", "พันตำรวจ", "ร้อยตำรวจ", "สิบตำรวจ"),
    *("นายกอง", "นายหมวด", "นายหมู่"),
)
_GRADED_IN_SHORT: Final = (
    *("พล.", "พ.", "ร.", "จ.ส.", "ส."),
    *("พล.ร.", "น.", "พ.จ.", "จ."),
    *("พล.อ.", "พ.อ."),
    *("พล.ต.", "พ.ต.", "ร.ต.", "ส.ต."),
)
RANKS: Final = (
    *(f"{rank}{grade}" for rank in _GRADED for grade in ("เอก", "โท", "ตรี")),
    *("พลทหาร", "พลตำรวจ", "ดาบตำรวจ", "จ่าสิบตำรวจ"),
)
RANKS_IN_SHORT: Final = (
    *(f"{rank}{grade}" for rank in _GRADED_IN_SHORT for grade in ("อ.", "ท.", "ต.")),
    *("ด.ต.", "พลฯ"),
)

_LONGEST: Final = 200
_TITLES: Final = 5  # ว่าที่ ร.ต. ดร. … in a row
_WORDS: Final = 6


def _spoken(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _in_short(words: tuple[str, ...]) -> str:
    """Match abbreviations with or without dots and spaces inside, but with the last dot."""
    patterns = (
        re.escape(word).replace(r"\.", r"\.? ?").removesuffix("? ?")
        for word in sorted(words, key=len, reverse=True)
    )
    return "|".join(patterns)


# A title ends where a name can begin: with a consonant or a leading vowel (so that นายิกา stays
# whole) and not with a single letter (so that a lone title stays).
_TITLE: Final = re.compile(
    rf"(?:(?:ว่าที่ ?)?(?:{_spoken(RANKS)}|{_in_short(RANKS_IN_SHORT)})(?: ?\(?หญิง\)?)?"
    rf"|{_spoken(TITLES)}|{_in_short(TITLES_IN_SHORT)}|(?:ดร|นส)(?= ))"
    r" ?(?=[\u0E01-\u0E2E\u0E40-\u0E44A-Za-z]\S)"
)


def full_name(title: str, first: str, last: str) -> str:
    """Write a name as it is printed: นายสมชาย ใจดี."""
    return f"{title}{first} {last}".strip()


def strip_title(text: str) -> str:
    """Give a folded name without the titles and ranks before it, never without the name.

    A first name that begins with a whole title (นางนวล) cannot be told from a title and a name:
    it loses the title. Searching minds little, for it looks inside names.
    """
    name = fold(text)
    for _ in range(_TITLES):
        if title := _TITLE.match(name):
            name = name[title.end() :]
    return name


def split_search(text: str) -> tuple[str, ...]:
    """Give the search keys of the words that a name must hold, in whatever order.

    Titles and ranks before any of the words are left out; a title alone stays a word. Six words
    at most, of the first 200 characters: more is no name.
    """
    words: list[str] = []
    rest = strip_title(text[:_LONGEST])
    while rest:
        word, _, after = rest.partition(" ")
        words.append(search_key(word))
        rest = strip_title(after)
    return tuple(dict.fromkeys(filter(None, words)))[:_WORDS]
