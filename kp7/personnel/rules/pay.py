"""Rules of what somebody is paid: salaries, raises, allowances."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from kp7.personnel.rules.career import BANDS
from kp7.personnel.rules.reading import (
    APPOINTMENTS,
    Found,
    Reading,
    Rule,
    backwards,
    line_of,
    overlapping,
    shown,
)
from kp7.personnel.terms import Severity

ALLOWANCES = "allowances"
LOCAL_ACCOUNT = "5"  # บัญชี 5: levels of local officials (domain.md §3.5)
STEP_RAISE = "step_raise"
LARGEST_RAISE = 1.30  # of one half-yearly round; more is a digit too many
LONGEST_WITHOUT_RAISE = timedelta(days=2 * 366)


def salary_falls(read: Reading) -> Iterator[Found]:
    """A salary below the one before it, by a movement that does not lower salaries."""
    for (_, earlier), (step, later) in pairwise(read.paid):
        if later < earlier and not (step.movement and step.movement.lowers_salary):
            yield Found(
                (
                    f"{line_of(step.line)} เงินเดือน {later:,.2f} บาท ต่ำกว่ารายการก่อนหน้า "
                    f"({earlier:,.2f} บาท) โดยประเภทการเคลื่อนไหวไม่ได้บอกเหตุ"
                ),
                step.line,
                "salary",
            )


def salary_outside_its_level(read: Reading) -> Iterator[Found]:
    """A salary outside the table of its level, since the levels of 2559 (DPIS)."""
    if not read.numbered:
        return
    for step, salary in read.paid:
        if step.contracted or not step.day or step.day < BANDS:
            continue
        scale = read.record.reference.of(
            "salary_scales", f"acc{LOCAL_ACCOUNT}-{step.line.text('level')}"
        )
        least, most = _amount(scale.get("minimum", "")), _amount(scale.get("maximum", ""))
        if least is not None and salary < least:
            beyond = f"ต่ำกว่าขั้นต่ำ {least:,.0f} บาท"
        elif most is not None and salary > most:
            beyond = f"สูงกว่าขั้นสูง {most:,.0f} บาท"
        else:
            continue
        yield Found(
            f"{line_of(step.line)} เงินเดือน {salary:,.2f} บาท {beyond} ตามบัญชีอัตราเงินเดือนของระดับ",
            step.line,
            "salary",
        )


def _amount(said: str) -> Decimal | None:
    try:
        amount = Decimal(said)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def raise_without_more(read: Reading) -> Iterator[Found]:
    """A raise after which the salary is what it was."""
    for (_, earlier), (step, later) in pairwise(read.paid):
        if step.line.text("movement") == STEP_RAISE and later == earlier:
            yield Found(
                f"{line_of(step.line)} เลื่อนขั้นเงินเดือน แต่เงินเดือนเท่าเดิม ({later:,.2f} บาท)",
                step.line,
                "salary",
            )


def raise_too_large(read: Reading) -> Iterator[Found]:
    """A half-yearly raise that no round gives."""
    for (before, earlier), (step, later) in pairwise(read.paid):
        most = float(earlier) * LARGEST_RAISE
        if step.line.text("movement") == STEP_RAISE and earlier and float(later) > most:
            yield Found(
                (
                    f"{line_of(step.line)} เลื่อนขั้นเงินเดือนจาก {earlier:,.2f} เป็น {later:,.2f} บาท "
                    "เกินร้อยละ 30 ในครั้งเดียว กรุณาตรวจตัวเลข"
                ),
                step.line,
                "salary",
                (before.line,),
            )


def no_salary_now(read: Reading) -> Iterator[Found]:
    """Somebody in service whose newest line says no salary."""
    if read.serves and read.career and (newest := read.career[-1].line).money("salary") is None:
        yield Found(f"{line_of(newest)} เป็นรายการล่าสุด แต่ไม่มีอัตราเงินเดือน", newest, "salary")


def no_round_for_long(read: Reading) -> Iterator[Found]:
    """An official in service whose newest line is older than four half-yearly rounds."""
    if not read.numbered or not read.serves or not read.career:
        return
    newest, today = read.career[-1], read.today
    if newest.day and today and today - newest.day > LONGEST_WITHOUT_RAISE:
        yield Found(
            f"ไม่มีรายการเงินเดือนหลังวันที่ {shown(newest.day)} เกิน 2 ปี กรุณาบันทึกการเลื่อนเงินเดือน",
        )


def allowance_backwards(read: Reading) -> Iterator[Found]:
    """An allowance that ended before it began."""
    for line, started, ended in backwards(read.lines(ALLOWANCES), "started_on", "ended_on"):
        yield Found(
            f"“ถึงวันที่” ({shown(ended)}) อยู่ก่อน “ตั้งแต่วันที่” ({shown(started)})", line, "ended_on"
        )


def allowance_twice(read: Reading) -> Iterator[Found]:
    """Two allowances of one kind at the same time."""
    lines = read.lines(ALLOWANCES)
    for kind in {line.text("kind") for line in lines}:
        for before, line in overlapping(tuple(one for one in lines if one.text("kind") == kind)):
            yield Found(
                f"{line.text('kind_label') or 'เงินเพิ่ม'}ซ้อนกับรายการก่อนหน้า "
                "กรุณาใส่ “ถึงวันที่” ให้รายการก่อน",
                line,
                "started_on",
                (before,),
            )


_B, _W, _H = Severity.BLOCKING, Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("APP-04", _B, APPOINTMENTS, "เงินเดือนลดลงต้องมีประเภทการเคลื่อนไหวที่บอกเหตุ", salary_falls),
    Rule("PAY-01", _W, APPOINTMENTS, "เงินเดือนอยู่ในบัญชีของระดับ", salary_outside_its_level),
    Rule("PAY-02", _H, APPOINTMENTS, "เลื่อนขั้นเงินเดือนแล้วเงินเดือนเพิ่ม", raise_without_more),
    Rule("PAY-03", _W, APPOINTMENTS, "เลื่อนขั้นครั้งเดียวไม่เกินร้อยละ 30", raise_too_large),
    Rule("PAY-04", _H, APPOINTMENTS, "รายการล่าสุดมีอัตราเงินเดือน", no_salary_now),
    Rule("PAY-05", _H, APPOINTMENTS, "ไม่ขาดรายการเงินเดือนเกิน 2 ปี", no_round_for_long),
    Rule("ALW-01", _W, ALLOWANCES, "เงินเพิ่มสิ้นสุดหลังวันที่เริ่ม", allowance_backwards),
    Rule("ALW-02", _W, ALLOWANCES, "เงินเพิ่มประเภทเดียวกันไม่ซ้อนกัน", allowance_twice),
)
