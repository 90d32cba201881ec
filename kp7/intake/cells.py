"""One cell of a spreadsheet read as what its column holds, or what is wrong with it, in Thai.

A cell is read as the same words typed into the form would be; beyond that, a spreadsheet has
its own ways of writing days, ids and nothing at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from kp7.intake.columns import ColumnSpec
from kp7.intake.reading.book import Cell
from kp7.intake.reading.marks import NOT_COMPUTED
from kp7.personnel.record import Value
from kp7.refusal import Refusal
from kp7.thai import amounts, calendar, national_id
from kp7.thai.calendar import COMMON_ERA, EARLIEST, LATEST, OFFSET, PartialDate
from kp7.thai.digits import to_arabic
from kp7.thai.excel import day_of
from kp7.thai.text import fold, search_key

NOTHING: Final = frozenset({"-", "–", "—", "−", "--", "---", "ไม่มี", "ไม่มีข้อมูล", "n/a", "N/A"})
# An “x” is a tick to some and a cross to others: it is asked about, never guessed.
YES: Final = frozenset({"ใช่", "มี", "จริง", "yes", "y", "true", "✓", "✔", "☑", "√", "/", "1"})
NO: Final = frozenset({"ไม่ใช่", "ไม่", "เท็จ", "no", "n", "false", "☐", "✗", "✘", "0"})

FAILED_FORMULA: Final = "ช่องนี้เป็นสูตรที่ให้ผลผิดพลาด ({said}) กรุณาแก้สูตร หรือพิมพ์ค่าแทน"
FORMULA_NOT_COMPUTED: Final = "ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์ กรุณาเปิดไฟล์ด้วย Excel แล้วบันทึกใหม่ หรือพิมพ์ค่าแทน"
NO_YES: Final = "กรุณากรอก ใช่ หรือ ไม่ใช่"
NO_TIME: Final = "ช่องนี้เป็นเวลา ไม่ใช่ข้อมูลที่ช่องนี้ต้องการ กรุณาพิมพ์ใหม่"
TYPED_MOST: Final = 300
MOST_REMEMBERED: Final = 2_000  # cells of a column: one of more different ones repeats little

_ERRORS: Final = re.compile(r"#(?:[A-Z]+[/A-Z0-9_]*[!?]?|N/A)")
_STEPS: Final = frozenset({"step", "raised_steps"})
_SERIALS: Final = range(10_000, 73_051)  # 18 May 1927 to the end of 2099
_DIGITS: Final = re.compile(r"[0-9 \-\u2010-\u2015]+")
_SCIENTIFIC: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_WHOLE_AS_TEXT: Final = re.compile(r"([0-9]+)\.0+")
_POSTCODE: Final = 5


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says: its value, or what is wrong with it and what might be meant.

    `offer` is a sentence's further half: what the cell would say if taken otherwise.
    """

    value: Value = None
    problem: str = ""
    offer: str = ""


Reader = Callable[[Cell], Read]


class CodeWords:
    """The entries of a code table by any of their words: label or code, however they are typed."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, list[str]] = {}
        for code, label in entries:
            for word in (label, code):
                key = search_key(word)
                found = self._codes.setdefault(key, [])
                if key and code not in found:
                    found.append(code)

    def meant(self, words: str) -> tuple[str, ...]:
        """List the codes that words can mean: none, one, or several of one name."""
        return tuple(self._codes.get(search_key(words), ()))


def value_of(column: ColumnSpec, cell: Cell, words: CodeWords | None = None) -> Read:
    """Read one cell; a code's words stay as they are where no `words` are given to know them."""
    if isinstance(cell, str) and (wrong := _failed(cell)):
        return Read(problem=wrong)
    reader = _READERS[column.kind]
    try:
        read = reader(column, None if _is_nothing(cell) else cell)
    except Refusal as refusal:
        return Read(problem=refusal.sentence)
    if words is not None and column.kind == "code" and read.value:
        return _coded(str(read.value), words)
    return read


def reader_of(column: ColumnSpec, words: CodeWords | None = None) -> Reader:
    """Give a reader of a whole column."""
    return _remembering(lambda cell: value_of(column, cell, words))


def reader_as_written(column: ColumnSpec) -> Reader:
    """Give a reader for rows that we wrote ourselves: a “-” on a card comes back as one."""
    if column.kind not in {"text", "suggested"}:
        return reader_of(column)
    return _remembering(lambda cell: _as_written(column, cell))


def _as_written(column: ColumnSpec, cell: Cell) -> Read:
    wrong = _failed(cell) if isinstance(cell, str) else ""
    return Read(problem=wrong) if wrong else _text(column, cell)


