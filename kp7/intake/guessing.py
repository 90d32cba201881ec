"""A first mapping for a file nobody has mapped: by its headings, its content, its sheets' names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kp7.intake import cells
from kp7.intake.cells import CodeWords
from kp7.intake.columns import FULL_NAME, PERSON_ID, PERSON_NAME, ColumnSpec, Layout, SheetSpec
from kp7.intake.known_headings import (
    BARE,
    EXACT,
    LOWEST,
    KnownHeadings,
    heading_rows,
    key,
    known_headings,
)
from kp7.intake.mapping import (
    NAME_PARTS,
    PERSONAL,
    Mapping_,
    Reason,
    SheetMapping,
    heading_parts,
)
from kp7.intake.reading.book import Book, Cell, Sheet
from kp7.intake.synonyms import UNMINDED
from kp7.personnel.terms import CodeTable

Words = Mapping[CodeTable, CodeWords]

SAMPLE_ROWS: Final = 200
SAMPLE: Final = 40  # cells of a column that are read
MOST_CONTENT_COLUMNS: Final = 60  # that are looked into for what their heading does not tell
CONTENT: Final = 65
ENOUGH: Final = 50  # less sure than this, a column is left for the clerk
LEAST_SCORE: Final = 120
OWN_NAME: Final = 300
SIMILAR_NAME: Final = 80
REQUIRED_FOUND: Final = 40
REQUIRED_MISSING: Final = 25
UNREADABLE: Final = 40
ROSTER: Final = 600
DIFFERENT: Final = 0.75  # of the ids: one that stands twice by mistake makes no other sheet of it
FEW: Final = 3  # rows from which something can be said of all
LIKELY: Final = 3  # sections that a sheet's content is read for
MOSTLY: Final = 0.7  # of the cells: enough to know a column by
HARDLY: Final = 0.3  # of the cells: a heading is no longer believed
FURTHER: Final = ("appointments", "private", "addresses", "education")  # of a roster's row
_CHECKED: Final = frozenset({"day", "partial", "year", "money", "number", "count", "national_id"})
_KNOWN_FROM_CONTENT: Final = frozenset({"code", "choice"})
_NO_HEADINGS: Final = frozenset(key(word) for word in UNMINDED)


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
    layout: Layout
    known: KnownHeadings
    words: Words
    read: dict[tuple[object, ...], float] = field(default_factory=dict)

    def readable(self, spec: ColumnSpec, column: int) -> float:
        """Tell how much of a column can be read as such a column's."""
        asked = (spec.kind, spec.table if spec.kind == "code" else None, spec.choices, column)
        if asked not in self.read:
            self.read[asked] = _readable(spec, self.samples[column][:SAMPLE], self.words)
        return self.read[asked]


def guess(book: Book, layout: Layout, words: Words) -> Mapping_:
    """Say what each sheet of a file most likely holds; sheets nobody sees are left out."""
    return Mapping_(tuple(_sheet(one, layout, words) for one in book.sheets))


def _sheet(sheet: Sheet, layout: Layout, words: Words) -> SheetMapping:
    known = known_headings(layout)
    rows = None if sheet.hidden else heading_rows(sheet, known)
    if rows is None:
        return SheetMapping(sheet.name, "")
    parts = heading_parts(sheet, rows)
    seen = _Seen(sheet, parts, _samples(sheet, rows[1] + 1), layout, known, words)
    best = _best(seen)
    if best.score < LEAST_SCORE or PERSON_ID not in {match.spec.key for match in best.matches}:
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


# --- one sheet as one section -----------------------------------------------------------------


def _best(seen: _Seen) -> _Taken:
    """Take the section that the headings fit best; content decides among the likely ones.

    A sheet of our own workbook is what it is called: nothing of it is left to guess.
    """
    by_headings = [_by_headings(section, seen) for section in seen.layout]
    for one in by_headings:
        known = {match.column for match in one.matches}
        if key(seen.sheet.name) == key(one.section.name) and known >= {*seen.parts, *seen.samples}:
            return one
    likely = sorted(by_headings, key=lambda one: -one.score)[:LIKELY]
    return max((_with_content(one, seen) for one in likely), key=lambda one: one.score)


def _by_headings(section: SheetSpec, seen: _Seen) -> _Taken:
    own = key(seen.sheet.name) == key(section.name)
    found = _by_heading(section, seen.parts, seen.known, own=own)
    return _scored(section, _chosen(_weighed(match, seen) for match in found), seen)


def _with_content(taken: _Taken, seen: _Seen) -> _Taken:
    further = _by_content(taken, seen)
    return _scored(taken.section, [*taken.matches, *further], seen) if further else taken


