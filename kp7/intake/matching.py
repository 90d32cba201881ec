"""Which line of a card a row of a file means, if any; and which rows cannot stand together.

Pure: lines and rows as plain values. A row means the line whose รหัสรายการ it carries; else the one
under the same key as a new line of it would have; else one that says everything that it says.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kp7.personnel.record import Line, Value

Values = Mapping[str, Value]
Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be told of one cell: the place of its column, the column's name, a sentence."""

    place: str
    label: str
    sentence: str


@dataclass(slots=True, eq=False)
class FileLine:
    """A row of a file, as far as it speaks of one section of one card.

    `values` are the columns of which it says something, `codes` those that hold codes as they are
    written; `entire` is the line that it would be as a new one. `wrong` is what keeps it from
    being taken, `unread` are the columns whose cells could not be read; `places` names the column
    of the file (letter and label) behind each column of the section. `further` marks what stands
    in a row beside the line of another section.
    """

    number: int
    sheet: str
    row: int
    section: str
    digits: str
    name: str
    line_id: uuid.UUID | None = None
    further: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    entire: dict[str, Value] = field(default_factory=dict)
    wrong: list[Said] = field(default_factory=list)
    unread: frozenset[str] = frozenset()
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def refuse(self, sentence: str, column: str = "") -> None:
        """Say why it cannot be taken, once."""
        said = Said(*self.places.get(column, ("", "")), sentence)
        if said not in self.wrong:
            self.wrong.append(said)


@dataclass(frozen=True, slots=True)
class Key:
    """Columns of which a card holds one combination once.

    `nulls_equal`: two lines that leave the same column unknown are the same. `said` are columns
    that a row must say for itself, for a new line's would be counted on.
    """

    columns: tuple[str, ...]
    sentence: str = ""
    nulls_equal: bool = False
    said: frozenset[str] = frozenset()

    def of(self, values: Values) -> Identity | None:
        """The combination of a line; None where it has none."""
        found = tuple(values.get(name) for name in self.columns)
        return None if None in found and not self.nulls_equal else found


def match(
    lines: Sequence[Line], rows: Sequence[FileLine], keys: Sequence[Key]
) -> dict[FileLine, Line | None]:
    """The line that each row means, None for one that is new; rows that are unclear are refused."""
    found: dict[FileLine, Line | None] = _by_id(lines, rows)
    claimed = {line.id for line in found.values() if line}
    rest = [row for row in rows if row not in found]
    by_key = _by_key([line for line in lines if line.id not in claimed], rest, keys)
    found |= by_key
    claimed |= {line.id for line in by_key.values()}
    free = [line for line in lines if line.id not in claimed]
    for row in rest:
        if row not in found:
            same = next((line for line in free if _says(line, row)), None)
            found[row] = same
            if same is not None:
                free.remove(same)
    return {row: found[row] for row in rows}


def refuse_repeated(rows: Sequence[FileLine], keys: Sequence[Key]) -> None:
    """Refuse rows of one card that name one line twice, whatever else is wrong with either.

    Where one of two is refused for something else, the other may be the one that is wrong.
    """
    named: dict[object, list[FileLine]] = defaultdict(list)
    for row in rows:
        if row.line_id is not None:
            named[row.line_id].append(row)
        for key in keys:
            identity = key.of(row.entire) if _tells(row, key) else None
            if identity is not None:
                named[key, identity].append(row)
    for same in named.values():
        for row in same if len(same) > 1 else ():
            others = (place_of(other) for other in same if other is not row)
            row.refuse(f"ซ้ำกับ{', '.join(islice(others, NAMED))} กรุณาเหลือไว้แถวเดียว")


NAMED: Final = 3


def _tells(row: FileLine, key: Key) -> bool:
    """Whether a row itself says which line it is by a key, read without a fault."""
    columns = set(key.columns)
    return (
        columns <= row.places.keys() and not columns & row.unread and key.said <= row.values.keys()
    )


def _by_id(lines: Sequence[Line], rows: Sequence[FileLine]) -> dict[FileLine, Line | None]:
    known = {line.id: line for line in lines}
    first: dict[uuid.UUID, FileLine] = {}
    found: dict[FileLine, Line | None] = {}
    for row in rows:
        if row.line_id is None or row.line_id not in known:
            continue
        found[row] = known[row.line_id]
        if (other := first.setdefault(row.line_id, row)) is not row:
            _refuse_both(row, other, "รหัสรายการเดียวกัน")
    return found