def _remembering(read: Reader) -> Reader:
    """Let a reader remember what it has read: columns repeat themselves."""
    known: dict[tuple[type, Cell], Read] = {}

    def reader(cell: Cell) -> Read:
        key = (type(cell), cell)
        found = known.get(key)
        if found is None:
            found = read(cell)
            if len(known) < MOST_REMEMBERED:
                known[key] = found
        return found

    return reader


def _is_nothing(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and (not (said := fold(cell)) or said in NOTHING))


def _failed(cell: str) -> str:
    """Say of a formula without a usable result what is wrong with it."""
    if not cell.startswith("#"):
        return ""
    if cell == NOT_COMPUTED:
        return FORMULA_NOT_COMPUTED
    return FAILED_FORMULA.format(said=cell) if _ERRORS.fullmatch(cell) else ""


def as_text(cell: Cell) -> str:
    """Write a cell as a person sees it: 2.0 as 2, a day in พ.ศ., a truth as ใช่."""
    match cell:
        case bool():
            return "ใช่" if cell else "ไม่ใช่"
        case float():
            return format(Decimal(repr(cell)), "f").removesuffix(".0")
        case datetime() | date():
            return _day_as_text(cell)
        case time():
            return cell.strftime("%H:%M")
    return "" if cell is None else fold(str(cell))


def _day_as_text(day: date) -> str:
    """Write a day; one whose year is meant in พ.ศ. already, as it was meant."""
    if EARLIEST <= day.year <= LATEST:
        return f"{day.day:02}/{day.month:02}/{day.year}"
    return calendar.format_date(day)


# --- the kinds of columns ---------------------------------------------------------------------


def _text(column: ColumnSpec, cell: Cell) -> Read:
    said = as_text(cell)
    if column.key in _STEPS:
        said = said.removesuffix("ขั้น").strip()
    if column.max_length is not None and len(said) > column.max_length:
        return Read(
            problem=f"ยาวเกินไป รับได้ไม่เกิน {column.max_length} ตัวอักษร แต่ในไฟล์ยาว {len(said)} ตัวอักษร "
            "กรุณาย่อข้อความ"
        )
    return Read(said)


