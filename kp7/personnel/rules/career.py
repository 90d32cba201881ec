"""Rules of ตำแหน่งและอัตราเงินเดือน as a career: what follows what, and on which day."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kp7.personnel.rules.reading import APPOINTMENTS, Found, Reading, Rule, Step, line_of, shown
from kp7.personnel.terms import PositionNumber, Severity

POSITION_NUMBER = re.compile(r"\d{2}-\d-\d{2}-\d{4}-\d{3}")
LATE_ORDER = timedelta(days=366)  # orders that come late are common
EARLY_ORDER = timedelta(days=180)  # an order may be signed this long before it takes effect
LONGEST_CONTRACT = {"mission": 4, "expert": 4, "general": 1}  # years (domain.md §2.4)
AFTER_EXIT = frozenset({"enter", "contract", "correction", "exit"})
CONTRACT_ENDED = "contract_ended"


def no_appointment(read: Reading) -> Iterator[Found]:
    """A card without a single position line."""
    if not read.lines(APPOINTMENTS):
        yield Found("ยังไม่มีรายการตำแหน่งและอัตราเงินเดือน กรุณาเพิ่มอย่างน้อย 1 รายการ")


def _in_present_kind(read: Reading) -> Sequence[Step]:
    """The lines since the person last entered service: earlier ones belong to another kind."""
    steps = read.career
    entries = [index for index, step in enumerate(steps) if step.enters]
    return steps[entries[-1] :] if entries else steps


def position_number_missing(read: Reading) -> Iterator[Found]:
    """A kind that must have a position number, and a line without one."""
    if not read.numbered:
        return
    for step in _in_present_kind(read):
        if not step.line.text("position_number"):
            yield Found(
                f"{line_of(step.line)} ไม่มีเลขที่ตำแหน่ง {read.record.kind.label}ต้องมีเลขที่ตำแหน่ง",
                step.line,
                "position_number",
            )


def position_number_forbidden(read: Reading) -> Iterator[Found]:
    """A kind without position numbers, and a line with one."""
    if read.record.kind.position_number is not PositionNumber.NONE:
        return
    for step in _in_present_kind(read):
        if step.line.text("position_number"):
            yield Found(
                f"{line_of(step.line)} มีเลขที่ตำแหน่ง "
                f"แต่{read.record.kind.label}ไม่มีเลขที่ตำแหน่ง กรุณาลบออก",
                step.line,
                "position_number",
            )


def position_number_unusual(read: Reading) -> Iterator[Found]:
    """The newest line's position number is not of the present form."""
    if read.numbered and read.career:
        newest = read.career[-1].line
        number = newest.text("position_number")
        if number and not POSITION_NUMBER.fullmatch(number):
            yield Found(
                f"{line_of(newest)} เลขที่ตำแหน่งไม่เป็นรูปแบบ 12-3-01-1101-001 กรุณาตรวจสอบ",
                newest,
                "position_number",
            )


def line_before_appointment(read: Reading) -> Iterator[Found]:
    """A position line that takes effect before the first appointment; contracts may."""
    appointed = read.appointed
    if appointed is None:
        return
    for step in read.career:
        if step.day and step.day < appointed and not step.contracted:
            yield Found(
                f"{line_of(step.line)} อยู่ก่อนวันสั่งบรรจุ ({shown(appointed)})",
                step.line,
                "effective_on",
            )


def line_before_birth(read: Reading) -> Iterator[Found]:
    """A position line from before the person was born."""
    born = read.born
    if born is None:
        return
    for step in read.career:
        if step.day and step.day <= born.first_day:
            yield Found(f"{line_of(step.line)} อยู่ก่อนวันเกิด", step.line, "effective_on")


def entry_is_not_first(read: Reading) -> Iterator[Found]:
    """A first appointment that stands after other lines of the same service."""
    for before, step in pairwise(read.career):
        another = before.contracted or before.group == "exit"
        if step.line.text("movement") == "first_appointment" and not another:
            yield Found(
                f"{line_of(step.line)} เป็นการบรรจุและแต่งตั้ง แต่มีรายการอื่นอยู่ก่อนหน้า กรุณาตรวจลำดับวันที่",
                step.line,
                "effective_on",
            )


