"""The headings by which the columns of all sections are known, and where a sheet has its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kp7.intake import cells
from kp7.intake.columns import FULL_NAME, PERSON_NAME, ColumnSpec, Layout
from kp7.intake.mapping import NUMBER, heading_parts
from kp7.intake.reading.book import Row, Sheet
from kp7.intake.synonyms import synonyms_of
from kp7.thai.text import search_key

EXACT, SYNONYM, BARE, LOWEST, PART, TOP, BEGINNING = 100, 95, 90, 85, 75, 70, 60
MOST_BEFORE: Final = 40  # rows that may stand above the headings: titles, addresses, pictures
MOST_HEADING_ROWS: Final = 3
MOST_LETTERS: Final = 100  # of a heading
MOST_COLUMNS: Final = 200  # that are looked at for headings
LEAST: Final = 2 * PART  # what a row of headings is known by at least
A_ROW_MORE: Final = 10  # what a further row of headings must bring
_LONG: Final = 8  # letters by which the beginning of a heading tells enough
_OF_RELATIVES: Final = frozenset({"parents", "marriages", "children", "heirs"})
_RELATIVES: Final = re.compile("บิดา|มารดา|คู่สมรส|สามี|ภรรยา|บุตร|ทายาท")  # above “ชื่อ”, not the owner's
_BRACKETS: Final = re.compile(r"[(\[（][^)\]）]*[)\]）]?")

key: Final = lru_cache(maxsize=50_000)(search_key)


class KnownHeadings:
    """The columns of all sections by every heading that means them, and how surely."""

    def __init__(self, layout: Layout) -> None:
        self._known: dict[str, dict[str, dict[str, int]]] = {}
        for spec in layout:
            for column in spec.columns:
                for heading, sure in _headings_of(column):
                    keys = self._known.setdefault(heading, {}).setdefault(spec.code, {})
                    keys[column.key] = max(sure, keys.get(column.key, 0))

    def meant(self, section: str, parts: Sequence[str]) -> Mapping[str, int]:
        """Tell which columns of a section a heading can mean."""
        found: dict[str, int] = {}
        if section not in _OF_RELATIVES and _RELATIVES.search(" ".join(parts[:-1])):
            return found
        for heading, most in _variants(tuple(parts)):
            for column, sure in self._known.get(heading, {}).get(section, {}).items():
                found[column] = max(found.get(column, 0), min(sure, most))
        return found or self._begun(section, parts)

    def _begun(self, section: str, parts: Sequence[str]) -> dict[str, int]:
        whole = key("".join(parts))
        for end in range(len(whole) - 1, _LONG - 1, -1):
            if keys := self._known.get(whole[:end], {}).get(section):
                return dict.fromkeys(keys, BEGINNING)
        return {}

    def sure_of(self, parts: Sequence[str]) -> int:
        """Tell how surely words are a heading of any section."""
        if sum(map(len, parts)) > MOST_LETTERS:
            return 0
        return max(
            (
                min(most, max(max(keys.values()) for keys in self._known[heading].values()))
                for heading, most in _variants(tuple(parts))
                if heading in self._known
            ),
            default=0,
        )


@lru_cache(maxsize=64)
def known_headings(layout: Layout) -> KnownHeadings:
    """Keep them: the layout, and each of its sheets alone, stay the same in a process's life."""
    return KnownHeadings(layout)


def _headings_of(column: ColumnSpec) -> Iterator[tuple[str, int]]:
    yield key(column.label), EXACT
    yield key(_BRACKETS.sub("", column.label)), BARE
    further = synonyms_of("", FULL_NAME) if column.key == PERSON_NAME else ()
    for word in (*column.synonyms, *further):
        yield key(word), SYNONYM


@lru_cache(maxsize=20_000)
def _variants(parts: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Give what a heading may be known by: all its words, without brackets, its lowest, its top."""
    whole = "".join(parts)
    found = [(key(whole), EXACT), (key(_BRACKETS.sub("", whole)), SYNONYM)]
    if len(parts) > 1:
        found += [
            (key(parts[-1]), LOWEST),
            (key(parts[0]), TOP),
            (key("".join(reversed(parts))), PART),
        ]
    return tuple(found)


# --- the rows of headings ---------------------------------------------------------------------


def heading_rows(sheet: Sheet, known: KnownHeadings) -> tuple[int, int] | None:
    """Find the rows of headings: those whose words are known the most; None where none are."""
    alone = {
        number: _row_score(sheet.rows[number], known)
        for number in range(min(MOST_BEFORE, len(sheet.rows)))
    }
    best = max(alone, key=lambda number: alone[number], default=None)
    if best is None:
        return None
    around = [
        (first, last)
        for first in range(max(0, best - MOST_HEADING_ROWS + 1), best + 1)
        for last in range(best, min(first + MOST_HEADING_ROWS, len(sheet.rows)))
    ]
    rows = max(around, key=lambda one: (_score(sheet, one, known), one[0] - one[1], -one[0]))
    if _score(sheet, rows, known) < LEAST:
        return None
    return rows[0], _past_numbers(sheet, _past_merged(sheet, rows))


def _row_score(row: Row, known: KnownHeadings) -> int:
    words = (cell.strip() for cell in row[:MOST_COLUMNS] if isinstance(cell, str))
    return sum(known.sure_of((word,)) for word in words if word)


def _score(sheet: Sheet, rows: tuple[int, int], known: KnownHeadings) -> int:
    parts = heading_parts(sheet, rows)
    sure = sum(known.sure_of(one) for column, one in parts.items() if column < MOST_COLUMNS)
    return sure - A_ROW_MORE * (rows[1] - rows[0])


def _past_merged(sheet: Sheet, rows: tuple[int, int]) -> int:
    """Reach as far down as merged headings do."""
    reach = [one.last_row for one in sheet.merged if rows[0] <= one.first_row <= rows[1]]
    return max([rows[1], *(row for row in reach if row < rows[0] + MOST_HEADING_ROWS)])


def _past_numbers(sheet: Sheet, last: int) -> int:
    """Count in the row that numbers the columns: (1) (2) (3)."""
    if last + 1 >= len(sheet.rows):
        return last
    below = [cells.as_text(cell) for cell in sheet.rows[last + 1] if cell is not None]
    if len(below) < MOST_HEADING_ROWS or not all(NUMBER.fullmatch(one) for one in below):
        return last
    digits = [int(re.sub(r"\D", "", one)) for one in below]
    return last + 1 if digits == sorted(set(digits)) else last
