"""Rules of conduct: evaluations, discipline, unpaid days, double time and special duty."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kp7.personnel.record import Line
from kp7.personnel.rules.reading import Found, Reading, Rule, backwards, overlapping, shown
from kp7.personnel.terms import Severity
from kp7.thai.calendar import buddhist_year

EVALUATIONS, DISCIPLINE, UNPAID = "evaluations", "discipline", "unpaid"
DOUBLE_TIME, SPECIAL_DUTIES = "double_time", "special_duties"
# The least score, in a hundred, of each result (ก.กลาง's five grades).
LEAST_SCORES = {"outstanding": 90, "very_good": 80, "good": 70, "fair": 60, "poor": 0}
CUTS = frozenset({"pay_cut", "step_cut"})
HALVES = 2


def evaluation_before_service(read: Reading) -> Iterator[Found]:
    """An evaluation of a half-year that ended before service began."""
    for line in read.lines(EVALUATIONS):
        ended = _half_ends(line)
        if read.begun and ended and ended < read.begun:
            yield Found(
                f"ประเมินปีงบประมาณ {_year(line)} ก่อนเริ่มรับราชการ ({shown(read.begun)})",
                line,
                "fiscal_year",
            )


def evaluation_ahead(read: Reading) -> Iterator[Found]:
    """An evaluation of a half-year that has not begun."""
    for line in read.lines(EVALUATIONS):
        begun = _half_begins(line)
        if read.today and begun and begun > read.today:
            yield Found(
                f"ประเมินปีงบประมาณ {_year(line)} ครั้งที่ {line.number('half')} ยังไม่ถึงรอบ",
                line,
                "fiscal_year",
            )


def _year(line: Line) -> int:
    return buddhist_year(line.number("fiscal_year") or 0)


def _half_begins(line: Line) -> date | None:
    year, half = line.number("fiscal_year"), line.number("half")
    if not year or not date.min.year < year <= date.max.year or half not in {1, 2}:
        return None
    return date(year - 1, 10, 1) if half == 1 else date(year, 4, 1)


def _half_ends(line: Line) -> date | None:
    begun = _half_begins(line)
    if begun is None:
        return None
    return date(begun.year + 1, 3, 31) if line.number("half") == 1 else date(begun.year, 9, 30)


def half_year_missing(read: Reading) -> Iterator[Found]:
    """A half-year between two evaluations that has none."""
    held = sorted(
        (
            (year * HALVES + half, line)
            for line in read.lines(EVALUATIONS)
            if _half_begins(line)
            for year, half in [(line.number("fiscal_year") or 0, line.number("half") or 0)]
        ),
        key=lambda one: one[0],
    )
    for (before, _), (place, line) in pairwise(held):
        if place - before > 1:
            yield Found(
                f"ไม่มีผลการประเมินของรอบก่อนหน้าปีงบประมาณ {_year(line)} ครั้งที่ {line.number('half')}",
                line,
                "fiscal_year",
            )


def score_against_result(read: Reading) -> Iterator[Found]:
    """A score that belongs to another result."""
    for line in read.lines(EVALUATIONS):
        score, result = line.money("score"), line.text("result")
        if score is None or result not in LEAST_SCORES:
            continue
        fitting = next((code for code, least in LEAST_SCORES.items() if score >= least), result)
        if fitting != result:
            yield Found("คะแนนไม่อยู่ในช่วงของผลการประเมินที่เลือก", line, "score")


def serves_after_dismissal(read: Reading) -> Iterator[Found]:
    """A penalty that ends service, and no line of the career that says so."""
    for line in read.lines(DISCIPLINE):
        day = line.day("effective_on")
        ends = read.says("penalties", line.text("penalty"), "ends_service") == "yes"
        if (
            ends
            and day
            and not any(
                step.group == "exit" and step.day and step.day >= day for step in read.career
            )
        ):
            yield Found(
                "โทษนี้ทำให้พ้นจากราชการ แต่ไม่มีรายการพ้นจากราชการในตำแหน่งและอัตราเงินเดือน", line, "penalty"
            )


def penalty_without_its_line(read: Reading) -> Iterator[Found]:
    """A cut of pay that no line of the career carries out."""
    movements = {step.line.text("movement") for step in read.career}
    for line in read.lines(DISCIPLINE):
        if line.text("penalty") in CUTS - movements:
            yield Found("โทษนี้กระทบเงินเดือน แต่ไม่มีรายการในตำแหน่งและอัตราเงินเดือน", line, "penalty")


def punished_before_the_deed(read: Reading) -> Iterator[Found]:
    """A penalty from before the day of what it punishes."""
    lines = read.lines(DISCIPLINE)
    for line, committed, effective in backwards(lines, "committed_on", "effective_on"):
        yield Found(
            f"วันที่มีผล ({shown(effective)}) อยู่ก่อนวันที่กระทำผิด ({shown(committed)})",
            line,
            "effective_on",
        )


def unpaid_backwards(read: Reading) -> Iterator[Found]:
    """A period of item 12 that ended before it began."""
    yield from _backwards(read.lines(UNPAID))


def unpaid_overlaps(read: Reading) -> Iterator[Found]:
    """Two periods of item 12 of one kind on the same days."""
    lines = read.lines(UNPAID)
    for kind in sorted({line.text("kind") for line in lines}):
        yield from _overlapping(tuple(line for line in lines if line.text("kind") == kind))


def double_time_overlaps(read: Reading) -> Iterator[Found]:
    """Two times of double counting on the same days: a day counts double once."""
    yield from _overlapping(read.lines(DOUBLE_TIME))


def double_time_of_too_many_days(read: Reading) -> Iterator[Found]:
    """More days counted double than the period holds."""
    for line in read.lines(DOUBLE_TIME):
        started, ended = line.day("started_on"), line.day("ended_on")
        doubled, excluded = line.number("doubled_days"), line.number("excluded_days") or 0
        if started and ended and doubled and doubled > (ended - started).days + 1 - excluded:
            yield Found("จำนวนวันที่ได้ทวีคูณมากกว่าช่วงวันที่หักวันที่ไม่นับ", line, "doubled_days")


def double_time_before_service(read: Reading) -> Iterator[Found]:
    """Double time from before any service."""
    for line in read.lines(DOUBLE_TIME):
        started = line.day("started_on")
        if read.begun and started and started < read.begun:
            yield Found(f"เวลาทวีคูณเริ่มก่อนรับราชการ ({shown(read.begun)})", line, "started_on")


def special_duty_backwards(read: Reading) -> Iterator[Found]:
    """A special duty that ended before it began."""
    yield from _backwards(read.lines(SPECIAL_DUTIES))


def _backwards(lines: tuple[Line, ...]) -> Iterator[Found]:
    for line, started, ended in backwards(lines, "started_on", "ended_on"):
        yield Found(
            f"“ถึงวันที่” ({shown(ended)}) อยู่ก่อน “ตั้งแต่วันที่” ({shown(started)})", line, "ended_on"
        )


def _overlapping(lines: tuple[Line, ...]) -> Iterator[Found]:
    for before, line in overlapping(lines):
        started = before.day("started_on")
        yield Found(
            f"ช่วงเวลาซ้อนกับรายการที่เริ่มวันที่ {shown(started) if started else '-'}",
            line,
            "started_on",
            (before,),
        )


_W, _H = Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("EVA-01", _W, EVALUATIONS, "ไม่มีผลการประเมินก่อนเริ่มรับราชการ", evaluation_before_service),
    Rule("EVA-02", _W, EVALUATIONS, "ไม่มีผลการประเมินของรอบที่ยังไม่ถึง", evaluation_ahead),
    Rule("EVA-03", _H, EVALUATIONS, "มีผลการประเมินทุกรอบต่อกัน", half_year_missing),
    Rule("EVA-04", _H, EVALUATIONS, "คะแนนอยู่ในช่วงของผลการประเมิน", score_against_result),
    Rule("DIS-01", _W, DISCIPLINE, "โทษที่ให้พ้นจากราชการมีรายการพ้นจากราชการ", serves_after_dismissal),
    Rule("DIS-02", _H, DISCIPLINE, "โทษที่กระทบเงินเดือนมีรายการเงินเดือน", penalty_without_its_line),
    Rule("DIS-03", _W, DISCIPLINE, "โทษมีผลหลังวันที่กระทำผิด", punished_before_the_deed),
    Rule("UNP-01", _W, UNPAID, "ช่วงที่ไม่ได้รับเงินเดือนสิ้นสุดหลังวันที่เริ่ม", unpaid_backwards),
    Rule("UNP-02", _W, UNPAID, "ช่วงที่ไม่ได้รับเงินเดือนประเภทเดียวกันไม่ซ้อนกัน", unpaid_overlaps),
    Rule("DBL-01", _W, DOUBLE_TIME, "เวลาทวีคูณไม่ซ้อนกัน", double_time_overlaps),
    Rule("DBL-02", _W, DOUBLE_TIME, "วันทวีคูณไม่เกินช่วงวันที่", double_time_of_too_many_days),
    Rule("DBL-03", _W, DOUBLE_TIME, "เวลาทวีคูณอยู่หลังเริ่มรับราชการ", double_time_before_service),
    Rule("SPD-01", _W, SPECIAL_DUTIES, "ราชการพิเศษสิ้นสุดหลังวันที่เริ่ม", special_duty_backwards),
)