def _code(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    return Read(as_text(cell))


def _coded(said: str, words: CodeWords) -> Read:
    codes = words.meant(said)
    if len(codes) == 1:
        return Read(codes[0])
    if codes:
        return Read(
            problem=f"“{_cut(said)}” ตรงกับหลายรายการ กรุณาพิมพ์รหัสแทน: {' '.join(sorted(codes))}"
        )
    return Read(problem=f"ไม่มี “{_cut(said)}” ในรายการให้เลือก กรุณาพิมพ์ตามรายการ")


def _day(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    if cell is None:
        return Read()
    known = _calendar_day(cell)
    if isinstance(known, Read):
        return known
    return Read(known if known is not None else calendar.parse_date(as_text(cell)[:TYPED_MOST]))


def _partial(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    if cell is None:
        return Read()
    known = _calendar_day(cell)
    if isinstance(known, Read):
        return known
    if known is not None:
        return Read(PartialDate(known.year, known.month, known.day))
    return Read(calendar.parse_partial(as_text(cell)[:TYPED_MOST]))


def _calendar_day(cell: Cell) -> date | Read | None:
    """Give the day of a cell that holds one, or what is wrong with it; None where it is words."""
    if isinstance(cell, bool):
        return Read(problem="ช่องนี้ไม่ใช่วันที่ กรุณาพิมพ์เป็น วว/ดด/ปปปป เช่น 05/03/2530")
    if isinstance(cell, time):
        return Read(problem=NO_TIME)
    if isinstance(cell, (int, float)):
        return day_of(int(cell)) if int(cell) in _SERIALS else None
    if not isinstance(cell, date):
        return None
    day = cell.date() if isinstance(cell, datetime) else cell
    return day if day.year in COMMON_ERA else _era_confused(day)


def _era_confused(day: date) -> Read:
    """Refuse a day that Excel holds in the year 2523 of the common era, with what is meant."""
    written = f"{day.day:02}/{day.month:02}/{day.year}"
    if not EARLIEST <= day.year <= LATEST:
        return Read(problem=f"วันที่ {written} อยู่นอกช่วงที่ระบบรับได้ กรุณาตรวจปี")
    return Read(
        problem=(
            f"Excel เก็บวันที่นี้เป็นปี ค.ศ. {day.year} เพราะพิมพ์ปี พ.ศ. ลงในช่องวันที่ "
            f"หากหมายถึง พ.ศ. {day.year} กรุณาจัดช่องเป็นข้อความ แล้วพิมพ์ {written} "
            "หรือแปลงทั้งคอลัมน์ด้วยสูตร =EDATE(ช่องเดิม,-6516)"
        ),
        offer=f"-{OFFSET}",
    )


def _year(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    if cell is None:
        return Read()
    if isinstance(cell, date):
        return Read(problem="ช่องนี้เป็นวันที่ แต่ต้องการเพียงปี กรุณากรอกปี พ.ศ. 4 หลัก เช่น 2530")
    return Read(calendar.parse_year(as_text(cell)[:TYPED_MOST]))


def _money(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    return Read(amounts.parse_baht(_as_amount(cell)))


def _number(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    return Read(amounts.parse_number(_UNITS.sub("", _as_amount(cell))))


def _count(column: ColumnSpec, cell: Cell) -> Read:
    said = _UNITS.sub("", _as_amount(cell))
    return Read(amounts.parse_from_one(said) if column.least else amounts.parse_count(said))


_UNITS: Final = re.compile(r" ?(?:วัน|ครั้ง|คน|คะแนน|%|เปอร์เซ็นต์|ปี|ราย)$")
_CENTS: Final = Decimal("0.01")


def _as_amount(cell: Cell) -> str:
    """Write a number without the dust that computing leaves: 15060.299999999999 is 15060.30."""
    if isinstance(cell, (bool, date, time)):
        return str(as_text(cell))
    if isinstance(cell, float) and not cell.is_integer():
        exact = Decimal(repr(cell))
        near = exact.quantize(_CENTS) if abs(cell) < 1e12 else exact  # noqa: PLR2004  baht
        return format(near if abs(exact - near) < _DUST else exact, "f")
    return as_text(cell)[:TYPED_MOST]


_DUST: Final = Decimal("0.000001")


def _bool(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    if cell is None or isinstance(cell, bool):
        return Read(bool(cell))
    said = as_text(cell).lower()
    if said in YES:
        return Read(value=True)
    if said in NO:
        return Read(value=False)
    return Read(problem=f"อ่าน “{_cut(said)}” ไม่ได้ {NO_YES}")


def _choice(column: ColumnSpec, cell: Cell) -> Read:
    said = search_key(as_text(cell))
    if not said:
        return Read("")
    found = [
        code for code, label in column.choices if said in {search_key(label), search_key(code)}
    ]
    short = [code for code, label in column.choices if search_key(label).startswith(said)]
    for codes in (found, short, _numbered(column, said)):
        if len(codes) == 1:
            return Read(codes[0])
    offered = " ".join(f"“{label}”" for _, label in column.choices)
    return Read(problem=f"ไม่มี “{_cut(as_text(cell))}” ในรายการให้เลือก กรุณาใช้ {offered}")


def _numbered(column: ColumnSpec, said: str) -> list[str]:
    """Take ครั้งที่ 1 for 1, and ช. for ชาย."""
    digits = re.sub(r"[^0-9]", "", said)
    return [code for code, _ in column.choices if digits and code == digits]


def _national_id(column: ColumnSpec, cell: Cell) -> Read:  # noqa: ARG001  as all readers
    """Read 13 digits; a zero that a number lost is not put back: nobody's id is guessed."""
    if cell is None:
        return Read("")
    said = to_arabic(as_text(cell))[:TYPED_MOST]
    if whole := _WHOLE_AS_TEXT.fullmatch(said):
        said = whole[1]  # 1234567890121.0 of a file that went through other programs
    if _SCIENTIFIC.fullmatch(said):
        return Read(
            problem="Excel ย่อเลขประจำตัวประชาชนเป็นแบบ 1.23E+12 ทำให้เลขหลักท้ายหายไป "
            "กรุณาจัดช่องเป็นข้อความ แล้วพิมพ์เลข 13 หลักใหม่"
        )
    if isinstance(cell, (int, float)) and len(said) == national_id.LENGTH - 1:
        return Read(
            problem="เลขประจำตัวประชาชนมี 12 หลัก เลข 0 ตัวหน้าอาจหายไปเพราะช่องเป็นตัวเลข "
            "กรุณาจัดช่องเป็นข้อความ แล้วพิมพ์เลข 13 หลักใหม่"
        )
    return Read(national_id.parse(said))


def _postcode(column: ColumnSpec, cell: Cell) -> Read:
    said = to_arabic(as_text(cell)).replace(" ", "")
    return _text(column, said) if len(said) <= _POSTCODE else _text(column, as_text(cell))


def _cut(said: str) -> str:
    return said if len(said) <= 40 else f"{said[:39]}…"  # noqa: PLR2004  what fits a sentence


_READERS: Final[Mapping[str, Callable[[ColumnSpec, Cell], Read]]] = {
    "text": _text,
    "suggested": _text,
    "code": _code,
    "day": _day,
    "partial": _partial,
    "year": _year,
    "money": _money,
    "number": _number,
    "count": _count,
    "bool": _bool,
    "choice": _choice,
    "national_id": _national_id,
    "postcode": _postcode,
}