def document_after_effect(read: Reading) -> Iterator[Found]:
    """An order signed long after it took effect."""
    for step in read.career:
        signed = step.line.day("document_date")
        if step.day and signed and signed - step.day > LATE_ORDER:
            yield Found(
                f"{line_of(step.line)} เอกสารอ้างอิงลงวันที่หลังวันที่มีผลเกิน 1 ปี",
                step.line,
                "document_date",
            )


def document_missing(read: Reading) -> Iterator[Found]:
    """A line whose order has no number or no date."""
    for line in read.lines(APPOINTMENTS):
        if not line.text("document_number") or line.day("document_date") is None:
            yield Found(f"{line_of(line)} เอกสารอ้างอิงยังไม่มีเลขที่หรือวันที่", line, "document_number")


def first_line_enters_nothing(read: Reading) -> Iterator[Found]:
    """A career whose first line is no entry into service (DPIS: wrong movement order)."""
    if read.career and (first := read.career[0]).group not in {"enter", "contract", ""}:
        yield Found(
            f"{line_of(first.line)} เป็นรายการแรก แต่ไม่ใช่การบรรจุ รับโอน หรือทำสัญญาจ้าง "
            "กรุณาเพิ่มรายการแรกเข้า",
            first.line,
            "movement",
        )


def after_exit(read: Reading) -> Iterator[Found]:
    """A line after an exit that does not bring the person back (DPIS: wrong movement order)."""
    for before, step in pairwise(read.career):
        if before.group == "exit" and step.movement and step.group not in AFTER_EXIT:
            yield Found(
                f"{line_of(step.line)} อยู่หลังรายการที่พ้นจากราชการ โดยไม่มีการบรรจุกลับหรือรับโอน",
                step.line,
                "movement",
                (before.line,),
            )


def exit_while_serving(read: Reading) -> Iterator[Found]:
    """The newest line is an exit, yet the person is in service (DPIS: wrong last line)."""
    if not read.career or not read.serves:
        return
    newest, today = read.career[-1], read.today
    if newest.group == "exit" and newest.day and today and newest.day <= today:
        yield Found(
            f"{line_of(newest.line)} เป็นการพ้นจากราชการ แต่ยังปฏิบัติงานอยู่ที่หน่วยงานนี้ "
            "กรุณาบันทึกการพ้นจากราชการหรือแก้ไขรายการ",
            newest.line,
            "movement",
        )


def ended_without_exit(read: Reading) -> Iterator[Found]:
    """The service here has ended, yet no line says how (DPIS: wrong last line)."""
    services, today = read.record.services, read.today
    if not services or not today or not read.career or read.serves:
        return
    newest = read.career[-1]
    leaves = newest.group == "exit" or newest.line.text("movement") == CONTRACT_ENDED
    if newest.movement and not leaves:
        yield Found(
            "พ้นจากหน่วยงานนี้แล้ว แต่รายการล่าสุดไม่ใช่การพ้นจากราชการ กรุณาเพิ่มรายการตามคำสั่ง",
            newest.line,
            "movement",
        )


def no_position_now(read: Reading) -> Iterator[Found]:
    """Somebody in service whose newest line names no position."""
    if read.serves and read.career and not (newest := read.career[-1].line).text("position"):
        yield Found(f"{line_of(newest)} เป็นรายการล่าสุด แต่ไม่มีชื่อตำแหน่ง", newest, "position")


def level_of_another_time(read: Reading) -> Iterator[Found]:
    """A ซี level on a line from 1 January 2559 on, when levels of four types replaced them."""
    for step in read.career:
        if not step.day or step.day < BANDS:
            continue
        if read.says("levels", step.line.text("level"), "type").startswith("ระบบซี"):
            yield Found(
                f"{line_of(step.line)} ใช้ระดับซี ซึ่งเลิกใช้ตั้งแต่ 1 ม.ค. 2559",
                step.line,
                "level",
            )


BANDS = date(2016, 1, 1)
_NAMED_WITHIN = re.compile(r"\(([^()]+)\)$")


