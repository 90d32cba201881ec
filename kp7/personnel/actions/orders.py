"""A whole order: one reference, many people, a line for each or none at all."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.db.models import Max

from kp7.organizations.authority import Actor
from kp7.personnel.actions import seating
from kp7.personnel.actions.editing import Invalid, constraint_is_refused, editing, fill
from kp7.personnel.codes import entry_on
from kp7.personnel.fields import CodeField
from kp7.personnel.models import Appointment, CodeEntry, Evaluation, NothingRecorded
from kp7.personnel.orders import (
    MOST,
    NO_RAISE,
    RAISE,
    Present,
    half_before,
    lines_of,
    moves_salaries,
    present,
)
from kp7.personnel.sections import APPOINTMENTS, EVALUATIONS
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import calendar


@dataclass(frozen=True, slots=True)
class Paid:
    """What an order says of one person: the salary, or None where it stays (ไม่ได้เลื่อน).

    `step` and `result`, the evaluation of the half-year before the order's day, may be empty.
    """

    card_id: uuid.UUID
    salary: Decimal | None
    step: str = ""
    result: str = ""


class OrderRefused(Refusal):
    """Something in an order cannot be stored: nothing of it was.

    `errors` are sentences by column of the order, `people` those by card.
    """

    status: ClassVar[int] = 422

    def __init__(
        self, errors: Mapping[str, list[str]], people: Mapping[uuid.UUID, list[str]]
    ) -> None:
        self.errors, self.people = errors, people
        super().__init__("ยังไม่มีรายการใดถูกบันทึก กรุณาแก้ไขช่องที่ระบุแล้วบันทึกอีกครั้ง")


class OrderRepeated(Refusal):
    """Everybody named has this very line already: the order was sent twice."""

    status: ClassVar[int] = 409

    def __init__(self, people: int) -> None:
        super().__init__(f"คำสั่งนี้บันทึกไว้แล้วครบทั้ง {people} คน ไม่มีการบันทึกซ้ำ")


class OrderOvertaken(Refusal):
    """Somebody else wrote a line of the same people and day in the same moment."""

    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            "มีผู้บันทึกรายการของบุคคลในคำสั่งนี้ในเวลาเดียวกัน จึงยังไม่มีรายการใดของท่านถูกบันทึก "
            "ข้อมูลที่ท่านพิมพ์ยังอยู่ครบ กรุณากดบันทึกอีกครั้ง"
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of those named: by card, and by person the line that the order continues.

    `places` are, by person, the last number of a line of the order's day.
    """

    known: Mapping[uuid.UUID, Present]
    lines: Mapping[uuid.UUID, Appointment]
    places: Mapping[uuid.UUID, int]

    def of(self, one: Paid) -> Present | None:
        """What stands of one of them."""
        return self.known.get(one.card_id)

    def line_of(self, one: Paid) -> Appointment | None:
        """The line that the order continues."""
        stands = self.of(one)
        return self.lines.get(stands.person_id) if stands else None


def record_order(
    *, by: Actor, register_id: uuid.UUID, order: Mapping[str, object], people: Sequence[Paid]
) -> int:
    """Give everybody named a position line of one order: all of them or nobody. Returns how many.

    `order` holds day, movement and document. A line takes position, level and division over from
    the line that stood on that day.
    """
    with editing(by, register_id):
        pattern = _pattern(register_id, order)
        standing = _standing(pattern, people)
        _check(pattern, people, standing)
        stays = any(one.salary is None for one in people)
        same = _pattern(register_id, {**order, "movement": NO_RAISE}) if stays else pattern
        rows = _rows(pattern, same, people, standing)
        results = _results(pattern, people, standing)
        try:
            with constraint_is_refused(Appointment):
                Appointment.objects.bulk_create(rows)
            if results:
                _keep(register_id, results)
        except Invalid as overtaken:
            raise OrderOvertaken from overtaken
        seating.take_turns(register_id)
        seating.seat(register_id, [row.person_id for row in rows])
    return len(rows)


