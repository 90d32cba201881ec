"""What a cell of the workbook is told to take: the drop-downs, limits and hints of a column.

Excel asks them as somebody types; what is pasted passes them by, so an import asks it all again.
"""

from collections.abc import Mapping
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from kp7.intake.columns import LINE_ID, PERSON_NAME, ColumnKind, ColumnSpec
from kp7.thai.calendar import EARLIEST, LATEST
from kp7.thai.excel import FIRST_DAY, serial

Check = Mapping[str, object]

MOST_OF_TITLE: Final = 32  # letters that Excel shows
MOST_OF_HINT: Final = 255
LAST_SERIAL: Final = 109_939  # 31 Dec 2743 in พ.ศ.: beyond it, a year of พ.ศ. was typed as ค.ศ.
STOP: Final = "stop"
WARN: Final = "warning"
NOT_LISTED: Final = "คำนี้ไม่มีในรายการให้เลือก ถ้าเป็นคำที่เคยใช้ในวันที่ของรายการนี้ กด “ใช่” เพื่อใช้ต่อไปได้"
KEEP: Final = "ระบบใช้ช่องนี้จับคู่กับรายการเดิม ไม่ต้องแก้ไข"
NO_ID: Final = "เลขประจำตัวประชาชนไม่ถูกต้อง กรุณาตรวจทั้ง 13 หลัก"
NO_DAY: Final = "วันที่นี้อยู่นอกช่วงที่รับได้ พิมพ์เป็น พ.ศ. เช่น 05/03/2530 โดยพิมพ์เครื่องหมาย ' นำหน้า"
# What Excel compares, the least and the most, and what it says of the rest.
LIMITS: Final[Mapping[ColumnKind, tuple[str, float, float, str]]] = {
    "year": ("integer", EARLIEST, LATEST, f"กรุณากรอกปี พ.ศ. {EARLIEST} ถึง {LATEST}"),
    "count": ("integer", 0, 32_767, "กรุณากรอกจำนวนเต็ม"),
    "money": ("decimal", 0, 99_999_999.99, "กรุณากรอกจำนวนเงินเป็นตัวเลข เช่น 15060"),
    "number": ("decimal", 0, 999.99, "กรุณากรอกเป็นตัวเลข เช่น 1 หรือ 0.5"),
}
HINTS: Final[Mapping[ColumnKind, str]] = {
    "day": "พิมพ์เป็น พ.ศ. เช่น 05/03/2530",
    "partial": "พิมพ์เป็น พ.ศ. เช่น 05/03/2530 ถ้าทราบเพียงเดือนหรือปี พิมพ์ 03/2530 หรือ 2530",
    "year": "ปี พ.ศ. เช่น 2569",
    "national_id": "13 หลัก มีขีดหรือไม่มีก็ได้",
}
# A day: text (read by the import), or a number that is a day of our time.
DAY: Final = f"=OR(ISTEXT({{0}}),AND({{0}}>={serial(FIRST_DAY)},{{0}}<={LAST_SERIAL}))"
# 13 digits whose last is the check digit of the others.
NATIONAL_ID: Final = (
    '=AND(LEN(SUBSTITUTE({0},"-",""))=13,'
    'MOD(11-MOD(SUMPRODUCT(MID(SUBSTITUTE({0},"-",""),ROW(INDIRECT("1:12")),1)'
    '*(14-ROW(INDIRECT("1:12")))),11),10)=VALUE(RIGHT({0},1)))'
)


def check_of(column: ColumnSpec, place: int, listed: str) -> Check:
    """Say what the cells of a column take; `listed` names the list they choose from, '' for none.

    The check is for Excel alone: it is no cell and computes nothing that is stored.
    """
    if column.key == PERSON_NAME:
        return {}
    return {**_asked(column, f"{xl_col_to_name(place)}2", listed), **_hint(column)}


def _asked(column: ColumnSpec, cell: str, listed: str) -> Check:
    if column.key == LINE_ID:
        return _custom("=FALSE", KEEP, STOP)
    if listed:
        return _from_list(column, listed)
    if limit := LIMITS.get(column.kind):
        what, least, most, sentence = limit
        return _between(what, max(least, column.least), most, sentence)
    if column.kind == "day":
        return _custom(DAY.format(cell), NO_DAY, STOP)
    if column.kind == "national_id":
        return _custom(NATIONAL_ID.format(cell), NO_ID, WARN)
    return _no_longer_than(column.max_length) if column.max_length else {"validate": "any"}


def _no_longer_than(most: int) -> Check:
    return _between("length", 0, most, f"ยาวเกินไป รับได้ไม่เกิน {most} ตัวอักษร")


def _from_list(column: ColumnSpec, listed: str) -> Check:
    """Give a drop-down: choices must be taken, old codes may stand, suggestions are suggestions."""
    chosen = {"validate": "list", "source": f"={listed}"}
    match column.kind:
        case "suggested":
            return {**chosen, "show_error": False}
        case "code":
            return {**chosen, **_error(NOT_LISTED, WARN)}
        case _:
            return {**chosen, **_error("กรุณาเลือกจากรายการ", STOP)}


def _custom(formula: str, sentence: str, how: str) -> Check:
    return {"validate": "custom", "value": formula, **_error(sentence, how)}


def _between(what: str, least: float, most: float, sentence: str) -> Check:
    limits = {"validate": what, "criteria": "between", "minimum": least, "maximum": most}
    return {**limits, **_error(sentence, STOP)}


def _error(sentence: str, how: str) -> Check:
    return {"error_title": "กรุณาตรวจสอบ", "error_message": sentence, "error_type": how}


def _hint(column: ColumnSpec) -> Check:
    hint = column.note or HINTS.get(column.kind, "")
    if not hint or column.key == LINE_ID:
        return {}
    return {"input_title": column.label[:MOST_OF_TITLE], "input_message": hint[:MOST_OF_HINT]}