def _by_key(
    lines: Sequence[Line], rows: Sequence[FileLine], keys: Sequence[Key]
) -> dict[FileLine, Line]:
    """Rows whose keys lead to a line; refused where they lead to two, or two rows to one."""
    tables = [
        (key, {identity: line for line in lines if (identity := key.of(line.values)) is not None})
        for key in keys
    ]
    found: dict[FileLine, Line] = {}
    first: dict[uuid.UUID, FileLine] = {}
    for row in rows:
        meant: dict[uuid.UUID, Line] = {}
        for key, table in tables:
            if key.said <= row.values.keys() and (identity := key.of(row.entire)) in table:
                line = table[identity]
                meant[line.id] = line
        if not meant:
            continue
        found[row] = next(iter(meant.values()))
        if len(meant) > 1:
            row.refuse(AMBIGUOUS)
        elif (other := first.setdefault(found[row].id, row)) is not row:
            _refuse_both(row, other, "รายการเดียวกันในทะเบียน")
    return found


AMBIGUOUS: Final = (
    "แถวนี้ตรงกับรายการเดิมมากกว่า 1 รายการ จึงไม่ทราบว่าหมายถึงรายการใด "
    "กรุณาส่งออกข้อมูลแล้วแก้ไขในแถวที่มีรหัสรายการ"
)


def _says(line: Line, row: FileLine) -> bool:
    """Whether a line says everything that a row says."""
    return bool(row.values) and all(
        line.values.get(name) == value for name, value in row.values.items()
    )


def _refuse_both(one: FileLine, other: FileLine, what: str) -> None:
    for row, twin in ((one, other), (other, one)):
        row.refuse(f"ซ้ำกับ{place_of(twin)} ({what}) กรุณาเหลือไว้แถวเดียว")


def place_of(row: FileLine) -> str:
    """Where a row stands, for a sentence."""
    return f"แผ่นงาน “{row.sheet}” แถว {row.row}"


# --- rows that cannot stand together ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Would:
    """A line as it would be: `row` where the file brings it, `line` where it stands already."""

    values: Values
    row: FileLine | None = None
    line: Line | None = None


def refuse_twins(would: Callable[[], Sequence[Would]], keys: Sequence[Key]) -> None:
    """Refuse the rows that would give a card the same line twice, until no two are the same.

    A row that is refused leaves its line as it stands, which may stand in another's way: `would`
    is asked again.
    """
    while sum(_refuse_same(would(), key) for key in keys):
        pass


def _refuse_same(lines: Sequence[Would], key: Key) -> bool:
    same: dict[Identity, list[Would]] = defaultdict(list)
    for one in lines:
        if (identity := key.of(one.values)) is not None:
            same[identity].append(one)
    refused = False
    for twins in same.values():
        for row in _in_the_way(twins):
            other = next(
                (one.row for one in twins if one.row is not None and one.row is not row), None
            )
            beside = f" (ซ้ำกับ{place_of(other)})" if other else ""
            row.refuse(f"{key.sentence}{beside}")
            refused = True
    return refused


def _in_the_way(twins: Sequence[Would]) -> Iterator[FileLine]:
    if len(twins) > 1:
        yield from (one.row for one in twins if one.row is not None)


def refuse_swaps(lines: Sequence[Would], keys: Sequence[Key]) -> bool:
    """Refuse rows that would take what another line gives up in the same import.

    The database checks line by line, and an intermediate value would stand in the history.
    """
    refused = False
    for key in keys:
        held = {
            identity: one
            for one in lines
            if one.line is not None and (identity := key.of(one.line.values)) is not None
        }
        for one in lines:
            if one.row is None or one.line is None:
                continue
            identity = key.of(one.values)
            holder = held.get(identity) if identity is not None else None
            if holder is not None and holder.line is not one.line:
                one.row.refuse(SWAPPED)
                refused = True
    return refused


SWAPPED: Final = (
    "แถวนี้ใช้ค่าที่รายการอื่นของบุคคลเดียวกันใช้อยู่ (สลับค่ากัน) กรุณาแก้ไขทีละขั้น "
    "เช่น ใส่ลำดับที่ซึ่งยังไม่มีผู้ใช้ก่อน แล้วนำเข้าอีกครั้ง"
)
