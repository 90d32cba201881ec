"""Which sheet, row and column of a file is what of the card: pure values, kept as JSON."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, Self

from kp7.intake.columns import (
    FULL_NAME,
    LINE_ID,
    PERSON_ID,
    PERSON_NAME,
    REASON,
    ColumnSpec,
    Layout,
)
from kp7.intake.reading.book import Book, Cell, Row, Sheet, letters
from kp7.thai.text import search_key

NO_HEADING: Final = (0, -1)  # the content begins with the sheet's first row
IGNORED: Final = frozenset({PERSON_NAME})
PERSONAL: Final = "personal"
NUMBER: Final = re.compile(r"\(? ?[0-9๐-๙]{1,3} ?\)?")  # (1) (2) (3) under the headings
NAME_PARTS: Final = ("title", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a column was taken for what it is: a sentence for the page, how sure from 0 to 100."""

    sentence: str
    sure: int


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What one sheet holds.

    `section` is whose lines its rows are; "" leaves the sheet out. `heading_rows` are its first
    and last row of headings, from 0. `columns` says of a column, from 0, which key of the section
    it holds, or "section.key" of another section: one more line of the same person.
    """

    sheet: str
    section: str = ""
    heading_rows: tuple[int, int] = (0, 0)
    columns: Mapping[int, str] = field(default_factory=dict, hash=False)
    reasons: Mapping[int, Reason] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Mapping_:  # noqa: N801  `Mapping` is Python's own
    """What every sheet of a file holds, in the file's order."""

    sheets: tuple[SheetMapping, ...] = ()

    def sheet(self, name: str) -> SheetMapping | None:
        """What the sheet of that name holds."""
        return next((one for one in self.sheets if one.sheet == name), None)

    def to_json(self) -> dict[str, Any]:  # a JSON document
        """Write it down."""
        return {"sheets": [_written(one) for one in self.sheets]}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:  # a JSON document
        """Read what `to_json` wrote."""
        return cls(tuple(_read(one) for one in document.get("sheets", ())))


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column's cells go: the section, and what its column there is."""

    section: str
    column: ColumnSpec


FULL_NAME_COLUMN: Final = ColumnSpec(
    FULL_NAME,
    "ชื่อ-สกุล (รวมคำนำหน้าในช่องเดียว)",
    note="ระบบแยกเป็นคำนำหน้า ชื่อ และนามสกุลให้",
    max_length=260,
)


def target_of(layout: Layout, section: str, key: str) -> Target | None:
    """Tell where a key of a sheet's section leads; None where it leads nowhere.

    A key is the section's own, or "section.key" of another.
    """
    if key == FULL_NAME and section == PERSONAL:
        return Target(section, FULL_NAME_COLUMN)
    own = layout.sheet(section)
    if own and (column := own.column(key)):
        return Target(section, column)
    name, dot, rest = key.partition(".")
    other = layout.sheet(name) if dot else None
    if other is None:
        return None
    found = other.column(rest if rest != PERSON_ID else key) or other.column(key)
    return Target(name, found) if found else None


def further_sections(layout: Layout, one: SheetMapping) -> tuple[str, ...]:
    """List the other sections of which each row of a sheet also gives a line."""
    targets = (target_of(layout, one.section, key) for key in one.columns.values())
    found = (target.section for target in targets if target and target.section != one.section)
    return tuple(dict.fromkeys(found))


def content_rows(sheet: Sheet, one: SheetMapping) -> Iterator[tuple[int, Row]]:
    """Walk the rows under the headings that hold anything in the mapped columns."""
    begin = one.heading_rows[1] + 1
    columns = [index for index, key in one.columns.items() if key not in IGNORED]
    for number in range(begin, len(sheet.rows)):
        row = sheet.rows[number]
        if any(index < len(row) and not _blank(row[index]) for index in columns):
            yield number, row


def unmapped(sheet: Sheet, one: SheetMapping) -> tuple[tuple[int, str], ...]:
    """List the columns that hold something and are taken for nothing, each with its heading."""
    begin = one.heading_rows[1] + 1
    filled = {
        index
        for row in sheet.rows[begin:]
        for index, cell in enumerate(row)
        if index not in one.columns and not _blank(cell)
    }
    heads = headings(sheet, one.heading_rows)
    return tuple((index, heads.get(index, "")) for index in sorted(filled))


def headings(sheet: Sheet, rows: tuple[int, int]) -> dict[int, str]:
    """Give each column its heading: of several rows, what stands above and what stands below."""
    return {column: " ".join(parts) for column, parts in heading_parts(sheet, rows).items()}


def heading_parts(sheet: Sheet, rows: tuple[int, int]) -> dict[int, tuple[str, ...]]:
    """Give each column the words above it, from the top; a row of column numbers says nothing."""
    found: dict[int, tuple[str, ...]] = {}
    over = _spread(sheet, *rows)
    for column in range(max((len(row) for row in over), default=0)):
        words = (" ".join(str(row[column] or "").split()) for row in over)
        parts = tuple(dict.fromkeys(word for word in words if word and not NUMBER.fullmatch(word)))
        if parts:
            found[column] = parts
    return found


def _spread(sheet: Sheet, first: int, last: int) -> list[list[Cell]]:
    """Copy the rows of headings, with what a merged cell says in each of its places."""
    merged = [one for one in sheet.merged if first <= one.first_row <= last]
    own = sheet.rows[first : last + 1]
    width = max([0, *(len(row) for row in own), *(one.last_column + 1 for one in merged)])
    rows = [[*row, *[None] * (width - len(row))] for row in own]
    for one in merged:
        text = sheet.cell(one.first_row, one.first_column)
        for row in rows[one.first_row - first : one.last_row - first + 1]:
            for column in range(one.first_column, one.last_column + 1):
                row[column] = text
    if not merged:
        _carry(rows)
    return rows


