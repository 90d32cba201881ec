"""A first mapping for a file nobody has mapped: by its headings, its content, its sheets' names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kp7.intake import cells
from kp7.intake.cells import CodeWords
from kp7.intake.columns import FULL_NAME, PERSON_ID, PERSON_NAME, ColumnSpec, Layout, SheetSpec
from kp7.intake.mapping import (
    NAME_PARTS,
    NUMBER,
    PERSONAL,
    Mapping_,
    Reason,
    SheetMapping,
    heading_parts,
)
from kp7.intake.reading.book import Book, Cell, Sheet
from kp7.intake.synonyms import UNMINDED, synonyms_of
from kp7.personnel.terms import CodeTable
from kp7.thai.text import search_key

Words = Mapping[CodeTable, CodeWords]

MOST_BEFORE: Final = 40  # rows that may stand above the headings: titles, addresses, pictures
MOST_HEADING_ROWS: Final = 3
SAMPLE: Final = 200
EXACT, SYNONYM, BARE, PART, CONTENT, BEGINNING = 100, 95, 90, 75, 65, 60
ENOUGH: Final = 50  # less sure than this, a column is left for the clerk
LEAST_SCORE: Final = 120
OWN_NAME: Final = 300
SIMILAR_NAME: Final = 80
REQUIRED_FOUND: Final = 40
REQUIRED_MISSING: Final = 25
ROSTER: Final = 600
FEW: Final = 3  # rows from which something can be said of all
MOSTLY: Final = 0.7  # of the cells: enough to know a column by
HARDLY: Final = 0.3  # of the cells: a heading is no longer believed
FURTHER: Final = ("appointments", "private", "addresses", "education")  # of a roster's row
_LONG: Final = 8  # letters by which the beginning of a heading tells enough
_BRACKETS: Final = re.compile(r"[(\[（][^)\]）]*[)\]）]?")
_DATED: Final = frozenset({"day", "partial", "year", "money", "number", "count", "national_id"})
_KNOWN_FROM_CONTENT: Final = frozenset({"code", "choice"})
_NO_HEADINGS: Final = frozenset(search_key(word) for word in UNMINDED)


@dataclass(frozen=True, slots=True)
class _Match:
    """A column of the file that may be a column of a section."""

    column: int
    spec: ColumnSpec
    sure: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a sheet would be as one section."""

    section: SheetSpec
    matches: tuple[_Match, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is looked at of a sheet: its headings, some of its cells, and what is known."""

    sheet: Sheet
    parts: Mapping[int, tuple[str, ...]]
    samples: Mapping[int, Sequence[Cell]]
    index: "_Index"
    words: Words


def guess(book: Book, layout: Layout, words: Words) -> Mapping_:
    """Say what each sheet of a file most likely holds; sheets nobody sees are left out."""
    index = _index(layout)
    return Mapping_(tuple(_sheet(one, index, words) for one in book.sheets))


class _Index:
    """The columns of all sections by every heading they are known by."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.known: dict[str, dict[str, dict[str, int]]] = {}
        for spec in layout:
            for column in spec.columns:
                for heading, sure in _headings_of(spec.code, column):
                    keys = self.known.setdefault(heading, {}).setdefault(spec.code, {})
                    keys[column.key] = max(sure, keys.get(column.key, 0))

    def matches(self, section: str, parts: Sequence[str]) -> dict[str, int]:
        """Tell which columns of a section a heading can mean, and how surely."""
        found: dict[str, int] = {}
        for heading, most in _variants(parts):
            for key, sure in self.known.get(heading, {}).get(section, {}).items():
                found[key] = max(found.get(key, 0), min(sure, most))
        return found or self._beginning(section, parts)

    def _beginning(self, section: str, parts: Sequence[str]) -> dict[str, int]:
        whole = search_key("".join(parts))
        for end in range(len(whole) - 1, _LONG - 1, -1):
            if keys := self.known.get(whole[:end], {}).get(section):
                return dict.fromkeys(keys, BEGINNING)
        return {}

    def knows(self, parts: Sequence[str]) -> int:
        """Tell how surely a text is a heading of any section."""
        return max(
            (
                min(most, max(max(keys.values()) for keys in self.known[heading].values()))
                for heading, most in _variants(parts)
                if heading in self.known
            ),
            default=0,
        )


@lru_cache(maxsize=2)
def _index(layout: Layout) -> _Index:
    """Keep the index of the layout: it is one and the same in a process's life."""
    return _Index(layout)


def _headings_of(section: str, column: ColumnSpec) -> Iterator[tuple[str, int]]:
    yield search_key(column.label), EXACT
    yield search_key(_BRACKETS.sub("", column.label)), BARE
    further = synonyms_of("", FULL_NAME) if column.key == PERSON_NAME else ()
    for word in (*column.synonyms, *further):
        yield search_key(word), SYNONYM
    if column.key == PERSON_ID:
        yield search_key(f"{column.label} เจ้าของบัตร {section}"), EXACT


def _variants(parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Give what a heading may be known by: all its words, without brackets, its lowest, its top."""
    whole = "".join(parts)
    yield search_key(whole), EXACT
    yield search_key(_BRACKETS.sub("", whole)), SYNONYM
    if len(parts) > 1:
        yield search_key(parts[-1]), PART
        yield search_key(parts[0]), PART - 5
        yield search_key("".join(reversed(parts))), PART


def _sheet(sheet: Sheet, index: _Index, words: Words) -> SheetMapping:
    rows = _heading_rows(sheet, index)
    if sheet.hidden or rows is None:
        return SheetMapping(sheet.name, "", rows or (0, 0))
    parts = heading_parts(sheet, rows)
    seen = _Seen(sheet, parts, _samples(sheet, rows[1] + 1), index, words)
    taken = [_as_section(one, seen) for one in index.layout]
    best = max(taken, key=lambda one: one.score)
    keys = {match.spec.key for match in best.matches}
    if best.score < LEAST_SCORE or PERSON_ID not in keys:
        return SheetMapping(sheet.name, "", rows)
    columns = {match.column: match.spec.key for match in best.matches}
    reasons = {match.column: Reason(match.sentence, match.sure) for match in best.matches}
    if best.section.code == PERSONAL:
        _take_names(columns, parts)
        for code, match in _further(seen, columns):
            columns[match.column] = f"{code}.{match.spec.key.rpartition('.')[2]}"
            reasons[match.column] = Reason(match.sentence, match.sure)
    ordered = dict(sorted(columns.items()))
    return SheetMapping(sheet.name, best.section.code, rows, ordered, reasons)


# --- heading rows -----------------------------------------------------------------------------


def _heading_rows(sheet: Sheet, index: _Index) -> tuple[int, int] | None:
    """Find the rows of headings: those whose words are known the most; None where none are."""
    best, found = 2 * PART - 1, None
    for first in range(min(MOST_BEFORE, len(sheet.rows))):
        if not sheet.rows[first]:
            continue
        for last in range(first, min(first + MOST_HEADING_ROWS, len(sheet.rows))):
            parts = heading_parts(sheet, (first, last))
            score = sum(index.knows(one) for one in parts.values()) - 10 * (last - first)
            if score > best:
                best, found = score, (first, last)
    if found is None:
        return None
    return found[0], _past_numbers(sheet, _past_merged(sheet, found))


def _past_merged(sheet: Sheet, rows: tuple[int, int]) -> int:
    """Reach as far down as merged headings do."""
    reach = [one.last_row for one in sheet.merged if rows[0] <= one.first_row <= rows[1]]
    return max([rows[1], *(row for row in reach if row < rows[0] + MOST_HEADING_ROWS)])


def _past_numbers(sheet: Sheet, last: int) -> int:
    """Count in the row that numbers the columns: (1) (2) (3)."""
    below = [cells.as_text(cell) for cell in (*sheet.rows, ())[last + 1] if cell is not None]
    numbered = len(below) > 2 and all(NUMBER.fullmatch(one) for one in below)  # noqa: PLR2004  1 2
    digits = [int(re.sub(r"\D", "", one)) for one in below] if numbered else []
    return last + 1 if numbered and digits == sorted(set(digits)) else last


# --- one sheet as one section -----------------------------------------------------------------


def _as_section(section: SheetSpec, seen: _Seen) -> _Taken:
    """Take a sheet for a section, and tell how well that goes."""
    own = search_key(seen.sheet.name) == search_key(section.name)
    found = _by_heading(section, seen.parts, seen.index, own=own)
    chosen = _chosen(_weighed(match, seen) for match in found)
    chosen += _by_content(section, chosen, seen)
    keys = {match.spec.key for match in chosen}
    whole_name = section.code == PERSONAL and PERSON_NAME in keys
    required = {one.key for one in section.columns if one.required and one.kind != "bool"}
    present = required & (keys | set(NAME_PARTS) if whole_name else keys)
    score = sum(m.sure for m in chosen if m.spec.key not in {PERSON_ID, PERSON_NAME})
    score += REQUIRED_FOUND * len(present) - REQUIRED_MISSING * len(required - present)
    score += _for_name(seen.sheet, section, own=own)
    if section.code == PERSONAL:
        score += _for_one_row_a_person(chosen, seen.samples)
    return _Taken(section, tuple(chosen), score)


def _by_heading(
    section: SheetSpec, parts: Mapping[int, tuple[str, ...]], index: _Index, *, own: bool
) -> Iterator[_Match]:
    for column, words in parts.items():
        if search_key("".join(words)) in _NO_HEADINGS and not own:
            continue
        for key, sure in index.matches(section.code, words).items():
            spec = section.column(key)
            if spec is not None:
                yield _Match(column, spec, sure, _sentence(" ".join(words), spec, sure))


def _sentence(heading: str, spec: ColumnSpec, sure: int) -> str:
    if sure == EXACT:
        return f"หัวคอลัมน์ตรงกับ “{spec.label}”"
    if sure >= BARE:
        return f"หัวคอลัมน์ “{heading}” เป็นคำที่ใช้เรียก “{spec.label}”"
    return f"หัวคอลัมน์ “{heading}” คล้ายกับ “{spec.label}”"


def _chosen(matches: Iterator[_Match]) -> list[_Match]:
    """Give each column one meaning and each meaning one column, the surest first."""
    found: list[_Match] = []
    columns: set[int] = set()
    keys: set[str] = set()
    for match in sorted(matches, key=lambda one: (-one.sure, one.column)):
        if match.sure >= ENOUGH and match.column not in columns and match.spec.key not in keys:
            found.append(match)
            columns.add(match.column)
            keys.add(match.spec.key)
    return found


def _for_name(sheet: Sheet, section: SheetSpec, *, own: bool) -> int:
    if own:
        return OWN_NAME
    name, known = search_key(sheet.name), search_key(section.name)
    return SIMILAR_NAME if name and known and (name in known or known in name) else 0


def _for_one_row_a_person(chosen: Sequence[_Match], samples: Mapping[int, Sequence[Cell]]) -> int:
    """Take a sheet of one row a person for a roster, as soon as it says anything of the person."""
    keys = {match.spec.key for match in chosen} - {PERSON_ID, PERSON_NAME, *NAME_PARTS}
    ids = next((match.column for match in chosen if match.spec.key == PERSON_ID), None)
    said = [cells.as_text(cell) for cell in samples.get(ids, ())] if ids is not None else []
    if len(set(said)) < len(said):
        return -ROSTER
    return ROSTER if keys and len(said) >= FEW else 0


# --- content ----------------------------------------------------------------------------------


def _samples(sheet: Sheet, begin: int) -> dict[int, list[Cell]]:
    """Take some filled cells of each column."""
    found: dict[int, list[Cell]] = {}
    for row in sheet.rows[begin : begin + SAMPLE]:
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                found.setdefault(column, []).append(cell)
    return found


def _weighed(match: _Match, seen: _Seen) -> _Match:
    """Believe a heading less where what stands under it cannot be read as such."""
    said = seen.samples.get(match.column, ())
    if not said or match.spec.kind not in _DATED:
        return match
    if _readable(match.spec, said, seen.words) >= HARDLY:
        return match
    return _Match(
        match.column,
        match.spec,
        match.sure - 40,
        f"{match.sentence} แต่ข้อมูลส่วนใหญ่ในคอลัมน์อ่านเป็น “{match.spec.label}” ไม่ได้",
    )


def _by_content(section: SheetSpec, chosen: Sequence[_Match], seen: _Seen) -> list[_Match]:
    """Know by their content the owner's id, and columns that hold the words of one list."""
    found: list[_Match] = []
    columns = {match.column for match in chosen}
    keys = {match.spec.key for match in chosen}
    for spec in section.columns:
        if spec.key in keys or not (spec.key == PERSON_ID or spec.kind in _KNOWN_FROM_CONTENT):
            continue
        for column, said in seen.samples.items():
            if column not in columns and _readable(spec, said, seen.words) >= MOSTLY:
                found.append(_Match(column, spec, CONTENT, _content_sentence(spec)))
                columns.add(column)
                break
    return found


def _content_sentence(spec: ColumnSpec) -> str:
    if spec.key == PERSON_ID:
        return "ข้อมูลในคอลัมน์เป็นเลขประจำตัวประชาชน 13 หลักที่ถูกต้อง"
    return f"ข้อมูลในคอลัมน์ตรงกับรายการให้เลือกของ “{spec.label}”"


def _readable(spec: ColumnSpec, said: Sequence[Cell], words: Words) -> float:
    """Tell how much of what stands in a column can be read as such a column's."""
    if spec.kind == "code" and (spec.table is None or spec.table not in words):
        return 0
    known = words[spec.table] if spec.kind == "code" and spec.table else None
    good = sum(1 for cell in said if _reads(spec, cell, known))
    return good / len(said)


def _reads(spec: ColumnSpec, cell: Cell, known: CodeWords | None) -> bool:
    read = cells.value_of(spec, cell, known)
    return not read.problem and read.value not in {None, ""}


# --- names, and further sections in the same row ----------------------------------------------


def _take_names(columns: dict[int, str], parts: Mapping[int, tuple[str, ...]]) -> None:
    """Take a whole name apart where no column has its parts; one heading may stand over them."""
    held = set(columns.values())
    if PERSON_NAME not in held or {"first_name", "last_name"} <= held:
        return
    column = next(index for index, key in columns.items() if key == PERSON_NAME)
    beside = [
        index
        for index in range(column, column + len(NAME_PARTS))
        if parts.get(index) == parts[column]
    ]
    if len(beside) == 1:
        columns[column] = FULL_NAME
        for index, key in list(columns.items()):
            if key in NAME_PARTS[1:]:
                del columns[index]
        return
    names = NAME_PARTS if len(beside) == len(NAME_PARTS) else NAME_PARTS[1:]
    columns.update(zip(beside, names, strict=True))


def _further(seen: _Seen, columns: Mapping[int, str]) -> Iterator[tuple[str, _Match]]:
    """Find lines of other sections in a row of a person, where all that such a line needs is."""
    taken = set(columns)
    for section in (one for one in seen.index.layout if one.code in FURTHER):
        rest = {column: one for column, one in seen.parts.items() if column not in taken}
        found = _chosen(
            _weighed(match, seen)
            for match in _by_heading(section, rest, seen.index, own=False)
            if match.sure >= BARE and match.spec.key not in {PERSON_ID, PERSON_NAME}
        )
        required = {one.key for one in section.columns if one.required and one.kind != "bool"}
        if found and required - {PERSON_ID} <= {match.spec.key for match in found}:
            taken |= {match.column for match in found}
            yield from ((section.code, match) for match in found)
