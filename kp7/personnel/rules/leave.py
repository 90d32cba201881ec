"""Rules of leave: single times and yearly totals, which say the same days twice."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kp7.personnel.record import Line
from kp7.personnel.rules.reading import Found, Reading, Rule, shown
from kp7.personnel.terms import Severity
from kp7.thai.calendar import buddhist_year, fiscal_year

LEAVES, TOTALS = "leaves", "leave_totals"
NO_LEAVE = frozenset({"late", "absent"})  # late and absent days may fall on days of leave
OF_MEN = frozenset({"help_wife"})
OF_WOMEN = frozenset({"maternity"})


def leave_overlaps(read: Reading) -> Iterator[Found]:
    """Two leaves on the same day; a morning and an afternoon are two halves of one."""
    dated = sorted(
        (
            (day, line.day("ended_on") or day, line)
            for line in read.lines(LEAVES)
            if (day := line.day("started_on")) and line.text("kind") not in NO_LEAVE
        ),
        key=lambda one: one[:2],
    )
    for index, (started, _, line) in enumerate(dated):
        for before_started, before_ended, before in dated[:index]:
            halves = {line.text("half_day"), before.text("half_day")} == {"morning", "afternoon"}
            if before_ended >= started and not (halves and before_started == started):
                yield Found(
                    f"การลาวันที่ {shown(started)} ซ้อนกับการลาที่เริ่มวันที่ {shown(before_started)}",
                    line,
                    "started_on",
                    (before,),
                )
                break


def leave_beyond_entitlement(read: Reading) -> Iterator[Found]:
    """More days of a kind in a fiscal year than may be taken.

    Days recorded one by one and the year's total are the same days: the larger of the two counts.
    """
    for (year, kind), lines in _by_year(read).items():
        most = _days(read.says("leave_kinds", kind, "most_days"))
        if most is None or most <= 0:
            continue
        recorded = sum(float(_taken(line)) for section, line in lines if section == LEAVES)
        total = max(
            (float(_taken(line)) for section, line in lines if section == TOTALS), default=0
        )
        taken = max(recorded, total)
        if taken > most:
            section, line = lines[-1]
            label = read.says("leave_kinds", kind, "label") or "การลา"
            yield Found(
                f"ปีงบประมาณ {year} {label} {taken:g} วัน เกินสิทธิ {most:g} วัน",
                line,
                "days",
                tuple(one for _, one in lines[:-1]),
                section,
            )


def _by_year(read: Reading) -> dict[tuple[int, str], list[tuple[str, Line]]]:
    """Leaves and totals by fiscal year (พ.ศ.) and kind; a leave counts in the year it starts."""
    found: dict[tuple[int, str], list[tuple[str, Line]]] = defaultdict(list)
    for line in read.lines(LEAVES):
        if day := line.day("started_on"):
            found[fiscal_year(day), line.text("kind")].append((LEAVES, line))
    for line in read.lines(TOTALS):
        if year := line.number("fiscal_year"):
            found[buddhist_year(year), line.text("kind")].append((TOTALS, line))
    return found


def _taken(line: Line) -> Decimal:
    return line.money("days") or Decimal(0)


def _days(said: str) -> float | None:
    try:
        days = Decimal(said)
    except InvalidOperation:
        return None
    return float(days) if days.is_finite() else None


def leave_of_too_many_days(read: Reading) -> Iterator[Found]:
    """A leave of more working days than lie between its first and its last."""
    for line in read.lines(LEAVES):
        started, ended, days = line.day("started_on"), line.day("ended_on"), line.money("days")
        if started and ended and days and started <= ended and days > (ended - started).days + 1:
            yield Found("จำนวนวันลามากกว่าช่วงวันที่", line, "days")


def half_day_of_another_length(read: Reading) -> Iterator[Found]:
    """Half a day of leave that is not counted as half a day."""
    for line in read.lines(LEAVES):
        days = line.money("days")
        if line.text("half_day") and days is not None and days != Decimal("0.5"):
            yield Found("ลาครึ่งวัน แต่จำนวนวันไม่ใช่ 0.5", line, "days")


def leave_outside_service(read: Reading) -> Iterator[Found]:
    """Leave before any service began."""
    for line in read.lines(LEAVES):
        started = line.day("started_on")
        if read.begun and started and started < read.begun:
            yield Found(
                f"การลาวันที่ {shown(started)} อยู่ก่อนเริ่มรับราชการ ({shown(read.begun)})",
                line,
                "started_on",
            )


def total_below_its_records(read: Reading) -> Iterator[Found]:
    """A year's total that is less than the days recorded one by one."""
    for (year, _), lines in _by_year(read).items():
        recorded = sum(float(_taken(line)) for section, line in lines if section == LEAVES)
        for section, line in lines:
            days = line.money("days")
            if section == TOTALS and days is not None and float(days) < recorded:
                yield Found(
                    f"สรุปปีงบประมาณ {year} ({float(days):g} วัน) "
                    f"น้อยกว่ารายการลาที่บันทึก ({recorded:g} วัน)",
                    line,
                    "days",
                    tuple(one for _, one in lines if one is not line),
                )


def total_of_a_year_to_come(read: Reading) -> Iterator[Found]:
    """A total of a fiscal year that has not begun."""
    for line in read.lines(TOTALS):
        year = line.number("fiscal_year")
        if year and read.today and buddhist_year(year) > fiscal_year(read.today):
            yield Found(f"ปีงบประมาณ {buddhist_year(year)} ยังไม่มาถึง", line, "fiscal_year")


def leave_of_the_other_sex(read: Reading) -> Iterator[Found]:
    """Maternity leave of a man, or leave to help one's wife of a woman."""
    sex = read.personal.text("sex")
    for section in (LEAVES, TOTALS):
        for line in read.lines(section):
            kind = line.text("kind")
            if (sex == "male" and kind in OF_WOMEN) or (sex == "female" and kind in OF_MEN):
                yield Found(
                    f"{line.text('kind_label') or 'ประเภทการลา'}ไม่ตรงกับเพศที่บันทึก",
                    line,
                    "kind",
                    section=section,
                )


_W, _H = Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("LEA-01", _W, LEAVES, "การลาไม่ซ้อนกัน", leave_overlaps),
    Rule("LEA-02", _W, "", "วันลาไม่เกินสิทธิของปีงบประมาณ", leave_beyond_entitlement),
    Rule("LEA-03", _W, LEAVES, "จำนวนวันลาไม่เกินช่วงวันที่", leave_of_too_many_days),
    Rule("LEA-04", _H, LEAVES, "ลาครึ่งวันนับเป็น 0.5 วัน", half_day_of_another_length),
    Rule("LEA-05", _W, LEAVES, "ไม่มีการลาก่อนเริ่มรับราชการ", leave_outside_service),
    Rule("LEA-06", _W, TOTALS, "สรุปทั้งปีไม่น้อยกว่ารายการลาที่บันทึก", total_below_its_records),
    Rule("LEA-07", _W, TOTALS, "สรุปวันลาไม่ใช่ของปีที่ยังไม่มาถึง", total_of_a_year_to_come),
    Rule("LEA-08", _W, "", "ประเภทการลาตรงกับเพศ", leave_of_the_other_sex),
)
