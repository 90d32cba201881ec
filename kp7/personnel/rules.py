"""The rules: small pure functions from a record to its findings. None of them raises.

`RULES` is the one list that the forms, the people list and the certification read;
docs/rules.md is written from it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from kp7.personnel.record import Assessment, Finding, Line, Record
from kp7.personnel.terms import PositionNumber, Severity
from kp7.thai import calendar

EDUCATION = "education"
APPOINTMENTS = "appointments"
PERSONAL = "personal"
POSITION_NUMBER = re.compile(r"\d{2}-\d-\d{2}-\d{4}-\d{3}")

Check = Callable[[Record], Iterator[tuple[str, Line | None, str]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `check` yields (sentence, line or None, field) for each thing it finds."""

    code: str
    severity: Severity
    section: str
    says: str
    check: Check


def _of(line: Line) -> str:
    day = line.day("effective_on")
    return f"รายการวันที่ {calendar.format_short(day)}" if day else "รายการนี้"


def no_appointment(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A card without a single position line."""
    if not record.section(APPOINTMENTS):
        yield "ยังไม่มีรายการตำแหน่งและอัตราเงินเดือน กรุณาเพิ่มอย่างน้อย 1 รายการ", None, ""


def _in_present_kind(record: Record) -> Sequence[Line]:
    """The lines since the person last entered service: earlier ones belong to another kind."""
    lines = record.section(APPOINTMENTS)
    entries = [
        index
        for index, line in enumerate(lines)
        if (movement := record.movements.get(line.text("movement"))) and movement.enters
    ]
    return lines[entries[-1] :] if entries else lines


def _group(record: Record, line: Line) -> str:
    movement = record.movements.get(line.text("movement"))
    return movement.group if movement else ""


def _under_contract(record: Record) -> frozenset[UUID]:
    """The lines of a contract, raises under it included, up to the next entry into service."""
    found: list[UUID] = []
    contract = False
    for line in record.section(APPOINTMENTS):
        group = _group(record, line)
        contract = group == "contract" or (contract and group != "enter")
        if contract:
            found.append(line.id)
    return frozenset(found)


def position_number_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A kind that must have a position number, and a line without one."""
    if record.kind.position_number is PositionNumber.REQUIRED:
        for line in _in_present_kind(record):
            if not line.text("position_number"):
                yield (
                    f"{_of(line)} ไม่มีเลขที่ตำแหน่ง {record.kind.label}ต้องมีเลขที่ตำแหน่ง",
                    line,
                    "position_number",
                )


def position_number_forbidden(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A kind without position numbers, and a line with one."""
    if record.kind.position_number is PositionNumber.NONE:
        for line in _in_present_kind(record):
            if line.text("position_number"):
                yield (
                    f"{_of(line)} มีเลขที่ตำแหน่ง แต่{record.kind.label}ไม่มีเลขที่ตำแหน่ง กรุณาลบออก",
                    line,
                    "position_number",
                )


def position_number_unusual(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """The newest line's position number is not of the present form."""
    if record.kind.position_number is PositionNumber.REQUIRED and record.section(APPOINTMENTS):
        newest = record.section(APPOINTMENTS)[-1]
        number = newest.text("position_number")
        if number and not POSITION_NUMBER.fullmatch(number):
            yield (
                f"{_of(newest)} เลขที่ตำแหน่งไม่เป็นรูปแบบ 12-3-01-1101-001 กรุณาตรวจสอบ",
                newest,
                "position_number",
            )


def salary_falls(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A salary below the one before it, by a movement that does not lower salaries."""
    paid = [line for line in record.section(APPOINTMENTS) if line.money("salary") is not None]
    for before, after in pairwise(paid):
        earlier, later = before.money("salary"), after.money("salary")
        movement = record.movements.get(after.text("movement"))
        explained = movement is not None and movement.lowers_salary
        if earlier is not None and later is not None and later < earlier and not explained:
            yield (
                (
                    f"{_of(after)} เงินเดือน {later:,.2f} บาท ต่ำกว่ารายการก่อนหน้า "
                    f"({earlier:,.2f} บาท) โดยประเภทการเคลื่อนไหวไม่ได้บอกเหตุ"
                ),
                after,
                "salary",
            )


def birth_date_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """No birth date, not even its year."""
    if record.personal.partial("birth_date") is None:
        yield "ยังไม่ได้บันทึกวันเดือนปีเกิด", record.personal, "birth_date"


def birth_date_partial(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A birth date without its day or month."""
    born = record.personal.partial("birth_date")
    if born is not None and born.precision != "day":
        yield (
            "วันเดือนปีเกิดยังไม่ครบวันหรือเดือน กรุณาตรวจกับเอกสาร",
            record.personal,
            "birth_date",
        )


def sex_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """The sex is not recorded."""
    if not record.personal.text("sex"):
        yield "ยังไม่ได้บันทึกเพศ", record.personal, "sex"


def first_appointment_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """The day of the first appointment order is not recorded."""
    if record.personal.day("first_appointed_on") is None:
        yield "ยังไม่ได้บันทึกวันสั่งบรรจุ", record.personal, "first_appointed_on"


def service_before_appointment(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """Service that starts before the appointment."""
    appointed = record.personal.day("first_appointed_on")
    started = record.personal.day("service_started_on")
    if appointed and started and started < appointed:
        yield (
            (
                f"วันเริ่มปฏิบัติราชการ ({calendar.format_short(started)}) "
                f"อยู่ก่อนวันสั่งบรรจุ ({calendar.format_short(appointed)})"
            ),
            record.personal,
            "service_started_on",
        )


def appointed_before_birth(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """Somebody appointed before, or as a child after, they were born."""
    born = record.personal.partial("birth_date")
    for name, label in (
        ("first_appointed_on", "วันสั่งบรรจุ"),
        ("service_started_on", "วันเริ่มปฏิบัติราชการ"),
    ):
        day = record.personal.day(name)
        if born and day and day <= born.first_day:
            yield (
                f"{label} ({calendar.format_short(day)}) อยู่ก่อนวันเกิด",
                record.personal,
                name,
            )


def line_before_appointment(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A position line that takes effect before the first appointment; contracts may."""
    appointed = record.personal.day("first_appointed_on")
    if appointed is None:
        return
    contracts = _under_contract(record)
    for line in record.section(APPOINTMENTS):
        day = line.day("effective_on")
        if day and day < appointed and line.id not in contracts:
            yield (
                f"{_of(line)} อยู่ก่อนวันสั่งบรรจุ ({calendar.format_short(appointed)})",
                line,
                "effective_on",
            )


def line_before_birth(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A position line from before the person was born."""
    born = record.personal.partial("birth_date")
    for line in record.section(APPOINTMENTS):
        day = line.day("effective_on")
        if born and day and day <= born.first_day:
            yield f"{_of(line)} อยู่ก่อนวันเกิด", line, "effective_on"


def entry_is_not_first(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A first appointment that stands after other lines of the same service."""
    contracts = _under_contract(record)
    for before, line in pairwise(record.section(APPOINTMENTS)):
        another = before.id in contracts or _group(record, before) == "exit"
        if line.text("movement") == "first_appointment" and not another:
            yield (
                f"{_of(line)} เป็นการบรรจุและแต่งตั้ง แต่มีรายการอื่นอยู่ก่อนหน้า กรุณาตรวจลำดับวันที่",
                line,
                "effective_on",
            )


def document_after_effect(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """An order signed long after it took effect."""
    for line in record.section(APPOINTMENTS):
        day, signed = line.day("effective_on"), line.day("document_date")
        if day and signed and (signed - day).days > 366:  # noqa: PLR2004  a year: late orders are common
            yield f"{_of(line)} เอกสารอ้างอิงลงวันที่หลังวันที่มีผลเกิน 1 ปี", line, "document_date"


def document_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A line whose order has no number or no date."""
    for line in record.section(APPOINTMENTS):
        if not line.text("document_number") or line.day("document_date") is None:
            yield f"{_of(line)} เอกสารอ้างอิงยังไม่มีเลขที่หรือวันที่", line, "document_number"


def education_backwards(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A study that ended before it began."""
    for line in record.section(EDUCATION):
        started, finished = line.number("started_year"), line.number("finished_year")
        if started and finished and finished < started:
            yield (
                f"ปีที่จบ ({finished + 543}) อยู่ก่อนปีที่เริ่ม ({started + 543})",
                line,
                "finished_year",
            )


def education_before_age_10(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A study that ended before the person was ten."""
    born = record.personal.partial("birth_date")
    for line in record.section(EDUCATION):
        finished = line.number("finished_year")
        if born and finished and finished < born.year + 10:
            yield f"ปีที่จบ ({finished + 543}) อยู่ก่อนอายุ 10 ปี", line, "finished_year"


def section_missing(record: Record) -> Iterator[tuple[str, Line | None, str]]:
    """A section that the kind of staff needs and that holds neither a line nor a “ไม่มี”."""
    if EDUCATION in record.missing():
        yield "ยังไม่มีรายการการศึกษา กรุณาเพิ่มรายการ หรือบันทึก “ไม่มี”", None, ""


_B, _W, _H = Severity.BLOCKING, Severity.WARNING, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("APP-01", _B, APPOINTMENTS, "มีรายการตำแหน่งและอัตราเงินเดือน", no_appointment),
    Rule("APP-02", _B, APPOINTMENTS, "มีเลขที่ตำแหน่งเมื่อประเภทบุคลากรต้องมี", position_number_missing),
    Rule("APP-03", _B, APPOINTMENTS, "ไม่มีเลขที่ตำแหน่งเมื่อประเภทบุคลากรไม่มี", position_number_forbidden),
    Rule("APP-04", _B, APPOINTMENTS, "เงินเดือนลดลงต้องมีประเภทการเคลื่อนไหวที่บอกเหตุ", salary_falls),
    Rule("APP-05", _B, APPOINTMENTS, "ไม่มีรายการก่อนวันสั่งบรรจุ", line_before_appointment),
    Rule("APP-06", _B, APPOINTMENTS, "ไม่มีรายการก่อนวันเกิด", line_before_birth),
    Rule("APP-07", _B, APPOINTMENTS, "การบรรจุและแต่งตั้งเป็นรายการแรก", entry_is_not_first),
    Rule("APP-08", _W, APPOINTMENTS, "เลขที่ตำแหน่งเป็นรูปแบบปัจจุบัน", position_number_unusual),
    Rule("APP-09", _W, APPOINTMENTS, "เอกสารอ้างอิงไม่ลงวันที่หลังวันที่มีผลเกิน 1 ปี", document_after_effect),
    Rule("APP-10", _H, APPOINTMENTS, "เอกสารอ้างอิงมีเลขที่และวันที่", document_missing),
    Rule("PER-01", _B, PERSONAL, "มีวันเดือนปีเกิด", birth_date_missing),
    Rule("PER-02", _B, PERSONAL, "วันเริ่มปฏิบัติราชการไม่อยู่ก่อนวันสั่งบรรจุ", service_before_appointment),
    Rule("PER-03", _B, PERSONAL, "วันสั่งบรรจุและวันเริ่มปฏิบัติราชการอยู่หลังวันเกิด", appointed_before_birth),
    Rule("PER-04", _W, PERSONAL, "วันเดือนปีเกิดครบทั้งวันและเดือน", birth_date_partial),
    Rule("PER-05", _W, PERSONAL, "มีเพศ", sex_missing),
    Rule("PER-06", _W, PERSONAL, "มีวันสั่งบรรจุ", first_appointment_missing),
    Rule("EDU-01", _B, EDUCATION, "ปีที่จบไม่อยู่ก่อนปีที่เริ่ม", education_backwards),
    Rule("EDU-02", _W, EDUCATION, "จบการศึกษาหลังอายุ 10 ปี", education_before_age_10),
    Rule("EDU-03", _W, EDUCATION, "มีรายการการศึกษาหรือบันทึก “ไม่มี”", section_missing),
)

EMPTY_REGISTER = Finding(
    "REG-01",
    Severity.BLOCKING,
    "",
    "ยังไม่มีบุคลากรในทะเบียน กรุณาเพิ่มบุคลากรก่อนรับรองข้อมูล",
)

_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.HINT: 2}


def assess(record: Record) -> Assessment:
    """What all rules say of one card, blocking findings first."""
    findings = [
        Finding(rule.code, rule.severity, rule.section, sentence, line.id if line else None, name)
        for rule in RULES
        for sentence, line, name in rule.check(record)
    ]
    findings.sort(key=lambda finding: _ORDER[finding.severity])
    return Assessment(record, tuple(findings))