def level_not_of_the_line(read: Reading) -> Iterator[Found]:
    """A level that the line (สายงาน) of the position does not have (DPIS)."""
    for step in read.career:
        if not step.day or step.day < BANDS or step.contracted:
            continue
        level = read.record.reference.of("levels", step.line.text("level"))
        line = _line_of_work(read, step.line.text("position"))
        if level and line and not _has(line["levels"], line.get("type", ""), level):
            yield Found(
                f"{line_of(step.line)} สายงาน{line.get('label', '')}"
                f"ไม่มีระดับ “{level.get('label', '')}”",
                step.line,
                "level",
            )


def _line_of_work(read: Reading, position: str) -> Mapping[str, str] | None:
    """What the table of positions says of the line of work, which may stand in brackets."""
    positions = read.record.reference.positions
    said = positions.get(position)
    if said is None and (within := _NAMED_WITHIN.search(position)):
        said = positions.get(within[1])
    return said if said and said.get("levels") else None


def _has(levels: str, of_type: str, level: Mapping[str, str]) -> bool:
    """Whether a line of work of this type has the level: ต้น stands in two types."""
    alike = of_type.startswith(level.get("type", "?"))
    return alike and level.get("level", "") in levels.split("-")


def after_retirement(read: Reading) -> Iterator[Found]:
    """A position or a raise that takes effect after the day of retirement."""
    retires = read.retires
    if retires is None:
        return
    for step in read.career:
        if step.day and step.day > retires and step.group not in {"exit", "correction", "contract"}:
            yield Found(
                f"{line_of(step.line)} มีผลหลังวันครบเกษียณอายุ ({shown(retires)})",
                step.line,
                "effective_on",
            )


def far_ahead(read: Reading) -> Iterator[Found]:
    """A line that takes effect long after today: a year that was mistyped."""
    today = read.today
    for step in read.career:
        if today and step.day and step.day > today and step.day - today > EARLY_ORDER:
            yield Found(
                f"{line_of(step.line)} มีผลในอนาคตเกิน 6 เดือน กรุณาตรวจปี พ.ศ.",
                step.line,
                "effective_on",
            )


def contract_ran_out(read: Reading) -> Iterator[Found]:
    """Somebody in service whose newest contract is over."""
    if not read.serves or not read.career or not (newest := read.career[-1]).contracted:
        return
    until, today = newest.line.day("ends_on"), read.today
    if until and today and until < today and newest.group != "exit":
        yield Found(
            f"{line_of(newest.line)} สัญญาจ้างสิ้นสุดแล้ว ({shown(until)}) "
            "กรุณาบันทึกการต่อสัญญาหรือการพ้นจากงาน",
            newest.line,
            "ends_on",
        )


def contract_too_long(read: Reading) -> Iterator[Found]:
    """A contract longer than its kind of staff may have."""
    most = LONGEST_CONTRACT.get(read.record.kind.code)
    if most is None:
        return
    for step in read.career:
        until = step.line.day("ends_on")
        if step.group == "contract" and step.day and until and _longer(step.day, until, most):
            yield Found(
                f"{line_of(step.line)} สัญญาจ้าง{read.record.kind.label}ต้องไม่เกิน {most} ปี",
                step.line,
                "ends_on",
            )


def _longer(since: date, until: date, years: int) -> bool:
    return (until.year - since.year, until.month, until.day) >= (years, since.month, since.day)


def correction_of_nothing(read: Reading) -> Iterator[Found]:
    """A line that corrects or cancels an order and does not say which."""
    for step in read.career:
        if step.group == "correction" and not step.line.text("amends_number"):
            yield Found(
                f"{line_of(step.line)} แก้ไขหรือยกเลิกคำสั่ง แต่ไม่ได้ระบุเลขที่คำสั่งเดิม",
                step.line,
                "amends_number",
            )


def correction_of_the_unknown(read: Reading) -> Iterator[Found]:
    """A line that corrects or cancels an order which no line of the card names."""
    numbers = {line.text("document_number") for line in read.lines(APPOINTMENTS)}
    for step in read.career:
        amended = step.line.text("amends_number")
        if amended and amended not in numbers:
            yield Found(
                f"{line_of(step.line)} แก้ไขหรือยกเลิกคำสั่งที่ {amended} ซึ่งไม่มีในรายการอื่น",
                step.line,
                "amends_number",
            )


