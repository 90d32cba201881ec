"""Code tables as DLA keeps them: entries are added, changed from a day on, mended and ended.

Nothing is ever removed, and no card changes: a row keeps the label it was given.
"""

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from django.db import IntegrityError, transaction

from kp7.ledger.models import Change
from kp7.ledger.queries import last_change_of_row
from kp7.organizations import authority
from kp7.organizations.actions.acting import act_for
from kp7.organizations.authority import Actor
from kp7.organizations.queries import actor_of
from kp7.personnel.actions.editing import Invalid
from kp7.personnel.code_tables import DECLARATIONS, Asked, Attribute, Declaration, faults
from kp7.personnel.codes import entry_on
from kp7.personnel.fields import CodeField
from kp7.personnel.models import CodeEntry
from kp7.personnel.queries import today
from kp7.personnel.sections import LISTS, SECTIONS
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import calendar, text

CODE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
CODE_WRONG: Final = "รหัสเป็นตัวอักษรอังกฤษตัวเล็ก ตัวเลข จุด ขีดกลาง หรือขีดล่าง ไม่เกิน 60 ตัว เช่น study_visit"
MOST_LABEL: Final = 250
MOST_ORDER: Final = 99_999
DAY: Final = "day"


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says: its label, its place in the table and its attributes."""

    label: str
    order: int
    attributes: Mapping[str, str]


class EntryChanged(Refusal):
    """Somebody else changed the same entry since it was opened; `entry` is how it stands now."""

    def __init__(self, entry: CodeEntry, change: Change | None) -> None:
        self.entry = entry
        who = change.officer if change else "ผู้ใช้อื่น"
        when = f" เมื่อ {calendar.format_instant(change.recorded_at)}" if change else ""
        super().__init__(
            f"{who} แก้ไขรายการนี้{when} หลังจากที่ท่านเปิดหน้านี้ ข้อมูลที่ท่านพิมพ์ยังอยู่ครบ "
            "กรุณาตรวจเทียบกับข้อมูลปัจจุบัน แล้วกดบันทึกอีกครั้งหากต้องการใช้ข้อมูลของท่าน"
        )


class ReliedOn(Refusal):
    """The software itself names this code."""

    status: ClassVar[int] = 422

    def __init__(self, entry: CodeEntry, used_for: str) -> None:
        super().__init__(
            f"รหัส {entry.code} “{entry.label}” เป็นรหัสที่ระบบใช้เอง ({used_for}) "
            "จึงเลิกใช้หรือเปลี่ยนความหมายไม่ได้"
        )


class NoSuchEntry(Refusal):
    """There is no such entry."""

    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__("ไม่พบรายการนี้ในตารางรหัส กรุณากลับไปที่ตารางแล้วลองใหม่")


def add_entry(
    *, by: Actor, table: CodeTable, code: str, said: Said, valid_from: date | None
) -> CodeEntry:
    """Add a code to a table, from a day on (None: ever since)."""
    with _deciding(by):
        known = text.fold(code)
        wrong = {} if CODE.fullmatch(known) else {"code": [CODE_WRONG]}
        entry = CodeEntry(table_name=table, code=known, valid_from=valid_from)
        if other := entry_on(table, known, valid_from or date.min):
            entry.attributes = other.attributes  # of the same code at another time
        _say(entry, said, wrong)
        with _constraint_is_refused():
            entry.save(force_insert=True)
    return entry


def correct_entry(*, by: Actor, entry_id: uuid.UUID, seen: int, said: Said) -> CodeEntry:
    """Mend what was typed wrongly: the same version says something else from its beginning.

    `seen` is the revision that was opened. Saving what already stands changes nothing.
    """
    with _deciding(by):
        entry = _locked(entry_id, seen)
        before = _said_by(entry)
        _say(entry, said)
        if _said_by(entry) != before:
            entry.revision += 1
            entry.save(force_update=True)
    return entry


def change_entry(*, by: Actor, entry_id: uuid.UUID, seen: int, day: date, said: Said) -> CodeEntry:
    """Have a code say something else from a day on: this version ends, a new one begins."""
    with _deciding(by):
        entry = _locked(entry_id, seen)
        _check_inside(entry, day)
        begun = CodeEntry(
            table_name=entry.table_name,
            code=entry.code,
            label=entry.label,
            order=entry.order,
            attributes=entry.attributes,
            valid_from=day,
            valid_until=entry.valid_until,
        )
        _say(begun, said)
        if _said_by(begun) == _said_by(entry):
            raise Invalid({"": ["ยังไม่มีข้อมูลใดต่างจากเดิม กรุณาแก้ไขก่อนบันทึก"]})
        _end(entry, day)
        with _constraint_is_refused():
            begun.save(force_insert=True)
    return begun


def end_entry(*, by: Actor, entry_id: uuid.UUID, seen: int, day: date) -> CodeEntry:
    """End an entry: `day` is the first day without it. Cards that name it keep it."""
    with _deciding(by):
        entry = _locked(entry_id, seen)
        if used_for := _declaration(entry).used_for(entry.code):
            raise ReliedOn(entry, used_for)
        _check_inside(entry, day)
        _end(entry, day)
    return entry


def reopen_entry(*, by: Actor, entry_id: uuid.UUID, seen: int, day: date | None) -> CodeEntry:
    """Use an ended entry again: from a day on, or, with None, as if it had never ended."""
    with _deciding(by):
        entry = _locked(entry_id, seen)
        if entry.valid_until is None:
            raise Invalid({"": ["รายการนี้ยังใช้อยู่ ไม่มีการเลิกใช้ให้ยกเลิก"]})
        if day is not None and day < entry.valid_until:
            until = calendar.format_long(entry.valid_until)
            raise Invalid({DAY: [f"รายการนี้ใช้อยู่จนถึงก่อนวันที่ {until} กรุณาใส่วันนั้นหรือหลังจากนั้น"]})
        with _constraint_is_refused():
            if day is None or day == entry.valid_until:
                return _resumed(entry)
            begun = CodeEntry(
                table_name=entry.table_name,
                code=entry.code,
                label=entry.label,
                order=entry.order,
                attributes=entry.attributes,
                valid_from=day,
            )
            begun.save(force_insert=True)
    return begun


@contextmanager
def _deciding(by: Actor) -> Iterator[None]:
    """A transaction of somebody who may decide for the country, as of now."""
    with transaction.atomic():
        act_for(by)
        authority.check_oversee(actor_of(by.post_id) if by.post_id else by)
        yield


@contextmanager
def _constraint_is_refused() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diag = getattr(error.__cause__, "diag", None)
        broken = diag.constraint_name if diag else None
        for constraint in CodeEntry._meta.constraints:
            if constraint.name == broken:
                raise Invalid({"": [str(constraint.violation_error_message)]}) from error
        raise


def _locked(entry_id: uuid.UUID, seen: int) -> CodeEntry:
    """The entry, locked against other officers, if it stands as seen."""
    entry = CodeEntry.objects.select_for_update(no_key=True).filter(id=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    if entry.revision != seen:
        raise EntryChanged(entry, last_change_of_row(entry_id))
    return entry


def _declaration(entry: CodeEntry) -> Declaration:
    return DECLARATIONS[CodeTable(entry.table_name)]


def _said_by(entry: CodeEntry) -> Said:
    return Said(entry.label, entry.order, dict(entry.attributes))


def _check_inside(entry: CodeEntry, day: date) -> None:
    """Refuse a day that cuts nothing off this version."""
    if entry.valid_from is not None and day <= entry.valid_from:
        since = calendar.format_long(entry.valid_from)
        raise Invalid({DAY: [f"รายการนี้เริ่มใช้วันที่ {since} กรุณาใส่วันหลังจากนั้น"]})
    if entry.valid_until is not None and day >= entry.valid_until:
        until = calendar.format_long(entry.valid_until)
        raise Invalid({DAY: [f"รายการนี้เลิกใช้ตั้งแต่วันที่ {until} อยู่แล้ว กรุณาใส่วันก่อนนั้น"]})


def _end(entry: CodeEntry, day: date) -> None:
    entry.valid_until = day
    entry.revision += 1
    entry.save(force_update=True)


def _resumed(entry: CodeEntry) -> CodeEntry:
    entry.valid_until = None
    entry.revision += 1
    entry.save(force_update=True)
    return entry


def _say(entry: CodeEntry, said: Said, wrong: Mapping[str, list[str]] | None = None) -> None:
    """Put what was typed into an entry; refuses, with all sentences at once, what cannot be."""
    declared = _declaration(entry)
    typed = {one.name: text.fold(said.attributes.get(one.name, "")) for one in declared.attributes}
    label = text.fold(said.label)
    errors = {
        **(wrong or {}),
        **_wrong_label(label),
        **({} if 0 <= said.order <= MOST_ORDER else {"order": ["ลำดับต้องเป็น 0 ถึง 99,999"]}),
        **{name: [sentence] for name, sentence in faults(declared, typed).items()},
    }
    for one in declared.attributes:
        if one.name not in errors and (sentence := _unknown(one, typed[one.name])):
            errors[one.name] = [sentence]
    if errors:
        raise Invalid(errors)
    if entry.attributes:
        _check_meaning(entry, declared, typed)
    entry.label, entry.order = label, said.order
    entry.attributes = {**entry.attributes, **typed}


def _wrong_label(label: str) -> dict[str, list[str]]:
    if not label:
        return {"label": ["กรุณากรอกข้อมูลในช่องนี้"]}
    if len(label) > MOST_LABEL:
        return {"label": [f"ยาวเกินไป รับได้ไม่เกิน {MOST_LABEL} ตัวอักษร"]}
    return {}


def _unknown(attribute: Attribute, value: str) -> str:
    """A level or a section that there is not."""
    match attribute.asked:
        case Asked.LEVEL if entry_on(CodeTable.LEVELS, value, today()) is None:
            return "ไม่มีระดับนี้ในตารางประเภทและระดับตำแหน่ง กรุณาเลือกจากรายการ"
        case Asked.SECTIONS if not set(value.split()) <= {section.code for section in LISTS}:
            return "ไม่มีหมวดนี้ กรุณาเลือกจากรายการ"
        case _:
            return ""


def _check_meaning(entry: CodeEntry, declared: Declaration, typed: Mapping[str, str]) -> None:
    """Refuse to change what the software, or what was counted and certified, rests on."""
    changed = [
        one for one in declared.attributes if entry.attributes.get(one.name, "") != typed[one.name]
    ]
    used_for = declared.used_for(entry.code)
    if used_for and any(one.fixed for one in changed):
        raise ReliedOn(entry, used_for)
    settled = [one.label for one in changed if one.settled]
    if settled and in_use(CodeTable(entry.table_name), entry.code):
        kept = " และ ".join(f"“{label}”" for label in settled)
        sentence = f"มีบัตร ก.พ.7 ที่ใช้รหัส {entry.code} แล้ว จึงเปลี่ยน{kept}ไม่ได้ ให้เพิ่มรายการใหม่ด้วยรหัสอื่นแทน"
        raise Invalid({"": [sentence]})


def in_use(table: CodeTable, code: str) -> bool:
    """Whether any card names a code."""
    return any(
        section.model._default_manager.filter(**{column.name: code}).exists()
        for section in SECTIONS
        for column in section.fields()
        if isinstance(column, CodeField) and column.table == table
    )
