"""Item 13, ตำแหน่งและอัตราเงินเดือน: the lines of a career as the card prints them. Pure.

The rules are DPIS's (domain.md §1.2), which keeps positions and salaries apart and merges them for
print; our lines may say both at once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Final
from uuid import UUID

from kp7.personnel.record import Line, Record
from kp7.printing.cards import phrases

SECTION: Final = "appointments"
SALARY, ACTING, CORRECTION = "salary", "acting", "correction"
FULL_STEP: Final = re.compile(r"เต็มขั้น|[246] ?%")
STEPS: Final = {
    Decimal("0.5"): "ครึ่งขั้น",
    Decimal(1): "หนึ่งขั้น",
    Decimal("1.5"): "หนึ่งขั้นครึ่ง",
    Decimal(2): "สองขั้น",
}


@dataclass(frozen=True, slots=True)
class Entry:
    r"""One entry as printed: the record's lines that it says, and its six cells.

    The cells are วัน เดือน ปี, ตำแหน่ง, เลขที่ตำแหน่ง, ระดับ, อัตราเงินเดือน, เอกสารอ้างอิง; "\n"
    begins a new line in a cell. Digits are Arabic.
    """

    ids: tuple[UUID, ...]
    said: tuple[str, str, str, str, str, str]


def entries(record: Record) -> tuple[Entry, ...]:
    """A career in the order and the words of paper."""
    printed = []
    before: Line | None = None
    for lines in merged(record):
        printed.append(_entry(record, lines, before))
        before = lines[-1]
    return tuple(printed)


# --- which lines stand where --------------------------------------------------------------------


def merged(record: Record) -> Iterator[tuple[Line, ...]]:
    """The lines by day, the lower salary of a day first; what one order says twice, once."""
    for _, of_day in groupby(sorted(record.section(SECTION), key=_place), key=_effective):
        left = list(of_day)
        while left:
            first = left.pop(0)
            other = next((line for line in left if _said_at_once(record, first, line)), None)
            if other is None:
                yield (first,)
            else:
                left.remove(other)
                yield (first, other)


def _place(line: Line) -> tuple[date, Decimal, int]:
    salary = line.money("salary")
    return _effective(line), salary or Decimal(0), line.number("sequence") or 0


def _effective(line: Line) -> date:
    return line.day("effective_on") or date.min


def _said_at_once(record: Record, one: Line, other: Line) -> bool:
    """Whether one order says both: a line of position and a line of salary, not at odds."""
    same_order = one.text("document_number") and all(
        one.values.get(name) == other.values.get(name)
        for name in ("document_number", "document_date", "document_issuer")
    )
    is_pay = {_group(record, one) == SALARY, _group(record, other) == SALARY}
    return bool(same_order) and is_pay == {True, False} and _agree(one, other)


def _agree(one: Line, other: Line) -> bool:
    """Whether two lines say nothing different of the position."""
    return all(
        not one.text(name) or not other.text(name) or one.text(name) == other.text(name)
        for name in ("position", "position_number", "level", "division")
    )


def _group(record: Record, line: Line) -> str:
    movement = record.movements.get(line.text("movement"))
    return movement.group if movement else ""


# --- what an entry says -------------------------------------------------------------------------


def _entry(record: Record, lines: Sequence[Line], before: Line | None) -> Entry:
    post = next((line for line in lines if _group(record, line) != SALARY), lines[0])
    pay = next((line for line in lines if _group(record, line) == SALARY), lines[-1])
    return Entry(
        tuple(line.id for line in lines),
        (
            phrases.day(post.day("effective_on")),
            _text(record, lines, post, before),
            _first(lines, "position_number"),
            level(record, next((line for line in lines if line.text("level")), post)),
            _pay(record, pay, post, before),
            phrases.reference(post, "\n"),
        ),
    )


def _first(lines: Sequence[Line], name: str) -> str:
    return next((line.text(name) for line in lines if line.text(name)), "")


def _text(record: Record, lines: Sequence[Line], post: Line, before: Line | None) -> str:
    """The column of the position: what it is and where, and what happened."""
    happened = phrases.joined(dict.fromkeys(movement(record, line) for line in lines), " ")
    unmoved = before is not None and all(_group(record, line) == SALARY for line in lines)
    if unmoved and before is not None and _post(before) == _post(post):
        return phrases.joined([happened, *_more(lines)], "\n")
    if _group(record, post) == ACTING:
        return phrases.joined([_acting(record, post), post.text("division"), *_more(lines)], "\n")
    what = phrases.joined(_post(post))
    return phrases.joined([what, f"({happened})" if happened else "", *_more(lines)], "\n")


def _post(line: Line) -> tuple[str, str]:
    """The position as it is written, the one in charge before its line of work; and where."""
    administrative, position = line.text("administrative_position"), line.text("position")
    if administrative and position:
        return f"{administrative} ({position})", line.text("division")
    return administrative or position, line.text("division")


def _acting(record: Record, line: Line) -> str:
    """รักษาการในตำแหน่ง … (ลำดับที่ 1)."""
    order = line.text("acting_order")
    return phrases.joined(
        [movement(record, line), _post(line)[0], f"(ลำดับที่ {order})" if order else ""]
    )


def _more(lines: Sequence[Line]) -> Iterator[str]:
    """What else an entry says: until when, by which contract, which allowance."""
    for line in lines:
        if contract := line.text("contract_number"):
            yield f"สัญญาจ้างเลขที่ {contract}"
        if until := line.day("ends_on"):
            yield f"ถึง {phrases.day(until)}"
        if (allowance := line.money("position_allowance")) is not None:
            yield f"เงินประจำตำแหน่ง {phrases.money(allowance)} บาท"


def movement(record: Record, line: Line) -> str:
    """What happened, in the words of paper; a correction quotes the order that it is about."""
    label = line.text("movement_label")
    if _group(record, line) == SALARY:
        label = _of_salary(label)
    elif label.startswith("ลดขั้น"):
        label = "ลดขั้นเงินเดือน"
    amended = phrases.joined([line.text("amends_number"), _signed(line.day("amends_date"))])
    if not amended:
        return label
    about = f"ที่ {amended}" if amended[0].isdigit() else amended
    return f"{label}{about}" if label.endswith(phrases.ORDER) else f"{label} {about}"


def _signed(value: date | None) -> str:
    return f"ลว. {phrases.short_day(value)}" if value else ""


def _of_salary(label: str) -> str:
    if label.startswith("ไม่ได้เลื่อน"):
        return "ไม่ได้เลื่อนเงินเดือน"
    if FULL_STEP.search(label):
        return "เต็มขั้น"
    if "เลื่อนขั้น" in label:
        return "เลื่อนเงินเดือน"
    return "ปรับอัตราเงินเดือน" if label.startswith("ปรับ") else label


def level(record: Record, line: Line) -> str:
    """The level without its type, which the position tells: ชำนาญการ, not วิชาการ ชำนาญการ."""
    of_type = record.reference.of("levels", line.text("level")).get("type", "")
    label = line.text("level_label")
    return label.removeprefix(of_type).strip() or label


def _pay(record: Record, pay: Line, post: Line, before: Line | None) -> str:
    salary = pay.money("salary")
    if salary is None:
        salary = post.money("salary")
    return phrases.joined([phrases.money(salary), _steps(record, pay, before)], "\n")


def _steps(record: Record, line: Line, before: Line | None) -> str:
    """How many steps a raise was, where the line and the one before it name their steps."""
    raised = movement(record, line) == "เลื่อนเงินเดือน"
    step = line.text("step")
    if raised and before is not None and before.text("level") == line.text("level"):
        now, then = _decimal(step), _decimal(before.text("step"))
        if now is not None and then is not None and now - then in STEPS:
            return STEPS[now - then]
    return f"ขั้น {step}" if step else ""


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