def _pattern(register_id: uuid.UUID, order: Mapping[str, object]) -> Appointment:
    """A line that says what the order says of everybody."""
    pattern = Appointment(register_id=register_id)
    try:
        fill(pattern, APPOINTMENTS, order)
    except Invalid as wrong:
        raise OrderRefused(wrong.errors, {}) from wrong
    return pattern


def _standing(pattern: Appointment, people: Sequence[Paid]) -> Standing:
    named = {one.card_id for one in people}
    day, register_id = pattern.effective_on, pattern.register_id
    found = [
        one for one in present(register_id, day, pattern.document_number) if one.card_id in named
    ]
    of_day = Appointment.objects.filter(
        register_id=register_id,
        person_id__in=[one.person_id for one in found],
        effective_on=day,
    ).order_by()
    places = of_day.values("person_id").annotate(last=Max("sequence"))
    return Standing(
        known={one.card_id: one for one in found},
        lines=lines_of(found),
        places=dict(places.values_list("person_id", "last")),
    )


def _rows(
    pattern: Appointment, same: Appointment, people: Sequence[Paid], standing: Standing
) -> list[Appointment]:
    """The lines to store; `same` is the pattern for those whose salary stays."""
    rows, wrong = [], {}
    for one in people:
        stands, line = standing.known[one.card_id], standing.line_of(one)
        assert line is not None  # noqa: S101  _check refused those without
        row = _row(same if one.salary is None else pattern, line)
        row.sequence = standing.places.get(stands.person_id, 0) + 1
        try:
            salary = stands.salary if one.salary is None else one.salary
            step = one.step or (line.step if one.salary is None else "")
            fill(row, APPOINTMENTS, {"salary": salary, "step": step})
        except Invalid as refused:
            wrong[one.card_id] = [said for found in refused.errors.values() for said in found]
        rows.append(row)
    if wrong:
        raise OrderRefused({}, wrong)
    return rows


def _row(pattern: Appointment, stands: Appointment) -> Appointment:
    """A line of the order for the person of the line that it continues."""
    row = Appointment(register_id=pattern.register_id, person_id=stands.person_id)
    for field in APPOINTMENTS.stored():
        setattr(row, field.attname, getattr(pattern, field.attname))
    for name in _carried():
        setattr(row, name, getattr(stands, name))
    return row


def _carried() -> Iterator[str]:
    """The columns that a line takes over from the one before it, labels with their codes."""
    for name in APPOINTMENTS.carried:
        yield name
        if isinstance(Appointment._meta.get_field(name), CodeField):
            yield f"{name}_label"


def _results(pattern: Appointment, people: Sequence[Paid], standing: Standing) -> list[Evaluation]:
    """The evaluations to store: those that were given and are not there yet."""
    given = {standing.known[one.card_id].person_id: one for one in people if one.result}
    if not given:
        return []
    day, register_id = pattern.effective_on, pattern.register_id
    year, half = half_before(day)
    there = Evaluation.objects.filter(
        register_id=register_id, person_id__in=list(given), fiscal_year=year, half=half
    )
    kept = dict(there.values_list("person_id", "result"))
    wrong = {
        given[person_id].card_id: ["มีผลการประเมินครั้งนี้เป็นอย่างอื่นแล้ว ให้แก้ไขที่บัตร"]
        for person_id, result in kept.items()
        if result != given[person_id].result
    }
    if wrong:
        raise OrderRefused({}, wrong)
    labels = {code: _result(register_id, year, half, code) for code in _codes(given.values())}
    return [
        Evaluation(
            register_id=register_id,
            person_id=person_id,
            fiscal_year=year,
            half=half,
            result=one.result,
            result_label=labels[one.result],
        )
        for person_id, one in given.items()
        if person_id not in kept
    ]


def _keep(register_id: uuid.UUID, results: Sequence[Evaluation]) -> None:
    with constraint_is_refused(Evaluation):
        Evaluation.objects.bulk_create(results)
    NothingRecorded.objects.filter(
        register_id=register_id,
        person_id__in=[one.person_id for one in results],
        section=EVALUATIONS.code,
    ).delete()


def _codes(people: Iterable[Paid]) -> set[str]:
    return {one.result for one in people}


