"""Lines of a card: added, changed, removed, or recorded as none. Personal data are one line."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db.models import Max, QuerySet

from kp7.ledger.models import Change
from kp7.ledger.queries import last_change_of_row
from kp7.organizations.authority import Actor
from kp7.personnel.actions import files, seating
from kp7.personnel.actions.editing import (
    Gone,
    Invalid,
    check_sensitive,
    constraint_is_refused,
    editing,
    fill,
)
from kp7.personnel.models import Appointment, Card, NothingRecorded, Row
from kp7.personnel.sections import APPOINTMENTS, LISTS, Section
from kp7.refusal import Refusal
from kp7.thai import calendar


class ChangedMeanwhile(Refusal):
    """Somebody else changed, or removed, the same line since it was opened.

    `row` is the line as it stands now (None where it was removed), for the form to show both.
    """

    def __init__(self, row: Row | None, change: Change | None) -> None:
        self.row = row
        who = change.officer if change else "ผู้ใช้อื่น"
        when = f" เมื่อ {calendar.format_instant(change.recorded_at)}" if change else ""
        what = "แก้ไข" if row is not None else "ลบ"
        super().__init__(
            f"{who} {what}รายการนี้{when} หลังจากที่ท่านเปิดหน้านี้ ข้อมูลที่ท่านพิมพ์ยังอยู่ครบ "
            "กรุณาตรวจเทียบกับข้อมูลปัจจุบัน แล้วกดบันทึกอีกครั้งหากต้องการใช้ข้อมูลของท่าน"
        )


def add_line(*, by: Actor, card: Card, section: Section, values: Mapping[str, object]) -> Row:
    """Add a line to a section; a recorded “ไม่มี” of that section goes."""
    with editing(by, card.register_id) as actor:
        _check_room(card, section)
        row = section.model(register_id=card.register_id, person_id=card.person_id)
        fill(row, section, files.kept(row, section, _numbered(card, section, values)))
        check_sensitive(actor, section, row)
        with constraint_is_refused(section.model):
            row.save(force_insert=True)
        _nothing(card, section).delete()
        _seat(card, section)
    return row


def change_line(  # noqa: PLR0913  what is changed, by whom, and what they had before them
    *,
    by: Actor,
    card: Card,
    section: Section,
    line_id: uuid.UUID,
    seen: int,
    values: Mapping[str, object],
) -> Row:
    """Change a line (or the personal data) that still stands as its editor saw it.

    `seen` is the revision that was opened. Saving what already stands changes nothing.
    """
    with editing(by, card.register_id) as actor:
        row = _locked(card, section, line_id, seen)
        check_sensitive(actor, section, row)
        before = _columns(row)
        fill(row, section, files.kept(row, section, _numbered(card, section, values)))
        check_sensitive(actor, section, row)
        if _columns(row) != before:
            row.revision += 1
            with constraint_is_refused(section.model):
                row.save(force_update=True)
            _seat(card, section)
    return row


def remove_line(*, by: Actor, card: Card, section: Section, line_id: uuid.UUID, seen: int) -> None:
    """Remove a line that still stands as seen; the history keeps it."""
    with editing(by, card.register_id) as actor:
        row = _locked(card, section, line_id, seen)
        check_sensitive(actor, section, row)
        row.delete()
        _seat(card, section)


def _seat(card: Card, section: Section) -> None:
    """Whoever's position lines change sits where the newest of them says."""
    if section is APPOINTMENTS:
        seating.follow(card)


def record_nothing(*, by: Actor, card: Card, section: Section) -> None:
    """Record “ไม่มี” for a section that holds no line. Recording it again changes nothing."""
    with editing(by, card.register_id) as actor:
        check_sensitive(actor, section)
        if not section.may_be_nothing:
            raise Invalid({"": [f"{section.label} ต้องมีอย่างน้อย 1 รายการ จึงบันทึก “ไม่มี” ไม่ได้"]})
        if section.model._default_manager.filter(
            register_id=card.register_id, person_id=card.person_id
        ).exists():
            raise Invalid({"": [f"{section.label} มีรายการอยู่แล้ว จึงบันทึก “ไม่มี” ไม่ได้"]})
        if not _nothing(card, section).exists():
            with constraint_is_refused(NothingRecorded):
                NothingRecorded.objects.create(
                    register_id=card.register_id, person_id=card.person_id, section=section.code
                )


def withdraw_nothing(*, by: Actor, card: Card, section: Section) -> None:
    """Take a recorded “ไม่มี” back."""
    with editing(by, card.register_id) as actor:
        check_sensitive(actor, section)
        _nothing(card, section).delete()


def _check_room(card: Card, section: Section) -> None:
    """Refuse one line more than the section may hold; two who add at once take turns."""
    if section.most is None:
        return
    Card.objects.select_for_update(no_key=True).get(id=card.id)
    held = section.model._default_manager.filter(
        register_id=card.register_id, person_id=card.person_id
    ).count()
    if held >= section.most:
        raise Invalid(
            {"": [f"{section.label}มีได้ไม่เกิน {section.most} รายการ กรุณาลบหรือแก้ไขรายการเดิม"]}
        )


def holds_lines(card: Card) -> bool:
    """Whether any section of the card holds a line."""
    return any(
        section.model._default_manager.filter(
            register_id=card.register_id, person_id=card.person_id
        ).exists()
        for section in LISTS
    )


def _nothing(card: Card, section: Section) -> "QuerySet[NothingRecorded]":
    return NothingRecorded.objects.filter(
        register_id=card.register_id, person_id=card.person_id, section=section.code
    )


def _locked(card: Card, section: Section, line_id: uuid.UUID, seen: int) -> Row:
    """The line, locked against the other editors of this register, if it stands as seen."""
    row: Row | None = (
        section.model._default_manager.select_for_update(no_key=True)
        .filter(register_id=card.register_id, person_id=card.person_id, id=line_id)
        .first()
    )
    if row is None:
        change = last_change_of_row(line_id)
        if change is None or not _was_here(change, card, section):
            raise Gone
        raise ChangedMeanwhile(None, change)
    if row.revision != seen:
        raise ChangedMeanwhile(row, last_change_of_row(line_id))
    return row


def _was_here(change: Change, card: Card, section: Section) -> bool:
    """Whether a change is of this section in this register: of others nobody is told."""
    table: str = section.model._meta.db_table
    return (change.table_name, change.register_id) == (table, card.register_id)


def _columns(row: Row) -> dict[str, object]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.generated
    }


def _numbered(card: Card, section: Section, values: Mapping[str, object]) -> Mapping[str, object]:
    """A line without a number goes behind the others: of its day, where numbers are of a day."""
    if "sequence" not in values or values["sequence"]:
        return values
    among: dict[str, object] = {"register_id": card.register_id, "person_id": card.person_id}
    if section.model is Appointment:
        day = values.get("effective_on")
        if not isinstance(day, date):
            return values
        among["effective_on"] = day
    others = section.model._default_manager.filter(**among)
    newest = others.aggregate(newest=Max("sequence"))["newest"]
    return {**values, "sequence": (newest or 0) + 1}