def _carry(rows: list[list[Cell]]) -> None:
    """Where no merging is told (.csv, .ods), let what stands above reach over what stands below."""
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if (
                _blank(upper[column])
                and not _blank(lower[column])
                and not _blank(lower[column - 1])
            ):
                upper[column] = upper[column - 1]


def problems(mapping: Mapping_, book: Book, layout: Layout) -> tuple[str, ...]:
    """Say what keeps a mapping from being used, a sentence each."""
    found: list[str] = []
    used = [one for one in mapping.sheets if one.section]
    if not used:
        found.append("ยังไม่ได้เลือกแผ่นงานใดเลย กรุณาเลือกว่าแผ่นงานใดเป็นข้อมูลหมวดใด")
    for one in used:
        sheet, spec = book.sheet(one.sheet), layout.sheet(one.section)
        if sheet is None:
            found.append(f"ไม่มีแผ่นงาน “{one.sheet}” ในไฟล์นี้ กรุณาเลือกแผ่นงานใหม่")
        elif spec is None:
            found.append(f"แผ่นงาน “{one.sheet}”: ไม่มีหมวดข้อมูลที่เลือก กรุณาเลือกหมวดใหม่")
        else:
            found += (f"แผ่นงาน “{one.sheet}”: {each}" for each in _wrong(one, sheet, layout))
    return tuple(found)


def _wrong(one: SheetMapping, sheet: Sheet, layout: Layout) -> Iterator[str]:
    keys = list(one.columns.values())
    if not -1 <= one.heading_rows[1] < max(len(sheet.rows), 1) or one.heading_rows[0] < 0:
        yield "แถวหัวตารางอยู่นอกแผ่นงาน กรุณาเลือกแถวใหม่"
    for key in dict.fromkeys(keys):
        target = target_of(layout, one.section, key)
        where = [letters(index) for index, each in one.columns.items() if each == key]
        if target is None:
            yield f"คอลัมน์ {where[0]}: ไม่มีช่องข้อมูลที่เลือกในหมวดนี้ กรุณาเลือกใหม่"
        elif len(where) > 1 and key not in IGNORED:
            yield (
                f"คอลัมน์ {' และ '.join(where)} ถูกเลือกเป็น “{target.column.label}” ทั้งคู่ "
                "กรุณาเลือกให้เหลือคอลัมน์เดียว"
            )
    if PERSON_ID not in keys:
        yield "ยังไม่ได้เลือกคอลัมน์ “เลขประจำตัวประชาชน” ซึ่งบอกว่าแต่ละแถวเป็นของใคร"
    if FULL_NAME in keys and (both := [part for part in NAME_PARTS[1:] if part in keys]):
        labels = (target_of(layout, one.section, part) for part in both)
        named = " ".join(f"“{target.column.label}”" for target in labels if target)
        yield f"เลือกทั้งชื่อ-สกุลในช่องเดียวและ {named} แยกช่อง กรุณาเลือกอย่างใดอย่างหนึ่ง"


def missing(one: SheetMapping, layout: Layout) -> tuple[ColumnSpec, ...]:
    """List the columns that a new line of the section needs and that no column of the file gives.

    An import without them can still change lines that exist.
    """
    spec = layout.sheet(one.section)
    keys = set(one.columns.values())
    if FULL_NAME in keys:
        keys |= set(NAME_PARTS)
    return tuple(
        column
        for column in (spec.columns if spec else ())
        if column.required and column.kind != "bool" and column.key not in {*keys, LINE_ID}
    )


def signature(book: Book, mapping: Mapping_) -> str:
    """Give what two files of one shape share: the headings of the sheets that are read."""
    sheets = (
        (sheet, one)
        for one in mapping.sheets
        if one.section and (sheet := book.sheet(one.sheet)) is not None
    )
    return "|".join(
        f"{one.heading_rows[1]}:" + ";".join(_heads(sheet, one.heading_rows))
        for sheet, one in sheets
    )


def fits(mapping: Mapping_, book: Book, kept: str) -> bool:
    """Tell whether a remembered mapping, of that signature, can be used for a file as it is."""
    return bool(kept) and signature(book, mapping) == kept


def _heads(sheet: Sheet, rows: tuple[int, int]) -> list[str]:
    return [
        f"{index}={search_key(text)}"
        for index, text in headings(sheet, rows).items()
        if text != REASON  # stands behind the columns of a file that was handed back
    ]


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _written(one: SheetMapping) -> dict[str, Any]:  # a JSON document
    return {
        "sheet": one.sheet,
        "section": one.section,
        "heading_rows": list(one.heading_rows),
        "columns": {str(index): key for index, key in one.columns.items()},
        "reasons": {str(index): [why.sentence, why.sure] for index, why in one.reasons.items()},
    }


def _read(one: Mapping[str, Any]) -> SheetMapping:  # a JSON document
    first, last = one.get("heading_rows", (0, 0))
    return SheetMapping(
        sheet=str(one["sheet"]),
        section=str(one.get("section", "")),
        heading_rows=(int(first), int(last)),
        columns={int(index): str(key) for index, key in one.get("columns", {}).items()},
        reasons={
            int(index): Reason(str(sentence), int(sure))
            for index, (sentence, sure) in one.get("reasons", {}).items()
        },
    )
