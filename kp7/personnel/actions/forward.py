"""Correct a line and every later one that was copied from it: one action, all or nothing."""

import copy
import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from kp7.organizations.authority import Actor
from kp7.personnel.actions.editing import (
    Invalid,
    check_sensitive,
    constraint_is_refused,
    editing,
    fill,
    label_for,
)
from kp7.personnel.actions.lines import change_line
from kp7.personnel.codes import in_force, valid_on, versions
from kp7.personnel.fields import CodeField
from kp7.personnel.forward import Later, later_of, mark_of
from kp7.personnel.models import Card, CodeEntry, Row
from kp7.personnel.queries import today
from kp7.personnel.sections import Section
from kp7.personnel.terms import CodeTable
from kp7.refusal import Refusal
from kp7.thai import calendar


class LaterChanged(Refusal):
    """The later lines are not those that were confirmed."""

    def __init__(self) -> None:
        super().__init__("รายการถัดไปถูกแก้ไขหลังจากที่ท่านเปิดหน้านี้ กรุณาตรวจรายการที่จะแก้ไขอีกครั้งก่อนยืนยัน")


def correct_forward(  # noqa: PLR0913  what is changed, by whom, and what they had before them
    *,
    by: Actor,
    card: Card,
    section: Section,
    line_id: uuid.UUID,
    seen: int,
    seen_later: str,
    values: Mapping[str, object],
) -> int:
    """Change a line, and the same columns of the later lines of its run. Returns how many lines.

    `seen` is the revision that was opened, `seen_later` the `mark_of` the later lines that were
    confirmed. The number of statements does not grow with the lines.
    """
    with editing(by, card.register_id) as actor:
        rows = _locked(card, section)
        row = next((one for one in rows if one.id == line_id), None)
        later: list[Later] = []
        if row is not None and row.revision == seen:
            check_sensitive(actor, section, row)
            corrected, columns = _corrected(row, section, values)
            later = later_of(section, rows, line_id, columns)
            if mark_of(later) != seen_later:
                raise LaterChanged
            _carry(section, corrected, [one for one in rows if one.id != line_id], later)
        change_line(by=by, card=card, section=section, line_id=line_id, seen=seen, values=values)
    return 1 + len(later)


def _locked(card: Card, section: Section) -> list[Row]:
    """All lines of the section, in order, held against other editors of this card."""
    return list(
        section.model._default_manager.select_for_update(no_key=True).filter(
            register_id=card.register_id, person_id=card.person_id
        )
    )


def _corrected(
    row: Row, section: Section, values: Mapping[str, object]
) -> tuple[Row, tuple[str, ...]]:
    """The line as it will be, and which of its columns that reach forward will differ."""
    corrected = copy.copy(row)
    typed = {name: values[name] for name in section.forward if name in values}
    fill(corrected, section, typed)
    differ = (n for n in section.forward if getattr(corrected, n) != getattr(row, n))
    return corrected, tuple(differ)


def _carry(section: Section, corrected: Row, others: Sequence[Row], later: Sequence[Later]) -> None:
    """Write the correction into the later lines: one statement for all of them."""
    if not later:
        return
    reached = {one.line.id: one.columns for one in later}
    labels = _labels(section, corrected, {name for one in later for name in one.columns})
    changed = [row for row in others if row.id in reached]
    for row in changed:
        for name in reached[row.id]:
            setattr(row, name, getattr(corrected, name))
            if name in labels:
                setattr(row, f"{name}_label", _label_on(section, row, labels[name]))
        row.revision += 1
    named = {name for columns in reached.values() for name in columns}
    stored = [*named, *(f"{name}_label" for name in labels), "revision"]
    with constraint_is_refused(section.model):
        section.model._default_manager.bulk_update(changed, stored)


def _labels(section: Section, corrected: Row, columns: set[str]) -> dict[str, list[CodeEntry]]:
    """The versions of each code that is carried, by column: one statement."""
    coded = {
        column.name: column
        for column in section.fields()
        if isinstance(column, CodeField) and column.name in columns
    }
    if not coded:
        return {}
    known = versions({CodeTable(column.table) for column in coded.values()})
    return {
        name: [
            entry
            for entry in known
            if (entry.table_name, entry.code) == (column.table, getattr(corrected, name))
        ]
        for name, column in coded.items()
    }


def _label_on(section: Section, row: Row, entries: Sequence[CodeEntry]) -> str:
    """What a code is called on the day that a later line counts from; '' where it was emptied."""
    effective = getattr(row, section.effective) if section.effective else None
    day = effective if isinstance(effective, date) else today()
    entry = next(iter(in_force(entries, day)), None)
    if entry is None:
        return ""
    if not valid_on(entry, day):
        since = calendar.format_long(day)
        sentence = f"“{entry.label}” ใช้กับรายการถัดไปที่มีผลวันที่ {since} ไม่ได้ กรุณาแก้ไขทีละรายการ"
        raise Invalid({"": [sentence]})
    return label_for(entry, row.register_id)
