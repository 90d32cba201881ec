"""Rows of a file as lines of cards: each cell read as its column, nothing looked up yet.

A row that carries a รหัสรายการ, as our exports do, says all of its line: an empty cell is empty.
Of a row without one an empty cell says nothing.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kp7.intake.cells import NOTHING as EMPTY
from kp7.intake.cells import Read, reader_as_written, reader_of
from kp7.intake.columns import FULL_NAME, LINE_ID, PERSON_ID, PERSON_NAME, ColumnSpec
from kp7.intake.layout import column_name, layout
from kp7.intake.mapping import Mapping_, SheetMapping, content_rows, target_of
from kp7.intake.matching import FileLine, Said
from kp7.intake.reading.book import Book, Cell, Sheet, letters
from kp7.intake.shapes import Shape, is_of_cards, shape
from kp7.personnel.record import Value
from kp7.thai import names, text

Reader = Callable[[Cell], Read]

NAME_PARTS: Final = ("title", "first_name", "last_name")
BROKEN_ID: Final = "รหัสรายการไม่ถูกต้อง กรุณาใช้รหัสจากไฟล์ที่ส่งออก หรือเว้นว่างถ้าเป็นรายการใหม่"
MOST_NAME: Final = 200
NO_PERSON: Final = "ไม่มีเลขประจำตัวประชาชนของเจ้าของบัตร จึงไม่ทราบว่าเป็นข้อมูลของผู้ใด"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a sheet: where it is, how it is read, which column of the section it fills."""

    index: int
    label: str
    name: str
    read: Reader
    read_as_written: Reader
    coded: bool

    @property
    def place(self) -> tuple[str, str]:
        return letters(self.index), self.label

    def of(self, cells: Sequence[Cell]) -> Cell:
        return cells[self.index] if self.index < len(cells) else None


@dataclass(slots=True)
class _Part:
    """The columns of a sheet that speak of one section; `further` beside the sheet's own."""

    code: str
    further: bool
    columns: list[_Column] = field(default_factory=list)
    full_name: _Column | None = None
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def shape(self) -> Shape | None:
        return shape(self.code) if is_of_cards(self.code) else None


@dataclass(slots=True)
class _Frame:
    """How the rows of one sheet are read."""

    sheet: str
    parts: dict[str, _Part]
    line_id: _Column | None = None
    person_id: _Column | None = None
    person_name: _Column | None = None


@dataclass(slots=True)
class _Cells:
    """What the cells of one part of a row say; `empty` are the columns whose cells are."""

    values: dict[str, Value] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    wrong: list[Said] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    @property
    def say_nothing(self) -> bool:
        return not self.wrong and self.empty >= self.values.keys() | self.codes.keys()

    def leave_out_empty(self) -> None:
        self.values = {name: v for name, v in self.values.items() if name not in self.empty}
        self.codes = {name: said for name, said in self.codes.items() if said}


def lines_of(book: Book, mapping: Mapping_) -> Iterator[FileLine]:
    """Every row of the sheets that are taken, in the file's order; empty rows are passed over."""
    number = 0
    for mapped in mapping.sheets:
        sheet = book.sheet(mapped.sheet)
        if sheet is None or not mapped.section:
            continue
        for line in _of_sheet(sheet, mapped):
            number += 1
            line.number = number
            yield line


def _of_sheet(sheet: Sheet, mapped: SheetMapping) -> Iterator[FileLine]:
    frame = _frame(mapped)
    for place, cells in content_rows(sheet, mapped):
        lines = [
            line
            for part in frame.parts.values()
            if (line := _line(frame, part, cells, place + 1)) is not None
        ]
        name = next((line.name for line in lines if line.name), "")
        for line in lines:
            line.name = name
            yield line


def _line(frame: _Frame, part: _Part, cells: Sequence[Cell], row: int) -> FileLine | None:
    """What a row says of one section; None where it says nothing."""
    own = not part.further and frame.line_id is not None and frame.line_id.of(cells) is not None
    said = _read(part, cells, own=own)
    line_id = _line_id(frame, cells, said) if own else None
    if said.say_nothing and line_id is None:
        return None
    if line_id is None:
        said.leave_out_empty()
    digits = _person_id(frame, cells, said)
    return FileLine(
        number=0,
        sheet=frame.sheet,
        row=row,
        section=part.code,
        digits=digits,
        name=_name(frame, said, cells),
        line_id=line_id,
        further=part.further,
        codes=said.codes,
        values=said.values,
        wrong=said.wrong,
        unread=frozenset(said.unread),
        places=part.places,
    )