def _scored(section: SheetSpec, chosen: Sequence[_Match], seen: _Seen) -> _Taken:
    """Tell how well a sheet goes for a section."""
    keys = {match.spec.key for match in chosen}
    whole_name = section.code == PERSONAL and PERSON_NAME in keys
    required = {one.key for one in section.columns if one.required and one.kind != "bool"}
    present = required & (keys | set(NAME_PARTS) if whole_name else keys)
    score = sum(m.sure for m in chosen if m.spec.key not in {PERSON_ID, PERSON_NAME})
    score += REQUIRED_FOUND * len(present) - REQUIRED_MISSING * len(required - present)
    score += _for_name(seen.sheet, section)
    if section.code == PERSONAL:
        score += _for_one_row_a_person(chosen, seen.samples)
    return _Taken(section, tuple(chosen), score)


def _by_heading(
    section: SheetSpec, parts: Mapping[int, tuple[str, ...]], known: KnownHeadings, *, own: bool
) -> Iterator[_Match]:
    for column, words in parts.items():
        if key("".join(words)) in _NO_HEADINGS and not own:
            continue
        for name, sure in known.meant(section.code, words).items():
            spec = section.column(name)
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


def _for_name(sheet: Sheet, section: SheetSpec) -> int:
    name, known = key(sheet.name), key(section.name)
    if name == known:
        return OWN_NAME
    return SIMILAR_NAME if name and known and (name in known or known in name) else 0


def _for_one_row_a_person(chosen: Sequence[_Match], samples: Mapping[int, Sequence[Cell]]) -> int:
    """Take a sheet of one row a person for a roster, as soon as it says anything of the person."""
    keys = {match.spec.key for match in chosen} - {PERSON_ID, PERSON_NAME, *NAME_PARTS}
    ids = next((match.column for match in chosen if match.spec.key == PERSON_ID), None)
    said = [cells.as_text(cell) for cell in samples.get(ids, ())] if ids is not None else []
    if len(set(said)) < DIFFERENT * len(said):
        return -ROSTER
    return ROSTER if keys and len(said) >= FEW else 0


# --- content ----------------------------------------------------------------------------------


def _samples(sheet: Sheet, begin: int) -> dict[int, list[Cell]]:
    """Take some filled cells of each column."""
    found: dict[int, list[Cell]] = {}
    for row in sheet.rows[begin : begin + SAMPLE_ROWS]:
        for column, cell in enumerate(row):
            if cell is not None and cell != "":
                found.setdefault(column, []).append(cell)
    return found


def _weighed(match: _Match, seen: _Seen) -> _Match:
    """Believe a heading less where what stands under it cannot be read as such."""
    if match.spec.kind not in _CHECKED or match.column not in seen.samples:
        return match
    if seen.readable(match.spec, match.column) >= HARDLY:
        return match
    return _Match(
        match.column,
        match.spec,
        match.sure - UNREADABLE,
        f"{match.sentence} แต่ข้อมูลส่วนใหญ่ในคอลัมน์อ่านเป็น “{match.spec.label}” ไม่ได้",
    )


def _by_content(taken: _Taken, seen: _Seen) -> list[_Match]:
    """Know by their content the owner's id, and columns that hold the words of one list."""
    found: list[_Match] = []
    columns = {match.column for match in taken.matches}
    keys = {match.spec.key for match in taken.matches}
    for spec in taken.section.columns:
        if spec.key in keys or not (spec.key == PERSON_ID or spec.kind in _KNOWN_FROM_CONTENT):
            continue
        for column in list(seen.samples)[:MOST_CONTENT_COLUMNS]:
            if column not in columns and seen.readable(spec, column) >= MOSTLY:
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
    column = next(index for index, name in columns.items() if name == PERSON_NAME)
    beside = [
        index
        for index in range(column, column + len(NAME_PARTS))
        if parts.get(index) == parts[column]
    ]
    if len(beside) == 1:
        columns[column] = FULL_NAME
        for index, name in list(columns.items()):
            if name in NAME_PARTS[1:]:
                del columns[index]
        return
    names = NAME_PARTS if len(beside) == len(NAME_PARTS) else NAME_PARTS[1:]
    columns.update(zip(beside, names, strict=True))


def _further(seen: _Seen, columns: Mapping[int, str]) -> Iterator[tuple[str, _Match]]:
    """Find lines of other sections in a row of a person, where all that such a line needs is."""
    taken = set(columns)
    for section in (one for one in seen.layout if one.code in FURTHER):
        rest = {column: one for column, one in seen.parts.items() if column not in taken}
        found = _chosen(
            _weighed(match, seen)
            for match in _by_heading(section, rest, seen.known, own=False)
            if match.sure >= LOWEST and match.spec.key not in {PERSON_ID, PERSON_NAME}
        )
        required = {one.key for one in section.columns if one.required and one.kind != "bool"}
        if found and required - {PERSON_ID} <= {match.spec.key for match in found}:
            taken |= {match.column for match in found}
            yield from ((section.code, match) for match in found)