def acting_without_end(read: Reading) -> Iterator[Found]:
    """Somebody acts for another, or helps elsewhere, with a later line and no end."""
    for step, _ in pairwise(read.career):
        if step.group == "acting" and step.line.day("ends_on") is None:
            yield Found(
                f"{line_of(step.line)} รักษาการหรือช่วยราชการ ยังไม่มี “ถึงวันที่”", step.line, "ends_on"
            )


_B, _W, _H = Severity.BLOCKING, Severity.WARNING, Severity.HINT
_A = APPOINTMENTS

RULES: tuple[Rule, ...] = (
    Rule("APP-01", _B, _A, "มีรายการตำแหน่งและอัตราเงินเดือน", no_appointment),
    Rule("APP-02", _B, _A, "มีเลขที่ตำแหน่งเมื่อประเภทบุคลากรต้องมี", position_number_missing),
    Rule("APP-03", _B, _A, "ไม่มีเลขที่ตำแหน่งเมื่อประเภทบุคลากรไม่มี", position_number_forbidden),
    Rule("APP-05", _B, _A, "ไม่มีรายการก่อนวันสั่งบรรจุ", line_before_appointment),
    Rule("APP-06", _B, _A, "ไม่มีรายการก่อนวันเกิด", line_before_birth),
    Rule("APP-07", _B, _A, "การบรรจุและแต่งตั้งเป็นรายการแรก", entry_is_not_first),
    Rule("APP-08", _W, _A, "เลขที่ตำแหน่งเป็นรูปแบบปัจจุบัน", position_number_unusual),
    Rule("APP-09", _W, _A, "เอกสารอ้างอิงไม่ลงวันที่หลังวันที่มีผลเกิน 1 ปี", document_after_effect),
    Rule("APP-10", _H, _A, "เอกสารอ้างอิงมีเลขที่และวันที่", document_missing),
    Rule("APP-11", _W, _A, "รายการแรกเป็นการเข้ารับราชการหรือทำสัญญาจ้าง", first_line_enters_nothing),
    Rule("APP-12", _W, _A, "หลังพ้นจากราชการมีเพียงการบรรจุกลับ รับโอน หรือสัญญาจ้าง", after_exit),
    Rule("APP-13", _W, _A, "รายการล่าสุดของผู้ปฏิบัติงานอยู่ไม่ใช่การพ้นจากราชการ", exit_while_serving),
    Rule("APP-14", _W, _A, "รายการล่าสุดของผู้ที่พ้นแล้วเป็นการพ้นจากราชการ", ended_without_exit),
    Rule("APP-15", _W, _A, "รายการล่าสุดมีชื่อตำแหน่ง", no_position_now),
    Rule("APP-16", _W, _A, "ไม่ใช้ระดับซีตั้งแต่ 1 ม.ค. 2559", level_of_another_time),
    Rule("APP-17", _W, _A, "ระดับเป็นระดับที่สายงานนั้นมี", level_not_of_the_line),
    Rule("APP-18", _W, _A, "ไม่มีรายการหลังวันครบเกษียณอายุ", after_retirement),
    Rule("APP-19", _W, _A, "วันที่มีผลไม่อยู่ในอนาคตไกล", far_ahead),
    Rule("APP-20", _W, _A, "สัญญาจ้างของผู้ปฏิบัติงานอยู่ยังไม่สิ้นสุด", contract_ran_out),
    Rule("APP-21", _W, _A, "สัญญาจ้างไม่ยาวเกินที่ประเภทพนักงานจ้างมีได้", contract_too_long),
    Rule("APP-22", _W, _A, "รายการแก้ไขหรือยกเลิกคำสั่งระบุเลขที่คำสั่งเดิม", correction_of_nothing),
    Rule("APP-23", _H, _A, "คำสั่งที่ถูกแก้ไขหรือยกเลิกมีในบัตร", correction_of_the_unknown),
    Rule("APP-24", _H, _A, "การรักษาการและช่วยราชการมีวันสิ้นสุด", acting_without_end),
)