def _read(part: _Part, cells: Sequence[Cell], *, own: bool) -> _Cells:
    """Read the cells of a part; of a row of our own, as we wrote them."""
    said, known = _Cells(), part.shape
    for column in part.columns:
        read = (column.read_as_written if own else column.read)(column.of(cells))
        if read.problem:
            said.wrong.append(Said(*column.place, read.problem))
            said.unread.add(column.name)
            continue
        if _is_empty(column.of(cells), read):
            said.empty.add(column.name)
        if column.coded:
            said.codes[column.name] = str(read.value or "")
        elif known is not None:
            said.values[column.name] = known.columns[column.name].read(read.value)
        else:
            said.values[column.name] = read.value
    if part.full_name is not None:
        _read_full_name(said, part.full_name, cells)
    return said


def _is_empty(cell: Cell, read: Read) -> bool:
    """Whether a cell holds nothing; “-” is nothing too, also where the value is a truth."""
    if not isinstance(read.value, bool):
        return read.value is None or read.value == ""
    return cell is None or (
        isinstance(cell, str) and (not (said := text.fold(cell)) or said in EMPTY)
    )


def _read_full_name(said: _Cells, column: _Column, cells: Sequence[Cell]) -> None:
    """Take a whole name apart: title, first name, surname."""
    read = column.read(column.of(cells))
    whole = text.fold(str(read.value or ""))
    bare = names.strip_title(whole)
    first, _, last = bare.partition(" ")
    parts = (whole.removesuffix(bare).strip(), first, last.strip())
    for name, value in zip(NAME_PARTS, parts, strict=True):
        said.values.setdefault(name, value)
        if not value:
            said.empty.add(name)


def _line_id(frame: _Frame, cells: Sequence[Cell], said: _Cells) -> uuid.UUID | None:
    if frame.line_id is None:
        return None
    written = text.fold(str(frame.line_id.of(cells) or ""))
    if not written:
        return None
    try:
        return uuid.UUID(written)
    except ValueError:
        said.wrong.append(Said(*frame.line_id.place, BROKEN_ID))
        return None


def _person_id(frame: _Frame, cells: Sequence[Cell], said: _Cells) -> str:
    if frame.person_id is None:
        said.wrong.append(Said("", "", NO_PERSON))
        return ""
    read = frame.person_id.read(frame.person_id.of(cells))
    if read.problem or not read.value:
        said.wrong.append(Said(*frame.person_id.place, read.problem or NO_PERSON))
        return ""
    return str(read.value)


def _name(frame: _Frame, said: _Cells, cells: Sequence[Cell]) -> str:
    """The name as the row has it, for whoever reads of a row of somebody unknown."""
    if frame.person_name is not None and frame.person_name.of(cells):
        return str(frame.person_name.of(cells))[:MOST_NAME]
    if "first_name" in said.values and "last_name" in said.values and "relation" not in said.values:
        return names.full_name(*(str(said.values.get(part) or "") for part in NAME_PARTS))
    return ""


# --- frames -----------------------------------------------------------------------------------


def _frame(mapped: SheetMapping) -> _Frame:
    frame = _Frame(mapped.sheet, {mapped.section: _Part(mapped.section, further=False)})
    for index, key in sorted(mapped.columns.items()):
        target = target_of(layout(), mapped.section, key)
        if target is None:
            continue
        column = _column(index, target.column)
        if key == LINE_ID:
            frame.line_id = column
        elif key == PERSON_ID:
            frame.person_id = column
        elif key == PERSON_NAME:
            frame.person_name = column
        else:
            part = frame.parts.setdefault(target.section, _Part(target.section, further=True))
            _place(part, column, target.column)
    return frame


def _place(part: _Part, column: _Column, spec: ColumnSpec) -> None:
    if spec.key == FULL_NAME:
        part.full_name = column
        part.places |= {name: column.place for name in NAME_PARTS if name not in part.places}
    else:
        part.columns.append(column)
        part.places[column.name] = column.place


def _column(index: int, spec: ColumnSpec) -> _Column:
    """A code is read as the words that stand there: what they mean depends on the line's day."""
    coded = spec.kind == "code"
    read = replace(spec, kind="text", table=None, max_length=None) if coded else spec
    name = column_name(spec.key)
    return _Column(index, spec.label, name, reader_of(read), reader_as_written(read), coded)