def _result(register_id: uuid.UUID, year: int, half: int, code: str) -> str:
    """The label of a result; one that no table has is refused."""
    pattern = Evaluation(register_id=register_id)
    try:
        fill(pattern, EVALUATIONS, {"fiscal_year": year, "half": half, "result": code})
    except Invalid as wrong:
        raise OrderRefused({"": [wrong.sentence]}, {}) from wrong
    return pattern.result_label


# --- what an order may not say ----------------------------------------------------------------


def _check(pattern: Appointment, people: Sequence[Paid], standing: Standing) -> None:
    """Refuse, with all sentences at once, what is wrong with the order or with anybody in it."""
    movement = entry_on(CodeTable.MOVEMENTS, pattern.movement, pattern.effective_on)
    errors = _wrong_with_order(pattern, movement, people)
    if errors:
        raise OrderRefused(errors, {})
    if all(_repeats(pattern, one, standing) for one in people):
        raise OrderRepeated(len(people))
    lowers = movement is not None and movement.attributes.get("lowers_salary") == "yes"
    wrong = {
        one.card_id: [said]
        for one in people
        if (said := _wrong_with(pattern, one, standing.of(one), lowers=lowers))
    }
    if wrong:
        raise OrderRefused({}, wrong)


def _wrong_with_order(
    pattern: Appointment, movement: CodeEntry | None, people: Sequence[Paid]
) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if movement is None or not moves_salaries(movement):
        errors["movement"] = ["คำสั่งทั้งฉบับบันทึกได้เฉพาะการเลื่อนหรือปรับเงินเดือน"]
    for name in ("document_kind", "document_number", "document_date"):
        if not getattr(pattern, name):
            errors[name] = ["คำสั่งทั้งฉบับต้องมีเอกสารอ้างอิง กรุณากรอกช่องนี้"]
    if not people:
        errors[""] = ["ยังไม่ได้พิมพ์เงินเดือนใหม่ของผู้ใด"]
    if len(people) > MOST:
        errors[""] = [f"บันทึกได้ครั้งละไม่เกิน {MOST} คน กรุณาแบ่งบันทึกตามประเภทหรือสังกัด"]
    return errors


def _repeats(pattern: Appointment, one: Paid, standing: Standing) -> bool:
    """Whether the newest line of somebody is this very line of this very order."""
    line = standing.line_of(one)
    if line is None or line.effective_on != pattern.effective_on:
        return False
    same = line.document_number == pattern.document_number
    if one.salary is None:
        return same and line.movement == NO_RAISE
    return same and (line.movement, line.salary) == (pattern.movement, one.salary)


def _wrong_with(pattern: Appointment, one: Paid, stands: Present | None, *, lowers: bool) -> str:
    """Why somebody cannot have a line of the order; '' where they can."""
    day = calendar.format_short(pattern.effective_on)
    if stands is None or not stands.in_service:
        return f"ไม่ได้ปฏิบัติงานที่หน่วยงานนี้ในวันที่ {day}"
    if stands.recorded:
        return f"มีรายการของวันที่ {day} ตามคำสั่งเลขที่ {pattern.document_number} แล้ว"
    if stands.line_id is None:
        return f"ยังไม่มีรายการตำแหน่งก่อนวันที่ {day} กรุณาเพิ่มที่บัตรก่อน"
    return _wrong_with_salary(pattern, one, stands, lowers=lowers)


def _wrong_with_salary(pattern: Appointment, one: Paid, stands: Present, *, lowers: bool) -> str:
    before = stands.salary
    if before is None:
        return "" if one.salary is not None else "ไม่ทราบเงินเดือนเดิม กรุณากรอกเป็นตัวเลข"
    if one.salary is None:
        return ""
    if one.salary < before and not lowers:
        return f"ต่ำกว่าเงินเดือนเดิม {_baht(before)} บาท กรุณาตรวจตัวเลข"
    if one.salary == before and pattern.movement == RAISE:
        return "เท่ากับเงินเดือนเดิม ถ้าไม่ได้เลื่อนให้พิมพ์ -"
    return ""


def _baht(amount: Decimal) -> str:
    return f"{amount:,.2f}".removesuffix(".00")
