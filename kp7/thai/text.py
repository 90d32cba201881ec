"""Thai text as it is stored, searched and sorted.

The database has the same three functions (sql/*.sql, for stored generated columns); a property
test holds the two equal. Whoever changes a rule here changes it there, and rebuilds the columns.
"""

import re
import unicodedata
from typing import Final

from kp7.thai.digits import to_arabic

# Everything that shows as white space: one ordinary space in folded text.
_SPACES: Final = re.compile(
    r"[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+"
)
# What is never seen: controls, zero widths, directions, variation selectors, tags. Halves of a
# surrogate pair (broken JSON) cannot be stored at all.
_UNSEEN: Final = re.compile(
    r"[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u180B-\u180F"
    r"\u200B-\u200F\u202A-\u202E\u2060-\u206F\uD800-\uDFFF\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB"
    r"\uFFFE\uFFFF\U000E0000-\U000E0FFF]+"
)
# After a consonant: vowels above and below, then tone marks and ์, then vowels beside it (ะ า ำ).
# Only there, so that a foreign mark in between cannot change what folding twice gives.
_MARKS: Final = re.compile(r"(?<=[\u0E01-\u0E2E])[\u0E30-\u0E3A\u0E47-\u0E4E]{2,}")
_ABOVE: Final = re.compile(r"[^\u0E31\u0E34-\u0E3A\u0E47\u0E4D\u0E4E]+")
_TONES: Final = re.compile(r"[^\u0E48-\u0E4C]+")
_BESIDE: Final = re.compile(r"[^\u0E30\u0E32\u0E33]+")
# The same mark twice is seen as one.
_DOUBLED: Final = re.compile(r"([\u0E31\u0E34-\u0E3A\u0E47-\u0E4E])\1+")
_SARA_AM_IN_TWO: Final = re.compile(
    r"([\u0E01-\u0E2E][\u0E31\u0E34-\u0E3A\u0E47\u0E4D\u0E4E]*)\u0E4D([\u0E48-\u0E4C]*)\u0E32"
)

# What neither searching nor sorting minds: accents of Latin letters (taken apart by NFD),
# punctuation and symbols, and ฯ ๆ ๏ ๚ ๛.
_UNMINDED: Final = re.compile(
    r"[\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E\u00A1-\u00A9\u00AB-\u00B1\u00B4"
    r"\u00B6-\u00B8\u00BB\u00BF\u0300-\u036F\u0E2F\u0E3F\u0E46\u0E4F\u0E5A\u0E5B\u2010-\u2027"
    r"\u2030-\u205E]+"
)
_LOWER: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

_LEADING_VOWEL: Final = re.compile(r"([\u0E40-\u0E44])([\u0E01-\u0E2E])")
# ICU's `th` reads ๅ as า, ำ as า and ํ, and puts ํ before ะ and ฺ after ไ: they take the places
# of ฯ and ๅ, which are free here.
_PLACES: Final = str.maketrans({"ๅ": "า", "ำ": "าฯ", "\u0e4d": "ฯ", "\u0e3a": "ๅ"})
_SECOND_LEVEL: Final = re.compile(r"[\u0E47-\u0E4C\u0E4E]")
_FIRST_LEVEL: Final = re.compile(r"[^\u0E47-\u0E4C\u0E4E]")
_RANKS: Final = str.maketrans("\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b", "1234567")


def fold(text: str) -> str:
    """Give the one way of writing a text in which it is stored.

    White space is one space, none at the ends; what is not seen is gone; a letter typed in one of
    the several ways that look alike (ํา, เเ, a tone mark before its vowel, the same mark twice) is
    typed in one. The result is NFC, never NFKC, which takes ำ apart. Folding twice changes nothing.
    """
    seen = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip(" ")
    ordered = _MARKS.sub(_in_order, unicodedata.normalize("NFC", seen))
    single = _DOUBLED.sub(r"\1", unicodedata.normalize("NFC", ordered))
    return _SARA_AM_IN_TWO.sub(r"\1\2ำ", single).replace("เเ", "แ")


def _in_order(marks: re.Match[str]) -> str:
    run = marks[0]
    return _ABOVE.sub("", run) + _TONES.sub("", run) + _BESIDE.sub("", run)


def search_key(text: str) -> str:
    """Give what two texts share when a reader searching for one means the other.

    Letters and digits only: no spaces, punctuation, accents of Latin letters or capitals; Arabic
    digits. There is no character in it that LIKE would take for a pattern.
    """
    bare = _UNMINDED.sub("", _SPACES.sub("", unicodedata.normalize("NFD", text)))
    return to_arabic(fold(bare)).translate(_LOWER)


def sort_key(text: str) -> str:
    """Give a key whose code points (collation C) sort Thai as ICU's `th` does.

    Word by word, the shorter first. In a word a leading vowel counts after its consonant, and tone
    marks, ็, ์ and ๎ decide only between words that are otherwise alike. Unlike ICU: a space
    counts, so that all of one first name stand together; digits come first, then Latin (without
    capitals or accents), then Thai; ฯ, ๆ and punctuation never count.
    """
    words = (search_key(word) for word in fold(text).split(" "))
    return " ".join(_word_key(word) for word in words if word)


def _word_key(word: str) -> str:
    turned = _LEADING_VOWEL.sub(r"\2\1", word)
    first = _SECOND_LEVEL.sub("", turned).translate(_PLACES)
    # "." stands for a letter without a mark: below every rank, as "!" is below every letter.
    second = _FIRST_LEVEL.sub(".", turned).rstrip(".").translate(_RANKS)
    return f"{first}!{second}" if second else first
