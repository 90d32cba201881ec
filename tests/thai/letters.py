"""Strings as readers, papers and attackers make them."""

from itertools import product

from hypothesis import strategies as st

MARKS = st.sampled_from(
    "\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e38\u0e3a\u0e40\u0e41\u0e45"
    "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
CONSONANTS = st.sampled_from("กขนมรฤอฮ")
THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
FOREIGN_MARKS = st.sampled_from(
    "\u0300\u0301\u0323\u0327\u0334\u0338\u05b0\u064b\u0ec8\u20d0\u3099"
)
UNSEEN = st.sampled_from(
    "\t\n\x01\x1f\x7f\x85\xa0\xad\u034f\u061c\u2009\u200b\u200d\u2060\ufeff\ufe0f\U000e0001"
)
DIGITS = st.sampled_from("0189๐๑๘๙")
# Up to where the Unicode of Python 3.11 and that of PostgreSQL 17 and 18 agree; NUL and halves
# of surrogate pairs are no text to PostgreSQL.
ANYTHING = st.characters(
    exclude_categories=("Cs", "Cn"), exclude_characters="\0", max_codepoint=0x33FF
)
SYLLABLES = st.builds("".join, st.tuples(CONSONANTS, st.text(MARKS, max_size=5)))
LETTERS = st.one_of(MARKS, CONSONANTS, THAI, LATIN, FOREIGN_MARKS, UNSEEN, DIGITS, ANYTHING)
TEXTS = st.one_of(
    st.text(LETTERS, max_size=24),
    st.text(st.one_of(MARKS, CONSONANTS), max_size=12),
    st.lists(SYLLABLES, max_size=4).map("".join),
)


def every_pile() -> list[str]:
    """Every way of piling four characters, one of each kind, on a consonant: 38,416 texts."""
    kinds = "\u0e35\u0e38\u0e3a\u0e47\u0e48\u0e4c\u0e4d\u0e4e\u0e30\u0e32\u0e33\u0e40\u0301\u0e01"
    return ["\u0e01" + "".join(pile) for pile in product(kinds, repeat=4)]
